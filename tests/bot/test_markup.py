"""What people typed is shown as typed; what is markup of Discord's own stays what it is."""

import discord
import pytest

from bot import markup

EMOJI = "<:co_in:123456789012345678>"
ANIMATED = "<a:star_s:1234567890123456789>"


@pytest.mark.parametrize(
    "typed",
    [
        EMOJI,
        ANIMATED,
        "<t:1735689600>",
        "<t:1735689600:R>",
        "<#123456789012345678>",
        "https://example.com/a_b_c?x=*",
        f"Ten {EMOJI} in <#123456789012345678> until <t:1735689600:D>",
    ],
)
def test_what_is_markup_passes(typed: str) -> None:
    assert markup.escape(typed) == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a_b *c* ~d~ `e` |f| \\", r"a\_b \*c\* \~d\~ \`e\` \|f\| \\"),
        ("# Big", r"\# Big"),
        ("-# Small", r"\-# Small"),
        ("- one", r"\- one"),
        ("1. one", r"1\. one"),
        ("> said", r"\> said"),
        ("one\n## two", "one\n\\## two"),
        ("[here](https://example.com)", r"[here\](https://example.com)"),
        ("</daily:123456789012345678>", r"\</daily:123456789012345678>"),
        ("<id:customize>", r"\<id:customize>"),
        ("@everyone @here", "@\u200beveryone @\u200bhere"),
        ("<@123456789012345678>", "<@\u200b123456789012345678>"),
        ("<@&123456789012345678>", "<@\u200b&123456789012345678>"),
        ("<:co_in:12>", r"<:co\_in:12>"),  # no emoji: its id is none
        (f"*{EMOJI}*", rf"\*{EMOJI}\*"),
        ("3.14", "3.14"),
        ("a-b > c # d", "a-b > c # d"),
    ],
)
def test_everything_else_is_escaped(typed: str, shown: str) -> None:
    assert markup.escape(typed) == shown
    assert markup.unescaped(shown) == typed


@pytest.mark.parametrize("most", range(1, 60))
def test_nothing_is_cut_apart(most: int) -> None:
    typed = f"*a* {EMOJI} @everyone _b_"
    cut = markup.escape(typed, most)
    assert len(cut) <= most
    kept = cut.removesuffix("…")
    assert "<" not in kept.replace(EMOJI, "")
    assert not kept.endswith(("\\", "@")) or kept == markup.escape(typed)
    assert markup.escape(typed).startswith(kept)


def test_an_emoji_counts_as_one() -> None:
    assert markup.length(f"Ten {EMOJI}{ANIMATED}") == len("Ten xx")
    assert markup.fits(EMOJI, 30)
    assert markup.fits(EMOJI + "coins of the house", 30)
    assert markup.fits("*" * 30, 30)
    assert not markup.fits("*" * 31, 30)
    assert not markup.fits(EMOJI * 4, 30)  # four would not fit where thirty characters do


def test_where_no_markup_is_known_an_emoji_shows_by_its_name() -> None:
    assert markup.plain(f"Ten {EMOJI} {ANIMATED}") == "Ten :co_in: :star_s:"


def test_discords_own_library_escapes_no_more_than_this() -> None:
    """Whatever discord.py takes for markup is escaped here as well, emoji and the like apart."""
    for typed in ("*", "_", "~", "|", "`", "\\", "> a", ">>> a", "### a", "- a", "  - a", "-# a"):
        theirs = discord.utils.escape_markdown(typed)
        assert markup.escape(typed).count("\\") >= theirs.count("\\"), typed

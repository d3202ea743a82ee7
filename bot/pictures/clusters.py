"""Text cut into what a reader takes for one letter: a letter with its marks, a joined emoji."""

import unicodedata

MOST_MARKS = 4
"""Marks that one letter may carry; names that climb over their neighbours have dozens."""

EMOJI_SIGN = "\ufe0f"
_JOINER = "\u200d"
_SKIN = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_DIRECTIONS = {*"\u200e\u200f\u061c", *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))}
_LETTERS = "©®™"  # symbols that readers take for letters, though emoji fonts have them


def clean(text: str) -> str:
    """Return it composed, in one line, without marks that turn the text's direction."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c
        for c in composed
        if c not in _DIRECTIONS
    )


def split(text: str) -> list[str]:
    """Return its clusters."""
    clusters: list[str] = []
    marks = flags = 0
    for c in text:
        flag = ord(c) in _FLAG_LETTERS
        if clusters and (
            _extends(c) or (clusters[-1][-1] == _JOINER and _is_emoji(c)) or (flag and flags == 1)
        ):
            marks = marks + 1 if unicodedata.combining(c) else marks
            flags = 0
            if marks <= MOST_MARKS:
                clusters[-1] += c
            continue
        clusters.append(c)
        marks, flags = 0, int(flag)
    return clusters


def is_emoji(cluster: str) -> bool:
    """Return whether it is meant as an emoji and not as a letter."""
    return EMOJI_SIGN in cluster or _is_emoji(cluster[0])


def _extends(c: str) -> bool:
    return (
        unicodedata.category(c) in {"Mn", "Me", "Mc"}
        or c in {_JOINER, "\u200c"}
        or ord(c) in _SKIN
        or ord(c) in _TAGS
    )


def _is_emoji(c: str) -> bool:
    """Return whether a character is an emoji even without a sign that says so."""
    return ord(c) >= 0x1F000 or (unicodedata.category(c) == "So" and c not in _LETTERS)

"""Discord's markup in a terminal."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.demo.markup import render

NOW = datetime(2026, 3, 1, 23, 0, tzinfo=UTC).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))


def shown(text: str) -> str:
    return render(text, {7: "Mai"}, NOW).plain


@pytest.mark.parametrize(
    ("style", "seen"),
    [
        (":d", "02 Mar 2026"),
        (":D", "02 March 2026"),
        (":t", "06:00"),
        (":f", "02 March 2026 06:00"),
        ("", "02 March 2026 06:00"),
        (":F", "Monday, 02 March 2026 06:00"),
    ],
)
def test_a_moment_is_shown_in_its_style_and_in_the_readers_zone(style: str, seen: str) -> None:
    assert shown(f"until <t:{int(NOW.timestamp())}{style}>.") == f"until {seen}."


@pytest.mark.parametrize(
    ("distance", "seen"),
    [
        (timedelta(days=5), "in 5 days"),
        (timedelta(days=5, seconds=-3), "in 5 days"),
        (timedelta(days=1, seconds=-3), "in 1 day"),
        (timedelta(hours=-2), "2 hours ago"),
        (timedelta(minutes=-1), "1 minute ago"),
        (timedelta(days=400), "in 1 year"),
        (timedelta(), "now"),
    ],
)
def test_a_relative_moment_says_how_far_away_it_is(distance: timedelta, seen: str) -> None:
    assert shown(f"<t:{int((NOW + distance).timestamp())}:R>") == seen


def test_a_moment_is_shown_in_the_readers_language() -> None:
    later = int((NOW + timedelta(hours=22)).timestamp())
    assert render(f"kết thúc <t:{later}:R>", {}, NOW, "vi").plain == "kết thúc sau 22 giờ nữa"
    assert render(f"<t:{later}:D>", {}, NOW, "vi").plain == "03 tháng 3 2026"


def test_what_is_escaped_is_shown_as_typed() -> None:
    assert shown(r"**say \*x\***, *\*y\**") == "say *x*, *y*"
    assert shown(r"snake\_case, 2 \* 3, **bold\_er**, <@7>") == "snake_case, 2 * 3, bold_er, @Mai"

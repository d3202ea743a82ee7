"""Lists in pages. A page is a number in a button's id, so it turns after a restart too."""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from discord import SelectOption
from discord.app_commands import Range
from discord.ui import Button

from bot.texts import t
from bot.ui.core.actions import button, choice_list
from bot.ui.core.cards import Card, small, title

T = TypeVar("T")

Page = Range[int, 1, 10_000]
"""The number of a page, as an option of a command."""


def page_count(items: int, per_page: int) -> int:
    """Return how many pages there are; an empty list has one."""
    return max(1, math.ceil(items / per_page))


def turner(
    locale: str, page: int, pages: int, leads_to: Callable[[int], str]
) -> list[Button[Any]] | None:
    """Return *Previous* and *Next* as far as they lead anywhere; None for a single page.

    Pages count from 1. `leads_to` returns the id of an action that shows a page.
    """
    buttons = []
    if page > 1:
        buttons.append(button(t(locale, "ui-previous"), leads_to(min(page - 1, pages))))
    if page < pages:
        buttons.append(button(t(locale, "ui-next"), leads_to(page + 1)))
    return buttons or None


def footer(locale: str, page: int, pages: int) -> str | None:
    """Return `Page 2 of 5` in small print; None for a single page."""
    return small(t(locale, "ui-page", page=page, pages=pages)) if pages > 1 else None


def why_empty(chosen: object | None, others: int) -> str:
    """Return which of the texts of an empty list is true: `empty`, `all-archived` or `none`.

    `chosen` narrows it, None to what is not archived; `others` are left out by that.
    """
    if not others:
        return "empty"
    return "all-archived" if chosen is None else "none"


def numbered(values: Sequence[T], number: int) -> T:
    """Return the value that a button's number stands for; the first one for a number too high."""
    return values[number] if number < len(values) else values[0]


class Line(NamedTuple):
    """A line of a list: its text, and what it is called where one is chosen to be opened."""

    text: str
    label: str
    row_id: int


def list_card(
    locale: str,
    texts: str,
    lines: Sequence[Line],
    counted: tuple[int, int, int],
    *,
    empty: str,
    opens: str,
    leads_to: Callable[[int], str],
) -> Card:
    """Return a page of a list, with a way to each of its lines, or the text of an empty one.

    `texts` begins the ids of the title and of the choice; `counted` are all lines, the page and
    the pages. `opens` is the id of the action that opens what was chosen, `leads_to` returns the
    id of the one that shows a page.
    """
    total, page, pages = counted
    options = [SelectOption(label=line.label, value=str(line.row_id)) for line in lines]
    choose = t(locale, f"{texts}-pick")
    return Card(
        title(t(locale, f"{texts}-title", count=total)),
        "\n".join(line.text for line in lines) or empty,
        [choice_list(options, opens, placeholder=choose)] if options else None,
        footer(locale, page, pages),
        turner(locale, page, pages, leads_to),
    )

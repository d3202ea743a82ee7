"""A report: charts, what they say, and the same as a table where nobody wants pictures."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import discord

from bot.pictures.cards import Chart
from bot.runtime.spreadsheet import Cell, as_csv
from bot.services.stats.windows import Window
from bot.texts import t
from bot.ui.core.actions import PRIMARY, SECONDARY, ActionId, TooOldError, button
from bot.ui.core.base import Interaction, locale
from bot.ui.core.cards import Part, shorten
from bot.ui.core.drawn import Drawn, drawn, wants_pictures
from bot.ui.stats.formats import number

TABLE_LENGTH = 2800
"""Characters of a table on a card, which takes 4,000 in all."""

_NAME_LENGTH = 24
"""Characters of a name in a table."""


@dataclass(frozen=True)
class Table:
    """Rows below their heads; the first column is text, what follows are numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[str | int]]


@dataclass(frozen=True)
class Sheet:
    """A file of numbers, whose columns are called alike in every language, for programs."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def as_csv(self) -> bytes:
        """Return it as a file."""
        return as_csv(self.columns, self.rows)


class Described(NamedTuple):
    """A chart, and what it says, for those who hear it: its latest values, their trend."""

    chart: Chart
    says: Sequence[str]

    @property
    def about(self) -> str:
        """What is said of it."""
        # What is bold on a card would be read out as asterisks.
        return " ".join([f"{self.chart.title}.", *self.says]).replace("**", "")


@dataclass(frozen=True)
class Report:
    """What there is to say of something.

    `lines` stand on the card, `remarks` below all of it. `table` stands in place of the charts,
    where it says more than the lines do.
    """

    sheet: Sheet
    lines: Sequence[str]
    charts: Sequence[Described] = ()
    table: Table | None = None
    remarks: Sequence[str] = ()


async def report_parts(
    interaction: Interaction, report: Report, name: str
) -> tuple[list[Part], list[discord.File]]:
    """Return what stands on a card: the charts, or a table in their place, and what they say."""
    lines = "\n".join(report.lines)
    pictures = await _pictures(interaction, report.charts, name)
    if pictures:
        # Each by itself: below each other on one picture they would be shown half as large.
        return [*(one.part for one in pictures), lines], [one.file for one in pictures]
    if report.table is not None:
        return [lines, table_text(locale(interaction), report.table)], []
    return [lines], []


async def _pictures(
    interaction: Interaction, charts: Sequence[Described], name: str
) -> list[Drawn]:
    """Draw all charts; none if one of them does not come."""
    if not charts or not await wants_pictures(interaction):
        return []
    made = await asyncio.gather(
        *(
            drawn(interaction, one.chart, f"{name}-{number}", one.about)
            for number, one in enumerate(charts, 1)
        )
    )
    return [] if None in made else [one for one in made if one is not None]


def table_text(language: str, table: Table) -> str:
    """Return a table in letters of one width, as much of it as fits on a card."""
    rows = [[_plain(language, cell) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *rest in rows:
        numbers = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        lines.append("  ".join([first.ljust(widths[0]), *numbers]).rstrip())
    while len("\n".join(lines)) > TABLE_LENGTH:
        lines = [*lines[:-2], "…"]
    return "```\n" + "\n".join(lines) + "\n```"


def _plain(language: str, cell: str | int) -> str:
    # A table is a block of code, which nothing in it may end.
    if isinstance(cell, int):
        return number(language, cell)
    return shorten(cell.replace("`", "'"), _NAME_LENGTH)


def window_of(weeks: int) -> Window:
    """Return the window of a button; `TooOldError` if there is no such window any more."""
    try:
        return Window(weeks)
    except ValueError:
        raise TooOldError from None


def window_buttons(
    language: str, show: ActionId[int, int], of: int, window: Window
) -> list[discord.ui.Button[Any]]:
    """Return a button for each window; the one that is shown stands out."""
    return [
        button(
            t(language, f"stats-window-{other}"),
            show.id(of, other),
            style=PRIMARY if other is window else SECONDARY,
            disabled=other is window,
        )
        for other in Window
    ]

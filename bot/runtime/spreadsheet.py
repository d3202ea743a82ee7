"""Numbers as a file for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

Cell = str | int | date | None

_FORMULA = tuple("=+-@|%＝＋－＠")
"""What a text begins with, after white space, that a spreadsheet may take for a formula."""


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as a CSV with a line above them.

    In UTF-8 with a byte order mark, so that spreadsheets read it as such. What people have typed,
    such as the name of a reward, is never a formula there.
    """
    out = io.StringIO()
    # Where a spreadsheet divides at semicolons, one in a name would else begin another cell.
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(head)
    writer.writerows([_cell(one) for one in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> str | int:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.lstrip().startswith(_FORMULA):
        return f"'{value}"
    return value

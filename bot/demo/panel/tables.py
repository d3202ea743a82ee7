"""The tables behind it: read only, a page at a time, and without what is secret."""

import json
from datetime import datetime

from sqlalchemy import JSON, Boolean, Column

from bot.demo.panel.columns import TABLES, is_shown
from bot.demo.panel.masks import Masker
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.wire import Json
from db.readonly import ReadOnlyFile
from db.types import UtcDateTime

ROWS = 20
"""Rows of a page."""

LONGEST = 500
"""Characters of a cell."""


class Tables:
    """Reads tables in a thread of the caller's; never two at a time."""

    def __init__(self, file: ReadOnlyFile, masker: Masker) -> None:
        self._file = file
        self._masker = masker

    def names(self) -> list[Json]:
        """Return the tables with how many rows each has; those with some first."""
        counted = [
            {"name": name, "rows": self._count(name)} for name in sorted(TABLES) if self._is(name)
        ]
        return sorted(counted, key=lambda table: table["rows"] == 0)

    def page(self, name: str, page: int) -> Json:
        """Return a page of a table, the newest rows first; `page` counts from 0.

        Cells are texts, None for NULL, or True for what is there and not shown.
        """
        if name not in TABLES:
            raise NotPossible("there is no such table")
        # All rows are of one community, so that comes last.
        columns = sorted(TABLES[name].columns, key=lambda column: column.name == "community_id")
        # What is not shown is not even read.
        chosen = ", ".join(
            f'"{c.name}"' if is_shown(c) else f'"{c.name}" IS NOT NULL' for c in columns
        )
        total = self._count(name)
        page = max(0, min(page, (total - 1) // ROWS))
        rows = self._file.rows(
            f'SELECT {chosen} FROM "{name}" ORDER BY rowid DESC LIMIT ? OFFSET ?',  # noqa: S608
            ROWS,
            page * ROWS,
        )
        return {
            "name": name,
            "page": page,
            "pages": max(1, -(-total // ROWS)),
            "total": total,
            "columns": [{"name": c.name, "hidden": not is_shown(c)} for c in columns],
            "rows": [
                [self._cell(column, value) for column, value in zip(columns, row, strict=True)]
                for row in rows
            ],
        }

    def _is(self, name: str) -> bool:
        return bool(self._file.rows("SELECT 1 FROM sqlite_master WHERE name = ?", name))

    def _count(self, name: str) -> int:
        ((count,),) = self._file.rows(f'SELECT count(*) FROM "{name}"')  # noqa: S608
        return int(count)

    def _cell(self, column: Column[object], value: object) -> str | bool | None:
        if value is None or (not is_shown(column) and not value):
            return None
        if not is_shown(column):
            return True
        if isinstance(column.type, Boolean):
            return "yes" if value else "no"
        if isinstance(column.type, UtcDateTime):
            return _moment(str(value))
        if isinstance(column.type, JSON):
            shown = json.dumps(self._masker.everything(json.loads(str(value))), ensure_ascii=False)
        else:
            shown = self._masker.text(str(value)) if isinstance(value, str) else str(value)
        return shown if len(shown) <= LONGEST else shown[:LONGEST] + "…"


def _moment(value: str) -> str:
    return datetime.fromisoformat(value).strftime("%Y-%m-%d %H:%M:%S")

"""What all tables say, without regard to ids: two databases can be compared by it."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select

from db.ids import first_id_at
from db.session import Session
from db.tables import metadata
from tests.support.databases import NOON

_DRAWN = {("grant", "redemption_code")}
"""Columns that are drawn at random."""

_ID = re.compile(r"\d{15,19}")
_ROUNDS = 4
"""How far a row is known by the rows to which it refers, and those by theirs."""

Dump = dict[str, Counter[str]]
"""The rows of each table, as texts."""


def dump(session: Session, told: Collection[str], *, times: bool = True) -> Dump:
    """Return all rows, with each id replaced by what its row says.

    `told`: digests of keys that were told from outside. Keys of other events may hold an id, which
    a digest hides, so they are left out. `times`: whether moments are compared as well.
    """
    rows = [
        (table, dict(row))
        for table in metadata.sorted_tables
        for row in session.execute(select(table)).mappings()
    ]
    labels: dict[int, str] = {
        row["id"]: table.name for table, row in rows if row.get("id", 0) > first_id_at(_LONG_AGO)
    }
    texts: list[str] = []
    for _ in range(_ROUNDS):
        texts = [_text(table, row, labels, told, times) for table, row in rows]
        labels = labels | {
            row["id"]: f"{table.name}:{hashlib.sha256(text.encode()).hexdigest()[:10]}"
            for (table, row), text in zip(rows, texts, strict=True)
            if row.get("id") in labels
        }
    found: Dump = {}
    for (table, _), text in zip(rows, texts, strict=True):
        found.setdefault(table.name, Counter())[text] += 1
    return found


_LONG_AGO = NOON.replace(year=2016)


def differences(one: Mapping[str, Counter[str]], other: Mapping[str, Counter[str]]) -> list[str]:
    """Return the rows that only one of two dumps has, the first few of each table."""
    found = []
    for name in sorted(one.keys() | other.keys()):
        here, there = one.get(name, Counter()), other.get(name, Counter())
        for mark, rows in (("-", here - there), ("+", there - here)):
            if rows:
                found.append(f"{name}: {mark}{rows.total()} of {here.total()}/{there.total()}")
            found += [f"{name} {mark} {row}" for row in sorted(rows)[:4]]
    return found


def _text(
    table: Table,
    row: Mapping[str, Any],
    labels: Mapping[int, str],
    told: Collection[str],
    times: bool,
) -> str:
    said = {}
    for name, value in row.items():
        if name == "id" and value in labels:
            continue
        if (table.name, name) in _DRAWN:
            said[name] = "drawn"
        elif table.name == "event" and name == "key" and value not in told:
            said[name] = "ours"
        elif isinstance(value, datetime) and not times:
            said[name] = "then"
        else:
            said[name] = _written(value, labels)
    return json.dumps(said, sort_keys=True)


def _written(value: object, labels: Mapping[int, str]) -> str:
    def named(found: re.Match[str]) -> str:
        return labels.get(int(found[0]), found[0])

    written = json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else str(value)
    return _ID.sub(named, written)

"""Files as they come: JSON or a table, bounded in size, depth and memory."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from bot.services.codes.csvfile import (
    NotACsvError,
    OpenQuoteError,
    TooLargeError,
    WrongEncodingError,
    records,
)
from bot.services.errors import RefusedError
from bot.services.moving import numbers

MOST_BYTES = 256 * 1024 * 1024
"""Bytes of one file; chat takes less."""

MOST_VALUES = 4_000_000
"""Values of one JSON file, each of which takes memory: 250,000 members with 16 facts each."""

MOST_LINES = 500_000
"""Lines of a table."""

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*[\[{]")
_HEADING_CELL = re.compile(r"[^\W\d_]")
_ONLY_LETTERS = re.compile(r"[^a-z]")


class NotJsonError(RefusedError):
    """The file begins like JSON and is none, or ends too early; `line` is where that shows."""

    message = "moving-not-json"


class NotReadableError(RefusedError):
    """The file is neither JSON nor a table, or in an unknown encoding; `line` as above."""

    message = "moving-not-readable"


class NothingInItError(RefusedError):
    """The files are empty, or have the right shape and bring nothing."""

    message = "moving-nothing-in-it"


class TooDeepError(RefusedError):
    """The file holds lists in lists beyond what any bot writes."""

    message = "moving-too-deep"


class TooManyValuesError(RefusedError):
    """The file holds more than fits into the memory that is meant for it."""

    message = "moving-too-many-values"


@dataclass(frozen=True)
class Table:
    """A table: its columns' names, as `plain` has them, and its rows, each with its line.

    Without a heading there are no names.
    """

    names: tuple[str, ...]
    rows: Sequence[tuple[int, list[str]]]


def document(source: BinaryIO) -> object:
    """Return what a seekable file holds: JSON's values, or a `Table`.

    Whole numbers are exact, others are decimals as they are written.
    """
    source.seek(0, 2)
    size = source.tell()
    if size > MOST_BYTES:
        raise TooManyValuesError(most=MOST_VALUES)
    source.seek(0)
    head = source.read(4096)
    source.seek(0)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise NothingInItError
    return _json(source.read()) if _BEGINS.match(head) else _table(source)


def _json(content: bytes) -> object:
    # Each value but the first follows one of these; those within texts make it count too many.
    if content.count(b",") + content.count(b"[") + content.count(b"{") > MOST_VALUES:
        raise TooManyValuesError(most=MOST_VALUES)
    try:
        return _values(content)
    except RecursionError:
        raise TooDeepError from None
    except json.JSONDecodeError as error:
        raise NotJsonError(line=error.lineno) from None
    except UnicodeDecodeError as error:
        raise NotJsonError(line=content.count(b"\n", 0, error.start) + 1) from None


def _values(content: bytes) -> object:
    """Return what JSON says. Each object and number is handed to Python, so that others get turns.

    Without that, a large file would be read in one go, and the event loop would stand still.
    """
    return json.loads(
        content,
        object_hook=_as_it_is,
        parse_int=numbers.whole,
        parse_float=numbers.fraction,
        parse_constant=numbers.constant,
    )


def _as_it_is(found: dict[str, object]) -> dict[str, object]:
    return found


def _table(source: BinaryIO) -> Table:
    try:
        rows = list(records(source, most_lines=MOST_LINES))
    except TooLargeError:
        raise TooManyValuesError(most=MOST_LINES) from None
    except (NotACsvError, OpenQuoteError, WrongEncodingError) as error:
        raise NotReadableError(line=error.params["line"]) from None
    if not rows:
        raise NothingInItError
    first = rows[0][1]
    if _is_heading(first):
        return Table(tuple(plain(cell) for cell in first), rows[1:])
    return Table((), rows)


def _is_heading(cells: Sequence[str]) -> bool:
    return all(not any(c.isdigit() for c in cell) for cell in cells) and any(
        _HEADING_CELL.search(cell) for cell in cells
    )


def plain(name: str) -> str:
    """Return a column's name by its letters alone."""
    return _ONLY_LETTERS.sub("", name.casefold())

"""CSV files as people's spreadsheets really write them: bytes in, rows with their line out.

Reads as it goes, so that the size of a file on disk does not matter. Nothing here knows a
database. What is wrong with one row is a flaw of that row; what is wrong with the file as a whole
is raised, with the line.
"""

import csv
import enum
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import BinaryIO

from bot.services.errors import RefusedError

CODE_LENGTH = 128
"""Characters that a code may have."""

_DELIMITERS = ",;\t"
_HEADER = ("code", "expirydate")
_SAMPLE = 20  # rows that show which delimiter a file has
_LONGEST_ROW = 65_536  # characters; what is longer is an open quote, or no CSV
_KEPT = 200  # characters of a malformed cell that a report shows
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ROUGHLY_A_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_MANGLED = re.compile(r"[+-]?\d+([.,]\d+)?E[+-]\d+", re.IGNORECASE)
_SPACE_AFTER_QUOTE = re.compile(r'" +(?=[,;\t\r\n]|$)')


class EmptyFileError(RefusedError):
    """There is no row in the file."""

    message = "import-empty-file"


class NotACsvError(RefusedError):
    """The file is something else; `line` is where that shows."""

    message = "import-not-a-csv"


class WrongEncodingError(RefusedError):
    """The bytes of a line are not UTF-8, or a program has lost a character there before."""

    message = "import-wrong-encoding"


class OpenQuoteError(RefusedError):
    """A quote that begins on a line never ends."""

    message = "import-open-quote"


class TooLargeError(RefusedError):
    """The file has more lines than `most`; `line` is the first too many."""

    message = "import-too-large"


class Flaw(enum.StrEnum):
    """What is wrong with one row."""

    NO_CODE = "no_code"
    TOO_LONG = "too_long"
    LINE_BREAK = "line_break"
    UNPRINTABLE = "unprintable"
    NO_DATE = "no_date"
    BAD_DATE = "bad_date"
    BAD_QUOTES = "bad_quotes"


@dataclass(frozen=True)
class CodeRow:
    """One row of a file of codes. `expires_on` is None where `typed_date` is no date."""

    line: int
    value: str
    typed_date: str = ""
    expires_on: date | None = None
    flaw: Flaw | None = None

    @property
    def mangled(self) -> bool:
        """Tell whether it looks as if a spreadsheet had taken the code for a number."""
        return _MANGLED.fullmatch(self.value) is not None

    def __repr__(self) -> str:
        return f"CodeRow(line={self.line}, flaw={self.flaw})"


def code_rows(source: BinaryIO, *, most_lines: int | None = None) -> Iterator[CodeRow]:
    """Read a seekable file of codes and dates.

    Raises `EmptyFileError`, `NotACsvError`, `WrongEncodingError`, `OpenQuoteError` and
    `TooLargeError`, the last four when they come to the line that shows it.
    """
    empty = True
    for line, cells in _records(_lines(source, most_lines), columns=2):
        if empty and tuple(_plain(cell) for cell in cells[:2]) == _HEADER:
            continue
        empty = False
        yield _code_row(line, cells)
    if empty:
        raise EmptyFileError


def _code_row(line: int, cells: list[str]) -> CodeRow:
    code = cells[0].strip()
    typed = cells[1].strip() if len(cells) > 1 else ""
    expires_on = _as_date(typed)
    flaw = None
    if len(cells) == 1 and cells[0].startswith('"'):
        flaw = Flaw.BAD_QUOTES
    elif not code:
        flaw = Flaw.NO_CODE
    elif "\n" in cells[0] or "\r" in cells[0]:
        flaw = Flaw.LINE_BREAK
    elif len(code) > CODE_LENGTH:
        flaw = Flaw.TOO_LONG
    elif not code.isprintable():
        flaw = Flaw.UNPRINTABLE
    elif not typed:
        flaw = Flaw.NO_DATE
    elif expires_on is None:
        flaw = Flaw.BAD_DATE
    if flaw is not None:
        code, typed = code[:_KEPT], typed[:_KEPT]
    return CodeRow(line, code, typed, expires_on, flaw)


def _as_date(typed: str) -> date | None:
    if not _DATE.fullmatch(typed):
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None  # such as the 30th of February


def _plain(cell: str) -> str:
    return "".join(character for character in cell if character.isalnum()).casefold()


@dataclass(frozen=True)
class MemberIds:
    """Members named in a file, each once, in its order, and the lines that name nobody."""

    ids: list[int]
    bad_lines: list[int]


def member_ids(source: BinaryIO, *, most_lines: int | None = None) -> MemberIds:
    """Read a seekable file whose first column is Discord ids (or mentions); a header may lead."""
    found: dict[int, None] = {}
    bad = []
    first = True
    for line, cells in _records(_lines(source, most_lines), columns=1):
        digits = re.fullmatch(r"(?:<@!?)?([0-9]{15,19})>?", cells[0].strip())
        if digits and int(digits[1]) < 2**63:
            found[int(digits[1])] = None
        elif not (first and cells[0].strip() and not any(c.isdigit() for c in cells[0])):
            bad.append(line)
        first = False
    if not found and not bad:
        raise EmptyFileError
    return MemberIds(list(found), bad)


def _lines(source: BinaryIO, most_lines: int | None) -> Iterator[str]:
    """Decode a file line by line, each with its ending."""
    head = source.read(4096)
    source.seek(0)
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in head and not utf16:
        raise NotACsvError(line=1)
    encoding = "utf-16" if utf16 else "utf-8-sig"
    # What cannot be decoded becomes U+FFFD, which no partner puts into a code: so one test finds
    # wrong bytes, on their line, and what a program before us has lost.
    text = io.TextIOWrapper(source, encoding=encoding, errors="replace", newline="")
    try:
        number = 0
        while line := text.readline(_LONGEST_ROW + 1):
            number += 1
            if most_lines is not None and number > most_lines:
                raise TooLargeError(line=number, most=most_lines)
            if "\0" in line or len(line) > _LONGEST_ROW:
                raise NotACsvError(line=number)
            if "\ufffd" in line:
                raise WrongEncodingError(line=number)
            yield line
    finally:
        with suppress(ValueError):  # the caller has closed the file already
            text.detach()


def _records(lines: Iterator[str], *, columns: int) -> Iterator[tuple[int, list[str]]]:
    """Split lines into cells; blank rows are left out, and a row of bad quotes is one cell."""
    for begins, first in enumerate(lines, 1):  # noqa: B007  # used after the loop
        if first.strip():
            break
    else:
        return
    sample = list(_sample(first, lines))
    delimiter = _delimiter(sample, columns)
    if delimiter is None:
        raise NotACsvError(line=begins)
    for number, cells in _Rows(chain(sample, lines), delimiter, begins):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _sample(first: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield a few lines, of which the first is not blank."""
    rows, characters = 1, len(first)
    yield first
    while rows < _SAMPLE and characters < _LONGEST_ROW and (line := next(lines, None)) is not None:
        rows += not line.isspace()
        characters += len(line)
        yield line


def _delimiter(sample: list[str], columns: int) -> str | None:
    """Return what separates the cells; None if there are too few columns for any."""
    found = {delimiter: _fit(sample, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: found[delimiter])
    return best if columns == 1 or found[best] != (0, 0) else None


def _fit(sample: list[str], delimiter: str) -> tuple[int, int]:
    """Return how many rows have a date, or the header's word, second, and how many a second."""
    reader = csv.reader(sample, delimiter=delimiter, skipinitialspace=True)
    seconds: list[str] = []
    with suppress(csv.Error):  # a cell larger than the module takes; no row can be so long
        seconds.extend(cells[1].strip() for cells in reader if len(cells) > 1)
    dates = sum(
        1 for cell in seconds if _ROUGHLY_A_DATE.fullmatch(cell) or _plain(cell) == _HEADER[1]
    )
    return dates, len(seconds)


class _Rows:
    """Rows with the number of the line on which each begins."""

    def __init__(self, lines: Iterable[str], delimiter: str, first: int) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._taken: list[str] = []  # the lines of the row at hand
        self._characters = 0  # in them
        self._number = first
        self._at_the_end = False

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        reader = self._reader(self._feed())
        while True:
            self._taken.clear()
            self._characters = 0
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                if self._at_the_end:
                    raise OpenQuoteError(line=self._number) from None
                cells = self._once_more()
            yield self._number, cells
            self._number += len(self._taken)

    def _reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._delimiter, skipinitialspace=True, strict=True)

    def _feed(self) -> Iterator[str]:
        for line in self._lines:
            self._taken.append(line)
            self._characters += len(line)
            if self._characters > _LONGEST_ROW:
                raise OpenQuoteError(line=self._number)
            yield line
        self._at_the_end = True

    def _once_more(self) -> list[str]:
        """Allow spaces after a closing quote, which the csv module does not."""
        try:
            return next(self._reader([_SPACE_AFTER_QUOTE.sub('"', line) for line in self._taken]))
        except (csv.Error, StopIteration):
            return ['"' + "".join(self._taken).strip().removeprefix('"')]

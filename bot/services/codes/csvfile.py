"""CSV files as people's spreadsheets really write them: bytes in, cells with their line out.

Reads as it goes, so that the size of a file on disk does not matter. Nothing here knows a
database. What is wrong with one row is a flaw of that row; what is wrong with the file as a whole
is raised, with the line.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from bot.services.actors import written_id
from bot.services.errors import RefusedError

_DELIMITERS = ",;\t"
_SAMPLE = 20  # rows that show which delimiter a file has
_LONGEST_ROW = 65_536  # characters; what is longer is an open quote, or no CSV
_ROUGHLY_A_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?")
# As spreadsheets write it. A quote or a blank, which other lines may hold too, separates nothing.
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=([^\s"]|\t)?"?\s*', re.IGNORECASE)
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


class TooManyMembersError(RefusedError):
    """A list of members has more lines than `most`; `line` is the first too many."""

    message = "import-too-many-members"


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
    try:
        for line, cells in records(source, most_lines=most_lines):
            member_id = written_id(cells[0])
            if member_id is not None:
                found[member_id] = None
            elif not (first and cells[0].strip() and not any(c.isdigit() for c in cells[0])):
                bad.append(line)
            first = False
    except TooLargeError as error:
        raise TooManyMembersError(**error.params) from None
    if not found and not bad:
        raise EmptyFileError
    return MemberIds(list(found), bad)


def _lines(source: BinaryIO, most_lines: int | None) -> Iterator[str]:
    """Decode a file line by line, each with its ending."""
    source.seek(0)
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


def records(source: BinaryIO, *, most_lines: int | None = None) -> Iterator[tuple[int, list[str]]]:
    """Read a seekable file: the number of the line on which a row begins, and its cells.

    Blank rows are left out, and a row of bad quotes is one cell, which is `Torn`.
    Raises `NotACsvError`, `WrongEncodingError`, `OpenQuoteError` and `TooLargeError` when it
    comes to the line that shows it.
    """
    lines = _lines(source, most_lines)
    for begins, first in enumerate(lines, 1):  # noqa: B007  # used after the loop
        if first.strip():
            break
    else:
        return
    named = _SEPARATOR_LINE.fullmatch(first)
    if named is not None:  # it is no row itself
        begins += 1
        first = next(lines, "")
    sample = list(_sample(first, lines))
    delimiter = (named and named[1]) or _delimiter(sample)
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


def _delimiter(sample: list[str]) -> str:
    """Return what separates the cells; the first of them where nothing does."""
    found = {delimiter: _fit(sample, delimiter) for delimiter in _DELIMITERS}
    return max(_DELIMITERS, key=lambda delimiter: found[delimiter])


def _fit(sample: list[str], delimiter: str) -> tuple[int, int]:
    """Return how many rows have something like a date, and how many a second cell."""
    reader = csv.reader(sample, delimiter=delimiter, skipinitialspace=True)
    dates = several = 0
    with suppress(csv.Error):  # a cell larger than the module takes; no row can be so long
        for cells in reader:
            several += len(cells) > 1
            dates += any(_ROUGHLY_A_DATE.fullmatch(cell.strip()) for cell in cells[1:])
    return dates, several


class Torn(str):
    """A row whose quotes do not match, as it stands."""

    __slots__ = ()


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
            return [Torn("".join(self._taken).strip())]

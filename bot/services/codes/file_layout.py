"""A file of codes as partners really send them: which column is what, and how its dates read.

The file says most of it by itself. What it leaves unclear is asked, never guessed: `Reading.asks`
says what, and until a manager has chosen, the rows that depend on it are left out.
"""

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import BinaryIO

from pydantic import BaseModel

from bot.services.codes.csvfile import EmptyFileError, NotACsvError, Torn, records
from bot.services.typed import no_such_day

CODE_LENGTH = 128
"""Characters that a code may have."""

MOST_COLUMNS = 20
"""Columns that are looked at."""

SAMPLES = 2
"""Cells of a column that are shown to choose it by."""

_KEPT = 200  # characters of a malformed cell that a report shows
_SHOWN = 30  # characters of a sample
_MANGLED = re.compile(r"[+-]?\d+([.,]\d+)?E[+-]\d+", re.IGNORECASE)
_FORMULA = re.compile(r'="([^"]*)"')  # what a spreadsheet writes so that 00123 stays text
_APOSTROPHE = re.compile(r"'([^']+)")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(
    r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?"
)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_BLANK = re.compile(r"[\s|]+")  # what people put between a code and its date, besides a comma
_NO_LIST = re.compile(r"\s*[{\[<]")  # JSON, or a page that was saved in place of the file
_PROSE = 3  # in each row: a text, and no list of codes

_CODE_NAMES = frozenset(
    {
        *("code", "codes", "key", "keys", "serial", "serialnumber", "giftcard", "giftcode"),
        *("coupon", "coupons", "couponcode", "voucher", "vouchers", "vouchercode"),
        *("promo", "promocode", "promocodes", "promotioncode", "discountcode", "redeemcode"),
        *("mã", "mãcode", "mãvoucher", "mãgiảmgiá", "mãưuđãi"),
    }
)
"""What columns of codes are called, as `plain` has it."""

_DATE_NAMES = frozenset(
    {
        *("expiry", "expirydate", "expiration", "expirationdate", "expdate", "expires"),
        *("expireson", "expiresat", "validuntil", "validto", "validthrough", "goodthrough"),
        *("enddate", "hsd", "hạndùng", "hếthạn", "ngàyhếthạn", "hạnsửdụng"),
    }
)


class Flaw(enum.StrEnum):
    """What is wrong with one row."""

    NO_CODE = "no_code"
    TOO_LONG = "too_long"
    LINE_BREAK = "line_break"
    UNPRINTABLE = "unprintable"
    NO_DATE = "no_date"
    BAD_DATE = "bad_date"
    NO_SUCH_DAY = "no_such_day"
    UNCLEAR_DATE = "unclear_date"
    BAD_QUOTES = "bad_quotes"


class Order(enum.StrEnum):
    """Which of the two comes first in a date such as 3/10/2025."""

    DAY = "day"
    MONTH = "month"


class Ask(enum.StrEnum):
    """What a file does not say by itself."""

    CODE_COLUMN = "code_column"
    DATE_COLUMN = "date_column"
    ORDER = "order"


class Choices(BaseModel, frozen=True):
    """What a manager has said about a file; None: nothing.

    Columns count from 1, and 0 as the date's means that there is none. `fill` is for rows without
    a date: `none`, `voucher`, or a date.
    """

    code: int | None = None
    date: int | None = None
    order: Order | None = None
    heading: bool | None = None
    fill: str | None = None
    as_written: bool = False


class Column(BaseModel, frozen=True):
    """What stands in one column. `clear` cells are dates that read in one way only.

    `joined` cells end in what looks like a date, with a blank before it; `joined_line` is the
    first line with one.
    """

    name: str = ""
    samples: list[str] = []
    filled: int = 0
    clear: int = 0
    day_first: int = 0  # dates only if the day comes first
    month_first: int = 0
    either: int = 0
    joined: int = 0
    joined_line: int = 0

    @property
    def dated(self) -> bool:
        """Return whether most of it are dates."""
        dates = self.clear + self.day_first + self.month_first + self.either
        return 0 < self.filled <= 2 * dates


class Survey(BaseModel, frozen=True):
    """What a first look at a whole file found; `heading`: the first row names the columns."""

    heading: bool = False
    columns: list[Column] = []

    def column(self, number: int) -> Column:
        """Return what stands in a column; an empty one where the file has none of that number."""
        return self.columns[number - 1] if 0 < number <= len(self.columns) else Column()


@dataclass(frozen=True)
class Reading:
    """How a file is read. Columns count from 1; `code` 0: not known, `date` 0: there is none."""

    code: int
    date: int
    order: Order | None
    heading: bool
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True)
class Terms:
    """What else decides how a row reads: the zone in which a moment has its date, the choices.

    `fill` is the last good day of codes without one, if that is known.
    """

    zone: tzinfo
    as_written: bool = False
    fill: date | None = None


@dataclass(frozen=True)
class CodeRow:
    """One row of a file of codes. `expires_on` is None where `typed_date` is no date.

    `marked`: a spreadsheet's mark stands, or stood, around the code.
    """

    line: int
    value: str
    typed_date: str = ""
    expires_on: date | None = None
    flaw: Flaw | None = None
    marked: bool = False

    @property
    def mangled(self) -> bool:
        """Return whether it looks as if a spreadsheet had taken the code for a number."""
        return _MANGLED.fullmatch(self.value) is not None

    def __repr__(self) -> str:
        return f"CodeRow(line={self.line}, flaw={self.flaw})"


class _Facts:
    """What is counted of a column while the file goes by."""

    def __init__(self) -> None:
        self.samples: list[str] = []
        self.counts = dict.fromkeys(
            ("filled", "clear", "day_first", "month_first", "either", "joined", "joined_line"), 0
        )

    def add(self, line: int, cell: str) -> None:
        if not cell:
            return
        self.counts["filled"] += 1
        if len(self.samples) < SAMPLES:
            self.samples.append(cell[:_SHOWN])
        kind = _kind_of_date(cell)
        if kind is not None:
            self.counts[kind] += 1
        elif any(_kind_of_date(cell[at.end() :]) for at in _BLANK.finditer(cell, 0, CODE_LENGTH)):
            self.counts["joined"] += 1
            self.counts["joined_line"] = self.counts["joined_line"] or line


def survey(source: BinaryIO, *, most_lines: int | None = None) -> Survey:
    """Look through a seekable file of codes once.

    Raises `EmptyFileError`, and what `csvfile.records` raises.
    """
    columns: list[_Facts] = []
    names: list[str] = []
    heading, is_prose, begins = False, True, 0
    for line, cells in records(source, most_lines=most_lines):
        stripped = [cell.strip() for cell in cells[:MOST_COLUMNS]]
        if not begins:
            begins = line
            if len(cells) == 1 and _NO_LIST.match(cells[0]):
                raise NotACsvError(line=line)
            heading = _names_columns(stripped)
            if heading:
                names = stripped
                continue
        is_prose = is_prose and len(cells) == 1 and len(cells[0].split()) >= _PROSE
        columns += [_Facts() for _ in range(len(stripped) - len(columns))]
        for facts, cell in zip(columns, stripped, strict=False):
            facts.add(line, cell)
    if not columns:
        raise EmptyFileError
    if is_prose:
        raise NotACsvError(line=begins)
    names += [""] * (len(columns) - len(names))
    return Survey(
        heading=heading,
        columns=[
            Column(name=name[:_SHOWN], samples=facts.samples, **facts.counts)
            for name, facts in zip(names, columns, strict=False)
        ],
    )


def _names_columns(cells: Sequence[str]) -> bool:
    return any(plain(cell) in _CODE_NAMES | _DATE_NAMES for cell in cells)


def plain(cell: str) -> str:
    """Return a name without its case, blanks and signs."""
    return "".join(character for character in cell if character.isalnum()).casefold()


def decide(found: Survey, choices: Choices) -> Reading:
    """Say how a file is to be read, and what has to be asked first."""
    asks = []
    filled = [number for number, one in enumerate(found.columns, 1) if one.filled]
    dated = [number for number in filled if found.column(number).dated]
    day = choices.date
    if day is None:
        day = _only(dated, found, _DATE_NAMES) or _only(filled, found, _DATE_NAMES, named=True)
        if day is None and dated:
            asks.append(Ask.DATE_COLUMN)
    candidates = [number for number in filled if number not in {day, *dated}] or filled[:1]
    code = choices.code or _only(candidates, found, _CODE_NAMES)
    if code is None and day == 2 and 1 in candidates:
        code = 1  # as documented: the code, then its date, and then whatever there may be
    if code is None:
        asks.append(Ask.CODE_COLUMN)
    order = choices.order
    if day:
        order = order or _order(found.column(day))
        if order is None and found.column(day).either:
            asks.append(Ask.ORDER)
    heading = found.heading if choices.heading is None else choices.heading
    return Reading(code or 0, day or 0, order, heading, tuple(asks))


def _only(
    numbers: Sequence[int], found: Survey, names: frozenset[str], *, named: bool = False
) -> int | None:
    """Return the one column that is meant: the only one with such a name, or the only one."""
    called = [number for number in numbers if plain(found.column(number).name) in names]
    for some in (called,) if named else (called, numbers):
        if len(some) == 1:
            return some[0]
    return None


def _order(column: Column) -> Order | None:
    """Return what the dates themselves tell; a column that tells both tells nothing."""
    if column.day_first and not column.month_first:
        return Order.DAY
    if column.month_first and not column.day_first:
        return Order.MONTH
    return None


def code_rows(
    source: BinaryIO, reading: Reading, terms: Terms, *, most_lines: int | None = None
) -> Iterator[CodeRow]:
    """Read a seekable file of codes; nothing of it while the codes' column is not known.

    Raises what `csvfile.records` raises.
    """
    if not reading.code:
        return
    skip = reading.heading
    for line, cells in records(source, most_lines=most_lines):
        if skip:
            skip = False
            continue
        yield _code_row(line, cells, reading, terms)


def _code_row(line: int, cells: list[str], reading: Reading, terms: Terms) -> CodeRow:
    written = cells[reading.code - 1] if len(cells) >= reading.code else ""
    if isinstance(cells[0], Torn):
        written = cells[0]
    typed = cells[reading.date - 1].strip() if 0 < reading.date <= len(cells) else ""
    code = written.strip()
    unwrapped = _unwrapped(code)
    marked = unwrapped != code
    if not terms.as_written:
        code = unwrapped
    expires_on = as_date(typed, reading.order, terms.zone) if typed else terms.fill
    flaw = None
    if isinstance(cells[0], Torn):
        flaw = Flaw.BAD_QUOTES
    elif not code:
        flaw = Flaw.NO_CODE
    elif "\n" in written or "\r" in written:
        flaw = Flaw.LINE_BREAK
    elif len(code) > CODE_LENGTH:
        flaw = Flaw.TOO_LONG
    elif not code.isprintable():
        flaw = Flaw.UNPRINTABLE
    elif expires_on is None:
        flaw = _flaw_of_date(typed, reading)
    if flaw is not None:
        code, typed = code[:_KEPT], typed[:_KEPT]
    return CodeRow(line, code, typed, expires_on, flaw, marked)


def _flaw_of_date(typed: str, reading: Reading) -> Flaw:
    if not typed:
        return Flaw.NO_DATE
    if no_such_day(typed):
        return Flaw.NO_SUCH_DAY
    unclear = _kind_of_date(typed) not in (None, "clear") and reading.order is None
    return Flaw.UNCLEAR_DATE if unclear else Flaw.BAD_DATE


def _unwrapped(code: str) -> str:
    """Return a code without the mark by which a spreadsheet keeps it a text."""
    found = _FORMULA.fullmatch(code) or _APOSTROPHE.fullmatch(code)
    return found[1].strip() if found else code


def as_date(typed: str, order: Order | None, zone: tzinfo) -> date | None:
    """Read a date; None where it is none, or where the order of day and month must be known.

    A moment with an offset has the date that it has in the community's zone.
    """
    try:
        if _MOMENT.fullmatch(typed):
            moment = datetime.fromisoformat(typed)
            return (moment.astimezone(zone) if moment.tzinfo else moment).date()
        if found := _YEAR_FIRST.fullmatch(typed):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found := _YEAR_LAST.fullmatch(typed):
            first, second, year = int(found[1]), int(found[3]), int(found[4])
            if order is None and first != second:
                return None
            day, month = (second, first) if order is Order.MONTH else (first, second)
            return date(year, month, day)
    except (ValueError, OverflowError):
        pass  # such as the 30th of February
    return None


def _kind_of_date(cell: str) -> str | None:
    """Return which count of a column a cell belongs to; None where it is no date."""
    found = _YEAR_LAST.fullmatch(cell)
    if found is None:
        looks = _MOMENT.fullmatch(cell) or _YEAR_FIRST.fullmatch(cell)
        return "clear" if looks else None
    first, second = int(found[1]), int(found[3])
    if first == second <= 12:
        return "clear"
    if first <= 12 and second <= 12:
        return "either"
    if first <= 31 and second <= 12:
        return "day_first"
    return "month_first" if first <= 12 and second <= 31 else None

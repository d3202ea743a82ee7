"""CSV files as spreadsheets, scripts and people write them."""

import io
import string
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.codes.csvfile import (
    EmptyFileError,
    NotACsvError,
    OpenQuoteError,
    TooLargeError,
    WrongEncodingError,
    member_ids,
)
from bot.services.codes.file_layout import (
    CODE_LENGTH,
    Choices,
    CodeRow,
    Flaw,
    Reading,
    Terms,
    code_rows,
    decide,
    survey,
)
from bot.services.errors import RefusedError

GOOD = date(2025, 12, 31)


def read(content: bytes | str, **limits: int) -> list[CodeRow]:
    source = io.BytesIO(content.encode() if isinstance(content, str) else content)
    reading = decide(survey(source, **limits), Choices())
    return list(code_rows(source, reading, Terms(UTC), **limits))


def codes(content: bytes | str) -> list[tuple[int, str, date | None]]:
    rows = read(content)
    assert [row.flaw for row in rows] == [None] * len(rows)
    return [(row.line, row.value, row.expires_on) for row in rows]


def flaws(content: bytes | str) -> list[tuple[int, Flaw | None]]:
    return [(row.line, row.flaw) for row in read(content)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be+bom"])
@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("closed", [True, False])
def test_every_dialect_says_the_same(
    delimiter: str, ending: str, encoding: str, header: bool, closed: bool
) -> None:
    lines = [f"SUMMER25{delimiter}2025-08-31", f'"QUÀ TẶNG"{delimiter}2025-12-31']
    if header:
        lines.insert(0, f"CODE{delimiter}EXPIRY_DATE")
    text = ending.join(lines) + (ending if closed else "")
    raw = b"\xfe\xff" + text.encode("utf-16-be") if "be" in encoding else text.encode(encoding)
    first = 2 if header else 1
    assert codes(raw) == [
        (first, "SUMMER25", date(2025, 8, 31)),
        (first + 1, "QUÀ TẶNG", date(2025, 12, 31)),
    ]


@pytest.mark.parametrize(
    "header",
    ["CODE,EXPIRY_DATE", "code , Expiry Date", '"Code","expiry-date"', "code,expirydate,x"],
)
def test_a_header_is_known_in_any_case_and_spacing(header: str) -> None:
    assert codes(f"{header}\nA,2025-12-31\n") == [(2, "A", GOOD)]


def test_a_header_further_down_is_a_row() -> None:
    assert flaws("A,2025-12-31\nCODE,EXPIRY_DATE\n") == [(1, None), (2, Flaw.BAD_DATE)]


@pytest.mark.parametrize("code", ["007", "1E5", "3.14", "TRUE", "=A1", "aBc", "A B", 'A"B', "1,5"])
def test_codes_are_text(code: str) -> None:
    quoted = code.replace('"', '""')
    assert codes(f'"{quoted}",2025-12-31') == [(1, code, GOOD)]


@pytest.mark.parametrize(
    ("code", "mangled"),
    [
        ("3.14E+05", True),
        ("3,14E+05", True),
        ("1E+12", True),
        ("2.5e-03", True),
        ("1E5", False),
        ("3.14", False),
        ("E+05", False),
        ("A3.14E+05", False),
    ],
)
def test_a_code_that_a_spreadsheet_took_for_a_number_is_kept_and_marked(
    code: str, mangled: bool
) -> None:
    (row,) = read(f'"{code}";2025-12-31')
    assert (row.value, row.flaw, row.mangled) == (code, None, mangled)


@pytest.mark.parametrize(
    "line",
    [
        "  A  ,  2025-12-31  ",
        '"A" , "2025-12-31"',
        '  "A"  ,"2025-12-31"  ',
        '" A "," 2025-12-31 "',
        "A\u00a0,\u00a02025-12-31",
        "A,2025-12-31,a note,another",
        'A,2025-12-31,"a note\nof two lines"',
    ],
)
def test_spaces_around_and_columns_beyond_do_not_matter(line: str) -> None:
    assert codes(f"{line}\n") == [(1, "A", GOOD)]


def test_blank_lines_count_as_lines_only() -> None:
    assert codes("\n\nA,2025-12-31\n , \n,\n\nB,2025-12-31\n\n") == [(3, "A", GOOD), (7, "B", GOOD)]


def test_a_delimiter_may_stand_inside_a_code() -> None:
    assert codes("A,B;2025-12-31\nC,D;2025-12-31\n") == [(1, "A,B", GOOD), (2, "C,D", GOOD)]
    assert codes('"A;B",2025-12-31\n"C;D",2025-12-31\n') == [(1, "A;B", GOOD), (2, "C;D", GOOD)]


@pytest.mark.parametrize(
    ("cells", "flaw"),
    [
        (",2025-12-31", Flaw.NO_CODE),
        ('"",2025-12-31', Flaw.NO_CODE),
        ("   ,2025-12-31", Flaw.NO_CODE),
        ("A" * (CODE_LENGTH + 1) + ",2025-12-31", Flaw.TOO_LONG),
        ("A\x07B,2025-12-31", Flaw.UNPRINTABLE),
        ("A\u200bB,2025-12-31", Flaw.UNPRINTABLE),
        ("A\u2028B,2025-12-31", Flaw.UNPRINTABLE),
        ('"A\nB",2025-12-31', Flaw.LINE_BREAK),
        ('"A\n",2025-12-31', Flaw.LINE_BREAK),
        ("A,", Flaw.NO_DATE),
        ("A", Flaw.NO_DATE),
        ("A,31.12.25", Flaw.BAD_DATE),
        ("A,2025-1", Flaw.BAD_DATE),
        ("A,20251231", Flaw.BAD_DATE),
        ("A,2025-W01-1", Flaw.BAD_DATE),
        ("A,2025-02-29", Flaw.NO_SUCH_DAY),
        ("A,0000-01-01", Flaw.NO_SUCH_DAY),
        ("A,31/02/2025", Flaw.NO_SUCH_DAY),
        ("A,13/13/2025 00:00", Flaw.NO_SUCH_DAY),
        ("A,2025-12-31T25:00", Flaw.BAD_DATE),
        ("A,２０２５-１２-３１", Flaw.BAD_DATE),
        ('"A"B,2025-12-31', Flaw.BAD_QUOTES),
    ],
)
def test_what_is_wrong_with_one_row_leaves_the_others_alone(cells: str, flaw: Flaw) -> None:
    rows = read(f"GOOD-1,2025-12-31\n{cells}\nGOOD-2,2025-12-31\n")
    assert [row.flaw for row in rows] == [None, flaw, None]
    assert (rows[0].line, rows[1].line) == (1, 2)
    assert rows[2].line == 3 + cells.count("\n")


def test_the_longest_code_and_the_29th_of_february() -> None:
    assert codes("A" * CODE_LENGTH + ",2024-02-29") == [(1, "A" * CODE_LENGTH, date(2024, 2, 29))]


@pytest.mark.parametrize(
    ("content", "refusal", "line"),
    [
        (b"", EmptyFileError, None),
        (b"\n \n\r\n", EmptyFileError, None),
        (b"\xef\xbb\xbf", EmptyFileError, None),
        (b"CODE,EXPIRY_DATE\r\n", EmptyFileError, None),
        (b"hello to you\nand to the world\n", NotACsvError, 1),
        (b"\n{'a': 1}\n", NotACsvError, 2),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NotACsvError, 1),
        (b"PK\x03\x04\x14\0\x06\0", NotACsvError, 1),
        ("A,2025-12-31\n".encode("utf-16-le"), NotACsvError, 1),
        (b"A,2025-12-31\nB,2025-12-31\n" * 200 + b"\0,2025-12-31\n", NotACsvError, 401),
        (b"A,2025-12-31\n" + b"x" * 70_000, NotACsvError, 2),
        ("A,2025-12-31\nÉTÉ,2025-12-31\n".encode("latin-1"), WrongEncodingError, 2),
        ("A,2025-12-31\nB\ufffd,2025-12-31\n".encode(), WrongEncodingError, 2),
        ("A,2025-12-31\n".encode("utf-16") + b"\0", WrongEncodingError, 2),
        (b'A,2025-12-31\n"B,2025-12-31\nC,2025-12-31\n', OpenQuoteError, 2),
        (b'A,2025-12-31\n"B\n' + b"x\n" * 40_000, OpenQuoteError, 2),
        # More than the csv module takes for one cell, in the lines that show the delimiter.
        (b'"' + (b"A" * 60_000 + b"\n") * 20, OpenQuoteError, 1),
        (b"\n" * 70_000 + b"[1]\n", NotACsvError, 70_001),
    ],
)
def test_what_is_no_csv_is_refused_with_its_line(
    content: bytes, refusal: type[RefusedError], line: int | None
) -> None:
    with pytest.raises(refusal) as refused:
        read(content)
    assert refused.value.params.get("line") == line


def test_a_file_may_have_so_many_lines_and_no_more() -> None:
    content = "A,2025-12-31\n" * 3
    assert len(read(content, most_lines=3)) == 3
    with pytest.raises(TooLargeError) as refused:
        read(content, most_lines=2)
    assert refused.value.params == {"line": 3, "most": 2}


def test_a_row_does_not_print_its_code() -> None:
    (row,) = read("SECRET-CODE,2025-12-31")
    assert "SECRET" not in repr(row)


@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", categories=["L", "N", "P", "S"], include_characters=" "),
            min_size=1,
            max_size=CODE_LENGTH,
        )
        .filter(lambda code: code == code.strip() and code.isprintable() and "\ufffd" not in code)
        # which a spreadsheet may have put there: the preview says so and leaves the choice
        .filter(lambda code: not code.startswith(("'", "="))),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_whatever_a_code_is_made_of_it_arrives_as_it_is(
    wanted: list[str], delimiter: str, encoding: str
) -> None:
    quoted = ['"' + code.replace('"', '""') + '"' for code in wanted]
    text = "CODE,EXPIRY_DATE\n".replace(",", delimiter)
    text += "".join(f"{cell}{delimiter}2025-12-31\n" for cell in quoted)
    assert [row.value for row in read(text.encode(encoding))] == wanted


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        rows = read(content)
    except RefusedError:
        return
    for row in rows:
        assert row.flaw is not None or (
            row.expires_on is not None
            and 1 <= len(row.value) <= CODE_LENGTH
            and row.value.isprintable()
        )


class Endless(io.RawIOBase):
    """A file of rows that is made while it is read."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._at = 0
        self._rest = b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        assert (offset, whence) == (0, 0)
        self._at, self._rest = 0, b""
        return 0

    def readinto(self, buffer: Any) -> int:
        while len(self._rest) < len(buffer) and self._at < self._rows:
            self._rest += b"CODE-%09d,2025-12-31\n" % self._at
            self._at += 1
        some, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(some)] = some
        return len(some)


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(rows: int) -> int:
        tracemalloc.start()
        source = io.BufferedReader(Endless(rows))
        reading = decide(survey(source), Choices())
        assert reading == Reading(1, 2, None, heading=False)
        read_rows: Iterator[CodeRow] = code_rows(source, reading, Terms(UTC))
        assert sum(1 for _ in read_rows) == rows
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(2_000)  # what is made once, such as compiled patterns, counts for no file
    assert peak(20_000) < 2 * peak(2_000)


def test_member_ids_are_read_from_the_first_column() -> None:
    ids = [10**17 + 1, 10**18 + 2, 10**14 * 9 + 3]
    content = (
        f"member,name\n{ids[0]},Mai\n<@{ids[1]}>\n<@!{ids[2]}>,Bob\n{ids[0]}\nnobody\n12\n{2**61}\n"
    )
    found = member_ids(io.BytesIO(content.encode()))
    assert found.ids == ids
    assert found.bad_lines == [6, 7, 8]  # the last is as of somebody whose data was erased


@pytest.mark.parametrize("content", [b"", b"\n\n", string.whitespace.encode()])
def test_no_member_ids_at_all(content: bytes) -> None:
    with pytest.raises(EmptyFileError):
        member_ids(io.BytesIO(content))

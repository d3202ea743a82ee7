"""Files of codes as partners really send them: what they say by themselves, and what is asked."""

import io
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.services.codes.file_layout import (
    Ask,
    Choices,
    CodeRow,
    Flaw,
    Order,
    Reading,
    Terms,
    code_rows,
    decide,
    survey,
)
from db.types import NEVER

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
GOOD = date(2030, 10, 3)
NOTHING = Choices()


def survey_and_decide(content: str | bytes, choices: Choices = NOTHING) -> Reading:
    raw = content.encode() if isinstance(content, str) else content
    return decide(survey(io.BytesIO(raw)), choices)


def read(
    content: str | bytes, choices: Choices = NOTHING, fill: date | None = None
) -> list[CodeRow]:
    source = io.BytesIO(content.encode() if isinstance(content, str) else content)
    terms = Terms(SAIGON, choices.as_written, fill)
    return list(code_rows(source, decide(survey(source), choices), terms))


def values(rows: list[CodeRow]) -> list[str]:
    return [row.value for row in rows]


@pytest.mark.parametrize(
    ("content", "code", "day", "found"),
    [
        ("AAA\nBBB\n", 1, 0, ["AAA", "BBB"]),
        ("Code\nAAA\nBBB\n", 1, 0, ["AAA", "BBB"]),
        ("Promo Code\r\nAAA\r\nBBB\r\n", 1, 0, ["AAA", "BBB"]),
        ("AAA,\nBBB,\n", 1, 0, ["AAA", "BBB"]),
        ("code,\nAAA,\nBBB,\n", 1, 0, ["AAA", "BBB"]),
        ("AAA;;\nBBB;;\n", 1, 0, ["AAA", "BBB"]),
        ('"AAA"\n"BBB"\n', 1, 0, ["AAA", "BBB"]),
        ("Id,Code,Status\n1,AAA,new\n2,BBB,new\n", 2, 0, ["AAA", "BBB"]),
        ("\ufeffMã giảm giá,Hạn dùng\nAAA,2030-10-03\nBBB,2030-10-03\n", 1, 2, ["AAA", "BBB"]),
        ("2030-10-03,AAA\n2030-10-03,BBB\n", 2, 1, ["AAA", "BBB"]),
        ("AAA,x,2030-10-03\n", 0, 3, []),  # two columns could be the codes
        ("code,note,expires\nAAA,x,2030-10-03\nBBB,,2030-10-03\n", 1, 3, ["AAA", "BBB"]),
        ("n,key,expiry date\n1,AAA,\n2,BBB,2030-10-03\n", 2, 3, ["AAA", "BBB"]),
        ("sep=;\nAAA;2030-10-03\n", 1, 2, ["AAA"]),
        ('"sep=;"\r\nCODE;EXPIRY_DATE\r\nAAA;2030-10-03\r\n', 1, 2, ["AAA"]),
        ("sep=|\ncode|note\nA,1|x\n", 1, 0, ["A,1"]),
        ("sep=\t\nCODE\tEXPIRY_DATE\nA,1\t2030-10-03\n", 1, 2, ["A,1"]),
        # What is named there separates nothing, and Python 3.13 refuses it: the rows decide.
        ("sep=\r\ncode,expires\r\nAAA,2030-10-03\r\n", 1, 2, ["AAA"]),
        ("sep= \ncode,expires\nAAA,2030-10-03\n", 1, 2, ["AAA"]),
        ('sep="\ncode,expires\nAAA,2030-10-03\n', 1, 2, ["AAA"]),
        ("AAA\tx\n".encode("utf-16"), 0, 0, []),
        ("code\tx\nAAA\t1\n".encode("utf-16"), 1, 0, ["AAA"]),
    ],
)
def test_a_file_says_by_itself_where_its_codes_are(
    content: str | bytes, code: int, day: int, found: list[str]
) -> None:
    reading = survey_and_decide(content)
    assert (reading.code, reading.date) == (code, day)
    assert (Ask.CODE_COLUMN in reading.asks) is (code == 0)
    assert values(read(content)) == found


def test_which_column_has_the_codes_is_asked_and_then_known() -> None:
    content = "AAA,1,x\nBBB,2,y\n"
    assert survey_and_decide(content).asks == (Ask.CODE_COLUMN,)
    assert read(content) == []
    assert values(read(content, Choices(code=3))) == ["x", "y"]
    assert survey_and_decide(content, Choices(code=3)).asks == ()


def test_which_of_two_dates_is_meant_is_asked() -> None:
    content = "code,from,to\nAAA,2025-01-01,2030-10-03\n"
    assert survey_and_decide(content).asks == (Ask.DATE_COLUMN,)
    assert [row.flaw for row in read(content)] == [Flaw.NO_DATE]
    (row,) = read(content, Choices(date=3))
    assert (row.value, row.expires_on) == ("AAA", GOOD)
    (row,) = read(content, Choices(date=0), fill=NEVER)
    assert (row.value, row.expires_on) == ("AAA", NEVER)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2030-10-03", GOOD),
        ("2030/10/3", GOOD),
        ("2030.10.03", GOOD),
        ("2030-10-03T00:00:00", GOOD),
        ("2030-10-03 23:59", GOOD),
        ("2030-10-02T22:00:00Z", GOOD),  # the 3rd already, in the community's zone
        ("2030-10-03T00:00:00+07:00", GOOD),
        ("2030-10-03T00:00:00.000Z", GOOD),
        ("2030-10-02T16:59:59Z", date(2030, 10, 2)),
        ("10/10/2030", date(2030, 10, 10)),  # the same either way
        ("9999-12-31", NEVER),
        ("9999-12-31T23:00:00Z", None),
        ("31.12.30", None),
        ("soon", None),
    ],
)
def test_a_date_that_reads_in_one_way_is_not_asked_about(typed: str, expected: date | None) -> None:
    content = f"A,{typed}\nB,2030-01-01\nC,2030-01-01\n"
    assert survey_and_decide(content).asks == ()
    assert read(content)[0].expires_on == expected
    assert read(content)[0].flaw == (None if expected else Flaw.BAD_DATE)


@pytest.mark.parametrize(
    ("codes", "joined", "line"),
    [
        ("A,2030-10-03\nB 31/12/2030\nC|2030-12-31\nD   3.1.2030\nE-2030-12-31\n", 3, 2),
        ("Code;note\nA;2030-10-03 and more\nSAVE 2030-02-30 23:59;x\n", 1, 3),
        ("A B,2030-10-03\n2030 A,2030-10-03\nA 12:30,2030-10-03\nB 1/2,\n", 0, 0),
    ],
)
def test_a_code_with_a_blank_and_a_date_behind_it_is_pointed_out(
    codes: str, joined: int, line: int
) -> None:
    found = survey(io.BytesIO(codes.encode()))
    column = found.column(decide(found, NOTHING).code)
    assert (column.joined, column.joined_line) == (joined, line)


def test_a_column_that_is_not_there_is_empty() -> None:
    content = "A,2030-10-03\n"
    assert read(content, Choices(date=9))[0].flaw is Flaw.NO_DATE
    assert read(content, Choices(code=9))[0].flaw is Flaw.NO_CODE


def test_one_date_can_tell_the_order_of_all() -> None:
    content = "A,3/10/2030\nB,31/12/2030\n"
    assert survey_and_decide(content) == Reading(1, 2, Order.DAY, heading=False)
    assert [row.expires_on for row in read(content)] == [GOOD, date(2030, 12, 31)]
    content = "A,10/3/2030\nB,12/31/2030 00:00\n"
    assert survey_and_decide(content).order is Order.MONTH
    assert [row.expires_on for row in read(content)] == [GOOD, date(2030, 12, 31)]


@pytest.mark.parametrize("content", ["A,3/10/2030\n", "A,3/10/2030\nB,31/12/2030\nC,12/31/2030\n"])
def test_what_could_be_two_dates_is_asked_and_never_guessed(content: str) -> None:
    assert survey_and_decide(content).asks == (Ask.ORDER,)
    assert {row.flaw for row in read(content)} == {Flaw.UNCLEAR_DATE}
    days = read(content, Choices(order=Order.DAY))
    months = read(content, Choices(order=Order.MONTH))
    assert (days[0].expires_on, months[0].expires_on) == (GOOD, date(2030, 3, 10))
    assert [row.flaw for row in days[1:]] == [None, Flaw.BAD_DATE][: len(days) - 1]
    assert [row.flaw for row in months[1:]] == [Flaw.BAD_DATE, None][: len(days) - 1]


def test_rows_without_a_date_stay_out_until_somebody_says_when() -> None:
    content = "A,2030-10-03\nB,\nC\n"
    assert [row.flaw for row in read(content)] == [None, Flaw.NO_DATE, Flaw.NO_DATE]
    assert [row.expires_on for row in read(content, fill=NEVER)] == [GOOD, NEVER, NEVER]


@pytest.mark.parametrize(
    ("cell", "unwrapped"),
    [
        ('="00123"', "00123"),
        ('"=""00123"""', "00123"),
        ("'00124", "00124"),
        ("=A1", None),
        ("'A'B'", None),
        ('=""', ""),
        ("00125", None),
    ],
)
def test_a_spreadsheet_s_mark_is_taken_off_and_told(cell: str, unwrapped: str | None) -> None:
    (row,) = read(f"{cell},2030-10-03\n")
    written = '="00123"' if cell.startswith('"') else cell
    assert row.marked is (unwrapped is not None)
    assert row.value == (written if unwrapped is None else unwrapped)
    (row,) = read(f"{cell},2030-10-03\n", Choices(as_written=True))
    assert (row.value, row.marked) == (written, unwrapped is not None)


def test_the_first_line_is_a_heading_where_a_manager_says_so() -> None:
    content = "Aktionsnummern\nAAA\n"
    assert values(read(content)) == ["Aktionsnummern", "AAA"]
    assert values(read(content, Choices(heading=True))) == ["AAA"]
    assert values(read("code\nAAA\n", Choices(heading=False))) == ["code", "AAA"]


def test_a_survey_holds_a_few_cells_and_no_more() -> None:
    found = survey(io.BytesIO("".join(f"CODE-{n:050}\n" for n in range(50)).encode()))
    (column,) = found.columns
    assert (column.filled, len(column.samples)) == (50, 2)
    assert all(len(sample) == 30 for sample in column.samples)

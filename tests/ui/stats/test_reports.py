"""What statistics say, in charts, tables and files."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.pictures.cards import BarChart, LineChart, Series
from bot.pictures.draw import draw
from bot.runtime.spreadsheet import as_csv
from bot.services.stats.funnel import Funnel, Funnels
from bot.services.stats.one_reward import RewardOverTime, WeekOfReward
from bot.services.stats.points import WeekOfPoints
from bot.services.stats.runway import Batch, Outlook, Pace, Terms, runway
from bot.services.stats.stock import Stock
from bot.ui.core.cards import TEXT_LENGTH
from bot.ui.stats.formats import trend
from bot.ui.stats.points import points_report
from bot.ui.stats.reports import Report, Table, table_text
from bot.ui.stats.reward import reward_report
from bot.ui.stats.stock import HEARD, SHOWN, stock_report
from bot.ui.stats.weekly import MOST_BARS
from bot.ui.stats.workflows import workflows_report
from db.tables import RewardKind

NOON = datetime(2025, 6, 2, 12, tzinfo=UTC)
MONDAY = date(2025, 6, 2)
MOST = 10**9

ABOUT_LENGTH = 1024
"""Characters of what is said of a picture: "Component Reference", Media Gallery Item."""


def weeks(count: int) -> list[date]:
    """The last Mondays."""
    return [MONDAY - timedelta(weeks=number) for number in reversed(range(count))]


def stock(
    name: str,
    left: int,
    given: int,
    *,
    days: float = 28,
    last: date | None = None,
    zone: str = "UTC",
) -> Stock:
    """What is left of a coupon."""
    pace = Pace(given, timedelta(days=days))
    lasts = runway(pace, [Batch(left)], left, Terms(NOON, zone, last))
    return Stock(1, name, RewardKind.COUPON, left, given, days, last, lasts, zone)


@pytest.mark.parametrize(
    "typed", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\n=1", "＝1", "|calc", "%0A"]
)
def test_what_people_typed_is_no_formula(typed: str) -> None:
    made = as_csv(["NAME", "COUNT"], [(typed, -5), ("Mug, large", 7), (MONDAY, 0)])
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["NAME", "COUNT"],
        [f"'{typed}", "-5"],
        ["Mug, large", "7"],
        ["2025-06-02", "0"],
    ]


def test_a_semicolon_in_a_name_begins_no_cell_of_its_own() -> None:
    """Many spreadsheets divide there. Without the quotes, what follows would be a formula."""
    made = as_csv(["NAME", "COUNT"], [("Mug;=1+1", 7)]).decode("utf-8-sig")
    (_, row) = csv.reader(io.StringIO(made, newline=""), delimiter=";")
    assert len(row) == 1


def test_a_chart_of_stock_goes_by_the_calendar_of_the_community() -> None:
    """By that of UTC, the first day after today would be the 3rd also where that is today."""
    for zone, tomorrow in (("UTC", "Jun 3"), ("Pacific/Kiritimati", "Jun 4")):
        ((chart, _),) = stock_report("en", [stock("Mug", 20, 40, zone=zone)]).charts
        assert isinstance(chart, LineChart)
        assert chart.labels[1] == tomorrow


def test_a_table_stays_on_its_card_and_in_its_block() -> None:
    table = Table(("Workflow", "Runs"), [("```" + "w" * 100, MOST)] * 400)
    text = table_text("en", table)
    assert len(text) < TEXT_LENGTH - 1_000
    assert text.count("```") == 2
    assert text.endswith("…\n```")
    assert "1,000,000,000" in text
    assert "1.000.000.000" in table_text("vi", table)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (12, 10, "up 20% on the week before"),
        (5, 10, "down 50% on the week before"),
        (0, 10, "down 100% on the week before"),
        (-5, 10, "down 150% on the week before"),
        (10, 10, "the same as the week before"),
        (10, 0, "after 0 the week before"),
        (10, -3, "after -3 the week before"),
        (0, 0, "the same as the week before"),
    ],
)
def test_trends(now: int, before: int, expected: str) -> None:
    assert trend("en", now, before) == expected


@pytest.mark.parametrize("count", [4, 12, 52])
@pytest.mark.parametrize("most", [1, MOST])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_fullest_reports_fit(count: int, most: int, language: str) -> None:
    name = "*" * 80
    points = [
        WeekOfPoints(day, most, most, -most, -most, most, most, -most, -most, most, most)
        for day in weeks(count)
    ]
    funnels = [(name, Funnel(most, most, most, most, most, most))] * 30
    over_time = [WeekOfReward(day, most, most, most, most, most) for day in weeks(count)]
    for report in (
        points_report(language, points),
        stock_report(language, [stock(name, 100, 10) for _ in range(30)]),
        workflows_report(language, Funnels(funnels, NOON, short=True)),
        reward_report(
            language, RewardOverTime(RewardKind.VOUCHER, over_time, most, stock(name, 9, 9))
        ),
    ):
        for chart in report.charts:
            assert draw(chart.chart)
            assert len(chart.about) <= ABOUT_LENGTH
        text = "\n".join([*report.lines, *report.remarks])
        table = table_text(language, report.table) if report.table else ""
        assert len(text) + len(table) < TEXT_LENGTH


def _charts(report: Report) -> list[type]:
    return [type(chart) for chart, _ in report.charts]


def test_many_weeks_are_lines_and_few_are_bars() -> None:
    for count, kind in ((4, BarChart), (MOST_BARS, BarChart), (MOST_BARS + 1, LineChart)):
        some = [WeekOfPoints(day, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0) for day in weeks(count)]
        assert _charts(points_report("en", some)) == [kind, kind]


def test_a_stock_is_drawn_until_it_is_empty() -> None:
    """Two a day: ten last for five days, so each day is shown; a hundred for fifty."""
    report = stock_report("en", [stock("Mug", 10, 56), stock("Gone", 0, 56)])
    ((chart, says),) = report.charts
    assert isinstance(chart, LineChart)
    assert says == [
        "Mug: 10 left, about 14 a week: empty by Sat, Jun 7 at this pace.",
        "Gone: sold out.",
    ]
    assert chart.labels == ("Now", "Jun 3", "Jun 4", "Jun 5", "Jun 6", "Jun 7")
    assert chart.series == (Series("Mug", (100, 80, 60, 40, 20, 0)),)
    report = stock_report("en", [stock("Mug", 10, 56), stock("Cap", 100, 56)])
    ((chart, _),) = report.charts
    assert isinstance(chart, LineChart)
    assert len(chart.labels) == 1 + 48
    assert (chart.labels[0], chart.labels[-1]) == ("Now", "Jul 22")
    mug, cap = chart.series
    assert [value for value in mug.values if value is not None][-2:] == [
        pytest.approx(16.67, 0.01),
        0,
    ]
    assert mug.values[6:] == (None,) * 43
    assert cap.values[24] == pytest.approx(50)
    assert cap.values[-1] == 0
    (chart, _), *_ = stock_report("en", [stock("Cap", 400, 56)]).charts
    assert isinstance(chart, LineChart)
    assert chart.labels[-1] == "Sep 1"  # no further ahead, though not all are gone by then
    assert chart.series[0].values[-1] == pytest.approx(100 - 100 * 182 / 400)


def test_the_most_urgent_are_named_and_the_others_counted() -> None:
    stocks = [stock(f"Mug {number}", 10, 10) for number in range(SHOWN + 3)]
    report = stock_report("en", stocks)
    assert len(report.lines) == SHOWN + 1
    assert "3 more" in report.lines[-1]
    assert len(report.charts[0].says) == HEARD
    assert len(report.sheet.rows) == len(stocks)
    assert stock("Mug", 10, 10).runway.outlook is Outlook.RUNS_OUT


def test_what_did_not_happen_is_not_shown() -> None:
    over_time = [WeekOfReward(day, 1, 0, 1, 0, 0) for day in weeks(4)]
    report = reward_report("en", RewardOverTime(RewardKind.COUPON, over_time, 1, None))
    ((chart, _),) = report.charts
    assert isinstance(chart, BarChart)
    assert [series.name for series in chart.series] == ["Given", "Used"]
    assert report.table is not None
    assert report.table.head == ("Week", "Given", "Used")
    only_given = [WeekOfReward(day, 1, 0, 0, 0, 0) for day in weeks(4)]
    report = reward_report("en", RewardOverTime(RewardKind.BADGE, only_given, 1, None))
    ((chart, _),) = report.charts
    assert isinstance(chart, BarChart)
    assert [series.name for series in chart.series] == ["Given", "Revoked"]
    never = [WeekOfReward(day, 0, 0, 0, 0, 0) for day in weeks(4)]
    report = reward_report("en", RewardOverTime(RewardKind.BADGE, never, 0, None))
    assert (report.charts, report.table) == ([], None)
    assert report.lines == ["Nobody has it."]


def test_weeks_before_the_first_in_which_anything_happened_are_left_out() -> None:
    """Not out of the file; and four are shown in any case."""
    for since, shown in ((2, 4), (4, 4), (6, 6), (12, 12)):
        some = [
            WeekOfPoints(day, int(at >= 12 - since), 0, 0, 0, 0, 0, 0, 0, 0, 0)
            for at, day in enumerate(weeks(12))
        ]
        report = points_report("en", some)
        chart = report.charts[0].chart
        assert isinstance(chart, BarChart)
        assert report.table is not None
        assert len(chart.labels) == len(report.table.rows) == shown
        assert chart.labels[-1] == "Now"
        assert len(report.sheet.rows) == 12

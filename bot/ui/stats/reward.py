"""One reward over time: in charts, words and numbers."""

from collections.abc import Sequence

from bot.pictures.cards import Series
from bot.services.stats.one_reward import RewardOverTime, WeekOfReward
from bot.services.stats.runway import Outlook
from bot.texts import t
from bot.ui.stats.reports import Described, Report, Sheet, Table
from bot.ui.stats.stock import forecast_chart, stock_line, stock_text
from bot.ui.stats.weekly import from_first, week_labels, weekly_chart
from db.tables import RewardKind

COLUMNS = ("WEEK", "GIVEN", "CLAIMED", "USED", "EXPIRED", "REVOKED")

_OF = {
    RewardKind.BADGE: ("given", "revoked"),
    RewardKind.COUPON: ("given", "used", "expired", "revoked"),
    RewardKind.VOUCHER: ("given", "claimed", "expired", "revoked"),
}
"""What can happen to each kind."""

_AT_LEAST = 2
"""How many of these are shown in any case: a chart of one would not say which one it is."""

_COLOURS = {
    "given": 0x637AFF,
    "used": 0x26B89A,
    "claimed": 0x26B89A,
    "expired": 0xFAA63C,
    "revoked": 0xEC6254,
}


def reward_report(language: str, found: RewardOverTime) -> Report:
    """Report how a reward fares. What did not happen in these weeks is left out."""
    sheet = Sheet(COLUMNS, [(week.day, *_counts(week)) for week in found.weeks])
    shown = from_first(found.weeks, lambda week: any(_counts(week)))
    columns = dict(zip(COLUMNS[1:], zip(*map(_counts, shown), strict=True), strict=True))
    happened = {
        name: columns[name.upper()]
        for number, name in enumerate(_OF[found.kind])
        if number < _AT_LEAST or any(columns[name.upper()])
    }
    names = {name: t(language, f"stats-{name}") for name in happened}

    lines = [t(language, "stats-reward-holders", count=found.holders)]
    charts, table = list[Described](), None
    if any(map(any, happened.values())):
        weeks, labels = len(found.weeks), week_labels(language, [week.day for week in shown])
        series = [Series(names[name], happened[name], _COLOURS[name]) for name in names]
        says = [_summary(language, names[name], weeks, happened[name]) for name in names]
        chart = weekly_chart(language, t(language, "stats-reward-chart"), labels, series)
        charts.append(Described(chart, says))
        rows = list(zip(labels, *happened.values(), strict=True))
        table = Table((t(language, "stats-week"), *names.values()), rows)
    if found.stock is not None:
        lines.append(stock_line(language, found.stock))
        if found.stock.runway.outlook is Outlook.RUNS_OUT:
            charts.append(
                Described(
                    forecast_chart(language, found.stock), [stock_text(language, found.stock)]
                )
            )
    return Report(sheet, lines, charts, table, [t(language, "stats-weeks-mean")])


def _counts(week: WeekOfReward) -> tuple[int, ...]:
    return week.given, week.claimed, week.used, week.expired, week.revoked


def _summary(language: str, name: str, weeks: int, counts: Sequence[int]) -> str:
    return t(
        language,
        "stats-reward-said",
        what=name,
        weeks=weeks,
        all=sum(counts),
        last=counts[-2],
        now=counts[-1],
    )

"""Points issued and spent, and members who earned and claimed: in charts, words and numbers."""

from collections.abc import Sequence

from bot.pictures.cards import Series
from bot.runtime.spreadsheet import Cell
from bot.services.stats.points import WeekOfPoints
from bot.texts import t
from bot.ui.stats.formats import trend
from bot.ui.stats.reports import Described, Report, Sheet, Table
from bot.ui.stats.weekly import from_first, week_labels, weekly_chart

COLUMNS = (
    *("WEEK", "ISSUED", "SPENT", "EARNED", "AWARDED", "CORRECTED", "PAID", "RETURNED"),
    *("REFUNDED", "DEDUCTED", "ERASED", "MEMBERS_EARNED", "MEMBERS_CLAIMED"),
    *("THANKED", "IMPORTED", "RESET", "UNDONE", "RESTORED"),
)


def points_report(language: str, weeks: Sequence[WeekOfPoints]) -> Report:
    """Report the points of some weeks."""
    sheet = Sheet(COLUMNS, [_cells(week) for week in weeks])
    if not any(map(_moved, weeks)):
        return Report(sheet, [t(language, "stats-points-nothing")])
    shown = from_first(weeks, _moved)
    labels = week_labels(language, [week.day for week in shown])
    issued, spent = (t(language, f"stats-points-{name}") for name in ("issued", "spent"))
    earners, claimers = (t(language, f"stats-members-{name}") for name in ("earned", "claimed"))
    points = [
        Series(issued, tuple(week.issued for week in shown)),
        Series(spent, tuple(week.spent for week in shown)),
    ]
    members = [
        Series(earners, tuple(week.earners for week in shown), 0x26B89A),
        Series(claimers, tuple(week.claimers for week in shown), 0xFAA63C),
    ]
    whole, last, earned, now = _summary(language, weeks)
    return Report(
        sheet,
        [whole, last, earned, now, *_imported(language, weeks)],
        [
            Described(
                weekly_chart(language, t(language, "stats-points-chart"), labels, points),
                [whole, last, now],
            ),
            Described(
                weekly_chart(language, t(language, "stats-members-chart"), labels, members),
                [earned, now],
            ),
        ],
        Table(
            (t(language, "stats-week"), issued, spent, earners, claimers),
            [
                (label, week.issued, week.spent, week.earners, week.claimers)
                for label, week in zip(labels, shown, strict=True)
            ],
        ),
        [t(language, "stats-points-means"), t(language, "stats-weeks-mean")],
    )


def _imported(language: str, weeks: Sequence[WeekOfPoints]) -> list[str]:
    """Return what was brought along from another bot; nothing where that is nothing."""
    points = sum(week.imported for week in weeks)
    return [t(language, "stats-points-imported", points=points)] if points else []


def _moved(week: WeekOfPoints) -> bool:
    return bool(week.issued or week.spent or week.claimers or week.imported)


def _summary(language: str, weeks: Sequence[WeekOfPoints]) -> list[str]:
    before, last, now = weeks[-3:]
    return [
        t(
            language,
            "stats-points-all",
            weeks=len(weeks),
            issued=sum(week.issued for week in weeks),
            spent=sum(week.spent for week in weeks),
        ),
        t(
            language,
            "stats-points-last",
            issued=last.issued,
            spent=last.spent,
            trend=trend(language, last.issued, before.issued),
        ),
        t(
            language,
            "stats-members-last",
            earned=last.earners,
            claimed=last.claimers,
            trend=trend(language, last.earners, before.earners),
        ),
        t(
            language,
            "stats-points-now",
            issued=now.issued,
            spent=now.spent,
            earned=now.earners,
            claimed=now.claimers,
        ),
    ]


def _cells(week: WeekOfPoints) -> tuple[Cell, ...]:
    return (
        *(week.day, week.issued, week.spent, week.earned, week.award, week.correction),
        *(-week.purchase, week.revoked, week.refund, -week.deduction, -week.closed),
        *(week.earners, week.claimers),
        *(week.thanks, week.imported, -week.reset, week.undo, week.restored),
    )

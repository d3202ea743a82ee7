"""How far runs of workflows came: in a chart, words and numbers."""

from bot.pictures.cards import FunnelChart
from bot.services.stats.funnel import Funnel, Funnels
from bot.texts import t
from bot.ui.core.cards import escape, shorten
from bot.ui.stats.formats import share, thousands
from bot.ui.stats.reports import Described, Report, Sheet, Table

COLUMNS = ("WORKFLOW", "TRIGGERED", "AGREED", "COMPLETED", "FAILED", "WAITING", "ENDED")

_STEPS = ("triggered", "agreed", "completed", "failed")

NAMED = 5
"""Failing workflows named on a card."""

_NAME = 60


def workflows_report(language: str, funnels: Funnels) -> Report:
    """Report how far the runs of all workflows came; those with most failures come first."""
    sheet = Sheet(
        COLUMNS,
        [(name, *_counts(one), one.waiting, one.ended) for name, one in funnels.of],
    )
    kept = [t(language, "stats-runs-kept")] if funnels.short else []
    total = funnels.total
    if not total.triggered:
        return Report(sheet, [t(language, "stats-runs-nothing")], remarks=kept)
    names = [t(language, f"stats-runs-{step}") for step in _STEPS]
    summary = t(
        language,
        "stats-runs-said",
        **dict(zip(_STEPS, _counts(total), strict=True)),
        share=share(language, total.agreed, total.triggered),
        waiting=total.waiting,
        ended=total.ended,
    )
    failing = [
        (name, t(language, "stats-runs-failing", failed=one.failed, triggered=one.triggered))
        for name, one in funnels.of[:NAMED]
        if one.failed
    ]
    steps = tuple(zip(names, _counts(total), strict=True))
    return Report(
        sheet,
        [
            summary,
            *(f"**{escape(shorten(name, _NAME))}**: {failed}" for name, failed in failing),
            *([t(language, "stats-runs-why")] if failing else []),
        ],
        [
            Described(
                FunnelChart(t(language, "stats-runs-chart"), steps, thousands(language)),
                [summary, *(f"{shorten(name, _NAME)}: {failed}." for name, failed in failing)],
            )
        ],
        Table(
            (t(language, "stats-workflow"), *names),
            [(name, *_counts(one)) for name, one in funnels.of],
        ),
        kept,
    )


def _counts(funnel: Funnel) -> tuple[int, int, int, int]:
    return funnel.triggered, funnel.agreed, funnel.completed, funnel.failed

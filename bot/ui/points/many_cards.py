"""What cards of points for many say."""

from collections.abc import Sequence

import discord
from discord.utils import format_dt

from bot.services.points.many_reports import Batches, Foreseen, LeftOut, Report
from bot.texts import ENGLISH, messages, t
from bot.ui.core.actions import DANGER, button
from bot.ui.core.cards import (
    GOOD,
    PLAIN,
    Card,
    Part,
    actor,
    escape,
    points,
    shorten,
    small,
    title,
    with_button,
)
from bot.ui.core.pages import footer, turner
from bot.ui.points.action_ids import ASK_UNDO, LIST_MANY, SEND_LEFT_OUT, SHOW_MANY
from bot.ui.points.causes import source_name
from db.tables import BatchKind, BatchState

NAMED = 10
"""Members who are named on a card; of more there is a file."""

_NOTE = 100
"""Characters of a note on a card."""

_TAKING = (BatchKind.DEDUCTION, BatchKind.CORRECTION, BatchKind.RESET)


def _amount(language: str, report: Report, currency: str | None) -> str:
    amount = report.terms.get("amount")
    return points(language, amount, currency) if isinstance(amount, int) else ""


def question(language: str, seen: Foreseen, currency: str | None) -> str:
    """Return the heading of a plan."""
    kind = seen.report.kind if seen.members else "nobody"
    amount = _amount(language, seen.report, currency)
    return t(language, f"points-many-title-{kind}", amount=amount, count=seen.members)


def foreseen(language: str, seen: Foreseen, currency: str | None) -> list[str]:
    """Return what a plan would do, line by line."""
    kind, lines = seen.report.kind, list[str]()
    total = points(language, seen.points, currency)
    if seen.members:
        lines.append(t(language, f"points-many-plan-{kind}", points=total, count=seen.members))
    if kind is BatchKind.RESET:
        rule, number = str(seen.report.terms["take"]), seen.report.terms.get("number")
        amount = points(language, number, currency) if isinstance(number, int) else ""
        lines.append(t(language, f"points-many-take-{rule}", number=number or 0, points=amount))
        lines.append(t(language, "points-many-lifetime-stays"))
    if seen.without:
        text_id = "points-many-without-reset" if kind is BatchKind.RESET else "points-many-without"
        lines.append(t(language, text_id, count=seen.without))
    if seen.report.note:
        lines.append(escape(shorten(seen.report.note, _NOTE)))
    return lines


def what(language: str, report: Report, currency: str | None) -> str:
    """Return in a few words what a batch is."""
    number = report.terms.get("number")
    number = number if isinstance(number, int) else 0
    return t(
        language,
        f"points-many-is-{report.kind}",
        amount=_amount(language, report, currency),
        take=str(report.terms.get("take")),
        number=number,
        points=points(language, number, currency),
        source=source_name(language, report.source),
    )


def card(language: str, report: Report, left_out: Sequence[LeftOut], currency: str | None) -> Card:
    """Return how far a batch is, or what came of it, with the way to take it back."""
    heading = t(language, f"points-many-{report.state}")
    lines = _back(language, report, currency) or _done(language, report, currency)
    if not report.whole:
        lines.append(t(language, "points-many-waiting", count=report.total - report.reached))
    note = small(escape(shorten(report.note, _NOTE))) if report.note else None
    return Card(
        title(heading),
        what(language, report, currency),
        note,
        "\n".join(f"- {line}" for line in lines) or None,
        _named(language, left_out, currency) if report.whole else None,
        _buttons(language, report, left_out),
        colour=GOOD if report.whole else PLAIN,
    )


def _done(language: str, report: Report, currency: str | None) -> list[str]:
    sums = {
        "points-many-spend-added": report.spend.added,
        "points-many-spend-taken": report.spend.taken,
        "points-many-earn-added": report.earn.added,
        "points-many-earn-taken": report.earn.taken,
    }
    lines = [t(language, "points-many-done-for", count=report.done)]
    lines += [
        t(language, text_id, points=points(language, moved, currency))
        for text_id, moved in sums.items()
        if moved
    ]
    if report.unchanged:
        lines.append(t(language, "points-many-unchanged", count=report.unchanged))
    return lines + [_refused(language, reason, count) for reason, count in report.refused.items()]


def _refused(language: str, reason: str, count: int) -> str:
    text_id = f"points-many-refused-{reason}"
    known = text_id if text_id in messages(ENGLISH) else "points-many-refused"
    return t(language, known, count=count)


def _back(language: str, report: Report, currency: str | None) -> list[str]:
    """Return what moved back in a batch that is undone, or being so."""
    if report.state not in (BatchState.UNDOING, BatchState.UNDONE):
        return []
    lines = []
    for wallet, moved in (("spend", report.spend_back), ("earn", report.earn_back)):
        if moved:
            way = "added" if moved > 0 else "taken"
            amount = points(language, abs(moved), currency)
            lines.append(t(language, f"points-many-{wallet}-{way}", points=amount))
    if report.kept:
        kept = points(language, report.kept, currency)
        lines.append(t(language, "points-many-kept", count=report.keepers, points=kept))
    if report.undone_by is not None:
        lines.append(t(language, "points-many-undone-by", member=f"<@{report.undone_by}>"))
    return lines


def why(language: str, one: LeftOut) -> str:
    """Return why not all was done for a member."""
    if one.reason is None:
        return t(language, "points-many-why-kept")
    text_id = f"points-many-why-{one.reason}"
    return t(language, text_id if text_id in messages(ENGLISH) else "points-many-why")


def _named(language: str, left_out: Sequence[LeftOut], currency: str | None) -> str | None:
    if not left_out:
        return None
    named = [
        f"<@{one.member_id}>" + (f" ({points(language, one.kept, currency)})" if one.kept else "")
        for one in left_out[:NAMED]
    ]
    more = " …" if len(left_out) > NAMED else ""
    return small(t(language, "points-many-left-out", members=", ".join(named) + more))


def _buttons(
    language: str, report: Report, left_out: Sequence[LeftOut]
) -> list[discord.ui.Button[discord.ui.LayoutView]] | None:
    buttons: list[discord.ui.Button[discord.ui.LayoutView]] = []
    if not report.whole:
        return [button(t(language, "grant-many-look"), SHOW_MANY.id(report.batch_id))]
    if report.can_be_undone:
        label = t(language, "points-many-undo")
        buttons.append(button(label, ASK_UNDO.id(report.batch_id), style=DANGER))
    if len(left_out) > NAMED:
        label = t(language, "points-many-send-file")
        buttons.append(button(label, SEND_LEFT_OUT.id(report.batch_id)))
    return buttons or None


def listing(language: str, found: Batches, currency: str | None) -> Card:
    """Return a page of batches, each with the way to take it back, or to what came of it."""
    parts: list[Part] = [
        with_button(_line(language, report, currency), _way(language, report))
        for report in found.batches
    ]
    return Card(
        title(t(language, "points-many-list-title")),
        *(parts or [t(language, "points-many-list-empty")]),
        footer(language, found.page, found.pages),
        turner(language, found.page, found.pages, lambda number: LIST_MANY.id(number)),
    )


def _way(language: str, report: Report) -> discord.ui.Button[discord.ui.LayoutView]:
    if report.can_be_undone:
        return button(t(language, "points-many-undo"), ASK_UNDO.id(report.batch_id))
    return button(t(language, "points-many-details"), SHOW_MANY.id(report.batch_id))


def _line(language: str, report: Report, currency: str | None) -> str:
    when = format_dt(report.confirmed_at or report.created_at, "f")
    by = actor(language, report.actor_id)
    state = t(language, f"points-many-state-{report.state}", count=report.done)
    about = small(f"{when} · {by} · {state}")
    return f"**{what(language, report, currency)}**\n{about}"

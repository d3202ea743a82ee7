"""Points for many: the plan to confirm, progress, the report, and undo."""

from collections.abc import Mapping

from bot.runtime.spreadsheet import as_csv
from bot.services.batches.plans import PIECE
from bot.services.errors import InvalidInputError
from bot.services.points import many, many_reports
from bot.services.points.many_reports import LeftOut, Report
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.action_ids import NOT_NOW
from bot.ui.core.actions import DANGER, PRIMARY, action, button
from bot.ui.core.answers import Progress, working
from bot.ui.core.base import Interaction, currency, db, locale, person, read, write
from bot.ui.core.cards import CAREFUL, Card, points, title
from bot.ui.core.confirm import confirmation
from bot.ui.core.recipients import Recipients, run_batch
from bot.ui.core.uploads import send_file
from bot.ui.points import many_cards
from bot.ui.points.action_ids import (
    ASK_UNDO,
    DO_MANY,
    LIST_MANY,
    SEND_LEFT_OUT,
    SHOW_MANY,
    UNDO_MANY,
)
from db.tables import BatchKind


async def plan(
    interaction: Interaction, kind: BatchKind, amount: int, chosen: Recipients, note: str | None
) -> Card:
    """Write the plan of an award or a deduction, and return the card that asks to confirm it."""
    ids = chosen.member_ids
    batch_id = await write(interaction, many.begin, kind, {"amount": amount}, note=note)
    for first in range(0, len(ids), PIECE):
        await write(interaction, many.extend_members, batch_id, ids[first : first + PIECE])
    return await _plan(interaction, batch_id, chosen)


async def plan_reset(
    interaction: Interaction,
    progress: Progress,
    share: int | None,
    above: int | None,
    note: str | None,
) -> Card:
    """Write the plan of a season's reset, and return the card that asks to confirm it."""
    if share is not None and above is not None:
        raise InvalidInputError("share", "points-many-share-or-above")
    terms: Mapping[str, object] = {"take": "all"}
    if share is not None:
        terms = {"take": "share", "number": share}
    elif above is not None:
        terms = {"take": "above", "number": above}
    batch_id = await write(interaction, many.begin, BatchKind.RESET, terms, note=note)
    last: int | None = 0
    pieces = 0
    while last is not None:
        last = await write(interaction, many.extend_with_holders, batch_id, last)
        pieces += 1
        counted = pieces * PIECE
        await progress.tell(t(locale(interaction), "grant-many-counting", count=counted))
    return await _plan(interaction, batch_id, Recipients([]))


async def _plan(interaction: Interaction, batch_id: int, chosen: Recipients) -> Card:
    language, name = locale(interaction), await currency(interaction)
    seen = await read(interaction, many_reports.foresee, batch_id)
    lines = [*many_cards.foreseen(language, seen, name), *chosen.left_out(language)]
    if not lines:
        lines.append(t(language, "points-many-choose-others"))
    heading = many_cards.question(language, seen, name)
    effects = "\n".join(f"- {line}" for line in lines)
    if not seen.members:
        cancel = button(t(language, "grant-many-cancel"), NOT_NOW.id())
        return Card(title(heading), effects, [cancel], colour=CAREFUL)
    return confirmation(
        language,
        title(heading),
        effects,
        confirm=t(language, f"points-many-do-{seen.report.kind}"),
        leads_to=DO_MANY.id(batch_id),
        style=PRIMARY if seen.report.kind in (BatchKind.AWARD, BatchKind.REFUND) else DANGER,
    )


@action(DO_MANY, MANAGERS)
async def do_many(interaction: Interaction, batch_id: int) -> Card:
    """Confirm a plan and run it until it is complete."""
    async with working(interaction, replaces=True) as progress:
        await write(interaction, many.confirm, batch_id)
        return await finish(interaction, progress, batch_id)


async def finish(interaction: Interaction, progress: Progress, batch_id: int) -> Card:
    """Run a batch that was confirmed, or is being undone, and return the card with its report."""
    language, name = locale(interaction), await currency(interaction)
    await run_batch(
        interaction,
        progress,
        many.step,
        batch_id,
        lambda report: many_cards.card(language, report, [], name),
    )
    return await show_many(interaction, batch_id)


@action(SHOW_MANY, MANAGERS)
async def show_many(interaction: Interaction, batch_id: int) -> Card:
    """Show a batch's progress, such as after a restart, or its report."""
    report: Report = await read(interaction, many_reports.report, batch_id)
    most = many_cards.NAMED + 1
    left_out = await read(interaction, many_reports.left_out, batch_id, limit=most)
    return many_cards.card(locale(interaction), report, left_out, await currency(interaction))


@action(ASK_UNDO, MANAGERS)
async def ask_undo(interaction: Interaction, batch_id: int) -> Card:
    """Return the card that says what undoing would do, and asks to confirm it."""
    language, name = locale(interaction), await currency(interaction)
    report: Report = await read(interaction, many_reports.report, batch_id)
    if not report.can_be_undone:
        return await show_many(interaction, batch_id)
    added = report.earn.added or report.spend.added
    means = "points-many-undo-takes" if added else "points-many-undo-gives"
    taken = report.spend.taken or report.earn.taken
    return confirmation(
        language,
        title(t(language, "points-many-undo-title")),
        many_cards.what(language, report, name),
        t(
            language,
            means,
            count=report.done,
            points=points(language, report.spend.added or added if added else taken, name),
        ),
        confirm=t(language, "points-many-undo"),
        leads_to=UNDO_MANY.id(batch_id),
        style=DANGER,
    )


@action(UNDO_MANY, MANAGERS)
async def undo_many(interaction: Interaction, batch_id: int) -> Card:
    """Undo a batch. That happens once, so a second press changes nothing."""
    async with working(interaction, replaces=True) as progress:
        await write(interaction, many.undo, batch_id)
        return await finish(interaction, progress, batch_id)


@action(SEND_LEFT_OUT, MANAGERS)
async def send_left_out(interaction: Interaction, batch_id: int) -> None:
    """Send a CSV of the members for whom not all was done."""
    language = locale(interaction)
    async with working(interaction):
        rows: list[LeftOut] = []
        database, by = db(interaction), person(interaction)
        after = -1
        while some := await database.read(many_reports.left_out, by, batch_id, after):
            rows += some
            after = some[-1].position
        content = as_csv(
            ["member", "reason", "kept"],
            ([str(one.member_id), many_cards.why(language, one), one.kept] for one in rows),
        )
        await send_file(interaction, t(language, "points-many-file"), "left-out.csv", content)


@action(LIST_MANY, MANAGERS)
async def list_many(interaction: Interaction, page: int) -> Card:
    """Return a page of batches of points."""
    found = await read(interaction, many_reports.batches, page)
    return many_cards.listing(locale(interaction), found, await currency(interaction))

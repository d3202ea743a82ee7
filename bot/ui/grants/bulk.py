"""A grant to many: its plan, how far it is, and what came of it."""

from typing import Any

import discord

from bot.services.batches.plans import PIECE
from bot.services.grants import bulk, bulk_plan
from bot.services.grants.bulk import BulkReport
from bot.services.grants.bulk_plan import BulkPlan
from bot.texts import ENGLISH, messages, t
from bot.ui.core.access import MANAGERS
from bot.ui.core.action_ids import NOT_NOW
from bot.ui.core.actions import PRIMARY, action, button
from bot.ui.core.answers import working
from bot.ui.core.base import Interaction, db, locale, person, read, write
from bot.ui.core.cards import CAREFUL, GOOD, PLAIN, Card, escape, title
from bot.ui.core.recipients import Recipients, run_batch
from bot.ui.grants.action_ids import GRANT_AS_FAR, GRANT_TO_ALL, SHOW_BULK


async def plan(
    interaction: Interaction, reward_id: int, chosen: Recipients, *, mute: bool, message_each: bool
) -> Card:
    """Write a plan down, and return the card that shows it and asks."""
    ids, language = chosen.member_ids, locale(interaction)
    if not ids:
        left_out = [f"- {line}" for line in chosen.left_out(language)]
        return Card(t(language, "bulk-nobody"), "\n".join(left_out) or None, colour=CAREFUL)
    planned = await write(
        interaction, bulk_plan.plan, reward_id, ids[:PIECE], muted=mute, tell_each=message_each
    )
    for first in range(PIECE, len(ids), PIECE):
        await write(interaction, bulk_plan.extend, planned.bulk_id, ids[first : first + PIECE])
    if len(ids) > PIECE:
        planned = await read(interaction, bulk_plan.load_plan, planned.bulk_id)
    return _plan(language, planned, chosen)


@action(GRANT_TO_ALL, MANAGERS)
async def grant_to_all(interaction: Interaction, bulk_id: int) -> Card:
    """Give it to everybody of the plan, or to nobody."""
    return await _confirm(interaction, bulk_id, as_far_as_it_reaches=False)


@action(GRANT_AS_FAR, MANAGERS)
async def grant_as_far(interaction: Interaction, bulk_id: int) -> Card:
    """Give it to as many as it reaches."""
    return await _confirm(interaction, bulk_id, as_far_as_it_reaches=True)


@action(SHOW_BULK, MANAGERS)
async def show_bulk(interaction: Interaction, bulk_id: int) -> Card:
    """Show how far it is, such as after a restart."""
    report = await read(interaction, bulk.report, bulk_id)
    return _report(locale(interaction), report)


async def _confirm(interaction: Interaction, bulk_id: int, *, as_far_as_it_reaches: bool) -> Card:
    by, database, language = person(interaction), db(interaction), locale(interaction)
    async with working(interaction, replaces=True) as progress:
        await database.write(bulk.confirm, by, bulk_id, as_far_as_it_reaches=as_far_as_it_reaches)
        report = await run_batch(
            interaction, progress, bulk.step, bulk_id, lambda report: _report(language, report)
        )
        return _report(language, report)


def _plan(language: str, planned: BulkPlan, chosen: Recipients) -> Card:
    stock = [] if planned.stock is None else [_stock(language, planned)]
    heading = "grant-many-title" if planned.will_get else "grant-many-nobody-title"
    facts = {
        "grant-many-will-get": planned.will_get if planned.suffices else 0,
        "grant-many-skipped": planned.skipped,
    }
    counted = [t(language, text_id, count=count) for text_id, count in facts.items() if count]
    counted += chosen.left_out(language)
    return Card(
        title(t(language, heading, reward=escape(planned.reward_name), count=planned.will_get)),
        "\n".join(f"- {line}" for line in [*counted, *stock]),
        _buttons(language, planned),
        colour=CAREFUL,
    )


def _stock(language: str, planned: BulkPlan) -> str:
    text_id = "grant-many-suffices" if planned.suffices else "grant-many-short"
    left = planned.stock or 0
    return t(language, text_id, left=left, missing=planned.will_get - left)


def _buttons(language: str, planned: BulkPlan) -> list[discord.ui.Button[Any]]:
    cancel = button(t(language, "grant-many-cancel"), NOT_NOW.id())
    if not planned.will_get:
        return [cancel]
    everybody = button(
        t(language, "grant-many-all"),
        GRANT_TO_ALL.id(planned.bulk_id),
        style=PRIMARY,
        disabled=not planned.suffices,
    )
    if planned.suffices:
        return [everybody, cancel]
    as_far_as_it_reaches = button(t(language, "grant-many-reach"), GRANT_AS_FAR.id(planned.bulk_id))
    return [everybody, as_far_as_it_reaches, cancel]


def _report(language: str, report: BulkReport) -> Card:
    counts = {
        "grant-many-got": report.granted,
        "grant-many-held": report.held_already,
        "grant-many-waiting": report.waiting,
    }
    lines = [t(language, text_id, count=count) for text_id, count in counts.items() if count]
    lines += [_refused(language, reason, count) for reason, count in report.refused.items()]
    heading = "grant-many-done" if report.whole else "grant-many-running"
    return Card(
        title(t(language, heading, reward=escape(report.reward_name))),
        "\n".join(f"- {line}" for line in lines),
        None
        if report.whole
        else [button(t(language, "grant-many-look"), SHOW_BULK.id(report.bulk_id))],
        colour=GOOD if report.whole else PLAIN,
    )


def _refused(language: str, reason: str, count: int) -> str:
    """Return how many went without for a reason, which is the text of a refusal."""
    text_id = f"grant-many-refused-{reason}"
    known = text_id if text_id in messages(ENGLISH) else "grant-many-refused"
    return t(language, known, count=count)

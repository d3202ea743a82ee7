"""A saved workflow: what it does, what it did, and what can be done with it."""

from typing import Any

import discord
from discord.utils import format_dt

from bot.services.errors import InvalidFormError
from bot.services.workflows import drafts, editing, listing
from bot.services.workflows.editing import Saved
from bot.services.workflows.listing import WorkflowDetails, WorkflowLine
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import DANGER, PRIMARY, SUCCESS, action, button
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import BAD, GOOD, PLAIN, Card, escape, shorten, small, title
from bot.ui.core.confirm import confirmation
from bot.ui.workflows import action_ids as ids
from bot.ui.workflows import runs
from bot.ui.workflows.attachable import attachable
from bot.ui.workflows.card import draft_card
from bot.ui.workflows.text import describer_for, explain_places
from db.tables import RunState, WorkflowState

SENTENCE = 2_400
REASON = 200
"""Characters of the sentence, and of what is wrong; a card takes 4,000 in all."""


@action(ids.BACK_TO_WORKFLOW, MANAGERS)
async def back_to_workflow(interaction: Interaction, workflow_id: int) -> Card:
    """Show a saved workflow."""
    return await workflow_card(interaction, workflow_id)


async def workflow_card(
    interaction: Interaction, workflow_id: int, *news: str, well: bool = True
) -> Card:
    """Return a saved workflow: with what is new about it, or what is not `well`."""
    seen = await read(interaction, listing.details, workflow_id)
    describer = await describer_for(interaction, seen.names)
    return Card(
        "\n".join(news),
        "\n".join(
            [
                title(escape(seen.line.name)),
                small(await status(interaction, seen.line)),
                shorten(describer.sentence(seen.definition), SENTENCE),
            ]
        ),
        *_buttons(describer.language, seen),
        colour=BAD if not well else GOOD if news else PLAIN,
    )


async def status(interaction: Interaction, one: WorkflowLine) -> str:
    """Return where a workflow stands: whether it listens, what it did, what is wrong."""
    language = locale(interaction)
    facts = [t(language, f"workflow-state-{one.state}")]
    if one.state is WorkflowState.ENABLED and one.next_at is not None:
        when = format_dt(one.next_at, "R")
        facts.append(t(language, "workflow-due", when=when))
    facts.append(t(language, "workflow-run-count", count=sum(one.runs.values())))
    failed = one.runs.get(RunState.FAILED, 0)
    if failed:
        facts.append(t(language, "workflow-failed-count", count=failed))
    status = " · ".join(facts)
    if one.broken is not None:
        reason = shorten(await runs.reason_text(interaction, one.broken), REASON)
        status += "\n" + t(language, "workflow-broken", why=reason)
    return status


def _buttons(language: str, seen: WorkflowDetails) -> list[list[discord.ui.Button[Any]]]:
    workflow_id, state = seen.line.workflow_id, seen.line.state
    looking = [
        button(t(language, "workflow-runs"), ids.LIST_RUNS.id(workflow_id, 0, 1)),
        button(t(language, "workflow-export"), ids.EXPORT.id(workflow_id)),
    ]
    if state is WorkflowState.ARCHIVED:
        return [looking]
    if state is WorkflowState.ENABLED:
        switch = button(t(language, "workflow-disable"), ids.DISABLE.id(workflow_id))
    else:
        switch = button(t(language, "workflow-enable"), ids.ENABLE.id(workflow_id), style=SUCCESS)
    return [
        [
            switch,
            button(t(language, "workflow-edit"), ids.EDIT.id(workflow_id), style=PRIMARY),
            button(t(language, "workflow-try"), ids.SHOW_DRY_RUN.id(0, workflow_id)),
            *looking,
        ],
        [button(t(language, "workflow-archive"), ids.ASK_ARCHIVE.id(workflow_id), style=DANGER)],
    ]


@action(ids.EDIT, MANAGERS)
async def edit(interaction: Interaction, workflow_id: int) -> Card:
    """Open a draft of it."""
    return await draft_card(
        interaction, await write(interaction, drafts.open_workflow, workflow_id)
    )


@action(ids.ENABLE, MANAGERS)
async def enable(interaction: Interaction, workflow_id: int) -> Card:
    """Enable it, or show what is missing."""
    seen = await read(interaction, listing.details, workflow_id)
    may_attach = attachable(interaction, seen.definition)
    try:
        saved = await write(interaction, editing.enable, workflow_id, may_attach)
    except InvalidFormError as error:
        status = await explain_places(interaction, error)
        return await workflow_card(interaction, workflow_id, status, well=False)
    return await _changed(interaction, saved)


@action(ids.DISABLE, MANAGERS)
async def disable(interaction: Interaction, workflow_id: int) -> Card:
    """Disable it: no event starts it any more."""
    return await _changed(interaction, await write(interaction, editing.disable, workflow_id))


@action(ids.ASK_ARCHIVE, MANAGERS)
async def ask_archive(interaction: Interaction, workflow_id: int) -> Card:
    """Ask before a workflow is put away for good."""
    language = locale(interaction)
    seen = await read(interaction, listing.details, workflow_id)
    return confirmation(
        language,
        title(t(language, "workflow-archive-question", name=escape(seen.line.name))),
        t(language, "workflow-archive-means"),
        confirm=t(language, "workflow-archive"),
        leads_to=ids.ARCHIVE.id(workflow_id),
        style=DANGER,
    )


@action(ids.ARCHIVE, MANAGERS)
async def archive(interaction: Interaction, workflow_id: int) -> Card:
    """Put it away for good."""
    return await _changed(interaction, await write(interaction, editing.archive, workflow_id))


async def _changed(interaction: Interaction, saved: Saved) -> Card:
    now = t(locale(interaction), f"workflow-now-{saved.state}")
    return await workflow_card(interaction, saved.workflow_id, now)

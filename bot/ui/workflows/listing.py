"""The list of a community's workflows."""

from discord import SelectOption

from bot.services.workflows import listing
from bot.services.workflows.listing import WorkflowLine
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, choice_list, chosen_number
from bot.ui.core.answers import answer, replace
from bot.ui.core.base import Interaction, db, locale, person
from bot.ui.core.cards import Card, escape, small, title
from bot.ui.core.pages import footer, turner, why_empty
from bot.ui.workflows import overview
from bot.ui.workflows.action_ids import LIST_WORKFLOWS, OPEN_WORKFLOW
from bot.ui.workflows.text import Words, words
from db.tables import WorkflowState

STATES = (None, *WorkflowState)
"""What the list may be narrowed to; a button carries the number."""


async def list_card(interaction: Interaction, state: WorkflowState | None, page: int) -> Card:
    """Return a page of the list, with a way to each workflow."""
    language = locale(interaction)
    seen = await db(interaction).read(
        listing.list_workflows, person(interaction), state=state, page=page
    )
    say = await words(interaction, {})
    number = STATES.index(state)
    options = [SelectOption(label=one.name, value=str(one.workflow_id)) for one in seen.lines]
    placeholder = t(language, "workflow-list-pick")
    empty = f"workflow-list-{why_empty(state, seen.others)}"
    return Card(
        title(t(language, "workflow-list-title", count=seen.total)),
        "\n".join([await _line(interaction, say, one) for one in seen.lines]) or t(language, empty),
        [choice_list(options, OPEN_WORKFLOW.id(), placeholder=placeholder)] if options else None,
        turner(language, seen.page, seen.pages, lambda to: LIST_WORKFLOWS.id(number, to)),
        footer(language, seen.page, seen.pages),
    )


async def _line(interaction: Interaction, say: Words, one: WorkflowLine) -> str:
    trigger = say.name("trigger", one.trigger)
    return f"**{escape(one.name)}** · {trigger}\n{small(await overview.status(interaction, one))}"


@action(OPEN_WORKFLOW, MANAGERS)
async def open_workflow(interaction: Interaction) -> None:
    """Open the workflow that was chosen in the list."""
    await answer(interaction, await overview.card(interaction, chosen_number(interaction)))


@action(LIST_WORKFLOWS, MANAGERS)
async def list_workflows(interaction: Interaction, state: int, page: int) -> None:
    """Show another page of the list."""
    narrowed = STATES[state] if state < len(STATES) else None
    await replace(interaction, await list_card(interaction, narrowed, page))

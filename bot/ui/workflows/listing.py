"""The list of a community's workflows."""

from bot.services.workflows import listing
from bot.services.workflows.listing import WorkflowLine
from bot.texts import t
from bot.ui.core import pages
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, chosen_number
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, locale, read
from bot.ui.core.cards import Card, escape, small
from bot.ui.core.pages import Line, numbered, why_empty
from bot.ui.workflows import overview
from bot.ui.workflows.action_ids import LIST_WORKFLOWS, OPEN_WORKFLOW
from bot.ui.workflows.text import Describer, describer_for
from db.tables import WorkflowState

STATES = (None, *WorkflowState)
"""What the list may be narrowed to; a button carries the number."""


async def list_card(interaction: Interaction, state: WorkflowState | None, page: int) -> Card:
    """Return a page of the list, with a way to each workflow."""
    language, describer = locale(interaction), await describer_for(interaction, {})
    found = await read(interaction, listing.list_workflows, state=state, page=page)
    lines = [
        Line(await _line(interaction, describer, one), one.name, one.workflow_id)
        for one in found.lines
    ]
    return pages.list_card(
        language,
        "workflow-list",
        lines,
        (found.total, found.page, found.pages),
        empty=t(language, f"workflow-list-{why_empty(state, found.others)}"),
        opens=OPEN_WORKFLOW.id(),
        leads_to=lambda to: LIST_WORKFLOWS.id(STATES.index(state), to),
    )


async def _line(interaction: Interaction, describer: Describer, one: WorkflowLine) -> str:
    trigger = describer.name("trigger", one.trigger)
    return f"**{escape(one.name)}** · {trigger}\n{small(await overview.status(interaction, one))}"


@action(OPEN_WORKFLOW, MANAGERS)
async def open_workflow(interaction: Interaction) -> None:
    """Open the workflow that was chosen in the list."""
    await answer(interaction, await overview.workflow_card(interaction, chosen_number(interaction)))


@action(LIST_WORKFLOWS, MANAGERS)
async def list_workflows(interaction: Interaction, state: int, page: int) -> Card:
    """Show another page of the list."""
    return await list_card(interaction, numbered(STATES, state), page)

"""Showing a draft, or a workflow, after something about it has changed.

Cards name the actions that their buttons lead to, and these show the cards; so a card is looked
for when it is shown, not when the program begins.
"""

from bot.services.workflows.drafts import Draft
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action
from bot.ui.core.answers import replace
from bot.ui.core.base import Interaction
from bot.ui.workflows.action_ids import BACK_TO_WORKFLOW


async def show(interaction: Interaction, draft: Draft, *news: str, well: bool = True) -> None:
    """Show a draft's card, with what is new about it, or what is not `well`."""
    from bot.ui.workflows.card import draft_card

    await replace(interaction, await draft_card(interaction, draft, *news, well=well))


async def show_part(interaction: Interaction, draft: Draft, number: int) -> None:
    """Show one part of a draft, to change it."""
    from bot.ui.workflows.card import part_card

    await replace(interaction, await part_card(interaction, draft, number))


async def show_workflow(
    interaction: Interaction, workflow_id: int, *news: str, well: bool = True
) -> None:
    """Show a saved workflow, with what is new about it, or what is not `well`."""
    from bot.ui.workflows.overview import card

    await replace(interaction, await card(interaction, workflow_id, *news, well=well))


@action(BACK_TO_WORKFLOW, MANAGERS)
async def back_to_workflow(interaction: Interaction, workflow_id: int) -> None:
    """Show a saved workflow."""
    await show_workflow(interaction, workflow_id)

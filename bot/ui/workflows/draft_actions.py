"""Putting a draft together: choosing parts, changing them, moving them, taking them out."""

from collections.abc import Callable

from bot.services.workflows import draft_tree, drafts, part_fields
from bot.services.workflows.draft_tree import Data
from bot.services.workflows.drafts import Draft
from bot.services.workflows.parts import PartKind
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import TooOldError, action, chosen, chosen_number
from bot.ui.core.base import Interaction, read, write
from bot.ui.core.cards import Card
from bot.ui.workflows import action_ids as ids
from bot.ui.workflows.card import draft_card, grown_card, part_card
from bot.ui.workflows.forms import form_of


async def _load(interaction: Interaction, draft_id: int) -> Draft:
    return await read(interaction, drafts.load, draft_id)


async def _change(interaction: Interaction, draft_id: int, how: Callable[[Data], object]) -> Draft:
    return await write(interaction, drafts.change, draft_id, how)


async def _add(interaction: Interaction, draft_id: int, kind: PartKind, number: int) -> Card | None:
    """Add the part that was chosen, or first ask for its settings."""
    key = chosen(interaction)
    if part_fields.part_of(kind, key) is None:
        raise TooOldError
    form = form_of(kind, key)
    if form is not None:
        await form.open(interaction, target=draft_id, place=number)
        return None
    part = draft_tree.empty(key)
    draft = await _change(
        interaction, draft_id, lambda parts: draft_tree.put(parts, kind, part, number)
    )
    return await grown_card(interaction, draft, number or draft_tree.newest(draft.parts))


@action(ids.BACK_TO_DRAFT, MANAGERS)
async def back_to_draft(interaction: Interaction, draft_id: int) -> Card:
    """Show the whole draft."""
    return await draft_card(interaction, await _load(interaction, draft_id))


@action(ids.SET_TRIGGER, MANAGERS)
async def set_trigger(interaction: Interaction, draft_id: int, _group: int) -> Card | None:
    """Let something else begin the workflow."""
    return await _add(interaction, draft_id, "trigger", 0)


@action(ids.ADD_CONDITION, MANAGERS)
async def add_condition(interaction: Interaction, draft_id: int, number: int) -> Card | None:
    """Add a condition, at the end or into one that is made of several."""
    return await _add(interaction, draft_id, "condition", number)


@action(ids.ADD_STEP, MANAGERS)
async def add_step(interaction: Interaction, draft_id: int) -> Card | None:
    """Add a step."""
    return await _add(interaction, draft_id, "step", 0)


@action(ids.OPEN_PART, MANAGERS)
async def open_part(interaction: Interaction, draft_id: int, _page: int) -> Card:
    """Show the part that was chosen."""
    return await part_card(
        interaction, await _load(interaction, draft_id), chosen_number(interaction)
    )


@action(ids.CHANGE_PART, MANAGERS)
async def change_part(interaction: Interaction, draft_id: int, number: int) -> None:
    """Open a part's form, filled in."""
    draft = await _load(interaction, draft_id)
    ref = draft_tree.find(draft.parts, number)
    form = form_of(ref.kind, ref.part["type"])
    if form is None:
        raise TooOldError
    await form.open(interaction, target=draft_id, place=number, values=ref.settings)


@action(ids.MOVE_PART, MANAGERS)
async def move_part(interaction: Interaction, draft_id: int, number: int, down: int) -> Card:
    """Move a part up or down."""
    draft = await _change(
        interaction, draft_id, lambda parts: draft_tree.move(parts, number, 1 if down else -1)
    )
    return await part_card(interaction, draft, number)


@action(ids.NEGATE, MANAGERS)
async def negate(interaction: Interaction, draft_id: int, number: int) -> Card:
    """Ask for the opposite of a condition."""
    draft = await _change(interaction, draft_id, lambda parts: draft_tree.negate(parts, number))
    return await part_card(interaction, draft, number)


@action(ids.SET_GO_ON, MANAGERS)
async def set_go_on(interaction: Interaction, draft_id: int, number: int, on: int) -> Card:
    """Let a run go on, or end, where a step cannot be done."""
    draft = await _change(
        interaction, draft_id, lambda parts: draft_tree.set_go_on(parts, number, go_on=bool(on))
    )
    return await part_card(interaction, draft, number)


@action(ids.REMOVE_PART, MANAGERS)
async def remove_part(interaction: Interaction, draft_id: int, number: int) -> Card:
    """Take a part out."""
    draft = await _change(interaction, draft_id, lambda parts: draft_tree.remove(parts, number))
    return await draft_card(interaction, draft)

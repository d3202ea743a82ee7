"""Naming a workflow in a command: what is suggested while typing, and the one that is named."""

from bot.services.lookup import as_id
from bot.services.workflows import drafts, lookup
from bot.services.workflows.lookup import Named
from bot.texts import t
from bot.ui.core.autocomplete import Suggest, resolve_suggestion, suggest
from bot.ui.core.base import Interaction, db, locale, person, read
from db.tables import WorkflowState

DRAFT = "draft:"
"""What a suggestion begins with that is a draft; the draft's id follows."""


def workflows_in(*states: WorkflowState, own_drafts: bool = False) -> Suggest:
    """Suggest the workflows in these states by a part of their name, and a manager's own drafts."""

    @suggest
    async def find(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
        who = person(interaction)
        begun = await read(interaction, drafts.find_names, typed) if own_drafts else []
        found = await db(interaction).read(
            lookup.find_names, who.community_id, typed, states=states
        )
        return [
            *(
                (_as_draft(locale(interaction), name), f"{DRAFT}{draft_id}")
                for draft_id, name in begun
            ),
            *((one.name, str(one.workflow_id)) for one in found),
        ]

    return find


def _as_draft(language: str, name: str) -> str:
    return t(language, "workflow-as-draft", name=name)


def draft_named(typed: str) -> int | None:
    """Return the id of the draft that was suggested and taken; None if it is something else."""
    ident = typed.removeprefix(DRAFT)
    return as_id(ident) if typed.startswith(DRAFT) else None


_ALL = workflows_in(*WorkflowState)


async def named(interaction: Interaction, typed: str) -> Named:
    """Return the workflow that a manager named; only managers may see what there is."""
    who, typed = person(interaction), await resolve_suggestion(_ALL, interaction, typed)
    return await db(interaction).read(lookup.resolve, who.community_id, typed)

"""Naming, saving and discarding a draft."""

from bot.markup import room
from bot.services.errors import InvalidFormError
from bot.services.typed import NAME_LENGTH
from bot.services.workflows import draft_tree, drafts, editing
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import DANGER, action, button
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import CAREFUL, Card, escape
from bot.ui.core.fields import TextField
from bot.ui.core.forms import Form, Sent
from bot.ui.workflows.action_ids import ASK_DISCARD, BACK_TO_DRAFT, DISCARD, RENAME, SAVE
from bot.ui.workflows.attachable import attachable
from bot.ui.workflows.card import draft_card
from bot.ui.workflows.overview import workflow_card
from bot.ui.workflows.text import explain_places


@action(SAVE, MANAGERS)
async def save(interaction: Interaction, draft_id: int, enable: int) -> Card:
    """Save a draft, enabled if that is wanted, or show what is missing."""
    draft = await read(interaction, drafts.load, draft_id)
    may_attach = attachable(interaction, draft_tree.without_ids(draft.parts))
    try:
        saved = await write(interaction, editing.save, draft_id, may_attach, enable=bool(enable))
    except InvalidFormError as error:
        return await draft_card(
            interaction, draft, await explain_places(interaction, error), well=False
        )
    done = t(locale(interaction), f"workflow-saved-{saved.state}")
    return await workflow_card(interaction, saved.workflow_id, done)


@action(RENAME, MANAGERS)
async def rename(interaction: Interaction, draft_id: int) -> None:
    """Ask for another name."""
    draft = await read(interaction, drafts.load, draft_id)
    await Rename.open(interaction, target=draft_id, values={"name": draft.name})


class Rename(Form, name="workflow-rename", access=MANAGERS):
    """Gives a draft another name."""

    title = "workflow-rename"
    fields = (
        TextField(
            name="name",
            label="workflow-called",
            hint="ui-hint-name",
            most=room(NAME_LENGTH),
            required=True,
        ),
    )

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Rename it, and show it."""
        name = sent.text("name")
        return await draft_card(
            interaction, await write(interaction, drafts.rename, sent.target, name)
        )


@action(ASK_DISCARD, MANAGERS)
async def ask_discard(interaction: Interaction, draft_id: int) -> Card:
    """Ask before a draft is thrown away."""
    language = locale(interaction)
    draft = await read(interaction, drafts.load, draft_id)
    known = "workflow-discard-changes" if draft.workflow_id else "workflow-discard-new"
    return Card(
        t(language, known, name=escape(draft.name)),
        [
            button(t(language, "workflow-discard"), DISCARD.id(draft_id), style=DANGER),
            button(t(language, "workflow-back"), BACK_TO_DRAFT.id(draft_id)),
        ],
        colour=CAREFUL,
    )


@action(DISCARD, MANAGERS)
async def discard(interaction: Interaction, draft_id: int) -> str:
    """Throw a draft away."""
    await write(interaction, drafts.discard, draft_id)
    return t(locale(interaction), "workflow-discarded")

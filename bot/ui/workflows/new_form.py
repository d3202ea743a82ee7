"""Beginning a new workflow: its name, and what to begin with."""

from bot.markup import room
from bot.services.typed import NAME_LENGTH
from bot.services.workflows import drafts
from bot.services.workflows.ready_made import READY_MADE
from bot.ui.core.access import MANAGERS
from bot.ui.core.base import Interaction, write
from bot.ui.core.cards import Card
from bot.ui.core.fields import ChoiceField, TextField
from bot.ui.core.forms import Form, Sent
from bot.ui.workflows.card import draft_card

_EMPTY = "empty"


class NewWorkflow(Form, name="workflow-begin", access=MANAGERS):
    """Makes a draft, empty or of a ready-made workflow."""

    title = "workflow-new"
    fields = (
        TextField(
            name="name",
            label="workflow-called",
            hint="workflow-hint-called",
            most=room(NAME_LENGTH),
        ),
        ChoiceField(
            name="begin",
            label="workflow-begin-from",
            choices=[
                (_EMPTY, "workflow-from-scratch"),
                *((key, ready.name_id) for key, ready in READY_MADE.items()),
            ],
        ),
    )

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Make the draft, and show it."""
        name, key = sent.text("name"), sent.text("begin") or _EMPTY
        if key == _EMPTY:
            draft = await write(interaction, drafts.begin, name, {})
        else:
            draft = await write(interaction, drafts.begin_ready_made, name, key)
        return await draft_card(interaction, draft)

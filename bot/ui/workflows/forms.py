"""The forms of a workflow's parts: one for each trigger, condition and step that has settings."""

from collections.abc import Sequence
from typing import ClassVar

from bot.services.errors import InvalidFormError
from bot.services.workflows import draft_tree, drafts, form_input, part_fields, permissions
from bot.services.workflows.parts import PartKind
from bot.ui.core.access import MANAGERS
from bot.ui.core.base import Interaction, read, write
from bot.ui.core.cards import Card
from bot.ui.core.fields import Field
from bot.ui.core.forms import Form, Sent
from bot.ui.workflows.attachable import attachable
from bot.ui.workflows.card import grown_card
from bot.ui.workflows.form_fields import asked_settings, fields_for
from bot.ui.workflows.text import describer_for


class PartForm(Form):
    """Asks for the settings of one part; the target is the draft, the place the part's number.

    A number of another condition, one made of several, is where a new one goes; 0 is the end.
    """

    kind: ClassVar[PartKind]
    key: ClassVar[str]

    @classmethod
    async def asked(cls, interaction: Interaction) -> Sequence[Field]:
        """Return a field for each setting, with the rewards and goals there are."""
        known = asked_settings(cls.kind, cls.key)
        options = await read(interaction, form_input.options, known)
        return fields_for(cls.kind, known, options)

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Put the part into the draft, and show that."""
        values = dict(sent.values)
        try:
            part = await read(interaction, form_input.part, cls.kind, cls.key, values)
        except InvalidFormError as error:
            describer = await describer_for(interaction, {})
            raise InvalidFormError(list(map(describer.readable, error.errors))) from error
        draft = await read(interaction, drafts.load, sent.target)
        alone = draft_tree.alone(cls.kind, part)
        # Refused early, as saving would; what is in the draft already is refused then.
        there = draft_tree.without_ids(draft.parts)
        if not permissions.attached(alone) <= permissions.attached(there):
            may_attach = attachable(interaction, alone)
            errors = await read(interaction, permissions.not_attachable, alone, may_attach)
            if errors:
                raise InvalidFormError(errors)
        draft = await write(
            interaction,
            drafts.change,
            sent.target,
            lambda parts: draft_tree.put(parts, cls.kind, part, sent.place),
        )
        return await grown_card(interaction, draft, sent.place)


def _form(of: PartKind, called: str) -> type[PartForm] | None:
    known = asked_settings(of, called)
    if not known:
        return None

    class Made(PartForm, name=f"workflow-{of}-{called}", access=MANAGERS):
        kind = of
        key = called
        title = f"workflow-name-{of}-{called}"
        fields = fields_for(of, known, {})

    return Made


_KINDS: tuple[PartKind, ...] = ("trigger", "condition", "step")
_FORMS = {(kind, key): _form(kind, key) for kind in _KINDS for key in part_fields.PARTS[kind]()}


def form_of(kind: PartKind, key: str) -> type[PartForm] | None:
    """Return the form of a part; None if there is nothing to ask."""
    return _FORMS.get((kind, key))

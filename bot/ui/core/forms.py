"""Forms: what they ask, and what becomes of what was typed.

A form is a class with a name, a title, up to five fields and `submit`. Discord sends back what
was typed under the id `laurel:1:form-<name>:<target>:<place>:<kept>`, so a form that was opened
before a restart works after it. What cannot be taken is kept, and *Fix it* reopens the form filled
in.

    class Basics(Form, name="reward-basics", access=MANAGERS):
        title = "reward-basics-title"
        fields = (TextField("name", "reward-field-name", most=80),)

        @classmethod
        async def submit(cls, interaction: Interaction, sent: Sent) -> Card: ...

    await Basics.open(interaction, target=reward.id, values={"name": reward.name})

A form that a button opens empty, with what it is about, names the button's action: `opened_by`.
"""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import discord

from bot.services import forms
from bot.services.errors import GoneError, InvalidFormError, InvalidInputError, LaurelError
from bot.services.forms import KeptFile, KeptForm
from bot.texts import t
from bot.ui.core.access import MEMBERS, Access, admit
from bot.ui.core.action_ids import FIX_FORM
from bot.ui.core.actions import PREFIX, PRIMARY, ActionId, TooOldError, action, button, read_number
from bot.ui.core.answers import Content, answer, ask, replace, working
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import BAD, Card
from bot.ui.core.errors import answer_error, explain
from bot.ui.core.fields import Field, parse_fields
from bot.ui.core.files import Upload

FORM = PREFIX + "form-"


@dataclass(frozen=True)
class Sent:
    """What somebody sent: a value for each field, None where nothing was given."""

    values: Mapping[str, Any]
    target: int = 0  # what the form is about; 0 for nothing that exists
    place: int = 0  # which part of that, counted from 1; 0 for the whole
    file: KeptFile | None = field(default=None, repr=False)

    def text(self, name: str) -> str | None:
        """Return what was typed or chosen in a field."""
        value = self.values.get(name)
        return value if value is None else str(value)

    def number(self, name: str) -> int | None:
        """Return the id of the role, member or channel that was chosen in a field."""
        value = self.values.get(name)
        return value if value is None else int(value)


_forms: dict[str, type["Form"]] = {}


def known_forms() -> Collection[type["Form"]]:
    """Return every form that there is."""
    return _forms.values()


class Form:
    """One form; subclasses say what it asks and what to do with it."""

    name: ClassVar[str]
    access: ClassVar[Access]
    title: ClassVar[str]
    fields: ClassVar[Sequence[Field]]

    def __init_subclass__(
        cls,
        *,
        name: str = "",
        access: Access | None = None,
        opened_by: ActionId[int] | None = None,
    ) -> None:
        super().__init_subclass__()
        if not name:
            return  # what several forms have in common
        assert access is not None, "a form says whom it is for"
        cls.access = access
        known = _forms.get(name)
        # Loading a module again, as a second client in one process does, is no clash.
        if known and known.__module__ != cls.__module__:
            raise ValueError(f"two forms are called {name!r}")
        cls.name = name
        _forms[name] = cls
        if opened_by is not None:

            async def open_form(interaction: Interaction, target: int) -> None:
                await cls.open(interaction, target=target)

            action(opened_by, access)(open_form)

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Content | None:
        """Do what the form is for, and return what replaces the card that opened it, as actions do.

        What is wrong with it is raised as `InvalidFormError`.
        """
        raise NotImplementedError

    @classmethod
    async def asked(cls, interaction: Interaction) -> Sequence[Field]:  # noqa: ARG003  # not here
        """Return the fields to show, with what can be chosen here and now."""
        return cls.fields

    @classmethod
    async def open(
        cls,
        interaction: Interaction,
        *,
        target: int = 0,
        place: int = 0,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Show the form, filled in. It must be the first answer."""
        await cls._show(interaction, Sent(values or {}, target, place))

    @classmethod
    async def take(
        cls, interaction: Interaction, sent: Sent, upload: Upload | None = None, *, kept: int = 0
    ) -> None:
        """Do what the form is for, or say what is wrong and keep what was given.

        Also for what was given to a command's options: these are called as the fields are.
        """
        try:
            if upload is not None:
                async with working(interaction, replaces=True):
                    sent = dataclasses.replace(sent, file=await upload.fetch(interaction))
            shown = await cls.submit(interaction, sent)
            if shown is not None:
                await replace(interaction, shown)
        except Exception as error:  # noqa: BLE001  # whatever it was, what was typed is kept
            await cls.refuse(interaction, error, sent, kept=kept)
        else:
            if kept:
                await write(interaction, forms.drop, kept)

    @classmethod
    async def refuse(
        cls, interaction: Interaction, error: Exception, sent: Sent, *, kept: int = 0
    ) -> None:
        """Say what is wrong, and keep what was given so that *Fix it* reopens the form with it."""
        if isinstance(error, LaurelError) and not _fixable(error):
            await answer_error(interaction, error)
            return
        form_id = await write(
            interaction,
            forms.keep,
            cls.name,
            dict(sent.values),
            target_id=sent.target or None,
            place=sent.place,
            file=sent.file,
        )
        if kept:
            await write(interaction, forms.drop, kept)
        if not isinstance(error, LaurelError):
            await answer_error(interaction, error)
        text = (
            await explain(interaction, error)
            if isinstance(error, LaurelError)
            else t(locale(interaction), "ui-form-kept")
        )
        fix = button(t(locale(interaction), "ui-fix-it"), FIX_FORM.id(form_id), style=PRIMARY)
        # A form that was opened by *Fix it* came from the card that says what was wrong.
        tell = replace if kept else answer
        await tell(interaction, Card(text, [fix], colour=BAD))

    @classmethod
    async def _show(cls, interaction: Interaction, filled: Sent, kept: int = 0) -> None:
        language = locale(interaction)
        modal = discord.ui.Modal(
            title=t(language, cls.title)[:45],
            custom_id=f"{FORM}{cls.name}:{filled.target}:{filled.place}:{kept}",
        )
        for asked in await cls.asked(interaction):
            modal.add_item(asked.build(language, filled.values.get(asked.name)))
        await ask(interaction, modal)


def _fixable(error: LaurelError) -> bool:
    return isinstance(error, InvalidFormError | InvalidInputError)


@action(FIX_FORM, MEMBERS)
async def fix_form(interaction: Interaction, form_id: int) -> None:
    """Reopen a form with what was typed."""
    kept = await read(interaction, forms.peek, form_id)
    form = _forms.get(kept.name)
    if form is None:
        raise TooOldError
    await admit(interaction, form.access)
    return await form._show(
        interaction, Sent(kept.values, kept.target_id or 0, kept.place), form_id
    )


async def receive(interaction: Interaction, custom_id: str) -> None:
    """Pass what was sent to its form, if its sender may use it; only then is a file fetched.

    `TooOldError` if there is no such form (any more).
    """
    name, *ids = custom_id.removeprefix(FORM).split(":")
    form = _forms.get(name)
    if form is None or len(ids) != 3:
        raise TooOldError
    target, place, kept = map(read_number, ids)
    await admit(interaction, form.access)
    values, upload = parse_fields(interaction, form.fields)
    before = await _kept(interaction, kept)
    # What was given before and this form does not ask for still counts, and so does the file,
    # which no form can be filled in with.
    if before is not None:
        sent = Sent(before.values | values, target, place, before.file)
    else:
        sent = Sent(values, target, place)
    await form.take(interaction, sent, upload, kept=kept)


async def _kept(interaction: Interaction, kept: int) -> KeptForm | None:
    """Return the form as it was before it was fixed, if it is still there."""
    if not kept:
        return None
    try:
        return await read(interaction, forms.peek, kept)
    except GoneError:
        return None

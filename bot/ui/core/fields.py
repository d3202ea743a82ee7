"""The kinds of fields that a form may have, and reading what was put into them.

What comes back is read from Discord's own description of it, because the form that was shown may
have been shown by another process.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord.ui import ChannelSelect, FileUpload, Label, RoleSelect, Select, TextInput

from bot.texts import t
from bot.ui.core.actions import label
from bot.ui.core.base import Interaction, payload
from bot.ui.core.files import Upload


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing that a form asks for. `label` and `hint` are ids of texts."""

    name: str
    label: str
    hint: str | None = None
    required: bool = False

    def build(self, language: str, value: object) -> Label[Any]:
        """Return the component, filled in with a value."""
        return Label(
            text=t(language, self.label)[:45],
            description=t(language, self.hint)[:100] if self.hint else None,
            component=self._component(language, value),
        )

    def _component(self, language: str, value: object) -> discord.ui.Item[Any]:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """Something to type, of up to `most` characters."""

    most: int = 4000
    long: bool = False

    def _component(self, language: str, value: object) -> TextInput[Any]:
        return TextInput(
            custom_id=self.name,
            style=discord.TextStyle.paragraph if self.long else discord.TextStyle.short,
            required=self.required,
            max_length=self.most,
            default=str(value)[: self.most] if value is not None else None,
        )


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field):
    """One of a few values, each with the id of its text.

    What is chosen already can be kept, even where it is none of them.
    """

    choices: Sequence[tuple[str, str]]

    def _component(self, language: str, value: object) -> Select[Any]:
        options = [
            discord.SelectOption(label=t(language, text), value=choice, default=choice == value)
            for choice, text in self.choices
        ]
        if value is not None and not any(option.default for option in options):
            options.append(
                discord.SelectOption(label=label(str(value)), value=str(value)[:100], default=True)
            )
        return Select(
            custom_id=self.name,
            options=options,
            required=self.required,
            min_values=int(self.required),
        )


@dataclass(frozen=True, kw_only=True)
class RoleField(Field):
    """A role; its id is kept as text."""

    def _component(self, language: str, value: object) -> RoleSelect[Any]:
        return RoleSelect(
            custom_id=self.name,
            required=self.required,
            min_values=int(self.required),
            default_values=[_default(value, discord.SelectDefaultValueType.role)] if value else [],
        )


@dataclass(frozen=True, kw_only=True)
class ChannelField(Field):
    """A channel of some types, else one where messages can be sent; its id is kept as text."""

    types: Sequence[discord.ChannelType] = (discord.ChannelType.text, discord.ChannelType.news)

    def _component(self, language: str, value: object) -> ChannelSelect[Any]:
        return ChannelSelect(
            custom_id=self.name,
            channel_types=list(self.types),
            required=self.required,
            min_values=int(self.required),
            default_values=[_default(value, discord.SelectDefaultValueType.channel)]
            if value
            else [],
        )


@dataclass(frozen=True, kw_only=True)
class FileField(Field):
    """A file of up to `most` bytes. Discord cannot show one that was given before."""

    most: int

    def _component(self, language: str, value: object) -> FileUpload[Any]:
        return FileUpload(
            custom_id=self.name, required=self.required, min_values=int(self.required)
        )


def _default(value: object, kind: discord.SelectDefaultValueType) -> discord.SelectDefaultValue:
    return discord.SelectDefaultValue(id=int(str(value)), type=kind)


def parse_fields(
    interaction: Interaction, fields: Sequence[Field]
) -> tuple[dict[str, str | None], Upload | None]:
    """Return what was put into the fields, and the file if one was given."""
    data = payload(interaction)
    parts = {part["custom_id"]: part for part in _inputs(data.get("components", []))}
    values: dict[str, str | None] = {}
    upload = None
    for asked in fields:
        part = parts.get(asked.name, {})
        if isinstance(asked, FileField):
            for attachment_id in part.get("values") or []:
                about = data["resolved"]["attachments"][str(attachment_id)]
                upload = Upload(
                    asked.name, about["filename"], about["size"], about["url"], asked.most
                )
        elif "values" in part:
            values[asked.name] = part["values"][0] if part["values"] else None
        else:
            values[asked.name] = part.get("value") or None
    return values, upload


def _inputs(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for component in components:
        if "custom_id" in component:
            yield component
        inner = component.get("components") or [component.get("component")]
        yield from _inputs([part for part in inner if part])

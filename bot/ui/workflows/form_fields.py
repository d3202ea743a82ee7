"""The fields of a part's form: one for each setting, by its kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.services.workflows import part_fields
from bot.services.workflows.form_input import Options
from bot.services.workflows.part_fields import Setting
from bot.services.workflows.parts import PartKind
from bot.services.workflows.setting_types import TEXT_LENGTH
from bot.ui.core.actions import label
from bot.ui.core.fields import ChannelField, ChoiceField, Field, RoleField, TextField

_HINTED = ("text", "duration", "cron", "url", "reward", "goal")
"""Kinds of settings that need a word about how they are filled in."""

_CHOSEN = ("yes", "choice")
"""Kinds of settings that stand for something of their own where nothing is chosen; others, any."""

_WHERE_THINGS_HAPPEN = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
)

_LINE = 200
_ADDRESS = 500
"""Characters of a setting that fits on a line, and of the address of a web page."""


@dataclass(frozen=True, kw_only=True)
class NamedField(Field):
    """One of what the community has, by its name; the value is its id."""

    options: Sequence[tuple[int, str]]

    def _component(self, language: str, value: object) -> discord.ui.Select[Any]:
        return discord.ui.Select(
            custom_id=self.name,
            options=[
                discord.SelectOption(
                    label=label(name), value=str(ident), default=str(ident) == str(value)
                )
                for ident, name in self.options
            ],
            required=self.required,
            min_values=int(self.required),
        )


def asked_settings(kind: PartKind, key: str) -> Sequence[Setting]:
    """Return what the form of a part asks; nothing where the part has no form."""
    part = part_fields.part_of(kind, key)
    known = part_fields.settings_of(part) if part else ()
    return () if any(setting.kind == "parts" for setting in known) else known


def fields_for(kind: str, known: Sequence[Setting], options: Options) -> list[Field]:
    """Return the fields of a part's form; a kind without options is asked for by name."""
    return [_field(kind, setting, options.get(setting.kind)) for setting in known]


def _field(kind: str, setting: Setting, options: Sequence[tuple[int, str]] | None) -> Field:
    basics: dict[str, Any] = {
        "name": setting.name,
        "label": f"workflow-field-{setting.name}",
        "required": setting.required,
    }
    if not setting.required and setting.kind not in _CHOSEN:
        basics["hint"] = "workflow-hint-any"
    if options:
        return NamedField(**basics, options=options)
    if setting.kind in _HINTED:
        basics["hint"] = f"workflow-hint-{setting.kind}"
    match setting.kind:
        case "role":
            return RoleField(**basics)
        case "channel" if kind == "step":
            return ChannelField(**basics)
        case "channel":
            return ChannelField(**basics, types=_WHERE_THINGS_HAPPEN)
        case "choice":
            choices = [(choice, f"workflow-choice-{choice}") for choice in setting.choices]
            return ChoiceField(**basics, choices=choices)
        case "yes":
            choices = [("true", "workflow-choice-yes"), ("false", "workflow-choice-no")]
            return ChoiceField(**basics, choices=choices)
        case "text":
            return TextField(**basics, most=TEXT_LENGTH, long=True)
        case "url":
            return TextField(**basics, most=_ADDRESS)
        case _:
            return TextField(**basics, most=_LINE)

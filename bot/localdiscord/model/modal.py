"""Modals, as members see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.localdiscord import components as parts
from bot.localdiscord.wire import SELECTS, ComponentType, Json

if TYPE_CHECKING:
    from bot.localdiscord.model.answer import Answer
    from bot.localdiscord.model.interaction import Interaction

KINDS = {
    ComponentType.TEXT_INPUT: "text",
    ComponentType.STRING_SELECT: "select",
    ComponentType.USER_SELECT: "member",
    ComponentType.ROLE_SELECT: "role",
    ComponentType.MENTIONABLE_SELECT: "mentionable",
    ComponentType.CHANNEL_SELECT: "channel",
    ComponentType.UPLOAD: "file",
    ComponentType.RADIO_GROUP: "radio",
    ComponentType.CHECKBOX_GROUP: "checkboxes",
    ComponentType.CHECKBOX: "checkbox",
}


@dataclass(frozen=True)
class Field:
    """One field of a modal: its label, and its value from the start."""

    label: str
    description: str
    kind: str
    required: bool
    value: str | bool | list[str]
    component: Json = field(repr=False)

    @property
    def custom_id(self) -> str:
        """What the bot calls it."""
        return str(self.component["custom_id"])

    @property
    def options(self) -> list[str]:
        """The labels of its options."""
        return [str(option["label"]) for option in self.component.get("options") or ()]

    @property
    def placeholder(self) -> str:
        """The hint shown while it is empty."""
        return str(self.component.get("placeholder") or "")


class Modal:
    """A form that the bot opened for a member."""

    def __init__(self, interaction: Interaction, wire: Json) -> None:
        self.interaction = interaction
        self.custom_id = str(wire["custom_id"])
        self.title = str(wire["title"])
        self.components = parts.with_ids(wire["components"])
        self.all_fields = [found for found in map(as_field, self.components) if found]
        self.fields = {field.label: field for field in self.all_fields}

    def __repr__(self) -> str:
        return f"<Modal {self.title!r} {list(self.fields)}>"

    @property
    def text(self) -> str:
        """The texts between the fields."""
        return "\n".join(parts.texts(self.components))

    async def submit(self, values: Mapping[str, object] | None = None) -> Answer:
        """Submit it; fields are named by label, and those not named keep their values."""
        return await self.interaction.world.app.submit(self, values or {})


def as_field(component: Json) -> Field | None:
    """Return the field that a component of a modal holds, or None for a text display."""
    if component["type"] == ComponentType.LABEL:
        inner = component["component"]
        label, description = component["label"], component.get("description") or ""
    elif component["type"] == ComponentType.ROW:
        inner = component["components"][0]
        label, description = inner.get("label") or "", ""
    else:
        return None
    kind = ComponentType(inner["type"])
    required = inner.get("required", True) and kind is not ComponentType.CHECKBOX
    value: str | bool | list[str] = str(inner.get("value") or "")
    if kind is ComponentType.CHECKBOX:
        value = bool(inner.get("default"))
    elif kind is not ComponentType.TEXT_INPUT:
        value = preselected(inner) if kind in SELECTS or inner.get("options") else []
    return Field(str(label), str(description), KINDS[kind], bool(required), value, inner)


def preselected(component: Json) -> list[str]:
    """Return the default values of a select: labels of options, or ids."""
    if component["type"] in SELECTS - {ComponentType.STRING_SELECT}:
        return [str(default["id"]) for default in component.get("default_values") or ()]
    return [str(o["label"]) for o in component.get("options") or () if o.get("default")]

"""Modals: their fields, and filling them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.localdiscord import components as parts
from bot.localdiscord.app.resolved import Resolved, upload
from bot.localdiscord.app.selects import bounds, chosen_values, preselected
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.state.interactions import Interaction
from bot.localdiscord.wire import SELECTS, ComponentType, InteractionType, Json

if TYPE_CHECKING:
    from bot.localdiscord.model.answer import Answer

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
    """One field of a modal: what it asks, and what it is filled in with."""

    label: str
    description: str
    kind: str
    required: bool
    value: Any
    component: Json = field(repr=False)

    @property
    def options(self) -> list[str]:
        """The labels that can be chosen."""
        return [str(option["label"]) for option in self.component.get("options") or ()]

    @property
    def placeholder(self) -> str:
        """The hint shown while it is empty."""
        return str(self.component.get("placeholder") or "")


class Modal:
    """A form that the bot opened for a member."""

    def __init__(self, interaction: Interaction) -> None:
        assert interaction.modal is not None
        self._interaction = interaction
        self._wire = interaction.modal
        self._components = parts.with_ids(interaction.modal["components"])
        self.title = str(interaction.modal["title"])
        self.fields = {found.label: found for found in map(as_field, self._components) if found}

    def __repr__(self) -> str:
        return f"<Modal {self.title!r} {list(self.fields)}>"

    @property
    def text(self) -> str:
        """The texts between the fields."""
        return "\n".join(parts.texts(self._components))

    async def submit(self, values: Mapping[str, Any] | None = None) -> Answer:
        """Submit it; fields are named by label, and those not named stay as they are."""
        from bot.localdiscord.model.answer import Answer

        given = dict(values or {})
        if unknown := set(given) - set(self.fields):
            raise NotPossible(f"{self!r} has no field {sorted(unknown)}")
        world = self._interaction.world
        await world.gateway.settle(self._interaction.answered_by)
        resolved = Resolved(self._interaction.channel, self._interaction.actor)
        components = [self._filled(component, given, resolved) for component in self._components]
        data: Json = {"custom_id": self._wire["custom_id"], "components": components}
        if wire := resolved.to_wire():
            data["resolved"] = wire
        answered = await world.interactions.deliver(
            InteractionType.MODAL,
            self._interaction.actor,
            self._interaction.channel,
            data,
            self._interaction.source,
            self._interaction,
        )
        return Answer(answered)

    def _filled(self, component: Json, given: dict[str, Any], resolved: Resolved) -> Json:
        outer: Json = {"type": component["type"], "id": component["id"]}
        found = as_field(component)
        if found is None:
            return outer
        value = given.get(found.label, found.value)
        inner: Json = {
            "type": found.component["type"],
            "id": found.component["id"],
            "custom_id": found.component["custom_id"],
        }
        inner |= self._value(found, value, resolved)
        if component["type"] == ComponentType.LABEL:
            return outer | {"component": inner}
        return outer | {"components": [inner]}

    def _value(self, found: Field, value: Any, resolved: Resolved) -> Json:
        component, kind = found.component, found.component["type"]
        if kind == ComponentType.TEXT_INPUT:
            return {"value": checked_text(found, "" if value is None else str(value))}
        if kind == ComponentType.CHECKBOX:
            return {"value": bool(value)}
        chosen = [] if value in (None, "") else value if isinstance(value, list) else [value]
        least, most = bounds(component)
        if kind == ComponentType.CHECKBOX_GROUP and component.get("max_values") is None:
            most = len(found.options)
        if not chosen and not found.required:
            least = 0
        if not chosen and least:
            raise NotPossible(f"{found.label} is needed")
        if not least <= len(chosen) <= most:
            raise NotPossible(f"{found.label!r} takes {least} to {most}, not {len(chosen)}")
        if kind == ComponentType.UPLOAD:
            world, channel = self._interaction.world, self._interaction.channel
            return {"values": [upload(world, file, channel, resolved) for file in chosen]}
        values = chosen_values(component, chosen, resolved, self._interaction.channel)
        if kind == ComponentType.RADIO_GROUP:
            return {"value": values[0] if values else None}
        return {"values": values}


def as_field(component: Json) -> Field | None:
    """Return the field that a component of a modal holds, or None for a mere text."""
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
    value: Any = inner.get("value") or ""
    if kind is ComponentType.CHECKBOX:
        value = bool(inner.get("default"))
    elif kind is not ComponentType.TEXT_INPUT:
        value = preselected(inner) if kind in SELECTS or inner.get("options") else []
    return Field(str(label), str(description), KINDS[kind], bool(required), value, inner)


def checked_text(found: Field, text: str) -> str:
    """Return a typed text if Discord's form would accept it."""
    if not text and not found.required:
        return text
    if not text:
        raise NotPossible(f"{found.label} is needed")
    least = found.component.get("min_length") or 0
    most = found.component.get("max_length") or 4000
    if not least <= len(text) <= most:
        raise NotPossible(f"{found.label!r} takes {least} to {most} characters, not {len(text)}")
    return text

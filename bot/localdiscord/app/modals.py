"""Filling in modals, with the checks of Discord's app."""

from __future__ import annotations

from collections.abc import Mapping

from bot.localdiscord.app.resolved import Resolved
from bot.localdiscord.app.selects import bounds, selected_values
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model.answer import Answer
from bot.localdiscord.model.modal import Field, Modal, as_field
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import ComponentType, InteractionType, Json


class ModalInput:
    """Submits modals."""

    _world: LocalWorld
    _interactions: Interactions
    _until_shown: bool

    async def submit(self, modal: Modal, values: Mapping[str, object]) -> Answer:
        """Submit a modal; fields are named by label, and those not named keep their values."""
        if unknown := set(values) - set(modal.fields):
            raise NotPossible(f"{modal!r} has no field {sorted(unknown)}")
        by_id = {modal.fields[label].custom_id: value for label, value in values.items()}
        return await self.fill_in(modal, by_id)

    async def fill_in(self, modal: Modal, values: Mapping[str, object]) -> Answer:
        """Submit a modal; fields are named by custom id, and those not named keep their values."""
        opened_by = modal.interaction
        await self._world.gateway.settle(opened_by.response_number)
        resolved = Resolved(self._world, opened_by.channel, opened_by.actor)
        components = [_filled(component, values, resolved) for component in modal.components]
        data: Json = {"custom_id": modal.custom_id, "components": components}
        if wire := resolved.to_wire():
            data["resolved"] = wire
        return await self._interactions.send(
            InteractionType.MODAL,
            opened_by.actor,
            opened_by.channel,
            data,
            opened_by.source,
            opened_by,
            until_shown=self._until_shown,
        )


def _filled(component: Json, values: Mapping[str, object], resolved: Resolved) -> Json:
    outer: Json = {"type": component["type"], "id": component["id"]}
    field = as_field(component)
    if field is None:
        return outer
    inner: Json = {
        "type": field.component["type"],
        "id": field.component["id"],
        "custom_id": field.custom_id,
    }
    inner |= _value(field, values.get(field.custom_id, field.value), resolved)
    if component["type"] == ComponentType.LABEL:
        return outer | {"component": inner}
    return outer | {"components": [inner]}


def _value(field: Field, value: object, resolved: Resolved) -> Json:
    component, kind = field.component, field.component["type"]
    if kind == ComponentType.TEXT_INPUT:
        return {"value": _checked_text(field, "" if value is None else str(value))}
    if kind == ComponentType.CHECKBOX:
        return {"value": bool(value)}
    selected = [] if value in (None, "") else value if isinstance(value, list) else [value]
    least, most = bounds(component)
    if kind == ComponentType.CHECKBOX_GROUP and component.get("max_values") is None:
        most = len(component["options"])
    if not selected and not field.required:
        least = 0
    if not selected and least:
        raise NotPossible(f"{field.label} is needed", "needed", name=field.label)
    if not least <= len(selected) <= most:
        text = f"{field.label!r} takes {least} to {most}, not {len(selected)}"
        raise NotPossible(text, "between", name=field.label, least=least, most=most)
    if kind == ComponentType.UPLOAD:
        return {"values": [resolved.upload(file) for file in selected]}
    values = selected_values(component, selected, resolved)
    if kind == ComponentType.RADIO_GROUP:
        return {"value": values[0] if values else None}
    return {"values": values}


def _checked_text(field: Field, text: str) -> str:
    """Return a typed text if Discord's form would accept it."""
    if not text and not field.required:
        return text
    if not text:
        raise NotPossible(f"{field.label} is needed", "needed", name=field.label)
    least = field.component.get("min_length") or 0
    most = field.component.get("max_length") or 4000
    if not least <= len(text) <= most:
        told = f"{field.label!r} takes {least} to {most} characters, not {len(text)}"
        raise NotPossible(told, "length", name=field.label, least=least, most=most)
    return text

"""Turning what a window sends for options and fields into what the app takes."""

from __future__ import annotations

from bot.localdiscord.app.selects import OptionValue
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.modal import Field
from bot.localdiscord.page.actions.registry import Call
from bot.localdiscord.page.fields import BadRequest, NoSuch, as_id
from bot.localdiscord.wire import ComponentType, Json, JsonValue, OptionType

ENTITIES = {
    OptionType.USER: ("members",),
    OptionType.CHANNEL: ("channels",),
    OptionType.ROLE: ("roles",),
    OptionType.MENTIONABLE: ("members", "roles"),
}

SELECTED = {
    ComponentType.USER_SELECT: ("members",),
    ComponentType.ROLE_SELECT: ("roles",),
    ComponentType.MENTIONABLE_SELECT: ("members", "roles"),
    ComponentType.CHANNEL_SELECT: ("channels",),
}


def option_value(call: Call, spec: Json, value: JsonValue, channel: Channel) -> object:
    """Return the value of a command's option: ids as what they name, others as they are."""
    kind, name = spec["type"], spec["name"]
    if kind == OptionType.ATTACHMENT:
        return call.tools.files.get(as_id(value, name))
    if kind in ENTITIES:
        return entity(call, as_id(value, name), ENTITIES[OptionType(kind)], channel)
    if spec.get("choices") and isinstance(value, str):
        return OptionValue(value)
    return value


def entity(call: Call, entity_id: int, kinds: tuple[str, ...], channel: Channel) -> object:
    """Return the member (in direct messages: the user), role or channel with an id."""
    community = channel.community
    found: object = None
    if "members" in kinds:
        users = call.person.world.users
        found = users.get(entity_id) if community is None else community.members.get(entity_id)
    if found is None and "roles" in kinds and community is not None:
        found = community.role(entity_id)
    if found is None and "channels" in kinds:
        return call.person.channel(entity_id)
    if found is None:
        raise NoSuch("what you chose is gone", "choice-gone")
    return found


def chosen_values(call: Call, component: Json, values: list[str], channel: Channel) -> list[object]:
    """Return what was chosen in a select: members, roles and channels, or values of options."""
    kinds = SELECTED.get(component["type"])
    if kinds is None:
        return [OptionValue(value) for value in values]
    return [entity(call, as_id(value, "values"), kinds, channel) for value in values]


def field_value(call: Call, field: Field, value: JsonValue, channel: Channel) -> object:
    """Return the value of a form's field: a text, true or false, values, or uploaded files."""
    kind = field.component["type"]
    if kind == ComponentType.TEXT_INPUT:
        if not isinstance(value, str):
            raise BadRequest(f"{field.label} is a text")
        return value
    if kind == ComponentType.CHECKBOX:
        if not isinstance(value, bool):
            raise BadRequest(f"{field.label} is true or false")
        return value
    values = [value] if isinstance(value, str) else value or []
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise BadRequest(f"{field.label} is a list of texts")
    if kind == ComponentType.UPLOAD:
        return [call.tools.files.get(as_id(one, field.label)) for one in values]
    return chosen_values(call, field.component, values, channel)

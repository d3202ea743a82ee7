"""Choosing in selects: what a member names, turned into the values that Discord sends."""

from collections.abc import Sequence
from typing import Any

from bot.localdiscord.app.resolved import Mentionable, Resolved
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.member import Member, User
from bot.localdiscord.model.role import Role
from bot.localdiscord.wire import ComponentType, Json

PICKABLE: dict[int, tuple[type, ...]] = {
    ComponentType.USER_SELECT: (Member, User),
    ComponentType.ROLE_SELECT: (Role,),
    ComponentType.MENTIONABLE_SELECT: (Member, User, Role),
    ComponentType.CHANNEL_SELECT: (Channel,),
}


def chosen_values(
    component: Json, chosen: Sequence[object], resolved: Resolved, channel: Channel
) -> list[str]:
    """Return the values for what was chosen, noting what they mention."""
    if component["type"] in PICKABLE:
        return [_picked(component, thing, resolved, channel) for thing in chosen]
    return [_option(component, thing) for thing in chosen]


def _picked(component: Json, thing: Any, resolved: Resolved, channel: Channel) -> str:
    if isinstance(thing, str):  # an id that was preselected
        thing = _find(int(thing), channel)
    if not isinstance(thing, PICKABLE[component["type"]]) or not isinstance(thing, Mentionable):
        raise NotPossible(f"{thing!r} cannot be chosen here")
    if isinstance(thing, Channel):
        kinds = component.get("channel_types")
        if kinds and thing.kind not in kinds:
            raise NotPossible(f"{thing!r} is not of the kinds that this select offers")
    return resolved.add(thing)


def _find(thing_id: int, channel: Channel) -> object:
    community = channel.community
    if community is None:
        return channel.world.users.get(thing_id)
    member = community.members.get(thing_id)
    return member or community.role(thing_id) or channel.world.channels.get(thing_id)


def _option(component: Json, wanted: object) -> str:
    options: list[Json] = component.get("options") or []
    for key in ("label", "value"):
        for option in options:
            if option[key] == wanted:
                return str(option["value"])
    raise NotPossible(f"{wanted!r} is not offered, only {[option['label'] for option in options]}")


def bounds(component: Json) -> tuple[int, int]:
    """Return how many things a control takes at least and at most."""
    least, most = component.get("min_values"), component.get("max_values")
    return 1 if least is None else int(least), 1 if most is None else int(most)


def preselected(component: Json) -> list[str]:
    """Return what a select shows as chosen from the start: labels of options, or ids."""
    if component["type"] in PICKABLE:
        return [str(default["id"]) for default in component.get("default_values") or ()]
    return [str(o["label"]) for o in component.get("options") or () if o.get("default")]

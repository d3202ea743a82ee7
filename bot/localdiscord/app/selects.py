"""Selects: what a person chooses, turned into the values that Discord sends."""

from collections.abc import Sequence

from bot.localdiscord.app.resolved import Resolved
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.role import Role
from bot.localdiscord.model.user import User
from bot.localdiscord.wire import ComponentType, Json

ENTITIES: dict[int, tuple[type, ...]] = {
    ComponentType.USER_SELECT: (Member, User),
    ComponentType.ROLE_SELECT: (Role,),
    ComponentType.MENTIONABLE_SELECT: (Member, User, Role),
    ComponentType.CHANNEL_SELECT: (Channel,),
}


class OptionValue(str):
    """The value of an option, where it might be taken for the label of another."""

    __slots__ = ()


def selected_values(component: Json, selected: Sequence[object], resolved: Resolved) -> list[str]:
    """Return the values of what was chosen, and resolve the entities among them."""
    if component["type"] in ENTITIES:
        return [_entity(component, entity, resolved) for entity in selected]
    return [_option(component, entity) for entity in selected]


def _entity(component: Json, entity: object, resolved: Resolved) -> str:
    if isinstance(entity, str):  # an id that was preselected
        entity = resolved.find(int(entity))
    key = resolved.add_if(entity, ENTITIES[component["type"]])
    if key is None:
        raise NotPossible(f"{entity!r} cannot be chosen here")
    if isinstance(entity, Channel):
        kinds = component.get("channel_types")
        if kinds and entity.kind not in kinds:
            raise NotPossible(
                f"{entity!r} is not of the kinds that this select offers", "not-offered"
            )
    return key


def _option(component: Json, wanted: object) -> str:
    options: list[Json] = component.get("options") or []
    for key in ("value",) if isinstance(wanted, OptionValue) else ("label", "value"):
        for option in options:
            if option[key] == wanted:
                return str(option["value"])
    labels = [option["label"] for option in options]
    raise NotPossible(f"{wanted!r} is not offered, only {labels}", "choice-gone")


def bounds(component: Json) -> tuple[int, int]:
    """Return how many values a select takes at least and at most."""
    least, most = component.get("min_values"), component.get("max_values")
    return 1 if least is None else int(least), 1 if most is None else int(most)

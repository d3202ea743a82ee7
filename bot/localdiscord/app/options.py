"""The options of a chat command, with the checks of Discord's app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.localdiscord.app.resolved import Resolved
from bot.localdiscord.app.selects import OptionValue
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.role import Role
from bot.localdiscord.model.user import User
from bot.localdiscord.wire import Json, OptionType

# "Any integer between -2^53+1 and 2^53-1"
# (https://docs.discord.com/developers/interactions/application-commands#application-command-object).
LARGEST = 2**53 - 1
ENTITIES: dict[int, tuple[type, ...]] = {
    OptionType.USER: (Member, User),
    OptionType.CHANNEL: (Channel,),
    OptionType.ROLE: (Role,),
    OptionType.MENTIONABLE: (Member, User, Role),
}


class OptionValues:
    """Turns values by option name into what Discord sends."""

    def __init__(self, resolved: Resolved) -> None:
        self._resolved = resolved

    def to_wire(
        self, specs: Sequence[Json], values: Mapping[str, object], *, focused: str | None = None
    ) -> list[Json]:
        """Return the options, in the command's order; with `focused`, as for autocomplete."""
        by_name = {spec["name"]: spec for spec in specs}
        if unknown := set(values) - set(by_name):
            raise NotPossible(f"there is no option {sorted(unknown)}, only {sorted(by_name)}")
        if focused is None:
            required = {name for name, spec in by_name.items() if spec.get("required")}
            if missing := required - set(values):
                text = f"required: {sorted(missing)}"
                raise NotPossible(text, "needed", name=", ".join(sorted(missing)))
        filled: list[Json] = []
        for name, spec in by_name.items():
            if name not in values:
                continue
            option: Json = {"name": name, "type": spec["type"]}
            if name == focused:
                option |= {"value": str(values[name]), "focused": True}
            else:
                option["value"] = self._value(spec, values[name])
            filled.append(option)
        return filled

    def _value(self, spec: Json, value: object) -> object:
        kind = OptionType(spec["type"])
        if kind in ENTITIES:
            return self._entity(spec, value)
        if kind is OptionType.ATTACHMENT:
            return self._resolved.upload(value)
        if kind is OptionType.BOOLEAN:
            if not isinstance(value, bool):
                raise NotPossible(f"{spec['name']} is true or false, not {value!r}")
            return value
        if spec.get("choices"):
            return _choice(spec, value)
        if kind is OptionType.STRING:
            return _text(spec, value)
        return _number(spec, value, whole=kind is OptionType.INTEGER)

    def _entity(self, spec: Json, value: object) -> str:
        key = self._resolved.add_if(value, ENTITIES[spec["type"]])
        if key is None:
            raise NotPossible(f"{spec['name']} does not take {value!r}")
        kinds = spec.get("channel_types")
        if isinstance(value, Channel) and kinds and value.kind not in kinds:
            raise NotPossible(f"{spec['name']} does not take channels of the kind {value.kind!r}")
        return key


def _choice(spec: Json, value: object) -> object:
    for key in ("value",) if isinstance(value, OptionValue) else ("name", "value"):
        for choice in spec["choices"]:
            if choice[key] == value:
                return choice["value"]
    names = [choice["name"] for choice in spec["choices"]]
    text = f"{spec['name']} offers only {names}, not {value!r}"
    raise NotPossible(text, "not-offered", name=spec["name"])


def _text(spec: Json, value: object) -> str:
    if not isinstance(value, str):
        raise NotPossible(f"{spec['name']} is a text, not {value!r}")
    # Discord's app sends what was typed without the spaces around it.
    value = value.strip()
    least, most = spec.get("min_length") or 0, spec.get("max_length") or 6000
    if not max(least, 1) <= len(value) <= most:
        text = f"{spec['name']} takes {least} to {most} characters, not {len(value)}"
        raise NotPossible(text, "length", name=spec["name"], least=max(least, 1), most=most)
    return value


def _number(spec: Json, value: object, *, whole: bool) -> int | float:
    expected = (int,) if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, expected):
        text = f"{spec['name']} is a number, not {value!r}"
        raise NotPossible(text, "number", name=spec["name"])
    assert isinstance(value, int | float)
    least = spec.get("min_value", -LARGEST)
    most = spec.get("max_value", LARGEST)
    if not least <= value <= most:
        text = f"{spec['name']} takes {least} to {most}, not {value}"
        raise NotPossible(text, "between", name=spec["name"], least=least, most=most)
    return value

"""The JSON schema of workflow files, made from the parts themselves."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from bot.markup import room
from bot.services.typed import NAME_LENGTH
from bot.services.workflows import parts
from bot.services.workflows.definition import Definition
from bot.services.workflows.part_fields import settings_of

_BY_KIND: dict[str, dict[str, Any]] = {
    "reward": {"type": "string", "description": "The name of a reward."},
    "goal": {"type": "string", "description": "The name of a goal."},
    "role": {"type": ["integer", "string"], "description": "The id of a role."},
    "channel": {"type": ["integer", "string"], "description": "The id of a channel."},
    "duration": {"type": "string", "description": "How long, as in 30m, 12h or 2d 12h."},
}
"""Settings that a file writes in another way than the database."""


class _File(Definition):
    """When something happens, if all conditions hold, then do the steps in order."""

    model_config = ConfigDict(title="Laurel workflow")

    version: Literal[1]
    name: str = Field(min_length=1, max_length=room(NAME_LENGTH))


def schema() -> dict[str, Any]:
    """Return the schema."""
    made = _File.model_json_schema()
    for kind in (parts.triggers, parts.conditions, parts.steps):
        for part in kind().values():
            _mend(made["$defs"][part.__name__], part)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_untitled(made)}


def _mend(described: dict[str, Any], part: type[parts.Part]) -> None:
    """Require the part's type, and describe its settings as files have them."""
    properties = described["properties"]
    properties["type"] = {"const": part.key}
    described["required"] = ["type", *described.get("required", [])]
    for setting in settings_of(part):
        if setting.kind in _BY_KIND:
            properties[setting.name] = _BY_KIND[setting.kind]


def _untitled(value: object, *, top: bool = True) -> Any:
    """Leave out the titles that pydantic makes up from names."""
    if isinstance(value, list):
        return [_untitled(inner, top=False) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _untitled(inner, top=False)
        for name, inner in value.items()
        if top or name != "title" or not isinstance(inner, str)
    }

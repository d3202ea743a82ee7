"""Checks what the bot sends against Discord's published description of its interface.

The description (OpenAPI 3.1, one JSON file) is not part of this repository. It is looked for where
DISCORD_DESCRIPTION says, else beside the checkout; without it nothing is checked here, and the
local Discord's own rules remain.
"""

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]
Check = Callable[[str, str, Any], str | None]

DEFAULT = Path(__file__).parents[2].parent / "shared" / "discord-openapi.json"
ADDRESS = "urn:discord"


@cache
def description_check() -> Check | None:
    """Return a check for LocalDiscord(check=...), or None where the description is not at hand."""
    path = Path(os.environ.get("DISCORD_DESCRIPTION") or DEFAULT)
    if not path.is_file():
        return None
    return Description(json.loads(path.read_text(encoding="utf-8"))).check


class Description:
    """Discord's description, with a validator for each request that was ever checked."""

    def __init__(self, document: Json) -> None:
        self._document = relaxed(document)
        resource = DRAFT202012.create_resource(self._document)
        self._registry: Registry[Any] = Registry().with_resource(ADDRESS, resource)
        self._validators: dict[tuple[str, str], Draft202012Validator | None] = {}
        self._known: dict[tuple[str, str, str], str | None] = {}

    def check(self, method: str, template: str, body: Any) -> str | None:
        """Return what is wrong with a request, or None."""
        request = (method, template, json.dumps(body, sort_keys=True, default=str))
        if request not in self._known:  # many are the same, and looking takes long
            self._known[request] = self._look(method, template, body)
        return self._known[request]

    def _look(self, method: str, template: str, body: Any) -> str | None:
        key = (method, template)
        if key not in self._validators:
            self._validators[key] = self._validator(*key)
        validator = self._validators[key]
        error = best_match(validator.iter_errors(body)) if validator else None
        return f"{error.json_path}: {error.message}" if error else None

    def _validator(self, method: str, template: str) -> Draft202012Validator | None:
        operation = self._document["paths"].get(template, {}).get(method.lower())
        if operation is None or "requestBody" not in operation:
            return None
        steps = ["paths", template, method.lower(), "requestBody", "content", "application/json"]
        if "application/json" not in operation["requestBody"]["content"]:
            return None
        pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
        return Draft202012Validator(
            {"$ref": f"{ADDRESS}#/{pointer}/schema"}, registry=self._registry
        )


def relaxed(document: Json) -> Json:
    """Correct the description where it refuses what Discord itself accepts."""
    schemas = document["components"]["schemas"]
    schemas["SnowflakeType"]["type"] = ["string", "integer"]
    schemas["ChannelTypes"]["oneOf"].append({"title": "GUILD_MEDIA", "const": 16})
    schemas["MessageReferenceType"]["oneOf"].append({"title": "FORWARD", "const": 1})
    for name in ("CreateRoleRequest", "UpdateRoleRequestPartial"):
        schemas[name]["properties"]["permissions"]["type"] = ["integer", "string", "null"]
    return document

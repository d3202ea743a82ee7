"""Checks what the bot and the local Discord send against Discord's published description.

The description (OpenAPI 3.1, one JSON file) is not part of this repository. It is looked for where
DISCORD_DESCRIPTION says, else beside the checkout; without it nothing is checked here, and the
local Discord's own rules remain.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]
Check = Callable[[str, str, Any], str | None]
Review = Callable[[str, Any], str | None]

DEFAULT = Path(__file__).parents[2].parent / "shared" / "discord-openapi.json"
ADDRESS = "urn:discord"

EVENTS = {
    "CHANNEL_CREATE": [("", "GuildChannelResponse")],
    "CHANNEL_DELETE": [("", "GuildChannelResponse")],
    "CHANNEL_UPDATE": [("", "GuildChannelResponse")],
    "GUILD_BAN_ADD": [("user", "UserResponse")],
    "GUILD_CREATE": [
        ("", "GuildResponse"),
        ("channels.*", "GuildChannelResponse"),
        ("threads.*", "ThreadResponse"),
        ("members.*", "GuildMemberResponse"),
    ],
    "GUILD_MEMBERS_CHUNK": [("members.*", "GuildMemberResponse")],
    "GUILD_MEMBER_ADD": [("", "GuildMemberResponse")],
    "GUILD_MEMBER_REMOVE": [("user", "UserResponse")],
    "GUILD_MEMBER_UPDATE": [("", "GuildMemberResponse")],
    "GUILD_ROLE_CREATE": [("role", "GuildRoleResponse")],
    "GUILD_ROLE_UPDATE": [("role", "GuildRoleResponse")],
    "GUILD_UPDATE": [("", "GuildResponse")],
    "INTERACTION_CREATE": [
        ("user", "UserResponse"),
        ("member.user", "UserResponse"),
        ("message", "MessageResponse"),
        ("data.resolved.users.*", "UserResponse"),
        ("data.resolved.roles.*", "GuildRoleResponse"),
        ("data.resolved.messages.*", "MessageResponse"),
        ("data.resolved.attachments.*", "MessageAttachmentResponse"),
    ],
    "MESSAGE_CREATE": [("", "MessageResponse")],
    "MESSAGE_REACTION_ADD": [("member", "GuildMemberResponse")],
    "MESSAGE_UPDATE": [("", "MessageResponse")],
    "READY": [("user", "UserResponse")],
    "THREAD_CREATE": [("", "ThreadResponse")],
    "THREAD_LIST_SYNC": [("threads.*", "ThreadResponse")],
    "THREAD_UPDATE": [("", "ThreadResponse")],
}
"""The description knows no gateway events; these parts of them are objects that it knows."""


@cache
def description() -> "Description | None":
    """Return the description, or None where it is not at hand."""
    path = Path(os.environ.get("DISCORD_DESCRIPTION") or DEFAULT)
    return Description(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def description_check() -> Check | None:
    """Return a check of requests for LocalDiscord(check=...), if there is one."""
    known = description()
    return known.check if known else None


def description_review() -> Review | None:
    """Return a review of answers and events for LocalDiscord(review=...), if there is one."""
    known = description()
    return known.review if known else None


class Description:
    """Discord's description, with a validator for each part that was ever asked for."""

    def __init__(self, document: Json) -> None:
        self._document = relaxed(deepcopy(document))
        found = {id(schema): schema for schema in schemas_in(self._document)}  # each once
        for schema in found.values():
            tell_apart(schema, self._document["components"]["schemas"])
        resource = DRAFT202012.create_resource(self._document)
        self._registry: Registry[Any] = Registry().with_resource(ADDRESS, resource)
        self._validators: dict[str, Draft202012Validator] = {}
        self._known: dict[tuple[str, str, str], str | None] = {}

    def check(self, method: str, template: str, body: Any) -> str | None:
        """Return what is wrong with a request, or None."""
        request = (method, template, json.dumps(body, sort_keys=True, default=str))
        if request not in self._known:  # many are the same, and looking takes long
            operation = self._document["paths"].get(template, {}).get(method.lower(), {})
            described = operation.get("requestBody", {})
            known = "application/json" in described.get("content", {})
            if body is None and method == "DELETE":  # described with bodies that nobody sends
                known = False
            steps = ["paths", template, method.lower(), "requestBody", "content"]
            self._known[request] = self._content_errors(steps, body) if known else None
        return self._known[request]

    def review(self, what: str, body: Any) -> str | None:
        """Return what is wrong with an answer ("GET /gateway 200") or an event, or None."""
        if " " not in what:
            return self._review_event(what, body)
        method, template, status = what.split(" ")
        operation = self._document["paths"].get(template, {}).get(method.lower())
        if operation is None:
            return None
        if status not in operation["responses"]:
            return f"is never answered by {status}, only by {sorted(operation['responses'])}"
        return self._content_errors(
            ["paths", template, method.lower(), "responses", status, "content"], body
        )

    def _review_event(self, name: str, body: Any) -> str | None:
        for path, schema in EVENTS.get(name, ()):
            for part in parts(body, path.split(".") if path else []):
                if found := self._errors(["components", "schemas", schema], part):
                    return f"{path} as {schema}: {found}"
        return None

    def _content_errors(self, steps: Sequence[str], body: Any) -> str | None:
        return self._errors([*steps, "application/json", "schema"], body)

    def _errors(self, steps: Sequence[str], body: Any) -> str | None:
        pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
        if pointer not in self._validators:
            reference = {"$ref": f"{ADDRESS}#/{pointer}"}
            self._validators[pointer] = Draft202012Validator(reference, registry=self._registry)
        error = best_match(self._validators[pointer].iter_errors(body))
        return explained(error) if error else None


def schemas_in(node: Any) -> Iterator[Json]:
    """Yield every object of a document that says `oneOf`."""
    if isinstance(node, dict):
        if "oneOf" in node:
            yield node
        node = list(node.values())
    for inner in node if isinstance(node, list) else ():
        yield from schemas_in(inner)


def tell_apart(schema: Json, named: Json) -> None:
    """Replace `oneOf` by what means the same and takes one look, where shapes differ by a value.

    Otherwise every shape is tried on every component of every message, which is most of the time
    that looking takes.
    """
    shapes = schema["oneOf"]
    constants = [shape.get("const") for shape in shapes]
    if all(
        "const" in shape and shape.keys() <= {"const", "title", "description"} for shape in shapes
    ):
        del schema["oneOf"]
        schema["allOf"] = [*schema.get("allOf", ()), {"enum": constants}]
        return
    targets = [named.get(shape.get("$ref", "").rpartition("/")[2], {}) for shape in shapes]
    types = [target.get("properties", {}).get("type", {}).get("enum", ()) for target in targets]
    alone = all(len(values) == 1 for values in types)
    needed = all("type" in target.get("required", ()) for target in targets)
    if alone and needed and len({values[0] for values in types}) == len(shapes):
        del schema["oneOf"]
        every: Json = {"type": "object", "required": ["type"]}
        every["properties"] = {"type": {"enum": [values[0] for values in types]}}
        each = [
            {"if": {"properties": {"type": {"enum": values}}}, "then": shape}
            for values, shape in zip(types, shapes, strict=True)
        ]
        schema["allOf"] = [*schema.get("allOf", ()), every, *each]


def explained(error: ValidationError) -> str:
    """Say what is wrong; of several shapes that would do, by the one that was probably meant."""
    while error.context:
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        same_shape = [
            branch
            for branch in branches.values()
            if not any(one.validator in ("const", "enum", "type") for one in branch)
        ]
        error = min(same_shape or branches.values(), key=len)[0]
    return f"{error.json_path}: {error.message}"


def parts(body: Any, path: Sequence[str]) -> list[Any]:
    """Return what stands at a path, "*" meaning each; nothing where it leads nowhere."""
    if not path:
        return [body]
    step, *rest = path
    if step == "*":
        each = list(body.values()) if isinstance(body, dict) else body
        return [found for one in each for found in parts(one, rest)]
    return parts(body[step], rest) if step in body else []


def relaxed(document: Json) -> Json:
    """Correct the description where it refuses what Discord itself accepts or sends."""
    schemas = document["components"]["schemas"]
    schemas["SnowflakeType"]["type"] = ["string", "integer"]
    schemas["ChannelTypes"]["oneOf"].append({"title": "GUILD_MEDIA", "const": 16})
    schemas["MessageReferenceType"]["oneOf"].append({"title": "FORWARD", "const": 1})
    for name in ("CreateRoleRequest", "UpdateRoleRequestPartial"):
        schemas[name]["properties"]["permissions"]["type"] = ["integer", "string", "null"]
    overwrite = "/channels/{channel_id}/permissions/{overwrite_id}"
    put = document["paths"].get(overwrite, {}).get("put")
    for schema in [put["requestBody"]["content"]["application/json"]["schema"]] if put else []:
        for key in ("allow", "deny"):
            schema["properties"][key]["type"] = ["integer", "string", "null"]
    return document

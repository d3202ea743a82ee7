"""Telling Discord about our commands, but only when they changed."""

from typing import Any

import structlog
from discord import app_commands
from discord.http import Route

_GUILD = 0  # the context of a command that is used on a server

log = structlog.get_logger(__name__)

_COMPARED = {
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "type",
    "default_member_permissions",
    "nsfw",
    "options",
    "choices",
    "required",
    "autocomplete",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "value",
}


async def sync_if_changed(tree: app_commands.CommandTree[Any]) -> bool:
    """Register the commands unless Discord has exactly these; return whether it was needed.

    What Discord says is compared, not what was sent last: a reset application would otherwise be
    left without commands.
    """
    client = tree.client
    route = Route(
        "GET",
        "/applications/{application_id}/commands",
        application_id=client.application_id,
    )
    there = await client.http.request(route, params={"with_localizations": "true"})
    translator = tree.translator
    assert translator is not None
    ours = [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]
    if _comparable(there) == _comparable(ours):
        log.info("commands.unchanged", count=len(ours))
        return False
    await tree.sync()
    log.info("commands.registered", count=len(ours))
    return True


def _comparable(commands: list[Any]) -> dict[tuple[int, str], Any]:
    comparable = {}
    for command in commands:
        kind = command.get("type", 1)
        # Discord may answer the older of these two by the newer one.
        only_there = command.get("dm_permission") is False or command.get("contexts") == [_GUILD]
        comparable[kind, command["name"]] = {
            **_essence(command),
            "type": kind,
            "guild_only": only_there,
        }
    return comparable


def _essence(value: Any) -> Any:
    """Return what matters, without what Discord adds and without what says nothing."""
    if isinstance(value, list):
        return [_essence(item) for item in value]
    if not isinstance(value, dict):
        return value
    essence = {}
    for key, part in value.items():
        if key.endswith("_localizations"):
            part = dict(part or {})
        elif key == "default_member_permissions":
            part = None if part is None else str(part)
        elif isinstance(part, list | dict):
            part = _essence(part)
        if key in _COMPARED and part not in (None, False, [], {}, ""):
            essence[key] = part
    return essence

"""Telling Discord about our commands, but only when they changed."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.http import Route

from bot.services import rates
from bot.services.rates import Rate
from bot.ui.core.commands import Json, with_texts
from db.database import Database
from db.errors import DatabaseUnavailableError

log = structlog.get_logger(__name__)

_DOCUMENTED = frozenset(
    {
        "type",
        "name",
        "name_localizations",
        "description",
        "description_localizations",
        "options",
        "default_member_permissions",
        "integration_types",
        "contexts",
        "nsfw",
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
)
"""What an application may say of a command, an option and a choice: "Application Command Object",
https://docs.discord.com/developers/interactions/application-commands"""

_DEPRECATED = "dm_permission"  # `contexts` says it now, and discord.py sends both


REGISTERING = Rate("registering commands", every=timedelta(seconds=10))
"""How long whoever registers the commands may take until another process does it."""

LOOK_AGAIN_SECONDS = 1.0
"""How long a process waits until it looks again whether another one has registered them."""


async def sync_if_changed(tree: app_commands.CommandTree[Any], db: Database) -> bool:
    """Register the commands unless Discord has exactly these; return whether it was needed.

    What Discord says is compared, not what was sent last: a reset application would otherwise be
    left without commands. Of several processes that start one registers, and the others wait.
    """
    client = tree.client
    assert client.application_id is not None
    ours = described(tree)
    while not same(await _registered(client), ours):
        if await _is_our_turn(db):
            # Whoever had the turn before us may have registered them since we looked.
            needed = not same(await _registered(client), ours)
            if needed:
                await client.http.bulk_upsert_global_commands(client.application_id, payload=ours)
                log.info("commands.registered", count=len(ours))
            with suppress(DatabaseUnavailableError):
                await db.write(rates.give_back, REGISTERING)
            return needed
        await asyncio.sleep(LOOK_AGAIN_SECONDS)
    log.info("commands.unchanged", count=len(ours))
    return False


async def _registered(client: discord.Client) -> list[Json]:
    """Return the commands that Discord has."""
    route = Route(
        "GET",
        "/applications/{application_id}/commands",
        application_id=client.application_id,
    )
    there: list[Json] = await client.http.request(route, params={"with_localizations": "true"})
    return there


async def _is_our_turn(db: Database) -> bool:
    with suppress(DatabaseUnavailableError):  # registering twice changes nothing
        return not await db.write(rates.take, REGISTERING)
    return True


def described(tree: app_commands.CommandTree[Any]) -> list[Json]:
    """Return the commands as they are sent to Discord."""
    payloads = [with_texts(command.to_dict(tree)) for command in tree.get_commands()]
    return [
        {key: value for key, value in payload.items() if key != _DEPRECATED} for payload in payloads
    ]


def same(there: Iterable[Json], ours: Iterable[Json]) -> bool:
    """Return whether Discord has these commands: in all that is sent, and in nothing else."""
    ours = list(ours)
    compared = _DOCUMENTED | _keys(ours)
    return _by_name(there, compared) == _by_name(ours, compared)


def _by_name(commands: Iterable[Json], compared: frozenset[str]) -> dict[tuple[int, str], object]:
    return {
        (command.get("type", 1), command["name"]): _essence({"type": 1, **command}, compared)
        for command in commands
    }


def _keys(value: object) -> frozenset[str]:
    """Return every key of what is sent, at any depth; translations have locales instead."""
    if isinstance(value, list):
        return frozenset().union(*map(_keys, value))
    if not isinstance(value, dict):
        return frozenset()
    inside = [_keys(part) for key, part in value.items() if not key.endswith("_localizations")]
    return frozenset(value).union(*inside)


def _essence(value: object, compared: frozenset[str]) -> object:
    """Return what is compared, without what Discord adds and without what says nothing."""
    if isinstance(value, list):
        return [_essence(item, compared) for item in value]
    if not isinstance(value, dict):
        return value
    essence = {}
    for key, part in value.items():
        if key.endswith("_localizations"):
            part = dict(part or {})
        elif key == "default_member_permissions":
            part = None if part is None else str(part)
        else:
            part = _essence(part, compared)
        # 0 says something: it is a choice's value, and the least number that is taken.
        if key in compared and part is not None and part is not False and part not in ([], {}, ""):
            essence[key] = part
    return essence

"""What is missing for Laurel to work on Discord."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlmodel import col, func, select

from bot.client import (
    CannotStartError,
    GatewayLimits,
    ask_for_limits,
    invitation,
    may_see_members,
    visiting,
)
from bot.pictures.typefaces import SHAPING
from bot.runtime.clock import seconds_off
from bot.services.pipeline import dropped
from bot.services.workflows.permissions import attached
from bot.services.workflows.versions import NEWEST
from bot.settings import Settings
from bot.ui.core.transient import AWAY
from bot.ui.permissions.audit import Finding, GivenRole, Required, audit_server
from db.backup import files_with_codes, last_backup
from db.database import connect
from db.engines import is_sqlite, sqlite_file
from db.errors import DatabaseDamagedError, DatabaseError
from db.integrity import damage
from db.migrate import is_known, version
from db.postgres import POOL
from db.private import open_to_others
from db.server import Pooling, describe
from db.session import Session, real_world
from db.tables import (
    Community,
    ManagerRole,
    Reward,
    RewardState,
    Tier,
    Workflow,
    WorkflowState,
    WorkflowVersion,
)

T = TypeVar("T")

OLDEST_POSTGRES = 15
"""The oldest PostgreSQL with which the tests have been run."""

BACKUP_DAYS = 3
"""From how many days on the last nightly copy is too old."""

MOST_SERVERS = 2_500
"""How many Discord allows for a shard: "Gateway" of its documentation, "Sharding"."""

CLOCK_SECONDS = 5
"""How far the clock may be from Discord's."""


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything and return what was found; what is in the way of one look stops no other.

    What needs no Discord comes first, and is looked at also without a token.
    """
    return [finding async for finding in _examine(settings)]


async def _examine(settings: Settings) -> AsyncIterator[Finding]:
    database = await _database(settings.database_url)
    yield database
    async for finding in _server(settings.database_url):
        yield finding
    yield _webhooks(settings)
    if not SHAPING:
        yield Finding(False, "doctor-letters")
    for finding in (*_backups(settings), *_open_to_others(settings)):
        yield finding
    asked: dict[int, Required] = {}
    lost: dict[int, int] = {}
    if database.text_id == "doctor-database":
        asked = await _ask(settings.database_url, what_was_asked)
        lost = await _ask(settings.database_url, what_was_lost)
    if settings.discord_token is None:
        yield Finding(False, "program-setting-discord-token")
        return
    try:
        async for finding in _examine_discord(settings, asked, lost):
            yield finding
    except CannotStartError as error:
        yield Finding(False, error.text_id, error.params)
    except AWAY:
        yield Finding(False, "program-discord-unreachable", {"url": settings.discord_api_url})


async def _examine_discord(
    settings: Settings, asked: dict[int, Required], lost: dict[int, int]
) -> AsyncIterator[Finding]:
    off = await seconds_off(settings)
    if off is not None:  # else the visit says that Discord is away
        yield _clock(off)
    async with visiting(settings) as client:
        assert client.user is not None
        yield Finding(True, "doctor-token", {"name": client.user.name})
        sees = await may_see_members(client)
        yield Finding(sees, "doctor-intent" if sees else "doctor-intent-missing")
        communities = [guild async for guild in client.fetch_guilds()]
        if not communities:
            yield Finding(False, "doctor-nowhere", {"url": invitation(client)})
        yield _shards(settings, await ask_for_limits(client), len(communities))
        for guild in communities:
            well = True
            async for finding in audit_server(client, guild, asked.get(guild.id, Required())):
                well = False
                yield finding
            if count := lost.get(guild.id):
                well = False
                yield Finding(
                    False, "doctor-events-lost", {"community": guild.name, "count": count}
                )
            if well:
                yield Finding(True, "doctor-community", {"community": guild.name})


def _shards(settings: Settings, limits: GatewayLimits, communities: int) -> Finding:
    """Look at how servers are divided among shards, and how often shards may still start today."""
    count = settings.shard_count or limits.shards
    ours = len(settings.shard_ids or range(count))
    if communities > count * MOST_SERVERS:
        text_id = "doctor-shards-too-few"
    elif limits.remaining < ours:
        text_id = "program-starts-used-up"
    else:
        text_id = "doctor-shards"
    about = {"ours": ours, "count": count, "communities": communities, **vars(limits)}
    return Finding(text_id == "doctor-shards", text_id, about)


def _clock(off: float) -> Finding:
    if abs(off) > CLOCK_SECONDS:
        return Finding(False, "doctor-clock-wrong", {"seconds": round(abs(off))})
    return Finding(True, "doctor-clock")


async def _database(url: str) -> Finding:
    try:
        there, ours = await version(url)
        if there is None:
            return Finding(True, "doctor-database-empty")
        if not is_known(there):
            return Finding(False, "doctor-database-too-new", {"there": there, "ours": ours})
        if is_sqlite(url) and (
            found := await asyncio.to_thread(damage, sqlite_file(url), quick=True)
        ):
            raise DatabaseDamagedError(found[0])
    except DatabaseDamagedError as error:
        return Finding(False, "doctor-database-damaged", {"reason": str(error)})
    except DatabaseError as error:
        return Finding(False, "doctor-database-away", {"reason": str(error)})
    if there != ours:
        return Finding(True, "doctor-database-old", {"there": there, "ours": ours})
    return Finding(True, "doctor-database", {"version": ours})


async def _server(url: str) -> AsyncIterator[Finding]:
    """Look at a server, and at what stands before it."""
    if is_sqlite(url):
        return
    try:
        server = await describe(url)
    except DatabaseError:
        return  # as was said already
    params = {
        "version": server.version,
        "connections": server.connections,
        "pool": POOL,
        "processes": server.connections // POOL,
    }
    if int(server.version.split(".")[0]) < OLDEST_POSTGRES:
        yield Finding(False, "doctor-postgres-old", params | {"oldest": OLDEST_POSTGRES})
    if server.pooling:
        well = server.pooling is Pooling.TRANSACTION
        yield Finding(well, f"doctor-pooler-{server.pooling}", params)
    else:
        well = server.connections >= POOL
        yield Finding(well, "doctor-postgres" if well else "doctor-postgres-few", params)


def _open_to_others(settings: Settings) -> Iterator[Finding]:
    """Name the files and folders with codes or the token into which others can look."""
    url, folder = settings.database_url, settings.backup_dir
    ours = [Path(".env"), *files_with_codes(url, folder)]
    if is_sqlite(url):
        ours += [sqlite_file(url).parent, folder]
    for path in dict.fromkeys(open_to_others(ours)):
        yield Finding(False, "doctor-open-to-others", {"path": str(path)})


def _webhooks(settings: Settings) -> Finding:
    if settings.webhooks_listen is None:
        return Finding(True, "doctor-webhooks-off")
    return Finding(True, "doctor-webhooks", {"address": settings.webhooks_called})


def _backups(settings: Settings) -> Iterator[Finding]:
    """Look at the nightly copies of a SQLite file; a server is copied by its own tools."""
    url, folder = settings.database_url, settings.backup_dir
    if not is_sqlite(url):
        return
    if not settings.backup_keep:
        yield Finding(True, "doctor-backup-off")
        return
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    last = last_backup(url, folder)
    if not (there.is_dir() and os.access(there, os.W_OK)):
        yield Finding(False, "doctor-backup-closed", {"folder": str(folder)})
    elif last is None:
        yield Finding(True, "doctor-backup-none", {"folder": str(folder)})
    else:
        days = (datetime.now(UTC) - last).days
        old = days >= BACKUP_DAYS
        text_id = "doctor-backup-old" if old else "doctor-backup"
        yield Finding(not old, text_id, {"days": days, "folder": str(folder)})


async def _ask(url: str, use_case: Callable[[Session], T]) -> T:
    db = connect(url, real_world())
    try:
        return await db.read(use_case)
    finally:
        await db.close()


def what_was_asked(session: Session) -> dict[int, Required]:
    """Return what each community asked of Laurel that Discord must allow."""
    asked: dict[int, Required] = {}
    for community in session.exec(select(Community)):
        channels = {
            "announcements": community.announcement_channel_id,
            "notices": community.notices_channel_id,
        }
        asked[community.id] = Required({name: id_ for name, id_ in channels.items() if id_})
    for manager in session.exec(select(ManagerRole)):
        asked[manager.community_id].manager_roles.append(manager.role_id)
    for community_id, role in _given_roles(session):
        asked[community_id].given_roles.append(role)
    return asked


def _given_roles(session: Session) -> Iterator[tuple[int, GivenRole]]:
    """Yield the roles that are given by something, each with its community."""
    role = func.coalesce(col(Reward.badge_role_id), col(Reward.delivers_role_id))
    rewards = select(Reward.community_id, role, Reward.name).where(
        role.is_not(None), col(Reward.state) != RewardState.ARCHIVED
    )
    for community_id, role_id, name in session.exec(rewards):
        yield community_id, GivenRole(role_id, "reward", name)
    for tier in session.exec(select(Tier).where(col(Tier.threshold).is_not(None))):
        yield tier.community_id, GivenRole(tier.role_id, "tier", str(tier.rank))
    # Who enables one is asked again whether its roles can be given.
    workflows = (
        select(Workflow.community_id, Workflow.name, WorkflowVersion.definition)
        .join(WorkflowVersion, NEWEST)
        .where(col(Workflow.state) == WorkflowState.ENABLED)
    )
    for community_id, name, definition in session.exec(workflows):
        for part, setting, role_id in sorted(attached(definition)):
            if (part, setting) == ("step", "role"):
                yield community_id, GivenRole(role_id, "workflow", name)


def what_was_lost(session: Session) -> dict[int, int]:
    """Return how many messages and reactions each community lost of late, if any."""
    community_ids = session.exec(select(Community.id)).all()
    lost = {id_: dropped.lately(session, id_) for id_ in community_ids}
    return {id_: sum(day.count for day in days) for id_, days in lost.items() if days}

"""The doctor finds what is missing, and says so of nothing else."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import URL

from bot.cli import doctor
from bot.cli.doctor import examine
from bot.localdiscord import LocalDiscord, Permissions
from bot.localdiscord.gateway.session_starts import SessionStarts, StartLimit
from bot.localdiscord.wire import Intent
from bot.runtime import clock
from bot.services import communities
from bot.services.actors import Person
from bot.services.community import settings
from bot.services.pipeline import dropped
from bot.settings import Settings
from db import server
from db.backup import back_up
from db.database import Database
from db.postgres import POOL
from db.private import close_to_others
from db.session import Session
from db.tables import Reward, RewardKind, Tier, Workflow, WorkflowState, WorkflowVersion
from tests.db.schema import run
from tests.support import pgbouncer
from tests.support.bot import running_bot, settings_for
from tests.support.databases import Clock, PostgresServer, SqliteFiles, as_text
from tests.support.discord import patient_discord


@pytest.fixture
def db_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """The URL of a SQLite file: what is tested here knows no difference."""
    url = sqlite_files.fresh()
    yield url
    Path(url.removeprefix("sqlite:///")).unlink()


@pytest.fixture
async def discord() -> AsyncIterator[LocalDiscord]:
    """A local Discord; what Discord would refuse fails the test."""
    async with patient_discord() as server:
        yield server
        assert not server.refused


@pytest.fixture
def bot_settings(discord: LocalDiscord, db_url: str, tmp_path: Path) -> Settings:
    """The settings of a bot that talks to it."""
    return settings_for(discord, db_url).model_copy(update={"backup_dir": tmp_path / "nightly"})


@pytest.fixture(autouse=True)
def shaping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters are joined, also where the machine of the test has no library for that."""
    monkeypatch.setattr(doctor, "SHAPING", True)


async def missing(bot_settings: Settings) -> list[str]:
    """Return what the doctor finds to be missing."""
    return sorted(finding.text_id for finding in await examine(bot_settings) if not finding.well)


async def test_all_is_well(discord: LocalDiscord, bot_settings: Settings) -> None:
    discord.add_community("Book club")
    found = await examine(bot_settings)
    assert {finding.text_id for finding in found} == {
        "doctor-clock",
        "doctor-database",
        "doctor-webhooks-off",
        "doctor-backup-none",
        "doctor-token",
        "doctor-intent",
        "doctor-shards",
        "doctor-community",
    }
    assert all(finding.well for finding in found)


async def test_laurel_is_nowhere(discord: LocalDiscord, bot_settings: Settings) -> None:
    (nowhere,) = [finding for finding in await examine(bot_settings) if not finding.well]
    assert nowhere.text_id == "doctor-nowhere"
    assert f"client_id={discord.bot_id}" in str(nowhere.params["url"])


async def test_an_intent_is_off(discord: LocalDiscord, bot_settings: Settings) -> None:
    discord.add_community("Book club")
    discord.privileged_intents = Intent.MESSAGE_CONTENT
    assert await missing(bot_settings) == ["doctor-intent-missing"]


async def test_shards(
    discord: LocalDiscord, bot_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Book club", "Chess club"):
        discord.add_community(name)
    discord.world.gateway.sessions.recommended_shards = 4
    some = {"shard_count": 3, "shards": "0,1", "database_url": bot_settings.database_url}
    mine = bot_settings.model_copy(update=some)
    (found,) = [one for one in await examine(mine) if one.text_id == "doctor-shards"]
    assert {name: found.params[name] for name in ("ours", "count", "shards", "remaining")} == {
        "ours": 2,
        "count": 3,
        "shards": 4,
        "remaining": 1_000,
    }
    discord.world.gateway.sessions.starts = SessionStarts(StartLimit(total=1))
    assert await missing(mine) == ["program-starts-used-up"]
    monkeypatch.setattr(doctor, "MOST_SERVERS", 1)
    one = bot_settings.model_copy(update={"shard_count": 1})
    assert await missing(one) == ["doctor-shards-too-few"]


async def test_a_wrong_token(discord: LocalDiscord, bot_settings: Settings) -> None:
    """All that needs no Discord is looked at as well."""
    wrong = bot_settings.model_copy(update={"discord_token": SecretStr("wrong"), "backup_keep": 0})
    assert [(one.text_id, one.well) for one in await examine(wrong)] == [
        ("doctor-database", True),
        ("doctor-webhooks-off", True),
        ("doctor-backup-off", True),
        ("doctor-clock", True),
        ("program-wrong-token", False),
    ]
    discord.refused.clear()


async def test_no_token_at_all(bot_settings: Settings) -> None:
    found = await examine(bot_settings.model_copy(update={"discord_token": None}))
    assert [one.text_id for one in found if not one.well] == ["program-setting-discord-token"]
    assert "doctor-database" in {one.text_id for one in found}


async def test_a_discord_that_is_out_of_reach(bot_settings: Settings) -> None:
    away = bot_settings.model_copy(update={"discord_api_url": "http://127.0.0.1:1/api/v10"})
    assert await missing(away) == ["program-discord-unreachable"]


async def test_a_server_that_is_closed_to_us_hides_no_other(
    discord: LocalDiscord, bot_settings: Settings
) -> None:
    closed, open_ = discord.add_community("Closed club"), discord.add_community("Open club")
    discord.fail("GET", f"/guilds/{closed.id}", status=403, code=50001)
    found = {str(one.params.get("community")): one.text_id for one in await examine(bot_settings)}
    assert found[closed.name] == "doctor-community-closed"
    assert found[open_.name] == "doctor-community"


async def test_the_clock_is_off(
    discord: LocalDiscord, bot_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    discord.add_community("Book club")

    fast = partial(clock.seconds_off, machine=lambda: datetime.now(UTC) + timedelta(hours=1))
    monkeypatch.setattr(doctor, "seconds_off", fast)
    (off,) = [finding for finding in await examine(bot_settings) if not finding.well]
    assert off.text_id == "doctor-clock-wrong"
    assert 3590 <= int(str(off.params["seconds"])) <= 3660


async def test_an_empty_database_is_no_fault(
    discord: LocalDiscord, bot_settings: Settings, tmp_path: Path
) -> None:
    discord.add_community("Book club")
    empty = bot_settings.model_copy(update={"database_url": f"sqlite:///{tmp_path}/new.db"})
    found = await examine(empty)
    assert "doctor-database-empty" in {finding.text_id for finding in found}
    assert all(finding.well for finding in found)


async def test_letters_that_would_not_be_joined(
    bot_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "doctor-letters" not in await missing(bot_settings)
    monkeypatch.setattr(doctor, "SHAPING", False)
    assert "doctor-letters" in await missing(bot_settings)


async def test_where_webhooks_are_taken(discord: LocalDiscord, bot_settings: Settings) -> None:
    discord.add_community("Book club")
    taken = bot_settings.model_copy(update={"webhook_bind": "127.0.0.1:8300"})
    (found,) = [one for one in await examine(taken) if one.text_id == "doctor-webhooks"]
    assert found.params == {"address": "http://127.0.0.1:8300"}


async def test_nightly_copies(discord: LocalDiscord, bot_settings: Settings) -> None:
    discord.add_community("Book club")

    async def about_copies(bot_settings: Settings) -> list[tuple[str, bool]]:
        found = await examine(bot_settings)
        return [(one.text_id, one.well) for one in found if "backup" in one.text_id]

    off = bot_settings.model_copy(update={"backup_keep": 0})
    assert await about_copies(off) == [("doctor-backup-off", True)]
    now = datetime.now().astimezone()
    back_up(bot_settings.database_url, bot_settings.backup_dir, now - timedelta(days=4))
    assert await about_copies(bot_settings) == [("doctor-backup-old", False)]
    back_up(bot_settings.database_url, bot_settings.backup_dir, now)
    assert await about_copies(bot_settings) == [("doctor-backup", True)]
    in_the_way = bot_settings.backup_dir.parent / "file"
    in_the_way.touch()
    closed = bot_settings.model_copy(update={"backup_dir": in_the_way})
    assert await about_copies(closed) == [("doctor-backup-closed", False)]


async def test_what_others_can_read_is_named(
    discord: LocalDiscord, bot_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    discord.add_community("Book club")
    monkeypatch.chdir(tmp_path)
    assert await missing(bot_settings) == []
    copy = back_up(bot_settings.database_url, bot_settings.backup_dir, datetime.now().astimezone())
    database = Path(bot_settings.database_url.removeprefix("sqlite:///"))
    (tmp_path / ".env").touch(mode=0o600)
    named = {copy, database, Path(".env"), bot_settings.backup_dir}
    for path in named:
        path.chmod(path.stat().st_mode | 0o040)
    found = [finding for finding in await examine(bot_settings) if not finding.well]
    assert {finding.text_id for finding in found} == {"doctor-open-to-others"}
    assert {Path(str(finding.params["path"])) for finding in found} == named
    close_to_others(named)
    assert await missing(bot_settings) == []


async def test_what_a_community_asked_for_is_missing(
    discord: LocalDiscord, bot_settings: Settings, db: Database
) -> None:
    async with running_bot(discord, db):
        """The commands are registered, so that a role can be kept from seeing them."""
    club = discord.add_community("Book club", bot_permissions=Permissions.VIEW_CHANNEL)
    news = club.add_channel("news")
    await news.overwrite(club.bot, deny=Permissions.VIEW_CHANNEL)
    helpers, champion = club.add_role("Helpers"), club.add_role("Champion", position=99)
    star = club.add_role("Star", position=99)

    def ask(session: Session) -> None:
        boss = Person(club.id, club.owner.id, manages_server=True)
        communities.ensure(session, club.id)
        settings.set_announcement_channel(session, boss, news.id)
        settings.set_notices_channel(session, boss, 5)
        settings.add_manager_role(session, boss, helpers.id)
        roles = [(champion.id, None), (6, None), (None, star.id)]
        for number, (carries, delivers) in enumerate(roles):
            session.add(
                Reward(
                    community_id=club.id,
                    id=session.new_id(),
                    kind=RewardKind.BADGE if carries else RewardKind.COUPON,
                    name=f"Reward {number}",
                    name_key=f"reward {number}",
                    member_limit=1,
                    badge_role_id=carries,
                    delivers_role_id=delivers,
                    created_by=boss.member_id,
                    created_at=session.now,
                )
            )

        tiers = [(star.id, 900), (6, 100), (helpers.id, None)]  # the last gives nothing
        for rank, (role_id, threshold) in enumerate(tiers, start=1):
            session.add(
                Tier(
                    community_id=club.id,
                    role_id=role_id,
                    rank=rank,
                    threshold=threshold,
                    attached_by=boss.member_id,
                )
            )
        only_looks = {"type": "has_role", "role": str(champion.id)}
        for number, state in enumerate((WorkflowState.ENABLED, WorkflowState.DISABLED)):
            made: dict[str, Any] = {"community_id": club.id, "created_by": 1}
            made["created_at"] = session.now
            session.add(
                Workflow(
                    **made,
                    id=number,
                    name=f"Workflow {number}",
                    name_key=str(number),
                    state=state,
                    trigger="daily_login",
                )
            )
            session.flush()
            steps = [{"type": "add_role", "role": star.id}, {"type": "remove_role", "role": "7"}]
            definition = {
                "trigger": {"type": "daily_login"},
                "conditions": [only_looks],
                "steps": steps,
            }
            session.add(
                WorkflowVersion(**made, workflow_id=number, version=1, definition=definition)
            )

    await db.write(ask)
    (closed,) = [
        finding
        for finding in await examine(bot_settings)
        if finding.text_id == "doctor-channel-closed"
    ]
    assert "View Channel" in str(closed.params["permissions"])
    assert await missing(bot_settings) == [
        "doctor-cannot-give-roles",
        "doctor-channel-closed",
        "doctor-channel-gone",
        "doctor-managers-blind",
        *["doctor-role-gone"] * 3,
        *["doctor-role-too-high"] * 4,
    ]
    about_roles = {
        (finding.text_id, finding.params["by"], finding.params["name"])
        for finding in await examine(bot_settings)
        if "by" in finding.params
    }
    assert about_roles == {
        ("doctor-role-too-high", "reward", "Reward 0"),
        ("doctor-role-gone", "reward", "Reward 1"),
        ("doctor-role-too-high", "reward", "Reward 2"),
        ("doctor-role-too-high", "tier", "1"),
        ("doctor-role-gone", "tier", "2"),
        ("doctor-role-too-high", "workflow", "Workflow 0"),
        ("doctor-role-gone", "workflow", "Workflow 0"),
    }


async def test_messages_that_were_left_out(
    discord: LocalDiscord, bot_settings: Settings, db: Database, clock: Clock
) -> None:
    clock.now = datetime.now(UTC)  # the doctor looks at the real one
    club, quiet = discord.add_community("Book club"), discord.add_community("Choir")
    for community in (club, quiet):
        await db.write(communities.ensure, community.id)
    await db.write(dropped.note, club.id, 7)
    (found,) = [finding for finding in await examine(bot_settings) if not finding.well]
    assert found.text_id == "doctor-events-lost"
    assert found.params == {"community": "Book club", "count": 7}


async def about_the_server(bot_settings: Settings, url: URL) -> list[tuple[str, bool]]:
    """Return what the doctor says of a PostgreSQL server."""
    found = await examine(bot_settings.model_copy(update={"database_url": as_text(url)}))
    kinds = ("doctor-postgres", "doctor-pooler")
    return [(one.text_id, one.well) for one in found if one.text_id.startswith(kinds)]


async def test_how_many_processes_a_server_bears(
    bot_settings: Settings, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.past_pooler(postgres_url := await asyncio.to_thread(postgres.empty))
    assert await about_the_server(bot_settings, url) == [("doctor-postgres", True)]
    monkeypatch.setattr(doctor, "OLDEST_POSTGRES", 99)
    await run(postgres_url, f'ALTER DATABASE "{url.database}" CONNECTION LIMIT {POOL - 1}')
    assert await about_the_server(bot_settings, url) == [
        ("doctor-postgres-old", False),
        ("doctor-postgres-few", False),
    ]
    await asyncio.to_thread(postgres.drop, postgres_url)


@pytest.mark.skipif(not pgbouncer.PROGRAM, reason="PgBouncer is not installed")
@pytest.mark.parametrize(
    ("mode", "size", "text_id"),
    [
        ("transaction", 2, "doctor-pooler-transaction"),
        ("session", 4, "doctor-pooler-session"),
        ("transaction", 1, "doctor-pooler-too-few"),
    ],
)
async def test_what_a_pooler_does(
    bot_settings: Settings,
    postgres: PostgresServer,
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
    size: int,
    text_id: str,
) -> None:
    if size == 1:  # which it can only tell by waiting
        monkeypatch.setattr(server, "PATIENCE_SECONDS", 0.2)
    postgres_url = await asyncio.to_thread(postgres.empty)
    with pgbouncer.pgbouncer(postgres.past_pooler(postgres_url), mode=mode, size=size) as url:
        expected = [(text_id, text_id == "doctor-pooler-transaction")]
        assert await about_the_server(bot_settings, url) == expected
    await asyncio.to_thread(postgres.drop, postgres_url)

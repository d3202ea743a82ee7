"""The client: what it loads and registers, and when."""

import asyncio
import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot import client
from bot.client import CONNECTIONS, CannotStartError, Laurel
from bot.localdiscord import LocalDiscord, Permissions
from bot.localdiscord.gateway.session_starts import StartLimit
from bot.localdiscord.wire import Intent
from bot.runtime import pictures
from bot.services import rates
from bot.ui.core import command_sync, transient
from bot.ui.core.command_sync import REGISTERING
from db.database import Database
from db.tables import Community, Reward
from tests.support.bot import QuickLaurel, RunningBot, running_bot, settings_for
from tests.support.databases import SqliteFiles
from tests.support.discord import patient_discord
from tests.support.pictures import png


@pytest.fixture
def db_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """The URL of a SQLite file: what is tested here knows no difference."""
    url = sqlite_files.fresh()
    yield url
    Path(url.removeprefix("sqlite:///")).unlink()


def registrations(discord: LocalDiscord) -> int:
    """Return how often the commands were registered."""
    return sum(
        request.method == "PUT" and request.path.endswith("/commands")
        for request in discord.requests
    )


async def test_commands_are_registered_once(db: Database) -> None:
    async with patient_discord() as discord:
        for _ in range(3):
            async with running_bot(discord, db):
                assert registrations(discord) == 1
        assert {"store", "reward", "settings"} <= {command["name"] for command in discord.commands}
        assert not discord.refused


async def test_a_changed_command_is_registered_again(db: Database) -> None:
    async with patient_discord() as discord:
        async with running_bot(discord, db, cogs="tests.ui.core.samples"):
            pass
        async with running_bot(discord, db):
            assert registrations(discord) == 2
        assert "fail" not in {command["name"] for command in discord.commands}


@pytest.mark.parametrize("dies", [False, True])
async def test_of_several_processes_one_registers(
    db: Database, monkeypatch: pytest.MonkeyPatch, dies: bool
) -> None:
    """Without turns, each finds that Discord has none yet, and all register the same."""
    monkeypatch.setattr(command_sync, "LOOK_AGAIN_SECONDS", 0.05)
    async with patient_discord() as discord:
        discord.fail("GET", "*/commands", delay=0.3, times=2)  # so that both look at first
        if dies:  # who was about to register them, before these two started
            await db.write(rates.take, replace(REGISTERING, every=timedelta(seconds=1)))
        bots = [RunningBot(discord, db) for _ in range(2)]
        await asyncio.gather(*(bot.start() for bot in bots))
        assert registrations(discord) == 1
        assert discord.commands
        await asyncio.gather(*(bot.stop() for bot in bots))


async def test_another_discord_is_not_left_without_commands(db: Database) -> None:
    for _ in range(2):
        async with patient_discord() as discord, running_bot(discord, db):
            assert discord.commands


async def test_descriptions_are_in_both_languages_and_names_english(db: Database) -> None:
    async with patient_discord() as discord, running_bot(discord, db):
        (store,) = [command for command in discord.commands if command["name"] == "store"]
        assert store["description"] != store["description_localizations"]["vi"]
        assert not store.get("name_localizations")


async def test_a_file_of_commands_that_is_broken_stops_the_start(db: Database) -> None:
    async with patient_discord() as discord:
        client = QuickLaurel(settings_for(discord), db, cogs="tests.ui.core.broken")
        async with client:
            with pytest.raises(RuntimeError):
                await client.serve(discord.token)
        assert not discord.commands


async def test_a_wrong_token_is_one_sentence(db: Database) -> None:
    async with patient_discord() as discord:
        client = QuickLaurel(settings_for(discord), db)
        async with client:
            with pytest.raises(CannotStartError) as error:
                await client.serve("wrong")
        assert error.value.text_id == "program-wrong-token"


async def test_an_intent_that_is_switched_off_is_one_sentence(db: Database) -> None:
    async with patient_discord() as discord:
        discord.privileged_intents = Intent.MESSAGE_CONTENT
        client = QuickLaurel(settings_for(discord), db)
        async with client:
            with pytest.raises(CannotStartError) as error:
                await client.serve(discord.token)
        assert error.value.text_id == "program-intents-missing"


async def test_the_connector_is_bounded(db: Database) -> None:
    async with patient_discord() as discord, running_bot(discord, db) as bot:
        connector = bot.client.http.connector
        assert connector.limit == CONNECTIONS


async def test_a_community_is_met_when_it_invites_laurel(db: Database) -> None:
    async with patient_discord() as discord, running_bot(discord, db):
        club = discord.add_community("Book club", locale="vi")
        async with asyncio.timeout(60):
            while not (
                rows := await db.read(lambda session: session.exec(select(Community)).all())
            ):
                """The community is written down in its own time."""
        assert [(row.id, row.language) for row in rows] == [(club.id, "vi")]


@pytest.mark.parametrize("path", ["/applications/*/commands", "/gateway/bot"])
@pytest.mark.parametrize("fault", [{"drop": True}, {"status": 503}])
async def test_a_start_outlasts_what_passes(
    db: Database, monkeypatch: pytest.MonkeyPatch, path: str, fault: dict[str, Any]
) -> None:
    """Proven: without asking again, each of these ends the program with a traceback."""
    monkeypatch.setattr(transient, "pause", lambda _error, _failures: 0)
    async with patient_discord() as discord:
        discord.fail("GET", path, **fault, times=2)
        async with running_bot(discord, db):
            assert discord.commands


async def test_a_discord_in_trouble_at_login_is_one_sentence(db: Database) -> None:
    async with patient_discord() as discord:
        discord.fail("GET", "/users/@me", status=503)
        client = QuickLaurel(settings_for(discord), db)
        async with client:
            with pytest.raises(CannotStartError) as error:
                await client.serve(discord.token)
        assert error.value.text_id == "program-discord-unreachable"


async def test_shards_start_in_turn(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = []

    async def turn(_: Database, shard_id: int, max_concurrency: int) -> None:
        turns.append((shard_id, max_concurrency))

    monkeypatch.setattr(client, "wait_for_turn", turn)
    async with patient_discord(starts=StartLimit(max_concurrency=2, seconds=0)) as discord:
        settings = settings_for(discord).model_copy(
            update={"shard_count": 3, "shards": "2,1", "database_url": "postgresql://unused/db"}
        )
        laurel = Laurel(settings, db, cogs="tests.ui.core.samples", guild_ready_timeout=0.05)
        serving = asyncio.create_task(laurel.serve(discord.token))
        await discord.until(lambda: discord.shards == [(1, 3), (2, 3)])
        await laurel.close()
        await serving
    assert turns == [(2, 2), (1, 2)]


async def test_as_many_shards_as_discord_recommends(db: Database) -> None:
    async with patient_discord(shards=2) as discord, running_bot(discord, db) as bot:
        assert discord.shards == [(0, 2), (1, 2)]
        assert bot.client.shard_count == 2


async def test_it_does_not_start_more_often_than_discord_allows(db: Database) -> None:
    """One more would cost the token."""
    async with patient_discord(starts=StartLimit(total=1), shards=2) as discord:
        laurel = QuickLaurel(settings_for(discord), db, cogs="tests.ui.core.samples")
        async with laurel:
            with pytest.raises(CannotStartError) as error:
                await laurel.serve(discord.token)
        assert (error.value.text_id, error.value.passes) == ("program-starts-used-up", True)
        assert error.value.params == {"total": 1, "minutes": 24 * 60}
        assert discord.world.gateway.sessions.starts.to_wire()["remaining"] == 1


async def test_sessions_that_keep_breaking_do_not_cost_the_token(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(*_: object) -> None:
        """Wait for nobody."""

    monkeypatch.setattr(client, "wait_for_turn", at_once)
    async with patient_discord(starts=StartLimit(total=3, seconds=0)) as discord:
        laurel = Laurel(
            settings_for(discord), db, cogs="tests.ui.core.samples", guild_ready_timeout=0.05
        )
        serving = asyncio.create_task(laurel.serve(discord.token))
        for left in (2, 1, 0):
            await discord.until(lambda: discord.shards == [(0, 1)])
            starts = discord.world.gateway.sessions.starts
            assert starts.to_wire()["remaining"] == left
            await discord.disconnect(resume=False)
        with pytest.raises(CannotStartError) as error:
            await serving
        assert (error.value.text_id, error.value.passes) == ("program-starts-used-up", True)


# The library leaves the connection of a shard that may not start to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("count", [1, None])
async def test_too_many_servers_for_a_shard_is_one_sentence(
    db: Database, count: int | None
) -> None:
    """Where Discord may recommend more, the next start has them."""
    async with patient_discord() as discord:
        for name in ("Book club", "Chess club"):
            discord.add_community(name)
        discord.world.gateway.sessions.most_communities = 1
        settings = settings_for(discord).model_copy(update={"shard_count": count})
        async with QuickLaurel(settings, db, cogs="tests.ui.core.samples") as laurel:
            with pytest.raises(CannotStartError) as error:
                await laurel.serve(discord.token)
        assert error.value.text_id == "program-wrong-shards"
        assert error.value.passes is (count is None)
    del error, laurel
    gc.collect()


async def test_what_takes_too_long_is_given_up_at_the_end(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here a picture: its process is told to end (`tests/bot/isolation`), and nothing is kept."""
    opening, ended = asyncio.Event(), asyncio.Event()

    async def work(*_: object) -> bytes:
        opening.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return b""

    monkeypatch.setattr(pictures, "work", work)
    async with patient_discord() as discord, running_bot(discord, db) as bot:
        club = discord.add_community("Book club")
        club.add_channel("general")
        linh = club.add_member("Linh", permissions=Permissions.MANAGE_GUILD)
        asked = asyncio.create_task(
            linh.command("reward create", kind="Badge", name="Reader", image=png())
        )
        await opening.wait()
        await bot.client.finish(0.01)
        assert ended.is_set()
        asked.cancel()
        await asyncio.wait([asked])
        assert not await db.read(lambda session: session.exec(select(Reward)).all())

"""Events that the client library cannot read: left out, and their server is looked at again."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from discord.http import HTTPClient

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from bot.localdiscord.wire import Intent
from bot.services import actors
from bot.services.community import settings
from cogs.listeners import full_sync
from db import tables
from db.database import Database
from db.session import Session
from tests.endtoend.events import has_roles, members_synced, stored_events, who_did_what
from tests.endtoend.rewards import boss
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.until import until

Json = dict[str, Any]
Spoil = Callable[[str, Json], None]

OF_THE_CONNECTION = {"READY", "RESUMED"}
"""Events that the library reads before any parser does."""


@pytest.fixture(autouse=True)
def on_purpose(discord: LocalDiscord) -> Iterator[None]:
    """What is sent here is wrong on purpose."""
    yield
    discord.violations.clear()


@pytest.fixture
def spoil(discord: LocalDiscord, monkeypatch: pytest.MonkeyPatch) -> Spoil:
    """Let the next event of a name go out with other contents."""
    gateway = discord.world.gateway
    dispatch = gateway.dispatch

    def spoil_next(name: str, contents: Json) -> None:
        def dispatch_spoiled(event: str, data: Json, *rest: Any) -> None:
            if event == name:
                monkeypatch.setattr(gateway, "dispatch", dispatch)
                data = data | contents
            dispatch(event, data, *rest)

        monkeypatch.setattr(gateway, "dispatch", dispatch_spoiled)

    return spoil_next


def listings(discord: LocalDiscord, club: Community) -> int:
    """Return how often members were listed."""
    path = f"/guilds/{club.id}/members"
    return sum(request.path.endswith(path) for request in discord.requests)


ENDLESS_POLL = {
    "question": {"text": "Tea?"},
    "answers": [{"answer_id": 1, "poll_media": {"text": "Yes"}}],
    "expiry": None,
    "allow_multiselect": False,
    "layout_type": 1,
}


async def test_a_poll_that_never_ends_ends_nothing(
    bot: RunningBot,
    discord: LocalDiscord,
    db: Database,
    club: Community,
    general: Channel,
    mai: Member,
    spoil: Spoil,
) -> None:
    """Proven: without what outlives it, discord.py's parser ends the connection and the program."""
    await members_synced(db, club)
    before = listings(discord, club)
    spoil("MESSAGE_CREATE", {"poll": ENDLESS_POLL})
    await general.post_by_webhook("Helper", f"<@{discord.bot_id}> Tea?")
    await mai.post("Nobody?")
    assert who_did_what(await stored_events(db, club), mai) == [("Mai", "post_created")]

    async def listed_again() -> bool:
        return listings(discord, club) == before + 1

    await until(listed_again)
    assert not bot.client.is_closed()


async def test_a_poll_that_never_ends_is_a_message_all_the_same(
    discord: LocalDiscord,
    db: Database,
    club: Community,
    general: Channel,
    mai: Member,
    spoil: Spoil,
) -> None:
    """What members write is not parsed by the library: who wrote where is all that is needed."""
    await members_synced(db, club)
    before = listings(discord, club)
    spoil("MESSAGE_CREATE", {"poll": ENDLESS_POLL})
    await mai.post(f"<@{discord.bot_id}> Tea?")  # else the poll would be kept from us
    assert who_did_what(await stored_events(db, club), mai) == [("Mai", "post_created")]
    assert listings(discord, club) == before


async def test_what_it_told_is_found_by_looking(
    bot: RunningBot, discord: LocalDiscord, db: Database, club: Community, spoil: Spoil
) -> None:
    await members_synced(db, club)
    spoil("GUILD_MEMBER_ADD", {"user": {"id": None}})
    vy = club.add_member("Vy")
    await until(lambda: db.read(actors.is_present, club.id, vy.id))


async def test_what_only_we_cannot_read_is_found_too(
    bot: RunningBot, db: Database, club: Community, mai: Member, spoil: Spoil
) -> None:
    await members_synced(db, club)
    reader = club.add_role("Reader")
    spoil("GUILD_MEMBER_UPDATE", {"premium_since": "soon"})
    await mai.add_role(reader)
    await has_roles(db, mai)


async def test_what_cannot_be_read_is_not_taken_for_deleted(
    bot: RunningBot, discord: LocalDiscord, db: Database, club: Community, mai: Member, spoil: Spoil
) -> None:
    """Proven: by what the library remembers alone, the managers' role was taken away."""
    await members_synced(db, club)
    helper, before = club.add_role("Helper"), len(discord.requests)
    await db.write(settings.add_manager_role, boss(club), helper.id)
    spoil("GUILD_UPDATE", {"roles": [{"id": None}]})  # now it remembers no role
    club.afk_channel = None
    path = f"/guilds/{club.id}/roles"
    await discord.until(
        lambda: sum(one.path.endswith(path) for one in discord.requests[before:]) == 2
    )
    await mai.post("Who is who?")
    await stored_events(db, club)
    settled = await db.read(settings.get, boss(club))
    assert settled.manager_role_ids == [helper.id]


async def test_it_is_not_looked_at_all_the_time(
    bot: RunningBot, discord: LocalDiscord, db: Database, club: Community, mai: Member
) -> None:
    """Proven: without the pause, each of these lists all members."""
    await members_synced(db, club)
    before = listings(discord, club)

    async def listed_again() -> bool:
        return listings(discord, club) > before

    for _ in range(3):
        for _ in range(50):
            bad = {"guild_id": str(club.id)}
            discord.world.gateway.dispatch("GUILD_MEMBER_REMOVE", bad, Intent.GUILDS, club)
        await stored_events(db, club)
        await until(listed_again)
    assert listings(discord, club) == before + 1
    assert full_sync.AGAIN_SECONDS >= 60


async def test_no_parser_ends_the_program(
    bot: RunningBot, discord: LocalDiscord, db: Database, club: Community, mai: Member
) -> None:
    await members_synced(db, club)
    for event in set(bot.client._connection.parsers) - OF_THE_CONNECTION:
        about: list[Json] = [{"guild_id": str(club.id)}, {}, {"guild_id": "x", "id": []}]
        for nonsense in about:
            nonsense |= {"author": {"id": "0"}, "mentions": []}
            discord.world.gateway.dispatch(event, nonsense, Intent(0), club)
    assert await stored_events(db, club) == []
    assert (await mai.command("balance")).text
    assert not bot.client.is_closed()


async def test_one_member_who_cannot_be_read_spoils_no_list(
    bot: RunningBot, db: Database, club: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proven: read as members of the library's, nobody is found, again and again."""
    await members_synced(db, club)
    an, vy, lan = (club.add_member(name) for name in ("An", "Vy", "Lan"))

    async def are_here() -> bool:
        return all([await db.read(actors.is_present, club.id, one.id) for one in (an, vy, lan)])

    await until(are_here)
    reader = club.add_role("Reader")
    await bot.stop()
    for member in (an, vy, lan):
        await member.add_role(reader)
    list_members = HTTPClient.get_members

    async def spoilt(*args: Any) -> list[Json]:
        listed: list[Any] = list(await list_members(*args))
        return [
            one | ({"joined_at": "7"} if one["user"]["id"] == str(vy.id) else {}) for one in listed
        ]

    def roles(member: Member) -> Callable[[Session], list[int]]:
        return lambda session: session.get_one(tables.Member, (club.id, member.id)).role_ids

    monkeypatch.setattr(HTTPClient, "get_members", spoilt)
    await bot.start()

    async def are_known() -> bool:
        return all([reader.id in await db.read(roles(member)) for member in (an, lan)])

    await until(are_known)
    assert await are_here()
    assert await db.read(roles(vy)) == []


async def test_who_is_in_voice_is_not_guessed(
    bot: RunningBot, db: Database, club: Community, clock: Clock, mai: Member, bob: Member
) -> None:
    """Proven: else whoever has left unheard is paid for as long as others come and go."""
    lounge = club.add_channel("lounge", kind="voice")
    for member in (mai, bob):
        await member.join_voice(lounge)
    await stored_events(db, club)
    listener: Any = bot.client.get_cog("VoiceMinutes")
    clock.forward(seconds=90)
    bad = {"guild_id": str(club.id), "user_id": "x"}
    club.world.dispatch("VOICE_STATE_UPDATE", bad, Intent(0), club)
    await stored_events(db, club)
    before = len(await stored_events(db, club))
    await club.add_member("Vy").join_voice(lounge)
    clock.forward(seconds=90)
    listener.count()
    assert len(await stored_events(db, club)) == before

"""Laurel belongs to servers that invited it; brought along elsewhere it keeps nothing."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
import pytest_asyncio
from sqlmodel import select

from bot.localdiscord import Community, LocalDiscord, Member, NotAllowed
from bot.localdiscord.wire import ComponentType, InteractionType
from bot.texts import t
from bot.ui.core.command_sync import described, same
from db.database import Database
from db.tables import metadata
from tests.support.bot import RunningBot

REFUSED = t("en", "ui-not-invited")


async def kept(db: Database, community_id: int) -> dict[str, int]:
    """Return how many rows each table keeps of a community."""

    def use_case(session: Any) -> dict[str, int]:
        tables = {
            table.name: table.c["id" if table.name == "community" else "community_id"]
            for table in metadata.sorted_tables
            if table.name == "community" or "community_id" in table.c
        }
        counts = {
            name: len(session.execute(select(column).where(column == community_id)).all())
            for name, column in tables.items()
        }
        return {name: count for name, count in counts.items() if count}

    return await db.read(use_case)


@pytest_asyncio.fixture(loop_scope="session")
async def elsewhere(discord: LocalDiscord) -> Community:
    """A server that Laurel is not on."""
    community = Community(discord.world, "Elsewhere")
    community.add_channel("general")
    return community


# Proved by leaving the question for the server out of `Laurel.welcome`: /daily then pays 10 points,
# and the community, its member and their language are stored.
async def test_a_server_without_the_bot_is_refused_and_nothing_is_stored(
    db: Database, discord: LocalDiscord, elsewhere: Community
) -> None:
    boss, deliver = elsewhere.owner, discord.interactions.send
    with pytest.raises(NotAllowed):
        await boss.command("daily")  # as an app of one's own it is not offered at all
    for command, options in {"daily": {}, "reward create": {"kind": "badge", "name": "A"}}.items():
        answer = await boss.command(command, force=True, **options)
        assert (answer.text, answer.ephemeral) == (REFUSED, True)
    assert await boss.autocomplete("reward edit", "reward", "", force=True) == []
    channel = elsewhere.default_channel
    pressed = {
        "custom_id": "laurel:1:store:1",
        "component_type": int(ComponentType.BUTTON),
        "id": 1,
    }
    sent = {"custom_id": "laurel:1:form-goal-new:0:0:0", "components": []}
    for kind, data in ((InteractionType.COMPONENT, pressed), (InteractionType.MODAL, sent)):
        answered = await deliver(kind, boss, channel, data)
        assert answered.message is not None
        assert answered.message.text == REFUSED
    assert await kept(db, elsewhere.id) == {}
    discord.violations.clear()  # what came of nothing cannot say what it came of


async def test_every_command_says_where_it_belongs(discord: LocalDiscord, bot: RunningBot) -> None:
    await bot.restart()
    for command in described(bot.client.tree):
        assert (command["integration_types"], command["contexts"]) == ([0], [0]), command["name"]
        assert "dm_permission" not in command
    for command in discord.commands:
        assert (command["integration_types"], command["contexts"]) == ([0], [0]), command["name"]


def variants(value: Any) -> Iterator[Any]:
    """Yield a value with one part of it changed, for each part at any depth."""
    if isinstance(value, dict):
        for key, part in value.items():
            for other in variants(part):
                yield {**value, key: other}
    elif isinstance(value, list):
        for index, part in enumerate(value):
            for other in variants(part):
                yield [*value[:index], other, *value[index + 1 :]]
        yield [*value, *value[-1:]] if value else [1]
    elif isinstance(value, bool) or value is None:
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        yield f"{value}1"


async def test_whatever_is_sent_is_compared(discord: LocalDiscord, bot: RunningBot) -> None:
    ours = described(bot.client.tree)
    there = discord.commands
    assert same(there, ours)
    for position, command in enumerate(there):
        (sent,) = [
            one
            for one in ours
            if (one["name"], one.get("type", 1)) == (command["name"], command["type"])
        ]
        for changed in variants({key: command[key] for key in sent if key in command}):
            others = copy.copy(there)
            others[position] = {**command, **changed}
            assert not same(others, ours), (command["name"], changed)


async def test_direct_messages_have_no_commands(mai: Member) -> None:
    with pytest.raises(NotAllowed):
        await mai.command("daily", channel=mai.direct_channel)

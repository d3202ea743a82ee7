"""Roles and channels are deleted on Discord, while Laurel listens and while it does not."""

import pytest

from bot.localdiscord import Community, LocalDiscord, Member
from bot.services.community import settings
from bot.services.deletions import places
from db.database import Database
from db.tables import GoneKind
from tests.endtoend.events import members_synced
from tests.endtoend.rewards import award, boss, coupon
from tests.support.bot import RunningBot
from tests.support.until import until


@pytest.mark.parametrize("away", [False, True])
async def test_what_names_what_was_deleted_is_seen_to(
    bot: RunningBot,
    db: Database,
    club: Community,
    linh: Member,
    mai: Member,
    away: bool,
) -> None:
    """Once it was "Once you have it, come back" for ever, about a role that nobody could have."""
    reader, room = club.add_role("Reader"), club.add_channel("room")
    await members_synced(db, club)
    await coupon(db, club, required_role_id=reader.id)
    await award(db, mai, 500)
    await db.write(settings.add_manager_role, boss(club), reader.id)
    await db.write(settings.set_announcement_channel, boss(club), room.id)
    if away:
        await bot.stop()
    await reader.delete()
    await room.delete()
    if away:
        await bot.start()

    async def seen_to() -> bool:
        return not any([await db.read(places.named, club.id, kind) for kind in GoneKind])

    await until(seen_to)
    assert "cannot be claimed at the moment" in (await mai.command("claim", reward="Mug")).text
    board = (await linh.command("settings notices")).text
    for text in ("requires it, so nobody can claim it", "no managers any more", "announced"):
        assert text in board
    role, channel = (str(reader.id), str(room.id)) if away else ("Reader", "room")
    assert f"The role **{role}** was deleted" in board
    assert f"The channel **{channel}** was deleted" in board
    card = await linh.command("reward edit", reward="Mug")
    assert "deleted, so nobody can claim this" in card.text


async def test_a_channel_that_is_only_hidden_is_not_gone(
    discord: LocalDiscord, bot: RunningBot, db: Database, club: Community
) -> None:
    """What Discord does not tell of is asked for; only *unknown channel* says that it is gone."""
    room = club.add_channel("room")
    await members_synced(db, club)
    await db.write(settings.set_announcement_channel, boss(club), room.id)
    await bot.stop()
    discord.fail("GET", f"/channels/{room.id}", status=403, times=5)
    await room.delete()
    await bot.start()
    await members_synced(db, club)
    asked = f"/channels/{room.id}"

    async def was_asked() -> bool:
        return any(one.path.endswith(asked) for one in discord.requests)

    await until(was_asked)
    assert await db.read(places.named, club.id, GoneKind.CHANNEL) == {room.id}

"""What managers are told, in a channel and in /settings notices."""

import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member, Permissions
from bot.services import communities, deliveries
from bot.services.community import settings
from db.database import Database
from db.session import Session
from tests.endtoend.deliveries import outcomes, settled
from tests.endtoend.rewards import badge, boss, issue_reward, voucher
from tests.support.databases import Clock

pytestmark = pytest.mark.usefixtures("bot")

CODES = [f"PARTNER-{number:04}" for number in range(20)]


async def notices_in(db: Database, club: Community, channel: Channel) -> None:
    """Choose a channel for notices."""

    def use_case(session: Session) -> None:
        communities.ensure(session, club.id)
        settings.set_notices_channel(session, boss(club), channel.id)

    await db.write(use_case)


async def test_a_pool_that_runs_low_is_told_of(
    discord: LocalDiscord, db: Database, club: Community, general: Channel, mai: Member
) -> None:
    await notices_in(db, club, general)
    bookshop = await voucher(db, club, *CODES[:4], name="Book *shop*")
    for _ in range(4):
        await issue_reward(db, mai, bookshop)
    await discord.until(lambda: general.messages)
    (message,) = general.messages
    assert r"**Book \*shop\*** has no usable codes left" in message.text
    assert message.mentions == {"users": [], "roles": [], "everyone": False}


async def test_several_notices_are_one_message(
    discord: LocalDiscord, db: Database, club: Community, general: Channel
) -> None:
    await notices_in(db, club, general)

    def tell(session: Session) -> None:
        for number in range(3):
            deliveries.notify_managers(
                session,
                club.id,
                "notice-undelivered-refused",
                key=f"{number}",
                code=f"@everyone **{number}",
            )

    await db.write(tell)
    await discord.until(lambda: general.messages)
    (message,) = general.messages
    assert message.text.count("Discord did not accept") == 3
    assert r"\*\*2" in message.text
    assert not message.pinged_everyone


async def test_without_a_channel_notices_wait_in_the_settings(
    discord: LocalDiscord,
    db: Database,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
) -> None:
    bookshop = await voucher(db, club, "PARTNER-0001")
    await issue_reward(db, mai, bookshop)
    await settled(db, club)
    shown = await linh.command("settings notices")
    assert "Latest notices to managers" in shown.text
    assert "**Bookshop** has no usable codes left" in shown.text
    assert "could not be delivered" not in shown.text
    linh.locale = "vi"
    assert "**Bookshop** không còn mã dùng được" in (await linh.command("settings notices")).text


async def test_the_longest_notices_fit(db: Database, club: Community, linh: Member) -> None:
    def tell(session: Session) -> None:
        communities.ensure(session, club.id)
        for number in range(6):
            deliveries.notify_managers(
                session,
                club.id,
                "notice-undelivered-not-taken",
                key=f"{number}",
                workflow="*" * 80,
                because="outgoing-private",
                host="_" * 253,
            )

    await db.write(tell)
    linh.locale = "vi"
    shown = await linh.command("settings notices")
    assert shown.text.count("đến chương trình khác") == 5


async def test_what_could_not_be_delivered_is_told_and_shown(
    discord: LocalDiscord,
    db: Database,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
    clock: Clock,
) -> None:
    board = club.add_channel("board")
    await notices_in(db, club, general)
    await linh.command("settings announcements", channel=board, within=general)
    await board.overwrite(club.bot, deny=Permissions.SEND_MESSAGES)
    for name in ("Reader", "Writer"):
        await issue_reward(db, mai, await badge(db, club, name))
    clock.forward(seconds=3)
    assert set(await outcomes(db, club)) == {"failed"}
    await discord.until(lambda: general.messages)
    (message,) = general.messages
    assert f"cannot post in <#{board.id}>" in message.text
    shown = await linh.command("settings notices", within=general)
    assert "2 × announcement of a badge: Laurel may not post in the channel" in shown.text
    discord.refused.clear()


async def test_a_channel_for_notices_that_is_gone_shows_in_the_settings(
    db: Database, club: Community, general: Channel, linh: Member, mai: Member
) -> None:
    gone = club.add_channel("gone")
    await notices_in(db, club, gone)
    await gone.delete()
    await issue_reward(db, mai, await voucher(db, club, *CODES[:1]))
    await settled(db, club)

    shown = await linh.command("settings notices")
    assert "has no usable codes left" in shown.text

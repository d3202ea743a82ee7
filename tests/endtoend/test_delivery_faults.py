"""First attempts go wrong; what counts is what arrives. Without the nonce, it arrives twice."""

from typing import Any

import pytest

from bot.localdiscord import Community, LocalDiscord, Member
from bot.services import deliveries
from bot.services.deliveries import LEASE, NONCE_LASTS, Lane
from db.database import Database
from db.tables import DeliveryKind, DeliveryState
from tests.endtoend.deliveries import has_been_put_off, outcomes, to_members
from tests.endtoend.rewards import coupon, issue_reward, voucher
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")

SECRET = "PARTNER-0001"
POSTS = "/channels/*/messages"
SENT, DROPPED, PENDING = DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.PENDING


@pytest.mark.parametrize("status", [500, 502])
async def test_an_error_of_discords_is_waited_out(
    status: int, discord: LocalDiscord, db: Database, club: Community, mai: Member
) -> None:
    discord.fail("POST", POSTS, status=status)
    await issue_reward(db, mai, await voucher(db, club, SECRET))
    assert await outcomes(db, club) == [SENT]
    assert len(mai.direct_messages) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 503},
        {"status": 503, "carried_out": True},
        {"drop": True},
    ],
    ids=["refused", "carried-out", "answer-lost"],
)
async def test_what_perhaps_arrived_is_sent_again_and_shows_once(
    fault: dict[str, Any],
    discord: LocalDiscord,
    db: Database,
    club: Community,
    mai: Member,
    clock: Clock,
) -> None:
    discord.fail("POST", POSTS, **fault)
    await issue_reward(db, mai, await voucher(db, club, SECRET))
    await has_been_put_off(db, club)
    clock.forward(seconds=15)
    assert await outcomes(db, club) == [SENT]
    assert len(mai.direct_messages) == 1
    tried = [request for request in discord.requests if request.path.endswith("/messages")]
    assert len(tried) == 2
    assert len({request.body["nonce"] for request in tried}) == 1


async def test_what_perhaps_arrived_long_ago_is_not_risked(
    discord: LocalDiscord, db: Database, club: Community, mai: Member, clock: Clock
) -> None:
    discord.fail("POST", POSTS, drop=True)
    await issue_reward(db, mai, await voucher(db, club, SECRET))
    await has_been_put_off(db, club)
    clock.forward(seconds=NONCE_LASTS.total_seconds() + 1)
    assert await outcomes(db, club) == [DeliveryState.UNKNOWN]
    assert len(mai.direct_messages) == 1


async def test_what_surely_did_not_arrive_keeps_its_chance(
    discord: LocalDiscord, db: Database, club: Community, mai: Member, clock: Clock
) -> None:
    """The message was not even tried: Discord did not say whether Mai is there."""
    discord.fail("GET", "/guilds/*/members/*", status=503)
    await issue_reward(db, mai, await voucher(db, club, SECRET))
    await has_been_put_off(db, club)
    clock.forward(seconds=NONCE_LASTS.total_seconds() + 1)
    assert await outcomes(db, club) == [SENT]


async def test_a_sender_that_dies_before_it_sends_is_replaced(
    bot: RunningBot, db: Database, club: Community, mai: Member, bob: Member, clock: Clock
) -> None:
    """Meanwhile others are written to, but nobody is by two senders at once."""
    reward_id = await voucher(db, club, SECRET)
    await bot.stop()
    await issue_reward(db, mai, reward_id)
    (delivery,) = await db.write(deliveries.lease, Lane.DIRECT)  # a sender's last act
    assert delivery.member_id == mai.id
    await bot.start()
    mug = await coupon(db, club)
    await issue_reward(db, mai, mug)
    await issue_reward(db, bob, mug)

    async def bobs_is_sent() -> bool:
        return [state for _, state in await to_members(db, club)] == [PENDING, PENDING, SENT]

    await until(bobs_is_sent)
    assert mai.direct_messages == []
    clock.forward(seconds=LEASE.total_seconds())
    assert await outcomes(db, club) == [SENT, SENT, SENT]
    assert sorted(message.buttons for message in mai.direct_messages) == [["Claim code"], ["Use"]]


async def test_a_sender_that_dies_before_it_reports_is_not_repeated(
    discord: LocalDiscord,
    bot: RunningBot,
    db: Database,
    club: Community,
    mai: Member,
    clock: Clock,
) -> None:
    """The message is there, but whoever sent it was gone before the answer came."""
    reward_id = await voucher(db, club, SECRET)
    discord.fail("POST", POSTS, delay=60)
    await issue_reward(db, mai, reward_id)
    await discord.until(lambda: mai.direct_messages)
    await bot.restart()
    assert await to_members(db, club) == [(DeliveryKind.GRANT_MESSAGE, DeliveryState.PENDING)]
    clock.forward(seconds=LEASE.total_seconds())
    assert await outcomes(db, club) == [SENT]
    assert len(mai.direct_messages) == 1


async def test_what_a_sender_had_not_begun_is_sent_at_once_by_the_next(
    discord: LocalDiscord, bot: RunningBot, db: Database, club: Community, mai: Member
) -> None:
    """Unless its lease is given back, it waits until that has run out; the clock stands still."""
    discord.fail("GET", f"/guilds/{club.id}/members/{mai.id}", delay=60)
    await issue_reward(db, mai, await voucher(db, club, SECRET))
    await discord.until(lambda: any(str(mai.id) in one.path for one in discord.requests))
    await bot.restart()
    assert await outcomes(db, club) == [SENT]
    assert len(mai.direct_messages) == 1


async def test_one_that_fails_does_not_hold_up_the_others(
    discord: LocalDiscord, db: Database, club: Community, mai: Member, bob: Member
) -> None:
    mai.direct_messages_closed = True
    reward_id = await voucher(db, club, SECRET, "PARTNER-0002")
    await issue_reward(db, mai, reward_id)
    await issue_reward(db, bob, reward_id)
    assert await outcomes(db, club) == [DROPPED, SENT]


async def test_what_cannot_even_be_read_is_put_off_and_said(
    db: Database, club: Community, mai: Member, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without that, it was leased again and again, and ended as if it had perhaps arrived."""

    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("cogs.sender.load_content", stumble)
        await issue_reward(db, mai, await voucher(db, club, SECRET))
        await has_been_put_off(db, club)
    clock.forward(seconds=15)
    assert await outcomes(db, club) == [SENT]
    assert len(mai.direct_messages) == 1

"""Direct messages: what members wish, what cannot reach them, and what Discord holds back."""

from typing import Any

import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from bot.services import communities
from bot.services.community import settings
from bot.services.deliveries import GATHERED_FOR, FailureReason
from cogs.sender import REFUSAL_PAUSE
from db.database import Database
from db.session import Session
from db.tables import DeliveryKind, DeliveryState
from tests.endtoend.deliveries import has_been_put_off, outcomes, reason, settled, to_members
from tests.endtoend.rewards import badge, boss, coupon, issue_reward, voucher
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.rates import forward_rates
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")

SECRET = "PARTNER-0001"
POSTS = "/channels/*/messages"
SENT, DROPPED = DeliveryState.SENT, DeliveryState.DROPPED
CLOSED = "Laurel cannot send you direct messages"


@pytest.fixture
async def board(db: Database, club: Community) -> Channel:
    """The channel where badges are announced and managers are told."""
    board = club.add_channel("board")

    def use_case(session: Session) -> None:
        communities.ensure(session, club.id)
        settings.set_announcement_channel(session, boss(club), board.id)
        settings.set_notices_channel(session, boss(club), board.id)

    await db.write(use_case)
    return board


class TestClosed:
    async def test_rewards_say_so_until_a_message_arrives(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        mug = await coupon(db, club)
        assert CLOSED not in (await mai.command("rewards")).text
        mai.direct_messages_closed = True
        await issue_reward(db, mai, mug)
        await settled(db, club)
        for command in ("rewards", "notifications"):
            assert CLOSED in (await mai.command(command)).text
        mai.direct_messages_closed = False
        await issue_reward(db, mai, mug)
        assert await outcomes(db, club) == [DROPPED, SENT]
        for command in ("rewards", "notifications"):
            assert CLOSED not in (await mai.command(command)).text

    async def test_nothing_is_said_in_public_unless_managers_want_it(
        self, db: Database, club: Community, board: Channel, mai: Member
    ) -> None:
        mai.direct_messages_closed = True
        await issue_reward(db, mai, await voucher(db, club, *(f"CODE-{n:04}" for n in range(20))))
        assert await settled(db, club) == [(DeliveryKind.GRANT_MESSAGE, DROPPED)]
        assert board.messages == []

    async def test_a_notice_calls_those_for_whom_something_waits(
        self,
        db: Database,
        club: Community,
        board: Channel,
        linh: Member,
        mai: Member,
        bob: Member,
        clock: Clock,
    ) -> None:
        shown = await linh.command("settings notices", tell_in_public=True)
        assert "says in the announcement channel" in shown.text
        assert "turned the public notice" in (await linh.command("audit")).text
        reward_id = await voucher(db, club, *(f"CODE-{number:04}" for number in range(20)))
        for member in (mai, mai, bob):
            member.direct_messages_closed = True
            await issue_reward(db, member, reward_id)

        async def all_tried() -> bool:
            return [kind for kind, _ in await to_members(db, club)].count("waiting_notice") == 3

        await until(all_tried)
        clock.forward(seconds=GATHERED_FOR.total_seconds())
        await settled(db, club)
        (message,) = board.messages
        assert message.text.count(mai.mention) == 1
        assert {user.id for user in message.mentions["users"]} == {mai.id, bob.id}
        assert (message.mentions["roles"], message.mentions["everyone"]) == ([], False)
        assert "CODE-" not in message.text
        mine = await message.press("My rewards", by=mai)
        assert mine.ephemeral
        assert "2 codes are waiting" in mine.text


class TestChoices:
    async def test_each_is_in_effect_at_once(
        self, db: Database, club: Community, board: Channel, mai: Member, clock: Clock
    ) -> None:
        card = await mai.command("notifications")
        assert card.ephemeral
        assert card.buttons == ["Turn off"] * 4
        reader, mug = await badge(db, club), await coupon(db, club)
        await issue_reward(db, mai, reader)  # it waits for others that it may be announced with
        card = await card.press(0)
        card = await card.press(1)
        assert card.buttons == ["Turn on", "Turn on", "Turn off", "Turn off"]
        await issue_reward(db, mai, mug)
        clock.forward(seconds=GATHERED_FOR.total_seconds())
        assert await outcomes(db, club) == [DROPPED, DROPPED]
        assert await reason(db, club) == FailureReason.UNWANTED
        assert (board.messages, mai.direct_messages) == ([], [])
        assert "Mug" in (await mai.command("rewards")).text
        card = await card.press(1)
        assert card.buttons == ["Turn on", "Turn off", "Turn off", "Turn off"]
        await issue_reward(db, mai, mug)
        assert (await outcomes(db, club))[-1] == SENT

    async def test_in_vietnamese(self, mai: Member) -> None:
        mai.locale = "vi"
        card = await mai.command("notifications")
        assert "Lời nhắc" in card.text
        assert card.buttons == ["Tắt"] * 4


REFUSALS: list[tuple[str, dict[str, Any]]] = [
    ("/users/@me/channels", {"status": 400, "code": 40003}),
    (POSTS, {"status": 403, "code": 20026}),
    ("/users/@me/channels", {"status": 429, "retry_after": 90.0}),
]


@pytest.mark.parametrize(
    ("path", "fault"), REFUSALS, ids=["too-many-opened", "suspected", "slowed-down"]
)
async def test_when_discord_refuses_messages_they_stop_and_go_on_later(
    path: str,
    fault: dict[str, Any],
    discord: LocalDiscord,
    db: Database,
    club: Community,
    board: Channel,
    mai: Member,
    bob: Member,
    clock: Clock,
) -> None:
    discord.fail("POST", path, **fault)
    mug = await coupon(db, club)
    await issue_reward(db, mai, mug)
    await discord.until(lambda: board.messages)
    assert "does not let Laurel send direct messages" in board.messages[0].text
    await issue_reward(db, bob, mug)
    clock.forward(seconds=REFUSAL_PAUSE.total_seconds() - 1)
    await issue_reward(db, bob, await badge(db, club))  # the other lanes go on
    clock.forward(seconds=0.5)

    async def is_announced() -> bool:
        clock.forward(seconds=0.01)
        return (DeliveryKind.BADGE_ANNOUNCEMENT, DeliveryState.PENDING) in await to_members(
            db, club
        )

    await until(is_announced)
    assert mai.direct_messages == bob.direct_messages == []
    clock.forward(seconds=REFUSAL_PAUSE.total_seconds())
    await forward_rates(db, seconds=REFUSAL_PAUSE.total_seconds())
    assert await outcomes(db, club) == [SENT, SENT, SENT]
    assert len(mai.direct_messages) == len(bob.direct_messages) == 1
    refusals = [message for message in board.messages if "does not let" in message.text]
    assert len(refusals) == 1


async def test_a_restart_in_the_middle_repeats_and_loses_nothing(
    discord: LocalDiscord, bot: RunningBot, db: Database, club: Community, clock: Clock
) -> None:
    mug = await coupon(db, club)
    members = [club.add_member(f"Member {number}") for number in range(5)]
    discord.fail("POST", POSTS, delay=30)  # carried out, but nobody hears of it
    for member in members:
        await issue_reward(db, member, mug)
    await discord.until(lambda: any(member.direct_messages for member in members))
    await bot.restart()

    async def others_are_sent() -> bool:
        return [state for _, state in await to_members(db, club)].count(SENT) == 4

    await until(others_are_sent)
    clock.forward(seconds=30)
    assert await outcomes(db, club) == [SENT] * 5
    assert [len(member.direct_messages) for member in members] == [1] * 5


async def test_a_fault_of_discords_is_told_once_it_lasts_a_day(
    discord: LocalDiscord,
    db: Database,
    club: Community,
    board: Channel,
    mai: Member,
    linh: Member,
    clock: Clock,
) -> None:
    discord.fail("GET", "/guilds/*/members/*", status=503, times=2)
    await issue_reward(db, mai, await coupon(db, club))
    await has_been_put_off(db, club)
    clock.forward(days=1, seconds=1)
    assert await outcomes(db, club) == [DeliveryState.FAILED]
    assert await reason(db, club) == FailureReason.AWAY
    await discord.until(lambda: board.messages)
    assert "could not be reached for a day" in board.messages[0].text
    assert "1 × message about a new reward" in (await linh.command("settings notices")).text

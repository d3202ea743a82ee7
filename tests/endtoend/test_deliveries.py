"""What Laurel owes reaches people once, or is given up where managers can see it."""

from typing import Any

import pytest
from sqlmodel import select

from bot.localdiscord import Channel, Community, LocalDiscord, Member, Permissions
from bot.services import communities, deliveries, granting
from bot.services.deliveries import GATHERED_FOR, LEASE, NONCE_LASTS
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState, Language
from tests.endtoend.giving import LATER
from tests.endtoend.stage import (
    as_person,
    award,
    badge,
    boss,
    coupon,
    describe,
    hand,
    owed,
    settled,
    take_back,
    until,
    voucher,
)
from tests.support.bot import RunningBot
from tests.support.databases import Clock

pytestmark = pytest.mark.usefixtures("bot")

SECRET = "PARTNER-0001"
POSTS = "/channels/*/messages"
SENT, DROPPED, FAILED = DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.FAILED


@pytest.fixture
async def board(db: Database, club: Community) -> Channel:
    """The channel where badges are announced."""
    board = club.add_channel("board")

    def use_case(session: Session) -> None:
        communities.ensure(session, club.id)
        communities.set_announcement_channel(session, boss(club), board.id)

    await db.write(use_case)
    return board


async def outcomes(db: Database, club: Community) -> list[str]:
    """Wait until nothing is pending and return how each delivery ended."""
    return [state for _, state in await settled(db, club)]


async def put_off(db: Database, club: Community) -> None:
    """Wait until a delivery has gone wrong and waits for its next turn."""

    def use_case(session: Session) -> bool:
        rows = session.exec(select(Delivery).where(Delivery.community_id == club.id))
        return any(row.state == DeliveryState.PENDING and row.error for row in rows)

    async def check() -> bool:
        return await db.read(use_case)

    await until(check)


async def reason(db: Database, club: Community) -> str:
    """Return why the last delivery ended as it did."""

    def use_case(session: Session) -> str:
        rows = session.exec(select(Delivery).where(Delivery.community_id == club.id)).all()
        return max(rows, key=lambda row: row.id).error or ""

    return await db.read(use_case)


class TestDirectMessages:
    async def test_a_voucher_is_claimed_from_its_message(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        reward_id = await voucher(db, club, SECRET)
        await describe(db, club, reward_id, description="10 % off *everything*.")
        await hand(db, mai, reward_id)
        assert await outcomes(db, club) == [SENT]
        (message,) = mai.direct_messages
        assert message.buttons == ["Claim code"]
        assert "Bookshop" in message.text
        assert "Book club" in message.text
        assert r"\*everything\*" in message.text
        assert SECRET not in message.text
        code = await message.press("Claim code")
        assert code.ephemeral
        assert SECRET in code.text

    async def test_a_coupon_is_used_from_its_message(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        await hand(db, mai, await coupon(db, club, expires_on=LATER))
        assert await outcomes(db, club) == [SENT]
        (message,) = mai.direct_messages
        assert message.buttons == ["Use"]
        assert "January 1, 2030" in message.text
        assert "```" in (await message.press("Use")).text

    async def test_what_somebody_buys_needs_no_message(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        await coupon(db, club)
        await award(db, mai, 100)
        await (await mai.command("claim", reward="Mug")).press("Confirm")
        assert await owed(db, club) == []

    async def test_closed_direct_messages_leave_it_in_rewards(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        mai.direct_messages_closed = True
        await hand(db, mai, await voucher(db, club, SECRET))
        assert await outcomes(db, club) == [DROPPED]
        assert "closed" in await reason(db, club)
        shown = await mai.command("rewards")
        assert "A code is waiting" in shown.text
        assert SECRET in (await shown.press("Claim code")).text

    async def test_who_has_left_is_not_written_to(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        reward_id = await voucher(db, club, SECRET)
        await mai.leave()
        await hand(db, mai, reward_id)
        assert await outcomes(db, club) == [DROPPED]
        assert "left" in await reason(db, club)
        assert mai.direct_messages == []

    async def test_the_longest_texts_fit(self, db: Database, club: Community, mai: Member) -> None:
        reward_id = await voucher(db, club, SECRET, name="*" * 80)
        await describe(db, club, reward_id, description="_" * 1000, instructions="~" * 1000)
        await hand(db, mai, reward_id)
        assert await outcomes(db, club) == [SENT]
        code = await mai.direct_messages[0].press("Claim code")
        assert SECRET in code.text


class TestAnnouncements:
    async def test_a_badge_is_announced_with_its_picture(
        self, db: Database, club: Community, board: Channel, mai: Member, clock: Clock
    ) -> None:
        reader = await badge(db, club, "Reader *1*")
        await describe(db, club, reader, picture=True)
        await hand(db, mai, reader)
        assert board.messages == []
        clock.forward(seconds=GATHERED_FOR.total_seconds())
        assert await outcomes(db, club) == [SENT]
        (message,) = board.messages
        assert mai.mention in message.text
        assert r"Reader \*1\*" in message.text
        assert len(message.files) == 1
        assert message.pings == {"users": [], "roles": [], "everyone": False}

    async def test_several_become_one_message_of_up_to_ten(
        self, db: Database, club: Community, board: Channel, clock: Clock
    ) -> None:
        for number in range(4):
            one = await badge(db, club, f"Badge {number}" + "*" * 72)
            await describe(db, club, one, picture=True)
            for name in ("An", "Binh", "Chi"):
                await hand(db, club.add_member(name), one)
            clock.forward(seconds=0.5)
        clock.forward(seconds=3)
        assert set(await outcomes(db, club)) == {SENT}
        lengths = [message.text.count("<@") for message in board.messages]
        assert lengths == [10, 2]
        assert "New badges" in board.messages[0].text

    async def test_a_muted_badge_is_not_announced(
        self, db: Database, club: Community, board: Channel, linh: Member, mai: Member
    ) -> None:
        await badge(db, club)
        await linh.command("grant member", reward="Reader", member=mai, announce=False)
        assert await owed(db, club) == []

    async def test_a_channel_that_is_gone_fails_for_all_to_see(
        self, db: Database, club: Community, board: Channel, mai: Member, clock: Clock
    ) -> None:
        board.delete()
        await hand(db, mai, await badge(db, club))
        clock.forward(seconds=3)
        assert await outcomes(db, club) == [FAILED]
        assert "gone" in await reason(db, club)

    async def test_a_channel_that_does_not_let_us_in_fails_for_all_to_see(
        self,
        discord: LocalDiscord,
        db: Database,
        club: Community,
        board: Channel,
        mai: Member,
        clock: Clock,
    ) -> None:
        board.overwrite(club.bot, deny=Permissions.SEND_MESSAGES)
        await hand(db, mai, await badge(db, club))
        clock.forward(seconds=3)
        assert await outcomes(db, club) == [FAILED]
        assert "50013" in await reason(db, club)
        assert board.messages == []
        discord.refused.clear()

    async def test_a_badge_taken_back_before_its_turn_is_never_announced(
        self, db: Database, club: Community, board: Channel, mai: Member, bob: Member, clock: Clock
    ) -> None:
        reader = await badge(db, club)
        grant_id = await hand(db, mai, reader)
        await hand(db, bob, reader)
        await take_back(db, club, grant_id)
        clock.forward(seconds=3)
        assert sorted(await outcomes(db, club)) == [DROPPED, SENT]
        (message,) = board.messages
        assert mai.mention not in message.text
        assert bob.mention in message.text

    async def test_it_speaks_the_communitys_language(
        self, db: Database, club: Community, board: Channel, mai: Member, clock: Clock
    ) -> None:
        await db.write(communities.set_language, boss(club), Language.VIETNAMESE)
        await hand(db, mai, await badge(db, club))
        clock.forward(seconds=3)
        await settled(db, club)
        assert "Huy hiệu mới" in board.messages[0].text


class TestWhenThingsGoWrong:
    """First attempts go wrong; what counts is what arrives. Without the nonce, it arrives twice."""

    @pytest.mark.parametrize("status", [500, 502])
    async def test_an_error_of_discords_is_waited_out(
        self, status: int, discord: LocalDiscord, db: Database, club: Community, mai: Member
    ) -> None:
        discord.fail("POST", POSTS, status=status)
        await hand(db, mai, await voucher(db, club, SECRET))
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
        self,
        fault: dict[str, Any],
        discord: LocalDiscord,
        db: Database,
        club: Community,
        mai: Member,
        clock: Clock,
    ) -> None:
        discord.fail("POST", POSTS, **fault)
        await hand(db, mai, await voucher(db, club, SECRET))
        await put_off(db, club)
        clock.forward(seconds=15)
        assert await outcomes(db, club) == [SENT]
        assert len(mai.direct_messages) == 1
        tried = [request for request in discord.requests if request.path.endswith("/messages")]
        assert len(tried) == 2
        assert len({request.body["nonce"] for request in tried}) == 1

    async def test_what_perhaps_arrived_long_ago_is_not_risked(
        self, discord: LocalDiscord, db: Database, club: Community, mai: Member, clock: Clock
    ) -> None:
        discord.fail("POST", POSTS, drop=True)
        await hand(db, mai, await voucher(db, club, SECRET))
        await put_off(db, club)
        clock.forward(seconds=NONCE_LASTS.total_seconds() + 1)
        assert await outcomes(db, club) == [DeliveryState.UNKNOWN]
        assert len(mai.direct_messages) == 1

    async def test_what_surely_did_not_arrive_keeps_its_chance(
        self, discord: LocalDiscord, db: Database, club: Community, mai: Member, clock: Clock
    ) -> None:
        """The message was not even tried: Discord did not say whether Mai is there."""
        discord.fail("GET", "/guilds/*/members/*", status=503)
        await hand(db, mai, await voucher(db, club, SECRET))
        await put_off(db, club)
        clock.forward(seconds=NONCE_LASTS.total_seconds() + 1)
        assert await outcomes(db, club) == [SENT]

    async def test_a_sender_that_dies_before_it_sends_is_replaced(
        self, bot: RunningBot, db: Database, club: Community, mai: Member, clock: Clock
    ) -> None:
        reward_id = await voucher(db, club, SECRET)
        await bot.stop()
        await hand(db, mai, reward_id)
        (due,) = await db.write(deliveries.lease)  # a sender's last act
        assert due.member_id == mai.id
        await bot.start()
        await hand(db, mai, await coupon(db, club))
        kinds = (
            (DeliveryKind.GRANT_MESSAGE, DeliveryState.PENDING),
            (
                DeliveryKind.GRANT_MESSAGE,
                SENT,
            ),
        )
        await until(lambda: _is(db, club, list(kinds)))
        assert [message.buttons for message in mai.direct_messages] == [["Use"]]
        clock.forward(seconds=LEASE.total_seconds())
        assert await outcomes(db, club) == [SENT, SENT]
        assert [message.buttons for message in mai.direct_messages] == [["Use"], ["Claim code"]]

    async def test_a_sender_that_dies_before_it_reports_is_not_repeated(
        self,
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
        await hand(db, mai, reward_id)
        await discord.until(lambda: mai.direct_messages)
        await bot.restart()
        assert await owed(db, club) == [(DeliveryKind.GRANT_MESSAGE, DeliveryState.PENDING)]
        clock.forward(seconds=LEASE.total_seconds())
        assert await outcomes(db, club) == [SENT]
        assert len(mai.direct_messages) == 1

    async def test_one_that_fails_does_not_hold_up_the_others(
        self, discord: LocalDiscord, db: Database, club: Community, mai: Member, bob: Member
    ) -> None:
        mai.direct_messages_closed = True
        reward_id = await voucher(db, club, SECRET, "PARTNER-0002")
        await hand(db, mai, reward_id)
        await hand(db, bob, reward_id)
        assert await outcomes(db, club) == [DROPPED, SENT]


async def _is(db: Database, club: Community, wanted: list[Any]) -> bool:
    return await owed(db, club) == wanted


class TestRoles:
    async def test_a_badges_role_comes_and_goes_with_it(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        role = club.add_role("Reader")
        grant_id = await hand(db, mai, await badge(db, club, badge_role_id=role.id))
        assert await outcomes(db, club) == [SENT]
        assert role in mai.roles
        await take_back(db, club, grant_id)
        assert await outcomes(db, club) == [SENT, SENT]
        assert role not in mai.roles

    async def test_a_role_from_elsewhere_stays(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        role = club.add_role("Reader")
        mai.give(role)
        grant_id = await hand(db, mai, await badge(db, club, badge_role_id=role.id))
        assert await outcomes(db, club) == [DROPPED]
        await take_back(db, club, grant_id)
        assert await outcomes(db, club) == [DROPPED, DROPPED]
        assert role in mai.roles

    async def test_a_role_that_another_badge_carries_stays(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        role = club.add_role("Reader")
        first = await hand(db, mai, await badge(db, club, "One", badge_role_id=role.id))
        second = await hand(db, mai, await badge(db, club, "Two", badge_role_id=role.id))
        assert await outcomes(db, club) == [SENT, DROPPED]
        await take_back(db, club, first)
        await settled(db, club)
        assert role in mai.roles
        await take_back(db, club, second)
        await settled(db, club)
        assert role not in mai.roles

    @pytest.mark.parametrize(
        ("role", "why"),
        [
            ({"position": 99}, "out of reach"),
            ({"permissions": Permissions.KICK_MEMBERS}, "out of reach"),
        ],
        ids=["above-laurels", "moderates"],
    )
    async def test_a_role_out_of_reach_fails_for_all_to_see(
        self, role: dict[str, Any], why: str, db: Database, club: Community, mai: Member
    ) -> None:
        risen = club.add_role("Risen", **role)
        await hand(db, mai, await badge(db, club, badge_role_id=risen.id))
        assert await outcomes(db, club) == [FAILED]
        assert why in await reason(db, club)
        assert risen not in mai.roles

    async def test_a_role_that_is_gone_fails_for_all_to_see(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        role = club.add_role("Reader")
        reader = await badge(db, club, badge_role_id=role.id)
        role.delete()
        await hand(db, mai, reader)
        assert await outcomes(db, club) == [FAILED]

    async def test_a_role_given_while_the_answer_was_lost_is_laurels_to_take(
        self, discord: LocalDiscord, db: Database, club: Community, mai: Member, clock: Clock
    ) -> None:
        role = club.add_role("Reader")
        discord.fail("PUT", "/guilds/*/members/*/roles/*", status=503, carried_out=True)
        grant_id = await hand(db, mai, await badge(db, club, badge_role_id=role.id))
        await put_off(db, club)
        assert role in mai.roles
        clock.forward(seconds=15)
        assert await outcomes(db, club) == [SENT]
        await take_back(db, club, grant_id)
        await settled(db, club)
        assert role not in mai.roles


async def test_two_communities_never_share_a_message(
    discord: LocalDiscord,
    db: Database,
    club: Community,
    board: Channel,
    mai: Member,
    clock: Clock,
) -> None:
    other = discord.add_community("Chess club")
    hall = other.add_channel("hall")
    there = other.add_member(mai)

    def set_up(session: Session) -> None:
        communities.ensure(session, other.id)
        communities.set_announcement_channel(session, boss(other), hall.id)

    await db.write(set_up)
    readers = [await badge(db, club, f"Reader {n}") for n in range(2)]
    players = [await badge(db, other, f"Player {n}") for n in range(2)]

    def give_all(session: Session) -> None:
        for number in range(2):
            for member, badges in ((mai, readers), (there, players)):
                by, to = boss(member.community), as_person(member)
                key = f"all:{member.community.id}:{number}"
                granting.grant(session, by, to, badges[number], key=key)

    await db.write(give_all)
    clock.forward(seconds=3)
    await settled(db, club)
    await settled(db, other)
    assert [message.text.count("Reader") for message in board.messages] == [2]
    assert [message.text.count("Player") for message in hall.messages] == [2]

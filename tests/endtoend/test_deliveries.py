"""Deliveries reach people once, or are given up where managers can see it."""

import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member, Permissions
from bot.services import communities
from bot.services.community import settings
from bot.services.deliveries import GATHERED_FOR, FailureReason
from bot.services.grants import issue
from db.database import Database
from db.session import Session
from db.tables import DeliveryState
from tests.endtoend.deliveries import outcomes, reason, settled, to_members
from tests.endtoend.rewards import (
    LATER,
    as_person,
    award,
    badge,
    boss,
    coupon,
    describe,
    issue_reward,
    revoke_grant,
    voucher,
)
from tests.support.databases import Clock

pytestmark = pytest.mark.usefixtures("bot")

SECRET = "PARTNER-0001"
SENT, DROPPED, FAILED = DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.FAILED


@pytest.fixture
async def board(db: Database, club: Community) -> Channel:
    """The channel where badges are announced."""
    board = club.add_channel("board")

    def use_case(session: Session) -> None:
        communities.ensure(session, club.id)
        settings.set_announcement_channel(session, boss(club), board.id)

    await db.write(use_case)
    return board


class TestDirectMessages:
    async def test_a_voucher_is_claimed_from_its_message(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        reward_id = await voucher(db, club, SECRET)
        await describe(db, club, reward_id, description="10 % off *everything*.")
        await issue_reward(db, mai, reward_id)
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
        await issue_reward(db, mai, await coupon(db, club, expires_on=LATER))
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
        assert await to_members(db, club) == []

    async def test_closed_direct_messages_leave_it_in_rewards(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        mai.direct_messages_closed = True
        await issue_reward(db, mai, await voucher(db, club, SECRET))
        assert await outcomes(db, club) == [DROPPED]
        assert await reason(db, club) == FailureReason.MESSAGES_CLOSED
        shown = await mai.command("rewards")
        assert "A code is waiting" in shown.text
        assert SECRET in (await shown.press("Claim code")).text

    async def test_who_has_left_is_not_written_to(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        reward_id = await voucher(db, club, SECRET)
        await mai.leave()
        await issue_reward(db, mai, reward_id)
        assert await outcomes(db, club) == [DROPPED]
        assert await reason(db, club) == FailureReason.MEMBER_LEFT
        assert mai.direct_messages == []

    async def test_the_longest_texts_fit(self, db: Database, club: Community, mai: Member) -> None:
        reward_id = await voucher(db, club, SECRET, name="*" * 80)
        await describe(db, club, reward_id, description="_" * 1000, instructions="~" * 1000)
        await issue_reward(db, mai, reward_id)
        assert await outcomes(db, club) == [SENT]
        code = await mai.direct_messages[0].press("Claim code")
        assert SECRET in code.text


class TestAnnouncements:
    async def test_a_badge_is_announced_with_its_picture(
        self, db: Database, club: Community, board: Channel, mai: Member, clock: Clock
    ) -> None:
        reader = await badge(db, club, "Reader *1*")
        await describe(db, club, reader, picture=True)
        await issue_reward(db, mai, reader)
        assert board.messages == []
        clock.forward(seconds=GATHERED_FOR.total_seconds())
        assert await outcomes(db, club) == [SENT]
        (message,) = board.messages
        assert mai.mention in message.text
        assert r"Reader \*1\*" in message.text
        assert len(message.files) == 1
        assert message.mentions == {"users": [], "roles": [], "everyone": False}

    async def test_several_become_one_message_of_up_to_ten(
        self, db: Database, club: Community, board: Channel, clock: Clock
    ) -> None:
        for number in range(4):
            one = await badge(db, club, f"Badge {number}" + "*" * 72)
            await describe(db, club, one, picture=True)
            for name in ("An", "Binh", "Chi"):
                await issue_reward(db, club.add_member(name), one)
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
        assert await to_members(db, club) == []

    async def test_a_channel_that_is_gone_fails_for_all_to_see(
        self, db: Database, club: Community, board: Channel, mai: Member, clock: Clock
    ) -> None:
        # Stored first: once Laurel has heard of the deletion, no delivery is made for that channel.
        await issue_reward(db, mai, await badge(db, club))
        await board.delete()
        clock.forward(seconds=3)
        assert await outcomes(db, club) == [FAILED]
        assert await reason(db, club) == FailureReason.CHANNEL_GONE

    async def test_a_channel_that_does_not_let_us_in_fails_for_all_to_see(
        self,
        discord: LocalDiscord,
        db: Database,
        club: Community,
        board: Channel,
        mai: Member,
        clock: Clock,
    ) -> None:
        await board.overwrite(club.bot, deny=Permissions.SEND_MESSAGES)
        await issue_reward(db, mai, await badge(db, club))
        clock.forward(seconds=3)
        assert await outcomes(db, club) == [FAILED]
        assert await reason(db, club) == FailureReason.CHANNEL_CLOSED
        assert board.messages == []
        discord.refused.clear()

    async def test_a_badge_taken_back_before_its_turn_is_never_announced(
        self, db: Database, club: Community, board: Channel, mai: Member, bob: Member, clock: Clock
    ) -> None:
        reader = await badge(db, club)
        grant_id = await issue_reward(db, mai, reader)
        await issue_reward(db, bob, reader)
        await revoke_grant(db, club, grant_id)
        clock.forward(seconds=3)
        # The one that is left is announced, and who lost theirs is told.
        assert sorted(await outcomes(db, club)) == [DROPPED, SENT, SENT]
        (message,) = board.messages
        assert mai.mention not in message.text
        assert bob.mention in message.text

    async def test_it_speaks_the_communitys_language(
        self, db: Database, club: Community, board: Channel, mai: Member, clock: Clock
    ) -> None:
        await db.write(settings.set_language, boss(club), "vi")
        await issue_reward(db, mai, await badge(db, club))
        clock.forward(seconds=3)
        await settled(db, club)
        assert "Huy hiệu mới" in board.messages[0].text


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
        settings.set_announcement_channel(session, boss(other), hall.id)

    await db.write(set_up)
    readers = [await badge(db, club, f"Reader {n}") for n in range(2)]
    players = [await badge(db, other, f"Player {n}") for n in range(2)]

    def give_all(session: Session) -> None:
        for number in range(2):
            for member, badges in ((mai, readers), (there, players)):
                by, to = boss(member.community), as_person(member)
                key = f"all:{member.community.id}:{number}"
                issue.grant(session, by, to, badges[number], key=key)

    await db.write(give_all)
    clock.forward(seconds=3)
    await settled(db, club)
    await settled(db, other)
    assert [message.text.count("Reader") for message in board.messages] == [2]
    assert [message.text.count("Player") for message in hall.messages] == [2]

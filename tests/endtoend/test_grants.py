"""/grant member and *Grant reward*, as managers use them and members cannot."""

from datetime import date

import pytest

from bot.localdiscord import Community, LocalDiscord, Member, Permissions
from db.database import Database
from db.tables import Delivery, RewardKind
from tests.endtoend.answers import labels
from tests.endtoend.rewards import count, grants, publish

pytestmark = pytest.mark.usefixtures("bot")


class TestGrantMember:
    async def test_a_coupon_is_given_free(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        mug = await publish(db, club, RewardKind.COUPON, "Mug", cost=100, stock=2)
        offered = await linh.autocomplete("grant member", "reward", "mu", member=mai)
        assert [(choice.name, choice.value) for choice in offered] == [("Mug", str(mug))]
        answer = await linh.command("grant member", reward=str(mug), member=mai)
        assert answer.ephemeral
        assert mai.mention in answer.text
        assert "1 is left" in answer.text
        assert await grants(db, club) == [(mai.id, mug, "held")]

    async def test_a_name_serves_as_well_as_a_choice(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        badge = await publish(db, club)
        await linh.command("grant member", reward=" reader ", member=mai)
        assert await grants(db, club) == [(mai.id, badge, "held")]

    async def test_refusals_change_nothing(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        robot = club.add_member("Robot", bot=True)
        await publish(db, club, RewardKind.COUPON, "Seat", cost=5, stock=1)
        await publish(db, club, RewardKind.COUPON, "Pen", cost=5, stock=9, member_limit=1)
        await publish(db, club, RewardKind.VOUCHER, "Empty")
        await publish(db, club, RewardKind.VOUCHER, "Past", codes=[("A", date(2025, 6, 1))])
        for reward in ("Seat", "Pen"):
            await linh.command("grant member", reward=reward, member=mai)
        before = await grants(db, club)
        for reward, member, text in (
            ("Seat", bob, "sold out"),
            ("Pen", mai, "the limit is"),
            ("Empty", bob, "sold out"),
            ("Past", bob, "sold out"),
            ("Nonsense", bob, "no reward called"),
            ("Pen", robot, "Bots cannot"),
        ):
            refused = await linh.command("grant member", reward=reward, member=member)
            assert text in refused.text, reward
        assert await grants(db, club) == before

    async def test_a_badge_that_is_held_changes_nothing(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        badge = await publish(db, club)
        await linh.command("grant member", reward="Reader", member=mai)
        again = await linh.command("grant member", reward="Reader", member=mai)
        assert "already" in again.text
        assert await grants(db, club) == [(mai.id, badge, "held")]

    async def test_delivered_twice_it_is_given_once(
        self, discord: LocalDiscord, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        mug = await publish(db, club, RewardKind.COUPON, "Mug", cost=100, stock=5)
        discord.deliver_twice()
        await linh.command("grant member", reward="Mug", member=mai)
        await linh.command("grant member", reward="Mug", member=mai)
        assert await grants(db, club) == [(mai.id, mug, "held")] * 2

    async def test_announcing_can_be_left_out(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        await linh.command("settings announcements", channel=club.default_channel)
        await publish(db, club)
        await linh.command("grant member", reward="Reader", member=mai, announce=False)
        assert await count(db, Delivery, club, kind="badge_announcement") == 0
        await linh.command("grant member", reward="Reader", member=bob)
        assert await count(db, Delivery, club, kind="badge_announcement") == 1

    async def test_members_are_refused(
        self, db: Database, club: Community, mai: Member, bob: Member
    ) -> None:
        await publish(db, club)
        refused = await mai.command("grant member", reward="Reader", member=bob, force=True)
        assert "for managers" in refused.text
        assert await grants(db, club) == []

    async def test_rewards_of_another_community_are_not_found(
        self, discord: LocalDiscord, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        other = discord.add_community("Chess club")
        theirs = await publish(db, other, name="Checkmate")
        for reward in (str(theirs), "Checkmate"):
            answer = await linh.command("grant member", reward=reward, member=mai)
            assert "no reward called" in answer.text
        assert await grants(db, club) == await grants(db, other) == []


class TestPicker:
    async def test_the_newest_rewards_page_and_are_given(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        ids = [await publish(db, club, name=f"Badge {number:02}") for number in range(12)]
        card = await linh.menu("Grant reward", on=mai)
        assert card.ephemeral
        assert labels(card)[0] == "Badge 11"
        assert len(labels(card)) == 10
        assert card.buttons == ["Next", "Find…"]
        card = await card.press("Next")
        assert labels(card) == ["Badge 01", "Badge 00"]
        done = await card.choose("Badge 00")
        assert done.message is card.message
        assert mai.mention in done.text
        assert not done.selects
        assert await grants(db, club) == [(mai.id, ids[0], "held")]

    async def test_a_reward_is_found_by_its_name(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        mug = await publish(db, club, RewardKind.COUPON, "Big *mug*", cost=1, stock=1)
        await publish(db, club)
        card = await linh.menu("Grant reward", on=mai)
        form = (await card.press("Find…")).modal
        assert form is not None
        none = await form.submit({"A part of its name": "*tea*"})
        assert r"\*tea\*" in none.text
        assert not none.selects
        form = (await none.press("Find…")).modal
        assert form is not None
        found = await form.submit({"A part of its name": "MUG"})
        assert labels(found) == ["Big *mug*"]
        again = await found.press("Newest")
        assert set(labels(again)) == {"Reader", "Big *mug*"}
        await again.choose("Big *mug*")
        assert await grants(db, club) == [(mai.id, mug, "held")]

    async def test_a_choice_delivered_twice_is_given_once(
        self, discord: LocalDiscord, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        mug = await publish(db, club, RewardKind.COUPON, "Mug", cost=1, stock=5)
        card = await linh.menu("Grant reward", on=mai)
        discord.deliver_twice()
        await card.choose("Mug")
        await linh.command("points history", member=mai)
        assert await grants(db, club) == [(mai.id, mug, "held")]

    async def test_what_is_gone_meanwhile_is_refused(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        seat = await publish(db, club, RewardKind.COUPON, "Seat", cost=1, stock=1)
        card = await linh.menu("Grant reward", on=mai)
        await linh.command("grant member", reward="Seat", member=bob)
        refused = await card.choose("Seat")
        assert "sold out" in refused.text
        await bob.leave()
        assert await grants(db, club) == [(bob.id, seat, "held")]

    async def test_somebody_who_left_meanwhile_gets_nothing(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await publish(db, club)
        card = await linh.menu("Grant reward", on=mai)
        await mai.leave()
        assert "no longer in this server" in (await card.choose("Reader")).text
        assert await grants(db, club) == []

    async def test_an_empty_community_is_told_what_to_do(self, linh: Member, mai: Member) -> None:
        card = await linh.menu("Grant reward", on=mai)
        assert "/reward publish" in card.text
        assert not card.selects

    async def test_members_are_refused(
        self, db: Database, club: Community, mai: Member, bob: Member
    ) -> None:
        await publish(db, club)
        refused = await mai.menu("Grant reward", on=bob, force=True)
        assert "for managers" in refused.text
        role = club.add_role("Helper", permissions=Permissions.MANAGE_GUILD)
        helper = club.add_member("Huy", roles=[role])
        card = await helper.menu("Grant reward", on=bob)
        await helper.remove_role(role)
        assert "for managers" in (await card.choose("Reader")).text
        assert await grants(db, club) == []

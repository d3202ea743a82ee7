"""/grant member, *Grant reward* and /revoke, as managers use them and members cannot."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from bot.localdiscord import Answer, Community, File, LocalDiscord, Member, NotPossible, Permissions
from bot.services import claims, inventory, points
from bot.services.people import Person
from db.database import Database
from db.session import Session
from db.tables import Code, Delivery, Grant, RewardKind
from tests.support import scene
from tests.support.bot import RunningBot
from tests.support.scene import Terms

pytestmark = pytest.mark.usefixtures("bot")

LATER = date(2030, 1, 1)


async def publish(
    db: Database,
    club: Community,
    kind: RewardKind = RewardKind.BADGE,
    name: str = "Reader",
    *,
    codes: list[tuple[str, date]] | None = None,
    **terms: Any,
) -> int:
    """Put a reward on offer."""

    def use_case(session: Session) -> int:
        scene.found(session, community_id=club.id)
        return scene.publish(session, kind, name, Terms(**terms), codes=codes, community_id=club.id)

    return await db.write(use_case)


async def grants(db: Database, club: Community) -> list[tuple[int, int, str]]:
    """Every grant: member, reward and state, oldest first."""

    def use_case(session: Session) -> list[tuple[int, int, str]]:
        rows = session.exec(
            select(Grant).where(Grant.community_id == club.id).order_by(Grant.id)  # type: ignore[arg-type]  # a column
        )
        return [(row.member_id, row.reward_id, row.state) for row in rows]

    return await db.read(use_case)


async def count(db: Database, table: type[Any], club: Community, **which: Any) -> int:
    def use_case(session: Session) -> int:
        return len(session.exec(select(table).filter_by(community_id=club.id, **which)).all())

    return await db.read(use_case)


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
        for reward, member, told in (
            ("Seat", bob, "nothing is left"),
            ("Pen", mai, "too many"),
            ("Empty", bob, "nothing is left"),
            ("Past", bob, "nothing is left"),
            ("Nonsense", bob, "no reward called"),
            ("Pen", robot, "Bots cannot"),
        ):
            refused = await linh.command("grant member", reward=reward, member=member)
            assert told in refused.text, reward
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
        assert "nothing is left" in refused.text
        await bob.leave()
        assert await grants(db, club) == [(bob.id, seat, "held")]

    async def test_somebody_who_left_meanwhile_gets_nothing(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await publish(db, club)
        card = await linh.menu("Grant reward", on=mai)
        await mai.leave()
        assert "not a member any more" in (await card.choose("Reader")).text
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
        helper.take(role)
        assert "for managers" in (await card.choose("Reader")).text
        assert await grants(db, club) == []


class TestMany:
    async def test_everybody_with_a_role_gets_it_once(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        badge = await publish(db, club)
        readers = club.add_role("Readers")
        for member in (mai, bob, club.add_member("Robot", bot=True)):
            member.give(readers)
        club.add_member("An")
        await linh.command("grant member", reward="Reader", member=mai)
        card = await linh.command("grant role", reward="Reader", role=readers)
        assert card.ephemeral
        assert "to 1 member" in card.text
        assert "1 holds" in card.text
        assert "1 is a bot" in card.text
        assert card.buttons == ["Give to all", "Cancel"]
        assert await grants(db, club) == [(mai.id, badge, "held")]
        done = await card.press("Give to all")
        assert done.message is card.message
        await done.until(lambda answer: "1 got it" in answer.text)
        assert await grants(db, club) == [(mai.id, badge, "held"), (bob.id, badge, "held")]

    async def test_short_stock_goes_to_the_longest_members(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        seat = await publish(db, club, RewardKind.COUPON, "Seat", cost=1, stock=2)
        readers = club.add_role("Readers")
        an = club.add_member("An")
        for member in (an, bob, mai):
            member.give(readers)
        # Those who joined in one millisecond are told apart by their accounts' age.
        joined = ["2024-01-01T00:00:00+00:00", "2023-01-01T00:00:00+00:00"]
        mai.joined_at, an.joined_at = joined
        card = await linh.command("grant role", reward="Seat", role=readers)
        assert "1 too few" in card.text
        assert card.buttons == ["Give to all", "Give as far as it reaches", "Cancel"]
        with pytest.raises(NotPossible):
            await card.press("Give to all")
        done = await card.press("Give as far as it reaches")
        await done.until(lambda answer: "nothing was left" in answer.text)
        assert [grant[:2] for grant in await grants(db, club)] == [(an.id, seat), (mai.id, seat)]

    async def test_stock_that_became_short_gives_nobody_anything(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        await publish(db, club, RewardKind.COUPON, "Seat", cost=1, stock=2)
        readers = club.add_role("Readers")
        for member in (bob, mai):
            member.give(readers)
        card = await linh.command("grant role", reward="Seat", role=readers)
        await linh.command("grant member", reward="Seat", member=linh)
        before = await grants(db, club)
        assert "does not reach" in (await card.press("Give to all")).text
        assert await grants(db, club) == before

    async def test_a_file_of_ids(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        badge = await publish(db, club)
        gone = club.add_member("An")
        await gone.leave()
        lines = ["id,name", str(mai.id), bob.mention, str(gone.id), str(mai.id), "nobody"]
        card = await linh.command(
            "grant file", reward="Reader", file=File("ids.csv", "\n".join(lines).encode())
        )
        assert "to 2 members" in card.text
        assert "1 is not a member here" in card.text
        assert "line 6" in card.text
        done = await card.press("Give to all")
        await done.until(lambda answer: "2 got it" in answer.text)
        assert {grant[:2] for grant in await grants(db, club)} == {(mai.id, badge), (bob.id, badge)}

    async def test_delivered_twice_nobody_gets_two(
        self, discord: LocalDiscord, db: Database, club: Community, linh: Member
    ) -> None:
        await publish(db, club, RewardKind.COUPON, "Pen", cost=1, stock=200)
        readers = club.add_role("Readers")
        for number in range(60):
            club.add_member(f"Reader {number}", roles=[readers])
        card = await linh.command("grant role", reward="Pen", role=readers)
        discord.deliver_twice()
        done = await card.press("Give to all")
        await done.until(lambda answer: "60 got it" in answer.text)
        assert len(await grants(db, club)) == 60

    async def test_a_plan_and_a_picker_work_after_a_restart(
        self, bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        badge = await publish(db, club)
        mug = await publish(db, club, RewardKind.COUPON, "Mug", cost=1, stock=5)
        readers = club.add_role("Readers")
        mai.give(readers)
        plan = await linh.command("grant role", reward="Reader", role=readers)
        picker = await linh.menu("Grant reward", on=mai)
        await bot.restart()
        done = await plan.press("Give to all")
        await done.until(lambda answer: "1 got it" in answer.text)
        await picker.choose("Mug")
        assert await grants(db, club) == [(mai.id, badge, "held"), (mai.id, mug, "held")]
        card = await linh.command("revoke", member=mai, reward="Mug")
        await bot.restart()
        await card.press("Take it back")
        assert await grants(db, club) == [(mai.id, badge, "held"), (mai.id, mug, "revoked")]

    async def test_cancelled_nobody_gets_anything(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await publish(db, club)
        readers = club.add_role("Readers")
        mai.give(readers)
        card = await linh.command("grant role", reward="Reader", role=readers)
        assert (await card.press("Cancel")).buttons == []
        assert await grants(db, club) == []

    async def test_refusals_before_any_plan(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await publish(db, club)
        await publish(db, club, RewardKind.VOUCHER, "Empty")
        empty = club.add_role("Empty")
        mai.give(club.add_role("Readers"))
        for reward, role in (("Reader", empty), ("Empty", mai.roles[0]), ("Nonsense", empty)):
            refused = await linh.command("grant role", reward=reward, role=role)
            assert refused.buttons == []
        refused = await linh.command("grant file", reward="Reader", file=File("ids.csv", b""))
        assert refused.buttons == []

    async def test_members_are_refused(
        self, db: Database, club: Community, mai: Member, bob: Member
    ) -> None:
        await publish(db, club)
        readers = club.add_role("Readers")
        bob.give(readers)
        ids = File("ids.csv", str(bob.id).encode())
        for command, options in (
            ("grant role", {"role": readers}),
            ("grant file", {"file": ids}),
        ):
            refused = await mai.command(command, reward="Reader", **options, force=True)
            assert "for managers" in refused.text
        deputies = club.add_role("Deputies", permissions=Permissions.MANAGE_GUILD)
        helper = club.add_member("Huy", roles=[deputies])
        card = await helper.command("grant role", reward="Reader", role=readers)
        helper.take(deputies)
        assert "for managers" in (await card.press("Give to all")).text
        assert await grants(db, club) == []


class TestRevoke:
    async def test_a_bought_coupon_returns_its_points(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        mug = await publish(db, club, RewardKind.COUPON, "Mug", cost=100, stock=1)
        await linh.command("points award", member=mai, amount=120)
        buyer = Person(club.id, mai.id)
        offer = await db.write(claims.offer, buyer, mug)
        await db.write(claims.claim, buyer, offer.offer_id)
        offered = await linh.autocomplete("revoke", "reward", "mu", member=mai)
        assert [choice.name for choice in offered] == ["Mug · held · 2025-06-02"]
        card = await linh.command("revoke", member=mai, reward=offered[0].value)
        assert card.ephemeral
        assert "100 points" in card.text
        done = await card.press("Take it back")
        assert done.message is card.message
        assert await grants(db, club) == [(mai.id, mug, "revoked")]
        assert (await db.read(points.balances, club.id, mai.id)).spend == 120

    async def test_not_now_leaves_everything(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        badge = await publish(db, club)
        await linh.command("grant member", reward="Reader", member=mai)
        card = await linh.command("revoke", member=mai, reward="reader")
        await card.press("Not now")
        assert await grants(db, club) == [(mai.id, badge, "held")]

    async def test_a_code_goes_back_unless_it_was_seen(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        codes = [("AAAA-1111", LATER), ("BBBB-2222", LATER)]
        await publish(db, club, RewardKind.VOUCHER, "Tea", codes=codes)
        for member in (mai, bob):
            await linh.command("grant member", reward="Tea", member=member)
        held = await db.read(inventory.inventory, Person(club.id, bob.id))
        await db.write(inventory.show_code, Person(club.id, bob.id), held.items[0].grant_id)
        unseen = await linh.command("revoke", member=mai, reward="Tea")
        assert "back in stock" in unseen.text
        await unseen.press("Take it back")
        seen = await linh.command("revoke", member=bob, reward="Tea")
        assert "void" in seen.text
        done = await seen.press("Take it back")
        assert "void" in done.text
        assert await count(db, Code, club, state="available") == 1
        assert await count(db, Code, club, state="void") == 1

    async def test_people_who_left_can_be_named_by_their_id(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        badge = await publish(db, club)
        await linh.command("grant member", reward="Reader", member=mai)
        await mai.leave()
        card = await linh.command("revoke", member=mai, reward="Reader")
        await card.press("Take it back")
        assert await grants(db, club) == [(mai.id, badge, "revoked")]

    async def test_pressed_or_delivered_twice_it_happens_once(
        self, discord: LocalDiscord, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        mug = await publish(db, club, RewardKind.COUPON, "Mug", cost=1, stock=5)
        for _ in range(2):
            await linh.command("grant member", reward="Mug", member=mai)
        cards = [await linh.command("revoke", member=mai, reward="Mug") for _ in range(2)]
        discord.deliver_twice()
        await cards[0].press("Take it back")
        assert "over already" in (await cards[1].press("Take it back")).text
        assert sorted(await grants(db, club)) == [
            (mai.id, mug, "held"),
            (mai.id, mug, "revoked"),
        ]

    async def test_what_is_not_held_is_refused(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        await publish(db, club)
        await linh.command("grant member", reward="Reader", member=mai)
        for member, reward in ((bob, "Reader"), (mai, "Mug"), (mai, "1")):
            refused = await linh.command("revoke", member=member, reward=reward)
            assert "holds nothing called" in refused.text
            assert not refused.buttons

    async def test_members_are_refused_and_see_no_choices(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        badge = await publish(db, club)
        await linh.command("grant member", reward="Reader", member=bob)
        refused = await mai.command("revoke", member=bob, reward="Reader", force=True)
        assert "for managers" in refused.text
        assert await grants(db, club) == [(bob.id, badge, "held")]


def labels(card: Answer) -> list[str]:
    """What can be chosen on a card."""
    return [option["label"] for select in card.selects for option in select["options"]]

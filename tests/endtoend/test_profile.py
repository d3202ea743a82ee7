"""/balance, /profile and *Rewards profile*, as members and managers see them."""

import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from bot.services.community import settings
from bot.services.points import ledger, movements
from bot.services.privacy import export
from db.database import Database
from db.tables import WalletMode
from tests.endtoend.rewards import (
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

pytestmark = pytest.mark.usefixtures("bot")


class TestBalance:
    async def test_both_wallets_and_where_they_came_from(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        await coupon(db, club)
        await award(db, mai, 1_250, "Reading *week*")
        await (await mai.command("claim", reward="Mug")).press("Confirm")
        shown = await mai.command("balance")
        assert shown.ephemeral
        assert "To spend: **1,150 points**" in shown.text
        assert "Earned in total: **1,250 points**" in shown.text
        spent, gained = shown.text.splitlines()[-2:]
        assert "**−100** spent in the store" in spent
        assert r"**+1,250** from a manager — Reading \*week\*" in gained

    async def test_one_wallet_where_a_community_shows_one(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        await coupon(db, club)
        await award(db, mai, 250)
        await (await mai.command("claim", reward="Mug")).press("Confirm")
        await db.write(settings.set_wallet_mode, boss(club), WalletMode.SINGLE)
        await db.write(settings.set_currency, boss(club), "stars")
        shown = await mai.command("balance")
        assert "150 stars" in shown.text
        assert "250 stars" not in shown.text

    async def test_the_history_has_pages(self, db: Database, mai: Member) -> None:
        for number in range(movements.PAGE * 2 + 1):
            await award(db, mai, 1_000 + number)
        first = await mai.command("balance")
        assert first.text.count("from a manager") == movements.PAGE
        assert first.buttons == ["Next"]
        middle = await first.press("Next")
        assert middle.message is first.message
        assert middle.buttons == ["Previous", "Next"]
        last = await middle.press("Next")
        assert "**+1,000**" in last.text
        assert last.buttons == ["Previous"]
        assert "**+1,000**" in (await mai.command("balance", page=99)).text

    async def test_the_longest_notes_fit(self, db: Database, mai: Member) -> None:
        for _ in range(movements.PAGE):
            await award(db, mai, ledger.MOST, "*" * ledger.NOTE_LENGTH)
        assert (await mai.command("balance")).text.count("1,000,000,000") == movements.PAGE

    async def test_who_has_nothing_is_told_what_to_do(self, mai: Member) -> None:
        shown = await mai.command("balance")
        assert "0 points" in shown.text
        assert "writing messages (5 points each)" in shown.text

    async def test_in_vietnamese(self, db: Database, mai: Member) -> None:
        mai.locale = "vi"
        await award(db, mai, 1_250)
        assert "1.250 điểm" in (await mai.command("balance")).text


class TestProfile:
    async def test_badges_with_their_pictures(
        self, db: Database, club: Community, mai: Member, bob: Member
    ) -> None:
        reader = await badge(db, club, "Reader *1*")
        await describe(db, club, reader, picture=True)
        await issue_reward(db, mai, reader)
        writer = await issue_reward(db, mai, await badge(db, club, "Writer"))
        await issue_reward(db, mai, await voucher(db, club, "PARTNER-0001"))
        await award(db, mai, 77)
        seen = await bob.command("profile", member=mai)
        assert seen.ephemeral
        assert "Mai" in seen.text
        assert r"Reader \*1\*" in seen.text
        assert "Writer" in seen.text
        assert len(seen.files) == 1
        assert "Bookshop" not in seen.text
        assert "77" not in seen.text
        assert (await mai.command("profile", show=True)).text == seen.text
        assert "77" in (await mai.command("profile")).text
        await revoke_grant(db, club, writer)
        assert "Writer" not in (await bob.command("profile", member=mai)).text

    async def test_no_badges_yet(self, mai: Member) -> None:
        assert "No badges yet" in (await mai.command("profile")).text

    async def test_many_badges_are_counted(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        for number in range(13):
            one = await badge(db, club, f"{number:02}" + "*" * 78)
            await describe(db, club, one, picture=True)
            await issue_reward(db, mai, one)
        shown = await mai.command("profile")
        assert len(shown.files) == 8
        rest = await shown.press("Next")
        assert len(rest.files) == 5
        assert (await rest.press("Previous")).message is shown.message
        posted = await mai.command("profile", show=True)
        assert (len(posted.files), posted.buttons) == (8, [])
        assert "5 more badges" in posted.text

    async def test_it_can_be_posted_in_the_communitys_language(
        self, db: Database, club: Community, general: Channel, mai: Member, bob: Member
    ) -> None:
        await issue_reward(db, mai, await badge(db, club))
        await db.write(settings.set_language, boss(club), "vi")
        posted = await mai.command("profile", show=True)
        assert not posted.ephemeral
        assert posted.message in general.messages
        assert "Reader" in posted.text
        assert "từ <t:" in posted.text
        assert "since <t:" in (await bob.command("profile", member=mai)).text

    async def test_who_hides_is_seen_by_themselves_and_managers(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        await issue_reward(db, mai, await badge(db, club))
        await db.write(export.hide_profile, as_person(mai), hidden=True)
        hidden = await bob.command("profile", member=mai)
        assert "Reader" not in hidden.text
        assert "is private" in hidden.text
        assert "Reader" not in (await bob.menu("Rewards profile", on=mai)).text
        assert "Reader" not in (await bob.command("profile", member=mai, show=True)).text
        assert "Reader" in (await mai.command("profile")).text
        assert "Reader" in (await linh.command("profile", member=mai)).text
        # A manager does not put on show what a member hides; the member may.
        assert "Reader" not in (await linh.command("profile", member=mai, show=True)).text
        assert "Reader" in (await mai.command("profile", show=True)).text

    async def test_managers_see_balance_and_grants_in_private_only(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await issue_reward(db, mai, await voucher(db, club, "PARTNER-0001"))
        await award(db, mai, 77)
        for seen in (
            await linh.command("profile", member=mai),
            await linh.menu("Rewards profile", on=mai),
        ):
            assert seen.ephemeral
            assert "77 points" in seen.text
            assert "Bookshop" in seen.text
            assert "PARTNER-0001" not in seen.text
        posted = await linh.command("profile", member=mai, show=True)
        assert "77" not in posted.text
        assert "Bookshop" not in posted.text

    async def test_the_menu_on_a_member(
        self, db: Database, club: Community, mai: Member, bob: Member
    ) -> None:
        await issue_reward(db, mai, await badge(db, club))
        seen = await bob.menu("Rewards profile", on=mai)
        assert seen.ephemeral
        assert "Reader" in seen.text

    async def test_somebody_who_left_can_be_looked_up(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await issue_reward(db, mai, await badge(db, club))
        await mai.leave()
        assert "Reader" in (await linh.command("profile", member=mai)).text

    async def test_communities_are_apart(
        self, discord: LocalDiscord, db: Database, club: Community, mai: Member
    ) -> None:
        await issue_reward(db, mai, await badge(db, club))
        other = discord.add_community("Chess club")
        other.add_channel("general")
        there = other.add_member(mai)
        assert "Reader" not in (await there.command("profile")).text


class TestForManagers:
    async def test_what_is_there_for_managers_is_there_for_nobody_else(
        self, mai: Member, bob: Member, linh: Member
    ) -> None:
        for manager_sees in (
            await linh.command("profile", member=mai),
            await linh.menu("Rewards profile", on=mai),
        ):
            assert manager_sees.buttons == ["Grant reward", "Points", "History", "Why"]
        assert (await bob.command("profile", member=mai)).buttons == []
        assert (await linh.command("profile", member=mai, show=True)).buttons == []

    async def test_a_reward_is_given_from_the_card(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await badge(db, club)
        card = await linh.command("profile", member=mai)
        picker = await card.press("Grant reward")
        assert picker.ephemeral
        done = await picker.choose("Reader")
        assert "Reader" in done.text
        assert "Reader" in (await mai.command("profile")).text

    @pytest.mark.parametrize(
        ("kind", "amount", "spend", "earn"),
        [
            ("Give points", "1,000", 1100, 1100),
            ("Give points back (to spend only)", "50", 150, 100),
            ("Take points", " 30 ", 70, 100),
            ("Take points from both wallets", "30", 70, 70),
        ],
    )
    async def test_points_are_given_and_taken_with_a_reason(
        self,
        db: Database,
        linh: Member,
        mai: Member,
        kind: str,
        amount: str,
        spend: int,
        earn: int,
    ) -> None:
        await award(db, mai, 100)
        card = await linh.command("profile", member=mai)
        form = (await card.press("Points")).modal
        assert form is not None
        filled = {"What to do": kind, "How many": amount, "Reason": "For the *party*"}
        done = await form.submit(filled)
        assert done.ephemeral
        balances = await db.read(ledger.balances, mai.community.id, mai.id)
        assert (balances.spend, balances.earn) == (spend, earn)
        assert r"For the \*party\*" in (await mai.command("balance")).text
        assert r"For the \*party\*" in (await card.press("History")).text

    async def test_what_cannot_be_done_changes_nothing_and_is_kept(
        self, db: Database, linh: Member, mai: Member
    ) -> None:
        await award(db, mai, 100)
        card = await linh.command("profile", member=mai)
        for kind, amount in (("Take points", "101"), ("Give points", "many"), ("Give points", "0")):
            form = (await card.press("Points")).modal
            assert form is not None
            await form.submit({"What to do": kind, "How many": amount})
            assert (await mai.command("balance")).text.count("**+") == 1
        form = (await card.press("Points")).modal
        assert form is not None
        refused = await form.submit({"How many": "many", "Reason": "For the party"})
        again = (await refused.press("Fix it")).modal
        assert again is not None
        assert again.fields["Reason"].value == "For the party"

    async def test_delivered_twice_it_is_given_once(
        self, db: Database, discord: LocalDiscord, linh: Member, mai: Member
    ) -> None:
        await award(db, mai, 100)
        form = (await (await linh.command("profile", member=mai)).press("Points")).modal
        assert form is not None
        discord.deliver_twice()
        await form.submit({"How many": "5"})
        assert (await db.read(ledger.balances, mai.community.id, mai.id)).spend == 105

    async def test_who_left_can_only_lose_points(
        self, db: Database, linh: Member, mai: Member
    ) -> None:
        await award(db, mai, 100)
        await mai.leave()
        card = await linh.command("profile", member=mai)
        assert card.buttons == ["Points", "History", "Why"]
        for kind, left in (("Give points", 100), ("Take points", 60)):
            form = (await card.press("Points")).modal
            assert form is not None
            await form.submit({"What to do": kind, "How many": "40"})
            assert (await db.read(ledger.balances, mai.community.id, mai.id)).spend == left

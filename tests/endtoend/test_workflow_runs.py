"""What workflows would do, what they did, why they did not, and trying again."""

import re
from datetime import timedelta

import pytest

from bot.localdiscord import Community, Member
from db.database import Database
from db.tables import Delivery, Event, Grant, Run
from tests.endtoend.events import has_roles
from tests.endtoend.rewards import badge, count, coupon, grants, spend, voucher
from tests.endtoend.workflows import begin, choose, happen, settled_runs, workflow
from tests.support.bot import RunningBot
from tests.support.databases import Clock

pytestmark = pytest.mark.usefixtures("discord")


def course(reward_id: int, *steps: dict[str, object]) -> dict[str, object]:
    """Return a definition that gives a reward for a course."""
    return {
        "trigger": {"type": "course_complete"},
        "steps": [{"type": "assign_reward", "reward": str(reward_id)}, *steps],
    }


class TestDryRun:
    """A workflow is tried out, and nothing comes of it."""

    async def test_on_a_member(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        student = club.add_role("Student")
        await mai.add_role(student)
        reward = await voucher(db, club, "BOOK-0001", name="Book voucher")
        definition = course(reward, {"type": "send_notification", "text": "Enjoy {reward}!"})
        conditions = [{"type": "has_role", "role": str(student.id)}]
        await workflow(db, club, {**definition, "conditions": conditions}, "Books")
        await has_roles(db, mai)
        await settled_runs(db, club)
        before = [await count(db, table, club) for table in (Run, Delivery, Event)]
        shown = await linh.command("workflow test", workflow="Books", member=mai)
        assert "✅ give *Book voucher*" in shown.text
        assert "Enjoy Book voucher!" in shown.text
        other = await shown.choose(linh)
        assert "❌ they have the role" in other.text
        assert "give" not in other.text.split("30 days")[0]
        assert await grants(db, club) == []
        assert [await count(db, table, club) for table in (Run, Delivery, Event)] == before

    async def test_on_what_has_happened(
        self, bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        reward = await coupon(db, club, "Mug", stock=2)
        for member in (mai, bob):
            for key in ("one", "two"):
                await happen(bot, db, "course_complete", member, key)
        await workflow(db, club, course(reward), "Mugs")
        shown = await linh.command("workflow test", workflow="Mugs")
        assert "4 times, for 2 members" in shown.text
        assert "Only 2 are left" in shown.text
        assert "2 more would be needed" in shown.text
        assert await grants(db, club) == []

    async def test_a_draft_before_it_is_saved(
        self, bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        card = await choose(await begin(linh, "Points"), "Course completed")
        assert "Try it" not in card.buttons  # it does nothing yet
        card = await choose(card, "Deduct points", {"Points": "50"})
        shown = await card.press("Try it")
        await bot.restart()
        tried = await shown.choose(mai)
        assert "⚠️ deduct 50 points" in tried.text
        assert "Save and enable" in (await tried.press("Back")).buttons
        assert await spend(db, mai) == 0

    async def test_one_whose_reward_is_archived_meanwhile(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await workflow(db, club, course(await coupon(db, club, "Mug")), "Mugs")
        await (await linh.command("reward archive", reward="Mug")).press("Archive")
        lacking = await linh.command("workflow test", workflow="Mugs")
        assert "Step 1 · Reward" in lacking.text
        await lacking.press("Disable")
        assert "Step 1 · Reward" in (await linh.command("workflow enable", workflow="Mugs")).text

    async def test_one_that_is_about_nobody(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        general = club.default_channel
        card = await choose(
            await begin(linh, "Fridays"), "On a schedule", {"Schedule": "0 9 * * 5"}
        )
        card = await choose(card, "Announce in a channel", {"Channel": general, "Text": "Friday!"})
        tried = await card.press("Try it")
        assert "✅ post “Friday!”" in tried.text
        assert tried.selects == []
        assert await count(db, Delivery, club) == 0


class TestRuns:
    """Each run says what it did, and one that failed is carried on where it stopped."""

    async def test_a_run_tells_what_it_did_and_what_a_condition_said(
        self, bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        student = club.add_role("Student")
        reward = await badge(db, club, "Graduate")
        conditions = [{"type": "has_role", "role": str(student.id)}]
        await workflow(db, club, {**course(reward), "conditions": conditions}, "Badges")
        await mai.add_role(student)
        await has_roles(db, mai)
        for member in (mai, bob):
            await member.command("balance")
            await happen(bot, db, "course_complete", member)
        shown = await linh.command("workflow runs", workflow="Badges")
        assert "2 runs" in shown.text
        labels = [option["label"] for option in shown.selects[0]["options"]]
        when = r"\d{4}-\d\d-\d\d \d\d:\d\d"
        assert re.fullmatch(rf"1\. {when} · stopped by a condition · Badges", labels[0])
        assert re.fullmatch(rf"2\. {when} · done · Badges", labels[1])
        await bot.restart()
        done = await shown.choose(labels[1])
        assert "✅ they have the role" in done.text
        assert "✅ give *Graduate*" in done.text
        declined = await (await done.press("All runs")).choose(labels[0])
        assert "❌ they have the role" in declined.text
        assert "assign" not in declined.text
        only = await linh.command("workflow runs", workflow="Badges", outcome="declined")
        assert len(only.selects[0]["options"]) == 1

    async def test_what_failed_shows_why_and_is_retried_once_it_can_be_done(
        self, bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        reward = await coupon(db, club, "Mug", stock=1)
        await workflow(db, club, course(reward, {"type": "award_points", "points": 7}), "Mugs")
        for member in (bob, mai):
            await happen(bot, db, "course_complete", member)
        listed = await linh.command("workflow list")
        assert "Broken" in listed.text
        assert "Mug" in listed.text.split("Broken")[1]
        shown = await linh.command("workflow runs", outcome="failed")
        assert "**Mugs**" in shown.text
        run = await shown.choose(shown.selects[0]["options"][0]["label"])
        assert "⚠️ give *Mug*" in run.text
        assert "award 7 points" not in run.text
        await linh.command("reward edit", reward="Mug", stock=5)
        await bot.restart()
        again = await run.press("Retry")
        bot.client.worker.wake()
        await settled_runs(db, club)
        assert len(await grants(db, club)) == 2
        assert await spend(db, mai) == 207
        seen = again if "Look again" not in again.buttons else await again.press("Look again")
        assert "Retry" not in seen.buttons
        assert "✅ award 7 points" in seen.text
        assert "Broken" not in (await linh.command("workflow list")).text
        assert await count(db, Grant, club) == 2

    async def test_a_goals_reward_is_among_them(
        self, bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        mug = await coupon(db, club, "Mug", stock=0)
        await linh.command("reward edit", reward="Mug", stock=1)
        await linh.command(
            "goal create",
            name="Regular",
            period="weekly",
            counts="course_complete",
            target=1,
            reward="Mug",
        )
        await linh.command("reward unpublish", reward="Mug")
        await happen(bot, db, "course_complete", mai)
        await settled_runs(db, club)
        shown = await linh.command("workflow runs", outcome="failed")
        assert "**Regular**" in shown.text
        run = await shown.choose(shown.selects[0]["options"][0]["label"])
        await linh.command("reward publish", reward="Mug")
        await run.press("Retry")
        bot.client.worker.wake()
        await settled_runs(db, club)
        assert await grants(db, club) == [(mai.id, mug, "held")]

    async def test_a_run_that_waits_says_until_when_and_follows_its_version(
        self,
        bot: RunningBot,
        db: Database,
        clock: Clock,
        club: Community,
        linh: Member,
        mai: Member,
    ) -> None:
        wait = {"type": "wait", "duration": "1d"}
        points = {"type": "award_points", "points": 7}
        trigger = {"type": "course_complete"}
        await workflow(db, club, {"trigger": trigger, "steps": [wait, points]}, "Later")
        await happen(bot, db, "course_complete", mai)
        card = await linh.command("workflow edit", workflow="Later")
        card = await choose(card, "Award points", {"Points": "90"})
        await (await choose(card, "2. Award 7 points")).press("Remove")
        await (await linh.command("workflow edit", workflow="Later")).press("Save")
        shown = await linh.command("workflow runs", workflow="Later")
        run = await shown.choose(shown.selects[0]["options"][0]["label"])
        assert "⏳ wait 1 day" in run.text
        assert "version 1" in run.text
        clock.now += timedelta(days=1)
        bot.client.worker.wake()
        await settled_runs(db, club)
        assert "✅ award 7 points" in (await run.press("Look again")).text
        assert await spend(db, mai) == 207

    async def test_all_that_failed_for_one_cause_are_retried_at_once(
        self, bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        reward = await coupon(db, club, "Mug", stock=0)
        await workflow(db, club, course(reward), "Mugs")
        for member in (bob, mai):
            await happen(bot, db, "course_complete", member)
        none = await linh.command("workflow runs", member=linh)
        assert "Leave an option out" in none.text
        of_mai = await linh.command("workflow runs", member=mai, reward="Mug")
        assert mai.mention in of_mai.text
        assert bob.mention not in of_mai.text
        shown = await linh.command("workflow runs", outcome="failed")
        asked = await shown.choose("Mugs · 2 failed", select=1)
        assert "retry 2 failed runs" in asked.text
        other = await linh.command("workflow runs", outcome="failed")
        run = await other.choose(other.selects[0]["options"][0]["label"])
        other = await run.press("Retry all 2")
        assert other.buttons == ["Retry all 2", "Not now"]
        await linh.command("reward edit", reward="Mug", stock=5)
        await bot.restart()
        done = await asked.press("Retry all 2")
        assert "2 runs continue" in done.text
        bot.client.worker.wake()
        await settled_runs(db, club)
        assert len(await grants(db, club)) == 2
        assert "Nothing is left" in (await other.press("Retry all 2")).text
        audited = await linh.command("audit", kind="workflows")
        assert "retried 2 failed runs of **Mugs**" in audited.text

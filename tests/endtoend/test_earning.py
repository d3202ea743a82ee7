"""From what members do to their points; /points rules, /daily; and what members are told of it."""

import pytest

from bot.localdiscord import Answer, Channel, Community, Member
from bot.services.community import settings
from bot.services.points import ledger, rules
from bot.services.points.ledger import Balances
from bot.services.points.rules import Rule
from db.database import Database
from tests.endtoend.events import members_synced
from tests.endtoend.rewards import award, boss, coupon
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")


async def rule(db: Database, club: Community, action: str) -> Rule | None:
    """Return the rule of an action."""
    return await db.read(rules.find, club.id, action)


async def reaches(db: Database, member: Member, earn: int, spend: int) -> None:
    """Wait until a member has so many points."""

    async def check() -> bool:
        has = await db.read(ledger.balances, member.community.id, member.id)
        return has == Balances(earn, spend)

    await until(check)


async def saved(asked: Answer) -> Answer:
    """Save the change that a card asks about."""
    assert "Save this change?" in asked.text
    return await asked.press("Save")


class TestRules:
    async def test_every_rule_is_shown(self, linh: Member) -> None:
        shown = await linh.command("points rules")
        assert shown.ephemeral
        assert "**Message** · 5 points · up to 20 a day · at least 1 min apart" in shown.text
        assert "**Reply** · 3 points · up to 20 a day · at least 30 s apart" in shown.text
        assert "**First activity of the day** · 10 points · once a day" in shown.text
        assert "**Course completed** · 200 points\n" in shown.text

    async def test_a_rule_is_changed_and_set_back(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        asked = await linh.command(
            "points rules", action="post_created", points=7, daily_cap=0, cooldown=0
        )
        assert "**Message** · 7 points" in asked.text
        assert await rule(db, club, "post_created") == rules.DEFAULTS["post_created"]
        changed = await saved(asked)
        assert "**Message** · 7 points" in changed.text
        assert "a day" not in changed.text
        assert await rule(db, club, "post_created") == Rule("post_created", 7)
        await saved(await linh.command("points rules", action="post_created", points=0))
        one = await linh.command("points rules", action="post_created")
        assert "**Message** · nothing" in one.text
        back = await saved(await linh.command("points rules", action="post_created", reset=True))
        assert "**Message** · 5 points" in back.text
        assert await rule(db, club, "post_created") == rules.DEFAULTS["post_created"]

    async def test_an_action_is_named_found_and_removed(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        named = await linh.command("points rules", name="Book *review*", points=25)
        assert "name" in named.text
        assert await rule(db, club, "custom:book_*review*") is None
        named = await linh.command("points rules", name="Book Review", points=25, daily_cap=1)
        assert r"**book\_review** · 25 points · once a day" in named.text
        (offered,) = await linh.autocomplete("points rules", "action", "Review")
        assert offered.value == "custom:book_review"
        assert r"book\_review" in (await linh.command("points rules")).text
        again = await linh.command("points rules", name="book review", points=1)
        assert "already" in again.text
        await saved(await linh.command("points rules", action=offered.value, reset=True))
        assert await rule(db, club, "custom:book_review") is None
        gone = await linh.command("points rules", action=offered.value, points=1)
        assert "no action called" in gone.text

    @pytest.mark.parametrize(
        ("options", "named"),
        [
            ({"points": 5}, "**action**"),
            ({"reset": True}, "**action**"),
            ({"action": "post_created", "reset": True, "points": 5}, "**reset**"),
            ({"name": "Review"}, "**points**"),
            ({"name": "Review", "points": 5, "action": "quiz_pass"}, "**name**"),
            ({"action": "flying", "points": 5}, "no action called"),
        ],
    )
    async def test_what_does_not_go_together_is_refused(
        self, options: dict[str, object], named: str, db: Database, club: Community, linh: Member
    ) -> None:
        assert named in (await linh.command("points rules", **options)).text
        assert await db.read(rules.every, club.id) == list(rules.DEFAULTS.values())

    async def test_actions_are_offered_by_what_they_are_called(self, linh: Member) -> None:
        linh.locale = "vi"
        offered = await linh.autocomplete("points rules", "action", "khóa")
        assert [(one.name, one.value) for one in offered] == [
            ("Hoàn thành khóa học", "course_complete")
        ]

    async def test_the_audit_tells(self, linh: Member) -> None:
        await saved(await linh.command("points rules", action="quiz_pass", points=9, cooldown=30))
        await saved(await linh.command("points rules", action="quiz_pass", reset=True))
        await linh.command("points rules", name="review", points=5)
        await saved(await linh.command("points rules", action="custom:review", reset=True))
        text = (await linh.command("audit")).text
        assert r"set quiz\_pass to 9 points, up to 20 times a day, 30 s apart" in text
        for part in (r"reset quiz\_pass to its", "added the action custom:review", "removed the"):
            assert part in text

    async def test_members_are_refused(self, db: Database, club: Community, mai: Member) -> None:
        for options in ({}, {"action": "post_created", "points": 999}, {"name": "x", "points": 9}):
            refused = await mai.command("points rules", **options, force=True)
            assert "for managers" in refused.text
        assert await mai.autocomplete("points rules", "action", "", force=True) == []
        assert await db.read(rules.every, club.id) == list(rules.DEFAULTS.values())


class TestEarning:
    async def test_a_message_pays_and_its_history_says_so(
        self, db: Database, mai: Member, linh: Member
    ) -> None:
        await mai.post("Good morning")
        await reaches(db, mai, 15, 15)
        shown = await mai.command("balance")
        assert "**+5** for a message" in shown.text
        assert "**+10** for the first activity of the day" in shown.text
        assert "for a message" in (await linh.command("points history", member=mai)).text

    async def test_a_deleted_message_pays_nothing(
        self, db: Database, mai: Member, bob: Member
    ) -> None:
        message = await mai.post("Oops")
        await reaches(db, mai, 15, 15)
        await mai.delete(message)
        await reaches(db, mai, 10, 10)
        assert "**−5** taken back" in (await mai.command("balance")).text

    async def test_who_has_too_few_points_is_told_what_pays(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await coupon(db, club, cost=50)
        await award(db, mai, 10)
        refused = await mai.command("claim", reward="Mug")
        assert "You need 40 points more. Earn them by writing messages (5 points each)" in (
            refused.text
        )
        assert "Earn more by writing messages" in (await mai.command("store")).text
        await saved(await linh.command("points rules", action="post_created", points=0))
        refused = await mai.command("claim", reward="Mug")
        assert "writing messages" not in refused.text
        assert "Earn them by replying" in refused.text
        mai.locale = "vi"
        assert "kiếm thêm bằng cách trả lời" in (await mai.command("claim", reward="Mug")).text

    async def test_where_nothing_pays_nothing_is_promised(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await coupon(db, club, cost=50)
        for action in rules.ACTIONS:
            await db.write(rules.change, boss(club), action, points=0)
        assert "Earn" not in (await mai.command("claim", reward="Mug")).text
        assert "Earn your first" not in (await mai.command("balance")).text

    async def test_a_custom_action_is_a_way_too(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await db.write(settings.set_currency, boss(club), "stars")
        for action in rules.ACTIONS:
            await db.write(rules.change, boss(club), action, points=0)
        await linh.command("points rules", name="review", points=25)
        assert "by review (25 stars each time)" in (await mai.command("balance")).text


class TestDaily:
    async def test_once_a_day(self, mai: Member, clock: Clock) -> None:
        first = await mai.command("daily")
        assert first.ephemeral
        assert "Checked in for today: **+10 points**" in first.text
        assert "Your streak starts" in first.text
        tomorrow = int(clock.now.replace(hour=0).timestamp()) + 86_400
        assert f"<t:{tomorrow}:R>" in first.text
        again = await mai.command("daily")
        assert "already checked in today (**+10 points**)" in again.text
        clock.forward(days=1)
        assert "**2 days** in a row" in (await mai.command("daily")).text

    async def test_who_wrote_a_message_is_in_already(self, db: Database, mai: Member) -> None:
        await mai.post("Good morning")
        await reaches(db, mai, 15, 15)
        assert "already checked in today (**+10 points**)" in (await mai.command("daily")).text
        await reaches(db, mai, 15, 15)

    async def test_a_day_may_pay_nothing(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await saved(await linh.command("points rules", action="daily_login", points=0))
        shown = await mai.command("daily")
        assert "Checked in for today." in shown.text
        assert "Your streak starts" in shown.text
        assert "already checked in today." in (await mai.command("daily")).text

    async def test_points_that_are_late_are_on_their_way(
        self, bot: RunningBot, db: Database, mai: Member
    ) -> None:
        await bot.client.worker.stop()
        try:
            shown = await mai.command("daily")
            assert "on their way" in shown.text
        finally:
            await bot.restart()
        await reaches(db, mai, 10, 10)

    async def test_the_streak_is_on_the_profile(
        self, mai: Member, bob: Member, clock: Clock
    ) -> None:
        await mai.command("daily")
        assert "Streak" not in (await bob.command("profile", member=mai)).text
        clock.forward(days=1)
        await mai.command("daily")
        assert (
            "Streak: **2 days** in a row · best: 2"
            in (await bob.command("profile", member=mai)).text
        )
        await mai.command("privacy profile", visible=0)
        assert "Streak" not in (await bob.command("profile", member=mai)).text
        clock.forward(days=2)
        assert "No streak at the moment · best: 2" in (await mai.command("profile")).text


class TestLeaderboard:
    async def test_places_and_ones_own(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        await members_synced(db, club)  # who joins meanwhile is taken for gone until that is heard
        assert "writing messages" in (await mai.command("leaderboard")).text
        await award(db, mai, 20)
        await award(db, bob, 50)
        shown = await mai.command("leaderboard")
        assert shown.ephemeral
        assert "Leaderboard: this week" in shown.text
        assert f"**1.** {bob.mention} · 50 points\n**2.** {mai.mention} · 20 points" in shown.text
        assert "You are 2nd with 20 points" in shown.text
        assert "You are not on it yet" in (await linh.command("leaderboard")).text

    async def test_spans(self, db: Database, mai: Member, clock: Clock) -> None:
        await award(db, mai, 20)
        clock.forward(days=7)
        await award(db, mai, 5)
        week = await mai.command("leaderboard")
        assert "· 5 points" in week.text
        month = await week.press("This month")
        assert month.message is week.message
        assert "· 25 points" in month.text
        assert "Leaderboard: all time" in (await month.press("All time")).text
        assert "· 25 points" in (await mai.command("leaderboard", span="quarter")).text

    async def test_pages(self, db: Database, club: Community, mai: Member) -> None:
        await members_synced(db, club)
        for number in range(11):
            await award(db, club.add_member(f"Reader{number}"), 100 - number)
        await award(db, mai, 1)
        first = await mai.command("leaderboard")
        assert "**10.**" in first.text
        assert "You are 12th with 1 point" in first.text
        second = await first.press("Next")
        assert f"**12.** {mai.mention}" in second.text
        assert "**10.**" in (await second.press("Previous")).text

    async def test_who_wishes_so_is_left_out(self, db: Database, mai: Member, bob: Member) -> None:
        await award(db, mai, 20)
        await award(db, bob, 10)
        hidden = await mai.command("privacy leaderboard", visible=0)
        assert "hidden from the leaderboard" in hidden.text
        assert mai.mention not in (await bob.command("leaderboard")).text
        assert "stay off the leaderboard" in (await mai.command("leaderboard")).text
        assert (
            "You are on the leaderboard"
            in (await mai.command("privacy leaderboard", visible=1)).text
        )
        assert mai.mention in (await bob.command("leaderboard")).text

    async def test_who_left_is_left_out(self, db: Database, mai: Member, bob: Member) -> None:
        await award(db, mai, 20)
        await award(db, bob, 10)
        await mai.leave()

        async def check() -> bool:
            return mai.mention not in (await bob.command("leaderboard")).text

        await until(check)

    async def test_it_can_be_posted(
        self, db: Database, general: Channel, mai: Member, linh: Member
    ) -> None:
        await award(db, mai, 20)
        await linh.command("settings language", language="vi")
        posted: Answer = await mai.command("leaderboard", show=True)
        assert not posted.ephemeral
        assert posted.message in general.messages
        assert "Bảng xếp hạng tuần này" in posted.text
        assert "Bạn đứng" not in posted.text
        assert posted.buttons == []
        assert posted.message is not None
        assert posted.message.mentions["users"] == []

"""/goals and /goal: members see how far they are, managers make goals in chat."""

import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member, Permissions
from bot.services.goals import listing
from bot.services.goals.listing import GoalDetails
from bot.services.points import rules as earning
from db.database import Database
from db.tables import GoalState, Period, RewardKind
from tests.endtoend.rewards import as_person, badge, boss, coupon, grants, publish
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.goals import do
from tests.support.rewards import as_manager
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")


async def the(db: Database, linh: Member, name: str) -> GoalDetails:
    """Return the goal with a name."""
    for state in GoalState:
        shown = await db.read(listing.list_goals, as_manager(linh), state=state)
        for goal in shown.lines:
            if goal.name == name:
                return goal
    raise LookupError(name)


async def count(db: Database, linh: Member) -> int:
    """Return how many goals there are."""
    return (await db.read(listing.list_goals, as_manager(linh))).total


async def writer(linh: Member, name: str = "Writer", *, target: int = 4, **options: object) -> None:
    """Make a goal with options."""
    fields = {"name": name, "period": "weekly", "counts": "post_created", "target": target}
    await linh.command("goal create", **fields | options)


class TestMembers:
    async def test_a_member_sees_how_far_they_are(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        await badge(db, club)
        await writer(linh, reward="Reader")
        await db.write(do, as_person(mai))
        shown = await mai.command("goals")
        assert shown.ephemeral
        for part in ("**Writer**", "▰▰▱▱▱▱▱▱▱▱", "**1** of 4 messages a week", "reward: Reader"):
            assert part in shown.text
        (goal,) = (await db.read(listing.mine, as_person(mai))).goals
        assert f"<t:{goal.ends_at.timestamp():.0f}:R>" in shown.text
        await db.write(do, as_person(mai), 3)
        shown = await mai.command("goals")
        assert "**Completed**: 4 messages a week" in shown.text
        assert "▱" not in shown.text
        assert "**0** of 4" in (await bob.command("goals")).text

    async def test_messages_reach_a_goal_and_bring_its_reward(
        self,
        db: Database,
        clock: Clock,
        club: Community,
        general: Channel,
        linh: Member,
        mai: Member,
    ) -> None:
        reward = await badge(db, club)
        await writer(linh, target=2, reward="Reader")
        for text in ("Good morning", "and good evening"):
            await mai.post(text)
            clock.forward(minutes=1)  # what comes sooner does not count

        async def found_grants() -> list[tuple[int, int, str]]:
            return await grants(db, club)

        assert await until(found_grants) == [(mai.id, reward, "held")]
        assert "**Completed**" in (await mai.command("goals")).text

    async def test_a_new_period_begins_anew(
        self, db: Database, clock: Clock, linh: Member, mai: Member
    ) -> None:
        await writer(linh)
        await db.write(do, as_person(mai), 4)
        clock.forward(days=7)
        assert "**0** of 4" in (await mai.command("goals")).text

    async def test_pages_turn(self, db: Database, linh: Member, mai: Member) -> None:
        for number in range(listing.MEMBERS_PAGE + 1):
            await writer(linh, f"Goal {number}")
        shown = await mai.command("goals")
        assert "Goal 5" not in shown.text
        shown = await shown.press("Next")
        assert "Goal 5" in shown.text
        assert "Goal 4" in (await shown.press("Previous")).text

    async def test_none_are_there_yet(self, mai: Member) -> None:
        shown = await mai.command("goals")
        assert shown.ephemeral
        assert "no goals yet" in shown.text

    async def test_points_have_the_communitys_name_and_the_member_their_language(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        lan = club.add_member("Lan", locale="vi")
        await linh.command("settings currency", name="sao")
        await linh.command("goal create", name="Star", period="monthly", target=50)
        await db.write(do, as_person(lan), points=20)
        assert "**20** / 50 sao mỗi tháng" in (await lan.command("goals")).text


class TestMaking:
    async def test_options_make_a_goal(self, db: Database, club: Community, linh: Member) -> None:
        await coupon(db, club)
        made = await linh.command(
            "goal create",
            name="Talker",
            period="quarterly",
            counts="voice_minute",
            target=1200,
            reward="Mug",
        )
        assert made.ephemeral
        assert made.buttons == ["Change", "Archive"]
        assert "1,200 voice minutes a quarter" in made.text
        goal = await the(db, linh, "Talker")
        assert (goal.period, goal.present.action) == (Period.QUARTERLY, "voice_minute")
        assert goal.present.target == 1200
        assert goal.present.prize is not None
        assert goal.present.prize.name == "Mug"

    async def test_a_form_makes_a_goal(self, db: Database, linh: Member) -> None:
        form = (await (await linh.command("goal create")).press("Make my own")).modal
        assert form is not None
        assert list(form.fields) == ["Name", "Period", "What counts", "Target", "Reward"]
        assert len(form.fields["What counts"].options) == 1 + len(earning.ACTIONS)
        card = await form.submit({"Name": "Writer", "Period": "Weekly", "Target": "1,000"})
        assert "1,000 points a week" in card.text
        goal = await the(db, linh, "Writer")
        assert (goal.present.action, goal.present.target) == (None, 1000)

    async def test_a_ready_made_goal_is_one_choice(self, db: Database, linh: Member) -> None:
        card = await linh.command("goal create")
        made = await card.choose("Weekly regular")
        assert "5 active days a week" in made.text
        assert (await the(db, linh, "Weekly regular")).present.action == "daily_login"
        again = await (await linh.command("goal create")).choose("Weekly regular")
        assert "already" in again.text
        assert await count(db, linh) == 1

    async def test_what_is_wrong_is_listed_and_fixed_after_a_restart(
        self, bot: RunningBot, db: Database, club: Community, linh: Member
    ) -> None:
        await writer(linh)
        await db.write(earning.name_action, boss(club), "party", 5)
        wrong = await linh.command(
            "goal create", name="writer", counts="custom:party", target=3, reward="Nothing"
        )
        for field in ("**Name**", "**Period**", "“Nothing”"):
            assert field in wrong.text
        assert await count(db, linh) == 1
        await bot.restart()
        form = (await wrong.press("Fix it")).modal
        assert form is not None
        assert form.fields["Name"].value == "writer"
        assert form.fields["Target"].value == "3"
        still = await form.submit({"Name": "Guest", "Period": "Monthly"})
        assert "**Name**" not in still.text
        form = (await still.press("Fix it")).modal
        assert form is not None
        card = await form.submit({"Reward": ""})
        assert "3 × party a month" in card.text
        goal = await the(db, linh, "Guest")
        assert (goal.period, goal.present.action) == (Period.MONTHLY, "custom:party")

    async def test_a_reward_that_cannot_be_given_is_refused(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await publish(db, club, RewardKind.VOUCHER, "Bookshop")
        wrong = await linh.command(
            "goal create", name="Writer", period="weekly", target=3, reward="Bookshop"
        )
        assert "Fix it" in wrong.buttons
        assert "`/codes import`" in wrong.text
        assert await count(db, linh) == 0

    async def test_names_and_actions_are_offered_while_typing(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await writer(linh, "Night writer")
        await badge(db, club, "Night reader")
        await linh.command("reward create", kind="badge", name="Nightly draft")
        await db.write(earning.name_action, boss(club), "party", 5)
        offered = await linh.autocomplete("goal edit", "goal", "night")
        assert [choice.name for choice in offered] == ["Night writer"]
        offered = await linh.autocomplete("goal create", "reward", "night")
        assert [choice.value for choice in offered] == ["Night reader"]
        offered = await linh.autocomplete("goal create", "counts", "par")
        assert [choice.value for choice in offered] == ["custom:party"]
        offered = await linh.autocomplete("goal create", "counts", "points")
        assert [choice.value for choice in offered] == ["points"]
        # What is being prepared is nobody else's business.
        for command, option in (("edit", "goal"), ("create", "reward"), ("create", "counts")):
            assert await mai.autocomplete(f"goal {command}", option, "", force=True) == []


class TestChanging:
    async def test_a_change_holds_from_the_next_period_on(
        self, db: Database, clock: Clock, linh: Member, mai: Member
    ) -> None:
        await writer(linh)
        await db.write(do, as_person(mai))
        changed = await linh.command("goal edit", goal="Writer", target=8)
        assert "June 9, 2025" in changed.text
        assert "4 messages a week" in changed.text
        assert "8 messages a week" in changed.text
        assert "of 4 messages" in (await mai.command("goals")).text
        clock.forward(days=7)
        assert "of 8 messages" in (await mai.command("goals")).text
        back = await linh.command("goal edit", goal="Writer", target=8)
        assert "nothing was changed" in back.text

    async def test_a_change_holds_at_once_while_nobody_has_begun(
        self, linh: Member, mai: Member
    ) -> None:
        await writer(linh)
        changed = await linh.command("goal edit", goal="Writer", target=8, count_all=True)
        assert "nobody has made progress" in changed.text
        assert "4 messages" not in changed.text
        assert "Everything counts" in changed.text
        assert "of 8 messages" in (await mai.command("goals")).text

    async def test_the_form_is_filled_in_with_what_there_is(
        self, db: Database, club: Community, linh: Member
    ) -> None:
        await badge(db, club)
        await writer(linh, reward="Reader")
        card = await linh.command("goal edit", goal="Writer")
        form = (await card.press("Change")).modal
        assert form is not None
        assert {label: field.value for label, field in form.fields.items()} == {
            "Name": "Writer",
            "What counts": ["Message"],
            "Target": "4",
            "Reward": "Reader",
            "Count all": ["No, only what the earning rule counts"],
        }
        card = await form.submit({"Name": "Author", "Reward": ""})
        goal = await the(db, linh, "Author")
        assert goal.later is None
        assert goal.present.prize is None

    async def test_a_wrong_change_changes_nothing_and_is_fixed(
        self, db: Database, linh: Member
    ) -> None:
        await writer(linh)
        await writer(linh, "Talker")
        wrong = await linh.command("goal edit", goal="Writer", name="talker", target=9)
        assert (await the(db, linh, "Writer")).present.target == 4
        form = (await wrong.press("Fix it")).modal
        assert form is not None
        assert (form.fields["Target"].value, form.fields["What counts"].value) == ("9", ["Message"])
        await form.submit({"Name": "Author"})
        goal = await the(db, linh, "Author")
        assert goal.present.target == 9

    async def test_archiving_asks_first_and_is_final(
        self, db: Database, linh: Member, mai: Member
    ) -> None:
        await writer(linh)
        card = await linh.command("goal edit", goal="Writer")
        await (await linh.command("goal archive", goal="Writer")).press("Not now")
        assert (await the(db, linh, "Writer")).state is GoalState.ACTIVE
        done = await (await linh.command("goal archive", goal="Writer")).press("Archive")
        assert done.buttons == []
        assert (await the(db, linh, "Writer")).state is GoalState.ARCHIVED
        assert "Writer" not in (await mai.command("goals")).text
        for label in ("Change", "Archive"):
            refused = await card.press(label)
            assert refused.modal is None
            assert "archived" in refused.text
        refused = await linh.command("goal edit", goal="Writer", target=5)
        assert "archived" in refused.text

    async def test_the_list_leads_to_each(self, db: Database, linh: Member, mai: Member) -> None:
        for number in range(listing.PAGE + 1):
            await writer(linh, f"Goal {number:02}")
        await db.write(do, as_person(mai), 4)
        shown = await linh.command("goal list")
        assert "11 goals" in shown.text
        assert shown.text.count("completed by 1 member") == listing.PAGE
        shown = await shown.press("Next")
        card = await shown.choose("Goal 00")
        assert "1 completed, 0 in progress" in card.text
        archived = await linh.command("goal list", state="archived")
        assert "No goal is archived" in archived.text

    async def test_what_was_done_reads_as_sentences(self, linh: Member) -> None:
        await writer(linh)
        await linh.command("goal edit", goal="Writer", name="Author", target=9)
        await (await linh.command("goal archive", goal="Author")).press("Archive")
        text = (await linh.command("audit")).text
        for part in (
            "created the goal **Writer**",
            "changed the goal **Author**: name Writer → Author, target 4 → 9",
            "archived the goal **Author**",
        ):
            assert part in text


class TestWhoMayNot:
    @pytest.mark.parametrize(
        ("command", "options"),
        [
            ("create", {}),
            ("create", {"name": "Mine", "period": "weekly", "target": 3}),
            ("edit", {"goal": "Writer"}),
            ("edit", {"goal": "Writer", "target": 9}),
            ("archive", {"goal": "Writer"}),
            ("list", {}),
        ],
    )
    async def test_members_are_refused(
        self, command: str, options: dict[str, object], db: Database, linh: Member, mai: Member
    ) -> None:
        await writer(linh)
        before = await the(db, linh, "Writer")
        refused = await mai.command(f"goal {command}", force=True, **options)
        assert refused.ephemeral
        assert refused.modal is None
        assert (refused.buttons, refused.selects) == ([], [])
        assert "Writer" not in refused.text
        assert await the(db, linh, "Writer") == before
        assert await count(db, linh) == 1

    async def test_somebody_who_is_no_manager_any_more_is_refused(
        self, db: Database, linh: Member
    ) -> None:
        await writer(linh)
        before = await the(db, linh, "Writer")
        card, new, question, shown = (
            await linh.command("goal edit", goal="Writer"),
            await linh.command("goal create"),
            await linh.command("goal archive", goal="Writer"),
            await linh.command("goal list"),
        )
        form = (await card.press("Change")).modal
        assert form is not None
        for role in list(linh.roles):
            await linh.remove_role(role)
        for pressed in (
            await card.press("Change"),
            await card.press("Archive"),
            await new.press("Make my own"),
            await new.choose("Weekly regular"),
            await question.press("Archive"),
            await shown.choose("Writer"),
            await form.submit({"Target": "9"}),
        ):
            assert pressed.modal is None
            assert "managers" in pressed.text
        assert await the(db, linh, "Writer") == before
        assert await count(db, linh) == 1

    async def test_communities_do_not_see_each_other(
        self, discord: LocalDiscord, db: Database, linh: Member
    ) -> None:
        await writer(linh)
        ours = await the(db, linh, "Writer")
        other = discord.add_community("Chess club")
        other.add_channel("general")
        vera = other.add_member("Vera", permissions=Permissions.MANAGE_GUILD)
        for typed in ("Writer", str(ours.goal_id)):
            refused = await vera.command("goal edit", goal=typed, target=9)
            assert "no goal called" in refused.text
        assert await vera.autocomplete("goal edit", "goal", "Wri") == []
        assert "no goals yet" in (await vera.command("goals")).text
        assert await the(db, linh, "Writer") == ours

    async def test_a_name_that_was_not_offered(self, linh: Member) -> None:
        for command in ("goal edit", "goal archive"):
            refused = await linh.command(command, goal="Nothing")
            assert "no goal called “Nothing”" in refused.text


@pytest.mark.parametrize("locale", ["en-US", "vi"])
async def test_the_longest_of_everything_fits(db: Database, club: Community, locale: str) -> None:
    lan = club.add_member("Lan", permissions=Permissions.MANAGE_GUILD, locale=locale)
    reward = "*" * 80
    await badge(db, club, reward)
    await lan.command("settings currency", name="s" * 30)
    names = [f"{number:02}{'*' * 78}" for number in range(listing.PAGE)]
    for name in names:
        await lan.command("goal create", name=name, period="quarterly", target=10**9, reward=reward)
        await lan.command("goal edit", goal=name, target=10**9 - 1)
    await lan.command("reward unpublish", reward=reward)
    assert len((await lan.command("goal list")).selects[0]["options"]) == listing.PAGE
    await lan.command("goal edit", goal=names[0])
    assert (await lan.command("goals")).buttons

"""/workflow: putting workflows together on their card, and letting them work."""

import pytest

from bot.localdiscord import Community, File, Member, Permissions
from db.database import Database
from tests.endtoend.answers import ids, lead_to
from tests.endtoend.conftest import in_session
from tests.endtoend.deliveries import settled
from tests.endtoend.rewards import badge, boss, coupon, grants, spend, voucher
from tests.endtoend.workflows import begin, choose, happen, offered, workflow, workflows
from tests.support.bot import RunningBot
from tests.support.goals import goal

pytestmark = pytest.mark.usefixtures("discord")


@in_session
async def linh(club: Community) -> Member:
    """A manager who may also give roles."""
    return club.add_member("Linh", permissions=Permissions.MANAGE_GUILD | Permissions.MANAGE_ROLES)


class TestTheThreeThatLaurelIsKnownFor:
    """Each is put together by hand, reads as one sentence, and gives its reward once."""

    async def test_a_goal_brings_a_badge(
        self, bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        reward = await badge(db, club, "Goal getter")
        card = await begin(linh, "Badge for goals")
        card = await choose(card, "Goal completed", {"Only goals without a reward": "Yes"})
        card = await choose(card, "Give a reward", {"Reward": "Goal getter"})
        sentence = "**When** a member completes a goal that has no reward of its own, **then** give"
        assert f"{sentence} *Goal getter*." in card.text
        saved = await card.press("Save and enable")
        assert "enabled" in saved.text
        mug = await coupon(db, club, "Mug")
        for name, prize in (("Regular", "Mug"), ("Writer", None), ("Reader", None)):
            goal_id = await db.write(goal, name, reward=prize, by=boss(club))
            done = {"goal": str(goal_id), "goal_name": name, "begins_on": "2025-06-02"}
            own = str(mug) if prize else None
            await happen(bot, db, "goal_completed", mai, name, **done, reward=own)
        assert await grants(db, club) == [(mai.id, mug, "held"), (mai.id, reward, "held")]

    async def test_a_course_brings_a_voucher(
        self, bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        student = club.add_role("Student", position=1)
        await mai.add_role(student)
        reward = await voucher(db, club, "BOOK-0001", name="Book voucher")
        card = await begin(linh, "Books for students")
        card = await choose(card, "Course completed")
        card = await choose(card, "Has a role", {"Role": student})
        card = await choose(card, "Give a reward", {"Reward": "Book voucher"})
        card = await choose(card, "Send a direct message", {"Text": "Enjoy {reward}!"})
        assert (
            f"**When** a member completes a course, **if** they have the role {student.mention}, "
            "**then** give *Book voucher* and send them “Enjoy {reward}!”."
        ) in card.text
        await card.press("Save and enable")
        for member in (bob, mai):
            await happen(bot, db, "course_complete", member, id="python")
        assert await grants(db, club) == [(mai.id, reward, "held")]
        await settled(db, club)
        assert any("Enjoy Book voucher!" in message.text for message in mai.direct_messages)
        assert bob.direct_messages == []

    async def test_a_first_membership_brings_a_coupon(
        self, bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        reward = await coupon(db, club, "Welcome mug")
        card = await begin(linh, "Welcome")
        card = await choose(card, "Membership begins")
        card = await choose(card, "First time for the member")
        card = await choose(card, "Give a reward", {"Reward": "Welcome mug"})
        assert "**if** it is the first time for them" in card.text
        await card.press("Save and enable")
        for key in ("january", "june"):
            await happen(bot, db, "membership_purchased", mai, key, plan="gold", tier=None)
        assert await grants(db, club) == [(mai.id, reward, "held")]


async def test_a_ready_made_one_asks_for_what_it_lacks(
    bot: RunningBot, db: Database, club: Community, linh: Member
) -> None:
    await coupon(db, club, "Mug")
    card = await begin(linh, ready="Welcome coupon")
    assert "Step 1 · Reward" in card.text
    assert card.buttons[0] == "Fill in: Step 1 · Reward"
    refused = await card.press("Save and enable")
    assert "Step 1 · Reward" in refused.text
    assert await workflows(db, club) == {}
    await bot.restart()
    form = (await refused.press("Fill in: Step 1 · Reward")).modal
    assert form is not None
    card = await form.submit({"Reward": "Mug"})
    await card.press("Save")
    assert await workflows(db, club) == {"Welcome coupon": ("disabled", 1)}


async def test_a_form_that_is_wrong_is_fixed_and_comes_back_to_the_card(
    bot: RunningBot, linh: Member
) -> None:
    card = await begin(linh, "Points")
    card = await choose(card, "Course completed")
    wrong = await choose(card, "Award points", {"Points": "a lot"})
    assert "Points" in wrong.text
    await bot.restart()
    form = (await wrong.press("Fix it")).modal
    assert form is not None
    assert form.fields["Points"].value == "a lot"
    fixed = await form.submit({"Points": "1,500"})
    assert "award 1,500 points" in fixed.text
    wrong = await choose(fixed, "Wait", {"How long": "a while"})
    form = (await wrong.press("Fix it")).modal
    assert form is not None
    assert "wait 1 day and 12 hours" in (await form.submit({"How long": "1d 12h"})).text


async def test_parts_are_changed_moved_turned_marked_and_taken_out(
    bot: RunningBot, club: Community, linh: Member
) -> None:
    student = club.add_role("Student")
    card = await begin(linh, "Many parts")
    card = await choose(card, "Message or forum post")
    card = await choose(card, "Award points", {"Points": "5"})
    card = await choose(card, "Wait", {"How long": "2h"})
    card = await choose(card, "Has a role", {"Role": student})
    assert offered(card)[-4:] == [
        "When a member writes a message or forum post",
        "If they have the role @Student",
        "1. Award 5 points",
        "2. Wait 2 hours",
    ]
    part = await choose(card, "2. Wait 2 hours")
    await bot.restart()
    part = await part.press("Move up")
    assert "1. Wait 2 hours" in part.text
    form = (await part.press("Change…")).modal
    assert form is not None
    assert form.fields["How long"].value == "2h"
    card = await form.submit({"How long": "3h"})
    assert "**then** wait 3 hours and award 5 points." in card.text
    part = await (await choose(card, "2. Award 5 points")).press("Continue if it fails")
    card = await part.press("Back")
    assert "award 5 points (continue if it fails)" in card.text
    part = await (await choose(card, "If they have the role @Student")).press(
        "Reverse the condition"
    )
    card = await part.press("Back")
    assert f"**if** it is not true that they have the role {student.mention}" in card.text
    card = await (await choose(card, "1. Wait 3 hours")).press("Remove")
    assert "wait" not in card.text
    card = await choose(
        await choose(card, "When a member writes a message or forum post"),
        "Somebody joins",
    )
    assert "**When** somebody joins for the first time" in card.text


async def test_any_of_several_conditions_is_a_list_of_its_own(
    club: Community, linh: Member
) -> None:
    student, teacher = club.add_role("Student"), club.add_role("Teacher")
    card = await begin(linh, "Either")
    card = await choose(card, "Message or forum post")
    assert card.buttons == ["Rename", "Discard draft"]  # there is nothing to save yet
    assert "**then** …\n" in card.text
    card = await choose(card, "Award points", {"Points": "5"})
    inner = await choose(card, "At least one of these")
    assert "at least one is needed" in inner.text
    for role in (student, teacher):  # it stays open while it grows
        assert "At least one of these" not in offered(inner)
        inner = await choose(inner, "Has a role", {"Role": role})
    assert "needed" not in inner.text
    card = await inner.press("Back")
    both = f"they have the role {student.mention} or they have the role {teacher.mention}"
    assert f"at least one of these is true ({both})" in card.text
    assert "↳ If they have the role @Teacher" in offered(card)
    card = await (await choose(card, "↳ If they have the role @Teacher")).press("Remove")
    await card.press("Save and enable")


async def test_a_schedule_takes_only_what_is_about_nobody(linh: Member) -> None:
    card = await begin(linh, "Evenings")
    wrong = await choose(card, "On a schedule", {"Schedule": "whenever"})
    form = (await wrong.press("Fix it")).modal
    assert form is not None
    card = await form.submit({"Schedule": "0 18 * * 5"})
    steps = [option["label"] for option in card.selects[0]["options"]]
    assert steps == ["Announce in a channel", "Call a webhook", "Wait"]
    assert offered(card)[len(steps) :] == ["When the schedule “0 18 * * 5” is due"]


class TestPermissions:
    """Roles and channels are attached only by those who could use them by hand."""

    async def test_roles(self, club: Community, linh: Member) -> None:
        club.add_role("Student", position=1)
        police = club.add_role("Police", permissions=Permissions.KICK_MEMBERS, position=1)
        elder = club.add_role("Elder", position=99)
        card = await choose(await begin(linh, "Roles"), "Somebody joins")
        for role in (police, elder):
            refused = await choose(card, "Add a role", {"Role": role})
            assert role.mention in refused.text
            assert refused.buttons == ["Fix it"]
            card = await choose(card, "Has a role", {"Role": role})  # looking is free
        everybody = await choose(card, "Has a role", {"Role": club.everyone})
        assert everybody.buttons == ["Fix it"]
        file = "version: 1\nname: All\ntrigger: {type: user_signup}\nsteps:\n- type: add_role\n"
        draft = await linh.command(
            "workflow import", file=File("a.yaml", f"{file}  role: {club.id}\n".encode())
        )
        assert club.everyone.mention not in draft.text
        assert "everyone" in draft.text

    async def test_somebody_who_may_not_give_roles(self, club: Community) -> None:
        student = club.add_role("Student", position=1)
        vera = club.add_member("Vera", permissions=Permissions.MANAGE_GUILD)
        card = await choose(await begin(vera, "Roles"), "Somebody joins")
        refused = await choose(card, "Add a role", {"Role": student})
        assert refused.buttons == ["Fix it"]

    async def test_channels(self, club: Community, linh: Member) -> None:
        silent = club.add_channel("silent")
        await silent.overwrite(club.bot_role, deny=Permissions.SEND_MESSAGES)
        card = await choose(await begin(linh, "Words"), "Somebody joins")
        refused = await choose(
            card, "Announce in a channel", {"Channel": silent, "Text": "Hello {member}"}
        )
        assert "Send Messages" in refused.text


async def test_edits_hold_once_they_are_saved(
    bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await workflow(db, club)
    card = await linh.command("workflow edit", workflow="welcome")
    card = await choose(card, "Award points", {"Points": "7"})
    await happen(bot, db, "course_complete", mai, "one")
    assert await spend(db, mai) == 205  # with what the course itself earns
    await bot.restart()
    offers = await linh.autocomplete("workflow edit", "workflow", "welc")
    assert [choice.name for choice in offers] == ["Welcome (not saved yet)", "Welcome"]
    card = await linh.command("workflow edit", workflow=offers[0].value)
    await card.press("Save")
    await happen(bot, db, "course_complete", mai, "two")
    assert await spend(db, mai) == 205 + 212
    assert await workflows(db, club) == {"Welcome": ("enabled", 2)}


async def test_a_draft_is_renamed_and_thrown_away(
    db: Database, club: Community, linh: Member
) -> None:
    await workflow(db, club)
    card = await choose(await begin(linh, "welcome"), "Somebody joins")
    card = await choose(card, "Award points", {"Points": "5"})
    taken = await card.press("Save and enable")
    assert "already a workflow" in taken.text
    form = (await taken.press("Rename")).modal
    assert form is not None
    card = await form.submit({"Name": "Hello"})
    assert "## Hello" in card.text
    asked = await card.press("Discard draft")
    card = await asked.press("Back")
    gone = await (await card.press("Discard draft")).press("Discard draft")
    assert gone.buttons == []
    assert await workflows(db, club) == {"Welcome": ("enabled", 1)}


async def test_workflows_are_switched_on_and_off_and_put_away(
    bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await workflow(db, club)
    assert "disabled" in (await linh.command("workflow disable", workflow="Welcome")).text
    await happen(bot, db, "course_complete", mai)
    assert await spend(db, mai) == 200
    shown = await linh.command("workflow enable", workflow="Welcome")
    await bot.restart()
    asked = await shown.press("Archive")
    archived = await asked.press("Archive")
    assert archived.buttons == ["Runs", "Export"]
    assert await workflows(db, club) == {"Welcome": ("archived", 1)}
    assert "archived" in (await linh.command("workflow enable", workflow="Welcome")).text
    assert (await linh.command("workflow list")).selects == []
    assert "Welcome" in (await linh.command("workflow list", state="archived")).text


async def test_the_list_turns_pages(db: Database, club: Community, linh: Member) -> None:
    for number in range(9):
        await workflow(db, club, name=f"Number {number}")
    card = await linh.command("workflow list")
    assert "**Number 0**" in card.text
    assert "**Number 8**" not in card.text
    second = await card.press("Next")
    assert "**Number 8**" in second.text
    assert "Disable" in (await second.choose("Number 8")).buttons


async def test_members_can_do_none_of_it(db: Database, club: Community, mai: Member) -> None:
    await workflow(db, club)
    for command, options in (
        ("workflow create", {}),
        ("workflow list", {}),
        ("workflow runs", {}),
        ("workflow edit", {"workflow": "Welcome"}),
        ("workflow archive", {"workflow": "Welcome"}),
        ("workflow disable", {"workflow": "Welcome"}),
        ("workflow test", {"workflow": "Welcome"}),
        ("workflow export", {"workflow": "Welcome"}),
        ("settings setup", {}),
    ):
        refused = await mai.command(command, force=True, **options)
        assert refused.modal is None
        assert "Welcome" not in refused.text
    assert await mai.autocomplete("workflow edit", "workflow", "W", force=True) == []
    assert await workflows(db, club) == {"Welcome": ("enabled", 1)}


async def test_a_draft_is_for_whoever_began_it(club: Community, linh: Member) -> None:
    card = await begin(linh, "Mine")
    vera = club.add_member("Vera", permissions=Permissions.MANAGE_GUILD)
    theirs = await begin(vera, "Theirs")
    lead_to(theirs, ids(card)[0])
    refused = await theirs.press(0)
    assert refused.modal is None
    assert "Mine" not in refused.text

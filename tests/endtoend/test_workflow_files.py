"""Workflows as files: out of one community and into another, and what is wrong with them."""

import pytest

from bot.localdiscord import Answer, Community, File, LocalDiscord, Member, Permissions
from db.database import Database
from tests.endtoend.rewards import badge, coupon
from tests.endtoend.workflows import begin, choose, workflow, workflows
from tests.support.bot import RunningBot

pytestmark = pytest.mark.usefixtures("discord")

DEEP = """\
version: 1
name: Deep
trigger:
  type: post_created
conditions:
- type: any_of
  conditions:
  - type: has_role
    role: '{role}'
  - type: not
    condition:
      type: all_of
      conditions:
      - type: first_time
      - type: points_at_least
        points: 100
steps:
- type: assign_reward
  reward: Reader
  go_on: true
- type: wait
  duration: 1d 12h
- type: send_notification
  text: |-
    Well done, {{member}}!
    Enjoy {{reward}}.
"""


def yaml(text: str, name: str = "workflow.yaml") -> File:
    """Return a file."""
    return File(name, text.encode())


async def exported(manager: Member, name: str) -> str:
    """Return the text of the file of a workflow."""
    card = await manager.command("workflow export", workflow=name)
    (file,) = card.files
    return file.data.decode()


async def take_in(manager: Member, text: str, **options: str) -> Answer:
    """Import a file."""
    return await manager.command("workflow import", file=yaml(text), **options)


async def test_a_file_comes_back_as_it_went_out(
    bot: RunningBot, db: Database, club: Community, linh: Member
) -> None:
    await badge(db, club, "Reader")
    student = club.add_role("Student")
    text = DEEP.format(role=student.id)
    card = await take_in(linh, text)
    assert "Loaded from the file" in card.text
    assert (
        f"at least one of these is true (they have the role {student.mention} or "
        "it is not true that "
        "all of these are true (it is the first time for them and they have at least 100 points "
        "(earned in total)))"
    ) in card.text
    await bot.restart()
    await card.press("Save and enable")
    assert await workflows(db, club) == {"Deep": ("enabled", 1)}
    assert await exported(linh, "Deep") == text


async def test_it_goes_to_another_community_by_names(
    discord: LocalDiscord, db: Database, club: Community, linh: Member
) -> None:
    await coupon(db, club, "Mug")
    card = await begin(linh, "Mugs for members")
    card = await choose(card, "Membership begins")
    card = await choose(card, "Give a reward", {"Reward": "Mug"})
    await card.press("Save and enable")
    text = await exported(linh, "Mugs for members")
    other = discord.add_community("Chess club")
    other.add_channel("general")
    vera = other.add_member("Vera", permissions=Permissions.MANAGE_GUILD)
    refused = await take_in(vera, text)
    assert "line 7" in refused.text
    assert "steps.0.reward" in refused.text
    await coupon(db, other, "mug")
    await (await take_in(vera, text)).press("Save")
    assert await workflows(db, other) == {"Mugs for members": ("disabled", 1)}


async def test_a_file_takes_the_place_of_a_workflow(
    db: Database, club: Community, linh: Member
) -> None:
    await workflow(db, club, name="Points")
    text = (await exported(linh, "Points")).replace("points: 5", "points: 9")
    taken = await (await take_in(linh, text)).press("Save")
    assert "already a workflow" in taken.text
    card = await take_in(linh, text, workflow="points")
    assert "award 9 points" in card.text
    await card.press("Save")
    assert await workflows(db, club) == {"Points": ("enabled", 2)}


async def test_a_deep_condition_is_changed_in_chat_too(
    db: Database, club: Community, linh: Member
) -> None:
    await badge(db, club, "Reader")
    teacher = club.add_role("Teacher")
    card = await take_in(linh, DEEP.format(role=club.add_role("Student").id))
    inner = await choose(card, "↳ If they have the role @Student")
    form = (await inner.press("Change…")).modal
    assert form is not None
    card = await form.submit({"Role": teacher})
    assert f"(they have the role {teacher.mention} or it is not true" in card.text
    card = await (await choose(card, "↳ ↳ If it is the first time for them")).press("Remove")
    assert "first time" not in card.text


INVALID = {
    "no yaml": ("name: [", "line 1"),
    "nothing": ("", "version"),
    "another version": ("version: 2\nname: A\n", "line 1"),
    "unknown setting": (
        "version: 1\nname: A\ntrigger: {type: user_signup}\n"
        "steps:\n- type: award_points\n  points: 5\n  colour: red\n",
        "line 7, `steps.0.colour`",
    ),
    "unknown step": (
        "version: 1\nname: A\ntrigger: {type: user_signup}\nsteps:\n- type: dance\n",
        "line 5, `steps.0.type`",
    ),
    "no number": (
        "version: 1\nname: A\ntrigger: {type: user_signup}\n"
        "steps:\n- type: award_points\n  points: many\n",
        "line 6, `steps.0.points`",
    ),
}


@pytest.mark.parametrize("case", INVALID)
async def test_mistakes_are_told_by_line_and_path(
    case: str, db: Database, club: Community, linh: Member
) -> None:
    text, expected = INVALID[case]
    refused = await take_in(linh, text)
    assert expected in refused.text
    assert refused.buttons == []
    assert await workflows(db, club) == {}
    assert await linh.autocomplete("workflow edit", "workflow", "") == []


async def test_what_is_no_text_is_refused(linh: Member) -> None:
    refused = await linh.command("workflow import", file=File("a.yaml", b"\xff\x00\xfe" * 100))
    assert "UTF-8" in refused.text
    large = await linh.command("workflow import", file=File("a.yaml", b"a" * 1_200_000))
    assert "1 MB" in large.text


async def test_roles_of_a_file_must_be_within_reach(club: Community, linh: Member) -> None:
    elder = club.add_role("Elder", position=99)
    card = await take_in(
        linh,
        "version: 1\nname: A\ntrigger: {type: user_signup}\n"
        f"steps:\n- type: add_role\n  role: '{elder.id}'\n",
    )
    refused = await card.press("Save and enable")
    assert elder.mention in refused.text
    assert "Save and enable" in refused.buttons


async def test_a_manager_makes_the_way_to_the_owners_role_no_easier(
    db: Database, club: Community, linh: Member
) -> None:
    # What was seen before the guard: Linh saved it, used /daily, and had the role.
    elder, owner = club.add_role("Elder"), club.owner
    text = (
        "version: 1\nname: Elders\ntrigger: {type: course_complete}\n"
        f"steps:\n- type: add_role\n  role: '{elder.id}'\n"
    )
    await (await take_in(owner, text)).press("Save and enable")
    easier = text.replace("course_complete", "daily_login")
    refused = await (await take_in(linh, easier, workflow="Elders")).press("Save")
    assert elder.mention in refused.text
    await linh.command("workflow disable", workflow="Elders")
    refused = await linh.command("workflow enable", workflow="Elders")
    assert elder.mention in refused.text
    assert await workflows(db, club) == {"Elders": ("disabled", 1)}
    await owner.command("workflow enable", workflow="Elders")
    assert await workflows(db, club) == {"Elders": ("enabled", 1)}
    badge_id = await badge(db, club, "Elder", badge_role_id=elder.id)
    refused = await linh.command("grant member", reward=str(badge_id), member=linh)
    assert elder.mention in refused.text
    assert elder not in linh.roles

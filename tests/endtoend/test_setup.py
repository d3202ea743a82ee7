"""/settings setup: from a new community to one that runs, with a restart on the way."""

import pytest

from bot.localdiscord import Answer, Channel, Community, Member, Permissions
from bot.services.community import settings, setup
from bot.services.community.settings import Settings
from bot.services.goals import lookup as goals
from bot.texts import t
from db.database import Database
from db.tables import RewardKind
from tests.endtoend.deliveries import settled
from tests.endtoend.rewards import badge, boss, grants, spend, voucher
from tests.endtoend.workflows import happen, settled_runs, workflows
from tests.support.bot import RunningBot
from tests.support.rewards import the

pytestmark = pytest.mark.usefixtures("discord")


async def settled_for(db: Database, club: Community) -> Settings:
    """Return the settings of a community."""
    return await db.read(settings.get, boss(club))


async def go_to(manager: Member, step: str) -> Answer:
    """Skip everything before a step."""
    card = await manager.command("settings setup")
    while f"## {t('en', f'setup-{step}-title')}" not in card.text:
        card = await card.press("Next")
    return card


async def test_a_new_community_runs_in_a_few_presses(
    bot: RunningBot, db: Database, club: Community, general: Channel, linh: Member, mai: Member
) -> None:
    keepers = club.add_role("Keepers")
    private = club.add_channel("managers")
    card = await (await linh.command("settings setup")).choose("Asia/Ho_Chi_Minh")
    card = await card.press("Next")
    card = await card.choose(general, select=0)
    card = await card.choose(private, select=1)
    card = await card.press("Next")
    card = await card.choose(keepers)
    now = await settled_for(db, club)
    assert now.timezone == "Asia/Ho_Chi_Minh"
    assert (now.announcement_channel_id, now.notices_channel_id) == (general.id, private.id)
    assert now.manager_role_ids == [keepers.id]

    await bot.restart()
    resumed = await linh.command("settings setup")
    assert keepers.mention in resumed.text
    card = await resumed.press("Next")
    assert "First activity of the day" in card.text
    card = await (await card.press("Next")).press("Set up")
    assert card.buttons.count("Done") == 1
    card = await card.press("Next")
    for _ in range(3):
        card = await card.press("Set up")
    assert "is on." in card.text
    card = await (await card.press("Set up")).choose(general)
    card = await card.press("Set up")
    assert card.buttons.count("Done") == 5
    end = await card.press("Next")
    assert "/store" in end.text
    assert (await linh.command("settings setup")).text == end.text
    assert [goal.name for goal in await db.read(goals.find_names, club.id)] == ["Weekly regular"]
    assert {state for state, _ in (await workflows(db, club)).values()} == {"enabled"}
    for name, kind in (
        ("Goal getter", RewardKind.BADGE),
        ("Course voucher", RewardKind.VOUCHER),
        ("Welcome coupon", RewardKind.COUPON),
    ):
        assert (await the(db, linh, name)).kind is kind

    # And it works: a first membership brings the coupon that was made for it.
    await happen(bot, db, "membership_purchased", mai, plan="gold", tier=None)
    coupon = (await the(db, linh, "Welcome coupon")).reward_id
    assert await grants(db, club) == [(mai.id, coupon, "held")]
    await settled(db, club)
    assert len(mai.direct_messages) == 1


async def test_another_time_zone_is_typed(db: Database, club: Community, linh: Member) -> None:
    card = await linh.command("settings setup")
    for typed, answer_text in (("Atlantis", "Atlantis"), ("America/", "may be several")):
        form = (await card.press("Another time zone")).modal
        assert form is not None
        refused = await form.submit({"Time zone": typed})
        assert answer_text in refused.text
        form = (await refused.press("Fix it")).modal
        assert form is not None
        assert form.fields["Time zone"].value == typed
        card = await form.submit({"Time zone": "hong kong"})
    assert (await settled_for(db, club)).timezone == "Asia/Hong_Kong"


async def test_a_step_can_be_skipped_and_come_back_to(
    db: Database, club: Community, linh: Member
) -> None:
    end = await (await go_to(linh, "workflows")).press("Next")
    assert await db.read(setup.reached, boss(club)) == len(setup.STEPS)
    zones = await end.press("Time zone")
    await zones.press("Next")
    assert await db.read(setup.reached, boss(club)) == len(setup.STEPS)
    assert await workflows(db, club) == {}
    assert (await settled_for(db, club)).timezone == "UTC"


async def test_a_reward_that_is_there_can_be_given(
    bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member
) -> None:
    books = await voucher(db, club, "BOOK-0001", name="Books")
    card = await (await go_to(linh, "workflows")).press(1)
    assert [option["label"] for option in card.selects[0]["options"]] == [
        "A new one: Course voucher",
        "Books",
    ]
    await bot.restart()
    text = (await card.choose("Books")).text
    assert "It gives **Books**. It has 1 usable code" in text
    await happen(bot, db, "course_complete", mai)
    assert await grants(db, club) == [(mai.id, books, "held")]
    assert await spend(db, mai) == 200


async def test_nothing_is_made_twice(db: Database, club: Community, linh: Member) -> None:
    await badge(db, club, "goal getter")
    card = await go_to(linh, "workflows")
    other = await go_to(linh, "workflows")
    for asked in (await card.press(0), await other.press(0)):
        assert "is on." in (await asked.choose("A new one: Goal getter 2")).text
    assert list(await workflows(db, club)) == ["Badge for goals"]
    assert (await the(db, linh, "Goal getter 2")).kind == RewardKind.BADGE
    assert (await the(db, linh, "goal getter")).granted == 0
    await settled_runs(db, club)


async def test_channels_are_those_that_laurel_can_write_in(
    db: Database, club: Community, linh: Member
) -> None:
    silent = club.add_channel("silent")
    await silent.overwrite(club.bot_role, deny=Permissions.SEND_MESSAGES)
    card = await (await linh.command("settings setup")).press("Next")
    assert "Send Messages" in (await card.choose(silent)).text
    assert (await settled_for(db, club)).announcement_channel_id is None
    card = await (await go_to(linh, "workflows")).press(3)
    refused = await card.choose(silent)
    assert "Send Messages" in refused.text
    assert await workflows(db, club) == {}


async def test_it_speaks_the_managers_language_and_names_things_in_the_communitys(
    db: Database, club: Community
) -> None:
    an = club.add_member("An", locale="vi", permissions=Permissions.MANAGE_GUILD)
    card = await an.command("settings setup")
    assert "Múi giờ" in card.text
    for _ in setup.STEPS[:-1]:
        card = await card.press("Tiếp")
    await card.press("Thiết lập")
    assert list(await workflows(db, club)) == ["Badge for goals"]

"""What was typed or chosen in a part's form becomes the part, or is refused."""

from typing import Any

import pytest

from bot.services.errors import InvalidFormError, NotAManagerError
from bot.services.workflows import form_input
from bot.services.workflows.form_input import NothingToChooseError
from bot.services.workflows.part_fields import PARTS, settings_of
from db.database import Database
from db.tables import RewardKind
from tests.support import factories
from tests.support.factories import BOSS, MAI
from tests.support.goals import goal


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community."""
    await db.write(factories.add_community)


async def part(db: Database, kind: Any, key: str, **values: Any) -> dict[str, Any]:
    """Return the part that a form describes."""
    return await db.read(form_input.part, BOSS, kind, key, values)


async def wrong(db: Database, kind: Any, key: str, **values: Any) -> list[tuple[str, str]]:
    """Return the field and the text of everything that is wrong with a form."""
    with pytest.raises(InvalidFormError) as error:
        await part(db, kind, key, **values)
    return [(invalid.field, invalid.message) for invalid in error.value.errors]


@pytest.mark.parametrize("typed", ["1500", " 1,500 ", "1.500", "1 500", "1\u202f500"])
async def test_numbers_are_typed_as_people_write_them(db: Database, typed: str) -> None:
    made = await part(db, "step", "award_points", points=typed)
    assert made == {"type": "award_points", "points": 1500}


@pytest.mark.parametrize("typed", ["many", "1.5", "0", "-3", "1,50", "2000000", "", "1e3"])
async def test_what_is_no_such_number_is_told(db: Database, typed: str) -> None:
    ((field, _),) = await wrong(db, "step", "award_points", points=typed)
    assert field == "points"


async def test_what_is_left_empty_is_not_set(db: Database) -> None:
    made = await part(db, "trigger", "post_reaction", channel=None, emoji=None)
    assert made == {"type": "post_reaction"}
    assert await wrong(db, "step", "wait") == [("duration", "workflow-mistake-missing")]


async def test_choices_and_durations_are_kept_as_a_file_has_them(db: Database) -> None:
    made = await part(db, "trigger", "streak_reached", days="7", repeat="true")
    assert made == {"type": "streak_reached", "days": 7, "repeat": True}
    for typed in ("36h", "1 day 12 hrs", "1D 720 mins", "1 ngày 12 giờ"):
        made = await part(db, "step", "wait", duration=typed)
        assert made == {"type": "wait", "duration": "1d 12h"}


async def test_rewards_and_goals_go_by_id_or_name(db: Database) -> None:
    reward = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    number = await db.write(goal, "Writer")
    for typed in ("reader", " READER ", str(reward)):
        made = await part(db, "step", "assign_reward", reward=typed)
        assert made == {"type": "assign_reward", "reward": str(reward)}
    made = await part(db, "trigger", "goal_completed", goal="writer")
    assert made["goal"] == str(number)
    assert await wrong(db, "step", "assign_reward", reward="Poet") == [("reward", "reward-no-such")]


async def test_several_mistakes_are_told_at_once(db: Database) -> None:
    errors = await wrong(db, "step", "announce", channel="general", text="{nobody}")
    assert {field for field, _ in errors} == {"channel", "text"}


async def test_what_there_is_to_choose_from(db: Database) -> None:
    give = settings_of(PARTS["step"]()["assign_reward"])
    claimed = settings_of(PARTS["trigger"]()["reward_claimed"])
    with pytest.raises(NothingToChooseError):
        await db.read(form_input.options, BOSS, give)
    assert await db.read(form_input.options, BOSS, claimed) == {}
    reward = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    assert await db.read(form_input.options, BOSS, give) == {"reward": [(reward, "Reader")]}
    for number in range(24):
        await db.write(factories.publish, RewardKind.BADGE, f"Level {number}")
    assert await db.read(form_input.options, BOSS, give) == {}  # too many: it is typed


async def test_only_managers_are_told(db: Database) -> None:
    with pytest.raises(NotAManagerError):
        await db.read(form_input.options, MAI, ())
    with pytest.raises(NotAManagerError):
        await db.read(form_input.part, MAI, "step", "award_points", {"points": "5"})

"""Managers make goals and change them, and what a goal asks changes with its next period."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.services import audit
from bot.services.errors import GoneError, InvalidFormError, NotAManagerError
from bot.services.goals import editing, listing
from bot.services.goals.editing import ArchivedGoalError
from bot.services.goals.fields import GoalChanges
from bot.services.goals.listing import Terms
from bot.services.points import rules as earning
from bot.services.rewards import editing as rewards
from bot.services.rewards.fields import RewardChanges
from db.database import Database
from db.tables import GoalState, Period, RewardKind
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI
from tests.support.goals import do, goal, reverse

WRITER = GoalChanges(name="Writer", period="weekly", action="post_created", target=10)


@pytest.fixture(autouse=True)
async def _community(db: Database) -> None:
    await db.write(factories.add_community)


async def form_errors(doing: Any) -> list[tuple[str, str]]:
    """Return what a form is refused for."""
    with pytest.raises(InvalidFormError) as refusal:
        await doing
    return [(invalid.field, invalid.message) for invalid in refusal.value.errors]


async def names(db: Database) -> list[str]:
    return [one.name for one in (await db.read(listing.list_goals, BOSS)).lines]


async def lines(db: Database) -> list[tuple[str, dict[str, Any]]]:
    return [(line.action, line.details) for line in (await db.read(audit.load_page, BOSS)).lines]


async def test_a_goal_is_made_from_what_was_typed(db: Database) -> None:
    mug = await db.write(factories.coupon)
    made = await db.write(
        editing.create,
        BOSS,
        GoalChanges(
            name=" Good \n writer ", period="monthly", action="", target="1,000", reward="mug"
        ),
    )
    goal = made.goal
    assert (goal.name, goal.period, goal.state) == ("Good writer", "monthly", "active")
    asked = goal.present
    assert (asked.begins_on, asked.action, asked.target) == (date(2025, 6, 1), None, 1000)
    assert asked.prize is not None
    assert (asked.prize.reward_id, asked.prize.obstacle) == (mug, None)
    assert goal.later is None
    assert await lines(db) == [("goal.created", {"goal": "Good writer"})]


async def test_everything_that_is_wrong_is_said_at_once(db: Database) -> None:
    await db.write(editing.create, BOSS, WRITER)
    wrong = GoalChanges(
        name="WRITER", period="weekly", action="sleeping", target="a lot", reward="Nothing"
    )
    assert await form_errors(db.write(editing.create, BOSS, wrong)) == [
        ("action", "goal-bad-action"),
        ("target", "goal-bad-target"),
        ("reward", "reward-no-such"),
        ("name", "goal-name-taken"),
    ]
    assert await form_errors(db.write(editing.create, BOSS, GoalChanges())) == [
        ("name", "goal-bad-name"),
        ("period", "goal-bad-period"),
        ("target", "goal-bad-target"),
    ]
    assert await form_errors(db.write(editing.create, BOSS, GoalChanges(name="writer"))) == [
        ("period", "goal-bad-period"),
        ("target", "goal-bad-target"),
        ("name", "goal-name-taken"),
    ]
    assert await names(db) == ["Writer"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "goal-bad-name"),
        ({"name": "\u200b"}, "goal-bad-name"),
        ({"name": "x" * 81}, "goal-bad-name"),
        ({"period": "daily"}, "goal-bad-period"),
        ({"action": "custom:party"}, "goal-bad-action"),
        ({"target": 0}, "goal-bad-target"),
        ({"target": "-3"}, "goal-bad-target"),
        ({"target": "1.5"}, "goal-bad-target"),
        ({"target": 1_000_000_001}, "goal-bad-target"),
        ({"target": ""}, "goal-bad-target"),
        ({"count_all": "perhaps"}, "goal-bad-count-all"),
    ],
)
async def test_bounds(db: Database, wrong: dict[str, Any], message: str) -> None:
    (field,) = wrong
    made = db.write(editing.create, BOSS, replace(WRITER, **wrong))
    assert await form_errors(made) == [(field, message)]


@pytest.mark.parametrize("kind", list(RewardKind))
async def test_every_kind_of_reward_will_do(db: Database, kind: RewardKind) -> None:
    codes = [("PARTNER10", date(2025, 6, 2))] if kind is RewardKind.VOUCHER else None
    terms = factories.Terms(cost=10, stock=1) if kind is RewardKind.COUPON else factories.Terms()
    reward = await db.write(factories.publish, kind, "Prize", terms, codes=codes)
    made = await db.write(editing.create, BOSS, replace(WRITER, reward=str(reward)))
    assert made.goal.present.prize == listing.Prize(reward, "Prize", None)


async def test_a_reward_that_could_not_be_given_is_refused(db: Database, clock: Clock) -> None:
    soon = factories.Terms(expires_on=clock.now.date())
    await db.write(factories.publish, RewardKind.BADGE, "Over", soon)
    await db.write(
        factories.publish, RewardKind.COUPON, "Sold out", factories.Terms(cost=1, stock=0)
    )
    await db.write(factories.publish, RewardKind.VOUCHER, "No codes")
    old = [("PARTNER10", clock.now.date())]
    await db.write(factories.publish, RewardKind.VOUCHER, "Old codes", codes=old)
    changes = RewardChanges(name="Draft")
    await db.write(rewards.create, BOSS, RewardKind.BADGE, changes)
    clock.forward(days=1)
    for name, message in {
        "Draft": "reward-not-on-offer",
        "Over": "reward-expired",
        "Sold out": "reward-sold-out",
        "No codes": "reward-sold-out",
        "Old codes": "reward-sold-out",
    }.items():
        made = db.write(editing.create, BOSS, replace(WRITER, reward=name))
        assert await form_errors(made) == [("reward", message)]


async def test_a_goal_may_count_an_action_that_managers_named(db: Database) -> None:
    rule = await db.write(earning.name_action, BOSS, "party", 5)
    made = await db.write(editing.create, BOSS, replace(WRITER, action=rule.action))
    assert made.goal.present.action == "custom:party"
    # It stays what the goal counts, also when it is not in the list any more.
    await db.write(earning.reset, BOSS, rule.action)
    again = GoalChanges(action=rule.action, target=11)
    edited = await db.write(editing.edit, BOSS, made.goal.goal_id, again)
    assert edited.changed == ("target",)


async def test_what_a_goal_asks_changes_with_the_next_period(db: Database, clock: Clock) -> None:
    made = await db.write(editing.create, BOSS, WRITER)
    goal_id = made.goal.goal_id
    await db.write(do, MAI)
    edited = await db.write(editing.edit, BOSS, goal_id, GoalChanges(target=20, action="points"))
    assert (edited.changed, edited.terms_changed) == (("action", "target"), True)
    assert not edited.at_once
    now = Terms(date(2025, 6, 2), "post_created", 10, None)
    assert (edited.goal.present, edited.goal.later) == (
        now,
        Terms(date(2025, 6, 9), None, 20, None),
    )
    # A second change in the same period builds on the first.
    edited = await db.write(editing.edit, BOSS, goal_id, GoalChanges(target=30))
    assert (edited.goal.present, edited.goal.later) == (
        now,
        Terms(date(2025, 6, 9), None, 30, None),
    )
    clock.forward(days=6, hours=11)
    assert (await db.read(listing.details, BOSS, goal_id)).present == now
    clock.forward(hours=1)
    details = await db.read(listing.details, BOSS, goal_id)
    assert (details.present, details.later) == (Terms(date(2025, 6, 9), None, 30, None), None)
    clock.forward(days=100)
    assert (await db.read(listing.details, BOSS, goal_id)).present.target == 30


async def test_while_nobody_has_begun_a_goal_changes_at_once(db: Database, clock: Clock) -> None:
    monday = date(2025, 6, 2)
    other = await db.write(goal, "Other", action="quiz_pass")
    goal_id = await db.write(goal, target=1_000)
    await db.write(do, MAI, action="quiz_pass")  # which is no progress with this goal
    edited = await db.write(editing.edit, BOSS, goal_id, GoalChanges(target=10))
    assert (edited.changed, edited.at_once) == (("target",), True)
    assert (edited.goal.present, edited.goal.later) == (
        Terms(monday, "post_created", 10, None),
        None,
    )
    changes = GoalChanges(action="quiz_pass", count_all="yes")
    edited = await db.write(editing.edit, BOSS, goal_id, changes)
    assert edited.at_once
    assert edited.goal.present == Terms(monday, "quiz_pass", 10, None, count_all=True)
    # The week after, what nobody had begun then changes nothing of the past.
    clock.forward(days=7)
    edited = await db.write(editing.edit, BOSS, goal_id, GoalChanges(target=11))
    assert (edited.at_once, edited.goal.present.begins_on) == (True, date(2025, 6, 9))
    assert (await db.read(listing.details, BOSS, other)).present.target == 3


async def test_what_was_to_come_later_goes_when_a_change_holds_at_once(db: Database) -> None:
    goal_id = await db.write(goal, target=10)
    event = await db.write(do, MAI)
    waiting = await db.write(editing.edit, BOSS, goal_id, GoalChanges(target=20))
    assert not waiting.at_once
    await db.write(reverse, event, "post_created", 1, 1, 0)  # and nobody has begun
    edited = await db.write(editing.edit, BOSS, goal_id, GoalChanges(target=30))
    assert (edited.at_once, edited.goal.present.target, edited.goal.later) == (True, 30, None)


async def test_a_change_that_is_taken_back_in_time_changes_nothing(db: Database) -> None:
    goal_id = await db.write(goal, target=10)
    await db.write(do, MAI)
    await db.write(editing.edit, BOSS, goal_id, GoalChanges(target=20))
    edited = await db.write(editing.edit, BOSS, goal_id, GoalChanges(target=10))
    assert (edited.terms_changed, edited.goal.later) == (True, None)


async def test_a_name_changes_at_once_and_a_period_never(db: Database) -> None:
    goal_id = await db.write(goal)
    edited = await db.write(editing.edit, BOSS, goal_id, GoalChanges(name="Author"))
    assert (edited.changed, edited.terms_changed) == (("name",), False)
    assert (edited.goal.name, edited.goal.later) == ("Author", None)
    same = await db.write(editing.edit, BOSS, goal_id, GoalChanges(name="Author", period="weekly"))
    assert same.changed == ()
    other = db.write(editing.edit, BOSS, goal_id, GoalChanges(period="monthly"))
    assert await form_errors(other) == [("period", "goal-period-stays")]


async def test_a_form_sent_again_with_a_reward_that_ran_out_is_fine(db: Database) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    goal_id = await db.write(goal, reward="Reader")
    await db.write(rewards.unpublish, BOSS, badge)
    await db.write(do, MAI)
    edited = await db.write(editing.edit, BOSS, goal_id, GoalChanges(target=9, reward="Reader"))
    assert edited.changed == ("target",)
    assert edited.goal.later is not None
    prize = edited.goal.later.prize
    assert prize is not None
    assert prize.obstacle is not None
    assert prize.obstacle.message == "reward-not-on-offer"
    without = await db.write(editing.edit, BOSS, goal_id, GoalChanges(reward=""))
    assert without.goal.later is not None
    assert without.goal.later.prize is None


async def test_a_mistake_changes_nothing(db: Database) -> None:
    goal_id = await db.write(goal)
    await db.write(goal, "Talker")
    before = await db.read(listing.details, BOSS, goal_id)
    wrong = GoalChanges(name="talker", target=0)
    assert await form_errors(db.write(editing.edit, BOSS, goal_id, wrong)) == [
        ("target", "goal-bad-target"),
        ("name", "goal-name-taken"),
    ]
    assert await db.read(listing.details, BOSS, goal_id) == before


async def test_archiving_is_final_and_frees_the_name(db: Database) -> None:
    goal_id = await db.write(goal)
    for changed in (("state",), ()):
        archived = await db.write(editing.archive, BOSS, goal_id)
        assert (archived.goal.state, archived.changed) == (GoalState.ARCHIVED, changed)
    with pytest.raises(ArchivedGoalError):
        await db.write(editing.edit, BOSS, goal_id, GoalChanges(target=9))
    await db.write(goal, "writer", Period.MONTHLY)
    assert await names(db) == ["writer"]
    assert [action for action, _ in await lines(db)] == [
        "goal.created",
        "goal.archived",
        "goal.created",
    ]


async def test_what_changed_is_in_the_audit(db: Database) -> None:
    await db.write(factories.coupon)
    goal_id = await db.write(goal, target=10)
    changes = GoalChanges(name="Author", action=None, target=20, reward="Mug")
    await db.write(editing.edit, BOSS, goal_id, changes)
    await db.write(editing.edit, BOSS, goal_id, changes)
    (_, details), _ = await lines(db)
    assert details == {
        "goal": "Author",
        "fields": ["name", "action", "target", "reward_id"],
        "before": {"name": "Writer", "target": 10},
        "after": {"name": "Author", "target": 20},
    }


async def test_only_managers_of_the_community_change_goals(db: Database) -> None:
    goal_id = await db.write(goal)
    elsewhere = replace(BOSS, community_id=CLUB + 1)
    await db.write(factories.add_community, community_id=CLUB + 1)
    with pytest.raises(NotAManagerError):
        await db.write(editing.create, MAI, WRITER)
    for by, kind in ((MAI, NotAManagerError), (elsewhere, GoneError)):
        with pytest.raises(kind):
            await db.write(editing.edit, by, goal_id, GoalChanges(target=1))
        with pytest.raises(kind):
            await db.write(editing.archive, by, goal_id)
        with pytest.raises(kind):
            await db.read(listing.details, by, goal_id)
    with pytest.raises(NotAManagerError):
        await db.read(listing.list_goals, MAI)
    await db.write(goal, by=elsewhere)  # names are free in another community

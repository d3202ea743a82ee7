"""How many would have received what from what has happened, and whether there is enough."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from bot.services import events
from bot.services.actors import remember
from bot.services.errors import NotAManagerError
from bot.services.grants import issue
from bot.services.workflows import backtest
from bot.services.workflows.backtest import Backtest, StepTotal
from bot.services.workflows.definition import Definition
from bot.services.workflows.parts import first_time
from db.database import Database
from db.session import Session
from db.tables import EventState, Member, RewardKind
from tests.services.workflows.parts import insert_event
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms, somebody

Json = dict[str, Any]

LATE = date(2025, 12, 31)


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community with Mai and Bob."""
    await db.write(factories.add_community)
    for person in (MAI, BOB):
        await db.write(remember, CLUB, person.member_id)


async def tell(db: Database, people: Iterable[int], trigger: str = "quiz_passed") -> None:
    """Let something happen to some people, in this order."""

    def use_case(session: Session) -> None:
        for member_id in people:
            insert_event(session, trigger, member_id=member_id, id="7")

    await db.write(use_case)


async def backtested(
    db: Database,
    steps: list[Json],
    *,
    conditions: list[Json] | None = None,
    trigger: Json | None = None,
) -> Backtest:
    """Backtest a workflow to its end."""
    definition = Definition.model_validate(
        {
            "trigger": trigger or {"type": "quiz_passed"},
            "conditions": conditions or [],
            "steps": steps,
        }
    )
    tested = await db.read(backtest.run, BOSS, definition)
    while not tested.done:
        tested = await db.read(backtest.run, BOSS, definition, tested)
    assert tested.seen == tested.total
    return tested


def counts(total: StepTotal) -> tuple[int, int, int | None, bool]:
    """Return how often, for how many, how many there are, and whether that suffices."""
    return total.times, len(total.members), total.left, total.suffices


MAIS, BOBS = MAI.member_id, BOB.member_id
POINTS: Json = {"type": "award_points", "points": 5}


async def test_every_event_and_member_is_counted(db: Database) -> None:
    await tell(db, [MAIS, BOBS, MAIS])
    await tell(db, [MAIS], "quiz_failed")
    tested = await backtested(db, [POINTS])
    assert (tested.runs, tested.members, tested.cut) == (3, {MAIS, BOBS}, False)
    assert counts(tested.steps[0]) == (3, 2, None, True)


async def test_a_trigger_and_conditions_choose(db: Database) -> None:
    def roles(session: Session) -> None:
        session.get_one(Member, (CLUB, BOBS)).role_ids = [11]

    await db.write(roles)
    await tell(db, [MAIS, BOBS])
    student: Json = {"type": "has_role", "role": 11}
    tested = await backtested(db, [POINTS], conditions=[student])
    assert (tested.total, tested.runs, tested.members) == (2, 1, {BOBS})
    assert (await backtested(db, [POINTS], trigger={"type": "quiz_passed", "id": "8"})).runs == 0


async def test_the_first_time_is_the_first_of_these(db: Database) -> None:
    await tell(db, [MAIS, BOBS, MAIS, BOBS])
    await db.write(events.once, CLUB, first_time(501, MAIS))  # what has been is not asked
    tested = await backtested(db, [POINTS], conditions=[{"type": "first_time"}])
    assert counts(tested.steps[0]) == (2, 2, None, True)


async def test_stock_that_does_not_suffice_shows(db: Database) -> None:
    codes = [(f"CODE-{number}", LATE) for number in range(2)]
    voucher = await db.write(factories.publish, RewardKind.VOUCHER, "Book", codes=codes)
    coupon = await db.write(factories.coupon, stock=3)
    await tell(db, [MAIS, BOBS, MAIS])
    steps: list[Json] = [
        {"type": "assign_reward", "reward": reward} for reward in (voucher, coupon)
    ]
    tested = await backtested(db, steps)
    assert [counts(step) for step in tested.steps] == [(3, 2, 2, False), (3, 2, 3, True)]


async def test_what_is_sold_out_already_is_counted_too(db: Database) -> None:
    coupon = await db.write(factories.coupon, stock=0)
    await tell(db, [MAIS])
    tested = await backtested(db, [{"type": "assign_reward", "reward": coupon}])
    assert counts(tested.steps[0]) == (1, 1, 0, False)


async def test_limits_hold_with_what_members_have(db: Database) -> None:
    terms = Terms(cost=1, stock=9, member_limit=2)
    coupon = await db.write(factories.publish, RewardKind.COUPON, "Mug", terms)
    await db.write(issue.grant, BOSS, MAI, coupon, key="before")
    await tell(db, [MAIS, BOBS, MAIS, BOBS, BOBS])
    tested = await backtested(db, [{"type": "assign_reward", "reward": coupon}, POINTS])
    assert counts(tested.steps[0]) == (3, 2, 8, True)
    assert tested.steps[0].refused == {"reward-limit-reached": 2}
    assert tested.steps[1].times == 3  # a refusal ends the run
    going_on = {"type": "assign_reward", "reward": coupon, "go_on": True}
    assert (await backtested(db, [going_on, POINTS])).steps[1].times == 5


async def test_a_badge_is_given_once_and_stops_nothing(db: Database) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Star")
    await db.write(issue.grant, BOSS, BOB, badge, key="before")
    await tell(db, [MAIS, MAIS, BOBS])
    tested = await backtested(db, [{"type": "assign_reward", "reward": badge}, POINTS])
    assert [counts(step) for step in tested.steps] == [(1, 1, None, True), (3, 2, None, True)]


async def test_only_members_who_are_here_count(db: Database) -> None:
    def leave(session: Session) -> None:
        session.get_one(Member, (CLUB, BOBS)).present = False

    await db.write(leave)
    await tell(db, [MAIS, BOBS, somebody(1).member_id])
    assert (await backtested(db, [POINTS])).members == {MAIS}


async def test_only_what_was_taken_up_in_the_last_30_days_counts(
    db: Database, clock: Clock
) -> None:
    await tell(db, [MAIS])
    clock.forward(days=30)
    await tell(db, [MAIS])

    def ignore(session: Session) -> None:
        insert_event(session, "quiz_passed", id="7").state = EventState.IGNORED

    await db.write(ignore)
    assert (await backtested(db, [POINTS])).runs == 2
    clock.forward(seconds=1)
    assert (await backtested(db, [POINTS])).runs == 1


async def test_it_comes_in_slices_and_is_cut(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtest, "SLICE", 2)
    await tell(db, [MAIS, BOBS, MAIS, BOBS])
    assert (await backtested(db, [POINTS])).runs == 4
    monkeypatch.setattr(backtest, "MOST_EVENTS", 3)
    tested = await backtested(db, [POINTS], conditions=[{"type": "first_time"}])
    assert (tested.total, tested.cut, tested.members) == (3, True, {MAIS, BOBS})


async def test_minutes_in_voice_are_those_of_each_day(db: Database, clock: Clock) -> None:
    def talk(session: Session) -> None:
        insert_event(session, "voice_minutes", minutes=40)

    for _ in range(3):
        clock.forward(days=1)
        for _ in range(3):
            await db.write(talk)
    tested = await backtested(db, [POINTS], trigger={"type": "voice_minutes", "minutes": 60})
    assert (tested.total, tested.runs) == (9, 3)


async def test_only_managers_backtest(db: Database) -> None:
    definition = Definition.model_validate({"trigger": {"type": "quiz_passed"}, "steps": [POINTS]})
    with pytest.raises(NotAManagerError):
        await db.read(backtest.run, MAI, definition)

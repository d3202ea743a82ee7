"""A dry run and a backtest say of every part what a run then does.

Seen to fail for `a badge that is held` while the backtest judged for itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.services.actors import remember
from bot.services.grants import issue
from bot.services.members import memberships
from bot.services.members.memberships import MembershipChange
from bot.services.points import ledger, rules
from bot.services.workflows import backtest, drafts, editing
from bot.services.workflows.definition import Definition
from db.database import Database
from db.session import Session
from db.tables import (
    Event,
    EventState,
    Member,
    MemberAttribute,
    RewardKind,
    Run,
    RunState,
    Tier,
    TraceOutcome,
    Workflow,
    linked,
)
from tests.services.workflows import three_ways
from tests.services.workflows.parts import PRODUCT, insert_event
from tests.services.workflows.three_ways import DONE, FAILED, SKIPPED, Judged, allow
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI, Terms
from tests.support.pipeline import process_all

Json = dict[str, Any]

MAIS, STUDENT, GENERAL = MAI.member_id, 11, 21
ATTACHABLE = allow(roles={STUDENT}, channels={GENERAL}, closed={22})


@dataclass
class World:
    """A community in which Mai has something of everything; rewards by what they are."""

    rewards: dict[str, int] = field(default_factory=dict)

    def filled(self, part: Json) -> Json:
        """Return a part with the id of the reward that it names."""
        named = part.get("reward")
        return part | {"reward": self.rewards[named]} if isinstance(named, str) else part


@pytest.fixture
async def world(db: Database) -> World:
    """The community."""
    made = World()
    limited = Terms(cost=1, stock=9, member_limit=1)

    def use_case(session: Session) -> None:
        factories.add_community(session)
        remember(session, CLUB, MAIS)
        mai = session.get_one(Member, (CLUB, MAIS))
        mai.role_ids, mai.joined_at = [STUDENT], session.now - timedelta(days=40)
        session.add(Tier(community_id=CLUB, role_id=STUDENT, rank=1, multiplier=100, attached_by=1))
        session.add(MemberAttribute(community_id=CLUB, member_id=MAIS, name="city", value="Hue"))
        ledger.award(session, BOSS, MAI, 100, key="start")
        for action in ("quiz_pass", "daily_login", "membership_purchase"):
            rules.change(session, BOSS, action, points=0)
        change = MembershipChange("webhook", session.now, key="m")
        memberships.apply(session, CLUB, MAIS, "membership_purchased", change, plan="gold")
        later = date(2030, 1, 1)
        for name, kind, terms, codes in (
            ("badge", RewardKind.BADGE, Terms(), []),
            ("held badge", RewardKind.BADGE, Terms(), []),
            ("voucher", RewardKind.VOUCHER, Terms(), [("CODE-1", later)]),
            ("empty voucher", RewardKind.VOUCHER, Terms(), []),
            ("coupon", RewardKind.COUPON, limited, []),
            ("held coupon", RewardKind.COUPON, limited, []),
            ("no coupon left", RewardKind.COUPON, Terms(cost=1, stock=0), []),
            ("expired coupon", RewardKind.COUPON, Terms(1, 9, expires_on=date(2025, 1, 1)), []),
        ):
            made.rewards[name] = factories.publish(session, kind, name, terms, codes=codes)
        for name in ("held badge", "held coupon"):
            issue.grant(session, BOSS, MAI, made.rewards[name], key=name)

    await db.write(use_case)
    return made


async def judged(
    db: Database, clock: Clock, steps: list[Json], conditions: Sequence[Json] = (), *, name: str
) -> list[Judged]:
    """Return what all three say of Mai and one quiz that she passed."""
    data: Json = {
        "trigger": {"type": "quiz_passed", "id": name},
        "conditions": list(conditions),
        "steps": steps,
    }

    def pass_quiz(session: Session, _: int) -> Event:
        return insert_event(session, "quiz_passed", channel_id=GENERAL, id=name)

    return await three_ways.judged(db, clock, data, pass_quiz, ATTACHABLE, name=name)


NEXT: Json = {"type": "award_points", "points": 1}

STEPS: dict[str, tuple[Json, TraceOutcome]] = {
    "a badge": ({"type": "assign_reward", "reward": "badge"}, DONE),
    "a badge that is held": ({"type": "assign_reward", "reward": "held badge"}, DONE),
    "a voucher": ({"type": "assign_reward", "reward": "voucher"}, DONE),
    "a coupon": ({"type": "assign_reward", "reward": "coupon"}, DONE),
    "a coupon over the limit": ({"type": "assign_reward", "reward": "held coupon"}, FAILED),
    "an expired coupon": ({"type": "assign_reward", "reward": "expired coupon"}, FAILED),
    "points": ({"type": "award_points", "points": 5}, DONE),
    "fewer points": ({"type": "deduct_points", "points": 40}, DONE),
    "more points than there are": ({"type": "deduct_points", "points": 10_000}, FAILED),
    "a direct message": ({"type": "send_notification", "text": "Hi"}, DONE),
    "an announcement": ({"type": "announce", "channel": GENERAL, "text": "Hi"}, DONE),
    "a tier of a plan": ({"type": "update_membership_tier", "plan": "gold", "tier": "2"}, DONE),
    "a plan in other letters": (
        {"type": "update_membership_tier", "plan": "ＧＯＬＤ", "tier": "3"},
        DONE,
    ),
    "a tier of no plan": ({"type": "update_membership_tier", "plan": "tin", "tier": "2"}, FAILED),
    "an attribute": ({"type": "set_user_attribute", "name": "a", "value": "b"}, DONE),
    "a call": ({"type": "webhook", "url": "https://example.org"}, DONE),
    "a wait": ({"type": "wait", "duration": "1d"}, DONE),
    "a role": ({"type": "add_role", "role": STUDENT}, DONE),
    "no role": ({"type": "remove_role", "role": STUDENT}, DONE),
}
SOLD_OUT = ("empty voucher", "no coupon left")
"""What is short: a backtest goes on, and says how many are lacking."""

CONDITIONS: dict[str, tuple[Json, Json]] = {
    "has_role": ({"role": STUDENT}, {"role": 12}),
    "in_channel": ({"channel": GENERAL}, {"channel": 22}),
    "points_at_least": ({"points": 100, "wallet": "spend"}, {"points": 999}),
    "tier_is": ({"role": STUDENT}, {"role": 12}),
    "member_for_days": ({"days": 40}, {"days": 3_000}),
    "account_age_days": (
        {"days": 30},
        {"type": "not", "condition": {"type": "account_age_days", "days": 30}},
    ),
    "attribute": ({"name": "city", "value": "Hue"}, {"name": "city", "value": "Da Nang"}),
}
"""For each condition one that holds for Mai, and one that does not."""

YES, NO = ({"type": "has_role", "role": role} for role in (STUDENT, 12))
MADE_OF: dict[str, tuple[Json, Json]] = {
    "all_of": ({"conditions": [YES, YES]}, {"conditions": [YES, NO]}),
    "any_of": ({"conditions": [NO, YES]}, {"conditions": [NO, NO]}),
    "not": ({"condition": NO}, {"condition": YES}),
}


def test_every_part_of_the_product_is_tried() -> None:
    """Others are tried by their examples, in test_every_part.py."""
    assert {step["type"] for step, _ in STEPS.values()} == set(PRODUCT["step"].split())
    assert {*CONDITIONS, *MADE_OF, "first_time"} == set(PRODUCT["condition"].split())


@pytest.mark.parametrize("go_on", [False, True], ids=["ends", "goes-on"])
async def test_of_every_step_all_three_say_the_same(
    db: Database, clock: Clock, world: World, go_on: bool
) -> None:
    expected = {
        DONE: Judged(True, (DONE, DONE)),
        FAILED: Judged(True, (SKIPPED, DONE) if go_on else (FAILED,)),
    }
    for case, (step, outcome) in STEPS.items():
        steps = [world.filled(step) | {"go_on": go_on}, NEXT]
        outcomes = await judged(db, clock, steps, name=case)
        assert outcomes == [expected[outcome]] * 3, case


async def test_of_what_is_sold_out_all_three_say_the_same(
    db: Database, clock: Clock, world: World
) -> None:
    for case in SOLD_OUT:
        step = world.filled({"type": "assign_reward", "reward": case})
        assert await judged(db, clock, [step], name=case) == [Judged(True, (FAILED,))] * 3, case


async def test_of_every_condition_all_three_say_the_same(
    db: Database, clock: Clock, world: World
) -> None:
    yes, no = Judged(True, (DONE,)), Judged(False)
    for key, (holds, fails) in (CONDITIONS | MADE_OF).items():
        for wanted, settings in ((yes, holds), (no, fails)):
            asked = [{"type": key, **settings}]
            outcomes = await judged(db, clock, [NEXT], asked, name=f"{key} {wanted.runs}")
            if key == "in_channel":  # a dry run imagines what the trigger says, which is no channel
                outcomes[0] = outcomes[2]
            assert outcomes == [wanted] * 3, (key, settings)


FIRST: Json = {"type": "first_time"}


@pytest.mark.parametrize(
    ("asked", "runs"),
    [
        (FIRST, [True, False, False]),
        ({"type": "all_of", "conditions": [YES, FIRST]}, [True, False, False]),
        ({"type": "any_of", "conditions": [FIRST, NO]}, [True, False, False]),
        ({"type": "any_of", "conditions": [FIRST, YES]}, [True, True, True]),
    ],
    ids=["plain", "in-all", "in-any", "or-else"],
)
async def test_what_came_before_counts_in_a_backtest_as_in_runs(
    db: Database, world: World, asked: Json, runs: list[bool]
) -> None:
    """Of three events in a row: what the first does is seen by the second."""
    del world
    steps: list[Json] = [{"type": "deduct_points", "points": 40}]
    assert await in_a_row(db, [asked], steps) == (runs, sum(runs), min(2, sum(runs)))


async def test_points_and_attributes_of_before_count_in_a_backtest_as_in_runs(
    db: Database, world: World
) -> None:
    del world
    has_attribute: Json = {"type": "attribute", "name": "told", "value": "yes"}
    steps: list[Json] = [
        {"type": "award_points", "points": 1},
        {"type": "set_user_attribute", "name": "Told", "value": "YES"},  # names are folded
    ]
    once = await in_a_row(db, [{"type": "not", "condition": has_attribute}], steps)
    assert once == ([True, False, False], 1, 1)
    few: Json = {"type": "not", "condition": {"type": "points_at_least", "points": 103}}
    assert await in_a_row(db, [few], steps) == ([True, True, False], 2, 2)


async def in_a_row(
    db: Database, conditions: list[Json], steps: list[Json]
) -> tuple[list[bool], int, int]:
    """Let three quizzes be passed one after the other.

    Return which of them ran, how often a backtest of them ran, and how often it did the first step.
    """
    name = f"Quiz {conditions}"[:80]
    data: Json = {
        "trigger": {"type": "quiz_passed", "id": name},
        "conditions": conditions,
        "steps": steps,
    }

    def happen(session: Session) -> None:
        for _ in range(3):
            insert_event(session, "quiz_passed", id=name)

    def begin_and_work(session: Session) -> None:
        draft = drafts.begin(session, BOSS, name, data)
        editing.save(session, BOSS, draft.draft_id, ATTACHABLE, enable=True)
        for row in session.exec(select(Event).where(Event.trigger == "quiz_passed")):
            if row.data["id"] == name:
                row.state = EventState.PENDING
        process_all(session)

    await db.write(happen)
    tested = await db.read(backtest.run, BOSS, Definition.model_validate(data))
    await db.write(begin_and_work)

    def states(session: Session) -> list[bool]:
        mine = select(Run).join(Workflow, linked(Workflow.id, Run.workflow_id))
        rows = session.exec(mine.where(Workflow.name == name).order_by(col(Run.id)))
        return [row.state != RunState.DECLINED for row in rows]

    return await db.read(states), tested.runs, tested.steps[0].times

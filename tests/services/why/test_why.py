"""What a member did, what it paid or why not, goals, and what conditions said."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.services import events
from bot.services.actors import RoleFacts, remember
from bot.services.community import settings
from bot.services.errors import NotAManagerError
from bot.services.events import NewEvent
from bot.services.pipeline import reverse
from bot.services.points import boosts, places, rules, tiers
from bot.services.points.boosts import BoostRow
from bot.services.points.earn import Factors
from bot.services.points.places import EVERYTHING, PlaceRow
from bot.services.why import activity, progress
from bot.services.why.activity import MadeOf
from bot.services.workflows import history
from db.database import Database
from db.session import Session
from db.tables import Event, EventState, Member, Reward, RewardKind, RunState, TraceOutcome, Unpaid
from tests.activity.test_running import workflow
from tests.support import factories
from tests.support.databases import Clock
from tests.support.earning import undo
from tests.support.factories import BOB, BOSS, CLUB, MAI
from tests.support.goals import goal
from tests.support.pipeline import until_nothing_is_left

CHANNEL = 77


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community with Mai in it."""
    await db.write(factories.add_community)
    await db.write(remember, CLUB, MAI.member_id)


async def post(db: Database, key: str, at: datetime, trigger: str = "post_created") -> None:
    """Let Mai write, with all that comes of it."""
    new_event = NewEvent(CLUB, trigger, key, MAI.member_id, at, channel_id=CHANNEL)
    await db.write(events.store, [new_event])
    await until_nothing_is_left(db)


async def test_each_thing_says_what_it_paid_or_why_not(db: Database, clock: Clock) -> None:
    await db.write(rules.change, BOSS, "post_created", daily_cap=2, cooldown=60)
    await db.write(rules.change, BOSS, "comment_created", points=0)
    await post(db, "message:1", clock.now)
    clock.forward(seconds=5)
    await post(db, "message:2", clock.now)  # too soon
    clock.forward(seconds=60)
    await post(db, "message:3", clock.now)
    clock.forward(seconds=5)
    await db.write(undo, reverse.reverse_event, "message:3", clock.now)
    for number in (4, 5):
        clock.forward(seconds=120)
        await post(db, f"message:{number}", clock.now)
    await post(db, "reply:1", clock.now, "post_comment")
    await post(db, "reaction:1", clock.now, "post_reaction")
    seen = (await db.read(activity.page_of, MAI, MAI.member_id)).seen
    told = [
        (one.trigger, one.points, one.taken_back, one.unpaid, one.of_day, one.times)
        for one in seen
        if one.trigger not in ("daily_login", "streak_reached")
    ]
    assert told == [
        ("post_reaction", 0, 0, None, 0, 1),
        ("post_comment", 0, 0, Unpaid.RULE_OFF, 1, 1),
        ("post_created", 0, 0, Unpaid.CAP, 2, 2),
        ("post_created", 5, 5, None, 2, 1),
        ("post_created", 0, 0, Unpaid.COOLDOWN, 2, 1),
        ("post_created", 5, 0, None, 2, 1),
    ]
    assert {one.channel_id for one in seen} == {CHANNEL, None}
    assert [one.state for one in seen].count(EventState.IGNORED) == 1
    assert seen[0].action is None


async def test_what_was_paid_says_what_it_was_made_of(db: Database, clock: Clock) -> None:
    gold = RoleFacts(72, assignable_by_actor=True, privileged=False)
    boost = BoostRow(0, 150, (), clock.now, clock.now + timedelta(days=1))

    def more(session: Session) -> None:
        rules.change(session, BOSS, "post_created", points=10, cooldown=0)
        tiers.put(session, BOSS, gold, multiplier=125)
        places.put(session, BOSS, PlaceRow(CHANNEL, EVERYTHING, 50))
        session.get_one(Member, (CLUB, MAI.member_id)).role_ids = [gold.id]

    await post(db, "message:1", clock.now)
    await db.write(more)
    await post(db, "message:2", clock.now)
    await db.write(boosts.create, BOSS, boost, announce=False)
    for key in ("message:3", "message:4"):
        clock.forward(seconds=1)
        await post(db, key, clock.now)
    await db.write(rules.change, BOSS, "post_created", points=1)  # what was paid stays as it was
    seen = (await db.read(activity.page_of, MAI, MAI.member_id)).seen
    assert [
        (one.points, one.times, one.made_of) for one in seen if one.trigger == "post_created"
    ] == [
        (19, 2, MadeOf(10, Factors(50, 150, 125))),  # 9.375 each, and 0.25 before
        (6, 1, MadeOf(10, Factors(50, 100, 125))),
        (5, 1, None),
    ]


async def test_neighbours_that_are_alike_are_one_line_and_there_are_pages(
    db: Database, clock: Clock
) -> None:
    await db.write(rules.change, BOSS, "post_created", daily_cap=100, cooldown=0)
    for number in range(activity.PAGE + 3):
        clock.forward(seconds=1)
        await post(db, f"message:{number}", clock.now)
    first = await db.read(activity.page_of, MAI, MAI.member_id)
    (line,) = first.seen
    assert (line.times, line.points, line.count) == (12, 60, 12)
    last = await db.read(activity.page_of, MAI, MAI.member_id, 9)
    assert (first.page, first.pages, last.page) == (1, 2, 2)


async def test_a_line_is_of_one_day_of_the_community(db: Database, clock: Clock) -> None:
    await db.write(settings.set_timezone, BOSS, "Asia/Ho_Chi_Minh")
    clock.forward(hours=4, minutes=59)  # at 23:59 there
    for number in (1, 2):
        await post(db, f"like:{number}", clock.now, "like_received")
        clock.forward(minutes=2)
    seen = (await db.read(activity.page_of, MAI, MAI.member_id)).seen
    assert [one.times for one in seen] == [1, 1]


async def test_of_others_only_managers_hear(db: Database, clock: Clock) -> None:
    await post(db, "message:1", clock.now)
    for use_case in (activity.page_of, progress.page_of, history.about):
        with pytest.raises(NotAManagerError):
            await db.read(use_case, BOB, MAI.member_id)
        await db.read(use_case, MAI, MAI.member_id)
        await db.read(use_case, BOSS, MAI.member_id)
    assert (await db.read(activity.page_of, BOB, BOB.member_id)).seen == []


async def test_goals_say_what_is_missing_and_what_became_of_the_reward(
    db: Database, clock: Clock
) -> None:
    terms = factories.Terms(cost=1, stock=1)
    mug = await db.write(factories.publish, RewardKind.COUPON, "Mug", terms)
    await db.write(goal, target=2, reward="Mug")
    await db.write(lambda session: _sell_out(session, mug))
    await post(db, "message:1", clock.now)
    (now,) = (await db.read(progress.page_of, MAI, MAI.member_id)).goals
    assert (now.missing, now.run) == (1, None)
    clock.forward(minutes=5)
    await post(db, "message:2", clock.now)
    (now,) = (await db.read(progress.page_of, MAI, MAI.member_id)).goals
    assert (now.missing, now.progress.completed) == (0, True)
    assert now.run is not None
    assert now.run.state is RunState.FAILED
    assert now.run.reason is not None
    assert now.run.reason.message == "reward-sold-out"


def _sell_out(session: Session, reward_id: int) -> None:
    session.get_one(Reward, (CLUB, reward_id)).granted = 1


async def test_runs_say_what_their_conditions_said(db: Database, clock: Clock) -> None:
    await db.write(
        workflow,
        [{"type": "award_points", "points": 5}],
        trigger={"type": "post_created"},
        conditions=[{"type": "has_role", "role": "72"}],
        name="For readers",
    )
    await post(db, "message:1", clock.now)
    found = await db.read(history.about, MAI, MAI.member_id)
    (run,) = found.lines
    assert (run.run.name, run.run.state) == ("For readers", RunState.DECLINED)
    assert [(line.part["type"], line.outcome) for line in run.lines] == [
        ("has_role", TraceOutcome.FALSE)
    ]
    row = await db.read(
        lambda session: session.exec(
            select(Event.member_id).where(col(Event.trigger) == "post_created")
        ).one()
    )
    assert row == MAI.member_id

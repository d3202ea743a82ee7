"""Communities that Laurel was removed from: kept for 30 days, then gone without a trace."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import func, select

from bot.services import events
from bot.services.actors import Person
from bot.services.community import removal
from bot.services.events import NewEvent
from bot.services.grants import issue, purchase
from bot.services.maintenance.integrity import check
from bot.services.members import sync
from bot.services.members.diff import MemberSnapshot
from bot.services.points import ledger
from bot.services.points.ledger import Balances
from db.database import Database
from db.session import Session
from db.tables import (
    Community,
    Goal,
    GoalTerms,
    Member,
    RewardKind,
    Run,
    Trace,
    TraceOutcome,
    Workflow,
    WorkflowState,
    WorkflowVersion,
    metadata,
)
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOSS, CLUB, MAI, somebody

OTHER = CLUB + 1


def live(session: Session, community_id: int) -> None:
    """Fill a community with what refers to each other."""
    boss = Person(community_id, BOSS.member_id, manages_server=True)
    mai = Person(community_id, MAI.member_id)
    factories.add_community(session, community_id=community_id)
    sync.observe(
        session, community_id, [MemberSnapshot(n, joined_at=NOON) for n in range(100, 120)]
    )
    codes = [(f"CODE-{number}", date(2030, 1, 1)) for number in range(20)]
    voucher = factories.publish(
        session, RewardKind.VOUCHER, "Partner", codes=codes, community_id=community_id
    )
    mug = factories.publish(
        session,
        RewardKind.COUPON,
        "Mug",
        factories.Terms(cost=10, stock=50),
        community_id=community_id,
    )
    for number in range(12):
        one = Person(community_id, somebody(number).member_id)
        ledger.award(session, boss, one, 100, key=f"award:{number}")
        issue.grant(session, boss, one, voucher, key=f"grant:{number}")
    ledger.award(session, boss, mai, 30, key="award")
    purchase.claim(session, mai, purchase.offer(session, mai, mug).offer_id)
    event = NewEvent(community_id, "post_created", "message:1", mai.member_id, NOON)
    events.store(session, [event])
    _workflow(session, community_id)


def _workflow(session: Session, community_id: int) -> None:
    made: dict[str, Any] = {"created_by": 1, "created_at": NOON}
    goal = Goal(
        community_id=community_id,
        id=session.new_id(),
        name="Read",
        name_key="read",
        period="weekly",
        **made,
    )
    workflow = Workflow(
        community_id=community_id,
        id=session.new_id(),
        name="Thanks",
        name_key="thanks",
        state=WorkflowState.DISABLED,
        trigger="post_created",
        **made,
    )
    run = Run(
        community_id=community_id, id=session.new_id(), event_id=1, due_at=NOON, created_at=NOON
    )
    session.add_all([goal, workflow, run])
    session.flush()
    session.add_all(
        [
            GoalTerms(community_id=community_id, goal_id=goal.id, begins_on=NOON.date(), target=1),
            WorkflowVersion(
                community_id=community_id,
                workflow_id=workflow.id,
                version=1,
                definition={},
                **made,
            ),
            Trace(
                community_id=community_id,
                id=session.new_id(),
                run_id=run.id,
                path="steps.0",
                outcome=TraceOutcome.DONE,
                at=NOON,
            ),
        ]
    )


def rows(session: Session, community_id: int) -> dict[str, int]:
    """Count what is kept of a community."""
    found = {}
    for table in metadata.sorted_tables:
        column = table.c.get("community_id", table.c.get("id"))
        count = session.exec(
            select(func.count()).select_from(table).where(column == community_id)
        ).one()
        if count:
            found[table.name] = count
    return found


@pytest.fixture
async def left(db: Database, clock: Clock) -> None:
    """Two communities; Laurel was removed from one of them 30 days ago."""
    await db.write(live, CLUB)
    await db.write(live, OTHER)
    await db.write(removal.removed, CLUB)
    clock.forward(days=30)


async def test_what_is_over_goes_in_slices_and_nothing_else_does(db: Database, left: None) -> None:
    before, slices = await db.read(rows, OTHER), []
    while count := await db.write(removal.clear, 7):
        slices.append(count)
        # Killed here, the next start finds nothing to complain of.
        assert await db.read(check) == []
    assert len(slices) > 20
    assert max(slices) <= 7
    assert await db.read(rows, CLUB) == {}
    assert await db.read(rows, OTHER) == before


async def test_a_removed_community_waits_for_30_days(db: Database, clock: Clock) -> None:
    await db.write(live, CLUB)
    before = await db.read(rows, CLUB)
    await db.write(removal.removed, CLUB)
    clock.forward(days=20)
    await db.write(removal.removed, CLUB)  # told again: the time goes on
    clock.now += timedelta(days=10, seconds=-1)
    assert await db.write(removal.clear) == 0
    assert await db.read(rows, CLUB) == before
    await db.write(removal.arrive, CLUB, "en")
    clock.forward(days=1)
    assert await db.write(removal.clear) == 0
    assert await db.read(ledger.balances, CLUB, MAI.member_id) == Balances(30, 20)


async def test_who_comes_back_too_late_finds_nothing_half_gone(db: Database, left: None) -> None:
    for _ in range(5):
        await db.write(removal.clear, 7)
    await db.write(removal.arrive, CLUB, "vi")
    community = await db.read(lambda session: session.get_one(Community, CLUB))
    assert (community.removed_at, community.language, community.reconciled_at) == (None, "vi", None)
    assert await db.read(rows, CLUB) == {"community": 1}
    assert await db.write(removal.clear) == 0
    assert await db.read(check) == []


async def test_what_was_missed_is_found_on_ones_own_shard(db: Database) -> None:
    def set_up(session: Session) -> None:
        for number in range(4):
            factories.add_community(session, community_id=number << 22)

    def removed(session: Session) -> list[int]:
        gone = select(Community).where(Community.removed_at != None)  # noqa: E711
        return sorted(row.id >> 22 for row in session.exec(gone))

    await db.write(set_up)
    await db.write(removal.missed, {2 << 22}, shard=0, shards=2)
    assert await db.read(removed) == [0]
    await db.write(removal.missed, {1 << 22}, shard=1, shards=2)
    assert await db.read(removed) == [0, 3]


async def test_a_member_that_is_here_is_met_anew_after_that(db: Database, left: None) -> None:
    await db.write(removal.arrive, CLUB, "en")
    await db.write(sync.observe, CLUB, [MemberSnapshot(MAI.member_id, joined_at=NOON)])
    member = await db.read(lambda session: session.get_one(Member, (CLUB, MAI.member_id)))
    assert member.present

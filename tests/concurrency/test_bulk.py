"""Grants to many, confirmed and worked on at the same moment as they are cleared away."""

from datetime import timedelta
from functools import partial

from sqlmodel import col, func, select

from bot.services.batches import plans
from bot.services.errors import GoneError
from bot.services.grants import bulk, bulk_plan
from db.database import Database
from db.session import Session
from db.tables import AuditEntry, Batch, BatchMember, BatchState, Grant, RewardKind, linked
from tests.concurrency.racing import at_once, refused
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, somebody

MEMBERS = [somebody(number).member_id for number in range(5)]


def planned_grants(session: Session, count: int) -> list[int]:
    """Plan giving one badge to a few members, several times."""
    factories.add_community(session)
    badge = factories.publish(session, RewardKind.BADGE, "Star")
    return [bulk_plan.plan(session, BOSS, badge, MEMBERS).bulk_id for _ in range(count)]


def left(session: Session) -> dict[int, tuple[str, int]]:
    """Return the state of each grant to many that is there, and how many members it has."""
    rows = session.exec(
        select(Batch.id, Batch.state, func.count(col(BatchMember.position)))
        .outerjoin(BatchMember, linked(BatchMember.batch_id, Batch.id))
        .group_by(col(Batch.id), col(Batch.state))
    )
    return {bulk_id: (state, members) for bulk_id, state, members in rows}


def purge_a_moment_later(session: Session, /) -> int:
    """Clear away what has become too old since the others looked at the clock."""
    session.now += timedelta(seconds=1)
    return plans.purge(session)


async def test_a_plan_is_confirmed_whole_or_cleared_away(
    processes: list[Database], clock: Clock
) -> None:
    # Proved: where `purge` looks first and then marks what it saw, PostgreSQL loses plans that had
    # begun meanwhile.
    planned = await processes[0].write(planned_grants, 40)
    clock.now += plans.PLAN_LASTS  # the last moment at which a plan can be confirmed
    confirm = partial(bulk.confirm, by=BOSS, as_far_as_it_reaches=True)
    outcomes = await at_once(
        processes,
        [
            purge_a_moment_later,
            *(partial(confirm, bulk_id=bulk_id) for bulk_id in planned),
        ],
    )
    begun = [
        bulk_id for bulk_id, outcome in zip(planned, outcomes[1:], strict=True) if outcome is None
    ]
    assert refused(outcomes, GoneError) == len(planned) - len(begun)
    while await processes[0].write(purge_a_moment_later):
        pass
    found = await processes[0].read(left)
    assert found == dict.fromkeys(begun, (BatchState.RUNNING, len(MEMBERS)))


async def test_a_grant_that_many_confirm_and_work_on_gives_nobody_two(
    processes: list[Database],
) -> None:
    [bulk_id] = await processes[0].write(planned_grants, 1)
    confirm = partial(bulk.confirm, by=BOSS, bulk_id=bulk_id, as_far_as_it_reaches=True)
    step = partial(bulk.step, community_id=CLUB, bulk_id=bulk_id, limit=2)
    await at_once(processes, [confirm] * 8)
    await at_once(processes, [step, partial(bulk.work, limit=2)] * 8)
    report = await processes[0].read(bulk.report, BOSS, bulk_id)
    assert (report.whole, report.granted) == (True, len(MEMBERS))
    holders = await processes[0].read(lambda s: list(s.exec(select(Grant.member_id))))
    assert sorted(holders) == MEMBERS
    actions = await processes[0].read(lambda s: list(s.exec(select(AuditEntry.action))))
    assert (actions.count("bulk.started"), actions.count("bulk.finished")) == (1, 1)

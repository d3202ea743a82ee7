"""What is kept for a time only goes when that is over; what may still be needed stays."""

from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from bot.services import deliveries, events
from bot.services.events import NewEvent
from bot.services.maintenance import retention
from db.database import Database
from db.session import Session
from db.tables import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    Event,
    EventState,
    Run,
    RunState,
    Trace,
    TraceOutcome,
)
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import CLUB, MAI


def run_in(session: Session, state: RunState) -> None:
    """Leave an event with a run in some state, and a line of its trace."""
    new_event = NewEvent(CLUB, "post_created", f"message:{state}", MAI.member_id, NOON)
    events.store(session, [new_event])
    event = events.find(session, CLUB, new_event.key)
    assert event is not None
    event.state = EventState.DONE
    run_id = session.new_id()
    session.add(
        Run(
            community_id=CLUB,
            id=run_id,
            event_id=event.id,
            state=state,
            due_at=session.now,
            created_at=session.now,
        )
    )
    session.flush()
    session.add(
        Trace(
            community_id=CLUB,
            id=session.new_id(),
            run_id=run_id,
            path="steps.0",
            outcome=TraceOutcome.DONE,
            at=session.now,
        )
    )


def left(session: Session) -> tuple[list[str], int, int]:
    """Return the states of runs, and how many traces and events there are."""
    return (
        sorted(session.exec(select(Run.state)).all()),
        len(session.exec(select(Trace)).all()),
        len(session.exec(select(Event)).all()),
    )


async def test_runs_go_with_their_traces_and_then_their_events(db: Database, clock: Clock) -> None:
    await db.write(factories.add_community)
    for state in RunState:
        await db.write(run_in, state)
    clock.forward(days=events.KEPT.days)
    assert await db.write(retention.purge, "runs") == 0
    clock.forward(seconds=1)
    assert (
        await db.write(retention.purge, "events") == len(RunState) - 2
    )  # one may be retried, one waits
    assert await db.write(retention.purge, "runs") == len(RunState) - 1
    assert await db.write(retention.purge, "runs") == 0
    assert await db.write(retention.purge, "events") == 1
    assert await db.read(left) == (["ready"], 1, 1)


def finish_now(session: Session) -> None:
    """Let all runs be finished at this moment."""
    session.execute(update(Run).values(finished_at=session.now))


async def test_a_run_that_has_waited_is_kept_until_its_messages_are_sent(
    db: Database, clock: Clock
) -> None:
    await db.write(factories.add_community)
    await db.write(run_in, RunState.DONE)
    clock.forward(days=365)
    await db.write(finish_now)
    for name in ("runs", "events"):
        assert await db.write(retention.purge, name) == 0
    clock.forward(days=events.KEPT.days, seconds=1)
    for name in ("runs", "events"):
        assert await db.write(retention.purge, name) == 1


@pytest.mark.parametrize("state", DeliveryState)
async def test_what_was_sent_goes_and_what_is_pending_stays(
    db: Database, clock: Clock, state: DeliveryState
) -> None:
    await db.write(factories.add_community)

    def enqueue(session: Session) -> None:
        for kind in DeliveryKind:
            deliveries.enqueue(session, CLUB, kind, key=kind, member_id=MAI.member_id)
        planned, ahead = DeliveryKind.BOOST_ANNOUNCEMENT, timedelta(seconds=2)
        deliveries.enqueue(session, CLUB, planned, key="planned", after=ahead)
        for row in session.exec(select(Delivery)):
            row.state = state

    await db.write(enqueue)
    clock.forward(days=events.KEPT.days, seconds=1)
    while await db.write(retention.purge, "deliveries"):
        pass
    kinds = await db.read(lambda s: sorted(s.exec(select(col(Delivery.kind))).all()))
    if state is DeliveryState.PENDING:
        assert len(kinds) == len(DeliveryKind) + 1
    else:  # what was planned ahead is as old as the moment for which it was; its id is older
        roles = [DeliveryKind.GIVE_ROLE, DeliveryKind.TAKE_ROLE]
        assert kinds == [DeliveryKind.BOOST_ANNOUNCEMENT, *roles]

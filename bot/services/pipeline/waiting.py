"""What waits to be processed: communities first, without a lock, then what waits in one of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.services.events import PendingEvent
from bot.services.workflows.run_store import ReadyRun
from db.session import Session
from db.statement import Statement, among, equals, inline, param
from db.tables import Event, EventState, Run, RunState

_EVENT = [getattr(Event, name) for name in PendingEvent._fields if name != "row"]
_PENDING = col(Event.state) == inline(EventState.PENDING)
_READY = col(Run.state) == inline(RunState.READY)

_WITH_EVENTS = Statement(select(col(Event.community_id)).where(_PENDING).distinct())
_WITH_RUNS = Statement(
    select(col(Run.community_id)).where(_READY, col(Run.due_at) <= param("now")).distinct()
)
_OLDEST = Statement(
    select(*_EVENT)
    .where(*equals(Event.community_id), _PENDING)
    .order_by(col(Event.happened_at), col(Event.id))
    .limit(param("most"))
)
_DUE = Statement(
    select(*(getattr(Run, name) for name in ReadyRun._fields))
    .where(
        *equals(Run.community_id),
        _READY,
        col(Run.due_at) <= param("now"),
    )
    .order_by(col(Run.due_at), col(Run.id))
    .limit(param("most"))
)
_OF_RUNS = Statement(select(*_EVENT).where(*equals(Event.community_id), among(Event.id, "ids")))


def communities(session: Session) -> list[int]:
    """Return the communities in which an event waits to be processed, or a run to be carried on."""
    found = [*session.run(_WITH_EVENTS), *session.run(_WITH_RUNS, now=session.now)]
    return list(dict.fromkeys(row.community_id for row in found))


def pending_events(session: Session, community_id: int, most: int) -> list[PendingEvent]:
    """Return the events that wait in a community, in the order in which they happened.

    The order does not depend on how many are taken at once, so neither does what comes of them.
    """
    rows = session.run(_OLDEST, community_id=community_id, most=most)
    return [PendingEvent(*row) for row in rows]


def due_runs(session: Session, community_id: int, most: int) -> list[ReadyRun]:
    """Return the runs that have been due for longest."""
    rows = session.run(_DUE, community_id=community_id, now=session.now, most=most)
    return [ReadyRun(*row) for row in rows]


def events_of(
    session: Session, community_id: int, runs: Sequence[ReadyRun]
) -> dict[int, PendingEvent]:
    """Return the events of runs, by their ids."""
    if not runs:
        return {}
    ids = {run.event_id for run in runs}
    rows = session.run(_OF_RUNS, community_id=community_id, ids=ids)
    return {row.id: PendingEvent(*row) for row in rows}

"""Workflows that begin at a time: raising their events when they are due.

`workflow.next_at` says when that is; None means that it has yet to be worked out, as after a change
of the time zone.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import or_, select, update
from sqlmodel import col

from bot.services import communities, events
from bot.services.events import NewEvent
from bot.services.workflows import cron
from bot.services.workflows.triggers.schedule import Schedule
from bot.services.workflows.versions import NEWEST
from db.errors import is_ours
from db.session import Session
from db.tables import Community, Workflow, WorkflowState, WorkflowVersion

BROKEN_FOR = timedelta(hours=1)
"""How long one that is broken is left alone."""

_SLICE = 100

log = structlog.get_logger(__name__)


def next_at(session: Session, community_id: int, definition: Mapping[str, Any]) -> datetime | None:
    """Return when a workflow is due next; None if it does not begin at a time."""
    trigger = definition["trigger"]
    if trigger["type"] != Schedule.key:
        return None
    timezone = communities.get(session, community_id).timezone
    return cron.next_after(trigger["cron"], timezone, session.now)


def due(session: Session) -> int:
    """Raise the events of a slice of what is due, each once; return how many were handled.

    What was missed for a while, however often, happens once.
    """
    waiting = session.execute(
        select(Workflow, col(WorkflowVersion.definition))
        .join(WorkflowVersion, NEWEST)
        .join(Community, col(Community.id) == col(Workflow.community_id))
        .where(
            col(Workflow.trigger) == Schedule.key,
            col(Workflow.state) == WorkflowState.ENABLED,
            or_(col(Workflow.next_at).is_(None), col(Workflow.next_at) <= session.now),
            col(Community.removed_at).is_(None),
        )
        .limit(_SLICE)
    ).all()
    return sum(_attempt(session, workflow, definition) for workflow, definition in waiting)


def _attempt(session: Session, workflow: Workflow, definition: Mapping[str, Any]) -> bool:
    """See to one, so that one that is broken stops no other; it is looked at again in an hour."""
    try:
        with session.begin_nested():
            return _see_to(session, workflow, definition)
    except Exception as error:
        if not is_ours(error):
            raise
        log.error("schedule.broken", workflow=workflow.id, exc_info=error)
    workflow.broken = "run-broken"
    workflow.next_at = session.now + BROKEN_FOR
    session.flush()
    return True


def _see_to(session: Session, workflow: Workflow, definition: Mapping[str, Any]) -> bool:
    """Work out when it is due again; whoever gets that in first raises the event."""
    was_due, then = workflow.next_at, next_at(session, workflow.community_id, definition)
    mine = session.execute(
        update(Workflow)
        .where(
            col(Workflow.community_id) == workflow.community_id,
            col(Workflow.id) == workflow.id,
            col(Workflow.state) == WorkflowState.ENABLED,
            col(Workflow.next_at).is_not_distinct_from(was_due),
        )
        .values(next_at=then)
        .returning(col(Workflow.id))
        .execution_options(synchronize_session=False)
    ).first()
    if mine is None:
        return False
    if was_due is None:
        return then is not None
    event = NewEvent(
        workflow.community_id,
        Schedule.key,
        f"schedule:{workflow.id}:{was_due.isoformat()}",
        None,
        was_due,
        data={"workflow": str(workflow.id)},
    )
    events.store(session, [event])
    return True

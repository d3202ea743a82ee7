"""The last calls to a community's webhook and what became of them, for managers who ask."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import col

from bot.services.actors import Person, require_manager
from bot.services.errors import LaurelError
from db.session import Session
from db.tables import CallOutcome, Event, EventState, WebhookCall, linked

KEPT = 10
"""How many calls are remembered for each community."""


def note(
    session: Session,
    community_id: int,
    outcome: CallOutcome,
    *,
    event_id: int | None = None,
    trigger: str | None = None,
) -> None:
    """Remember a call, and forget the one that is the oldest by now."""
    details = {"trigger": trigger} if trigger else {}
    _remember(session, community_id, outcome, details, event_id=event_id)


def note_refusal(session: Session, community_id: int, refusal: LaurelError) -> None:
    """Remember a call that was refused, and why."""
    details = {name: str(value) for name, value in refusal.params.items()}
    _remember(session, community_id, CallOutcome.REFUSED, details, problem=refusal.message)


def _remember(
    session: Session,
    community_id: int,
    outcome: CallOutcome,
    details: dict[str, str],
    *,
    event_id: int | None = None,
    problem: str | None = None,
) -> None:
    session.add(
        WebhookCall(
            community_id=community_id,
            id=session.new_id(),
            outcome=outcome,
            event_id=event_id,
            problem=problem,
            details=details,
            at=session.now,
        )
    )
    session.flush()
    oldest_kept = (
        select(col(WebhookCall.id))
        .where(col(WebhookCall.community_id) == community_id)
        .order_by(col(WebhookCall.id).desc())
        .offset(KEPT - 1)
        .limit(1)
        .scalar_subquery()
    )
    session.execute(
        delete(WebhookCall)
        .where(col(WebhookCall.community_id) == community_id, col(WebhookCall.id) < oldest_kept)
        .execution_options(synchronize_session=False)
    )


@dataclass(frozen=True)
class CallLine:
    """One call; where it became an event that is still kept, whom it is about and its state."""

    at: datetime
    outcome: CallOutcome
    problem: str | None
    details: dict[str, Any]
    member_id: int | None = None
    state: EventState | None = None
    error: str | None = None


def list_calls(session: Session, by: Person) -> list[CallLine]:
    """Return the last calls, the newest first."""
    require_manager(session, by)
    rows = session.execute(
        select(WebhookCall, Event)
        .outerjoin(Event, linked(Event.id, WebhookCall.event_id))
        .where(col(WebhookCall.community_id) == by.community_id)
        .order_by(col(WebhookCall.id).desc())
    )
    return [_line(call, event) for call, event in rows]


def _line(call: WebhookCall, event: Event | None) -> CallLine:
    line = CallLine(call.at, CallOutcome(call.outcome), call.problem, call.details)
    if event is None:
        return line
    return replace(
        line,
        member_id=event.member_id,
        state=EventState(event.state),
        error=event.error,
    )

"""What is kept for a time only: one table says which rows go, and when.

Whoever carries on in pieces (plans for many, imports, communities that removed Laurel) purges by
itself. Events are kept as long as runs refer to them, or a quarter that is not judged yet.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, tuple_
from sqlmodel import SQLModel, col

from bot.services import events, forms
from bot.services.age import created_before
from bot.services.grants import purchase
from bot.services.raffles import opening
from bot.services.workflows import drafts
from db.session import Session
from db.tables import (
    Boost,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Event,
    EventState,
    Form,
    Offer,
    Raffle,
    RaffleState,
    Run,
    RunState,
    Tally,
    Trace,
    WebhookSecret,
    WorkflowDraft,
    table,
)
from db.tables.points import Contest
from db.tables.workflows import RunRetry

_ROLES = (DeliveryKind.GIVE_ROLE, DeliveryKind.TAKE_ROLE)  # they tell whose a role is to take away


@dataclass(frozen=True)
class Retention:
    """Rows of a table that go once they are old: a slice at the most in one transaction.

    `is_over`: what may change until a row is deleted, as when somebody tries again what failed; so
    the deletion asks once more.
    """

    model: type[SQLModel]
    is_old: Callable[[datetime], tuple[ColumnElement[bool], ...]]
    slice: int = 200
    is_over: tuple[ColumnElement[bool], ...] = ()


def _old_events(now: datetime) -> tuple[ColumnElement[bool], ...]:
    # A run may wait for longer than that, be tried again, or have just asked for a message that is
    # filled in with what happened.
    needed = select(col(Run.id)).where(
        col(Run.community_id) == col(Event.community_id),
        col(Run.event_id) == col(Event.id),
        or_(
            col(Run.state).in_([RunState.READY, RunState.FAILED]),
            col(Run.finished_at) >= now - events.KEPT,
        ),
    )
    # A quarter is longer, and asks of its first minutes whether what was told happened before it.
    asked = select(col(Contest.span)).where(
        col(Contest.community_id) == col(Event.community_id),
        col(Event.created_at) >= col(Contest.begins),
        col(Event.created_at) < col(Contest.late_until),
    )
    return *created_before(Event, now - events.KEPT), ~needed.exists(), ~asked.exists()


RETENTION = {
    # A form that nobody fixed, an offer that nobody confirmed, a draft that nobody went on with.
    "forms": Retention(Form, lambda now: (col(Form.created_at) < now - forms.KEPT_FOR,)),
    "offers": Retention(Offer, lambda now: (col(Offer.created_at) < now - purchase.OFFER_LASTS,)),
    "raffles": Retention(
        Raffle,
        lambda now: (
            col(Raffle.created_at) < now - opening.DRAFT_LASTS,
            col(Raffle.state) == RaffleState.DRAFT,
        ),
    ),
    "drafts": Retention(
        WorkflowDraft, lambda now: (col(WorkflowDraft.changed_at) < now - drafts.KEPT_FOR,)
    ),
    # Runs that are over, with their traces; what they have asked for may still be on its way.
    "runs": Retention(
        Run,
        lambda now: (
            *created_before(Run, now - events.KEPT),
            or_(col(Run.finished_at).is_(None), col(Run.finished_at) < now - events.KEPT),
        ),
        is_over=(col(Run.state) != RunState.READY,),
    ),
    # What managers tried again in one go, once all of it went on.
    "retries": Retention(RunRetry, lambda now: (col(RunRetry.finished_at) < now - events.KEPT,)),
    "events": Retention(
        Event, _old_events, 1_000, is_over=(col(Event.state) != EventState.PENDING,)
    ),
    # Messages and calls whose outcome is known.
    "deliveries": Retention(
        Delivery,
        lambda now: (
            *created_before(Delivery, now - events.KEPT),
            col(Delivery.kind).not_in(_ROLES),
        ),
        is_over=(col(Delivery.state) != DeliveryState.PENDING,),
    ),
    # What was counted for the caps and cooldowns of a day.
    "tallies": Retention(Tally, lambda now: (col(Tally.day) < (now - events.KEPT).date(),), 1_000),
    # Boosts for which nothing can be told any more.
    "boosts": Retention(Boost, lambda now: (col(Boost.ends_at) < now - events.KEPT,)),
    "secrets": Retention(WebhookSecret, lambda now: (col(WebhookSecret.ends_at) <= now,), 1_000),
}


def purge(session: Session, name: str, limit: int | None = None) -> int:
    """Delete a slice of the old rows that `RETENTION` names; return how many it was."""
    kept = RETENTION[name]
    key = table(kept.model).primary_key.columns
    old = select(*key).where(*kept.is_old(session.now), *kept.is_over).limit(limit or kept.slice)
    of: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for community_id, *rest in session.execute(old):
        of[community_id].append(tuple(rest))
    return sum(_delete(session, kept, community_id, rows) for community_id, rows in of.items())


def _delete(
    session: Session, kept: Retention, community_id: int, rows: list[tuple[Any, ...]]
) -> int:
    """Delete rows of a community by what else is in their key; return how many it was."""
    one, trace = table(kept.model), table(Trace).c
    _, *rest = one.primary_key.columns
    is_one = tuple_(*rest).in_(rows) if len(rest) > 1 else rest[0].in_([row[0] for row in rows])
    gone = session.scalars(
        delete(one)
        .where(one.c.community_id == community_id, is_one, *kept.is_over)
        .returning(rest[0])
    ).all()
    if kept.model is Run and gone:
        of_these = trace.run_id.in_(gone)
        session.execute(delete(table(Trace)).where(trace.community_id == community_id, of_these))
    return len(gone)

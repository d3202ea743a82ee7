"""The outbox: a delivery is stored with the change that causes it, once for a key."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from bot.services.state import Lines, State
from db.session import Session
from db.statement import BulkStatement, Statement
from db.tables import Delivery, DeliveryKind, DeliveryState
from db.upsert import insert_row

GATHERED_FOR = timedelta(seconds=3)
"""How long announcements wait for others to become one message with them."""

ROLES_AT_ONCE = 10
"""How many roles for many members are due at once."""

ROLE_EVERY = timedelta(seconds=1)
"""How long after one another those beyond are due: about as fast as Discord takes them."""

_once = insert_row(Delivery, "batch_id", "first_attempt_at", "error").on_conflict_do_nothing(
    index_elements=["community_id", "key"]
)
_ENQUEUE = Statement(_once)
_ENQUEUE_MANY = BulkStatement(_once)
_ENQUEUED = Lines("delivery", _ENQUEUE_MANY, all_new=False)


def enqueue(
    session: Session,
    community_id: int,
    kind: DeliveryKind,
    *,
    key: str,
    member_id: int | None = None,
    channel_id: int | None = None,
    grant_id: int | None = None,
    after: timedelta = timedelta(),
    **payload: object,
) -> None:
    """Enqueue a delivery, once for this key. `payload` holds ids only, never a code.

    `after`: how long it waits until it is due; the day in which it is tried begins then.
    What a workflow causes carries how deep it is, so that its effects on Discord are recognised.
    """
    where = {"member_id": member_id, "channel_id": channel_id, "grant_id": grant_id}
    row = _row(session, community_id, kind, after, payload)
    session.run(_ENQUEUE, **row, **where, key=key)


def enqueuing(
    session: Session,
    community_id: int,
    kind: DeliveryKind,
    *,
    key: str,
    member_id: int,
    channel_id: int | None = None,
    grant_id: int | None = None,
    after: timedelta = timedelta(),
    **payload: object,
) -> dict[str, object]:
    """Return what `enqueue` enqueues, for `enqueue_all` and `enqueue_many`."""
    where = {"member_id": member_id, "channel_id": channel_id, "grant_id": grant_id}
    return _row(session, community_id, kind, after, payload) | where | {"key": key}


def enqueue_all(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Enqueue some deliveries, each once for its key."""
    session.run_many(_ENQUEUE_MANY, rows)


def enqueue_many(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Enqueue many deliveries, each once for its key.

    Roles are due one after the other, as fast as Discord takes them. So one that a member has just
    bought does not wait for those of thousands, and the day in which each is tried is its own.
    """
    roles = [row for row in rows if row["kind"] == DeliveryKind.GIVE_ROLE]
    if len(roles) > 1:
        others = [row for row in rows if row["kind"] != DeliveryKind.GIVE_ROLE]
        rows = [*others, *_one_after_the_other(session, roles)]
    enqueue_all(session, rows)


def _one_after_the_other(
    session: Session, roles: Sequence[Mapping[str, object]]
) -> Iterator[Mapping[str, object]]:
    last: datetime | None = session.execute(
        select(col(Delivery.due_at))
        .where(
            col(Delivery.community_id) == roles[0]["community_id"],
            col(Delivery.state) == DeliveryState.PENDING,
            col(Delivery.kind) == DeliveryKind.GIVE_ROLE,
            col(Delivery.attempts) == 0,
        )
        .order_by(col(Delivery.due_at).desc())
        .limit(1)
    ).scalar_one_or_none()
    first = session.now - (ROLES_AT_ONCE - 1) * ROLE_EVERY if last is None else last + ROLE_EVERY
    for place, row in enumerate(roles):
        due = max(session.now, first + place * ROLE_EVERY)
        yield {**row, "due_at": due, "created_at": due}


def enqueue_in(
    state: State,
    kind: DeliveryKind,
    *,
    key: str,
    member_id: int | None = None,
    channel_id: int | None = None,
    **payload: object,
) -> None:
    """Enqueue a delivery with what a decision changes; as `enqueue` does."""
    row = _row(state, state.community_id, kind, timedelta(), payload)
    where = {"member_id": member_id, "channel_id": channel_id, "grant_id": None}
    state.add(_ENQUEUED, row | where | {"key": key})


def _row(
    source: Session | State,
    community_id: int,
    kind: DeliveryKind,
    after: timedelta,
    payload: dict[str, object],
) -> dict[str, object]:
    if source.depth:
        payload["depth"] = source.depth
    return {
        "community_id": community_id,
        "id": source.new_id(),
        "kind": kind,
        "payload": payload,
        "state": DeliveryState.PENDING,
        "due_at": source.now + after,
        "attempts": 0,
        "created_at": source.now + after,
    }


def notify_managers(
    session: Session, /, community_id: int, cause: str, *, key: str, **params: str | int
) -> None:
    """Tell managers of something that needs them, once for this key.

    `cause` is the id of a text that begins with `notice-`; `params` fill it in, ids of Discord as
    text, and never hold a code. One called `because` is itself the id of a text, filled in with
    the same. Without a channel for notices it shows in `/settings notices` alone.
    """
    enqueue(session, community_id, **_notice(cause, key, params))


def notify_managers_in(state: State, /, cause: str, *, key: str, **params: str | int) -> None:
    """Tell managers with what a decision changes; as `notify_managers` does."""
    enqueue_in(state, **_notice(cause, key, params))


def _notice(cause: str, key: str, params: dict[str, str | int]) -> dict[str, Any]:
    kind = DeliveryKind.MANAGER_NOTICE
    return {"kind": kind, "key": f"notice:{key}", "cause": cause, "params": params}

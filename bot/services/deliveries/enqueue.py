"""The outbox: a delivery is stored with the change that causes it, once for a key."""

from datetime import timedelta

from db.session import Session
from db.statement import Statement
from db.tables import Delivery, DeliveryKind, DeliveryState
from db.upsert import insert_row

GATHERED_FOR = timedelta(seconds=3)
"""How long announcements wait for others to become one message with them."""

_ENQUEUE = Statement(
    insert_row(Delivery, "batch_id", "first_attempt_at", "error").on_conflict_do_nothing(
        index_elements=["community_id", "key"]
    )
)


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

    What a workflow causes carries how deep it is, so that its effects on Discord are recognised.
    """
    if session.depth:
        payload["depth"] = session.depth
    session.run(
        _ENQUEUE,
        community_id=community_id,
        id=session.new_id(),
        kind=kind,
        key=key,
        member_id=member_id,
        channel_id=channel_id,
        grant_id=grant_id,
        payload=payload,
        state=DeliveryState.PENDING,
        due_at=session.now + after,
        attempts=0,
        created_at=session.now,
    )


def notify_managers(
    session: Session, /, community_id: int, cause: str, *, key: str, **params: str | int
) -> None:
    """Tell managers of something that needs them, once for this key.

    `cause` is the id of a text that begins with `notice-`; `params` fill it in, ids of Discord as
    text, and never hold a code. One called `because` is itself the id of a text, filled in with
    the same. Without a channel for notices it shows in `/settings notices` alone.
    """
    enqueue(
        session,
        community_id,
        DeliveryKind.MANAGER_NOTICE,
        key=f"notice:{key}",
        cause=cause,
        params=params,
    )

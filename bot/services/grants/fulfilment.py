"""What becomes of a coupon when the role that it delivers was given, or could not be.

The outcome of the delivery and what follows from it are one transaction: a coupon is used and its
role begins to last, or it is taken back with its unit and points.
"""

from collections.abc import Callable

from bot.services import audit, deliveries
from bot.services.deliveries import FailureReason, LeasedDelivery
from bot.services.errors import RefusedError
from bot.services.grants.issue import use_by_itself
from bot.services.grants.revoke import notify_holder, undo
from bot.services.members import bought_roles
from bot.services.rewards import role_reach
from bot.services.rewards.locking import lock_reward
from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState, Grant

OF_NOBODY = "erased:"
"""How the key of what is taken from somebody begins whose data was erased: none of it is kept."""

_OUT_OF_REACH = {FailureReason.ROLE_GONE, FailureReason.ROLE_OUT_OF_REACH}

_SAID = {*_OUT_OF_REACH, FailureReason.NOTHING_TO_CHANGE, FailureReason.MEMBER_LEFT}
"""Causes that managers are told; the others are the same to them: it did not go."""


def record(
    session: Session, delivery: LeasedDelivery, outcome: Callable[[Session], object]
) -> None:
    """Record the outcome of a delivery, with what follows from it for a coupon, once."""
    bought = delivery.kind is DeliveryKind.GIVE_ROLE and "days" in delivery.payload
    if not bought and not delivery.key.startswith(OF_NOBODY):
        outcome(session)
        return
    # Of two senders that report, as after a lease that ran out, the second waits here.
    row = session.locked(Delivery, (delivery.community_id, delivery.id))
    if row is None or row.state != DeliveryState.PENDING:
        if bought and row is not None and row.member_id != delivery.member_id:
            _of_somebody_erased(session, delivery)
        return
    outcome(session)
    session.refresh(row)
    if row.state == DeliveryState.PENDING:
        return
    if not bought:
        session.delete(row)
        return
    role_id, days = int(delivery.payload["role"]), delivery.payload["days"]
    # Somebody who has the role already bought more time with it, or has it from elsewhere by now.
    extends = row.error == FailureReason.NOTHING_TO_CHANGE and bought_roles.is_theirs(
        session, row.community_id, row.member_id or 0, role_id
    )
    grant = session.get_one(Grant, (row.community_id, row.grant_id or 0))
    if row.state == DeliveryState.SENT or extends:
        _deliver(session, grant, role_id, days)
    else:
        _give_back(session, grant, role_id, FailureReason(row.error or FailureReason.REFUSED))


def _of_somebody_erased(session: Session, delivery: LeasedDelivery) -> None:
    """Take a role that was perhaps given while the data of its member was being erased."""
    deliveries.enqueue(
        session,
        delivery.community_id,
        DeliveryKind.TAKE_ROLE,
        key=f"{OF_NOBODY}{session.new_id()}",
        member_id=delivery.member_id,
        role=int(delivery.payload["role"]),
    )


def _deliver(session: Session, grant: Grant, role_id: int, days: int | None) -> None:
    member = grant.community_id, grant.member_id
    if not use_by_itself(session, grant.community_id, grant.id):
        # Revoked at the last moment: the role goes again, unless something else gives it.
        bought_roles.take(session, *member, role_id, grant.id)
        return
    until = bought_roles.last(session, *member, role_id, grant_id=grant.id, days=days)
    audit.record(
        session,
        grant.community_id,
        "coupon.delivered",
        actor_id=None,
        member_id=grant.member_id,
        reward_id=grant.reward_id,
        role=str(role_id),
        until=None if until is None else int(until.timestamp()),
    )


def _give_back(session: Session, grant: Grant, role_id: int, because: FailureReason) -> None:
    """Take a coupon back that cannot be delivered: unit and points return, all are told."""
    reward = lock_reward(session, grant.community_id, grant.reward_id)
    try:
        undo(session, grant, actor_id=None)
    except RefusedError:
        return  # it was revoked before, which is why it was not delivered
    line = audit.record(
        session,
        grant.community_id,
        "coupon.returned",
        actor_id=None,
        member_id=grant.member_id,
        reward_id=grant.reward_id,
        refunded=grant.paid,
        role=str(role_id),
        because=because,
    )
    notify_holder(session, grant.community_id, grant.id, grant.member_id, audit_id=line)
    if because in _OUT_OF_REACH:
        role_reach.lost(session, grant.community_id, role_id)
    deliveries.notify_managers(
        session,
        grant.community_id,
        "notice-coupon-returned",
        key=f"coupon-returned:{reward.id}:{because}:{session.now:%Y-%m-%d}",
        reward=reward.name,
        member=str(grant.member_id),
        role=str(role_id),
        because=f"delivery-failed-{because if because in _SAID else 'other'}",
    )

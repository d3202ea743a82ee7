"""Roles that Laurel gives: restored when a member rejoins, and recognised as its own in events."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlmodel import col

from bot.services import deliveries
from bot.services.points import tiers
from db.ids import first_id_at
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import Delivery, DeliveryKind, DeliveryState, Grant, GrantState, Reward, linked

OURS_FOR = timedelta(minutes=10)
"""How long after Laurel changed a role, seeing the change is taken for its doing."""


_ASKED_FOR = Statement(
    select(col(Delivery.payload))
    .where(
        col(Delivery.community_id) == param("community_id"),
        col(Delivery.id) >= param("since"),
        *equals(Delivery.member_id, Delivery.kind),
        or_(
            col(Delivery.state) == DeliveryState.PENDING, col(Delivery.state) == DeliveryState.SENT
        ),
    )
    .order_by(col(Delivery.id).desc())
)


def give_again(
    session: Session,
    community_id: int,
    member_id: int,
    since: datetime,
    role_ids: frozenset[int],
) -> None:
    """Enqueue the roles of their badges and of their tiers for who has returned at a moment."""
    badges = session.execute(
        select(col(Grant.id), col(Reward.badge_role_id))
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .where(
            col(Grant.community_id) == community_id,
            col(Grant.member_id) == member_id,
            col(Grant.state) == GrantState.HELD,
            col(Reward.badge_role_id).is_not(None),
        )
        .order_by(col(Grant.id))
    )
    roles = [(f"role:{grant_id}", grant_id, role_id) for grant_id, role_id in badges]
    roles += [
        (f"tier:{role_id}:{member_id}", None, role_id)
        for role_id in tiers.reached(session, community_id, member_id)
    ]
    for key, grant_id, role_id in roles:
        if role_id not in role_ids:
            deliveries.enqueue(
                session,
                community_id,
                DeliveryKind.GIVE_ROLE,
                key=f"{key}:{since.isoformat()}",
                member_id=member_id,
                grant_id=grant_id,
                role=role_id,
            )


def depth(
    session: Session, community_id: int, member_id: int, role_id: int, kind: DeliveryKind
) -> int:
    """Return how many workflows caused a change of a role: none unless a run has just asked for it.

    Else two workflows that give and take a role could go on for ever, by way of Discord.
    """
    recent = session.run(
        _ASKED_FOR,
        community_id=community_id,
        member_id=member_id,
        kind=kind,
        since=first_id_at(session.now - OURS_FOR),
    )
    return next(
        (row.payload.get("depth", 0) for row in recent if row.payload.get("role") == role_id), 0
    )

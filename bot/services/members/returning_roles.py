"""Roles that Laurel gives: restored when a member rejoins, and recognised as its own in events."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlmodel import col

from bot.services import deliveries
from bot.services.members import role_sources
from bot.services.points import tiers
from db.ids import first_id_at
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import Delivery, DeliveryKind, DeliveryState

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
    """Enqueue the roles that they still have by rewards and tiers for who has returned then."""
    where = session, community_id, member_id
    roles: list[tuple[str, int | None, int]] = [
        *((f"role:{grant}", grant, role_id) for grant, role_id in role_sources.of_badges(*where)),
        *((f"tier:{role_id}:{member_id}", None, role_id) for role_id in tiers.reached(*where)),
        *(
            (f"bought:{bought.role_id}:{member_id}", bought.grant_id, bought.role_id)
            for bought in role_sources.of_coupons(*where)
            if bought.ends_at is None or bought.ends_at > session.now
        ),
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

"""What a delivery says, read when its turn comes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from bot.services.deliveries.leasing import Due
from db.session import Session
from db.tables import (
    Code,
    CodeState,
    Community,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Grant,
    GrantState,
    Member,
    Reward,
    RewardKind,
)

_WHILE_HELD = {
    DeliveryKind.GRANT_MESSAGE,
    DeliveryKind.BADGE_ANNOUNCEMENT,
    DeliveryKind.GIVE_ROLE,
}
"""What is worth saying only while the grant is held."""


@dataclass(frozen=True)
class Owed:
    """What a delivery says, read when its turn comes; in its reader's language where it has one."""

    language: str
    currency: str | None
    reward_id: int
    reward_name: str
    reward_kind: str
    description: str
    instructions: str | None
    expires_on: date | None
    image_id: int | None


def read(session: Session, due: Due) -> Owed | None:
    """Return what a delivery should say, or None if it is not true any more."""
    community = session.get(Community, due.community_id)
    if community is None or community.removed_at is not None:
        return None
    grant = session.get(Grant, (due.community_id, due.grant_id)) if due.grant_id else None
    reward_id = grant.reward_id if grant else due.payload.get("reward")
    reward = session.get(Reward, (due.community_id, reward_id)) if reward_id else None
    if reward is None:
        return None
    expires_on = grant.expires_on if grant else reward.expires_on
    if due.kind in _WHILE_HELD and (grant is None or grant.state != GrantState.HELD):
        return None
    if due.kind is DeliveryKind.TAKE_ROLE and not _may_be_taken(session, due):
        return None
    if due.kind is DeliveryKind.GRANT_MESSAGE and reward.kind == RewardKind.VOUCHER:
        code = session.execute(
            select(col(Code.state), col(Code.expires_on)).where(
                col(Code.community_id) == due.community_id, col(Code.grant_id) == due.grant_id
            )
        ).first()
        if code is None or code.state != CodeState.ASSIGNED:
            return None
        expires_on = code.expires_on
    return Owed(
        _language(session, due) or community.language,
        community.currency,
        reward.id,
        reward.name,
        reward.kind,
        reward.description,
        reward.instructions,
        expires_on,
        reward.image_id,
    )


def _language(session: Session, due: Due) -> str | None:
    """Return the language of whoever alone reads a delivery, if we have met them."""
    if due.channel_id is not None or due.member_id is None:
        return None
    member = session.get(Member, (due.community_id, due.member_id))
    return member.language if member is not None else None


def _may_be_taken(session: Session, due: Due) -> bool:
    """Tell whether Laurel gave a role, and no badge that is held carries it."""
    role_id = due.payload["role"]
    done = session.execute(
        select(col(Delivery.kind), col(Delivery.payload))
        .where(
            col(Delivery.community_id) == due.community_id,
            col(Delivery.member_id) == due.member_id,
            col(Delivery.kind).in_([DeliveryKind.GIVE_ROLE, DeliveryKind.TAKE_ROLE]),
            col(Delivery.state) == DeliveryState.SENT,
        )
        .order_by(col(Delivery.id).desc())
    )
    last = next((kind for kind, payload in done if payload.get("role") == role_id), None)
    if last != DeliveryKind.GIVE_ROLE:
        return False
    carrying = (
        select(col(Grant.id))
        .join(
            Reward,
            (col(Reward.community_id) == col(Grant.community_id))
            & (col(Reward.id) == col(Grant.reward_id)),
        )
        .where(
            col(Grant.community_id) == due.community_id,
            col(Grant.member_id) == due.member_id,
            col(Grant.state) == GrantState.HELD,
            col(Reward.badge_role_id) == role_id,
        )
    )
    return session.execute(carrying.limit(1)).first() is None

"""Announcing a reward: that it is on offer, and before that, when it will be."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import col

from bot.services import communities, deliveries
from bot.services.deliveries.kinds import LeasedDelivery
from bot.services.rewards.eligibility import Stage, stage
from db.session import Session
from db.tables import Announce, Delivery, DeliveryKind, DeliveryState, Reward


def announce(session: Session, reward: Reward, moved_from: str | None = None) -> None:
    """Enqueue what the community is to be told of a reward that is published, once for its start.

    It is due at the start, and loaded then: what has been moved, taken off offer or is to be
    announced no more is dropped by then. `moved_from`: since when it was to be on offer before.
    """
    channel_id = communities.get(session, reward.community_id).announcement_channel_id
    stands = stage(reward, session.now)
    if reward.announce is None or channel_id is None:
        return
    if stands not in (Stage.PLANNED, Stage.ON_OFFER):
        return
    starts = starts_at(reward)
    ahead = stands is Stage.PLANNED
    deliveries.enqueue(
        session,
        reward.community_id,
        DeliveryKind.REWARD_ANNOUNCEMENT,
        key=f"reward-start:{reward.id}:{starts}",
        channel_id=channel_id,
        after=(reward.publish_at or session.now) - session.now if ahead else timedelta(),
        reward=reward.id,
        starts=starts,
        ahead=False,
    )
    if not ahead or reward.announce != Announce.AHEAD:
        return
    earlier = _announced_ahead(session, reward.community_id, reward.id, starts)
    # Members who have read of another start meanwhile read of this one again.
    moved = moved_from not in (None, starts)
    if not earlier or (moved and earlier[-1].state != DeliveryState.PENDING):
        deliveries.enqueue(
            session,
            reward.community_id,
            DeliveryKind.REWARD_ANNOUNCEMENT,
            key=_ahead(reward.id, starts, len(earlier)),
            channel_id=channel_id,
            reward=reward.id,
            starts=starts,
            ahead=True,
            moved_from=moved_from,
        )


def _ahead(reward_id: int, starts: str, time: int) -> str:
    """Return the key by which a start is announced ahead; `time` counts from 0."""
    key = f"reward-ahead:{reward_id}:{starts}"
    return f"{key}:{time}" if time else key


def _announced_ahead(
    session: Session, community_id: int, reward_id: int, starts: str
) -> list[Row[tuple[int, str, dict[str, Any]]]]:
    """Return the id, state and payload of what announces a start ahead, from the first on."""
    found: list[Row[tuple[int, str, dict[str, Any]]]] = []
    while True:
        one = session.execute(
            select(col(Delivery.id), col(Delivery.state), col(Delivery.payload)).where(
                col(Delivery.community_id) == community_id,
                col(Delivery.key) == _ahead(reward_id, starts, len(found)),
            )
        ).first()
        if one is None:
            return found
        found.append(one)


def announced_before(session: Session, delivery: LeasedDelivery) -> datetime | None:
    """Return the start that was announced last, before a reward was moved to that of a delivery."""
    id_, payload = delivery.id, delivery.payload
    while starts := payload.get("moved_from"):
        every = _announced_ahead(session, delivery.community_id, payload["reward"], starts)
        before = [one for one in every if one.id < id_]
        if not before:
            return None
        if before[-1].state == DeliveryState.SENT:
            return datetime.fromisoformat(starts)
        id_, payload = before[-1].id, before[-1].payload
    return None


def starts_at(reward: Reward) -> str:
    """Return since when a published reward is on offer; an announcement of another is outdated."""
    return (reward.published_at or reward.created_at).isoformat()

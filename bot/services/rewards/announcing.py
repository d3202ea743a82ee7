"""Announcing a reward: that it is on offer, and before that, when it will be."""

from datetime import datetime, timedelta

from sqlalchemy import select
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
    if (
        reward.announce is None
        or channel_id is None
        or stands
        not in (
            Stage.PLANNED,
            Stage.ON_OFFER,
        )
    ):
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
    if ahead and reward.announce == Announce.AHEAD:
        deliveries.enqueue(
            session,
            reward.community_id,
            DeliveryKind.REWARD_ANNOUNCEMENT,
            key=_ahead(reward.id, starts),
            channel_id=channel_id,
            reward=reward.id,
            starts=starts,
            ahead=True,
            moved_from=moved_from,
        )


def _ahead(reward_id: int, starts: str) -> str:
    return f"reward-ahead:{reward_id}:{starts}"


def announced_before(session: Session, delivery: LeasedDelivery) -> datetime | None:
    """Return the start that was announced last, before a reward was moved to that of a delivery."""
    id_, payload = delivery.id, delivery.payload
    while starts := payload.get("moved_from"):
        earlier = session.execute(
            select(col(Delivery.id), col(Delivery.state), col(Delivery.payload)).where(
                col(Delivery.community_id) == delivery.community_id,
                col(Delivery.key) == _ahead(payload["reward"], starts),
                col(Delivery.id) < id_,  # else one that was moved back would lead to itself
            )
        ).first()
        if earlier is None:
            return None
        if earlier.state == DeliveryState.SENT:
            return datetime.fromisoformat(starts)
        id_, payload = earlier.id, earlier.payload
    return None


def starts_at(reward: Reward) -> str:
    """Return since when a published reward is on offer; an announcement of another is outdated."""
    return (reward.published_at or reward.created_at).isoformat()

"""Announcing a reward: that it is on offer, and before that, when it will be."""

from datetime import timedelta

from bot.services import communities, deliveries
from bot.services.rewards.eligibility import Stage, stage
from db.session import Session
from db.tables import Announce, DeliveryKind, Reward


def announce(session: Session, reward: Reward) -> None:
    """Enqueue what the community is to be told of a reward that is published, once for its start.

    It is due at the start, and loaded then: what has been moved, taken off offer or is to be
    announced no more is dropped by then.
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
            key=f"reward-ahead:{reward.id}:{starts}",
            channel_id=channel_id,
            reward=reward.id,
            starts=starts,
            ahead=True,
        )


def starts_at(reward: Reward) -> str:
    """Return since when a published reward is on offer; an announcement of another is outdated."""
    return (reward.published_at or reward.created_at).isoformat()

"""The content of notices to managers."""

from dataclasses import dataclass

from bot.services.content.facts import Content, NothingToSendError
from bot.services.deliveries.kinds import LeasedDelivery
from bot.services.deliveries.outcomes import FailureReason
from bot.services.rewards import stock
from db.session import Session
from db.tables import Community, Reward


@dataclass(frozen=True)
class NoticeContent(Content):
    """A text for managers, and what fills it in."""

    text_id: str
    params: dict[str, str | int]


def notice(session: Session, community: Community, delivery: LeasedDelivery) -> NoticeContent:  # noqa: ARG001
    """Read a notice that somebody asked for."""
    return _to_managers(community, delivery.payload["cause"], delivery.payload["params"])


def pool(session: Session, community: Community, delivery: LeasedDelivery) -> NoticeContent:
    """Read that a pool is low or empty; not if that has changed since."""
    reward_id = delivery.payload["reward"]
    now = stock.pool(session, delivery.community_id, reward_id)
    empty = bool(delivery.payload["empty"])
    if now.usable > now.low_at or empty != (now.usable == 0):
        raise NothingToSendError(FailureReason.OUTDATED)
    reward = session.get_one(Reward, (delivery.community_id, reward_id))
    return _to_managers(community, *pool_text(reward, empty=empty))


def pool_text(reward: Reward, *, empty: bool) -> tuple[str, dict[str, str | int]]:
    """Return the text that says how a pool is, and what fills it in."""
    return "notice-pool-empty" if empty else "notice-pool-low", {"reward": reward.name}


def _to_managers(community: Community, text_id: str, params: dict[str, str | int]) -> NoticeContent:
    if community.notices_channel_id is None:
        raise NothingToSendError(FailureReason.NO_CHANNEL)
    return NoticeContent(community.language, community.notices_channel_id, text_id, params)

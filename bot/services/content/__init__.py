"""What a delivery says, loaded when its turn comes, so that nothing stale is sent."""

from collections.abc import Callable, Mapping

from bot.services.content import boosts, leaderboards, notices, raffles, rewards, roles, workflows
from bot.services.content.boosts import BoostContent
from bot.services.content.facts import Content, NothingToSendError
from bot.services.content.leaderboards import LeaderboardContent
from bot.services.content.notices import NoticeContent
from bot.services.content.raffles import RaffleContent, RaffleWonContent
from bot.services.content.rewards import OfferContent, RewardContent
from bot.services.content.roles import RoleContent, RoleEnding
from bot.services.content.workflows import CallContent, TextContent
from bot.services.deliveries.kinds import LeasedDelivery
from bot.services.deliveries.outcomes import FailureReason
from db.session import Session
from db.tables import Community, DeliveryKind

LOADERS: Mapping[DeliveryKind, Callable[[Session, Community, LeasedDelivery], Content]] = {
    DeliveryKind.GRANT_MESSAGE: rewards.gift,
    DeliveryKind.CODE_WITHDRAWN: rewards.withdrawn,
    DeliveryKind.BADGE_ANNOUNCEMENT: rewards.badge,
    DeliveryKind.BULK_ANNOUNCEMENT: rewards.bulk,
    DeliveryKind.BOOST_ANNOUNCEMENT: boosts.begun,
    DeliveryKind.WAITING_NOTICE: rewards.waiting,
    DeliveryKind.REMINDER: rewards.reminder,
    DeliveryKind.REWARD_ANNOUNCEMENT: rewards.offered,
    DeliveryKind.GIVE_ROLE: roles.added,
    DeliveryKind.TAKE_ROLE: roles.taken,
    DeliveryKind.ROLE_ENDING: roles.ending,
    DeliveryKind.POOL_NOTICE: notices.pool,
    DeliveryKind.MANAGER_NOTICE: notices.notice,
    DeliveryKind.LEADERBOARD_POST: leaderboards.post,
    DeliveryKind.NOTIFICATION: workflows.notification,
    DeliveryKind.ANNOUNCEMENT: workflows.announcement,
    DeliveryKind.WEBHOOK: workflows.call,
    DeliveryKind.RAFFLE_CARD: raffles.card,
    DeliveryKind.RAFFLE_WON: raffles.won,
}


def load_content(session: Session, delivery: LeasedDelivery) -> Content:
    """Return what a delivery says; `NothingToSendError` if there is no sense in it any more."""
    community = session.get(Community, delivery.community_id)
    if community is None or community.removed_at is not None:
        raise NothingToSendError(FailureReason.SERVER_GONE)
    return LOADERS[delivery.kind](session, community, delivery)

"""The content of deliveries about rewards: granted, withdrawn, announced, expiring soon."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import col

from bot.services.calendar import today
from bot.services.content.facts import Content, NothingToSendError, addressee, held_grant, personal
from bot.services.deliveries.kinds import LeasedDelivery
from bot.services.deliveries.outcomes import FailureReason
from bot.services.deliveries.preferences import Choice
from bot.services.rewards import announcing, eligibility
from bot.services.rewards.eligibility import Sale, Stage
from bot.services.rewards.fields import LATEST
from bot.services.rewards.looks import Look, look
from db.session import Session
from db.tables import (
    Announce,
    AuditEntry,
    Code,
    CodeState,
    Community,
    Grant,
    GrantState,
    Reward,
    RewardKind,
)


@dataclass(frozen=True)
class RewardContent(Content):
    """Something about a reward; never its code."""

    reward_name: str
    reward_kind: RewardKind
    description: str
    expires_on: date | None
    look: Look
    reason: str | None = None  # why a manager took it back
    itself: bool = False  # it delivers by itself; or it could not, and was taken back for that


def gift(session: Session, community: Community, delivery: LeasedDelivery) -> RewardContent:
    """Read the message about a voucher or coupon that somebody was given."""
    member = addressee(session, delivery, Choice.MESSAGES)
    grant = session.get_one(Grant, (delivery.community_id, delivery.grant_id or 0))
    reward = session.get_one(Reward, (delivery.community_id, grant.reward_id))
    language = personal(community, member)
    if grant.state == GrantState.USED and grant.redemption_code is None:  # delivered by now
        return replace(_about(reward, language), itself=True)
    grant = held_grant(session, delivery)
    itself = reward.kind == RewardKind.COUPON and grant.redemption_code is None
    until = _unclaimed_until(session, grant, reward)
    return replace(_about(reward, language, expires_on=until), itself=itself)


def withdrawn(session: Session, community: Community, delivery: LeasedDelivery) -> RewardContent:
    """Read the message about something that a manager took back, and the reason if there is one."""
    member = addressee(session, delivery, Choice.MESSAGES)
    grant = session.get_one(Grant, (delivery.community_id, delivery.grant_id or 0))
    reward = session.get_one(Reward, (delivery.community_id, grant.reward_id))
    content = _about(reward, personal(community, member))
    line = session.get(AuditEntry, (delivery.community_id, delivery.payload.get("audit", 0)))
    if line is None:
        return content
    itself = line.action == "coupon.returned"
    return replace(content, reason=line.details.get("note"), itself=itself)


def badge(session: Session, community: Community, delivery: LeasedDelivery) -> RewardContent:
    """Read the announcement of a badge."""
    addressee(session, delivery, Choice.ANNOUNCEMENTS)
    grant = held_grant(session, delivery)
    reward = session.get_one(Reward, (delivery.community_id, grant.reward_id))
    return _about(reward, community.language, channel_id=delivery.channel_id)


def bulk(session: Session, community: Community, delivery: LeasedDelivery) -> RewardContent:
    """Read the announcement of a grant to many."""
    reward = session.get_one(Reward, (delivery.community_id, delivery.payload["reward"]))
    return _about(reward, community.language, channel_id=delivery.channel_id)


@dataclass(frozen=True)
class OfferContent(RewardContent):
    """A reward that is on offer, or from `opens_at` on; prices are in points.

    `moved_from`: when it was to be on offer, as members have read.
    """

    reward_id: int = 0
    price: int = 0
    sale: Sale | None = None
    currency: str | None = None
    left: int | None = None
    opens_at: datetime | None = None
    moved_from: datetime | None = None
    ends_at: datetime | None = None


def offered(session: Session, community: Community, delivery: LeasedDelivery) -> OfferContent:
    """Read the announcement of a reward; not if its start was moved, or it cannot be had then.

    It goes where announcements go now, and says what is true now.
    """
    if community.announcement_channel_id is None:
        raise NothingToSendError(FailureReason.NO_CHANNEL)
    reward = session.get_one(Reward, (delivery.community_id, delivery.payload["reward"]))
    now, ahead = session.now, delivery.payload["ahead"]
    cost = eligibility.price(reward, now)
    moved_from = announcing.announced_before(session, delivery)
    if (
        cost is None
        or eligibility.left(reward) == 0
        or reward.announce not in ((Announce.AHEAD,) if ahead else tuple(Announce))
        or eligibility.stage(reward, now) is not (Stage.PLANNED if ahead else Stage.ON_OFFER)
        or announcing.starts_at(reward) != delivery.payload["starts"]
        or (moved_from and moved_from == reward.publish_at)  # back where members know it to be
        or (reward.expires_on or LATEST) < today(session, delivery.community_id)
    ):
        raise NothingToSendError(FailureReason.OUTDATED)
    return OfferContent(
        community.language,
        community.announcement_channel_id,
        reward.name,
        RewardKind(reward.kind),
        reward.description,
        reward.expires_on,
        look(reward),
        reward_id=reward.id,
        price=cost,
        sale=eligibility.sale(reward, now),
        currency=community.currency,
        left=eligibility.left(reward),
        opens_at=reward.publish_at if ahead else None,
        moved_from=moved_from,
        ends_at=reward.unpublish_at,
    )


def waiting(session: Session, community: Community, delivery: LeasedDelivery) -> RewardContent:
    """Read the public notice to somebody whose messages are closed."""
    if not community.waiting_notice:
        raise NothingToSendError(FailureReason.UNWANTED)
    addressee(session, delivery, Choice.ANNOUNCEMENTS)
    grant = held_grant(session, delivery)
    reward = session.get_one(Reward, (delivery.community_id, grant.reward_id))
    _unclaimed_until(session, grant, reward)
    return _about(reward, community.language, channel_id=delivery.channel_id)


def reminder(session: Session, community: Community, delivery: LeasedDelivery) -> RewardContent:
    """Read the reminder of something unclaimed; not if its date has moved, or passed."""
    member = addressee(session, delivery, Choice.REMINDERS)
    grant = held_grant(session, delivery)
    reward = session.get_one(Reward, (delivery.community_id, grant.reward_id))
    expires_on = _unclaimed_until(session, grant, reward)
    moved = expires_on is None or expires_on.isoformat() != delivery.payload["until"]
    if moved or delivery.payload["until"] < today(session, delivery.community_id).isoformat():
        raise NothingToSendError(FailureReason.OUTDATED)
    return _about(reward, personal(community, member), expires_on=expires_on)


def _about(
    reward: Reward,
    language: str,
    *,
    channel_id: int | None = None,
    expires_on: date | None = None,
) -> RewardContent:
    return RewardContent(
        language,
        channel_id,
        reward.name,
        RewardKind(reward.kind),
        reward.description,
        expires_on,
        look(reward),
    )


def _unclaimed_until(session: Session, grant: Grant, reward: Reward) -> date | None:
    """Return the last good day of what its member has yet to claim; None is for good."""
    if reward.kind != RewardKind.VOUCHER:
        return grant.expires_on
    code = session.execute(
        select(col(Code.state), col(Code.expires_on)).where(
            col(Code.community_id) == grant.community_id, col(Code.grant_id) == grant.id
        )
    ).first()
    if code is None or code.state != CodeState.ASSIGNED:
        raise NothingToSendError(FailureReason.OUTDATED)
    expires_on: date | None = code.expires_on
    return expires_on

"""A reward as its managers see it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import col, func

from bot.services import communities
from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.errors import InvalidInputError, existing
from bot.services.rewards import fields
from bot.services.rewards.eligibility import Sale, Stage, left, price, sale, stage
from bot.services.rewards.fields import Clock
from bot.services.rewards.looks import Look, look
from db.session import Session
from db.tables import Announce, Code, CodeState, Reward, RewardKind, RewardState


@dataclass(frozen=True)
class RewardDetails:
    """Everything about a reward; `missing` is what publishing it needs, as errors to show.

    `price` is what it costs at this moment, in points: with a `sale`, the sale price. `timezone`:
    the community's. `announced_in`: its channel for announcements. `granted` counts what is not
    revoked; `usable_codes` are a voucher's, or those of the voucher that a coupon delivers, whose
    name is `delivers_voucher`.
    """

    reward_id: int
    kind: RewardKind
    state: RewardState
    stage: Stage
    name: str
    description: str
    instructions: str | None
    cost: int | None
    price: int | None
    sale: Sale | None
    stock: int | None
    granted: int
    left: int | None
    usable_codes: int | None
    expires_on: date | None
    expired: bool
    member_limit: int | None
    required_role_id: int | None
    required_role_gone: bool
    badge_role_id: int | None
    publish_at: datetime | None
    unpublish_at: datetime | None
    sale_cost: int | None
    sale_until: datetime | None
    announce: Announce | None
    announced_in: int | None
    timezone: str
    delivers_role_id: int | None
    delivers_days: int | None
    role_out_of_reach: bool
    delivers_voucher: str | None
    look: Look
    missing: tuple[InvalidInputError, ...]


def describe(session: Session, reward: Reward) -> RewardDetails:
    """Return the details of a row."""
    community = communities.get(session, reward.community_id)
    clock = clock_of(session, reward.community_id)
    day, now = clock.today, clock.now
    kind = RewardKind(reward.kind)
    codes, voucher = None, reward
    if reward.delivers_voucher_id is not None:
        voucher = session.get_one(Reward, (reward.community_id, reward.delivers_voucher_id))
    if voucher.kind == RewardKind.VOUCHER:
        codes = usable_codes(session, reward.community_id, [voucher.id], day)[voucher.id]
    return RewardDetails(
        reward_id=reward.id,
        kind=kind,
        state=RewardState(reward.state),
        stage=stage(reward, now),
        name=reward.name,
        description=reward.description,
        instructions=reward.instructions,
        cost=reward.cost,
        price=price(reward, now),
        sale=sale(reward, now),
        stock=reward.stock,
        granted=reward.granted,
        left=left(reward),
        usable_codes=codes,
        expires_on=reward.expires_on,
        expired=reward.expires_on is not None and reward.expires_on < day,
        member_limit=reward.member_limit,
        required_role_id=reward.required_role_id,
        required_role_gone=reward.required_role_gone,
        badge_role_id=reward.badge_role_id,
        publish_at=reward.publish_at,
        unpublish_at=reward.unpublish_at,
        sale_cost=reward.sale_cost,
        sale_until=reward.sale_until,
        announce=None if reward.announce is None else Announce(reward.announce),
        announced_in=community.announcement_channel_id,
        timezone=community.timezone,
        delivers_role_id=reward.delivers_role_id,
        delivers_days=reward.delivers_days,
        role_out_of_reach=reward.role_out_of_reach,
        delivers_voucher=None if voucher is reward else voucher.name,
        look=look(reward),
        missing=tuple(fields.missing(reward, clock)),
    )


def clock_of(session: Session, community_id: int) -> Clock:
    """Return what time it is in a community, and which day."""
    timezone = communities.get(session, community_id).timezone
    return Clock(session.now, timezone, today(session, community_id))


def details(session: Session, by: Person, reward_id: int) -> RewardDetails:
    """Return a reward in any state, for a manager; `GoneError` if there is none."""
    require_manager(session, by)
    reward = existing(session.get(Reward, (by.community_id, reward_id)))
    return describe(session, reward)


def usable_codes(
    session: Session, community_id: int, reward_ids: list[int], day: date
) -> dict[int, int]:
    """Count the codes that could be granted on a day, by voucher."""
    rows = session.execute(
        select(col(Code.reward_id), func.count())
        .where(
            col(Code.community_id) == community_id,
            col(Code.reward_id).in_(reward_ids),
            col(Code.state) == CodeState.AVAILABLE,
            col(Code.expires_on) >= day,
        )
        .group_by(col(Code.reward_id))
    )
    return {**dict.fromkeys(reward_ids, 0), **dict(rows.all())}

"""What is left of each reward on offer, and how long that lasts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col, func

from bot.services import communities
from bot.services.actors import Person, require_manager
from bot.services.age import created_since
from bot.services.calendar import clock, today
from bot.services.rewards import store
from bot.services.rewards.eligibility import left_to_give
from bot.services.stats.runway import LOOKS_BACK, Batch, Outlook, Pace, Runway, Terms, runway
from db.session import Session
from db.tables import (
    Code,
    CodeState,
    Grant,
    GrantState,
    Reward,
    RewardKind,
    linked,
)

LIMITED = (RewardKind.COUPON, RewardKind.VOUCHER)


@dataclass(frozen=True)
class Stock:
    """What is left of one reward, and how long that lasts.

    `given` were given and not revoked in the `days` that are looked at.
    """

    reward_id: int
    name: str
    kind: RewardKind
    left: int
    given: int
    days: float
    last_day: date | None
    runway: Runway
    timezone: str

    @property
    def empty_on(self) -> date | None:
        """The day on which nothing is left at that pace, where that is said."""
        return self.runway.empty_at and self.day_of(self.runway.empty_at)

    def day_of(self, moment: datetime) -> date:
        """Return which day it is in the community at a moment."""
        return moment.astimezone(clock(self.timezone)).date()


def stocks(session: Session, by: Person) -> list[Stock]:
    """Return the stock of every reward on offer, the most urgent first."""
    require_manager(session, by)
    found = _stocks(session, by.community_id)
    order = [Outlook.EMPTY, Outlook.RUNS_OUT, Outlook.LASTS, Outlook.UNKNOWN]
    far = session.now + timedelta(days=1_000)
    return sorted(
        found,
        key=lambda one: (
            order.index(one.runway.outlook),
            one.runway.empty_at or far,
            one.name.casefold(),
        ),
    )


def stock_of(session: Session, by: Person, reward_id: int) -> Stock | None:
    """Return the stock of one; None where nothing runs out, or it is not on offer."""
    require_manager(session, by)
    return next(iter(_stocks(session, by.community_id, reward_id)), None)


def _stocks(session: Session, community_id: int, only: int | None = None) -> list[Stock]:
    day, zone = today(session, community_id), communities.get(session, community_id).timezone
    on_offer = [
        store.on_offer(community_id, day, session.now),
        col(Reward.kind).in_(LIMITED),
        *([] if only is None else [col(Reward.id) == only]),
    ]
    rewards = session.scalars(select(Reward).where(*on_offer)).all()
    given = _given(session, on_offer)
    batches = _batches(session, community_id, day, only)
    return [
        one
        for reward in rewards
        if (one := _stock(session, reward, zone, given[reward.id], batches[reward.id])) is not None
    ]


def _stock(
    session: Session, reward: Reward, zone: str, given: int, codes: list[Batch]
) -> Stock | None:
    usable = None
    if reward.kind == RewardKind.VOUCHER:
        usable = sum(batch.count for batch in codes)
    left = left_to_give(reward, usable)
    if left is None:
        return None
    published = reward.published_at or reward.created_at
    pace = Pace(given, min(LOOKS_BACK, session.now - published))
    lasts = runway(pace, codes or [Batch(left)], left, Terms(session.now, zone, reward.expires_on))
    return Stock(
        reward.id,
        reward.name,
        RewardKind(reward.kind),
        left,
        given,
        pace.time / timedelta(days=1),
        reward.expires_on,
        lasts,
        zone,
    )


def _given(session: Session, on_offer: Iterable[Any]) -> dict[int, int]:
    """Count what was given of late and not revoked, since each reward was published."""
    rows = session.execute(
        select(col(Grant.reward_id), func.count())
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .where(
            *on_offer,
            *created_since(Grant, session.now - LOOKS_BACK),
            col(Grant.state) != GrantState.REVOKED,
            col(Grant.created_at) >= func.coalesce(Reward.published_at, Reward.created_at),
        )
        .group_by(col(Grant.reward_id))
    )
    return defaultdict(int, dict(rows.all()))


def _batches(
    session: Session, community_id: int, day: date, only: int | None
) -> dict[int, list[Batch]]:
    """Count the codes that can be given, of each voucher by the day through which they are good."""
    # Without asking which rewards are on offer: an index alone answers it.
    usable = [
        col(Code.community_id) == community_id,
        col(Code.state) == CodeState.AVAILABLE,
        col(Code.expires_on) >= day,
    ]
    if only is not None:
        usable.append(col(Code.reward_id) == only)
    of = col(Code.reward_id), col(Code.expires_on)
    rows = session.execute(select(*of, func.count()).where(*usable).group_by(*of).order_by(*of))
    found: dict[int, list[Batch]] = defaultdict(list)
    for reward_id, good_through, count in rows:
        found[reward_id].append(Batch(count, good_through))
    return found

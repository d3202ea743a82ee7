"""What became of the coupons and codes that were given in each week."""

import enum
from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, or_, select
from sqlmodel import col, func

from bot.services.actors import Person, require_manager
from bot.services.age import created_since
from bot.services.calendar import today
from bot.services.rewards.stats import code_state, grant_state
from bot.services.stats.windows import Window, begins, number_of, weeks_of
from db.session import Session
from db.tables import Code, CodeState, Grant, GrantState, Reward, RewardKind, linked


class Fate(enum.StrEnum):
    """What became of something that was given and not revoked."""

    REDEEMED = "redeemed"  # a coupon was used, a code seen by its member
    EXPIRED = "expired"
    OPEN = "open"


@dataclass(frozen=True)
class Fates:
    """How many were given, and what became of them until now."""

    redeemed: int = 0
    expired: int = 0
    open: int = 0

    @property
    def given(self) -> int:
        """All of them."""
        return self.redeemed + self.expired + self.open

    def __add__(self, other: "Fates") -> "Fates":
        """Return both together."""
        return Fates(*(getattr(self, fate) + getattr(other, fate) for fate in Fate))


@dataclass(frozen=True)
class WeekOfRewards:
    """What was given in a week and not revoked, and what became of it since."""

    day: date  # its Monday
    coupons: Fates
    vouchers: Fates


def redemption(session: Session, by: Person, window: Window) -> list[WeekOfRewards]:
    """Return what was given in each week, the oldest first; the last one is not over yet."""
    require_manager(session, by)
    weeks = weeks_of(session, by.community_id, window)
    given = (
        select(
            number_of(col(Grant.created_at), begins(weeks)).label("week"),
            col(Reward.kind),
            _fate(today(session, by.community_id)).label("fate"),
        )
        .select_from(Grant)
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .outerjoin(Code, linked(Code.grant_id, Grant.id))
        .where(
            col(Grant.community_id) == by.community_id,
            *created_since(Grant, weeks[0].begins),
            col(Grant.state) != GrantState.REVOKED,
            col(Reward.kind).in_([RewardKind.COUPON, RewardKind.VOUCHER]),
        )
        .subquery()
    )
    rows = session.execute(select(*given.c, func.count()).group_by(*given.c))
    counted = Counter({(at, kind, fate): count for at, kind, fate, count in rows})
    return [
        WeekOfRewards(
            week.day,
            Fates(*(counted[at, RewardKind.COUPON, fate] for fate in Fate)),
            Fates(*(counted[at, RewardKind.VOUCHER, fate] for fate in Fate)),
        )
        for at, week in enumerate(weeks)
    ]


def _fate(day: date) -> ColumnElement[str]:
    """Return what became of a grant until a day."""
    over = or_(grant_state(day) == GrantState.EXPIRED, code_state(day) == CodeState.EXPIRED)
    redeemed = or_(col(Grant.state) == GrantState.USED, col(Code.state) == CodeState.CLAIMED)
    return case((redeemed, Fate.REDEEMED), (over, Fate.EXPIRED), else_=Fate.OPEN)

"""How one reward fares over time: what was given, claimed, used, expired and revoked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import col, func

from bot.services.actors import Person, require_manager
from bot.services.calendar import Week, today
from bot.services.errors import existing
from bot.services.rewards.stats import code_state, grant_state
from bot.services.stats.stock import Stock, stock_of
from bot.services.stats.windows import Window, begins, last_days, number_of, weeks_of
from db.session import Session
from db.tables import Code, CodeState, Grant, GrantState, Holding, Reward, RewardKind


@dataclass(frozen=True)
class WeekOfReward:
    """What happened to one reward in a week, whenever it had been given.

    `claimed` are codes that their members saw for the first time, and were not withdrawn since.
    """

    day: date  # its Monday
    given: int
    claimed: int
    used: int
    expired: int
    revoked: int


@dataclass(frozen=True)
class RewardOverTime:
    """One reward over the weeks, the oldest first. `holders`: members with one not revoked.

    `stock`: None where nothing of it runs out, or it is not on offer.
    """

    kind: RewardKind
    weeks: list[WeekOfReward]
    holders: int
    stock: Stock | None


def over_time(session: Session, by: Person, reward_id: int, window: Window) -> RewardOverTime:
    """Count what happened to a reward; `GoneError` if there is none."""
    require_manager(session, by)
    reward = existing(session.get(Reward, (by.community_id, reward_id)))
    kind, weeks = RewardKind(reward.kind), weeks_of(session, by.community_id, window)
    given = _count(session, reward, weeks, col(Grant.created_at))
    used = _count(session, reward, weeks, col(Grant.used_at))
    revoked = _count(session, reward, weeks, col(Grant.revoked_at))
    claimed, expired = Counter[int](), _expired_coupons(session, reward, weeks)
    if kind is RewardKind.VOUCHER:
        is_claimed = col(Code.state) == CodeState.CLAIMED
        claimed = _count(session, reward, weeks, col(Code.changed_at), is_claimed)
        expired = _expired_codes(session, reward, weeks)
    return RewardOverTime(
        kind,
        [
            WeekOfReward(week.day, given[at], claimed[at], used[at], expired[at], revoked[at])
            for at, week in enumerate(weeks)
        ],
        _holders(session, reward),
        stock_of(session, by, reward_id),
    )


def _expired_coupons(session: Session, reward: Reward, weeks: Sequence[Week]) -> Counter[int]:
    over = grant_state(today(session, reward.community_id)) == GrantState.EXPIRED
    return _count(session, reward, weeks, col(Grant.expires_on), over)


def _expired_codes(session: Session, reward: Reward, weeks: Sequence[Week]) -> Counter[int]:
    """Count the codes that somebody held and never looked at."""
    over = code_state(today(session, reward.community_id)) == CodeState.EXPIRED
    held = col(Code.grant_id).is_not(None)
    return _count(session, reward, weeks, col(Code.expires_on), over, held)


def _count(
    session: Session, reward: Reward, weeks: Sequence[Week], column: Any, *which: Any
) -> Counter[int]:
    """Count a reward's grants or codes by the week in which a column of theirs lies.

    A column of days says on which one something was good for the last time.
    """
    table = column.class_
    bounds = last_days(weeks) if column.key == "expires_on" else begins(weeks)
    number = number_of(column, bounds).label("week")
    rows = session.execute(
        select(number, func.count())
        .where(
            table.community_id == reward.community_id,
            table.reward_id == reward.id,
            column >= bounds[0],
            *which,
        )
        .group_by("week")
    )
    return Counter(dict(rows.all()))


def _holders(session: Session, reward: Reward) -> int:
    counted = session.execute(
        select(func.count())
        .select_from(Holding)
        .where(
            col(Holding.community_id) == reward.community_id,
            col(Holding.reward_id) == reward.id,
            col(Holding.count) > 0,
        )
    )
    return int(counted.scalar_one())

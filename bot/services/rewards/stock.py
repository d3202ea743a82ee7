"""A voucher's pool: how many codes are usable, and telling managers when it runs out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col, func

from bot.services import deliveries
from bot.services.calendar import today
from bot.services.rewards.locking import LockedReward
from bot.services.state import Cells, Loaded
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import Code, CodeImport, CodeState, Community, DeliveryKind, Reward, RewardKind

_USABLE = (
    *equals(Code.community_id, Code.reward_id),
    col(Code.state) == CodeState.AVAILABLE,
    col(Code.expires_on) >= param("today"),
)
_COUNT = Statement(select(func.count().label("usable")).select_from(Code).where(*_USABLE))
# Stops counting at the threshold: more is not asked.
_COUNT_UP_TO = Statement(
    select(func.count().label("usable")).select_from(
        select(col(Code.id)).where(*_USABLE).limit(param("most")).subquery()
    )
)
ENOUGH = 5_000
"""Codes that are counted at the most where fewer are given in one transaction."""

_IMPORTED = Statement(
    select(func.coalesce(func.sum(CodeImport.added), 0).label("imported")).where(
        *equals(CodeImport.community_id, CodeImport.reward_id)
    )
)


def _load_usable(loaded: Loaded, reward_ids: Collection[int]) -> dict[int, int]:
    which = {"community_id": loaded.community_id, "most": ENOUGH}
    day = loaded.day(loaded.session.now)
    return {
        reward_id: loaded.session.run(_COUNT_UP_TO, **which, reward_id=reward_id, today=day)[0][0]
        for reward_id in reward_ids
    }


USABLE = Cells[int, int]("code", _load_usable)
"""How many codes of vouchers can be given today, up to more than are given in one transaction."""


@dataclass(frozen=True)
class Pool:
    """A voucher's codes. `low_at`: the number of usable ones at which managers are told."""

    usable: int
    imported: int
    low_at: int


def pool(session: Session, community_id: int, reward_id: int, day: date | None = None) -> Pool:
    """Count a voucher's codes; `day` is today there, if the caller knows it already."""
    which = {"community_id": community_id, "reward_id": reward_id}
    day = day or today(session, community_id)
    (counted,) = session.run(_COUNT, **which, today=day)
    imported, low_at = _threshold(session, community_id, reward_id)
    return Pool(counted.usable, imported, low_at)


def usable_codes(session: Session, reward: Reward) -> int | None:
    """Return how many codes of a voucher can be given today; None for what has no codes."""
    if reward.kind != RewardKind.VOUCHER:
        return None
    return pool(session, reward.community_id, reward.id).usable


def usable_up_to(
    session: Session, reward: LockedReward, day: date, most: int = ENOUGH
) -> int | None:
    """Count a voucher's codes that can be given on a day, up to a number; None for the rest."""
    if reward.kind != RewardKind.VOUCHER:
        return None
    which = {"community_id": reward.community_id, "reward_id": reward.id}
    (counted,) = session.run(_COUNT_UP_TO, **which, today=day, most=most)
    return int(counted.usable)


def watch(session: Session, community_id: int, reward_id: int, number: int = 0) -> None:
    """Enqueue a notice to managers if the pool has become low or empty, once for each import.

    To be called by whatever takes codes out of a pool, in the same transaction. `number`: which
    one in a row it is. Of many in a row not each counts to a threshold of thousands: a low pool is
    told at most a hundredth of the threshold late, an empty one never.
    """
    imported, low_at = _threshold(session, community_id, reward_id)
    counts = number % max(1, low_at // 100) == 0
    (counted,) = session.run(
        _COUNT_UP_TO,
        community_id=community_id,
        reward_id=reward_id,
        today=today(session, community_id),
        most=low_at + 1 if counts else 1,
    )
    if imported == 0 or counted.usable > (low_at if counts else 0):
        return
    # What was imported is part of the key: new codes make a new crossing possible.
    stage = "low" if counted.usable else "empty"
    deliveries.enqueue(
        session,
        community_id,
        DeliveryKind.POOL_NOTICE,
        key=f"pool:{reward_id}:{imported}:{stage}",
        reward=reward_id,
        empty=counted.usable == 0,
    )


def _threshold(session: Session, community_id: int, reward_id: int) -> tuple[int, int]:
    (total,) = session.run(_IMPORTED, community_id=community_id, reward_id=reward_id)
    percent = session.get_one(Community, (community_id,)).low_pool_percent
    imported = int(total.imported)
    return imported, imported * percent // 100

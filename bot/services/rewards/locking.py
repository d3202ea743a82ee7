"""Locking a reward: the first lock of whatever gives it, takes it back or moves its codes."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from bot.services.errors import GoneError
from bot.services.state import Cells, Loaded
from db.session import Session
from db.statement import Statement, among, equals
from db.tables import Reward


class LockedReward(NamedTuple):
    """A reward that this transaction has locked: only statements that lock it make one.

    Who asks for one must hold the lock while they decide and write.
    """

    community_id: int
    id: int
    kind: str
    state: str
    name: str
    cost: int | None
    stock: int | None
    granted: int
    set_aside: int
    expires_on: date | None
    member_limit: int | None
    required_role_id: int | None
    required_role_gone: bool
    badge_role_id: int | None
    publish_at: datetime | None
    unpublish_at: datetime | None
    sale_cost: int | None
    sale_until: datetime | None
    announce: str | None
    delivers_role_id: int | None
    delivers_days: int | None
    delivers_voucher_id: int | None
    role_out_of_reach: bool


LOCKING = select(*(getattr(Reward, name) for name in LockedReward._fields))
"""The columns of a `LockedReward`, for a statement that locks it with what refers to it."""

# SQLite has no FOR UPDATE and needs none: its writer holds the whole database. "Key share": rows
# that refer to a reward may come meanwhile, such as the codes of an import that takes seconds.
_LOCK = Statement(
    LOCKING.where(*equals(Reward.community_id, reward_id=Reward.id)).with_for_update(key_share=True)
)


_many = LOCKING.where(*equals(Reward.community_id), among(Reward.id, "reward_ids")).order_by(
    col(Reward.id)  # whoever locks several takes them in one order
)
_READ_MANY = Statement(_many)
_LOCK_MANY = Statement(_many.with_for_update(key_share=True))


def _load(loaded: Loaded, ids: Collection[int]) -> dict[int, LockedReward]:
    statement = _LOCK_MANY if loaded.locks else _READ_MANY
    rows = loaded.session.run(statement, community_id=loaded.community_id, reward_ids=ids)
    return {row.id: LockedReward(*row) for row in rows}


REWARDS = Cells[int, LockedReward]("reward", _load)
"""Rewards by id. What decisions make of it is written by issuing the grant."""


def lock_reward(session: Session, community_id: int, reward_id: int) -> LockedReward:
    """Lock a reward against every other change and return its row; `GoneError` if there is none."""
    rows = session.run(_LOCK, community_id=community_id, reward_id=reward_id)
    if not rows:
        raise GoneError
    return LockedReward(*rows[0])

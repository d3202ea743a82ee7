"""Plans of grants to many: who would get a reward, written down piece by piece before it begins.

`bulk` carries out what a manager has confirmed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from bot.services.actors import Person, require_manager
from bot.services.batches import plans
from bot.services.calendar import today
from bot.services.errors import RefusedError, existing
from bot.services.rewards import delivering
from bot.services.rewards.eligibility import MemberFacts, why_not
from bot.services.rewards.role_permissions import require_may_decide
from db.session import Session
from db.tables import (
    Batch,
    BatchKind,
    BatchOutcome,
    Holding,
    Reward,
    RewardKind,
)

_LOOKED_UP = 500  # members whose holdings are read at once


class NobodyError(RefusedError):
    """There is nobody to give it to."""

    message = "bulk-nobody"


@dataclass(frozen=True)
class BulkPlan:
    """What a grant to many would do. `stock` None: without limit."""

    bulk_id: int
    reward_name: str
    kind: RewardKind
    will_get: int
    skipped: int
    stock: int | None

    @property
    def suffices(self) -> bool:
        """Return whether there is enough for everybody."""
        return self.stock is None or self.stock >= self.will_get


def plan(
    session: Session,
    by: Person,
    reward_id: int,
    member_ids: Sequence[int],
    *,
    muted: bool = False,
    tell_each: bool = False,
) -> BulkPlan:
    """Write down who would get a reward, in the order given, and look whether stock suffices.

    The members are present and human, the longest ones first. Raises what makes the reward
    impossible for everybody, and `NobodyError` for an empty list.
    """
    require_manager(session, by)
    reward = existing(session.get(Reward, (by.community_id, reward_id)))
    require_may_decide(by, reward)
    wanted = list(dict.fromkeys(member_ids))
    if not wanted:
        raise NobodyError
    day = today(session, by.community_id)
    usable = delivering.left_by_codes(session, reward, day)
    refusal = why_not(reward, MemberFacts(), day, now=session.now, claim=False, usable_codes=usable)
    if refusal is not None:
        raise refusal
    terms = {"muted": muted, "tell_each": tell_each}
    bulk = plans.begin(session, by, BatchKind.GRANT, reward_id=reward_id, terms=terms)
    _write_down(session, bulk, reward, wanted)
    return _planned(session, bulk, reward)


def extend(session: Session, by: Person, bulk_id: int, member_ids: Sequence[int]) -> None:
    """Write down who else would get it: a plan of many is written piece by piece."""
    bulk = plans.planned(session, by, bulk_id)
    reward = session.get_one(Reward, (by.community_id, bulk.reward_id))
    _write_down(session, bulk, reward, list(dict.fromkeys(member_ids)))


def load_plan(session: Session, by: Person, bulk_id: int) -> BulkPlan:
    """Return what a plan would do that has been written down."""
    require_manager(session, by)
    bulk = plans.get(session, by.community_id, bulk_id)
    return _planned(session, bulk, session.get_one(Reward, (by.community_id, bulk.reward_id)))


def _planned(session: Session, bulk: Batch, reward: Reward) -> BulkPlan:
    return BulkPlan(
        bulk.id,
        reward.name,
        RewardKind(reward.kind),
        bulk.wanted,
        bulk.unchanged,
        delivering.left_to_give(session, reward),
    )


def _write_down(session: Session, bulk: Batch, reward: Reward, member_ids: list[int]) -> None:
    full = _at_limit(session, reward, member_ids)
    members = [
        {"member_id": member_id}
        | ({"outcome": BatchOutcome.UNCHANGED} if member_id in full else {})
        for member_id in member_ids
    ]
    plans.write_down(session, bulk, members)


def _at_limit(session: Session, reward: Reward, member_ids: list[int]) -> set[int]:
    """Return who holds as many as one member may."""
    if reward.member_limit is None:
        return set()
    full: set[int] = set()
    for some in _in_pieces(member_ids):
        rows = session.execute(
            select(col(Holding.member_id)).where(
                col(Holding.community_id) == reward.community_id,
                col(Holding.reward_id) == reward.id,
                col(Holding.member_id).in_(some),
                col(Holding.count) >= reward.member_limit,
            )
        )
        full.update(rows.scalars())
    return full


def _in_pieces(ids: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(ids), _LOOKED_UP):
        yield ids[first : first + _LOOKED_UP]

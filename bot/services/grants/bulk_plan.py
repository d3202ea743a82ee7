"""Plans of grants to many: who would get a reward, written down piece by piece before it begins.

`bulk` carries out what a manager has confirmed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Row, delete, or_, select, update
from sqlmodel import col

from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.errors import GoneError, RefusedError, existing
from bot.services.rewards import stock
from bot.services.rewards.eligibility import MemberFacts, why_not
from bot.services.rewards.role_permissions import require_may_decide
from db.session import Session
from db.tables import (
    BulkGrant,
    BulkGrantMember,
    BulkOutcome,
    BulkState,
    Holding,
    Reward,
    RewardKind,
    table,
)

PIECE = 500
"""Members at the most whose part of a plan is written, or cleared away, in one transaction."""

PLAN_LASTS = timedelta(minutes=15)
"""How long a plan waits to be confirmed; who is present was looked at when it was made."""

_LOOKED_UP = 500  # members whose holdings are read at once


class NobodyError(RefusedError):
    """There is nobody to give it to."""

    message = "bulk-nobody"


class PlanTooOldError(RefusedError):
    """People may have come and gone since the plan was made."""

    message = "bulk-plan-too-old"


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
    usable = stock.usable_codes(session, reward)
    day = today(session, by.community_id)
    refusal = why_not(reward, MemberFacts(), day, now=session.now, claim=False, usable_codes=usable)
    if refusal is not None:
        raise refusal
    bulk = BulkGrant(
        community_id=by.community_id,
        id=session.new_id(),
        reward_id=reward_id,
        actor_id=by.member_id,
        wanted=0,
        muted=muted,
        tell_each=tell_each,
        created_at=session.now,
    )
    session.add(bulk)
    session.flush()
    _write_down(session, bulk, reward, wanted)
    return _planned(session, bulk, reward)


def extend(session: Session, by: Person, bulk_id: int, member_ids: Sequence[int]) -> None:
    """Write down who else would get it: a plan of many is written piece by piece."""
    require_manager(session, by)
    bulk = locked(session, by.community_id, bulk_id)
    if bulk.state != BulkState.PLANNED:
        raise PlanTooOldError
    reward = session.get_one(Reward, (by.community_id, bulk.reward_id))
    _write_down(session, bulk, reward, list(dict.fromkeys(member_ids)))


def load_plan(session: Session, by: Person, bulk_id: int) -> BulkPlan:
    """Return what a plan would do that has been written down."""
    require_manager(session, by)
    bulk = get(session, by.community_id, bulk_id)
    return _planned(session, bulk, session.get_one(Reward, (by.community_id, bulk.reward_id)))


def _planned(session: Session, bulk: BulkGrant, reward: Reward) -> BulkPlan:
    return BulkPlan(
        bulk.id,
        reward.name,
        RewardKind(reward.kind),
        bulk.wanted,
        bulk.held_already,
        stock.left_to_give(session, reward),
    )


def _write_down(session: Session, bulk: BulkGrant, reward: Reward, member_ids: list[int]) -> None:
    full = _at_limit(session, reward, member_ids)
    session.execute(
        table(BulkGrantMember).insert(),
        [
            {
                "community_id": bulk.community_id,
                "bulk_id": bulk.id,
                "position": position,
                "member_id": member_id,
                "outcome": BulkOutcome.HELD_ALREADY if member_id in full else BulkOutcome.WAITING,
            }
            for position, member_id in enumerate(member_ids, bulk.total)
        ],
    )
    bulk.total += len(member_ids)
    bulk.held_already += len(full)
    bulk.wanted += len(member_ids) - len(full)
    session.flush()


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


def get(session: Session, community_id: int, bulk_id: int) -> BulkGrant:
    """Return a grant to many; `GoneError` where there is none, or it is being cleared away."""
    return _there(session.get(BulkGrant, (community_id, bulk_id)))


def locked(session: Session, community_id: int, bulk_id: int) -> BulkGrant:
    """Return it; nobody else confirms it, works on it or removes it until the transaction ends."""
    return _there(session.locked(BulkGrant, (community_id, bulk_id)))


def _there(bulk: BulkGrant | None) -> BulkGrant:
    if bulk is None or bulk.state == BulkState.ABANDONED:
        raise GoneError
    return bulk


def purge(session: Session, limit: int = PIECE) -> int:
    """Clear away a piece of a plan that nobody confirmed in time; return how many rows went."""
    one, member = table(BulkGrant), table(BulkGrantMember)
    over = _abandoned(session)
    if over is None:
        return 0
    mine = (member.c.community_id == over.community_id, member.c.bulk_id == over.id)
    some = select(member.c.position).where(*mine).order_by(member.c.position).limit(limit)
    gone: int = (
        session.connection()
        .execute(delete(member).where(*mine, member.c.position.in_(some)))
        .rowcount
    )
    if gone < limit:
        session.execute(
            delete(one).where(one.c.community_id == over.community_id, one.c.id == over.id)
        )
    return max(1, gone)


def _abandoned(session: Session) -> Row[int, int] | None:
    """Return the first plan whose time is over, which nobody can confirm any more."""
    one = table(BulkGrant).c
    too_old = (one.state == BulkState.PLANNED) & (one.created_at < session.now - PLAN_LASTS)
    is_over = or_(one.state == BulkState.ABANDONED, too_old)
    first = select(one.community_id, one.id).where(is_over).order_by(one.id).limit(1)
    while found := session.execute(first).first():
        # One that is being confirmed at this moment is waited for, and is no plan any more then.
        mine = session.execute(
            update(table(BulkGrant))
            .where(one.community_id == found.community_id, one.id == found.id, is_over)
            .values(state=BulkState.ABANDONED)
            .returning(one.community_id, one.id)
        ).first()
        if mine is not None:
            return mine
    return None

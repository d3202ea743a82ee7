"""A grant to many: planned, confirmed, then done in slices that go on after a restart.

Every member is a row with an outcome, and every grant has a key of its own, so nobody gets two,
whoever works through the rows, and however often.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, tuple_
from sqlmodel import col, func

from bot.services import audit, deliveries, pools
from bot.services.communities import get, today
from bot.services.errors import GoneError, RefusedError
from bot.services.granting import lock, put_into_hands
from bot.services.people import Person, last_seen, require_manager
from bot.services.role_permissions import require_may_decide
from bot.services.rules import MemberFacts, SoldOutError, why_not
from db.session import Session
from db.tables import (
    BulkGrant,
    BulkGrantMember,
    BulkOutcome,
    BulkState,
    DeliveryKind,
    GrantSource,
    Holding,
    Reward,
    RewardKind,
    table,
)

SLICE = 50
"""Members at the most in one transaction."""

FEW = 10
"""Up to so many people are each sent a message; beyond, there is one announcement."""

PIECE = 500
"""Members at the most whose part of a plan is written in one transaction."""

PLAN_LASTS = timedelta(minutes=15)
"""How long a plan waits to be confirmed; who is present was looked at when it was made."""

_LOOKED_UP = 500  # members whose holdings are read at once


class NobodyError(RefusedError):
    """There is nobody to give it to."""

    message = "bulk-nobody"


class StockShortError(RefusedError):
    """Stock does not suffice for everybody; `missing` says by how much."""

    message = "bulk-stock-short"


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
        """Tell whether there is enough for everybody."""
        return self.stock is None or self.stock >= self.will_get


@dataclass(frozen=True)
class BulkReport:
    """How far it is. `refused` counts by the text that says why; `done` means all were seen to."""

    bulk_id: int
    reward_name: str
    done: bool
    total: int
    waiting: int
    granted: int
    held_already: int
    refused: dict[str, int]


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
    reward = session.get(Reward, (by.community_id, reward_id))
    if reward is None:
        raise GoneError
    require_may_decide(by, reward)
    wanted = list(dict.fromkeys(member_ids))
    if not wanted:
        raise NobodyError
    stock = pools.left_to_give(session, reward)
    day = today(session, by.community_id)
    refusal = why_not(reward, MemberFacts(), day, claim=False, usable_codes=stock)
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
    return _write_down(session, bulk, reward, wanted)


def extend(session: Session, by: Person, bulk_id: int, member_ids: Sequence[int]) -> BulkPlan:
    """Write down who else would get it: a plan of many is written piece by piece."""
    require_manager(session, by)
    bulk = _locked(session, by.community_id, bulk_id)
    if bulk.state != BulkState.PLANNED:
        raise PlanTooOldError
    reward = session.get_one(Reward, (by.community_id, bulk.reward_id))
    return _write_down(session, bulk, reward, list(dict.fromkeys(member_ids)))


def _write_down(
    session: Session, bulk: BulkGrant, reward: Reward, member_ids: list[int]
) -> BulkPlan:
    full = _at_limit(session, reward, member_ids)
    total = session.execute(
        select(func.count()).select_from(BulkGrantMember).where(*_of(bulk))
    ).scalar_one()
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
            for position, member_id in enumerate(member_ids, total)
        ],
    )
    bulk.wanted += len(member_ids) - len(full)
    session.flush()
    return BulkPlan(
        bulk.id,
        reward.name,
        RewardKind(reward.kind),
        bulk.wanted,
        total + len(member_ids) - bulk.wanted,
        pools.left_to_give(session, reward),
    )


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


def confirm(session: Session, by: Person, bulk_id: int, *, as_far_as_it_reaches: bool) -> None:
    """Let a planned grant begin, once; a second time is no mistake.

    Unless it may stop where stock does, raises `StockShortError` when there is too little.
    """
    require_manager(session, by)
    bulk = _locked(session, by.community_id, bulk_id)
    if bulk.state != BulkState.PLANNED:
        return
    if session.now - bulk.created_at > PLAN_LASTS:
        raise PlanTooOldError
    reward = session.get_one(Reward, (by.community_id, bulk.reward_id))
    require_may_decide(by, reward)
    stock = pools.left_to_give(session, reward)
    if not as_far_as_it_reaches and stock is not None and stock < bulk.wanted:
        raise StockShortError(reward=reward.name, missing=bulk.wanted - stock)
    bulk.state = BulkState.RUNNING
    audit.record(
        session,
        by.community_id,
        "bulk.started",
        actor_id=by.member_id,
        reward_id=bulk.reward_id,
        members=bulk.wanted,
        **({} if bulk.wanted <= FEW else {"batch": bulk.id}),
    )


def step(session: Session, community_id: int, bulk_id: int, limit: int = SLICE) -> BulkReport:
    """Give the reward to the next members of a running grant, and say how far it is."""
    bulk = _locked(session, community_id, bulk_id)
    if bulk.state == BulkState.RUNNING:
        _give(session, bulk, limit)
    return _report(session, bulk)


def _give(session: Session, bulk: BulkGrant, limit: int) -> None:
    few = bulk.wanted <= FEW
    waiting = list(
        session.execute(
            select(BulkGrantMember)
            .where(*_of(bulk), col(BulkGrantMember.outcome) == BulkOutcome.WAITING)
            .order_by(col(BulkGrantMember.position))
            .limit(limit)
        ).scalars()
    )
    for member in waiting:
        member.outcome, member.reason = _give_one(session, bulk, member.member_id, few=few)
    session.flush()
    if len(waiting) < limit:
        _finish(session, bulk, few=few)


def _give_one(
    session: Session, bulk: BulkGrant, member_id: int, *, few: bool
) -> tuple[BulkOutcome, str | None]:
    try:
        with session.begin_nested():
            given = put_into_hands(
                session,
                lock(session, bulk.community_id, bulk.reward_id),
                last_seen(session, bulk.community_id, member_id),
                source=GrantSource.MANAGER,
                key=f"bulk:{bulk.id}:{member_id}",
                actor_id=bulk.actor_id,
                tell=few or bulk.tell_each,
                announce=few and not bulk.muted,
                part_of=None if few else bulk.id,
            )
    except RefusedError as refusal:
        return BulkOutcome.REFUSED, refusal.message
    return (BulkOutcome.GRANTED if given.new else BulkOutcome.HELD_ALREADY), None


def _finish(session: Session, bulk: BulkGrant, *, few: bool) -> None:
    bulk.state = BulkState.DONE
    counts = _outcomes(session, bulk)
    granted = counts[(BulkOutcome.GRANTED, None)]
    channel_id = get(session, bulk.community_id).announcement_channel_id
    if granted and not few and not bulk.muted and channel_id is not None:
        deliveries.owe(
            session,
            bulk.community_id,
            DeliveryKind.BULK_ANNOUNCEMENT,
            key=f"bulk:{bulk.id}",
            channel_id=channel_id,
            reward=bulk.reward_id,
        )
    audit.record(
        session,
        bulk.community_id,
        "bulk.finished",
        actor_id=bulk.actor_id,
        reward_id=bulk.reward_id,
        granted=granted,
        members=counts.total(),
    )


def work(session: Session, limit: int = SLICE) -> int:
    """Go on with a grant that nobody is working on, such as after a restart.

    Returns how many members were seen to; 0: nothing is left to do.
    """
    found = session.execute(
        select(BulkGrant)
        .where(col(BulkGrant.state) == BulkState.RUNNING)
        .order_by(col(BulkGrant.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar_one_or_none()
    if found is None:
        return 0
    before = _report(session, found).waiting
    return max(1, before - step(session, found.community_id, found.id, limit).waiting)


def report(session: Session, by: Person, bulk_id: int) -> BulkReport:
    """Say how far a grant to many is, or what came of it."""
    require_manager(session, by)
    bulk = session.get(BulkGrant, (by.community_id, bulk_id))
    if bulk is None:
        raise GoneError
    return _report(session, bulk)


def purge(session: Session, limit: int = 1) -> int:
    """Remove a few plans that nobody confirmed; return how many went."""
    key = tuple_(col(BulkGrant.community_id), col(BulkGrant.id))
    old = session.execute(
        select(col(BulkGrant.community_id), col(BulkGrant.id))
        .where(
            col(BulkGrant.state) == BulkState.PLANNED,
            col(BulkGrant.created_at) < session.now - PLAN_LASTS,
        )
        .limit(limit)
        .with_for_update(skip_locked=True)  # one may be being confirmed at this moment
    ).all()
    for community_id, bulk_id in old:
        session.execute(
            delete(BulkGrantMember).where(
                col(BulkGrantMember.community_id) == community_id,
                col(BulkGrantMember.bulk_id) == bulk_id,
            )
        )
    session.execute(delete(BulkGrant).where(key.in_([tuple(row) for row in old])))
    return len(old)


def _locked(session: Session, community_id: int, bulk_id: int) -> BulkGrant:
    """Return a grant that nobody else confirms, works on or removes until the transaction ends."""
    bulk = session.get(
        BulkGrant, (community_id, bulk_id), with_for_update=True, populate_existing=True
    )
    if bulk is None:
        raise GoneError
    return bulk


def _of(bulk: BulkGrant) -> tuple[Any, Any]:
    return (
        col(BulkGrantMember.community_id) == bulk.community_id,
        col(BulkGrantMember.bulk_id) == bulk.id,
    )


def _outcomes(session: Session, bulk: BulkGrant) -> Counter[tuple[str, str | None]]:
    """Count a grant's members by outcome and reason."""
    rows = session.execute(
        select(col(BulkGrantMember.outcome), col(BulkGrantMember.reason), func.count())
        .where(*_of(bulk))
        .group_by(col(BulkGrantMember.outcome), col(BulkGrantMember.reason))
    )
    return Counter({(outcome, reason): count for outcome, reason, count in rows})


def _report(session: Session, bulk: BulkGrant) -> BulkReport:
    counts = _outcomes(session, bulk)
    reward = session.get_one(Reward, (bulk.community_id, bulk.reward_id))
    return BulkReport(
        bulk.id,
        reward.name,
        bulk.state == BulkState.DONE,
        counts.total(),
        counts[(BulkOutcome.WAITING, None)],
        counts[(BulkOutcome.GRANTED, None)],
        counts[(BulkOutcome.HELD_ALREADY, None)],
        {
            reason or SoldOutError.message: count
            for (outcome, reason), count in counts.items()
            if outcome == BulkOutcome.REFUSED
        },
    )

"""A grant to many: confirmed, then done in slices that go on after a restart.

What it is to do was written down by `bulk_plans`. Every member is a row with an outcome, and every
grant has a key of its own, so nobody gets two, whoever works through the rows, and however often.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from bot.services import audit, communities, deliveries
from bot.services.actors import Person, last_seen, require_manager
from bot.services.errors import RefusedError
from bot.services.grants import bulk_plan
from bot.services.grants.bulk_plan import PLAN_LASTS, PlanTooOldError, locked
from bot.services.grants.issue import issue
from bot.services.grants.issue_many import issue_many
from bot.services.grants.written import NotAsDecidedError
from bot.services.rewards import stock
from bot.services.rewards.locking import lock_reward
from bot.services.rewards.role_permissions import require_may_decide
from db.session import Session
from db.tables import (
    BulkGrant,
    BulkGrantMember,
    BulkOutcome,
    BulkState,
    DeliveryKind,
    GrantSource,
    Reward,
)

SLICE = 100
"""Members at the most in one transaction."""

_Outcome = tuple[BulkOutcome, str | None]
"""What became of a member, and why."""

FEW = 10
"""Up to so many people are each sent a message; beyond, there is one announcement."""


class StockShortError(RefusedError):
    """Stock does not suffice for everybody; `missing` says by how much."""

    message = "bulk-stock-short"


@dataclass(frozen=True)
class BulkReport:
    """How far it is. `refused` counts by the text that says why; `done` means all were handled."""

    bulk_id: int
    reward_name: str
    done: bool
    total: int
    waiting: int
    granted: int
    held_already: int
    refused: dict[str, int]


def confirm(session: Session, by: Person, bulk_id: int, *, as_far_as_it_reaches: bool) -> None:
    """Let a planned grant begin, once; a second time is no mistake.

    Unless it may stop where stock does, raises `StockShortError` when there is too little.
    """
    require_manager(session, by)
    bulk = locked(session, by.community_id, bulk_id)
    if bulk.state != BulkState.PLANNED:
        return
    if session.now - bulk.created_at > PLAN_LASTS:
        raise PlanTooOldError
    reward = session.get_one(Reward, (by.community_id, bulk.reward_id))
    require_may_decide(by, reward)
    left = stock.left_to_give(session, reward)
    if not as_far_as_it_reaches and left is not None and left < bulk.wanted:
        raise StockShortError(reward=reward.name, missing=bulk.wanted - left)
    bulk.state = BulkState.RUNNING
    audit.record_by(
        session,
        by,
        "bulk.started",
        reward_id=bulk.reward_id,
        members=bulk.wanted,
        **({} if bulk.wanted <= FEW else {"batch": bulk.id}),
    )


def step(session: Session, community_id: int, bulk_id: int, limit: int = SLICE) -> BulkReport:
    """Give the reward to the next members of a running grant, and say how far it is."""
    bulk = locked(session, community_id, bulk_id)
    if bulk.state == BulkState.RUNNING:
        _give(session, bulk, limit)
    return _report(session, bulk)


def _give(session: Session, bulk: BulkGrant, limit: int) -> None:
    few = bulk.wanted <= FEW
    waiting = list(
        session.execute(
            select(BulkGrantMember)
            .where(
                col(BulkGrantMember.community_id) == bulk.community_id,
                col(BulkGrantMember.bulk_id) == bulk.id,
                col(BulkGrantMember.position) >= bulk.reached,
                col(BulkGrantMember.outcome) == BulkOutcome.WAITING,
            )
            .order_by(col(BulkGrantMember.position))
            .limit(limit)
        ).scalars()
    )
    members = [member.member_id for member in waiting]
    outcomes = None if few else _give_together(session, bulk, members)
    if outcomes is None:
        outcomes = [_give_one(session, bulk, member_id, few=few) for member_id in members]
    became = Counter(outcomes)
    for member, outcome in zip(waiting, outcomes, strict=True):
        member.outcome, member.reason = outcome
    if waiting:
        bulk.reached = waiting[-1].position + 1
    bulk.granted += became[BulkOutcome.GRANTED, None]
    bulk.held_already += became[BulkOutcome.HELD_ALREADY, None]
    refused = Counter(
        {reason: count for (_, reason), count in became.items() if reason is not None}
    )
    bulk.refused = dict(Counter(bulk.refused) + refused)
    session.flush()
    if len(waiting) < limit:
        _finish(session, bulk, few=few)


def _give_together(
    session: Session, bulk: BulkGrant, members: Sequence[int]
) -> list[_Outcome] | None:
    """Give it to all of them at once; None, and nothing is done, where that cannot be."""
    try:
        with session.begin_nested():
            issued = issue_many(
                session,
                lock_reward(session, bulk.community_id, bulk.reward_id),
                {member_id: _key(bulk, member_id) for member_id in members},
                actor_id=bulk.actor_id,
                tell=bulk.tell_each,
                part_of=bulk.id,
            )
    except (NotAsDecidedError, RefusedError):
        return None
    return [_outcome(one) for one in issued]


def _key(bulk: BulkGrant, member_id: int) -> str:
    return f"bulk:{bulk.id}:{member_id}"


def _outcome(issued: bool | RefusedError) -> _Outcome:
    if isinstance(issued, RefusedError):
        return BulkOutcome.REFUSED, issued.message
    return (BulkOutcome.GRANTED if issued else BulkOutcome.HELD_ALREADY), None


def _give_one(session: Session, bulk: BulkGrant, member_id: int, *, few: bool) -> _Outcome:
    try:
        with session.begin_nested():
            issued = issue(
                session,
                lock_reward(session, bulk.community_id, bulk.reward_id),
                last_seen(session, bulk.community_id, member_id),
                source=GrantSource.MANAGER,
                key=_key(bulk, member_id),
                actor_id=bulk.actor_id,
                tell=few or bulk.tell_each,
                announce=few and not bulk.muted,
                part_of=None if few else bulk.id,
            )
    except RefusedError as refusal:
        return _outcome(refusal)
    return _outcome(issued.new)


def _finish(session: Session, bulk: BulkGrant, *, few: bool) -> None:
    bulk.state = BulkState.DONE
    channel_id = communities.get(session, bulk.community_id).announcement_channel_id
    if bulk.granted and not few and not bulk.muted and channel_id is not None:
        deliveries.enqueue(
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
        granted=bulk.granted,
        members=bulk.total,
    )


def work(session: Session, limit: int = SLICE) -> int:
    """Go on with a grant that nobody is working on, such as after a restart.

    Returns how many members were handled; 0: nothing is left to do.
    """
    running = session.execute(
        select(col(BulkGrant.community_id), col(BulkGrant.id))
        .where(col(BulkGrant.state) == BulkState.RUNNING)
        .order_by(col(BulkGrant.id))
    ).all()
    for community_id, bulk_id in running:
        mine: BulkGrant | None = session.execute(
            select(BulkGrant)
            .where(
                col(BulkGrant.community_id) == community_id,
                col(BulkGrant.id) == bulk_id,
                col(BulkGrant.state) == BulkState.RUNNING,
            )
            .with_for_update(skip_locked=True)
        ).scalar_one_or_none()
        if mine is not None:
            before = mine.reached
            step(session, community_id, bulk_id, limit)
            return max(1, mine.reached - before)
    return 0


def report(session: Session, by: Person, bulk_id: int) -> BulkReport:
    """Say how far a grant to many is, or what came of it."""
    require_manager(session, by)
    return _report(session, bulk_plan.get(session, by.community_id, bulk_id))


def _report(session: Session, bulk: BulkGrant) -> BulkReport:
    reward = session.get_one(Reward, (bulk.community_id, bulk.reward_id))
    return BulkReport(
        bulk.id,
        reward.name,
        bulk.state == BulkState.DONE,
        bulk.total,
        bulk.total - bulk.granted - bulk.held_already - sum(bulk.refused.values()),
        bulk.granted,
        bulk.held_already,
        dict(bulk.refused),
    )

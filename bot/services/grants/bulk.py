"""A grant to many: confirmed, then done in slices (`batches`) to those whom `bulk_plan` wrote down.

Every grant has a key of its own, so nobody gets two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.services import audit, communities, deliveries
from bot.services.actors import Person, last_seen, require_manager
from bot.services.batches import plans, slices
from bot.services.batches.slices import Became, Next, Work
from bot.services.errors import RefusedError
from bot.services.grants.issue import issue
from bot.services.grants.issue_many import issue_many
from bot.services.grants.written import NotAsDecidedError
from bot.services.rewards import delivering
from bot.services.rewards.locking import LockedReward, lock_reward
from bot.services.rewards.role_permissions import require_may_decide
from db.session import Session
from db.tables import (
    Batch,
    BatchKind,
    BatchOutcome,
    BatchState,
    DeliveryKind,
    GrantSource,
    Reward,
)

SLICE = 100
"""Members at the most in one transaction."""

FEW = 10
"""Up to so many people are each sent a message; beyond, there is one announcement."""


class StockShortError(RefusedError):
    """Stock does not suffice for everybody; `missing` says by how much."""

    message = "bulk-stock-short"


@dataclass(frozen=True)
class BulkReport:
    """How far it is. `refused` counts by the text that says why; `whole` means all were handled."""

    bulk_id: int
    reward_name: str
    whole: bool
    total: int
    waiting: int
    granted: int
    held_already: int
    refused: dict[str, int]


def confirm(session: Session, by: Person, bulk_id: int, *, as_far_as_it_reaches: bool) -> None:
    """Let a planned grant begin, once; a second time is no mistake.

    Unless it may stop where stock does, raises `StockShortError` when there is too little.
    """
    bulk = plans.to_confirm(session, by, bulk_id)
    if bulk is None:
        return
    reward = session.get_one(Reward, (by.community_id, bulk.reward_id))
    require_may_decide(by, reward)
    left = delivering.left_to_give(session, reward)
    if not as_far_as_it_reaches and left is not None and left < bulk.wanted:
        raise StockShortError(reward=reward.name, missing=bulk.wanted - left)
    plans.start(session, by, bulk)
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
    return _report(session, slices.step(session, _WORK, community_id, bulk_id, limit))


def _give(session: Session, bulk: Batch, waiting: Sequence[Next]) -> Sequence[Became]:
    few = bulk.wanted <= FEW
    members = [member.member_id for member in waiting]
    became = None if few else _give_together(session, bulk, members)
    if became is None:
        became = [_give_one(session, bulk, member_id, few=few) for member_id in members]
    return slices.store(session, bulk, waiting, became)


def _give_together(session: Session, bulk: Batch, members: Sequence[int]) -> list[Became] | None:
    """Give it to all of them at once; None, and nothing is done, where that cannot be."""
    try:
        with session.begin_nested():
            issued = issue_many(
                session,
                _locked_reward(session, bulk),
                {member_id: _key(bulk, member_id) for member_id in members},
                actor_id=bulk.actor_id,
                tell=bool(bulk.terms.get("tell_each")),
                part_of=bulk.id,
            )
    except (NotAsDecidedError, RefusedError):
        return None
    return [_outcome(one) for one in issued]


def _key(bulk: Batch, member_id: int) -> str:
    return f"bulk:{bulk.id}:{member_id}"


def _locked_reward(session: Session, bulk: Batch) -> LockedReward:
    assert bulk.reward_id is not None
    return lock_reward(session, bulk.community_id, bulk.reward_id)


def _outcome(issued: bool | RefusedError) -> Became:
    if isinstance(issued, RefusedError):
        return Became(BatchOutcome.REFUSED, issued.message)
    return Became(BatchOutcome.DONE if issued else BatchOutcome.UNCHANGED)


def _give_one(session: Session, bulk: Batch, member_id: int, *, few: bool) -> Became:
    try:
        with session.begin_nested():
            issued = issue(
                session,
                _locked_reward(session, bulk),
                last_seen(session, bulk.community_id, member_id),
                source=GrantSource.MANAGER,
                key=_key(bulk, member_id),
                actor_id=bulk.actor_id,
                tell=few or bool(bulk.terms.get("tell_each")),
                announce=few and not bulk.terms.get("muted"),
                part_of=None if few else bulk.id,
            )
    except RefusedError as refusal:
        return _outcome(refusal)
    return _outcome(issued.new)


def _finish(session: Session, bulk: Batch) -> None:
    channel_id = communities.get(session, bulk.community_id).announcement_channel_id
    told_at_once = bulk.wanted > FEW and not bulk.terms.get("muted")
    if bulk.done and told_at_once and channel_id is not None:
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
        granted=bulk.done,
        members=bulk.total,
    )


_WORK = Work({BatchKind.GRANT}, _give, _finish)


def work(session: Session, limit: int = SLICE) -> int:
    """Go on with a grant that nobody is working on; return how many members were handled."""
    return slices.go_on(session, _WORK, limit)


def report(session: Session, by: Person, bulk_id: int) -> BulkReport:
    """Say how far a grant to many is, or what came of it."""
    require_manager(session, by)
    return _report(session, plans.get(session, by.community_id, bulk_id))


def _report(session: Session, bulk: Batch) -> BulkReport:
    reward = session.get_one(Reward, (bulk.community_id, bulk.reward_id))
    return BulkReport(
        bulk.id,
        reward.name,
        bulk.state == BatchState.DONE,
        bulk.total,
        bulk.total - bulk.done - bulk.unchanged - sum(bulk.refused.values()),
        bulk.done,
        bulk.unchanged,
        dict(bulk.refused),
    )

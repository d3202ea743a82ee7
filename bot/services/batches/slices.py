"""Carrying out a batch in slices that go on after a restart, whoever works on them.

Every member is a row with an outcome. What is done to one has a key of its own, so nobody is done
twice, however often a slice is tried.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select, update
from sqlmodel import col

from bot.services.batches import plans
from db.session import Session
from db.statement import BulkStatement, Statement, equals, param, params
from db.tables import Batch, BatchKind, BatchMember, BatchOutcome, BatchState

UNDER_WAY = frozenset({BatchState.RUNNING, BatchState.UNDOING})
"""What was decided and is not whole yet."""


class Next(NamedTuple):
    """A member who is next; the numbers are those of `BatchMember`."""

    position: int
    member_id: int
    earn: int | None
    spend: int | None
    earn_moved: int
    spend_moved: int


class Became(NamedTuple):
    """What became of a member, and why; what moved in their wallets, in points.

    `kept`: what could not be taken back.
    """

    outcome: BatchOutcome = BatchOutcome.DONE
    reason: str | None = None
    earn: int = 0
    spend: int = 0
    kept: int = 0


Handle = Callable[[Session, Batch, Sequence[Next]], Sequence[Became]]
"""Does to the next members what a batch is for, stores what became of each, and returns it."""


@dataclass(frozen=True)
class Work:
    """What is done in batches of some kinds, and at their ends; and how that is undone."""

    kinds: Collection[BatchKind]
    do: Handle
    finish: Callable[[Session, Batch], None]
    undo: Handle | None = None


_OF_BATCH = equals(BatchMember.community_id, BatchMember.batch_id)
# Erasing a member waits for their row, and so their id is not replaced under a decision.
_NEXT = Statement(
    select(*(getattr(BatchMember, name) for name in Next._fields))
    .where(
        *_OF_BATCH,
        col(BatchMember.position) >= param("reached"),
        col(BatchMember.outcome) == param("outcome"),
    )
    .order_by(col(BatchMember.position))
    .limit(param("most"))
    .with_for_update()
)
_ONE = update(BatchMember).where(*_OF_BATCH, *equals(BatchMember.position))
_STORE = BulkStatement(
    _ONE.values(**params("outcome", "reason", earn_moved="earn", spend_moved="spend")),
    at_once=True,
)
_STORE_BACK = BulkStatement(
    _ONE.values(**params("kept", earn_back="earn", spend_back="spend")), at_once=True
)


def step(session: Session, work: Work, community_id: int, batch_id: int, limit: int) -> Batch:
    """Go on with the next members of a batch that is under way, and return how far it is."""
    batch = plans.locked(session, community_id, batch_id)
    if batch.state in UNDER_WAY:
        _go_on(session, work, batch, limit)
    return batch


def _go_on(session: Session, work: Work, batch: Batch, limit: int) -> None:
    running = batch.state == BatchState.RUNNING
    session.plan_anew()
    members: Sequence[Next] = session.run(
        _NEXT,
        community_id=batch.community_id,
        batch_id=batch.id,
        reached=batch.reached,
        outcome=BatchOutcome.WAITING if running else BatchOutcome.DONE,
        most=limit,
    )
    handle = work.do if running else work.undo
    assert handle is not None
    if members:
        became = handle(session, batch, members)
        (_count if running else _count_back)(batch, became)
        batch.reached = members[-1].position + 1
    if len(members) < limit:
        batch.state = BatchState.DONE if running else BatchState.UNDONE
        work.finish(session, batch)
    session.flush()


def store(
    session: Session, batch: Batch, members: Sequence[Next], became: Sequence[Became]
) -> Sequence[Became]:
    """Store what became of members in their rows, and return it."""
    which = {"community_id": batch.community_id, "batch_id": batch.id}
    rows = [
        {**which, "position": member.position, **one._asdict()}
        for member, one in zip(members, became, strict=True)
    ]
    session.run_many(_STORE if batch.state == BatchState.RUNNING else _STORE_BACK, rows)
    return became


def _count(batch: Batch, became: Sequence[Became]) -> None:
    outcomes = Counter(one.outcome for one in became)
    batch.done += outcomes[BatchOutcome.DONE]
    batch.unchanged += outcomes[BatchOutcome.UNCHANGED]
    refused = Counter(one.reason for one in became if one.reason is not None)
    batch.refused = dict(Counter(batch.refused) + refused)
    batch.earn_added += sum(one.earn for one in became if one.earn > 0)
    batch.earn_taken -= sum(one.earn for one in became if one.earn < 0)
    batch.spend_added += sum(one.spend for one in became if one.spend > 0)
    batch.spend_taken -= sum(one.spend for one in became if one.spend < 0)


def _count_back(batch: Batch, became: Sequence[Became]) -> None:
    batch.earn_back += sum(one.earn for one in became)
    batch.spend_back += sum(one.spend for one in became)
    batch.keepers += sum(one.kept > 0 for one in became)
    batch.kept += sum(one.kept for one in became)


def go_on(session: Session, work: Work, limit: int) -> int:
    """Go on with a batch that nobody is working on, such as after a restart.

    Returns how many members were handled; 0: nothing is left to do.
    """
    under_way = col(Batch.state).in_(UNDER_WAY), col(Batch.kind).in_(work.kinds)
    for batch in session.unheld(Batch, *under_way, order=col(Batch.id)):
        if batch.state in UNDER_WAY:
            before = batch.reached
            _go_on(session, work, batch, limit)
            return max(1, batch.reached - before)
    return 0

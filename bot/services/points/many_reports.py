"""What came of points for many: reports, lists of who was left out, and what a plan would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlmodel import col

from bot.services.actors import Person, require_manager
from bot.services.batches import plans
from bot.services.batches.plans import PIECE
from bot.services.batches.slices import UNDER_WAY
from bot.services.errors import GoneError
from bot.services.paging import count_rows, paging
from db.session import Session
from db.tables import (
    Batch,
    BatchKind,
    BatchMember,
    BatchOutcome,
    BatchState,
    Wallet,
    WalletKind,
)

PAGE = 5
"""Batches on a page of a list."""

KINDS = frozenset(BatchKind) - {BatchKind.GRANT}


@dataclass(frozen=True)
class Moved:
    """Points that went into a wallet of each member, and out of it, summed."""

    added: int = 0
    taken: int = 0


@dataclass(frozen=True)
class Report:
    """A batch of points: what it is, how far, and what came of it.

    `refused` counts by the text that says why. Once undone, `earn_back` and `spend_back` say what
    moved back in all, and `kept` how many points of how many `keepers` could not be taken.
    """

    batch_id: int
    kind: BatchKind
    state: BatchState
    terms: Mapping[str, object]
    note: str | None
    source: str | None
    actor_id: int | None
    created_at: datetime
    confirmed_at: datetime | None
    undone_at: datetime | None
    undone_by: int | None
    total: int
    reached: int
    done: int
    unchanged: int
    refused: Mapping[str, int]
    earn: Moved
    spend: Moved
    earn_back: int
    spend_back: int
    keepers: int
    kept: int

    @property
    def whole(self) -> bool:
        """Return whether what was decided has been done to the end."""
        return self.state not in UNDER_WAY

    @property
    def can_be_undone(self) -> bool:
        """Return whether it is done, and there is something to take back."""
        return self.state == BatchState.DONE and self.done > 0


def report(session: Session, by: Person, batch_id: int) -> Report:
    """Say how far a batch is, or what came of it."""
    return report_on(_of_points(session, by, batch_id))


def _of_points(session: Session, by: Person, batch_id: int) -> Batch:
    require_manager(session, by)
    batch = plans.get(session, by.community_id, batch_id)
    if batch.kind not in KINDS:
        raise GoneError
    return batch


@dataclass(frozen=True)
class LeftOut:
    """A member for whom not all was done: why not, or how many points could not be taken back."""

    position: int
    member_id: int
    reason: str | None
    kept: int


def left_out(
    session: Session, by: Person, batch_id: int, after: int = -1, limit: int = PIECE
) -> list[LeftOut]:
    """Return some of those for whom not all was done, behind a position; none at the end.

    Once a batch is undone, that is of whom not all could be taken back.
    """
    batch = _of_points(session, by, batch_id)
    undone = batch.state in (BatchState.UNDOING, BatchState.UNDONE)
    rows = session.execute(
        select(*(col(getattr(BatchMember, name)) for name in LeftOut.__dataclass_fields__))
        .where(
            col(BatchMember.community_id) == by.community_id,
            col(BatchMember.batch_id) == batch_id,
            col(BatchMember.position) > after,
            col(BatchMember.kept) > 0
            if undone
            else col(BatchMember.outcome) == BatchOutcome.REFUSED,
        )
        .order_by(col(BatchMember.position))
        .limit(limit)
    )
    return [LeftOut(*row) for row in rows]


@dataclass(frozen=True)
class Batches:
    """A page of batches that were confirmed, the newest first; pages count from 1."""

    batches: list[Report]
    page: int
    pages: int


def batches(session: Session, by: Person, page: int = 1) -> Batches:
    """Return a page of the community's batches of points."""
    require_manager(session, by)
    which = (
        col(Batch.community_id) == by.community_id,
        col(Batch.kind).in_(KINDS),
        col(Batch.state).not_in([BatchState.PLANNED, BatchState.ABANDONED]),
    )
    shown = paging(count_rows(session, Batch, *which), page, PAGE)
    rows = session.scalars(
        select(Batch).where(*which).order_by(col(Batch.id).desc()).offset(shown.offset).limit(PAGE)
    )
    return Batches([report_on(one) for one in rows], shown.page, shown.pages)


def report_on(batch: Batch) -> Report:
    """Say how far a batch is."""
    return Report(
        batch.id,
        BatchKind(batch.kind),
        BatchState(batch.state),
        dict(batch.terms),
        batch.note,
        batch.source,
        batch.actor_id,
        batch.created_at,
        batch.confirmed_at,
        batch.undone_at,
        batch.undone_by,
        batch.total,
        batch.reached,
        batch.done,
        batch.unchanged,
        dict(batch.refused),
        Moved(batch.earn_added, batch.earn_taken),
        Moved(batch.spend_added, batch.spend_taken),
        batch.earn_back,
        batch.spend_back,
        batch.keepers,
        batch.kept,
    )


@dataclass(frozen=True)
class Foreseen:
    """What a plan would do as wallets are now: for how many `members`, with how many `points`.

    `without`: members of the plan for whom nothing would change, as a wallet does not reach.
    """

    report: Report
    members: int
    points: int
    without: int


def foresee(session: Session, by: Person, batch_id: int) -> Foreseen:
    """Say what a plan of points would do, as wallets are now."""
    batch = _of_points(session, by, batch_id)
    if batch.kind == BatchKind.RESET:
        points = _of_reset(batch)
    else:
        points = case((_reaches(), func.abs(col(BatchMember.spend))), else_=0)
    members, total, all_members = session.execute(
        select(func.count(case((points > 0, 1))), func.coalesce(func.sum(points), 0), func.count())
        .select_from(BatchMember)
        .outerjoin(Wallet, _wallet_of(WalletKind.SPEND))
        .where(
            col(BatchMember.community_id) == by.community_id,
            col(BatchMember.batch_id) == batch_id,
            col(BatchMember.outcome) == BatchOutcome.WAITING,
        )
    ).one()
    return Foreseen(report_on(batch), members, int(total), all_members - members)


def _wallet_of(kind: WalletKind) -> ColumnElement[bool]:
    return and_(
        col(Wallet.community_id) == col(BatchMember.community_id),
        col(Wallet.member_id) == col(BatchMember.member_id),
        col(Wallet.kind) == kind,
    )


def _reaches() -> ColumnElement[bool]:
    """Return the condition that a member can be given, or has, as many points to spend."""
    has = func.coalesce(col(Wallet.balance), 0)
    return has + func.coalesce(col(BatchMember.spend), 0) >= 0


def _of_reset(batch: Batch) -> ColumnElement[int]:
    """Return what a reset takes of what is in a spend wallet, as `many_moves` decides it."""
    has, number = func.coalesce(col(Wallet.balance), 0), batch.terms.get("number")
    if batch.terms["take"] == "share":
        return has * number // 100
    if batch.terms["take"] == "above":
        return case((has > number, has - number), else_=0)
    return has

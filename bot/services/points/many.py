"""Points for many: awards, deductions, resets and imports, each one batch of members.

`begin` and `extend` write a plan, `confirm` decides it, `step` carries it out in slices, and
`undo` takes it back in the same way. What happens to a member is decided in `many_moves`.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.services import audit
from bot.services.actors import Person, require_manager
from bot.services.batches import plans, slices
from bot.services.batches.plans import PIECE
from bot.services.batches.slices import Work
from bot.services.errors import GoneError, InvalidInputError, RefusedError
from bot.services.points import ledger, many_moves
from bot.services.points.many_reports import KINDS, Report, report_on
from db.session import Session
from db.tables import Batch, BatchKind, BatchState, Wallet, WalletKind

SLICE = 500
"""Members at the most in one transaction."""

_SIGNS = {
    BatchKind.AWARD: (1, 1),
    BatchKind.REFUND: (None, 1),
    BatchKind.DEDUCTION: (None, -1),
    BatchKind.CORRECTION: (-1, -1),
}
"""What an amount does to the earn and the spend wallet."""

_IDENTITY = ("batch.community_id, batch.identity", "ix_batch_identity")
"""How SQLite and PostgreSQL name the index that lets in one import of a file."""


class NobodyError(RefusedError):
    """There is nobody whose points would change."""

    message = "points-many-nobody"


class AlreadyDoneError(RefusedError):
    """The same was imported before and not undone: by `batch`, at `moment` (seconds since 1970)."""

    message = "points-many-already-done"


class UnfinishedError(RefusedError):
    """It is still under way; it can be undone once it is whole."""

    message = "points-many-unfinished"


def begin(
    session: Session,
    by: Person,
    kind: BatchKind,
    terms: Mapping[str, object],
    *,
    note: str | None = None,
    identity: str | None = None,
    source: str | None = None,
) -> int:
    """Begin a plan, and return its id.

    `terms`: an award, refund, deduction or correction has an `amount`; a reset `take` (`all`,
    `share` or `above`) and a `number` (percent, or points that stay); an import a `mode`, `add` or
    `set`, and whatever else is to be remembered of it.
    """
    if kind in _SIGNS:
        ledger.check_amount(terms.get("amount"))
    elif kind is BatchKind.RESET:
        _check_reset(terms)
    elif kind is not BatchKind.IMPORT or terms.get("mode") not in ("add", "set"):
        raise ValueError(kind, terms)
    batch = plans.begin(
        session,
        by,
        kind,
        terms=dict(terms),
        note=ledger.checked_note(note),
        identity=identity,
        source=source,
    )
    return batch.id


def _check_reset(terms: Mapping[str, object]) -> None:
    take, number = terms.get("take"), terms.get("number")
    most = {"all": 0, "share": 100, "above": ledger.MOST}[str(take)]
    least = 1 if take == "share" else 0
    if take != "all" and not (isinstance(number, int) and least <= number <= most):
        raise InvalidInputError("number", f"points-many-bad-{take}", most=most)


def extend(
    session: Session,
    by: Person,
    batch_id: int,
    rows: Sequence[tuple[int, int | None, int | None]],
) -> None:
    """Write down more members of an import: id, and a number for the earn and the spend wallet.

    The number is added, or what the wallet is brought to, as the import's `mode` says; None: that
    wallet is left alone. A member stands once in a batch. At most some thousand rows at once.
    """
    batch = plans.planned(session, by, batch_id)
    plans.write_down(
        session,
        batch,
        [{"member_id": member_id, "earn": earn, "spend": spend} for member_id, earn, spend in rows],
    )


def extend_members(session: Session, by: Person, batch_id: int, member_ids: Sequence[int]) -> None:
    """Write down more members of an award, refund, deduction or correction; each stands once."""
    batch = plans.planned(session, by, batch_id)
    amount = batch.terms["amount"]
    assert isinstance(amount, int)
    earn, spend = (sign and sign * amount for sign in _SIGNS[BatchKind(batch.kind)])
    members = [{"member_id": member_id, "earn": earn, "spend": spend} for member_id in member_ids]
    plans.write_down(session, batch, members)


def extend_with_holders(
    session: Session, by: Person, batch_id: int, after: int = 0, limit: int = PIECE
) -> int | None:
    """Write down who has points to spend and an id above one, for a reset, in the order of ids.

    Returns the last of them; None: there are no more.
    """
    batch = plans.planned(session, by, batch_id)
    holders = session.scalars(
        select(col(Wallet.member_id))
        .where(
            col(Wallet.community_id) == by.community_id,
            col(Wallet.kind) == WalletKind.SPEND,
            col(Wallet.balance) > 0,
            col(Wallet.member_id) > after,
        )
        .order_by(col(Wallet.member_id))
        .limit(limit)
    ).all()
    plans.write_down(session, batch, [{"member_id": member_id} for member_id in holders])
    return holders[-1] if len(holders) == limit else None


def confirm(session: Session, by: Person, batch_id: int) -> None:
    """Let a plan begin, once; a second time is no mistake.

    Raises `AlreadyDoneError` where the same was imported before.
    """
    batch = plans.to_confirm(session, by, batch_id)
    if batch is None:
        return
    if not batch.wanted:
        raise NobodyError
    if batch.identity is not None:
        _only_once(session, batch)
    plans.start(session, by, batch)
    audit.record(
        session,
        by.community_id,
        "points.many_started",
        actor_id=batch.actor_id,
        kind=batch.kind,
        members=batch.wanted,
        note=batch.note,
        batch=batch.id,
        amount=batch.terms.get("amount"),
        take=batch.terms.get("take"),
        number=batch.terms.get("number"),
    )


def _only_once(session: Session, batch: Batch) -> None:
    """Refuse what was imported before; the index decides, also of two at the same moment.

    While one is being undone it is not over: what is brought in now could be taken with it.
    """
    taken = not session.set_unless_taken(batch, {"state": BatchState.RUNNING}, _IDENTITY)
    before = session.scalars(
        select(Batch)
        .where(
            col(Batch.community_id) == batch.community_id,
            col(Batch.identity) == batch.identity,
            col(Batch.id) != batch.id,
            col(Batch.state).in_([BatchState.RUNNING, BatchState.DONE, BatchState.UNDOING]),
        )
        .limit(1)
    ).first()
    if not taken and before is None:
        return
    raise AlreadyDoneError(
        batch=before.id if before else batch.id,
        moment=str(int(((before and before.confirmed_at) or session.now).timestamp())),
    )


_WORK = Work(KINDS, many_moves.do, many_moves.finish, many_moves.undo)


def step(session: Session, community_id: int, batch_id: int, limit: int = SLICE) -> Report:
    """Do the next members of a batch that was confirmed or is being undone; say how far it is."""
    return report_on(slices.step(session, _WORK, community_id, batch_id, limit))


def work(session: Session, limit: int = SLICE) -> int:
    """Go on with a batch that nobody is working on; return how many members were handled."""
    return slices.go_on(session, _WORK, limit)


def undo(session: Session, by: Person, batch_id: int) -> None:
    """Decide that a batch is taken back, once; a second time is no mistake. `step` goes on.

    For each member that is what both wallets still have, equally.
    """
    require_manager(session, by)
    batch = plans.locked(session, by.community_id, batch_id)
    if batch.kind not in KINDS or batch.state == BatchState.PLANNED:
        raise GoneError
    if batch.state == BatchState.RUNNING:
        raise UnfinishedError
    if batch.state != BatchState.DONE:
        return
    batch.state, batch.reached = BatchState.UNDOING, 0
    batch.undone_at, batch.undone_by = session.now, by.member_id
    audit.record(
        session,
        by.community_id,
        "points.many_undone",
        actor_id=batch.undone_by,
        kind=batch.kind,
        members=batch.done,
        batch=batch.id,
    )

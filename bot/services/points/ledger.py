"""Points: a ledger of entries that never change, and wallets that equal their sums."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from bot.services import audit
from bot.services.actors import Person, remember, require_human, require_manager
from bot.services.errors import InvalidInputError, RefusedError
from bot.services.state import Cells, Change, Lines, Loaded, State, Upsert
from db.parts import Bulk, Part
from db.session import Session
from db.statement import BulkStatement, Statement, among, equals, param, params
from db.tables import LedgerEntry, LedgerReason, Wallet, WalletKind
from db.upsert import insert, insert_row

MOST = 1_000_000_000
"""Points that one movement, or one price, may have."""

NOTE_LENGTH = 200
"""Characters of the note that a manager may add."""


class NotEnoughPointsError(RefusedError):
    """The spend wallet does not reach; `missing` points would do."""

    message = "points-not-enough"


class NothingToTakeError(RefusedError):
    """A deduction is larger than the wallet; nothing was taken."""

    message = "points-nothing-to-take"


_WALLET = equals(Wallet.community_id, Wallet.member_id, wallet=Wallet.kind)
_BALANCE = Statement(select(col(Wallet.balance)).where(*_WALLET))
_HOLD = Statement(
    select(col(Wallet.kind), col(Wallet.balance))
    .where(*equals(Wallet.community_id, Wallet.member_id))
    .order_by(col(Wallet.kind))
    .with_for_update()
)
_take = (
    update(Wallet)
    .where(*_WALLET, col(Wallet.balance) >= param("points"))
    .values(balance=Wallet.balance - param("points"))
)
_TAKE = Statement(_take.returning(col(Wallet.balance)))
TAKE_MANY = BulkStatement(_take, at_once=True)
"""Takes points out of many wallets, as `paying` returns them, summed for each member."""
_ADD = Statement(
    insert(Wallet)
    .values(
        **params("community_id", "member_id", kind="wallet", balance="points"),
    )
    .on_conflict_do_update(
        index_elements=["community_id", "member_id", "kind"],
        set_={"balance": Wallet.balance + param("points")},
    )
    .returning(col(Wallet.balance))
)
_enter = insert_row(LedgerEntry, "original_at")
_ENTER = Statement(_enter)
_if_new = _enter.on_conflict_do_nothing(index_elements=["community_id", "key", "wallet"])
_ENTER_IF_NEW = Statement(_if_new.returning(col(LedgerEntry.id)))
ENTER_MANY = BulkStatement(_enter)
"""Enters many movements, as `paying` returns them."""
_ENTERED = Lines("ledger_entry", ENTER_MANY)
_BALANCES = Statement(
    select(col(Wallet.member_id), col(Wallet.kind), col(Wallet.balance)).where(
        *equals(Wallet.community_id), among(Wallet.member_id, "member_ids")
    )
)
# Others may move points at the same moment: what is added is added to what is there then.
_CHANGE = Upsert(
    BulkStatement(
        insert(Wallet).values(**params("community_id", "member_id", kind="wallet", balance="after"))
    ),
    BulkStatement(
        update(Wallet).where(*_WALLET).values(balance=Wallet.balance + param("added")),
        at_once=True,
    ),
)


def _load_balances(
    loaded: Loaded, keys: Collection[tuple[int, WalletKind]]
) -> dict[tuple[int, WalletKind], int]:
    member_ids = {member_id for member_id, _ in keys}
    rows = loaded.session.run(_BALANCES, community_id=loaded.community_id, member_ids=member_ids)
    return {(row.member_id, WalletKind(row.kind)): row.balance for row in rows}


def _write_balances(
    community_id: int, changes: Sequence[Change[tuple[int, WalletKind], int]]
) -> Sequence[Bulk]:
    rows = [
        (
            before is not None,
            {
                "community_id": community_id,
                "member_id": member_id,
                "wallet": wallet,
                "after": after,
                "added": after - (before or 0),
            },
        )
        for (member_id, wallet), before, after in changes
    ]
    return _CHANGE.of(rows)


WALLETS = Cells[tuple[int, WalletKind], int]("wallet", _load_balances, _write_balances)
"""What wallets hold, in points, by member and kind."""


def balance(session: Session, community_id: int, member_id: int, wallet: WalletKind) -> int:
    """Return what a wallet holds, in points."""
    rows = session.run(_BALANCE, community_id=community_id, member_id=member_id, wallet=wallet)
    return int(rows[0].balance) if rows else 0


def is_entered(session: Session, community_id: int, key: str) -> bool:
    """Return whether a movement with this key has happened."""
    entries = select(col(LedgerEntry.id)).where(
        col(LedgerEntry.community_id) == community_id, col(LedgerEntry.key) == key
    )
    return session.execute(entries.limit(1)).first() is not None


def within_reach(session: Session, community_id: int, member_id: int) -> int:
    """Return what could be taken from both wallets, in points; they stay so until we are done."""
    rows = session.run(_HOLD, community_id=community_id, member_id=member_id)
    return min(row.balance for row in rows) if len(rows) == len(WalletKind) else 0


def move(
    session: Session,
    community_id: int,
    member_id: int,
    wallets: Sequence[WalletKind],
    amount: int,
    reason: LedgerReason,
    *,
    key: str,
    actor_id: int | None = None,
    note: str | None = None,
    grant_id: int | None = None,
    event_id: int | None = None,
) -> bool:
    """Add or take points once for this key; False: it had happened before, and nothing did now.

    A taking that a wallet does not cover raises `NotEnoughPointsError`, whose `missing` is in
    points; the transaction must then be undone.
    """
    for wallet in wallets:
        entered = entry(
            session,
            community_id,
            member_id,
            wallet,
            amount,
            reason,
            key,
            note=note,
            actor_id=actor_id,
            grant_id=grant_id,
            event_id=event_id,
        )
        if not session.run(_ENTER_IF_NEW, **entered):
            return False
        changed = session.run(
            _ADD if amount > 0 else _TAKE,
            community_id=community_id,
            member_id=member_id,
            wallet=wallet,
            points=abs(amount),
        )
        if not changed:
            has = balance(session, community_id, member_id, wallet)
            raise NotEnoughPointsError(missing=-amount - has)
    return True


def paying(
    session: Session,
    community_id: int,
    member_id: int,
    points: int,
    reason: LedgerReason,
    *,
    key: str,
    grant_id: int,
) -> tuple[Part, Part]:
    """Return what takes points out of the spend wallet: the entry, whose `key` is new; the wallet.

    The wallet's number is its balance then; without one it does not reach, and all must be undone.
    """
    spend = WalletKind.SPEND
    entered = entry(
        session, community_id, member_id, spend, -points, reason, key, grant_id=grant_id
    )
    wallet = {"community_id": community_id, "member_id": member_id, "wallet": spend}
    return (_ENTER, entered), (_TAKE, wallet | {"points": points})


def entry(
    where: Session | State,
    community_id: int,
    member_id: int,
    wallet: WalletKind,
    amount: int,
    reason: LedgerReason,
    key: str,
    *,
    note: str | None = None,
    actor_id: int | None = None,
    grant_id: int | None = None,
    event_id: int | None = None,
) -> dict[str, Any]:
    """Return an entry as it is stored."""
    return {
        "community_id": community_id,
        "id": where.new_id(),
        "member_id": member_id,
        "wallet": wallet,
        "amount": amount,
        "reason": reason,
        "note": note,
        "actor_id": actor_id,
        "grant_id": grant_id,
        "key": key,
        "at": where.now,
        "event_id": event_id,
    }


def too_little(session: Session, community_id: int, member_id: int, points: int) -> RefusedError:
    """Return why they could not be taken out of the spend wallet."""
    has = balance(session, community_id, member_id, WalletKind.SPEND)
    return NotEnoughPointsError(missing=points - has)


def move_in(
    state: State,
    member_id: int,
    wallets: Sequence[WalletKind],
    amount: int,
    reason: LedgerReason,
    *,
    key: str,
    note: str | None = None,
    event_id: int | None = None,
) -> None:
    """Add or take points with what a decision changes; `key` must be new.

    A taking that a wallet does not cover raises `NotEnoughPointsError`, and nothing is moved.
    """
    balances = [state.get(WALLETS, (member_id, wallet)) or 0 for wallet in wallets]
    if min(balances) + amount < 0:
        raise NotEnoughPointsError(missing=-amount - min(balances))
    for wallet, has in zip(wallets, balances, strict=True):
        state.set(WALLETS, (member_id, wallet), has + amount)
        entered = entry(
            state,
            state.community_id,
            member_id,
            wallet,
            amount,
            reason,
            key,
            note=note,
            event_id=event_id,
        )
        state.add(_ENTERED, entered)


@dataclass(frozen=True)
class Balances:
    """What a member has: points gained in a lifetime, and points to spend."""

    earn: int
    spend: int


def balances(session: Session, community_id: int, member_id: int) -> Balances:
    """Return both wallets of a member."""
    return Balances(
        balance(session, community_id, member_id, WalletKind.EARN),
        balance(session, community_id, member_id, WalletKind.SPEND),
    )


def _checked(amount: int, note: str | None) -> str | None:
    check_amount(amount)
    return checked_note(note)


def check_amount(amount: object) -> None:
    """Refuse what is no number of points that one movement may have."""
    if not isinstance(amount, int) or not 1 <= amount <= MOST:
        raise InvalidInputError("amount", "points-bad-amount", most=MOST)


def checked_note(note: str | None) -> str | None:
    """Return what a manager typed as the reason of something, None if that is nothing."""
    note = note.strip() if note else None
    if note and len(note) > NOTE_LENGTH:
        raise InvalidInputError("note", "points-bad-note", most=NOTE_LENGTH)
    return note or None


def award(
    session: Session,
    by: Person,
    to: Person,
    amount: int,
    *,
    key: str,
    note: str | None = None,
    refund: bool = False,
) -> Balances:
    """Give points: to both wallets, or as a refund to the spend wallet alone."""
    require_manager(session, by)
    require_human(to)
    note = _checked(amount, note)
    remember(session, by.community_id, to.member_id)
    done = move(
        session,
        by.community_id,
        to.member_id,
        [WalletKind.SPEND] if refund else [WalletKind.EARN, WalletKind.SPEND],
        amount,
        LedgerReason.REFUND if refund else LedgerReason.AWARD,
        key=key,
        actor_id=by.member_id,
        note=note,
    )
    if done:
        audit.record_by(
            session,
            by,
            "points.refunded" if refund else "points.awarded",
            member_id=to.member_id,
            amount=amount,
            note=note,
        )
    return balances(session, by.community_id, to.member_id)


def deduct(
    session: Session,
    by: Person,
    member_id: int,
    amount: int,
    *,
    key: str,
    note: str | None = None,
    correction: bool = False,
) -> Balances:
    """Take points, all or nothing: from the spend wallet, or as a correction from both.

    Raises `NothingToTakeError` with the `balance` that could be taken.
    """
    require_manager(session, by)
    note = _checked(amount, note)
    try:
        done = move(
            session,
            by.community_id,
            member_id,
            [WalletKind.EARN, WalletKind.SPEND] if correction else [WalletKind.SPEND],
            -amount,
            LedgerReason.CORRECTION if correction else LedgerReason.DEDUCTION,
            key=key,
            actor_id=by.member_id,
            note=note,
        )
    except NotEnoughPointsError as short:
        # A correction is short of what the smaller wallet has: refunds make that the earn wallet.
        spend = balance(session, by.community_id, member_id, WalletKind.SPEND)
        missing = short.params["missing"]
        assert isinstance(missing, int)
        most = min(spend, amount - missing)
        raise NothingToTakeError(missing=amount - most, balance=most) from short
    if done:
        audit.record_by(
            session,
            by,
            "points.corrected" if correction else "points.deducted",
            member_id=member_id,
            amount=amount,
            note=note,
        )
    return balances(session, by.community_id, member_id)

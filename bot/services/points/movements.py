"""What moved in a member's wallets, page by page."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col
from sqlmodel import select as select_rows

from bot.services.actors import Person, require_own_or_manager
from bot.services.paging import count_rows, paging
from bot.services.points import causes
from bot.services.points.causes import Cause
from bot.services.points.ledger import Balances, balances
from db.session import Session
from db.tables import LedgerEntry, LedgerReason, WalletKind

PAGE = 10
"""Entries on a page of a history."""


@dataclass(frozen=True)
class Movement:
    """One line of a history. `cause`: what it was for, as far as it is still known."""

    at: datetime
    wallet: WalletKind
    amount: int
    reason: LedgerReason
    note: str | None
    actor_id: int | None
    cause: Cause


@dataclass(frozen=True)
class History:
    """A page of movements, newest first; pages count from 1."""

    balances: Balances
    movements: list[Movement]
    page: int
    pages: int


def history(
    session: Session,
    person: Person,
    member_id: int,
    page: int = 1,
    *,
    reason: LedgerReason | None = None,
) -> History:
    """Return a member's movements, all or those for a reason; of others only to managers.

    What went into both wallets at once is shown once, as it went into the spend wallet.
    """
    require_own_or_manager(session, person, member_id)
    chosen = [
        col(LedgerEntry.community_id) == person.community_id,
        col(LedgerEntry.member_id) == member_id,
        col(LedgerEntry.wallet) == WalletKind.SPEND,
    ]
    if reason is not None:
        chosen.append(col(LedgerEntry.reason) == reason)
    total = count_rows(session, LedgerEntry, *chosen)
    shown = paging(total, page, PAGE)
    entries = session.exec(
        select_rows(LedgerEntry)
        .where(*chosen)
        .order_by(col(LedgerEntry.id).desc())
        .offset(shown.offset)
        .limit(PAGE)
    ).all()
    of = causes.of_entries(session, person.community_id, entries)
    return History(
        balances(session, person.community_id, member_id),
        [
            Movement(
                entry.at,
                WalletKind(entry.wallet),
                entry.amount,
                LedgerReason(entry.reason),
                entry.note,
                entry.actor_id,
                of[entry.id],
            )
            for entry in entries
        ],
        shown.page,
        shown.pages,
    )

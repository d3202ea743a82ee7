"""Proof that a whole database adds up: balances, stock, limits, codes and payments.

Each check is one query for what is wrong, so an empty answer is the proof. The database's own
constraints make most of it impossible; this looks all the same.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Select, String, and_, case, cast, func, literal, or_, select
from sqlalchemy.orm import Mapped
from sqlalchemy.sql import ColumnElement, Subquery
from sqlmodel import col

from bot.services.community import removal
from bot.services.maintenance import (
    integrity_batches,
    integrity_codes,
    integrity_deleted,
    integrity_deliveries,
    integrity_moving,
    integrity_names,
    integrity_raffles,
    integrity_standings,
)
from bot.services.points import earn
from db.session import Session
from db.tables import (
    Code,
    CodeState,
    Event,
    Grant,
    GrantState,
    Holding,
    LedgerEntry,
    LedgerReason,
    Reward,
    RewardKind,
    Wallet,
    WalletKind,
    linked,
)

Query = Select[*tuple[Any, ...]]

MOST = 20
"""Findings of one kind that are returned; a broken rule tends to break often."""


NOTICES = frozenset({"code-in-two-vouchers", "timezone", "gone-named", "name-alike"})
"""Rules that are about no sum: what breaks one is for managers to choose, or was so before.

Nothing of value is wrong by them and nobody can mend the past, so they fail no `check`.
"""


@dataclass(frozen=True)
class Finding:
    """Something that does not add up; `kind` names the rule, `subject_id` a row that breaks it."""

    kind: str
    community_id: int
    subject_id: int
    expected: str
    found: str

    @property
    def is_notice(self) -> bool:
        """Whether it is only to be known, and nothing of value is wrong."""
        return self.kind in NOTICES


_checks: dict[str, Callable[[], Query]] = {
    "batch-count": integrity_batches.counts,
    "batch-movement": integrity_batches.movements,
    "batch-total": integrity_batches.totals,
    "import-count": integrity_codes.imports,
    "moving-brought": integrity_moving.brought,
    "code-number": integrity_codes.numbers,
    "code-in-two-vouchers": integrity_codes.doubles,
    "coupon-delivery": integrity_deliveries.coupons,
    "bought-role": integrity_deliveries.bought_roles,
    "timezone": integrity_names.zones,
    "span-total": integrity_standings.wrong,
    "span-total-missing": integrity_standings.missing,
    "set-aside": integrity_raffles.set_aside,
}


def _check(kind: str) -> Callable[[Callable[[], Query]], Callable[[], Query]]:
    """Register a query for (community, subject, expected, found) of all that breaks a rule."""

    def register(query: Callable[[], Query]) -> Callable[[], Query]:
        _checks[kind] = query
        return query

    return register


_rows: dict[str, Callable[[Session, Select[int]], Iterator[tuple[Any, ...]]]] = {
    "name-folded": integrity_names.counted_once,
    "name-alike": integrity_names.typed,
    "gone-named": integrity_deleted.named,
    "moving-sums": integrity_moving.proved,
    "raffle": integrity_raffles.drawn,
}
"""Rules that a query cannot ask for: they yield the same, row by row."""


def check(session: Session) -> list[Finding]:
    """Return what does not add up, up to `MOST` of each kind; nothing is the proof."""
    # What is being cleared away goes table by table, and adds up no more.
    cleared = removal.over(session)
    found: list[tuple[str, Iterable[Any]]] = [
        (kind, session.execute(_except(query(), cleared).limit(MOST)))
        for kind, query in _checks.items()
    ]
    found += [(kind, islice(rows(session, cleared), MOST)) for kind, rows in _rows.items()]
    return [
        Finding(kind, row[0], row[1], str(row[2]), str(row[3]))
        for kind, rows in found
        for row in rows
    ]


def _except(query: Query, communities: Select[int]) -> Query:
    community_id, *_ = query.selected_columns
    return query.where(community_id.not_in(communities))


def _of_wallet() -> ColumnElement[bool]:
    return and_(
        linked(LedgerEntry.member_id, Wallet.member_id),
        col(LedgerEntry.wallet) == col(Wallet.kind),
    )


@_check("balance")
def _balances() -> Query:
    total = func.coalesce(func.sum(col(LedgerEntry.amount)), 0)
    return (
        select(col(Wallet.community_id), col(Wallet.member_id), total, col(Wallet.balance))
        .select_from(Wallet)
        .outerjoin(LedgerEntry, _of_wallet())
        .group_by(
            col(Wallet.community_id), col(Wallet.member_id), col(Wallet.kind), col(Wallet.balance)
        )
        .having(col(Wallet.balance) != total)
    )


@_check("wallet-missing")
def _wallets() -> Query:
    return (
        select(
            col(LedgerEntry.community_id),
            col(LedgerEntry.member_id),
            col(LedgerEntry.wallet),
            literal("none"),
        )
        .select_from(LedgerEntry)
        .outerjoin(Wallet, _of_wallet())
        .where(col(Wallet.member_id).is_(None))
        .distinct()
    )


@_check("spend-negative")
def _spend() -> Query:
    return select(
        col(Wallet.community_id), col(Wallet.member_id), literal("0 or more"), col(Wallet.balance)
    ).where(col(Wallet.kind) == WalletKind.SPEND, col(Wallet.balance) < 0)


def _unrevoked(*keys: Mapped[int]) -> Subquery:
    """Count the grants that are not revoked, by these columns."""
    return (
        select(*keys, func.count().label("unrevoked"))
        .where(col(Grant.state) != GrantState.REVOKED)
        .group_by(*keys)
        .subquery()
    )


@_check("granted")
def _granted() -> Query:
    counted = _unrevoked(col(Grant.community_id), col(Grant.reward_id))
    unrevoked = func.coalesce(counted.c.unrevoked, 0)
    return (
        select(col(Reward.community_id), col(Reward.id), unrevoked, col(Reward.granted))
        .outerjoin(counted, linked(counted.c.reward_id, Reward.id))
        .where(col(Reward.granted) != unrevoked)
    )


@_check("oversold")
def _oversold() -> Query:
    gone = col(Reward.granted) + col(Reward.set_aside)
    return select(col(Reward.community_id), col(Reward.id), col(Reward.stock), gone).where(
        gone > col(Reward.stock)
    )


@_check("held-count")
def _held() -> Query:
    counted = _unrevoked(col(Grant.community_id), col(Grant.reward_id), col(Grant.member_id))
    unrevoked = func.coalesce(counted.c.unrevoked, 0)
    return (
        select(col(Holding.community_id), col(Holding.member_id), unrevoked, col(Holding.count))
        .outerjoin(
            counted,
            and_(
                linked(counted.c.reward_id, Holding.reward_id),
                counted.c.member_id == col(Holding.member_id),
            ),
        )
        .where(col(Holding.count) != unrevoked)
    )


@_check("holding-missing")
def _holdings() -> Query:
    return (
        select(col(Grant.community_id), col(Grant.id), literal("a count"), literal("none"))
        .outerjoin(
            Holding,
            and_(
                linked(Holding.reward_id, Grant.reward_id),
                col(Holding.member_id) == col(Grant.member_id),
            ),
        )
        .where(col(Grant.state) != GrantState.REVOKED, col(Holding.member_id).is_(None))
    )


# What a code's state says of the grant that it belongs to.
_GRANT_OF_CODE = {
    CodeState.ASSIGNED: GrantState.HELD,
    CodeState.CLAIMED: GrantState.HELD,
    CodeState.EXPIRED: GrantState.EXPIRED,
    CodeState.VOID: GrantState.REVOKED,
}


@_check("code-state")
def _codes() -> Query:
    expected = case(
        *((col(Code.state) == state, grant) for state, grant in _GRANT_OF_CODE.items()),
        else_="none",
    )
    return (
        select(col(Code.community_id), col(Code.id), expected, col(Grant.state))
        .join(Grant, linked(Grant.id, Code.grant_id))
        .where(or_(col(Grant.state) != expected, col(Grant.reward_id) != col(Code.reward_id)))
    )


@_check("voucher-without-code")
def _vouchers() -> Query:
    return (
        select(col(Grant.community_id), col(Grant.id), literal("a code"), literal("none"))
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .outerjoin(Code, linked(Code.grant_id, Grant.id))
        .where(
            col(Reward.kind) == RewardKind.VOUCHER,
            col(Grant.state) != GrantState.REVOKED,
            col(Code.id).is_(None),
        )
    )


@_check("grant-shape")
def _shapes() -> Query:
    """Look for what only coupons have, on others: a price paid, a redemption code, a use."""
    is_coupon = col(Reward.kind) == RewardKind.COUPON
    return (
        select(col(Grant.community_id), col(Grant.id), col(Reward.kind), col(Grant.state))
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .where(
            or_(
                and_(
                    is_coupon,
                    col(Grant.redemption_code).is_(None),
                    ~integrity_deliveries.by_itself(),
                ),
                and_(
                    ~is_coupon,
                    or_(
                        col(Grant.redemption_code).is_not(None),
                        col(Grant.paid) > 0,
                        col(Grant.state) == GrantState.USED,
                    ),
                ),
            )
        )
    )


def _paid(reason: LedgerReason, expected: ColumnElement[int]) -> Query:
    """Look for grants whose entries of a reason do not sum up to what they should."""
    # Summed up first: SQLite would go through the ledger once for each grant.
    summed = (
        select(
            col(LedgerEntry.community_id),
            col(LedgerEntry.grant_id),
            func.sum(col(LedgerEntry.amount)).label("amount"),
        )
        .where(col(LedgerEntry.reason) == reason, col(LedgerEntry.wallet) == WalletKind.SPEND)
        .group_by(col(LedgerEntry.community_id), col(LedgerEntry.grant_id))
        .subquery()
    )
    total = func.coalesce(summed.c.amount, 0)
    return (
        select(col(Grant.community_id), col(Grant.id), expected, total)
        .outerjoin(summed, linked(summed.c.grant_id, Grant.id))
        .where(total != expected)
    )


@_check("paid")
def _purchases() -> Query:
    return _paid(LedgerReason.PURCHASE, -col(Grant.paid))


@_check("given-back")
def _refunds() -> Query:
    back = case((col(Grant.state) == GrantState.REVOKED, col(Grant.paid)), else_=0)
    return _paid(LedgerReason.REVOKED, back)


@_check("earned")
def _earned() -> Query:
    """Look for events that were not paid what they are worth; less than a point is carried."""
    worth, paid = col(Event.worth), func.coalesce(col(LedgerEntry.amount), 0)
    return (
        select(col(Event.community_id), col(Event.id), worth // earn.WHOLE, paid)
        .outerjoin(
            LedgerEntry,
            and_(
                col(LedgerEntry.community_id) == col(Event.community_id),
                col(LedgerEntry.key) == literal("event:") + cast(col(Event.id), String),
                col(LedgerEntry.wallet) == WalletKind.EARN,
            ),
        )
        .where(func.abs(paid * earn.WHOLE - worth) >= earn.WHOLE)
    )


KINDS = [*_checks, *_rows]
"""The rules that are looked at."""

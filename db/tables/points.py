"""Wallets and the ledger that explains every one of their points."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text, true
from sqlmodel import Field, SQLModel

from db.privacy import NO_MEMBER, Privacy
from db.types import big, count, flag, id_key, member, member_key, moment, one_of


class WalletKind(enum.StrEnum):
    """Lifetime points (`earn`, spending never lowers them) and spendable ones (`spend`)."""

    EARN = "earn"
    SPEND = "spend"


class LedgerReason(enum.StrEnum):
    """Why points moved."""

    EARNED = "earned"
    AWARD = "award"
    DEDUCTION = "deduction"
    CORRECTION = "correction"
    REFUND = "refund"
    PURCHASE = "purchase"
    REVOKED = "revoked"
    CLOSED = "closed"
    THANKS = "thanks"
    IMPORTED = "imported"  # brought along from another bot
    RESET = "reset"  # a season has begun
    UNDO = "undo"  # of points for many


class Wallet(SQLModel, table=True):
    """A balance; it always equals the sum of its ledger entries."""

    __table_args__ = (
        one_of("kind", WalletKind),
        CheckConstraint("balance >= 0", name="balance_not_negative"),
    )
    __privacy__ = Privacy(
        export="wallets", special="closed by an entry, so that everything adds up"
    )

    community_id: int = id_key()
    member_id: int = member_key()
    kind: str = Field(primary_key=True)
    balance: int = big(0)


class LedgerEntry(SQLModel, table=True):
    """One movement of points in one wallet; never changed, never deleted.

    `key` makes the movement happen once: the same key twice in one wallet is refused.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        one_of("wallet", WalletKind),
        one_of("reason", LedgerReason),
        CheckConstraint("amount <> 0", name="amount_not_zero"),
        UniqueConstraint("community_id", "key", "wallet"),
        # With the wallet in it: SQLite would rather go through all entries of one wallet.
        Index(None, "community_id", "member_id", "wallet", "id"),
        Index(None, "community_id", "wallet", "at"),
    )
    __privacy__ = Privacy(
        export="ledger", clear={"note": None}, special="who thanked somebody is not told to them"
    )

    community_id: int = id_key()
    id: int = id_key()
    member_id: int = member()
    wallet: str
    amount: int = big()
    reason: str
    note: str | None = None  # what a manager gave as the reason
    actor_id: int | None = member(None)  # None: Laurel itself
    grant_id: int | None = big(None)
    key: str
    at: datetime = moment()
    event_id: int | None = big(None)  # what it was earned by
    original_at: datetime | None = moment(None)  # what undoes another one: when that was entered


class Standings(SQLModel, table=True):
    """How far the sums of a leaderboard are; a small community has none, and is summed up anew.

    Every entry from `begins` on (None: since ever) whose id is below `upto` is in the sums of
    `turn`. A span that begins anew, or elsewhere after a change of the zone, is another turn.
    `turn_before` has the sums of the whole span before this one; None where there are none.
    """

    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    span: str = Field(primary_key=True)
    begins: datetime | None = moment(None)
    turn: int = count()
    turn_before: int | None = big(None)
    upto: int = big(0)
    summed_at: datetime = moment()


SHOWN = "shown"
"""The SQL that says of a sum that a leaderboard has it."""


class SpanTotal(SQLModel, table=True):
    """What a member gained in a span, as far as `Standings` says; rows of other turns are cleared.

    No event and no command writes here: four more indexes would cost each of them more than the
    points themselves.
    """

    __tablename__ = "span_total"
    __table_args__ = (
        # With whose it is, so that no row has to be looked at.
        Index(
            "ix_span_total_order",
            "community_id",
            "span",
            "turn",
            text("points DESC"),
            "last_gain",
            "member_id",
            sqlite_where=text(SHOWN),
            postgresql_where=text(SHOWN),
        ),
    )
    __privacy__ = Privacy(export="span_totals")

    community_id: int = id_key()
    span: str = Field(primary_key=True)
    member_id: int = member_key()
    turn: int = id_key()
    points: int = big()
    last_gain: int | None = big(None)  # the id of the newest entry that gave some
    shown: bool = Field(default=True, sa_column_kwargs={"server_default": true()})  # `ranked`


class Contest(SQLModel, table=True):
    """A week, month or quarter of the leaderboard whose first places are judged when it is over.

    There is one for each span that somebody wants to know of. Each entry of the ledger counts in
    one contest: in the one in which it was made, unless it came late for what had happened in the
    one before, and that was not judged yet.
    """

    __table_args__ = (Index(None, "ends"),)
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    span: str = Field(primary_key=True)
    day: date  # the first day of the period
    begins: datetime = moment()
    ends: datetime = moment()  # as the time zone is; fixed when `counted_to` is
    late_until: datetime | None = moment(None)  # `counted_to` of the contest before this one
    counted_to: datetime | None = moment(None)  # when counting began: what is later comes too late
    upto: int = big(0)  # the entries whose ids are below are in the sums
    judged: bool = flag()


class LeaderboardPost(SQLModel, table=True):
    """Where the leaderboard of each week, month or quarter that is over is posted."""

    __tablename__ = "leaderboard_post"
    __table_args__ = (CheckConstraint("places BETWEEN 1 AND 25", name="places_in_range"),)
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    span: str = Field(primary_key=True)
    channel_id: int = big()
    places: int = big(10)

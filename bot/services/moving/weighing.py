"""What becomes of each account of an import, worked out in slices: for the card, and as a plan.

The plan is the batch that a manager lets begin: what was seen is what comes in.
"""

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal, select

from bot.services import communities
from bot.services.actors import Person, require_manager
from bot.services.moving.brought import Account
from bot.services.moving.staging import (
    MovingNotReadyError,
    account_of,
    choices_of,
    forget,
    locked,
    moneys_of,
)
from bot.services.moving.terms import Loss, Mode, Outcome, Sums, Terms
from bot.services.points import many
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import BatchKind, Member, Wallet, WalletKind, table
from db.tables.moving import MovingAccount, MovingState

SLICE = 1_000
"""Accounts that are looked at, and planned for, in one go."""

LARGEST = 10
"""How many of those who get most are shown."""


class Weighed(NamedTuple):
    """The account at a place, what becomes of it, and what its member has now, in points."""

    place: int
    account: Account
    outcome: Outcome
    present: bool
    earn: int
    spend: int


@dataclass(frozen=True)
class Weighing:
    """What a run over all accounts goes by, and the batch in which it plans.

    `synced`: all members of the community have been looked at once, so who is here is known.
    """

    turn: int
    terms: Terms
    batch_id: int
    synced: bool


@dataclass
class Seen:
    """What importing would do, for all accounts together; sums are in points.

    `largest` has who get most: their points, and minus their place.
    """

    present: int = 0
    absent: int = 0
    losses: Counter[Loss] = field(default_factory=Counter)
    earn: Sums = field(default_factory=Sums)
    spend: Sums = field(default_factory=Sums)
    earn_change: int = 0
    spend_change: int = 0
    largest: list[tuple[int, int]] = field(default_factory=list)

    def add(self, some: Sequence[Weighed], terms: Terms) -> None:
        """Count some more accounts."""
        for at, sums in enumerate((self.earn, self.spend)):
            asked = [one.outcome.asked[at] for one in some]
            sums.asked += sum(number for number in asked if isinstance(number, int))
            sums.asked += sum(number for number in asked if not isinstance(number, int))
        for one in some:
            for loss, *lost in one.outcome.losses:
                self.losses[loss] += 1
                for sums, points in zip((self.earn, self.spend), lost, strict=True):
                    if points:
                        sums.lost[loss] = Fraction(sums.lost.get(loss, 0) + points)
            if one.outcome.left_out is None:
                self._come(one, terms)

    def _come(self, one: Weighed, terms: Terms) -> None:
        self.present += one.present
        self.absent += not one.present
        earn, spend = one.outcome.earn, one.outcome.spend
        self.earn.points += earn or 0
        self.spend.points += spend or 0
        self.earn_change += _change(earn, one.earn, terms)
        self.spend_change += _change(spend, one.spend, terms)
        most = max(earn or 0, spend or 0)
        if most:
            entry = (most, -one.place)
            if len(self.largest) < LARGEST:
                heapq.heappush(self.largest, entry)
            else:
                heapq.heappushpop(self.largest, entry)

    def dump(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "present": self.present,
            "absent": self.absent,
            "losses": {loss.value: count for loss, count in self.losses.items()},
            "earn": self.earn.dump(),
            "spend": self.spend.dump(),
            "earn_change": self.earn_change,
            "spend_change": self.spend_change,
            "largest": [[-place, most] for most, place in sorted(self.largest, reverse=True)],
        }


def _change(target: int | None, before: int, terms: Terms) -> int:
    if target is None:
        return 0
    return target - before if terms.mode is Mode.SET else target


_ACCOUNT, _MEMBER = table(MovingAccount), table(Member)


def _with_wallet(rows: Any, kind: WalletKind) -> tuple[Any, ColumnElement[int]]:
    wallet = table(Wallet).alias()
    joined = rows.outerjoin(wallet, _of_member(wallet.c) & (wallet.c.kind == kind))
    return joined, func.coalesce(wallet.c.balance, 0)


def _of_member(columns: Any) -> ColumnElement[bool]:
    return and_(
        columns.community_id == _ACCOUNT.c.community_id, columns.member_id == _ACCOUNT.c.member_id
    )


def _next(*, wallets: bool) -> Statement:
    """Return what finds the next accounts, with what their members have if that counts."""
    rows: Any = _ACCOUNT.outerjoin(_MEMBER, _of_member(_MEMBER.c))
    earn: ColumnElement[int] = literal(0)
    spend: ColumnElement[int] = literal(0)
    if wallets:
        rows, earn = _with_wallet(rows, WalletKind.EARN)
        rows, spend = _with_wallet(rows, WalletKind.SPEND)
    columns = ("place", "member_id", "who", "amounts", "bot", "rounded", "flaw")
    return Statement(
        select(
            *(_ACCOUNT.c[name] for name in columns),
            _MEMBER.c.present,
            earn.label("earn"),
            spend.label("spend"),
        )
        .select_from(rows)
        .where(
            *equals(MovingAccount.community_id, MovingAccount.moving_id),
            _ACCOUNT.c.place > param("after"),
        )
        .order_by(_ACCOUNT.c.place)
        .limit(param("most"))
    )


_NEXT = {mode: _next(wallets=mode is Mode.SET) for mode in Mode}


def begin(session: Session, by: Person, moving_id: int) -> Weighing:
    """Begin to go over all accounts of an import, and to plan what comes in."""
    require_manager(session, by)
    started = locked(session, by.community_id, moving_id)
    if started.state != MovingState.STAGING:
        raise MovingNotReadyError
    forget(session, started)  # of what did not come to its end
    choices = choices_of(started)
    batch_id = many.begin(
        session,
        by,
        BatchKind.IMPORT,
        {
            "mode": choices.mode.value,
            "rate": choices.rate,
            "cap": choices.cap,
            "file": started.file_name,
            "moving": str(moving_id),
        },
        identity=started.identity,
        source=started.format,
    )
    started.seen = {"batch": str(batch_id)}
    session.flush()
    synced = communities.get(session, by.community_id).reconciled_at is not None
    return Weighing(started.turn, Terms(moneys_of(started), choices), batch_id, synced)


def weigh(
    session: Session,
    by: Person,
    moving_id: int,
    terms: Terms,
    *,
    after: int = 0,
    most: int = SLICE,
) -> list[Weighed]:
    """Return the next accounts after a place, and what becomes of each."""
    require_manager(session, by)
    session.plan_anew()
    found = session.run(
        _NEXT[terms.mode],
        community_id=by.community_id,
        moving_id=moving_id,
        after=after,
        most=most,
    )
    return [_weigh(row, terms) for row in found]


def _weigh(row: Any, terms: Terms) -> Weighed:
    account = account_of(row)
    outcome = terms.outcome(account, known=row.present is not None)
    return Weighed(row.place, account, outcome, bool(row.present), row.earn, row.spend)


def plan(session: Session, by: Person, weighing: Weighing, some: Sequence[Weighed]) -> None:
    """Write down who gets what of some more accounts."""
    setting = weighing.terms.mode is Mode.SET
    rows = [
        (one.account.member_id or 0, outcome.earn, outcome.spend)
        for one in some
        for outcome in [one.outcome]
        if outcome.left_out is None and (setting or outcome.earn or outcome.spend)
    ]
    many.extend(session, by, weighing.batch_id, rows)


def finish(session: Session, by: Person, moving_id: int, weighing: Weighing, seen: Seen) -> None:
    """Keep what was seen, so that it can be confirmed.

    Raises `MovingNotReadyError` where another choice was made meanwhile.
    """
    require_manager(session, by)
    started = locked(session, by.community_id, moving_id)
    if started.state != MovingState.STAGING or started.turn != weighing.turn:
        raise MovingNotReadyError
    started.seen = seen.dump() | {"synced": weighing.synced, "batch": str(weighing.batch_id)}
    started.state = MovingState.READY
    session.flush()

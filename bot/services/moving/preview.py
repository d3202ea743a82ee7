"""What an import of points would do, worked out in slices and kept for the card."""

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlmodel import col

from bot.services.actors import Person, require_manager
from bot.services.moving.brought import Account, Feeds, LevelRole, Money, StoreItem
from bot.services.moving.staging import (
    MovingNotReadyError,
    account_of,
    choices_of,
    get,
    level_roles,
    locked,
    moneys_of,
    store_items,
)
from bot.services.moving.terms import LISTED, Choices, Loss, Mode, Outcome, Sums, Terms
from db.session import Session
from db.statement import by_no_index
from db.tables import Batch, BatchKind, BatchMember, BatchState, Member, Wallet, WalletKind, table
from db.tables.moving import MovingAccount, MovingState

SLICE = 1_000
"""Accounts that are looked at in one go."""

LARGEST = 10
"""How many of those who get most are shown."""

_COUNTED = (BatchState.RUNNING, BatchState.DONE)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One account, what becomes of it, and what its member has now, in points."""

    account: Account
    outcome: Outcome
    known: bool
    present: bool
    earn: int
    spend: int


@dataclass(frozen=True)
class Weighing:
    """What a run over all accounts goes by."""

    turn: int
    terms: Terms


@dataclass
class Seen:
    """What importing would do, for all accounts together; sums are in points."""

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
            entry = (most, -(one.account.member_id or 0))
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
            "largest": [[str(-who), most] for most, who in sorted(self.largest, reverse=True)],
        }


def _change(target: int | None, before: int, terms: Terms) -> int:
    if target is None:
        return 0
    return target - before if terms.mode is Mode.SET else target


def begin(session: Session, by: Person, moving_id: int) -> Weighing:
    """Return what a run over an import's accounts goes by."""
    require_manager(session, by)
    started = get(session, by.community_id, moving_id)
    if started.state == MovingState.CONFIRMED:
        raise MovingNotReadyError
    return Weighing(started.turn, Terms(moneys_of(started), choices_of(started)))


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
    return weighed(session, by.community_id, moving_id, terms, after=after, most=most)


def weighed(
    session: Session,
    community_id: int,
    moving_id: int,
    terms: Terms,
    *,
    after: int,
    most: int,
) -> list[Weighed]:
    """Do so, whoever asks."""
    account, member = table(MovingAccount).c, table(Member).c
    rows = table(MovingAccount).outerjoin(
        table(Member),
        and_(member.community_id == account.community_id, member.member_id == account.member_id),
    )
    earn: ColumnElement[int] = literal(0)
    spend: ColumnElement[int] = literal(0)
    if terms.mode is Mode.SET:  # else nobody asks what they have
        rows, earn = _with_wallet(rows, WalletKind.EARN)
        rows, spend = _with_wallet(rows, WalletKind.SPEND)
    session.plan_anew()
    found = session.connection().execute(
        select(
            account.place,
            account.member_id,
            account.who,
            account.amounts,
            account.bot,
            account.rounded,
            account.flaw,
            member.present,
            earn.label("earn"),
            spend.label("spend"),
        )
        .select_from(rows)
        .where(
            account.community_id == community_id,
            account.moving_id == moving_id,
            account.place > after,
        )
        .order_by(account.place)
        .limit(most)
    )
    return [_weigh(row, terms) for row in found]


def _with_wallet(rows: Any, kind: WalletKind) -> tuple[Any, ColumnElement[int]]:
    account, wallet = table(MovingAccount).c, table(Wallet).alias()
    joined = rows.outerjoin(
        wallet,
        and_(
            wallet.c.community_id == account.community_id,
            wallet.c.member_id == account.member_id,
            wallet.c.kind == kind,
        ),
    )
    return joined, func.coalesce(wallet.c.balance, 0)


def _weigh(row: Any, terms: Terms) -> Weighed:
    account = account_of(row)
    known = row.present is not None
    outcome = terms.outcome(account, known=known)
    return Weighed(account, outcome, known, bool(row.present), row.earn, row.spend)


def finish(session: Session, by: Person, moving_id: int, weighing: Weighing, seen: Seen) -> None:
    """Keep what was seen, so that it can be confirmed.

    Raises `MovingNotReadyError` where another choice was made meanwhile.
    """
    require_manager(session, by)
    started = locked(session, by.community_id, moving_id)
    if started.state != MovingState.STAGING or started.turn != weighing.turn:
        raise MovingNotReadyError
    started.seen = seen.dump()
    started.state = MovingState.READY
    session.flush()


@dataclass(frozen=True)
class Preview:
    """What confirming would do, for the manager who is about to. Numbers are points or members.

    `before`: what both wallets of all members of the community hold. `again`: how many members an
    import of the same format has paid before. `done_by`: the batch that brought exactly this.
    """

    moving_id: int
    format: str
    file_name: str
    state: MovingState
    turn: int
    batch_id: int | None
    accounts: int
    moneys: tuple[Money, ...]
    choices: Choices
    present: int
    absent: int
    losses: dict[Loss, int]
    earn: Sums
    spend: Sums
    earn_before: int
    spend_before: int
    earn_change: int
    spend_change: int
    largest: list[tuple[int, int]]
    again: int
    done_by: int | None
    level_roles: list[LevelRole]
    items: list[StoreItem]

    @property
    def comes(self) -> int:
        """How many members something comes in for."""
        return self.present + self.absent

    def feeds(self, money: Money) -> Feeds:
        """Return what a money feeds now."""
        return self.choices.feeds.get(money.key, money.feeds)


def choices(session: Session, by: Person, moving_id: int) -> Choices:
    """Return what a manager has said of an import."""
    require_manager(session, by)
    return choices_of(get(session, by.community_id, moving_id))


def preview(session: Session, by: Person, moving_id: int) -> Preview:
    """Return what confirming an import would do."""
    require_manager(session, by)
    started = get(session, by.community_id, moving_id)
    if started.state == MovingState.STAGING or not started.seen:
        raise MovingNotReadyError
    seen = started.seen
    balances = {
        WalletKind(kind): int(total)
        for kind, total in session.execute(
            select(col(Wallet.kind), func.sum(col(Wallet.balance)))
            .where(col(Wallet.community_id) == by.community_id)
            .group_by(col(Wallet.kind))
        )
    }
    return Preview(
        moving_id,
        started.format,
        started.file_name,
        MovingState(started.state),
        started.turn,
        started.batch_id,
        started.accounts,
        moneys_of(started),
        choices_of(started),
        seen["present"],
        seen["absent"],
        {Loss(loss): count for loss, count in seen["losses"].items()},
        Sums.load(seen["earn"]),
        Sums.load(seen["spend"]),
        balances.get(WalletKind.EARN, 0),
        balances.get(WalletKind.SPEND, 0),
        seen["earn_change"],
        seen["spend_change"],
        [(int(who), most) for who, most in seen["largest"]],
        _again(session, by.community_id, moving_id, started.format),
        _done_by(session, by.community_id, started.identity),
        level_roles(started),
        store_items(started),
    )


def _again(session: Session, community_id: int, moving_id: int, source: str) -> int:
    """Count the members whom an import of a format has paid that was not undone."""
    earlier = [
        batch_id
        for (batch_id,) in session.execute(
            select(col(Batch.id)).where(
                col(Batch.community_id) == community_id,
                col(Batch.kind) == BatchKind.IMPORT,
                col(Batch.source) == source,
                col(Batch.state).in_(_COUNTED),
            )
        )
    ]
    if not earlier:
        return 0
    account, paid = table(MovingAccount).c, table(BatchMember).c
    counted: int = session.execute(
        select(func.count()).where(
            account.community_id == community_id,
            account.moving_id == moving_id,
            account.flaw.is_(None),
            select(paid.position)
            .where(
                paid.community_id == account.community_id,
                paid.member_id == account.member_id,
                by_no_index(paid.batch_id).in_(earlier),
                or_(paid.earn_moved > 0, paid.spend_moved > 0),
            )
            .exists(),
        )
    ).scalar_one()
    return counted


def _done_by(session: Session, community_id: int, identity: str) -> int | None:
    found: int | None = session.execute(
        select(col(Batch.id)).where(
            col(Batch.community_id) == community_id,
            col(Batch.identity) == identity,
            col(Batch.state).in_(_COUNTED),
        )
    ).scalar_one_or_none()
    return found


def rejects(
    session: Session, by: Person, moving_id: int, terms: Terms, *, after: int = 0
) -> tuple[list[Weighed], int]:
    """Return the accounts of the next slice to which something happens, and the place it ends at.

    0: there are no more.
    """
    some = weigh(session, by, moving_id, terms, after=after)
    odd = [one for one in some if any(loss in LISTED for loss, *_ in one.outcome.losses)]
    return odd, some[-1].account.place if some else 0

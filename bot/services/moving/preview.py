"""What an import of points would do, for the manager who is about to."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlmodel import col

from bot.services.actors import Person, require_manager
from bot.services.moving.brought import Feeds, LevelRole, Money, StoreItem
from bot.services.moving.staging import (
    MovingNotReadyError,
    choices_of,
    get,
    level_roles,
    moneys_of,
    store_items,
)
from bot.services.moving.terms import LISTED, Choices, Loss, Sums, Terms
from bot.services.moving.weighing import Weighed, weigh
from db.session import Session
from db.statement import by_no_index
from db.tables import Batch, BatchKind, BatchMember, BatchState, Member, Wallet, WalletKind, table
from db.tables.moving import Moving, MovingAccount, MovingState

_COUNTED = (BatchState.RUNNING, BatchState.DONE)


class Largest(NamedTuple):
    """One of those who get most: how many points in one wallet, and what the file calls them."""

    member_id: int
    name: str
    present: bool
    points: int


@dataclass(frozen=True)
class Preview:
    """What confirming would do, for the manager who is about to. Numbers are points or members.

    `before`: what both wallets of all members of the community hold. `again`: how many members an
    import of the same format has paid before. `done_by`: the batch that brought exactly this.
    `synced`: all members were looked at once before, else some who are here count as absent.
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
    largest: list[Largest]
    synced: bool
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
    if started.state == MovingState.STAGING:
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
        _largest(session, started),
        seen.get("synced", True),
        _again(session, by.community_id, moving_id, started.format),
        _done_by(session, by.community_id, started.identity),
        level_roles(started),
        store_items(started),
    )


def _largest(session: Session, started: Moving) -> list[Largest]:
    """Look up who gets most, as long as the accounts are there."""
    account, member = table(MovingAccount).c, table(Member).c
    # A preview of before places were kept names members here, as texts; it shows none of them.
    most = {place: points for place, points in started.seen["largest"] if isinstance(place, int)}
    found = session.execute(
        select(account.place, account.member_id, account.who, member.present)
        .outerjoin_from(
            table(MovingAccount),
            table(Member),
            and_(
                member.community_id == account.community_id, member.member_id == account.member_id
            ),
        )
        .where(
            account.community_id == started.community_id,
            account.moving_id == started.id,
            account.place.in_(list(most)),
        )
    )
    rows = {row.place: row for row in found}
    return [
        Largest(row.member_id, row.who, bool(row.present), points)
        for place, points in most.items()
        if (row := rows.get(place)) is not None
    ]


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
    return odd, some[-1].place if some else 0

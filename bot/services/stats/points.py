"""Points issued and spent in each week, and how many members earned and claimed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, or_, select, union
from sqlmodel import col, func

from bot.services.actors import Person, require_manager
from bot.services.age import created_since
from bot.services.calendar import Week
from bot.services.points.spans import is_import
from bot.services.stats.windows import Window, begins, number_of, weeks_of
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import (
    Code,
    CodeState,
    Grant,
    GrantSource,
    LedgerEntry,
    LedgerReason,
    WalletKind,
    linked,
)

# The spend wallet tells of every movement: what is gained goes into both.
_WEEK = (
    *equals(LedgerEntry.community_id),
    col(LedgerEntry.wallet) == WalletKind.SPEND,
    col(LedgerEntry.at) >= param("begins"),
    col(LedgerEntry.at) < param("ends"),
)
# What was brought along from elsewhere is told without what was undone of it.
_reason = case(
    (is_import(), LedgerReason.IMPORTED),
    (
        and_(col(LedgerEntry.reason) == LedgerReason.UNDO, col(LedgerEntry.amount) > 0),
        "restored",
    ),
    else_=col(LedgerEntry.reason),
).label("reason")
_MOVED = Statement(
    select(_reason, func.sum(LedgerEntry.amount).label("points")).where(*_WEEK).group_by(_reason)
)
_earners = (
    select(col(LedgerEntry.member_id))
    .where(
        *_WEEK,
        or_(
            col(LedgerEntry.reason) == LedgerReason.EARNED,
            col(LedgerEntry.reason) == LedgerReason.AWARD,
        ),
        col(LedgerEntry.amount) > 0,
    )
    .distinct()
    .subquery()
)
_EARNERS = Statement(select(func.count().label("members")).select_from(_earners))


@dataclass(frozen=True)
class WeekOfPoints:
    """What moved in a week, in points, by why it did; the names are those of `LedgerReason`.

    Taking has a minus. `closed` are points of members who were erased.
    """

    day: date  # its Monday
    earned: int
    award: int
    correction: int
    purchase: int
    revoked: int
    refund: int
    deduction: int
    closed: int
    earners: int  # members who earned, or were awarded, points
    claimers: int  # members who bought a coupon, or saw a voucher's code for the first time
    thanks: int = 0
    imported: int = 0  # brought along from another bot; neither issued nor spent here
    reset: int = 0
    undo: int = 0  # what members had got, and was undone
    restored: int = 0  # what had been taken from them, and was undone

    @property
    def issued(self) -> int:
        """Points that members gained, less those that were corrected."""
        return self.earned + self.award + self.correction + self.thanks + self.undo

    @property
    def spent(self) -> int:
        """Points that members paid or had deducted, less those that they got back."""
        taken = self.purchase + self.deduction + self.reset
        return -(taken + self.revoked + self.refund + self.restored)


def points(session: Session, by: Person, window: Window) -> list[WeekOfPoints]:
    """Return what moved in each week, the oldest first; the last one is not over yet."""
    require_manager(session, by)
    weeks = weeks_of(session, by.community_id, window)
    claimers = _claimers(session, by.community_id, weeks)
    return [_week(session, by.community_id, week, claimers[at]) for at, week in enumerate(weeks)]


def _week(session: Session, community_id: int, week: Week, claimers: int) -> WeekOfPoints:
    # A week at a time: what is sorted to count members stays small.
    which = {"community_id": community_id, "begins": week.begins, "ends": week.ends}
    moved = Counter({row.reason: int(row.points) for row in session.run(_MOVED, **which)})
    (earners,) = session.run(_EARNERS, **which)
    return WeekOfPoints(
        week.day,
        **{reason: moved[reason] for reason in LedgerReason},
        restored=moved["restored"],
        earners=earners.members,
        claimers=claimers,
    )


def _claimers(session: Session, community_id: int, weeks: Sequence[Week]) -> Counter[int]:
    """Count who bought a coupon, or saw a code for the first time, by the number of the week."""
    first, bounds = weeks[0].begins, begins(weeks)
    bought = select(
        number_of(col(Grant.created_at), bounds).label("week"), col(Grant.member_id)
    ).where(
        col(Grant.community_id) == community_id,
        *created_since(Grant, first),
        col(Grant.source) == GrantSource.CLAIM,
    )
    seen = (
        select(number_of(col(Code.changed_at), bounds).label("week"), col(Grant.member_id))
        .select_from(Code)
        .join(Grant, linked(Grant.id, Code.grant_id))
        .where(
            col(Code.community_id) == community_id,
            col(Code.state) == CodeState.CLAIMED,
            col(Code.changed_at) >= first,
        )
    )
    once_each = union(bought, seen).subquery()
    rows = session.execute(select(once_each.c.week, func.count()).group_by(once_each.c.week))
    return Counter(dict(rows.all()))

"""Reading the sums of leaderboards: who is first, who is where, and how many there are.

An index has the sums of those who are shown, in the order of a leaderboard. So a place is counted
without looking at a row. Some members have changed since: they earned, left, or hide now. They are
few, and what the index says of them is put right in memory.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, literal_column, or_, select, text
from sqlmodel import col, func

from bot.services.points.spans import Span, begins
from bot.services.points.standings import EVERYTHING, GAINED, STALE, window
from db.session import Session
from db.statement import Statement, among, equals, param
from db.tables import Member
from db.tables.members import OFF_LEADERBOARD, UNSETTLED
from db.tables.points import SHOWN, SpanTotal, Standings

VISIBLE = text(f"NOT ({OFF_LEADERBOARD})")
"""Whether a member may be on a leaderboard."""

_of_turn = equals(SpanTotal.community_id, SpanTotal.span, SpanTotal.turn)
_points, _last_gain = col(SpanTotal.points), col(SpanTotal.last_gain)
_sums = select(col(SpanTotal.member_id), _points, _last_gain).where(*_of_turn)
_in_order = _sums.where(text(SHOWN), _points > 0).order_by(_points.desc(), _last_gain)
_PAGE = Statement(_in_order.limit(param("most")).offset(param("skipped")))
_FIRST = Statement(
    _in_order.join(
        Member,
        and_(
            col(Member.community_id) == col(SpanTotal.community_id),
            col(Member.member_id) == col(SpanTotal.member_id),
        ),
    )
    .where(VISIBLE)
    .limit(param("most"))
)
_first_ones = _in_order.limit(param("most")).subquery().c
_is_ahead = or_(
    _first_ones.points > param("points"),
    and_(_first_ones.points == param("points"), _first_ones.last_gain < param("last_gain")),
)
_COUNTED = Statement(
    select(
        func.count(_first_ones.points).label("members"),
        func.count(case((_is_ahead, 1))).label("ahead"),
    )
)
_OWN = Statement(_sums.where(text(SHOWN), *equals(SpanTotal.member_id)))
_visible: ColumnElement[bool] = literal_column(str(VISIBLE)).label("visible")
_new = GAINED.subquery()
_EARNED = Statement(
    select(
        _new.c.member_id,
        col(Member.ranked),
        _visible,
        _points,
        _last_gain,
        _new.c.points.label("more"),
        _new.c.last_gain.label("newer"),
    )
    .join(Member, and_(*equals(Member.community_id), col(Member.member_id) == _new.c.member_id))
    .outerjoin(SpanTotal, and_(*_of_turn, col(SpanTotal.member_id) == _new.c.member_id))
)
# By themselves: together with their sums, of which there are mostly none to be read, PostgreSQL
# expects so much work that it starts processes for it.
_UNSETTLED = Statement(
    select(col(Member.member_id), col(Member.ranked), _visible).where(
        *equals(Member.community_id), text(UNSETTLED)
    )
)
_THEIRS = Statement(_sums.where(among(SpanTotal.member_id, "member_ids")))


class _Changed(NamedTuple):
    """A member who has changed; `points` and `last_gain` as the sums have them."""

    member_id: int
    ranked: bool
    visible: bool
    points: int | None = None
    last_gain: int | None = None
    more: int = 0
    newer: int | None = None


@dataclass(frozen=True)
class Ranked:
    """What a member gained; who has more comes first, of two with as much who had it first."""

    member_id: int
    points: int
    last_gain: int

    @property
    def order(self) -> tuple[int, int]:
        """What members are ordered by, the least first."""
        return -self.points, self.last_gain


class Sums:
    """The sums of a span with what came after them: who is on its leaderboard, and where.

    Who has left, hides or has no points is not on it. Nothing is counted beyond `most` places.
    """

    def __init__(
        self, session: Session, kept: Standings, most: int, *, before: bool = False
    ) -> None:
        """Read who has changed; `before`: of the whole span before the present one."""
        self._session = session
        turn = kept.turn_before if before else kept.turn
        self._which = {"community_id": kept.community_id, "span": kept.span, "turn": turn}
        rows = self._unsettled()
        if not before:
            newest = session.run(_EARNED, **window(kept) | self._which, end=EVERYTHING)
            rows += [_Changed(*row) for row in newest]
        changed = {row.member_id: row for row in rows}
        self._changed = changed.keys()
        self._before = _in_order_of(changed.values(), lambda one: one.ranked, newer=False)
        self._after = _in_order_of(changed.values(), lambda one: one.visible, newer=True)
        self._most = most + len(changed)

    def own(self, member_id: int) -> Ranked | None:
        """Return what a member gained; None for one who is not on it."""
        if member_id in self._changed:
            return next((one for one in self._after if one.member_id == member_id), None)
        rows = self._session.run(_OWN, **self._which, member_id=member_id)
        return Ranked(*rows[0]) if rows and rows[0].points > 0 else None

    def counted(self, of: Ranked | None) -> tuple[int, int]:
        """Return how many are before somebody, and how many there are in all."""
        points, last_gain = (of.points, of.last_gain) if of else (EVERYTHING, 0)
        (row,) = self._session.run(
            _COUNTED, **self._which, points=points, last_gain=last_gain, most=self._most
        )
        ahead = self._shift(lambda one: of is not None and one.order < of.order)
        return row.ahead + ahead, row.members + self._shift(lambda _: True)

    def page(self, skipped: int, most: int) -> list[Ranked]:
        """Return the first ones, in order, behind so many others.

        The database passes over as many sums as are before in any case, and what it finds then is
        put in order with who has changed.
        """
        passed = max(0, skipped - len(self._after))
        wanted = most + len(self._after) + 2 * len(self._before)
        rows = self._session.run(_PAGE, **self._which, skipped=passed, most=wanted)
        found, after = [Ranked(*row) for row in rows], self._after
        if passed and found:
            first = found[0].order
            passed += self._shift(lambda one: one.order < first)
            after = [one for one in after if one.order >= first]
        stayed = (one for one in found if one.member_id not in self._changed)
        left = skipped - passed
        return list(islice(merge(stayed, after, key=_order), left, left + most))

    def _unsettled(self) -> list[_Changed]:
        """Read who left, hides, or came back, with what the sums say of them."""
        found = self._session.run(_UNSETTLED, community_id=self._which["community_id"])
        changed = {row.member_id: _Changed(*row) for row in found}
        if changed:
            for row in self._session.run(_THEIRS, **self._which, member_ids=list(changed)):
                sums = {"points": row.points, "last_gain": row.last_gain}
                changed[row.member_id] = changed[row.member_id]._replace(**sums)
        return list(changed.values())

    def _shift(self, chosen: Callable[[Ranked], bool]) -> int:
        """Return by how many a count of sums is to be put right for who has changed."""
        return sum(map(chosen, self._after)) - sum(map(chosen, self._before))


def _order(one: Ranked) -> tuple[int, int]:
    return one.order


def _in_order_of(
    changed: Iterable[_Changed], chosen: Callable[[_Changed], bool], *, newer: bool
) -> list[Ranked]:
    """Return who has points, in order: by the sums alone, or with what is newer."""
    found = []
    for one in filter(chosen, changed):
        points, last_gain = one.points or 0, one.last_gain
        if newer:
            points, last_gain = points + int(one.more), one.newer or last_gain
        if points > 0:
            found.append(Ranked(one.member_id, points, last_gain or 0))
    return sorted(found, key=_order)


def load(session: Session, community_id: int, span: Span, most: int) -> Sums | None:
    """Return the sums of a span; None where none are kept, or where they are far behind."""
    kept = session.get(Standings, (community_id, span))
    if kept is None or not session.now - STALE <= kept.summed_at <= session.now:
        return None
    same = kept.begins == begins(session, community_id, span)
    return Sums(session, kept, most) if same else None


def load_before(session: Session, community_id: int, span: Span, most: int) -> Sums | None:
    """Return the sums of the span before; None where they are not kept."""
    kept = session.get(Standings, (community_id, span))
    if kept is None or kept.turn_before is None:
        return None
    if kept.begins != begins(session, community_id, span):
        return None  # it has not begun anew yet
    return Sums(session, kept, most, before=True)


def first(session: Session, community_id: int, span: str, turn: int, most: int) -> list[Ranked]:
    """Return the first ones by sums in which everybody is shown, in order."""
    rows = session.run(_FIRST, community_id=community_id, span=span, turn=turn, most=most)
    return [Ranked(*row) for row in rows]

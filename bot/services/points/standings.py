"""Sums for leaderboards of large communities, so that nobody waits while a million are summed up.

The ledger says who gained what; these sums follow it, some minutes behind. Whoever reads adds what
is newer, so a leaderboard is exact at any moment, and points cost nothing more to write.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, delete, or_, select
from sqlmodel import col, func

from bot.services.points.spans import Span, begins, begins_before, counts_since
from db.ids import EPOCH, first_id_at
from db.session import Session
from db.statement import BulkStatement, Statement, equals, param
from db.tables import LedgerEntry, Member, WalletKind
from db.tables.points import SpanTotal, Standings
from db.upsert import insert, insert_row

LARGE = 1_000
"""Members on a leaderboard from which on its sums are kept."""

SLICE = 1_000
"""Entries at the most that are summed up in one transaction."""

LAG = timedelta(seconds=60)
"""How old an entry is when it is summed up: on PostgreSQL an older one may be committed later."""

STALE = timedelta(minutes=10)
"""How far the sums may be behind; from then on it is quicker to sum up everything."""

EVERYTHING = 2**63 - 1
"""More than any id."""

_ENTRY = (
    *equals(LedgerEntry.community_id),
    col(LedgerEntry.id) >= param("first"),
    col(LedgerEntry.id) < param("end"),
)
_END = Statement(
    select(col(LedgerEntry.id))
    .where(*_ENTRY)
    .order_by(col(LedgerEntry.id))
    .offset(param("skipped"))
    .limit(1)
)
_LAST = Statement(
    select(col(LedgerEntry.id)).where(*_ENTRY).order_by(col(LedgerEntry.id).desc()).limit(1)
)
# The wallet is asked for here, and not of the rows: an index that begins with it would be taken,
# in which years of entries come before the newest.
_counts = and_(
    col(LedgerEntry.wallet) == WalletKind.EARN,
    or_(param("ever"), counts_since(param("begins"))),
)


def gaining(counts: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Sum up what members gained by entries from `first` to `end` that are to count."""
    amount, entry = col(LedgerEntry.amount), col(LedgerEntry.id)
    return (
        select(
            col(LedgerEntry.member_id),
            func.sum(case((counts, amount))).label("points"),
            func.max(case((and_(counts, amount > 0), entry))).label("last_gain"),
        )
        .where(*_ENTRY)
        .group_by(col(LedgerEntry.member_id))
        .having(func.count(case((counts, 1))) > 0)
    )


_gained = gaining(_counts)
_GAINED = Statement(_gained.order_by(col(LedgerEntry.member_id)))
_ADD = BulkStatement(
    insert_row(SpanTotal).on_conflict_do_update(
        index_elements=["community_id", "span", "member_id", "turn"],
        set_={
            "points": col(SpanTotal.points) + param("points"),
            "last_gain": func.coalesce(param("last_gain"), col(SpanTotal.last_gain)),
        },
    )
)

VISIBLE = and_(col(Member.present), ~col(Member.leaderboard_hidden), ~col(Member.left_out))
"""Whether a member may be on a leaderboard."""
_member = and_(
    col(Member.community_id) == col(SpanTotal.community_id),
    col(Member.member_id) == col(SpanTotal.member_id),
)
_RANKED = (*equals(SpanTotal.community_id, SpanTotal.span, SpanTotal.turn), VISIBLE)
_TOP = Statement(
    select(col(SpanTotal.member_id), col(SpanTotal.points), col(SpanTotal.last_gain))
    .join(Member, _member)
    .where(*_RANKED, col(SpanTotal.points) > 0)
    .order_by(col(SpanTotal.points).desc(), col(SpanTotal.last_gain))
    .limit(param("most"))
)
_AHEAD = Statement(
    select(func.count().label("members")).select_from(
        select(col(SpanTotal.member_id))
        .join(Member, _member)
        .where(
            *_RANKED,
            col(SpanTotal.points) >= param("points"),
            (col(SpanTotal.points) > param("points"))
            | (col(SpanTotal.last_gain) < param("last_gain")),
        )
        .limit(param("most"))
        .subquery()
    )
)
_OWN = Statement(
    select(col(SpanTotal.points), col(SpanTotal.last_gain))
    .join(Member, _member)
    .where(*_RANKED, *equals(SpanTotal.member_id))
)
_new = _gained.subquery()
_TAIL = Statement(
    select(
        _new.c.member_id,
        _new.c.points.label("more"),
        _new.c.last_gain.label("newer"),
        col(SpanTotal.points),
        col(SpanTotal.last_gain),
    )
    .join(
        Member,
        and_(*equals(Member.community_id), col(Member.member_id) == _new.c.member_id, VISIBLE),
    )
    .outerjoin(
        SpanTotal,
        and_(
            *equals(SpanTotal.community_id, SpanTotal.span, SpanTotal.turn),
            col(SpanTotal.member_id) == _new.c.member_id,
        ),
    )
)


def keep(session: Session, community_id: int) -> None:
    """Keep sums for the leaderboards of a community from now on."""
    session.execute(
        insert(Standings)
        .values(
            [
                {"community_id": community_id, "span": span, "turn": 0, "upto": 0}
                | {"summed_at": EPOCH}
                for span in Span
            ]
        )
        .on_conflict_do_nothing()
    )


def sum_up(session: Session, limit: int = SLICE) -> int:
    """Add a slice of what the ledger has to the sums of one leaderboard; 0: all are as they should.

    Returns how much was done.
    """
    behind = session.execute(
        select(col(Standings.community_id), col(Standings.span))
        .where(~col(Standings.summed_at).between(session.now - LAG, session.now))
        .order_by(col(Standings.summed_at))
        .limit(1)
    ).first()
    kept = session.locked(Standings, tuple(behind)) if behind else None
    return 0 if kept is None else max(1, _add(session, kept, limit))


def _add(session: Session, kept: Standings, limit: int) -> int:
    """Add the oldest entries that are not in the sums yet; return how much was done."""
    if cleared := _clear(session, kept, limit):
        return cleared
    span = Span(kept.span)
    since, end = begins(session, kept.community_id, span), first_id_at(session.now - LAG)
    before = begins_before(session, kept.community_id, span)
    over = kept.turn > 0 and before is not None and kept.begins == before
    if over:  # summed up to its end first: its places are those of the span before
        ends = first_id_at(since or EPOCH)
        done, whole = _sum_until(session, kept, min(end, ends), limit)
        if not whole:
            return done
        if end < ends:
            kept.summed_at = session.now
            session.flush()
            return done
    # Where the clock was set back, ids may begin again below what has been summed up.
    if over or kept.begins != since or kept.upto > end or not kept.turn:
        kept.turn_before = kept.turn if over else None
        kept.begins, kept.turn, kept.upto = since, kept.turn + 1, first_id_at(since or EPOCH)
    done, whole = _sum_until(session, kept, end, limit)
    if whole:
        kept.summed_at = session.now
    session.flush()
    return done


def _clear(session: Session, kept: Standings, limit: int) -> int:
    """Delete sums that nothing asks for any more; return how many."""
    oldest = kept.turn if kept.turn_before is None else kept.turn_before
    return clear(session, kept.community_id, kept.span, oldest, limit)


def clear(session: Session, community_id: int, span: str, turn: int, limit: int) -> int:
    """Delete a slice of a span's sums of the turns before one; return how many."""
    old = (
        col(SpanTotal.community_id) == community_id,
        col(SpanTotal.span) == span,
        col(SpanTotal.turn) < turn,
    )
    members = session.scalars(select(col(SpanTotal.member_id)).where(*old).limit(limit)).all()
    if members:
        session.execute(delete(SpanTotal).where(*old, col(SpanTotal.member_id).in_(members)))
    return len(members)


def _sum_until(session: Session, kept: Standings, end: int, limit: int) -> tuple[int, bool]:
    """Add the oldest entries with ids below `end`; return how many, and whether that is all."""
    which = {"community_id": kept.community_id, "span": kept.span, "turn": kept.turn}
    added = add_slice(session, _GAINED, which, _window(kept) | {"end": end}, limit)
    kept.upto = added.upto
    session.flush()
    return added.entries, added.whole


class Added(NamedTuple):
    """How many entries were added, up to which id, and whether those were all."""

    entries: int
    upto: int
    whole: bool


def add_slice(
    session: Session,
    gained: Statement,
    which: Mapping[str, Any],
    window: Mapping[str, Any],
    limit: int,
) -> Added:
    """Add to the sums that are `which` what was gained by a slice of the entries in a window.

    `gained` is made of `gaining`, and the window fills it in: entries from `first` to `end`. The
    slice ends a whole slice further, or with all.
    """
    where = {name: window[name] for name in ("community_id", "first", "end")}
    last = session.run(_END, **where, skipped=limit - 1)
    whole = not last
    if whole:
        last = session.run(_LAST, **where)
        limit = len(last)
    if not last:
        return Added(0, window["first"], whole)
    upto = last[0].id + 1
    rows = session.run(gained, **{**window, "end": upto})
    session.run_many(_ADD, [{**which, **row._asdict()} for row in rows])
    return Added(limit, upto, whole)


def _window(kept: Standings) -> dict[str, Any]:
    """Return which entries are not in the sums yet, but for their end."""
    since = kept.begins or EPOCH
    ever = kept.span == Span.EVER
    return {"community_id": kept.community_id, "first": kept.upto, "begins": since, "ever": ever}


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

    def __init__(self, session: Session, kept: Standings, most: int) -> None:
        self._session = session
        self._which = {"community_id": kept.community_id, "span": kept.span, "turn": kept.turn}
        tail = session.run(_TAIL, **_window(kept) | self._which, end=EVERYTHING)
        known = [_ranked(row.member_id, row.points, row.last_gain) for row in tail]
        newer = [
            _ranked(row.member_id, (row.points or 0) + row.more, row.newer or row.last_gain)
            for row in tail
        ]
        self._changed = {row.member_id for row in tail}
        self._before = [one for one in known if one is not None]
        self._after = sorted((one for one in newer if one is not None), key=_order)
        self._most = most + len(tail)

    def own(self, member_id: int) -> Ranked | None:
        """Return what a member gained; None for one who is not on it."""
        if member_id in self._changed:
            return next((one for one in self._after if one.member_id == member_id), None)
        rows = self._session.run(_OWN, **self._which, member_id=member_id)
        return _ranked(member_id, *rows[0]) if rows else None

    def ahead(self, of: Ranked) -> int:
        """Return how many are before somebody."""
        counted = self._session.run(
            _AHEAD, **self._which, points=of.points, last_gain=of.last_gain, most=self._most
        )
        return int(counted[0].members) + self._shifted(lambda one: one.order < of.order)

    def count(self) -> int:
        """Return how many are on it."""
        counted = self._session.run(
            _AHEAD, **self._which, points=1, last_gain=EVERYTHING, most=self._most
        )
        return int(counted[0].members) + self._shifted(lambda _: True)

    def top(self, most: int) -> list[Ranked]:
        """Return the first ones, in order."""
        rows = self._session.run(_TOP, **self._which, most=most + len(self._changed))
        stayed = (Ranked(*row) for row in rows if row.member_id not in self._changed)
        return list(islice(merge(stayed, self._after, key=_order), most))

    def _shifted(self, chosen: Callable[[Ranked], bool]) -> int:
        """Return by how many the sums are to be corrected for what came after them."""
        return sum(map(chosen, self._after)) - sum(map(chosen, self._before))


def _order(one: Ranked) -> tuple[int, int]:
    return one.order


def _ranked(member_id: int, points: int | None, last_gain: int | None) -> Ranked | None:
    """Return what a member gained, unless that is nothing."""
    return Ranked(member_id, points, last_gain or 0) if points and points > 0 else None


def load(session: Session, community_id: int, span: Span, most: int) -> Sums | None:
    """Return the sums of a span; None where none are kept, or where they are far behind."""
    kept = session.get(Standings, (community_id, span))
    if kept is None or not session.now - STALE <= kept.summed_at <= session.now:
        return None
    same = kept.begins == begins(session, community_id, span)
    return Sums(session, kept, most) if same else None


class WholeSums:
    """The sums of a whole span that is over."""

    def __init__(self, session: Session, community_id: int, span: str, turn: int) -> None:
        self._session = session
        self._which = {"community_id": community_id, "span": span, "turn": turn}

    def place(self, member_id: int, most: int) -> int | None:
        """Return a member's place; None for one who had none, or one beyond so many."""
        own = self._session.run(_OWN, **self._which, member_id=member_id)
        if not own or own[0].points <= 0:
            return None
        points, last_gain = own[0].points, own[0].last_gain or 0
        ahead = self._session.run(
            _AHEAD, **self._which, points=points, last_gain=last_gain, most=most
        )
        return None if ahead[0].members >= most else int(ahead[0].members) + 1

    def top(self, most: int) -> list[Ranked]:
        """Return the first ones, in order."""
        return [Ranked(*row) for row in self._session.run(_TOP, **self._which, most=most)]

    def is_empty(self) -> bool:
        """Return whether nobody had a place."""
        return not self.top(1)


def load_before(session: Session, community_id: int, span: Span) -> WholeSums | None:
    """Return the sums of the span before; None where they are not kept."""
    kept = session.get(Standings, (community_id, span))
    if kept is None or kept.turn_before is None:
        return None
    if kept.begins != begins(session, community_id, span):
        return None  # it has not begun anew yet
    return WholeSums(session, community_id, span, kept.turn_before)


def is_kept(session: Session, community_id: int) -> bool:
    """Return whether sums are kept for the leaderboards of a community."""
    return session.get(Standings, (community_id, Span.EVER)) is not None

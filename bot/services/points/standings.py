"""Sums for leaderboards of large communities, so that nobody waits while a million are summed up.

The ledger says who gained what; these sums follow it, some minutes behind. Whoever reads them
(`ranking`) adds what is newer, so a leaderboard is exact at any moment, and points cost nothing
more to write.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import Boolean, ColumnElement, Select, and_, case, delete, or_, select, text, update
from sqlmodel import col, func

from bot.services.points.spans import Span, begins, begins_before, counts_since
from db.ids import EPOCH, first_id_at
from db.session import Session
from db.statement import BulkStatement, Statement, among, equals, param
from db.tables import LedgerEntry, Member, WalletKind
from db.tables.members import UNSETTLED
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


GAINED = gaining(_counts)
"""Sums up what counts in a span, as `window` says."""

_GAINED = Statement(GAINED.order_by(col(LedgerEntry.member_id)))
_UNRANKED = Statement(
    select(col(Member.member_id)).where(
        *equals(Member.community_id), among(Member.member_id, "member_ids"), ~col(Member.ranked)
    )
)
_ADD = BulkStatement(
    insert_row(SpanTotal).on_conflict_do_update(
        index_elements=["community_id", "span", "member_id", "turn"],
        set_={
            "points": col(SpanTotal.points) + param("points"),
            "last_gain": func.coalesce(param("last_gain"), col(SpanTotal.last_gain)),
            "shown": param("shown", Boolean()),
        },
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

    Some members are settled beside that, so that neither waits for much of the other. Returns how
    much was done. One at a time: what is `shown` must be so of all sums of a member.
    """
    settled = _settle(session, max(1, limit // len(Span)))
    behind = session.execute(
        select(col(Standings.community_id), col(Standings.span))
        .where(~col(Standings.summed_at).between(session.now - LAG, session.now))
        .order_by(col(Standings.summed_at))
        .limit(1)
    ).first()
    kept = session.locked(Standings, tuple(behind)) if behind else None
    return settled if kept is None else settled + max(1, _add(session, kept, limit))


def _settle(session: Session, limit: int) -> int:
    """Let sums say of some members what their rows say, whether they are on a leaderboard.

    Returns how many that were.
    """
    unsettled = select(col(Member.member_id)).where(
        col(Member.community_id) == col(Standings.community_id), text(UNSETTLED)
    )
    community_id = session.scalar(
        select(col(Standings.community_id))
        .where(col(Standings.span) == Span.EVER, unsettled.exists())
        .limit(1)
    )
    if community_id is None:
        return 0
    rows = session.execute(
        select(col(Member.member_id), col(Member.ranked))
        .where(col(Member.community_id) == community_id, text(UNSETTLED))
        .order_by(col(Member.member_id))
        .limit(limit)
        .with_for_update()
    ).all()
    for ranked in (True, False):
        ids = [row.member_id for row in rows if row.ranked is not ranked]
        session.execute(
            update(Member)
            .where(col(Member.community_id) == community_id, col(Member.member_id).in_(ids))
            .values(ranked=ranked)
            .execution_options(synchronize_session=False)
        )
        session.execute(
            update(SpanTotal)
            .where(
                col(SpanTotal.community_id) == community_id,
                col(SpanTotal.span).in_(list(Span)),
                col(SpanTotal.member_id).in_(ids),
            )
            .values(shown=ranked)
            .execution_options(synchronize_session=False)
        )
    return len(rows)


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
    added = add_slice(session, _GAINED, which, window(kept) | {"end": end}, limit, _unranked)
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
    hidden: Callable[[Session, int, list[int]], Collection[int]] = lambda *_: (),
) -> Added:
    """Add to the sums that are `which` what was gained by a slice of the entries in a window.

    `gained` is made of `gaining`, and the window fills it in: entries from `first` to `end`. The
    slice ends a whole slice further, or with all. `hidden` returns who of the members of a
    community are not shown.
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
    off = hidden(session, window["community_id"], [row.member_id for row in rows])
    session.run_many(
        _ADD, [{**which, **row._asdict(), "shown": row.member_id not in off} for row in rows]
    )
    return Added(limit, upto, whole)


def _unranked(session: Session, community_id: int, member_ids: list[int]) -> Collection[int]:
    rows = session.run(_UNRANKED, community_id=community_id, member_ids=member_ids)
    return {row.member_id for row in rows}


def window(kept: Standings) -> dict[str, Any]:
    """Return which entries are not in the sums yet, but for their end."""
    since = kept.begins or EPOCH
    ever = kept.span == Span.EVER
    return {"community_id": kept.community_id, "first": kept.upto, "begins": since, "ever": ever}


def is_kept(session: Session, community_id: int) -> bool:
    """Return whether sums are kept for the leaderboards of a community."""
    return session.get(Standings, (community_id, Span.EVER)) is not None

"""The first places of a week, month or quarter that is over: judged once, for prizes and a post.

A contest is counted when its period has ended and what had happened in it is processed. Its entries
are summed up in slices, so that nobody waits for the writer; then its first places are decided in
one transaction, which raises an event for each and begins the next contest.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Select, and_, delete, false, or_, select
from sqlmodel import col, func

from bot.services import calendar, communities, deliveries, events
from bot.services.events import NewEvent
from bot.services.points import ranking, standings
from bot.services.points.leaderboard import Place
from bot.services.points.ranking import VISIBLE, Ranked
from bot.services.points.spans import PERIODS, Span, counts_since
from bot.services.points.standings import LAG, SLICE
from db.ids import first_id_at
from db.session import Session
from db.statement import Statement, param
from db.tables import (
    Community,
    DeliveryKind,
    Event,
    EventState,
    LedgerEntry,
    Member,
    WalletKind,
    Workflow,
    WorkflowState,
    WorkflowVersion,
    linked,
)
from db.tables.points import Contest, LeaderboardPost
from db.upsert import insert

PLACED = "leaderboard_placed"
"""The trigger of the events that are raised."""

MOST_PLACES = 25
"""Places that are judged."""

POSTED_WITHIN = timedelta(days=7)
"""How long after its end a leaderboard is still posted, where Laurel was away."""

_STARTED = 100
"""Contests at the most that are begun, or given up, in one transaction."""

# An entry belongs where it was made. What came late for something of the contest before belongs
# there until that was counted; what comes later still is counted as what is new.
# Events are kept for less than a quarter: of one that is gone, its id says when it was told.
_at = col(LedgerEntry.at)
_told_before = and_(col(Event.id).is_(None), col(LedgerEntry.event_id) < param("first_event"))
_happened = func.coalesce(col(Event.happened_at), _at)
_counts = and_(
    col(LedgerEntry.wallet) == WalletKind.EARN,
    counts_since(param("begins")),
    _at < param("counted_to"),
    or_(
        _at >= param("late_until"),
        and_(_happened >= param("begins"), func.coalesce(_told_before, false()).is_(False)),
    ),
    or_(_at < param("ends"), _happened < param("ends")),
)
_GAINED = Statement(
    standings.gaining(_counts)
    .outerjoin(
        Event,
        and_(
            col(Event.community_id) == col(LedgerEntry.community_id),
            col(Event.id) == col(LedgerEntry.event_id),
        ),
    )
    .order_by(col(LedgerEntry.member_id))
)


def work(session: Session, limit: int = SLICE) -> int:
    """Do a slice of what there is to do about contests; return how much, 0 when nothing is left."""
    return _count_next(session, limit) or _begin_wanted(session)


def _count_next(session: Session, limit: int) -> int:
    waiting = select(col(Event.id)).where(
        col(Event.community_id) == col(Contest.community_id),
        col(Event.state) == EventState.PENDING,
        col(Event.happened_at) < col(Contest.ends),
    )
    # What was decided before may still be committed for a while.
    settled = session.now - LAG
    found = session.execute(
        select(col(Contest.community_id), col(Contest.span))
        .join(Community, col(Community.id) == col(Contest.community_id))
        .where(
            col(Community.removed_at).is_(None),
            col(Contest.ends) <= settled,
            or_(
                and_(col(Contest.counted_to).is_(None), ~waiting.exists()),
                col(Contest.counted_to) <= settled,
            ),
        )
        .order_by(col(Contest.ends))
        .limit(1)
    ).first()
    contest = session.locked(Contest, tuple(found)) if found else None
    if contest is None or contest.ends > settled:  # the zone was changed at this moment
        return 0
    done = _go_on(session, contest, limit)
    session.flush()
    return max(1, done)


def _go_on(session: Session, contest: Contest, limit: int) -> int:
    """Do the next slice of a contest whose period is over."""
    if contest.counted_to is None:
        contest.counted_to, contest.upto = session.now, first_id_at(contest.begins)
        return 1
    sums = _sums(contest.span)
    if contest.judged:
        cleared = standings.clear(session, contest.community_id, sums, 1, limit)
        if not cleared:
            _follow(session, contest)
        return cleared
    which = {"community_id": contest.community_id, "span": sums, "turn": 0}
    window = {
        "community_id": contest.community_id,
        "first": contest.upto,
        "end": standings.EVERYTHING,
        "begins": contest.begins,
        "ends": contest.ends,
        "late_until": contest.late_until or contest.begins,
        "counted_to": contest.counted_to,
        "first_event": first_id_at(contest.begins),
    }
    added = standings.add_slice(session, _GAINED, which, window, limit)
    contest.upto = added.upto
    if added.whole:
        _judge(session, contest)
    return added.entries


def _sums(span: str) -> str:
    """Return under which name the sums of a contest are kept, beside those of leaderboards."""
    return f"contest:{span}"


def _judge(session: Session, contest: Contest) -> None:
    """Decide who came first: an event for each, and a post if that is wished for."""
    contest.judged = True
    community_id, span, day = contest.community_id, contest.span, contest.day
    first = ranking.first(session, community_id, _sums(span), 0, MOST_PLACES)
    if not first or not events.once(session, community_id, f"contest:{span}:{day}"):
        return
    events.store(session, [_event(session, contest, *one) for one in enumerate(first, 1)])
    post = session.get(LeaderboardPost, (community_id, span))
    if post is not None and session.now < contest.ends + POSTED_WITHIN:
        deliveries.enqueue(
            session,
            community_id,
            DeliveryKind.LEADERBOARD_POST,
            key=f"leaderboard:{span}:{day}",
            channel_id=post.channel_id,
            span=span,
            day=day.isoformat(),
            places=post.places,
        )


def _event(session: Session, contest: Contest, place: int, one: Ranked) -> NewEvent:
    span, day = contest.span, contest.day
    return NewEvent(
        contest.community_id,
        PLACED,
        _key(span, day, place),
        one.member_id,
        session.now,
        data={"period": span, "day": day.isoformat(), "place": place, "points": one.points},
        fact=f"placed:{span}:{day}:{one.member_id}",
    )


def _key(span: str, day: date, place: int) -> str:
    return f"placed:{span}:{day}:{place}"


def first_places(
    session: Session, community_id: int, span: str, day: date, most: int
) -> list[Place]:
    """Return who came first in a period that was judged, but for who is off the leaderboard since.

    The places of the others stay. `day`: the first one of the period.
    """
    found = []
    for place in range(1, most + 1):
        event = events.find(session, community_id, _key(span, day, place))
        if event is None:
            break
        member_id = event.member_id or 0
        if session.execute(_on_it(community_id, member_id)).first():
            found.append(Place(place, member_id, int(event.data["points"])))
    return found


def _on_it(community_id: int, member_id: int) -> Select[int]:
    return select(col(Member.member_id)).where(
        col(Member.community_id) == community_id, col(Member.member_id) == member_id, VISIBLE
    )


def _follow(session: Session, contest: Contest) -> None:
    """Begin the next contest where this one ended."""
    period = PERIODS[Span(contest.span)]
    zone = communities.get(session, contest.community_id).timezone
    contest.day = calendar.next_period_start(period, contest.day)
    contest.begins, contest.late_until = contest.ends, contest.counted_to
    contest.ends = calendar.period_end(period, contest.day, zone)
    contest.counted_to, contest.judged, contest.upto = None, False, 0


def _begin_wanted(session: Session) -> int:
    """Begin contests that somebody wants, and give up those that nobody does; return how many."""
    wanted = _wanted(session)
    kept = {
        (row.community_id, row.span): row.counted_to is None
        for row in session.execute(
            select(col(Contest.community_id), col(Contest.span), col(Contest.counted_to))
        )
    }
    begun = sorted(wanted - kept.keys())[:_STARTED]
    for community_id, span in begun:
        _begin(session, community_id, span)
    over = [one for one, running in kept.items() if running and one not in wanted][:_STARTED]
    for community_id, span in over:
        session.execute(
            delete(Contest).where(
                col(Contest.community_id) == community_id,
                col(Contest.span) == span,
                col(Contest.counted_to).is_(None),
            )
        )
    return len(begun) + len(over)


def _wanted(session: Session) -> set[tuple[int, str]]:
    """Return of which communities which spans are judged: for a workflow, or to be posted."""
    workflows = session.execute(
        select(col(Workflow.community_id), col(WorkflowVersion.definition))
        .join(
            WorkflowVersion,
            linked(WorkflowVersion.workflow_id, Workflow.id)
            & (col(WorkflowVersion.version) == col(Workflow.version)),
        )
        .join(Community, col(Community.id) == col(Workflow.community_id))
        .where(
            col(Workflow.trigger) == PLACED,
            col(Workflow.state) == WorkflowState.ENABLED,
            col(Community.removed_at).is_(None),
        )
    )
    posts = session.execute(
        select(col(LeaderboardPost.community_id), col(LeaderboardPost.span))
        .join(Community, col(Community.id) == col(LeaderboardPost.community_id))
        .where(col(Community.removed_at).is_(None))
    )
    found = {(row.community_id, row.definition["trigger"]["period"]) for row in workflows}
    return found | {(row.community_id, row.span) for row in posts}


def _begin(session: Session, community_id: int, span: str) -> None:
    """Begin with the period of today: all that was gained in it counts."""
    zone = communities.get(session, community_id).timezone
    period, today = PERIODS[Span(span)], calendar.today(session, community_id)
    day = calendar.period_start(period, today)
    row = {
        "community_id": community_id,
        "span": span,
        "day": day,
        "begins": calendar.day_start(day, zone),
        "ends": calendar.period_end(period, day, zone),
    }
    session.execute(insert(Contest).values(row).on_conflict_do_nothing())


def move_ends(session: Session, community_id: int, zone: str) -> None:
    """Let contests that are not counted yet end by another clock.

    One that follows another begins where that ended, whatever the clock says: so no point counts
    twice, or never.
    """
    for contest in _running(session, community_id):
        contest.ends = calendar.period_end(PERIODS[Span(contest.span)], contest.day, zone)
        if contest.late_until is None:
            contest.begins = calendar.day_start(contest.day, zone)
    session.flush()


def _running(session: Session, community_id: int) -> Iterable[Contest]:
    return session.scalars(
        select(Contest)
        .where(col(Contest.community_id) == community_id, col(Contest.counted_to).is_(None))
        .with_for_update()
    )

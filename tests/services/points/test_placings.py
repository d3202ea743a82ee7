"""The first places of a period: judged once, exactly, when it is over and what happened in it is
processed."""

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import col, select

from bot.services import calendar, events
from bot.services.actors import Person, remember
from bot.services.community import settings
from bot.services.events import NewEvent
from bot.services.maintenance import retention
from bot.services.maintenance.integrity import check
from bot.services.points import ledger, left_out, placings, rules
from bot.services.points.earn import BOTH
from bot.services.points.leaderboard import leaderboard
from bot.services.points.placings import MOST_PLACES, PLACED
from bot.services.points.spans import Span
from bot.services.workflows import drafts, editing
from bot.services.workflows.permissions import Attachable
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind, Event, LedgerReason, Member, Period, Run
from db.tables.points import Contest, LeaderboardPost, SpanTotal
from tests.support import factories
from tests.support.databases import Clock
from tests.support.earning import POST, tell
from tests.support.factories import BOB, BOSS, CLUB, MAI, somebody
from tests.support.pipeline import until_nothing_is_left

MINUTE = timedelta(minutes=1)

Places = list[tuple[int, int, int]]
"""Place, member, points."""


async def work(db: Database, clock: Clock, limit: int = 1_000, *, minutes: int = 4) -> None:
    """Let some minutes pass, in which the job and the worker do their work."""
    for _ in range(minutes):
        clock.now += MINUTE
        while await db.work(placings.work, limit):
            pass
        await until_nothing_is_left(db)


async def wanted(db: Database, clock: Clock, *spans: Span) -> None:
    """Make a community in which spans are judged, from now on."""

    def use_case(session: Session) -> None:
        factories.add_community(session)
        rules.change(session, BOSS, POST, points=5, daily_cap=0, cooldown=0)
        rules.change(session, BOSS, "daily_login", points=0)
        for span in spans:
            session.add(LeaderboardPost(community_id=CLUB, span=span, channel_id=7, places=3))

    await db.write(use_case)
    await work(db, clock, minutes=1)


def judged(session: Session, span: Span | None = None) -> dict[str, Places]:
    """Return who came where, by the first days of periods."""
    rows = session.exec(select(Event).where(Event.trigger == PLACED).order_by(col(Event.id))).all()
    found: dict[str, Places] = {}
    for row in rows:
        if span is None or row.data["period"] == span:
            place = (row.data["place"], row.member_id or 0, row.data["points"])
            found.setdefault(row.data["day"], []).append(place)
    return found


async def give(db: Database, who: Person, amount: int, key: str = "") -> None:
    await db.write(factories.give_points, who, amount, key=key)


async def test_a_month_is_judged_in_the_order_of_the_leaderboard(
    db: Database, clock: Clock
) -> None:
    clock.now = datetime(2025, 6, 2, 12, tzinfo=UTC)
    await wanted(db, clock, Span.MONTH)
    for number, amount in enumerate([3, 9, 9, 1, 5, 7]):  # of two with as much the first is first
        await give(db, somebody(number), amount)
        clock.now += MINUTE

    def hide(session: Session) -> None:
        session.get_one(Member, (CLUB, somebody(4).member_id)).leaderboard_hidden = True
        session.get_one(Member, (CLUB, somebody(5).member_id)).present = False

    await db.write(hide)
    clock.now = datetime(2025, 6, 30, 23, 59, 59, tzinfo=UTC)
    shown = (await db.read(leaderboard, somebody(0), Span.MONTH)).places
    clock.now += timedelta(seconds=1)
    await give(db, somebody(3), 1_000)  # that is July's
    await work(db, clock, limit=2, minutes=1)
    assert await db.read(judged) == {}  # what has just been decided may not be seen yet
    await work(db, clock, limit=2)
    found = (await db.read(judged))["2025-06-01"]
    assert found == [(one.place, one.member_id, one.points) for one in shown]
    assert [member for _, member, _ in found] == [somebody(one).member_id for one in (1, 2, 0, 3)]
    assert await db.read(lambda s: s.exec(select(SpanTotal)).all()) == []
    (post,) = await db.read(lambda s: s.exec(select(Delivery)).all())
    assert (post.kind, post.channel_id) == (DeliveryKind.LEADERBOARD_POST, 7)
    assert post.payload == {"span": "month", "day": "2025-06-01", "places": 3}
    clock.now = datetime(2025, 8, 1, tzinfo=UTC)
    await work(db, clock)
    assert (await db.read(judged))["2025-07-01"] == [(1, somebody(3).member_id, 1_000)]
    assert await db.read(check) == []


# Proved by judging without asking what waits: Mai then has no place in June.
async def test_what_waits_counts_and_what_comes_later_does_not(db: Database, clock: Clock) -> None:
    clock.now = datetime(2025, 6, 30, 12, tzinfo=UTC)
    await wanted(db, clock, Span.MONTH)
    await give(db, BOB, 4)
    end = datetime(2025, 7, 1, tzinfo=UTC)
    clock.now = end
    await db.write(remember, CLUB, MAI.member_id)
    await db.write(tell, MAI, "last", at=end - timedelta(seconds=1))
    for _ in range(5):  # nobody processes it
        clock.now += MINUTE
        assert await db.work(placings.work) == 0
    await work(db, clock)
    assert (await db.read(judged))["2025-06-01"] == [(1, MAI.member_id, 5), (2, BOB.member_id, 4)]
    late = NewEvent(CLUB, POST, "late", BOB.member_id, end - timedelta(hours=1))
    await db.write(events.store, [late])
    await until_nothing_is_left(db)
    clock.now = datetime(2025, 8, 1, tzinfo=UTC)
    await work(db, clock)
    assert (await db.read(judged)) == {
        "2025-06-01": [(1, MAI.member_id, 5), (2, BOB.member_id, 4)],
        "2025-07-01": [(1, BOB.member_id, 5)],
    }


# Proved without the ids of events: Mai's last points then count for the third quarter too. And
# by clearing away all old events: then it is so of what she did last and was told late.
async def test_a_quarter_is_longer_than_events_are_kept(db: Database, clock: Clock) -> None:
    clock.now = datetime(2025, 6, 30, 12, tzinfo=UTC)
    await wanted(db, clock, Span.QUARTER)
    end = datetime(2025, 7, 1, tzinfo=UTC)
    clock.now = end - timedelta(seconds=1)
    await db.write(remember, CLUB, MAI.member_id)
    await db.write(tell, MAI, "last")
    clock.now = end + MINUTE
    await give(db, BOB, 3)
    await db.write(tell, BOB, "first")
    await db.write(tell, MAI, "late", at=end - timedelta(seconds=1))
    await work(db, clock)
    clock.now = datetime(2025, 9, 30, tzinfo=UTC)
    while await db.write(retention.purge, "runs") or await db.write(retention.purge, "events"):
        pass
    kept = await db.read(lambda s: s.exec(select(Event).where(Event.trigger == POST)).all())
    assert len(kept) == 2  # of the first minutes of the quarter
    clock.now = datetime(2025, 10, 1, tzinfo=UTC)
    await work(db, clock)
    assert await db.read(judged) == {"2025-07-01": [(1, BOB.member_id, 8)]}


ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Honolulu", "Asia/Ho_Chi_Minh", "America/Havana")


# Proved by letting contests begin by the clock of today, as a leaderboard does: points are then
# counted twice, or never.
@pytest.mark.parametrize("seed", range(2))
async def test_every_point_counts_in_one_period(db: Database, clock: Clock, seed: int) -> None:
    rng = random.Random(seed)
    clock.now = datetime(2025, 5, 20, tzinfo=UTC)
    await wanted(db, clock, Span.WEEK, Span.MONTH)
    people = [somebody(number) for number in range(6)]
    for one in people:
        await db.write(remember, CLUB, one.member_id)
    for step in range(40):
        clock.now += timedelta(minutes=rng.choice([1, 90, 700, 1500]))
        who = rng.choice(people)
        if rng.random() < 0.5:
            await give(db, who, rng.randint(1, 9), key=f"g{step}")
        else:
            at = clock.now - timedelta(minutes=rng.choice([0, 1, 3, 300]))
            await db.write(tell, who, f"e{step}", at=at)
        if rng.random() < 0.15:
            await db.write(settings.set_timezone, BOSS, rng.choice(ZONES))
        await work(db, clock, limit=rng.choice([1, 2, 50]), minutes=rng.choice([0, 1, 5]))
    clock.now += timedelta(days=40)
    for _ in range(10):  # the weeks after
        await work(db, clock)
    total = sum([(await db.read(ledger.balances, CLUB, one.member_id)).earn for one in people])
    for span in (Span.WEEK, Span.MONTH):
        found = await db.read(judged, span)
        assert sum(points for places in found.values() for *_, points in places) == total
        for places in found.values():
            assert [place for place, *_ in places] == list(range(1, len(places) + 1))


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        # Midnight is left out, and the day begins at one o'clock.
        ("America/Asuncion", datetime(2023, 10, 1, 4, tzinfo=UTC)),
        # Midnight comes twice, and the day begins with the first.
        ("America/Havana", datetime(2026, 11, 1, 4, tzinfo=UTC)),
    ],
)
async def test_a_month_ends_when_clocks_change(
    db: Database, clock: Clock, zone: str, begins: datetime
) -> None:
    clock.now = begins - timedelta(days=3)
    await wanted(db, clock, Span.MONTH)
    await db.write(settings.set_timezone, BOSS, zone)
    clock.now = begins - timedelta(seconds=1)
    await give(db, MAI, 3)
    clock.now = begins
    await give(db, BOB, 5)
    await work(db, clock)
    ((day, places),) = (await db.read(judged)).items()
    assert places == [(1, MAI.member_id, 3)]
    assert calendar.next_period_start(Period.MONTHLY, date.fromisoformat(day)) == begins.date()


async def test_who_is_off_the_leaderboard_is_not_posted_and_imports_do_not_count(
    db: Database, clock: Clock
) -> None:
    clock.now = datetime(2025, 6, 30, 12, tzinfo=UTC)
    await wanted(db, clock, Span.MONTH)
    for number in range(3):
        await give(db, somebody(number), 9 - number)
    brought = partial(ledger.move, key="import:1:3", reason=LedgerReason.IMPORTED)
    await db.write(brought, CLUB, somebody(2).member_id, BOTH, 500)
    clock.now = datetime(2025, 7, 1, tzinfo=UTC)
    await work(db, clock)
    await db.write(left_out.leave_out_member, BOSS, somebody(1).member_id)
    left = await db.read(placings.first_places, CLUB, "month", date(2025, 6, 1), 10)
    assert [one.place for one in left] == [1, 3]


async def test_no_change_of_the_zone_judges_a_period_twice(db: Database, clock: Clock) -> None:
    clock.now = datetime(2025, 6, 30, 9, tzinfo=UTC)
    await wanted(db, clock, Span.MONTH)
    await give(db, MAI, 3)
    clock.now += timedelta(hours=3)
    await db.write(settings.set_timezone, BOSS, "Pacific/Kiritimati")  # it is July there
    await work(db, clock)
    assert list(await db.read(judged)) == ["2025-06-01"]
    await db.write(settings.set_timezone, BOSS, "Pacific/Honolulu")  # June again, for 22 hours
    await give(db, BOB, 8)

    def want_anew(session: Session) -> None:
        session.delete(session.get_one(Contest, (CLUB, Span.MONTH)))

    await db.write(want_anew)  # as when the only workflow is disabled and enabled again
    clock.now += timedelta(hours=30)
    await work(db, clock)
    assert await db.read(judged) == {"2025-06-01": [(1, MAI.member_id, 3)]}


async def test_a_zone_that_is_changed_as_counting_begins_moves_the_end(
    db: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without looking at the end again, what is gained until the new one would count nowhere."""
    clock.now = datetime(2025, 6, 30, 12, tzinfo=UTC)
    await wanted(db, clock, Span.MONTH)
    await give(db, MAI, 3)
    clock.now = datetime(2025, 7, 1, 0, 1, tzinfo=UTC)
    locked = Session.locked

    def after_somebody_else(session: Session, model: Any, *args: Any, **how: Any) -> Any:
        if model is Contest:
            placings.move_ends(session, CLUB, "Pacific/Honolulu")
        return locked(session, model, *args, **how)

    with monkeypatch.context() as patch:
        patch.setattr(Session, "locked", after_somebody_else)
        await work(db, clock, minutes=1)
    await give(db, BOB, 5)
    clock.now = datetime(2025, 7, 1, 10, tzinfo=UTC)
    await work(db, clock)
    assert [points for *_, points in (await db.read(judged))["2025-06-01"]] == [5, 3]


async def test_it_is_judged_in_one_transaction(
    db: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.now = datetime(2025, 6, 30, 12, tzinfo=UTC)
    await wanted(db, clock, Span.MONTH)
    for number in range(30):
        await give(db, somebody(number), 30 - number)
    clock.now = datetime(2025, 7, 1, tzinfo=UTC)
    store = events.store

    def die(session: Session, new_events: Iterable[NewEvent]) -> int:
        store(session, list(new_events)[:5])
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(events, "store", die)
        with pytest.raises(ZeroDivisionError):
            await work(db, clock, limit=10)
    assert await db.read(judged) == {}
    await work(db, clock, limit=10)
    places = (await db.read(judged))["2025-06-01"]
    assert [member for _, member, _ in places] == [100 + number for number in range(MOST_PLACES)]


async def test_after_a_long_absence_each_week_is_judged_and_the_last_is_posted(
    db: Database, clock: Clock
) -> None:
    clock.now = datetime(2025, 6, 2, 12, tzinfo=UTC)
    await wanted(db, clock, Span.WEEK)
    await give(db, MAI, 3)
    clock.now += timedelta(days=7)
    await db.write(remember, CLUB, BOB.member_id)
    await give(db, BOB, 2)
    clock.now = datetime(2025, 6, 17, tzinfo=UTC)
    for _ in range(3):
        await work(db, clock)
    assert list(await db.read(judged)) == ["2025-06-02", "2025-06-09"]
    posted = await db.read(lambda s: s.exec(select(Delivery)).all())
    assert [post.payload["day"] for post in posted] == ["2025-06-09"]


async def test_only_what_somebody_wants_is_judged(db: Database, clock: Clock) -> None:
    clock.now = datetime(2025, 6, 30, 12, tzinfo=UTC)
    await wanted(db, clock)
    trigger = {"type": PLACED, "period": "week", "first": 2}
    data = {"trigger": trigger, "steps": [{"type": "award_points", "points": 50}]}

    def make(session: Session) -> int:
        draft = drafts.begin(session, BOSS, name="Best", definition=data)
        return editing.save(
            session, BOSS, draft.draft_id, Attachable({}, set(), set()), enable=True
        ).workflow_id

    workflow_id = await db.write(make)
    await work(db, clock, minutes=1)
    assert await db.read(lambda s: s.exec(select(Contest.span)).all()) == ["week"]
    for number in range(4):
        await give(db, somebody(number), 9 - number)
    clock.now = datetime(2025, 7, 7, tzinfo=UTC)
    await work(db, clock)
    won = await db.read(lambda s: {run.member_id for run in s.exec(select(Run)).all()})
    assert won == {somebody(0).member_id, somebody(1).member_id}
    assert (await db.read(ledger.balances, CLUB, somebody(1).member_id)).earn == 58
    await db.write(editing.disable, BOSS, workflow_id)
    await work(db, clock, minutes=1)
    assert await db.read(lambda s: s.exec(select(Contest)).all()) == []

"""Sums that are kept for leaderboards say what summing up everything would say, at any moment."""

import random
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.services.actors import Person, remember
from bot.services.community import settings
from bot.services.maintenance.integrity import check
from bot.services.points import leaderboard as board
from bot.services.points import ledger, ranking, standings
from bot.services.points.leaderboard import Leaderboard, Span
from bot.services.privacy import erase
from db.database import Database
from db.session import Session
from db.tables import Member
from db.tables.points import SpanTotal, Standings
from tests.support import factories
from tests.support.databases import Clock, still_world
from tests.support.factories import BOSS, CLUB, MAI, somebody

PEOPLE = 30


@pytest.fixture
async def club(db: Database, clock: Clock) -> Database:
    """A community whose sums are kept."""
    await db.write(factories.add_community)
    await db.write(standings.keep, CLUB)
    await sum_up(db, clock)
    return db


async def sum_up(db: Database, clock: Clock, limit: int = standings.SLICE) -> None:
    """Let the job do all that is due some time later."""
    clock.forward(seconds=standings.LAG.total_seconds() + 1)
    while await db.work(standings.sum_up, limit):
        pass


def both(session: Session, who: Person, span: Span, page: int) -> tuple[Leaderboard, Leaderboard]:
    """Return a page by the sums that are kept, and by summing up everything."""
    assert ranking.load(session, CLUB, span, board.FAR) is not None
    kept = board.leaderboard(session, who, span, page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking, "load", lambda *_: None)
        return kept, board.leaderboard(session, who, span, page)


def change(session: Session, who: Person, /, **fields: bool) -> None:
    """Change what is known of a member."""
    remember(session, CLUB, who.member_id)
    member = session.get_one(Member, (CLUB, who.member_id))
    for name, value in fields.items():
        setattr(member, name, value)


async def something(db: Database, rng: random.Random, step: int) -> None:
    """Let something happen that a leaderboard shows."""
    who = somebody(rng.randrange(PEOPLE))
    match rng.randrange(8):
        case 0:
            await db.write(change, who, present=rng.random() < 0.7)
        case 1:
            await db.write(change, who, leaderboard_hidden=rng.random() < 0.3)
        case 2:
            has = (await db.read(ledger.balances, CLUB, who.member_id)).spend
            if has:
                amount = rng.randint(1, has)
                await db.write(
                    ledger.deduct, BOSS, who.member_id, amount, key=f"{step}", correction=True
                )
        case _:
            await db.write(factories.give_points, who, rng.randint(1, 3), key=f"{step}")


@pytest.mark.parametrize("seed", range(2))
async def test_sums_say_what_summing_up_says(club: Database, clock: Clock, seed: int) -> None:
    rng = random.Random(seed)
    for step in range(40):
        await something(club, rng, step)
        clock.forward(seconds=rng.choice([0, 0, 5, 50, 3600, 40_000]))
        if rng.random() < 0.3:
            await sum_up(club, clock, limit=rng.choice([1, 7, 1_000]))
        if rng.random() < 0.03:
            zone = rng.choice(["UTC", "Asia/Tokyo", "Pacific/Honolulu"])
            await club.write(settings.set_timezone, BOSS, zone)
        await sum_up(club, clock) if step % 20 == 0 else None
        for span in Span:
            if await club.read(ranking.load, CLUB, span, board.FAR) is None:
                continue  # it has begun anew, or is far behind
            who = somebody(rng.randrange(PEOPLE))
            kept, summed = await club.read(both, who, span, rng.randint(1, 3))
            assert kept == summed
    await sum_up(club, clock)
    assert await club.read(check) == []


async def test_sums_that_are_far_behind_are_not_used(club: Database, clock: Clock) -> None:
    await club.write(factories.give_points, MAI, 5)
    assert await club.read(ranking.load, CLUB, Span.EVER, board.FAR) is not None
    clock.forward(seconds=standings.STALE.total_seconds() + 1)
    assert await club.read(ranking.load, CLUB, Span.EVER, board.FAR) is None
    await sum_up(club, clock)
    assert await club.read(ranking.load, CLUB, Span.EVER, board.FAR) is not None


async def test_a_clock_that_is_set_back_begins_the_sums_anew(club: Database, clock: Clock) -> None:
    await club.write(factories.give_points, MAI, 5)
    await sum_up(club, clock)
    clock.now -= timedelta(days=1)
    assert await club.read(ranking.load, CLUB, Span.EVER, board.FAR) is None
    await sum_up(club, clock)
    club.world = still_world(clock)  # a program that starts now makes ids of this day
    await club.write(factories.give_points, MAI, 2)
    for _ in range(2):
        kept, summed = await club.read(both, MAI, Span.EVER, 1)
        assert kept == summed
        await sum_up(club, clock)
    assert await club.read(check) == []


async def test_a_new_span_begins_with_nothing(club: Database, clock: Clock) -> None:
    await club.write(factories.give_points, MAI, 5)
    await sum_up(club, clock)
    clock.forward(days=7)
    assert await club.read(ranking.load, CLUB, Span.WEEK, board.FAR) is None
    await sum_up(club, clock)
    for span, points in ((Span.WEEK, []), (Span.EVER, [5])):
        kept, summed = await club.read(both, MAI, span, 1)
        assert kept == summed
        assert [place.points for place in kept.places] == points


@pytest.mark.parametrize("limit", [1, 3, standings.SLICE])
async def test_sums_of_the_week_before_say_what_summing_up_says(
    club: Database, clock: Clock, limit: int
) -> None:
    """Seen to fail where a week's last entries are not summed up before the next begins."""
    rng = random.Random(limit)
    everybody = {somebody(number).member_id for number in range(PEOPLE)}
    for week in range(4):
        for step in range(12):
            await something(club, rng, week * 100 + step)
            clock.forward(hours=rng.choice([0, 1, 20]))
        clock.forward(days=7 - clock.now.weekday() - 1, hours=23 - clock.now.hour, minutes=59)
        await club.write(factories.give_points, somebody(week), 4, key=f"last {week}")
        if week:
            clock.forward(seconds=61)  # the next week has begun; its first minute is not summed up
            assert await club.work(standings.sum_up, limit)
        clock.forward(hours=1)
        await sum_up(club, clock, limit)
        await something(club, rng, week * 100 + 50)
        kept, summed = await club.read(both_before, everybody)
        assert kept == summed
        assert await club.read(check) == []
    await sum_up(club, clock, limit)
    turns = await club.read(
        lambda s: set(s.exec(select(SpanTotal.turn).where(SpanTotal.span == Span.WEEK)).all())
    )
    assert max(turns) - min(turns) <= 1  # what is older is cleared away


def both_before(session: Session, asked: set[int]) -> tuple[board.Before, board.Before]:
    """Return the places of the week before, by the sums that are kept and by summing up."""
    assert ranking.load_before(session, CLUB, Span.WEEK, 1) is not None
    kept = board.places_before(session, CLUB, Span.WEEK, asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking, "load_before", lambda *_: None)
        return kept, board.places_before(session, CLUB, Span.WEEK, asked)


async def test_places_are_counted_up_to_a_bound(
    club: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "FAR", 20)
    for number in range(PEOPLE):
        await club.write(factories.give_points, somebody(number), 100 - number)
        if number == PEOPLE // 2:
            await sum_up(club, clock)
    for number, place in ((0, 1), (18, 19), (19, 20), (20, 21), (29, 21)):
        kept, summed = await club.read(both, somebody(number), Span.EVER, 7)
        assert kept == summed
        assert kept.mine is not None
        assert (kept.mine.place, kept.page, kept.pages) == (place, 2, 2)


async def test_erasing_a_member_leaves_sums_that_add_up(club: Database, clock: Clock) -> None:
    await club.write(factories.give_points, MAI, 5)
    await sum_up(club, clock)
    await club.write(erase.erase, MAI, key="a")
    await sum_up(club, clock)
    assert await club.read(check) == []
    kept, summed = await club.read(both, MAI, Span.EVER, 1)
    assert kept == summed
    assert kept.places == []


def spoil(session: Session, what: str) -> None:
    """Let a sum be wrong, or missing."""
    turn = session.get_one(Standings, (CLUB, Span.EVER)).turn
    row = session.get_one(SpanTotal, (CLUB, Span.EVER, MAI.member_id, turn))
    if what == "missing":
        session.delete(row)
    elif what == "points":
        row.points += 1
    elif what == "shown":
        row.shown = False
    else:
        row.last_gain = 1


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("points", "span-total"),
        ("last gain", "span-total"),
        ("shown", "span-total"),
        ("missing", "span-total-missing"),
    ],
)
async def test_check_notices_a_sum_that_is_wrong(
    club: Database, clock: Clock, what: str, kind: str
) -> None:
    await club.write(factories.give_points, MAI, 5)
    await sum_up(club, clock)
    assert await club.read(check) == []
    await club.write(spoil, what)
    assert [(one.kind, one.subject_id) for one in await club.read(check)] == [(kind, MAI.member_id)]


async def test_only_a_large_community_asks_for_sums(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await db.write(factories.add_community)
    monkeypatch.setattr(standings, "LARGE", 2)
    await db.write(factories.give_points, MAI, 5)
    assert not (await db.read(board.leaderboard, MAI, Span.EVER)).large
    await db.write(factories.give_points, somebody(1), 5)
    assert (await db.read(board.leaderboard, MAI, Span.EVER)).large
    for _ in range(2):
        await db.write(standings.keep, CLUB)
    assert not (await db.read(board.leaderboard, MAI, Span.EVER)).large
    assert await db.read(lambda s: len(s.exec(select(Standings)).all())) == len(Span)

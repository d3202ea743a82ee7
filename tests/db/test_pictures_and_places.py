"""Rewards, members and the sums of leaderboards of before keep what they had."""

import asyncio

import pytest
from sqlmodel import col, select

from bot.services.points import standings
from bot.services.points.leaderboard import Span, leaderboard
from db.database import connect
from db.migrate import migrate
from db.session import Session
from db.tables import Community, Reward
from db.tables.points import SpanTotal, Standings
from tests.db.conftest import Make
from tests.db.schema import run
from tests.support.databases import NOON, Clock, still_world
from tests.support.factories import CLUB, MAI

AT = f"'{NOON:%Y-%m-%d %H:%M:%S}.000000'"


@pytest.fixture
def before(make_empty: Make) -> str:
    """The URL of a database from before there were pictures, with a few rows."""
    asyncio.run(_fill(url := make_empty()))
    return url


async def _fill(url: str) -> None:
    await migrate(url, "0018")
    await run(
        url,
        "INSERT INTO community (id, language, timezone, wallet_mode, low_pool_percent,"
        f" created_at) VALUES ({CLUB}, 'en', 'UTC', 'dual', 10, {AT})",
        "INSERT INTO member (community_id, member_id, profile_hidden, first_seen_at)"
        f" VALUES ({CLUB}, {MAI.member_id}, false, {AT})",
        "INSERT INTO reward (community_id, id, kind, state, name, name_key, description, granted,"
        f" member_limit, created_by, created_at) VALUES ({CLUB}, 5, 'badge', 'published',"
        f" 'R', 'r', '', 0, 1, 1, {AT})",
        "INSERT INTO standings (community_id, span, turn, upto, summed_at)"
        f" VALUES ({CLUB}, 'ever', 3, 1, {AT})",
        *(
            "INSERT INTO span_total (community_id, span, member_id, turn, points)"
            f" VALUES ({CLUB}, 'ever', {member_id}, {turn}, {10 * turn})"
            for member_id, turn in ((MAI.member_id, 3), (MAI.member_id + 1, 2))
        ),
    )


async def test_what_was_there_stays(before: str, clock: Clock) -> None:
    await migrate(before)
    database = connect(before, still_world(clock))

    def stored(session: Session) -> None:
        assert session.get_one(Community, CLUB).pictures
        assert not session.get_one(Community, CLUB).missing_badges
        reward = session.get_one(Reward, (CLUB, 5))
        assert (reward.badge_colour, reward.badge_shape) == (None, None)
        assert session.get_one(Standings, (CLUB, Span.EVER)).turn_before is None
        turns = session.exec(select(SpanTotal.turn).order_by(col(SpanTotal.turn))).all()
        assert list(turns) == [2, 3]

    try:
        await database.read(stored)
        board = await database.read(leaderboard, MAI, Span.EVER)
        assert [(one.member_id, one.points) for one in board.places] == [(MAI.member_id, 30)]
        clock.forward(seconds=120)
        while await database.work(standings.sum_up):
            pass  # what is of no turn any more is cleared away
        turns = await database.read(lambda s: s.exec(select(SpanTotal.turn)).all())
        assert list(turns) == [3]
    finally:
        await database.close()

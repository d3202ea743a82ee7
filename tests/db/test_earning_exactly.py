"""What was earned and asked before rests were carried and goals asked the rule stays as it was."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.services.maintenance import integrity
from bot.services.pipeline import reverse
from bot.services.points import ledger
from db.database import Database, connect
from db.engines import is_sqlite
from db.migrate import migrate
from db.session import Session
from db.tables import Event, GoalTerms, Tally
from tests.db.schema import run
from tests.support.databases import Clock, PostgresServer, still_world

CLUB, MAI = 1_000, 2
AT = "'2025-06-02 12:00:00.000000'"
POST = "post_created"
OLD = (
    "INSERT INTO community (id, timezone, language, wallet_mode, low_pool_percent, created_at)"
    f" VALUES ({CLUB}, 'UTC', 'en', 'dual', 10, {AT})",
    f"INSERT INTO tally VALUES ({CLUB}, {MAI}, '{POST}', '2025-06-02', 4, 3, {AT})",
    "INSERT INTO goal (community_id, id, name, name_key, period, state, created_by, created_at)"
    f" VALUES ({CLUB}, 7, 'Writer', 'writer', 'weekly', 'active', 1, {AT})",
    "INSERT INTO goal_terms (community_id, goal_id, begins_on, action, target)"
    f" VALUES ({CLUB}, 7, '2025-06-02', '{POST}', 3)",
    *(
        "INSERT INTO event (community_id, id, trigger, key, member_id, data, depth, state,"
        " happened_at, created_at)"
        f" VALUES ({CLUB}, {number}, '{POST}', 'k{number}', {MAI}, '{{}}', 0, 'done', {AT}, {AT})"
        for number in (1, 2)
    ),
    *(
        "INSERT INTO ledger_entry (community_id, id, member_id, wallet, amount, reason, key, at,"
        f" event_id) VALUES ({CLUB}, {number}, {MAI}, '{wallet}', 7, 'earned', 'event:1', {AT}, 1)"
        for number, wallet in enumerate(("earn", "spend"), 1)
    ),
    *(f"INSERT INTO wallet VALUES ({CLUB}, {MAI}, '{wallet}', 7)" for wallet in ("earn", "spend")),
)


@pytest.fixture(params=["sqlite", "postgres"])
async def old(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock
) -> AsyncIterator[Database]:
    """A database of revision 0002 with a paid message and a goal, brought up to date."""
    server: PostgresServer | None = None
    if request.param == "postgres":
        server = request.getfixturevalue("postgres")
    url = f"sqlite:///{tmp_path / 'old.db'}"
    if server:
        url = await asyncio.to_thread(server.empty)
    await migrate(url, "0002")
    moment = AT if is_sqlite(url) else f"TIMESTAMPTZ {AT[:-1]}+00'"
    await run(url, *(line.replace(AT, moment) for line in OLD))
    await migrate(url)
    database = connect(url, still_world(clock))
    yield database
    await database.close()
    if server:
        await asyncio.to_thread(server.drop, url)


async def test_goals_that_were_there_count_all(old: Database) -> None:
    assert await old.read(lambda s: list(s.exec(select(GoalTerms.count_all)))) == [True]


async def test_what_was_paid_can_be_taken_back(old: Database) -> None:
    def worth(session: Session) -> list[tuple[int, int]]:
        rows = session.exec(select(Event.counted, Event.worth).order_by(col(Event.id)))
        return [(counted, worth) for counted, worth in rows]

    assert await old.read(worth) == [(1, 70_000), (0, 0)]
    assert await old.read(lambda s: list(s.exec(select(Tally.paid, Tally.rest)))) == [(3, 0)]
    assert await old.read(integrity.check) == []

    def take(session: Session) -> None:
        reverse._end(session, session.get_one(Event, (CLUB, 1)))

    await old.write(take)
    assert await old.read(ledger.balances, CLUB, MAI) == ledger.Balances(0, 0)
    assert await old.read(integrity.check) == []

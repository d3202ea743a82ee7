"""What was earned and asked before rests were carried and goals asked the rule stays as it was."""

from collections.abc import AsyncIterator

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
from tests.support.databases import Clock, still_world

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


@pytest.fixture
async def upgraded(old: str, clock: Clock) -> AsyncIterator[Database]:
    """A database with a paid message and a goal, brought up to date."""
    moment = AT if is_sqlite(old) else f"TIMESTAMPTZ {AT[:-1]}+00'"
    await run(old, *(line.replace(AT, moment) for line in OLD))
    await migrate(old)
    database = connect(old, still_world(clock))
    yield database
    await database.close()


async def test_goals_that_were_there_count_all(upgraded: Database) -> None:
    assert await upgraded.read(lambda s: list(s.exec(select(GoalTerms.count_all)))) == [True]


async def test_what_was_paid_can_be_taken_back(upgraded: Database) -> None:
    def worth(session: Session) -> list[tuple[int, int]]:
        rows = session.exec(select(Event.counted, Event.worth).order_by(col(Event.id)))
        return [(counted, worth) for counted, worth in rows]

    assert await upgraded.read(worth) == [(1, 70_000), (0, 0)]
    assert await upgraded.read(lambda s: list(s.exec(select(Tally.paid, Tally.rest)))) == [(3, 0)]
    assert await upgraded.read(integrity.check) == []

    def take(session: Session) -> None:
        reverse._end(session, session.get_one(Event, (CLUB, 1)))

    await upgraded.write(take)
    assert await upgraded.read(ledger.balances, CLUB, MAI) == ledger.Balances(0, 0)
    assert await upgraded.read(integrity.check) == []

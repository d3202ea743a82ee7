"""What the watcher refuses, and what it lets pass."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, update
from sqlmodel import col

from db.database import Database
from db.session import Session
from db.statement import Statement, param
from db.tables import Delivery, Reward
from tests.support.sql import judge
from tests.support.watcher import Watcher, watching

HERE = "delivery.community_id = $1::BIGINT"


@pytest.mark.parametrize(
    "sql",
    [
        f"SELECT delivery.id FROM delivery WHERE {HERE} AND delivery.state = $2 FOR UPDATE",
        f"UPDATE delivery SET state=$2 WHERE {HERE} RETURNING delivery.id",
        "DELETE FROM delivery WHERE community_id = $1",
        "UPDATE community SET language=$1 WHERE community.id = $2::BIGINT",
        "INSERT INTO wallet (community_id, balance) VALUES ($1, $2) ON CONFLICT (community_id)"
        " DO UPDATE SET balance = excluded.balance WHERE wallet.balance < $3",
        'SELECT a.id FROM "grant" AS a JOIN code AS b ON a.community_id = b.community_id'
        " AND a.id = b.grant_id WHERE (b.community_id = $1) FOR UPDATE OF a",
        "UPDATE code SET state=$1 WHERE code.community_id = $2 AND code.id = (SELECT code.id"
        " FROM code WHERE code.community_id = $3 LIMIT $4 FOR UPDATE SKIP LOCKED)",
        "DELETE FROM run WHERE run.community_id = $1 AND NOT (EXISTS (SELECT event.id FROM event"
        " WHERE event.community_id = $1 AND event.id IS NOT DISTINCT FROM $2))",
        "INSERT INTO code (id) SELECT chosen.line FROM (SELECT staged_code.line AS line"
        " FROM staged_code WHERE staged_code.community_id = $1) AS chosen",
        "INSERT INTO wallet (balance) SELECT (SELECT code.id FROM code"
        " WHERE code.community_id = run.community_id) FROM run WHERE run.community_id = $1",
        "WITH one AS (SELECT id FROM reward WHERE community_id = $1 FOR UPDATE),"
        " two AS (UPDATE wallet SET balance = $2 WHERE wallet.community_id = $1 RETURNING balance)"
        " SELECT id, balance FROM one, two",
    ],
)
def test_what_says_whose_rows_it_means_passes(sql: str) -> None:
    assert judge(sql).writes
    assert judge(sql).across == ()


@pytest.mark.parametrize(
    ("sql", "across"),
    [
        ("SELECT delivery.id FROM delivery WHERE delivery.id = $1 FOR UPDATE", "delivery"),
        ("SELECT delivery.id FROM delivery LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED", "delivery"),
        (f"UPDATE delivery SET state=$2 WHERE {HERE} OR delivery.id = $3", "delivery"),
        (f"DELETE FROM delivery WHERE NOT ({HERE})", "delivery"),
        ("DELETE FROM form WHERE (form.community_id, form.id) IN (($1, $2))", "form"),
        ("DELETE FROM form WHERE form.community_id IN ($1, $2)", "form"),
        ("UPDATE community SET language=$1 WHERE community.removed_at < $2", "community"),
        ("UPDATE reward SET granted=$1 WHERE reward.id = $2 AND reward.kind = $3", "reward"),
        (
            'SELECT a.id FROM "grant" AS a JOIN code AS b ON a.id = b.grant_id'
            " WHERE b.community_id = $1 FOR UPDATE OF b",
            "grant",
        ),
        (
            "UPDATE code SET state=$1 WHERE code.community_id = $2 AND code.id = (SELECT code.id"
            " FROM code WHERE code.reward_id = $3 LIMIT $4 FOR UPDATE SKIP LOCKED)",
            "code",
        ),
        (
            "DELETE FROM run WHERE run.community_id = $1 AND NOT (EXISTS"
            " (SELECT event.id FROM event WHERE event.id = run.event_id))",
            "event",
        ),
        (  # equal to one that is said, but in another query
            "SELECT run.id FROM run WHERE run.community_id = $2 AND (run.depth = $3 OR EXISTS"
            " (SELECT event.id FROM event WHERE event.community_id = run.community_id)) FOR UPDATE",
            "event",
        ),
        (
            "INSERT INTO code (id) SELECT chosen.line FROM (SELECT staged_code.line AS line"
            " FROM staged_code) AS chosen",
            "staged_code",
        ),
        (
            "INSERT INTO wallet (kind, balance) SELECT each.kind, (SELECT code.id FROM code"
            " WHERE code.community_id = run.community_id AND code.kind = each.kind)"
            " FROM run, (SELECT $2 AS kind) AS each WHERE run.community_id = $1",
            "code",
        ),
        (
            "INSERT INTO wallet (community_id, balance) VALUES ($1, $2) ON CONFLICT (community_id)"
            " DO UPDATE SET balance = excluded.balance WHERE excluded.balance < (SELECT code.id"
            " FROM code WHERE code.community_id = $1)",
            "wallet",
        ),
        (
            "WITH one AS (SELECT id FROM reward FOR UPDATE) UPDATE wallet SET balance = $2"
            " FROM one WHERE wallet.community_id = $1",
            "reward",
        ),
        ('LOCK TABLE "goal_progress" IN SHARE ROW EXCLUSIVE MODE', "goal_progress"),
    ],
)
def test_what_does_not_is_noticed(sql: str, across: str) -> None:
    assert judge(sql).writes
    assert judge(sql).across == (across,)


def test_what_reads_is_no_write() -> None:
    assert not judge(f"SELECT delivery.id FROM delivery WHERE {HERE}").writes
    assert judge("SELECT count(*) AS count_1 FROM delivery").across == ("delivery",)


EVERYBODYS = select(Delivery).where(col(Delivery.id) == 1).with_for_update()
HOT = Statement(update(Reward).where(col(Reward.id) == param("id")).values(granted=0))


def lock(session: Session) -> None:
    """Lock a row of any community."""
    session.execute(EVERYBODYS)


def clear(session: Session) -> None:
    """Delete rows of any community."""
    session.execute(delete(Delivery))


def write_fast(session: Session) -> None:
    """Change rows past SQLAlchemy; the first statement opens the way."""
    session.execute(select(1))
    session.run(HOT, id=1)
    session.run(HOT, id=1)


@pytest.mark.parametrize("ask", [lock, clear, write_fast])
async def test_it_sees_what_goes_to_the_database(
    db: Database, ask: Callable[[Session], None]
) -> None:
    """However it goes there: by way of SQLAlchemy, and past it. SQLite is one machine."""
    watcher = Watcher((__name__,))
    with watching(watcher):
        await db.write(ask)
    is_postgres = await db.read(lambda session: session.connection().dialect.name) == "postgresql"
    refused = watcher.take_refused()
    assert [one.split(" locks or writes ")[0] for one in refused] == (
        [f"{__name__}.{ask.__name__}"] if is_postgres else []
    )
    assert not watcher.take_refused()


async def test_what_is_listed_passes(db: Database) -> None:
    watcher = Watcher((__name__,), may_write={f"{__name__}.lock"})
    with watching(watcher):
        await db.write(lock)
    assert not watcher.take_refused()

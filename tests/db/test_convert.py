"""Everything that one database holds goes on in another, and nothing else ever does."""

import asyncio
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from db.convert import convert
from db.database import connect
from db.engines import is_sqlite
from db.errors import CannotConvertError, DatabaseTooNewError
from db.migrate import connected, version
from db.session import Session
from db.tables import AuditEntry, LedgerEntry, RewardImage, metadata, models, table
from tests.db.schema import run
from tests.services.privacy.test_erase import MAI, a_full_life
from tests.support.databases import NOON, Clock, SqliteFiles, still_world
from tests.support.factories import CLUB
from tests.support.rows import row_of

ROOT = Path(__file__).parents[2]

_NOT_ANY_VALUE: dict[str, dict[str, Any]] = {
    "boost": {"factor": 150, "ends_at": NOON + timedelta(days=1)},
    "earning_place": {"factor": 50},
    "gone": {"kind": "role"},
    "webhook_call": {"outcome": "stored"},
    "workflow": {"state": "enabled"},
    "staged_code": {"verdict": "new"},
}
"""Values of tables that do not take whatever `row_of` makes."""


def of_every_kind(session: Session) -> None:
    """Put something into every table, and what the two databases might take differently."""
    a_full_life(session)
    for model in models():
        if session.execute(select(table(model)).limit(1)).first() is None:
            changed(session, model, _NOT_ANY_VALUE.get(table(model).name, {}))
    texts = 'it\'s "ü" 你好 🎉 \\n \x07\r\n\t '
    changed(session, RewardImage, {"id": 5, "content": bytes(range(256)), "media_type": texts})
    changed(
        session,
        LedgerEntry,
        {
            "wallet": "spend",
            "reason": "award",
            "key": "ä'b",
            "amount": 2**63 - 1,
            "note": texts,
            "at": datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC),
            "original_at": datetime(1, 1, 1, 0, 0, 0, 1, UTC),
        },
    )
    details = {"z": [1, 1.0, -0.1, 1e300, True, None, {}], "a": {texts: texts}, "\ud83d": 2**70}
    changed(session, AuditEntry, {"action": "", "details": details, "at": NOON})


def changed(session: Session, model: type[SQLModel], values: Mapping[str, object]) -> None:
    """Add a row that differs from the one of `row_of`."""
    row = row_of(session, model, CLUB, MAI.member_id)
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, sqlite_files: SqliteFiles) -> Path:
    """A file with rows in every table, to be copied."""
    path = tmp_path_factory.mktemp("full") / "full.db"
    shutil.copy(sqlite_files.fresh().removeprefix("sqlite:///"), path)

    async def fill() -> None:
        db = connect(f"sqlite:///{path}", still_world(Clock()))
        await db.write(of_every_kind)
        await db.close()

    asyncio.run(fill())
    return path


@pytest.fixture
def source(full: Path, tmp_path: Path) -> str:
    """The URL of a file with rows in every table."""
    return f"sqlite:///{shutil.copy(full, tmp_path / 'source.db')}"


def stored(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return what a file holds, as SQLite itself has it: times and JSON are texts."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        return {
            one.name: sorted(file.execute(f'SELECT * FROM "{one.name}"'), key=repr)
            for one in metadata.sorted_tables
        }


async def rows_in(url: str) -> int:
    """Return how many rows all tables have together."""

    def count(connection: Connection) -> int:
        counts = (select(func.count()).select_from(one) for one in metadata.sorted_tables)
        return sum(connection.execute(one).scalar_one() for one in counts)

    async with connected(url) as connection:
        return await connection.run_sync(count)


async def test_there_and_back_nothing_is_lost_or_changed(
    source: str, postgres_url: str, tmp_path: Path
) -> None:
    before, heard = stored(source), list[tuple[int, int]]()
    assert all(before.values())
    rows = sum(map(len, before.values()))
    assert await convert(source, postgres_url, lambda *step: heard.append(step)) == rows
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert heard[-1] == (2 * rows, 2 * rows)
    back = f"sqlite:///{tmp_path}/data/back.db"
    assert await convert(postgres_url, back, lambda *_: None) == rows
    assert stored(back) == before == stored(source)


async def test_what_holds_rows_is_no_target(source: str, db_url: str) -> None:
    await run(db_url, f"INSERT INTO last_seen (community_id, at) VALUES (0, '{NOON}')")
    with pytest.raises(CannotConvertError, match="rows") as refusal:
        await convert(source, db_url, lambda *_: None)
    assert refusal.value.table == "last_seen"
    assert await rows_in(db_url) == 1


async def test_what_is_newer_is_no_target(source: str, full: Path, tmp_path: Path) -> None:
    newer = f"sqlite:///{shutil.copy(full, tmp_path / 'newer.db')}"
    await run(newer, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseTooNewError):
        await convert(source, newer, lambda *_: None)


_OTHERWISE = {
    "a microsecond": (
        """UPDATE ledger_entry SET at = replace(at, '.000000', '.000001')
        WHERE community_id = NEW.community_id AND id = NEW.id""",
        "NEW.at := NEW.at + interval '1 microsecond'; RETURN NEW",
    ),
    "a row": (
        "DELETE FROM ledger_entry WHERE community_id = NEW.community_id AND id = NEW.id",
        "IF NEW.amount < 100 THEN RETURN NULL; END IF; RETURN NEW",
    ),
}
"""What a database does to entries as they come in: SQLite after it, PostgreSQL before."""


@pytest.fixture(params=_OTHERWISE)
async def falsifying(request: pytest.FixtureRequest, db_url: str) -> str:
    """The URL of a database that stores something else than it is given."""
    on_sqlite, on_postgres = _OTHERWISE[request.param]
    if is_sqlite(db_url):
        await run(
            db_url, f"CREATE TRIGGER falsify AFTER INSERT ON ledger_entry BEGIN {on_sqlite}; END"
        )
        return db_url
    await run(
        db_url,
        f"""CREATE FUNCTION falsify() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN {on_postgres}; END $$""",
        """CREATE TRIGGER falsify BEFORE INSERT ON ledger_entry
        FOR EACH ROW EXECUTE FUNCTION falsify()""",
    )
    return db_url


@pytest.fixture
def without_trigger(db_url: str) -> Iterator[None]:
    """Take away at the end what the next test on that server must not find."""
    yield
    if not is_sqlite(db_url):
        asyncio.run(run(db_url, "DROP FUNCTION falsify() CASCADE"))


# Seen to fail, each of the four, without the comparison in `_bring`.
@pytest.mark.usefixtures("without_trigger")
async def test_a_copy_that_differs_is_not_kept(source: str, falsifying: str) -> None:
    with pytest.raises(CannotConvertError, match="unlike") as refusal:
        await convert(source, falsifying, lambda *_: None)
    assert refusal.value.table == "ledger_entry"
    assert await rows_in(falsifying) == 0


async def test_what_only_one_of_them_can_store_is_named(source: str, postgres_url: str) -> None:
    await run(source, "UPDATE reward SET name = 'a' || char(0)")  # no text of PostgreSQL's
    with pytest.raises(CannotConvertError, match="unlike") as refusal:
        await convert(source, postgres_url, lambda *_: None)
    assert refusal.value.table == "reward"
    assert await rows_in(postgres_url) == 0


# Halfway it begins the second, and ends when that is halfway as well. A process of its own costs
# most of this test, so there is one for both.
_KILLED = """
import asyncio, os, signal, sys, threading
from db.convert import convert
def second(done, total):
    if 2 * done > total:
        os.kill(os.getpid(), signal.SIGKILL)
def first(done, total):
    if 2 * done > total:
        other = threading.Thread(target=run, args=(*sys.argv[3:], second))
        other.start()
        other.join()
        os._exit(1)
def run(source, target, halfway):
    asyncio.run(convert(source, target, halfway))
run(*sys.argv[1:3], first)
"""


def test_who_is_killed_leaves_nothing_and_begins_anew(
    source: str, full: Path, postgres_url: str, tmp_path: Path
) -> None:
    """Seen to fail where each table was committed by itself."""
    other = f"sqlite:///{shutil.copy(full, tmp_path / 'other.db')}"
    file = f"sqlite:///{tmp_path}/data/new.db"
    words = [sys.executable, "-c", _KILLED, source, postgres_url, other, file]
    assert subprocess.run(words, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert asyncio.run(rows_in(postgres_url)) == 0
    assert asyncio.run(version(file))[0] is None
    rows = asyncio.run(rows_in(source))
    for one, target in ((source, postgres_url), (other, file)):
        assert asyncio.run(convert(one, target, lambda *_: None)) == rows

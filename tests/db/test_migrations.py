"""The schema moves forward whole or not at all, and arrives exactly at the tables."""

import ast
import asyncio
import shutil
import sys
from pathlib import Path
from typing import TypeGuard

import asyncpg
import pytest
import structlog
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import make_url

from db import draft_migration
from db import migrate as module
from db.engines import is_sqlite
from db.errors import DatabaseTooNewError
from db.migrate import config, migrate, version
from tests.db.schema import definitions, run

HEAD = ScriptDirectory.from_config(config()).get_current_head()
FIRST = "0001"


def _after(revision: str) -> list[str]:
    """Return the revisions that come after one, in order."""
    scripts = ScriptDirectory.from_config(config()).walk_revisions(revision)
    return [script.revision for script in scripts][-2::-1]


@pytest.fixture
def migrated(empty: str) -> str:
    """The URL of a database that is up to date, for a test that changes its tables."""
    asyncio.run(migrate(empty))
    return empty


def test_a_required_column_has_a_value_for_the_rows_that_are_there() -> None:
    """A draft does not know of rows; both databases would refuse the column, but only with rows.

    Seen to fail with a column `points: int = 0` of `community`, as drafted.
    """
    scripts = ScriptDirectory.from_config(config()).walk_revisions()
    for file in (Path(script.module.__file__ or "") for script in scripts):
        calls = [
            node for node in ast.walk(ast.parse(file.read_text())) if is_call(node, "add_column")
        ]
        for column in (
            node for call in calls for node in ast.walk(call) if is_call(node, "Column")
        ):
            stated = {keyword.arg: ast.unparse(keyword.value) for keyword in column.keywords}
            assert stated.get("nullable") == "True" or "server_default" in stated, file.name


def is_call(node: ast.AST, method: str) -> TypeGuard[ast.Call]:
    """Return whether a node of a program calls a method of this name."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    return node.func.attr == method


async def test_all_migrations_together_give_exactly_the_tables(empty: str, another: str) -> None:
    await migrate(empty, FIRST)
    with structlog.testing.capture_logs() as told:
        await migrate(empty)
    # Who waits for it sees how far it is.
    assert told[0]["found"] == FIRST
    assert [line.get("version") for line in told[1:]] == _after(FIRST)
    with structlog.testing.capture_logs() as told:
        await migrate(another)
    assert not told
    assert await version(empty) == await version(another) == (HEAD, HEAD)
    assert await definitions(empty) == await definitions(another)


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        ("check", "ck_wallet_balance_not_negative"),
        ("predicate", "ix_delivery_due"),
        ("column", "profile_hidden"),
        ("type", "low_pool_percent"),
    ],
)
async def test_the_comparison_notices(migrated: str, change: str, touched: str) -> None:
    before = await definitions(migrated)
    if is_sqlite(migrated):
        await run(migrated, *await _sqlite_change(change))
    else:
        await run(migrated, *_POSTGRES_CHANGES[change])
    after = await definitions(migrated)
    different = {name for name in before | after if before.get(name) != after.get(name)}
    assert len(different) == 1
    assert touched in different.pop()


_PREDICATE = (
    "DROP INDEX ix_delivery_due",
    "CREATE INDEX ix_delivery_due ON delivery (due_at) WHERE state = 'sent'",
)
_POSTGRES_CHANGES = {
    "check": (
        "ALTER TABLE wallet DROP CONSTRAINT ck_wallet_balance_not_negative",
        "ALTER TABLE wallet ADD CONSTRAINT ck_wallet_balance_not_negative CHECK (balance >= -1)",
    ),
    "predicate": _PREDICATE,
    "column": ("ALTER TABLE member ALTER profile_hidden DROP NOT NULL",),
    "type": ("ALTER TABLE community ALTER low_pool_percent TYPE BIGINT",),
}
_SQLITE_CHANGES = {
    "check": ("balance >= 0", "balance >= -1"),
    "column": ("profile_hidden BOOLEAN NOT NULL", "profile_hidden BOOLEAN"),
    "type": ("low_pool_percent INTEGER", "low_pool_percent BIGINT"),
}


async def _sqlite_change(change: str) -> tuple[str, ...]:
    """SQLite keeps a table's definition as text, and can be told to take another."""
    if change == "predicate":
        return _PREDICATE
    before, after = _SQLITE_CHANGES[change]
    return (
        "PRAGMA writable_schema=ON",
        f"UPDATE sqlite_master SET sql = replace(sql, '{before}', '{after}') WHERE type = 'table'",
        "PRAGMA writable_schema=OFF",
    )


async def test_migrating_again_changes_nothing(migrated: str) -> None:
    before = await definitions(migrated)
    await migrate(migrated)
    assert await definitions(migrated) == before
    assert await version(migrated) == (HEAD, HEAD)


async def test_a_newer_database_is_refused_and_untouched(migrated: str) -> None:
    await run(migrated, "UPDATE alembic_version SET version_num = '9999'")
    before = await definitions(migrated)
    with pytest.raises(DatabaseTooNewError):
        await migrate(migrated)
    assert await definitions(migrated) == before
    assert await version(migrated) == ("9999", HEAD)


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations, which the program uses now: the folder that holds them."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(module.__file__).parent / "migrations", folder)

    def changed() -> Config:
        settings = config()
        settings.set_main_option("script_location", str(folder))
        return settings

    monkeypatch.setattr(module, "config", changed)
    monkeypatch.setattr(draft_migration, "config", changed)
    return folder / "versions"


@pytest.fixture
def with_a_broken_migration(versions: Path) -> None:
    """Add a migration that fails after it has changed much."""
    (versions / "9000_broken.py").write_text(
        'revision = "9000"\n'
        f'down_revision = "{HEAD}"\n'
        "\n"
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        "\n"
        "def upgrade():\n"
        '    op.create_table("extra", sa.Column("id", sa.BigInteger(), primary_key=True))\n'
        '    with op.batch_alter_table("member") as batch:\n'
        '        batch.add_column(sa.Column("nickname", sa.String()))\n'
        '    op.execute("INSERT INTO extra (id) VALUES (1)")\n'
        '    op.execute("INSERT INTO nowhere (id) VALUES (1)")\n'
    )


async def test_a_failing_migration_leaves_the_version_before_it(
    migrated: str, with_a_broken_migration: None
) -> None:
    await run(
        migrated,
        "INSERT INTO member (community_id, member_id, profile_hidden, first_seen_at)"
        " VALUES (1, 2, '0', '2025-06-02 12:00:00.000000+00:00')",
    )
    before = await definitions(migrated)
    with pytest.raises(Exception, match="nowhere"):
        await migrate(migrated)
    assert await definitions(migrated) == before
    assert await version(migrated) == (HEAD, "9000")


_MIGRATE = "import asyncio, sys; from db.migrate import migrate; asyncio.run(migrate(sys.argv[1]))"


async def _process(url: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", _MIGRATE, url, cwd=Path(module.__file__).parents[1]
    )


async def test_two_processes_migrate_at_once(empty: str, another: str) -> None:
    """On PostgreSQL both are held until both are there; without their lock one of them fails."""
    if is_sqlite(empty):
        processes = [await _process(empty) for _ in range(2)]
    else:
        processes = await _held_until_both_wait(empty)
    assert [await process.wait() for process in processes] == [0, 0]
    await migrate(another)
    assert await definitions(empty) == await definitions(another)


async def _held_until_both_wait(url: str) -> list[asyncio.subprocess.Process]:
    holder = await asyncpg.connect(url.replace("+asyncpg", ""), statement_cache_size=0)
    # As PgBouncer may hand connections on; seen to fail unless migrating sets it anew.
    name = make_url(url).database
    await holder.execute(f"ALTER DATABASE \"{name}\" SET lock_timeout = '1ms'")
    try:
        async with holder.transaction():
            await holder.execute(f"SELECT pg_advisory_xact_lock({module._LOCK})")
            processes = [await _process(url) for _ in range(2)]
            waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            while await holder.fetchval(waiting) < 2:
                assert all(process.returncode is None for process in processes)
                await asyncio.sleep(0.01)
    finally:
        await holder.close()
    return processes


def _forget_a_column(versions: Path) -> None:
    """Take a column out of the history, as if it had only just been added to its table."""
    (first,) = versions.glob("0001_*.py")
    history = first.read_text()
    column = '        sa.Column("instructions", sa.String(), nullable=True),\n'
    assert column in history
    first.write_text(history.replace(column, ""))


async def test_a_draft_brings_the_schema_to_the_tables(
    empty: str, another: str, versions: Path
) -> None:
    await migrate(another)
    _forget_a_column(versions)
    drafted = await asyncio.to_thread(draft_migration.draft, 'Show "instructions"')
    assert "###" not in drafted.read_text()
    assert "import db.types" not in drafted.read_text()  # it needs none
    await migrate(empty, FIRST)
    await migrate(empty)
    assert await definitions(empty) == await definitions(another)

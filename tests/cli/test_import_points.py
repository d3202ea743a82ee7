"""`import-points` as an operator types it: preview, question, import, and nothing twice."""

import asyncio
import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.runtime import logs
from bot.services.maintenance import integrity
from bot.services.points import ledger
from bot.settings import Settings
from db.database import Database
from db.session import Session
from tests.services.moving import samples
from tests.services.moving.samples import GUILD, ONE, TWO
from tests.support import factories


@pytest.fixture
async def file(db: Database, tmp_path: Path) -> Path:
    """A file of a known community."""
    await db.write(factories.add_community, community_id=GUILD)
    path = tmp_path / "users.json"
    path.write_bytes(samples.UNBELIEVABOAT)
    return path


@pytest.fixture
def types(db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A folder without `.env`; the list is the environment's URL."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "set_up", lambda *_: None)
    return [db_url]


async def run(types: list[str], *words: str, answers: str | None = None) -> Result:
    """Type a command, in a thread of its own since it brings its own event loop."""
    settings = {"DATABASE_URL": types[0], "LC_ALL": "C.UTF-8", "COLUMNS": "200"}
    given = ["import-points", *words, "--community", str(GUILD)]
    return await asyncio.to_thread(
        CliRunner().invoke, app, given, input=answers, env=settings, catch_exceptions=False
    )


async def has(db: Database, who: int) -> tuple[int, int]:
    def read(session: Session) -> tuple[int, int]:
        both = ledger.balances(session, GUILD, who)
        return both.earn, both.spend

    return await db.read(read)


async def test_an_operator_sees_asks_and_imports(
    db: Database, file: Path, types: list[str]
) -> None:
    terms = ("--wallet", "spend", "--rate", "1/100", "--cap", "200")
    dry = await run(types, str(file), *terms, "--dry-run")
    assert (dry.exit_code, await has(db, ONE)) == (0, (0, 0))
    assert "Bots are not told from members here" in dry.output
    assert "Points to spend" in dry.output
    refused = await run(types, str(file), *terms, answers="n\n")
    assert (refused.exit_code, await has(db, ONE)) == (1, (0, 0))
    done = await run(types, str(file), *terms, "--yes")
    assert done.exit_code == 0
    assert (await has(db, ONE), await has(db, TWO)) == ((0, 200), (0, 200))
    rejected = file.with_name("users.rejected.csv")
    assert rejected.stat().st_mode & 0o777 == 0o600
    rows = list(csv.DictReader(io.StringIO(rejected.read_text("utf-8-sig"))))
    assert [(row["CASH"], row["POINTS"]) for row in rows] == [
        ("1500", "200"),
        ("Infinity", "200"),
        ("-120", "0"),
        ("9007199254740993", "200"),
    ]
    again = await run(types, str(file), *terms, "--yes")
    assert (again.exit_code, await has(db, ONE)) == (0, (0, 200))
    assert "imported before" in again.output
    assert "Points to spend" not in again.output
    assert await db.read(integrity.check) == []


async def test_set_and_what_is_refused(db: Database, file: Path, types: list[str]) -> None:
    page = file.with_name("page.csv")
    page.write_text(f"ID,POINTS\n{ONE},7\n")
    assert (await run(types, str(page), "--mode", "set", "--yes")).exit_code == 0
    assert await has(db, ONE) == (7, 7)
    assert (await run(types, str(page), "--format", "mee6", "--yes")).exit_code == 1
    assert (await run(types, str(page), "--rate", "none", "--yes")).exit_code == 1
    both = await run(types, str(page), str(file), "--yes")
    assert (both.exit_code, "do not belong together" in both.output) == (1, True)

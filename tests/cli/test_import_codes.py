"""`import-codes` as an operator types it, and the way of a file from its bytes to its report."""

import asyncio
import csv
import io
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.runtime import code_files, logs
from bot.services import audit
from bot.services.actors import OPERATOR
from bot.services.codes import import_confirm, imports
from bot.services.codes.csvfile import OpenQuoteError, TooLargeError
from bot.services.codes.imports import ImportGoneError
from bot.settings import Settings
from db.database import Database
from db.session import Session
from db.tables import Code, CodeImport, ImportState, RewardKind
from tests.support import factories
from tests.support.factories import BOSS, CLUB

FILE = (
    "CODE,EXPIRY_DATE\nONE-CODE,2035-12-31\nTWO-CODE,2035-12-31\nOLD-CODE,2020-01-01\nBAD-CODE,x\n"
)


@pytest.fixture
async def voucher(db: Database) -> int:
    """A voucher without codes."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        return factories.publish(session, RewardKind.VOUCHER, "Partner")

    return await db.write(set_up)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with two codes, and two rows that stay out."""
    path = tmp_path / "codes.csv"
    path.write_text(FILE)
    return path


class Operator:
    """Types `import-codes` in a folder without `.env`."""

    def __init__(self, db_url: str) -> None:
        self._db_url = db_url

    def types(self, *words: str, answers: str | None = None) -> Result:
        settings = {"DATABASE_URL": self._db_url, "LC_ALL": "C.UTF-8", "COLUMNS": "200"}
        return CliRunner().invoke(app, ["import-codes", *words], input=answers, env=settings)


@pytest.fixture
def operator(db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    """Somebody at the machine itself."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "set_up", lambda *_: None)
    return Operator(db_url)


def pool(session: Session) -> list[str]:
    return sorted(session.exec(select(Code.value)))


def states(session: Session) -> list[str]:
    return list(session.exec(select(CodeImport.state)))


async def run(operator: Operator, *words: str, answers: str | None = None) -> Result:
    """Type a command, in a thread of its own since it brings its own event loop."""
    return await asyncio.to_thread(operator.types, *words, answers=answers)


def at(file: Path, community: int = CLUB, reward: str = "partner") -> list[str]:
    return [str(file), "--community", str(community), "--reward", reward]


async def test_an_operator_sees_a_preview_and_confirms(
    db: Database, voucher: int, operator: Operator, file: Path
) -> None:
    done = await run(operator, *at(file), answers="y\n")
    assert done.exit_code == 0
    assert "Import 2 new codes?" in done.output
    assert "ONE-CODE" not in done.output
    assert await db.read(pool) == ["ONE-CODE", "TWO-CODE"]
    assert (file.parent / "codes.rejected.csv").stat().st_mode & 0o777 == 0o600
    rejected = (file.parent / "codes.rejected.csv").read_text("utf-8-sig")
    rows = [(row["LINE"], row["CODE"]) for row in csv.DictReader(io.StringIO(rejected))]
    assert rows == [("4", "OLD-CODE"), ("5", "BAD-CODE")]
    (line,) = (await db.read(audit.load_page, BOSS)).lines
    assert (line.action, line.actor_id) == ("codes.imported", OPERATOR)


async def test_the_same_file_again_finds_nothing_new(
    db: Database, voucher: int, operator: Operator, file: Path
) -> None:
    for _ in range(2):
        assert (await run(operator, *at(file), "--yes")).exit_code == 0
    assert await db.read(pool) == ["ONE-CODE", "TWO-CODE"]


@pytest.mark.parametrize("answers", ["n\n", ""])
async def test_a_no_or_silence_imports_nothing(
    db: Database, voucher: int, operator: Operator, file: Path, answers: str
) -> None:
    assert (await run(operator, *at(file), answers=answers)).exit_code == 1
    assert await db.read(pool) == []
    assert await db.read(states) == [ImportState.ABANDONED]


async def test_what_cannot_be_is_refused(
    db: Database, voucher: int, operator: Operator, file: Path
) -> None:
    await db.write(factories.coupon)
    for words in (at(file, community=5), at(file, reward="Nothing"), at(file, reward="Mug")):
        refused = await run(operator, *words, "--yes")
        assert (refused.exit_code, "✗" in refused.output) == (1, True)
    assert (await run(operator, *at(file.parent / "none.csv"))).exit_code == 2
    assert await db.read(pool) == []


async def test_a_picture_is_no_file_of_codes(
    db: Database, voucher: int, operator: Operator, tmp_path: Path
) -> None:
    picture = tmp_path / "codes.csv"
    await asyncio.to_thread(picture.write_bytes, b"\x89PNG\r\n\0")
    refused = await run(operator, *at(picture), "--yes")
    assert (refused.exit_code, "Line 1" in refused.output) == (1, True)
    assert await db.read(states) == [ImportState.ABANDONED]


async def test_a_file_that_fails_half_way_leaves_nothing(
    db: Database, voucher: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "SLICE", 20)
    rows = "".join(f"CODE-{number},2035-12-31\n" for number in range(45))
    reported: list[int] = []

    async def on_progress(rows: int) -> None:
        reported.append(rows)

    for content, limit, refusal in (
        (f'{rows}"D,2035-12-31\n', None, OpenQuoteError),
        (rows, 44, TooLargeError),
    ):
        source = io.BytesIO(content.encode())
        with pytest.raises(refusal):
            await code_files.stage(
                db, BOSS, voucher, "codes.csv", source, on_progress=on_progress, most_lines=limit
            )
    assert reported == []  # what is wrong with the file is known before a row of it is staged

    async def tell_no_more(rows: int) -> None:
        reported.append(rows)
        if rows == 40:
            raise ConnectionError

    source = io.BytesIO(rows.encode())
    with pytest.raises(ConnectionError):
        await code_files.stage(db, BOSS, voucher, "codes.csv", source, on_progress=tell_no_more)
    assert reported == [20, 40]
    assert await db.read(states) == [ImportState.ABANDONED] * 3
    while await db.write(imports.purge):
        pass
    assert await db.read(pool) == []


async def test_what_a_file_leaves_unclear_is_said_with_options(
    db: Database, voucher: int, operator: Operator, tmp_path: Path
) -> None:
    unclear = tmp_path / "unclear.csv"
    await asyncio.to_thread(unclear.write_text, "1,AAAA,3/10/2035\n2,BBBB,\n3,CCCC 3/10/2035,\n")
    first = await run(operator, *at(unclear), "--yes")
    assert "--code-column" in first.output
    assert "--first day" in first.output
    assert await db.read(pool) == []
    options = ("--code-column", "2", "--first", "day", "--undated", "2035-12-31")
    asked = await run(operator, *at(unclear), *options, answers="n\n")
    assert "CODE,2030-12-31" in asked.output
    await asyncio.to_thread(unclear.write_text, "1,AAAA,3/10/2035\n2,BBBB,\n")
    assert (await run(operator, *at(unclear), *options, "--yes")).exit_code == 0
    codes = await db.read(lambda s: list(s.exec(select(Code).order_by(col(Code.number)))))
    assert [(code.value, code.expires_on) for code in codes] == [
        ("AAAA", date(2035, 10, 3)),
        ("BBBB", date(2035, 12, 31)),
    ]
    assert (await run(operator, *at(unclear), "--undated", "soon")).exit_code == 2


async def test_codes_of_another_voucher_come_in_on_demand(
    db: Database, voucher: int, operator: Operator, file: Path
) -> None:
    await db.write(factories.publish, RewardKind.VOUCHER, "Other")
    assert (await run(operator, *at(file), "--yes")).exit_code == 0
    assert (await run(operator, *at(file, reward="other"), "--yes")).exit_code == 0
    assert await db.read(pool) == ["ONE-CODE", "TWO-CODE"]
    done = await run(operator, *at(file, reward="other"), "--yes", "--also-elsewhere")
    assert done.exit_code == 0
    assert await db.read(pool) == ["ONE-CODE", "ONE-CODE", "TWO-CODE", "TWO-CODE"]


async def test_the_report_says_why_in_the_manager_s_language(db: Database, voucher: int) -> None:
    async def on_progress(rows: int) -> None:
        assert rows == 4

    source = io.BytesIO(FILE.encode())
    import_id = await code_files.stage(
        db, BOSS, voucher, "codes.csv", source, on_progress=on_progress
    )
    english, vietnamese = [
        list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
        for language in ("en", "vi")
        for written in [await code_files.rejects_csv(db, BOSS, import_id, language)]
    ]
    assert [row[:3] for row in english] == [row[:3] for row in vietnamese]
    assert all(
        one[3] and one[3] != other[3]
        for one, other in zip(english[1:], vietnamese[1:], strict=True)
    )
    await db.write(imports.abandon, BOSS, import_id)
    with pytest.raises(ImportGoneError):
        await db.write(import_confirm.confirm, BOSS, import_id)

"""The process is killed while codes come in or leave: the rest follows, each code once."""

import asyncio
import multiprocessing
import signal
from datetime import date

import pytest
from sqlmodel import func, select

from bot.services.codes import import_confirm, import_undo, imports
from bot.services.codes.file_layout import CodeRow
from bot.services.codes.import_confirm import ImportReport
from bot.services.maintenance import integrity
from db.database import Database, connect
from db.session import Session, real_world
from db.tables import Code, ImportState, RewardKind
from tests.concurrency import import_process
from tests.support import factories
from tests.support.factories import BOSS

CODES = 6_000
GOOD_UNTIL = date(2099, 12, 31)
KILLS = 3

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["__main__", import_process.__name__])


def work_until_killed(url: str, import_id: int, *, back: bool) -> int | None:
    """Let a process work on an import, kill it after a slice, and return what it told last."""
    receiver, sender = _processes.Pipe(duplex=False)
    process = _processes.Process(target=import_process.run, args=(url, import_id, sender, back))
    process.start()
    sender.close()
    received: int | None = receiver.recv()
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    process.close()
    receiver.close()
    return received


def count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Code)).one()


def _set_up(session: Session) -> int:
    factories.add_community(session)
    return factories.publish(session, RewardKind.VOUCHER, "Partner")


def _staged_slice(session: Session, import_id: int, first: int) -> None:
    rows = [
        CodeRow(line, f"CODE-{line:06}", str(GOOD_UNTIL), GOOD_UNTIL)
        for line in range(first + 1, first + imports.SLICE + 1)
    ]
    imports.stage_slice(session, BOSS, import_id, rows)


async def _stage(db: Database, voucher: int) -> int:
    import_id = await db.write(imports.begin, BOSS, voucher, "codes.csv")
    for first in range(0, CODES, imports.SLICE):
        await db.write(_staged_slice, import_id, first)
    await db.write(imports.finish_staging, BOSS, import_id)
    return import_id


@pytest.mark.parametrize("back", [False, True])
async def test_a_killed_process_leaves_an_import_that_goes_on(db_url: str, back: bool) -> None:
    db = connect(db_url, real_world())
    voucher = await db.write(_set_up)
    import_id = await _stage(db, voucher)
    await db.write(import_confirm.confirm, BOSS, import_id)
    if back:
        while await db.write(import_confirm.work):
            pass
        await db.write(import_undo.undo, BOSS, import_id)
    for _ in range(KILLS):
        received = await asyncio.to_thread(work_until_killed, db_url, import_id, back=back)
        left = await db.read(count)
        assert received is None or (CODES - left if back else left) >= received
        assert await db.read(integrity.check) == []
    while await db.write(import_undo.work if back else import_confirm.work):
        pass
    report: ImportReport = await db.read(import_confirm.report, BOSS, import_id)
    assert (report.state, report.added, report.removed) == (
        (ImportState.UNDONE, 0, CODES) if back else (ImportState.CONFIRMED, CODES, 0)
    )
    assert await db.read(count) == report.added
    assert await db.read(integrity.check) == []
    await db.close()

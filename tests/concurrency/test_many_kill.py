"""The process is killed while points for many move: what was decided becomes whole, each once."""

import asyncio
import multiprocessing
import random
import signal

import pytest
from sqlmodel import col, func, select

from bot.services.maintenance import integrity
from bot.services.points import many, many_reports
from bot.services.points.many_reports import Report
from db.database import Database, connect
from db.session import Session, real_world
from db.tables import BatchKind, BatchState, LedgerEntry, LedgerReason
from tests.concurrency import many_process
from tests.support import factories
from tests.support.factories import BOSS, somebody

MEMBERS = 60
KILLS = 2

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["__main__", many_process.__name__])


def work_until_killed(url: str, batch_id: int, answers: int, *, back: bool) -> int:
    """Let a process work, kill it after some answers, and return how far it said to be."""
    receiver, sender = _processes.Pipe(duplex=False)
    process = _processes.Process(target=many_process.run, args=(url, batch_id, sender, back))
    process.start()
    sender.close()
    told = 0
    for _ in range(answers):
        told = receiver.recv()
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    process.close()
    receiver.close()
    return told


def _planned(session: Session, kind: BatchKind) -> int:
    factories.add_community(session)
    ids = [somebody(number).member_id for number in range(MEMBERS)]
    if kind is BatchKind.IMPORT:
        batch_id = many.begin(session, BOSS, kind, {"mode": "add"}, identity="digest")
        many.extend(session, BOSS, batch_id, [(one, 7, 7) for one in ids])
        return batch_id
    for number in range(MEMBERS):
        factories.give_points(session, somebody(number), 7)
    batch_id = many.begin(session, BOSS, kind, {"take": "all"})
    many.extend_with_holders(session, BOSS, batch_id)
    return batch_id


def _entries(session: Session, reason: LedgerReason) -> list[int]:
    """Return how many entries of a reason each member has in the spend wallet."""
    return list(
        session.exec(
            select(func.count())
            .where(LedgerEntry.reason == reason, LedgerEntry.wallet == "spend")
            .group_by(col(LedgerEntry.member_id))
        )
    )


@pytest.mark.parametrize("kind", [BatchKind.IMPORT, BatchKind.RESET])
async def test_a_killed_process_leaves_what_goes_on(db_url: str, kind: BatchKind) -> None:
    db = connect(db_url, real_world())
    batch_id = await db.write(_planned, kind)
    for back in (False, True):
        for _ in range(KILLS):
            answers = random.randint(1, 5)
            told = await asyncio.to_thread(work_until_killed, db_url, batch_id, answers, back=back)
            report = await _report(db, batch_id)
            assert report.state != BatchState.PLANNED
            assert report.whole or report.reached >= told
            assert await db.read(integrity.check) == []
        while await db.write(many.work):
            pass
        report = await _report(db, batch_id)
        assert (report.state, report.done) == (
            BatchState.UNDONE if back else BatchState.DONE,
            MEMBERS,
        )
        reason = LedgerReason.UNDO if back else LedgerReason(_REASONS[kind])
        assert await db.read(_entries, reason) == [1] * MEMBERS
        assert await db.read(integrity.check) == []
    assert (await _report(db, batch_id)).kept == 0
    await db.close()


_REASONS = {BatchKind.IMPORT: "imported", BatchKind.RESET: "reset"}


async def _report(db: Database, batch_id: int) -> Report:
    report: Report = await db.read(many_reports.report, BOSS, batch_id)
    return report

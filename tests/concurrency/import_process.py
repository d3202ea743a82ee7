"""A process that lets an import come in, or takes one back, until it is killed."""

import asyncio
from multiprocessing.connection import Connection

from bot.runtime import code_files
from bot.services.codes.import_confirm import ImportReport
from db.database import connect
from db.session import real_world
from tests.support.factories import BOSS


async def _bring_in(url: str, import_id: int, answers: Connection, *, back: bool) -> None:
    db = connect(url, real_world())

    async def on_progress(report: ImportReport) -> None:
        answers.send(report.removed if back else report.added)

    work = code_files.undo if back else code_files.complete
    await work(db, BOSS, import_id, on_progress=on_progress)
    answers.send(None)
    await asyncio.Event().wait()


def run(url: str, import_id: int, answers: Connection, back: bool) -> None:
    """Work on an import, reporting progress after each slice."""
    asyncio.run(_bring_in(url, import_id, answers, back=back))

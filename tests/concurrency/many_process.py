"""A process that confirms points for many, does them or undoes them, until it is killed."""

import asyncio
from multiprocessing.connection import Connection

from bot.services.points import many
from db.database import connect
from db.session import real_world
from tests.support.factories import BOSS, CLUB

SLICE = 5


async def _do(url: str, batch_id: int, answers: Connection, back: bool) -> None:
    db = connect(url, real_world())
    await db.write(many.undo if back else many.confirm, BOSS, batch_id)
    answers.send(0)
    while not (report := await db.work(many.step, CLUB, batch_id, SLICE)).whole:
        answers.send(report.reached)
    answers.send(report.reached)
    await asyncio.Event().wait()


def run(url: str, batch_id: int, answers: Connection, back: bool) -> None:
    """Work on a batch, saying after each slice how far it is."""
    asyncio.run(_do(url, batch_id, answers, back))

"""A process that draws a raffle and comes to a stop in the middle, until it is killed."""

import asyncio
import time
from datetime import timedelta
from multiprocessing.connection import Connection

from bot.services.raffles import drawing
from db.database import connect
from db.session import Session, real_world
from db.tables import Raffle
from tests.support.databases import NOON

FOREVER = 3_600.0
"""Seconds."""


def run(url: str, asked: int, answers: Connection) -> None:
    """Draw what is due a day after tests begin; report and stop once so many have been asked."""
    tell, told = drawing._tell, 0

    def tell_and_stop(session: Session, raffle: Raffle, number: int, member_id: int) -> None:
        nonlocal told
        tell(session, raffle, number, member_id)
        told += 1
        if told == asked:
            session.flush()
            answers.send(told)
            time.sleep(FOREVER)

    drawing._tell = tell_and_stop
    db = connect(url, real_world(lambda: NOON + timedelta(days=1)))
    asyncio.run(db.write(drawing.work))

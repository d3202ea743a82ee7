"""A process that lets members claim until it is killed."""

import asyncio
import itertools
from multiprocessing.connection import Connection

from bot.services.grants import purchase
from db.database import Database, connect
from db.session import real_world
from tests.support.factories import somebody

MEMBERS = 20
AT_ONCE = 30

Claim = tuple[int, int]
"""Whose it is, and which grant."""


async def _press(
    db: Database, reward_id: int, numbers: "itertools.cycle[int]", answers: Connection
) -> None:
    """Buy one unit after the other, for one member after the other, and tell of each yes."""
    for number in numbers:
        member = somebody(number)
        card = await db.write(purchase.offer, member, reward_id)
        claimed = await db.write(purchase.claim, member, card.offer_id)
        answers.send((member.member_id, claimed.granted.grant_id))


async def _press_everywhere(url: str, reward_id: int, answers: Connection) -> None:
    db = connect(url, real_world())
    numbers = itertools.cycle(range(MEMBERS))
    await asyncio.gather(*(_press(db, reward_id, numbers, answers) for _ in range(AT_ONCE)))


def run(url: str, reward_id: int, answers: Connection) -> None:
    """Press in many places at once, for ever."""
    asyncio.run(_press_everywhere(url, reward_id, answers))

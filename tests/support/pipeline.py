"""Processing what waits, in a transaction at hand or as the bot does it."""

from collections.abc import Callable
from typing import TypeVar

from bot.runtime.worker import Worker
from bot.services.members.diff import MemberSnapshot
from bot.services.members.present import who_now
from bot.services.memory import Memory
from bot.services.pipeline import process
from bot.services.state import Loaded, State, decide_now
from db.database import Database
from db.locks import alone
from db.session import Session
from tests.support.factories import CLUB

T = TypeVar("T")


def process_all(session: Session, community_id: int = CLUB) -> int:
    """Process what waits in a community, in this transaction; return how many things that were."""
    session.flush()
    count = 0
    while (done := process.process(session, community_id, Memory())) and done.count:
        count += done.count
    session.expire_all()
    return count


async def until_nothing_is_left(db: Database) -> None:
    """Process all that waits."""
    await Worker(db).until_nothing_is_left()


def deciding(session: Session, decision: Callable[[State], T], *, community_id: int = CLUB) -> T:
    """Make a decision and write it, in this transaction, as the one process that does so."""
    alone(session, process.ALONE, community_id)
    made = decide_now(session, community_id, decision)
    session.expire_all()
    return made


def seen(session: Session, member_id: int, community_id: int = CLUB) -> MemberSnapshot | None:
    """Return a member who is here, as the pipeline sees them."""
    return who_now(State(Loaded(session, community_id, locks=False)), member_id)

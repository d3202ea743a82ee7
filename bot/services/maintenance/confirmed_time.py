"""When Discord last confirmed the time, so that the clock cannot go back behind it unnoticed."""

from datetime import datetime

from sqlmodel import col

from bot.services.rates import OURS
from db.session import Session
from db.statement import Statement, param
from db.tables import LastSeen
from db.upsert import insert

_given = insert(LastSeen).values(community_id=OURS, at=param("at"))
_NOTE = Statement(
    _given.on_conflict_do_update(
        index_elements=["community_id"], set_={"at": _given.excluded.at}
    ).returning(col(LastSeen.at))
)


def note(session: Session, at: datetime) -> None:
    """Note a moment that Discord confirmed."""
    session.run(_NOTE, at=at)


def last(session: Session) -> datetime | None:
    """Return the last one; None: there was none yet."""
    row = session.get(LastSeen, OURS)
    return None if row is None else row.at

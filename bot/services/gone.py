"""What was deleted on Discord: roles and channels that nothing may name any more."""

from sqlmodel import col, select

from db.session import Session
from db.tables import Gone, GoneKind
from db.upsert import insert


def note(session: Session, community_id: int, kind: GoneKind, id_: int) -> None:
    """Remember that something is gone, for good: Discord gives no id a second time."""
    session.execute(
        insert(Gone)
        .values(community_id=community_id, id=id_, kind=kind, at=session.now)
        .on_conflict_do_nothing()
    )


def is_gone(session: Session, community_id: int, id_: int | None) -> bool:
    """Tell whether something is known to be gone."""
    if id_ is None:
        return False
    known = select(Gone.id).where(Gone.community_id == community_id, col(Gone.id) == id_)
    return session.exec(known).first() is not None

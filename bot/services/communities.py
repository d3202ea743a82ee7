"""A community's row, which roles manage it, and which roles and channels were deleted there."""

from sqlalchemy import select
from sqlmodel import col
from sqlmodel import select as select_rows

from bot import texts
from db.session import Session
from db.statement import Statement, equals
from db.tables import Community, Gone, GoneKind, ManagerRole, WalletMode
from db.upsert import insert

_CURRENCY = Statement(select(col(Community.currency)).where(*equals(community_id=Community.id)))


def ensure(session: Session, community_id: int, language: str = texts.ENGLISH) -> Community:
    """Return a community, made with the defaults if Laurel has just arrived."""
    session.execute(
        insert(Community)
        .values(
            id=community_id,
            timezone="UTC",
            language=language,
            wallet_mode=WalletMode.DUAL,
            low_pool_percent=10,
            created_at=session.now,
            secret=f"{session.rng.getrandbits(128):032x}",
        )
        .on_conflict_do_update(index_elements=["id"], set_={"removed_at": None})
    )
    return get(session, community_id)


def get(session: Session, community_id: int) -> Community:
    """Return a community that is there."""
    return session.get_one(Community, community_id)


def locked(session: Session, community_id: int) -> Community:
    """Return a community as it is now, and let others who lock it wait until we are done."""
    return session.get_one(Community, community_id, with_for_update=True, populate_existing=True)


def currency(session: Session, community_id: int) -> str | None:
    """Return what a community calls its points; None is *points*."""
    (row,) = session.run(_CURRENCY, community_id=community_id)
    name: str | None = row.currency
    return name


def manager_roles(session: Session, community_id: int) -> list[int]:
    """Return the roles whose holders are managers."""
    return list(
        session.exec(
            select_rows(ManagerRole.role_id)
            .where(ManagerRole.community_id == community_id)
            .order_by(col(ManagerRole.role_id))
        )
    )


def note_deleted(session: Session, community_id: int, kind: GoneKind, id_: int) -> None:
    """Remember that a role or channel was deleted, for good: Discord uses no id a second time."""
    session.add_row(Gone, community_id=community_id, id=id_, kind=kind, at=session.now)


def is_deleted(session: Session, community_id: int, id_: int | None) -> bool:
    """Return whether a role or channel is known to be deleted."""
    if id_ is None:
        return False
    known = select_rows(Gone.id).where(Gone.community_id == community_id, col(Gone.id) == id_)
    return session.exec(known).first() is not None

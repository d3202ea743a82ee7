"""A community's row, and which roles manage it."""

from sqlmodel import col
from sqlmodel import select as select_rows

from bot import texts
from db.session import Session
from db.tables import Community, ManagerRole, WalletMode
from db.upsert import insert


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


def manager_roles(session: Session, community_id: int) -> list[int]:
    """Return the roles whose holders are managers."""
    return list(
        session.exec(
            select_rows(ManagerRole.role_id)
            .where(ManagerRole.community_id == community_id)
            .order_by(col(ManagerRole.role_id))
        )
    )

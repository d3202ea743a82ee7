"""What is to be sent to members, and how it ended."""

from typing import Any

from sqlmodel import col, select

from bot.localdiscord import Community
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState
from tests.support.until import until

TO_MANAGERS = {DeliveryKind.MANAGER_NOTICE, DeliveryKind.POOL_NOTICE}


def _to_members(club: Community) -> Any:
    mine = select(Delivery).where(
        Delivery.community_id == club.id, col(Delivery.kind).not_in(TO_MANAGERS)
    )
    return mine.order_by(col(Delivery.id))


async def to_members(db: Database, club: Community) -> list[tuple[str, str]]:
    """Return the kind and the state of every delivery to a member, oldest first."""

    def use_case(session: Session) -> list[tuple[str, str]]:
        return [(row.kind, row.state) for row in session.exec(_to_members(club))]

    return await db.read(use_case)


async def settled(db: Database, club: Community) -> list[tuple[str, str]]:
    """Wait until nothing is pending; return the kind and the state of every delivery."""

    async def check() -> list[tuple[str, str]]:
        found = await to_members(db, club)
        return [] if any(state == "pending" for _, state in found) else found

    return await until(check)


async def outcomes(db: Database, club: Community) -> list[str]:
    """Wait until nothing is pending and return how each delivery ended."""
    return [state for _, state in await settled(db, club)]


async def has_been_put_off(db: Database, club: Community) -> None:
    """Wait until a delivery has gone wrong and waits for its next turn."""

    def use_case(session: Session) -> bool:
        rows = session.exec(_to_members(club))
        return any(row.state == DeliveryState.PENDING and row.error for row in rows)

    async def check() -> bool:
        return await db.read(use_case)

    await until(check)


async def reason(db: Database, club: Community) -> str:
    """Return why the last delivery ended as it did."""

    def use_case(session: Session) -> str:
        return list(session.exec(_to_members(club)))[-1].error or ""

    return await db.read(use_case)

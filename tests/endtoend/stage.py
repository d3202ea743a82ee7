"""What tests of members' commands share: rewards on offer, points in wallets, things in hands."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlmodel import col, select

from bot.localdiscord import Answer, Community, Member, components
from bot.services.actors import Person
from bot.services.grants import issue, revoke
from bot.services.grants.issue import Granted
from bot.services.points import ledger
from bot.services.rewards import image_decoding, images
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState, Reward, RewardKind
from tests.endtoend.giving import LATER, publish
from tests.support import scene
from tests.support.pictures import png

T = TypeVar("T")


def boss(club: Community) -> Person:
    """Return somebody who manages a community."""
    return Person(club.id, club.owner.id, manages_server=True, owns_server=True)


def as_person(member: Member) -> Person:
    """Return a member as the services know them."""
    return Person(member.community.id, member.id)


async def coupon(db: Database, club: Community, name: str = "Mug", **terms: Any) -> int:
    """Put a coupon on offer."""
    return await publish(db, club, RewardKind.COUPON, name, **({"cost": 100, "stock": 10} | terms))


async def voucher(
    db: Database, club: Community, *codes: str, name: str = "Bookshop", **terms: Any
) -> int:
    """Put a voucher on offer."""
    pool = [(code, LATER) for code in codes]
    return await publish(db, club, RewardKind.VOUCHER, name, codes=pool, **terms)


async def badge(db: Database, club: Community, name: str = "Reader", **terms: Any) -> int:
    """Put a badge on offer."""
    return await publish(db, club, RewardKind.BADGE, name, **terms)


async def describe(db: Database, club: Community, reward_id: int, **fields: Any) -> None:
    """Change fields of a reward; `picture=True` gives it one."""

    def use_case(session: Session) -> None:
        reward = session.get_one(Reward, (club.id, reward_id))
        if fields.pop("picture", False):
            reward.image_id = images.store(session, club.id, image_decoding.examine(png().data))
        for name, value in fields.items():
            setattr(reward, name, value)

    await db.write(use_case)


async def award(db: Database, member: Member, amount: int, note: str | None = None) -> None:
    """Give points."""

    def use_case(session: Session) -> None:
        scene.found(session, community_id=member.community.id)
        by, to = boss(member.community), as_person(member)
        ledger.award(session, by, to, amount, key=f"award:{session.new_id()}", note=note)

    await db.write(use_case)


async def spend(db: Database, member: Member) -> int:
    """Return what a member has to spend."""
    return (await db.read(ledger.balances, member.community.id, member.id)).spend


async def hand(db: Database, member: Member, reward_id: int) -> int:
    """Grant a reward and return the grant's id."""

    def use_case(session: Session) -> Granted:
        by, to = boss(member.community), as_person(member)
        return issue.grant(session, by, to, reward_id, key=f"hand:{session.new_id()}")

    return (await db.write(use_case)).grant_id


async def take_back(db: Database, club: Community, grant_id: int) -> None:
    """Revoke a grant."""
    await db.write(revoke.revoke, boss(club), grant_id)


TO_MANAGERS = {DeliveryKind.MANAGER_NOTICE, DeliveryKind.POOL_NOTICE}


def _to_members(club: Community) -> Any:
    mine = select(Delivery).where(
        Delivery.community_id == club.id, col(Delivery.kind).not_in(TO_MANAGERS)
    )
    return mine.order_by(col(Delivery.id))


async def owed(db: Database, club: Community) -> list[tuple[str, str]]:
    """Return the kind and the state of all that members are owed, oldest first."""

    def use_case(session: Session) -> list[tuple[str, str]]:
        return [(row.kind, row.state) for row in session.exec(_to_members(club))]

    return await db.read(use_case)


async def until(check: Callable[[], Awaitable[T]], seconds: float = 60) -> T:
    """Wait until something that only the database knows is so, and return it."""
    async with asyncio.timeout(seconds):
        while True:
            if found := await check():
                return found
            await asyncio.sleep(0.02)


async def settled(db: Database, club: Community) -> list[tuple[str, str]]:
    """Wait until nothing is pending; return the kind and the state of every delivery."""

    async def check() -> list[tuple[str, str]]:
        found = await owed(db, club)
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


def ids(answer: Answer) -> list[str]:
    """Return where the buttons of an answer lead."""
    assert answer.message is not None
    return [button["custom_id"] for button in components.buttons(answer.message.components)]


def lead_to(answer: Answer, custom_id: str) -> None:
    """Make the first button of an answer lead elsewhere, as a forged press would."""
    assert answer.message is not None
    components.buttons(answer.message.components)[0]["custom_id"] = custom_id

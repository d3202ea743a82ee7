"""Rewards on offer, points in wallets and grants, put there past the chat."""

from datetime import date
from typing import Any

from sqlmodel import col, select

from bot.localdiscord import Community, Member
from bot.services.actors import Person
from bot.services.grants import issue, revoke
from bot.services.grants.issue import Granted
from bot.services.points import ledger
from bot.services.rewards import image_decoding, images
from db.database import Database
from db.session import Session
from db.tables import Grant, Reward, RewardKind
from tests.support import factories
from tests.support.factories import Terms
from tests.support.pictures import png

LATER = date(2030, 1, 1)


def boss(club: Community) -> Person:
    """Return somebody who manages a community."""
    return Person(club.id, club.owner.id, manages_server=True, owns_server=True)


def as_person(member: Member) -> Person:
    """Return a member as the services know them."""
    return Person(member.community.id, member.id)


async def publish(
    db: Database,
    club: Community,
    kind: RewardKind = RewardKind.BADGE,
    name: str = "Reader",
    *,
    codes: list[tuple[str, date]] | None = None,
    **terms: Any,
) -> int:
    """Put a reward on offer."""

    def use_case(session: Session) -> int:
        factories.add_community(session, community_id=club.id)
        return factories.publish(
            session, kind, name, Terms(**terms), codes=codes, community_id=club.id
        )

    return await db.write(use_case)


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
        factories.add_community(session, community_id=member.community.id)
        by, to = boss(member.community), as_person(member)
        ledger.award(session, by, to, amount, key=f"award:{session.new_id()}", note=note)

    await db.write(use_case)


async def spend(db: Database, member: Member) -> int:
    """Return what a member has to spend."""
    return (await db.read(ledger.balances, member.community.id, member.id)).spend


async def issue_reward(db: Database, member: Member, reward_id: int) -> int:
    """Grant a reward and return the grant's id."""

    def use_case(session: Session) -> Granted:
        by, to = boss(member.community), as_person(member)
        return issue.grant(session, by, to, reward_id, key=f"hand:{session.new_id()}")

    return (await db.write(use_case)).grant_id


async def revoke_grant(db: Database, club: Community, grant_id: int) -> None:
    """Revoke a grant."""
    await db.write(revoke.revoke, boss(club), grant_id)


async def grants(db: Database, club: Community) -> list[tuple[int, int, str]]:
    """Every grant: member, reward and state, oldest first."""

    def use_case(session: Session) -> list[tuple[int, int, str]]:
        mine = select(Grant).where(Grant.community_id == club.id)
        rows = session.exec(mine.order_by(col(Grant.id)))
        return [(row.member_id, row.reward_id, row.state) for row in rows]

    return await db.read(use_case)


async def count(db: Database, table: type[Any], club: Community, **which: Any) -> int:
    """How many rows of a community are like that."""

    def use_case(session: Session) -> int:
        return len(session.exec(select(table).filter_by(community_id=club.id, **which)).all())

    return await db.read(use_case)

"""What tests of giving and taking back share."""

from datetime import date
from typing import Any

from sqlmodel import col, select

from bot.localdiscord import Answer, Community
from db.database import Database
from db.session import Session
from db.tables import Grant, RewardKind
from tests.support import scene
from tests.support.scene import Terms

LATER = date(2030, 1, 1)


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
        scene.found(session, community_id=club.id)
        return scene.publish(session, kind, name, Terms(**terms), codes=codes, community_id=club.id)

    return await db.write(use_case)


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


def labels(card: Answer) -> list[str]:
    """What can be chosen on a card."""
    return [option["label"] for select in card.selects for option in select["options"]]

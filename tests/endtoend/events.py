"""What was stored of what happened on Discord."""

from collections.abc import Collection

from sqlmodel import col, select

from bot import localdiscord
from bot.localdiscord import Member
from bot.services import events
from db import tables
from db.database import Database
from db.session import Session
from db.tables import Community, Event
from tests.support.until import until

HEARD = (
    "event_checkin",
    "event_registered",
    "like_received",
    "post_comment",
    "post_created",
    "post_reaction",
    "voice_minutes",
)
"""Triggers that listeners tell of straight from what they hear."""


async def members_synced(db: Database, club: localdiscord.Community) -> None:
    """Wait until all members are synced: what they have is nothing new until then."""

    async def check() -> bool:
        known = await db.read(lambda session: session.get(Community, club.id))
        return known is not None and known.reconciled_at is not None

    await until(check)


async def has_roles(db: Database, member: localdiscord.Member) -> None:
    """Wait until the roles that somebody has are known in the database."""
    wanted = {role.id for role in member.roles}

    async def check() -> bool:
        row = await db.read(
            lambda session: session.get(tables.Member, (member.community.id, member.id))
        )
        return row is not None and set(row.role_ids) == wanted

    await until(check)


async def stored_events(
    db: Database, club: localdiscord.Community, triggers: Collection[str] = HEARD
) -> list[Event]:
    """Return what was stored, oldest first, once all that has happened until now is.

    The owner says something, and what comes later is stored later.
    """
    last = await club.owner.post("That is all for now.")

    def use_case(session: Session) -> list[Event]:
        known = session.get(Community, club.id)
        if known is None or events.find(session, club.id, f"message:{last.id}") is None:
            return []
        rows = select(Event).where(Event.community_id == club.id).order_by(col(Event.id))
        return list(session.exec(rows))

    async def check() -> list[Event]:
        return await db.read(use_case)

    stored = await until(check)
    return [
        event for event in stored if event.trigger in triggers and event.member_id != club.owner.id
    ]


def who_did_what(stored: list[Event], *members: Member) -> list[tuple[str, str]]:
    """Return names and triggers."""
    names = {member.id: member.name for member in members}
    return [(names[event.member_id or 0], event.trigger) for event in stored]

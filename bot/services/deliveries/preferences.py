"""What members wish to hear of; read anew when something is about to be sent."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col

from bot.services.actors import Person, remember
from db.session import Session
from db.tables import Community, Member, table


class Choice(enum.StrEnum):
    """Something that a member can switch off for themselves."""

    ANNOUNCEMENTS = "announcements"  # of them, to everybody
    MESSAGES = "messages"  # direct ones: about what they were given, and from workflows
    REMINDERS = "reminders"  # direct messages too: something expires soon
    PICTURES = "pictures"  # in what they alone read; without them all of it is text


@dataclass(frozen=True)
class Choices:
    """What a member wants. `reachable` False: their direct messages were closed the last time."""

    wanted: Mapping[Choice, bool]
    reachable: bool


def wants(member: Member | None, choice: Choice) -> bool:
    """Return whether a member wants something; all is wanted until it is switched off."""
    return member is None or not getattr(member, f"{choice}_off")


def pictures_wanted(session: Session, community_id: int, reader_id: int | None) -> bool:
    """Return whether something is shown in pictures: to one member, or (None) to everybody.

    A community decides for itself, and each member may prefer text in what they alone read.
    """
    if not session.get_one(Community, community_id).pictures:
        return False
    reader = None if reader_id is None else session.get(Member, (community_id, reader_id))
    return wants(reader, Choice.PICTURES)


def choices(session: Session, person: Person) -> Choices:
    """Return what somebody chose."""
    member = session.get(Member, (person.community_id, person.member_id), populate_existing=True)
    wanted = {choice: wants(member, choice) for choice in Choice}
    return Choices(wanted, member is None or member.messages_closed_at is None)


def choose(session: Session, person: Person, choice: Choice, *, wanted: bool) -> Choices:
    """Switch something on or off for oneself."""
    remember(session, person.community_id, person.member_id)
    session.execute(
        update(table(Member))
        .where(
            col(Member.community_id) == person.community_id,
            col(Member.member_id) == person.member_id,
        )
        .values({f"{choice}_off": not wanted})
    )
    return choices(session, person)

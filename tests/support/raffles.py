"""Raffles to test with, opened and entered through the use cases themselves."""

from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from bot.services.actors import Person, remember
from bot.services.raffles import entering, opening
from bot.services.raffles.opening import RaffleTerms
from db.session import Session
from db.tables import Member, Raffle, RaffleEntry, Reward
from tests.support.factories import BOSS, CLUB

CHANNEL = 5_000


def open_raffle(
    session: Session, /, reward_id: int, *, units: int = 1, until: str = "1d", **more: Any
) -> int:
    """Open a raffle and return its id."""
    raffle_id = draft(session, reward_id, units=units, until=until, **more)
    opening.open_raffle(session, BOSS, raffle_id)
    return raffle_id


def draft(
    session: Session, reward_id: int, *, units: int = 1, until: str = "1d", **more: Any
) -> int:
    """Write down a raffle that is yet to be opened."""
    return opening.draft(session, BOSS, RaffleTerms(reward_id, CHANNEL, units, until, **more))


def join(session: Session, person: Person, days: int = 100) -> None:
    """Let somebody be here since so many days, with their roles."""
    remember(session, person.community_id, person.member_id)
    member = session.get_one(Member, (person.community_id, person.member_id))
    member.joined_at = session.now - timedelta(days=days)
    member.role_ids = sorted(person.role_ids)
    session.flush()


def enter(session: Session, raffle_id: int, people: list[Person]) -> list[int | None]:
    """Let people take part, and return their numbers."""
    for person in people:
        join(session, person)
    return [entering.take_part(session, person, raffle_id).number for person in people]


def raffle(session: Session, raffle_id: int) -> Raffle:
    """Return a raffle as it is now."""
    return session.get_one(Raffle, (CLUB, raffle_id), populate_existing=True)


def entries(session: Session, raffle_id: int) -> dict[int, RaffleEntry]:
    """Return every entry by its number."""
    rows = session.exec(
        select(RaffleEntry)
        .where(RaffleEntry.community_id == CLUB, RaffleEntry.raffle_id == raffle_id)
        .order_by(col(RaffleEntry.number))
    )
    return {row.number: row for row in rows}


def outcomes(session: Session, raffle_id: int) -> dict[int, str | None]:
    """Return what became of each entry."""
    return {number: entry.outcome for number, entry in entries(session, raffle_id).items()}


def aside(session: Session, reward_id: int) -> tuple[int, int]:
    """Return how many units of a reward are given, and how many set aside."""
    reward = session.get_one(Reward, (CLUB, reward_id), populate_existing=True)
    return reward.granted, reward.set_aside

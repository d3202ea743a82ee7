"""Taking part in a raffle."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from bot.services import events
from bot.services.actors import Person, remember
from bot.services.calendar import today
from bot.services.errors import GoneError
from bot.services.raffles.eligibility import Entrant, have_role, why_not_take_part
from bot.services.raffles.rows import RaffleOverError, is_open, locked, refresh_card
from bot.services.rewards.locking import REWARDS, LockedReward
from bot.services.state import Loaded
from db.session import Session
from db.tables import Holding, Member, Raffle, RaffleEntry, RaffleState


@dataclass(frozen=True)
class Entered:
    """An entry. `number` None: it was made before its member's data was erased.

    `new` False: it was there already.
    """

    number: int | None
    new: bool
    closes_at: datetime


def take_part(session: Session, person: Person, raffle_id: int) -> Entered:
    """Enter a raffle, once. Decided by the transaction's time, whether or not it was drawn.

    Raises `RaffleOverError`, and why somebody may not take part.
    """
    remember(session, person.community_id, person.member_id)
    # Whoever holds the row decides about the next number, or draws.
    raffle = locked(session, person.community_id, raffle_id)
    if raffle.state == RaffleState.DRAFT:
        raise GoneError
    before = _entry(session, raffle, person)
    if before is not None:
        return Entered(before.number, False, raffle.closes_at)
    if not is_open(raffle, session):
        raise RaffleOverError
    rewards = Loaded(session, raffle.community_id)
    reward = rewards.get(REWARDS, raffle.reward_id)
    assert reward is not None  # a reward is never deleted
    entrant = _entrant(session, reward, person)
    day = today(session, raffle.community_id)
    refusal = why_not_take_part(raffle, reward, entrant, now=session.now, day=day)
    if refusal is not None:
        raise refusal
    # For ever: who has their data erased and comes again has had their entry.
    if not events.once(session, raffle.community_id, f"raffle:{raffle.id}:{person.member_id}"):
        return Entered(None, False, raffle.closes_at)
    raffle.entries += 1
    session.add(
        RaffleEntry(
            community_id=raffle.community_id,
            raffle_id=raffle.id,
            number=raffle.entries,
            member_id=person.member_id,
            entered_at=session.now,
            days=entrant.days(session.now),
        )
    )
    session.flush()
    refresh_card(session, raffle)
    return Entered(raffle.entries, True, raffle.closes_at)


def _entry(session: Session, raffle: Raffle, person: Person) -> RaffleEntry | None:
    return session.exec(
        select(RaffleEntry).where(
            RaffleEntry.community_id == raffle.community_id,
            RaffleEntry.raffle_id == raffle.id,
            RaffleEntry.member_id == person.member_id,
        )
    ).first()


def _entrant(session: Session, reward: LockedReward, person: Person) -> Entrant:
    """Return what is known of who enters; roles are as Discord has just said."""
    joined_at = session.exec(
        select(Member.joined_at).where(
            Member.community_id == person.community_id, Member.member_id == person.member_id
        )
    ).one()
    held = session.exec(
        select(Holding.count).where(
            Holding.community_id == reward.community_id,
            Holding.reward_id == reward.id,
            col(Holding.member_id) == person.member_id,
        )
    ).first()
    has_role = bool(have_role(session, reward, [person]))
    return Entrant(person, joined_at, held or 0, has_role)

"""The one place that decides who may take part in a raffle, and win: at entry, and at the draw."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.actors import Person, require_human
from bot.services.errors import RefusedError
from bot.services.rewards import delivering
from bot.services.rewards.eligibility import MemberFacts, why_not
from bot.services.rewards.locking import LockedReward
from db.session import Session
from db.tables import Raffle


class RaffleRoleMissingError(RefusedError):
    """Taking part asks for a role that the member does not hold."""

    message = "raffle-role-missing"


class RaffleRoleGoneError(RefusedError):
    """The role that taking part asks for was deleted, so nobody can hold it."""

    message = "raffle-role-gone"


class TooNewHereError(RefusedError):
    """Taking part asks for more days on the server."""

    message = "raffle-too-new"


class PrizeRoleHeldError(RefusedError):
    """What can be won delivers a role that they have already."""

    message = "raffle-role-held"


@dataclass(frozen=True)
class Entrant:
    """Who would take part, and how many of the reward they hold.

    `joined_at` None: nobody knows, so they count as new. `has_role`: what a coupon delivers is
    theirs already.
    """

    person: Person
    joined_at: datetime | None
    held: int = 0
    has_role: bool = False

    def days(self, now: datetime) -> int | None:
        """Return for how many whole days they have been here, as far as that is known."""
        return None if self.joined_at is None else max(0, (now - self.joined_at).days)


def have_role(session: Session, reward: LockedReward, people: Collection[Person]) -> set[int]:
    """Return who of these has the role that a coupon delivers, and would get nothing by it."""
    role_id = reward.delivers_role_id
    if role_id is None:
        return set()
    members = [person.member_id for person in people]
    known = delivering.bought(session, reward.community_id, members)
    return {
        person.member_id
        for person in people
        if delivering.role(reward, person.role_ids, known.get((person.member_id, role_id))).more
        == 0
    }


def why_not_this(reward: LockedReward, held: int, now: datetime, day: date) -> RefusedError | None:
    """Return why a unit that is set aside could not be given to somebody who holds so many."""
    kept = reward._replace(set_aside=max(0, reward.set_aside - 1))
    return why_not(kept, MemberFacts(held), day, now=now, claim=False)


def why_not_take_part(
    raffle: Raffle, reward: LockedReward, entrant: Entrant, *, now: datetime, day: date
) -> RefusedError | None:
    """Return why somebody may not take part in a raffle, or win in it; None if they may."""
    try:
        require_human(entrant.person)
    except RefusedError as refusal:
        return refusal
    if raffle.required_role_gone:
        return RaffleRoleGoneError()
    role_id = raffle.required_role_id
    if role_id is not None and role_id not in entrant.person.role_ids:
        return RaffleRoleMissingError(role=str(role_id))
    if (entrant.days(now) or 0) < raffle.least_days:
        return TooNewHereError(days=raffle.least_days)
    if entrant.has_role:
        return PrizeRoleHeldError(role=str(reward.delivers_role_id))
    return why_not_this(reward, entrant.held, now, day)

"""Opening a raffle: what a manager typed is shown to them first, then units are set aside."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services import audit, communities
from bot.services.actors import Person, require_manager
from bot.services.calendar import BadMomentError, bad_date, day_at, typed_moment
from bot.services.errors import GoneError, InvalidFormError, InvalidInputError, RefusedError
from bot.services.raffles import order
from bot.services.raffles.eligibility import RaffleRoleGoneError
from bot.services.raffles.rows import RaffleOverError, locked, refresh_card, set_aside
from bot.services.rewards import stock
from bot.services.rewards.eligibility import MemberFacts, left_to_give, why_not
from bot.services.rewards.locking import LockedReward, lock_reward
from bot.services.rewards.role_permissions import require_may_decide
from bot.services.typed import duration, whole_number
from db.session import Session
from db.tables import Raffle, RaffleState

MOST_UNITS = 25
"""Units of one raffle, so that all who win fit on its card."""

MOST_DAYS = 3_650
"""Days on the server that may be asked for."""

LEAST_TO_ACCEPT, MOST_TO_ACCEPT = timedelta(hours=1), timedelta(days=30)
"""How long winners may have to accept."""

DRAFT_LASTS = timedelta(days=1)
"""How long a raffle is kept that nobody opened."""


class TooFewLeftError(RefusedError):
    """Fewer units, or codes that are still good when winners accept, are left than are offered."""

    message = "raffle-too-few-left"


class RaffleOfCodesError(RefusedError):
    """The coupon delivers codes, and those would not be set aside; their voucher can be drawn."""

    message = "raffle-of-codes"


@dataclass(frozen=True)
class RaffleTerms:
    """What a manager wants, numbers and moments as they were typed."""

    reward_id: int
    channel_id: int
    units: int | str | None
    until: str | None
    accept: str | None = None
    days: int | str | None = None
    required_role_id: int | None = None


def draft(session: Session, by: Person, terms: RaffleTerms) -> int:
    """Write down a raffle that is not open yet, and return its id.

    Raises `InvalidFormError`, and whatever would keep it from being opened.
    """
    require_manager(session, by)
    raffle = _read(session, by, terms)
    reward = lock_reward(session, by.community_id, terms.reward_id)
    _require_possible(session, by, raffle, reward)
    session.add(raffle)
    session.flush()
    return raffle.id


def open_raffle(session: Session, by: Person, raffle_id: int) -> None:
    """Open a raffle, once: its units are set aside, its seed is drawn, its card is posted."""
    require_manager(session, by)
    raffle = locked(session, by.community_id, raffle_id)
    if raffle.state == RaffleState.OPEN:
        return
    if raffle.state != RaffleState.DRAFT or raffle.channel_id is None:
        raise GoneError
    if raffle.closes_at <= session.now:
        raise RaffleOverError
    reward = lock_reward(session, by.community_id, raffle.reward_id)
    _require_possible(session, by, raffle, reward)
    set_aside(session, raffle, raffle.units)
    raffle.seed = order.new_seed(session.rng)
    raffle.commitment = order.commitment(raffle.seed)
    raffle.state, raffle.opened_at = RaffleState.OPEN, session.now
    raffle.created_by = by.member_id
    session.flush()
    audit.record_by(
        session,
        by,
        "raffle.opened",
        reward_id=raffle.reward_id,
        units=raffle.units,
        commitment=raffle.commitment,
    )
    refresh_card(session, raffle, now=True)


def _require_possible(session: Session, by: Person, raffle: Raffle, reward: LockedReward) -> None:
    """Refuse what could not be given to whoever wins and accepts at the last moment."""
    require_may_decide(by, reward)
    if raffle.required_role_gone:
        raise RaffleRoleGoneError
    if reward.delivers_voucher_id is not None:
        raise RaffleOfCodesError(reward=reward.name)
    community = communities.get(session, by.community_id)
    last = raffle.closes_at + timedelta(minutes=raffle.accept_minutes)
    usable = None
    for moment in (session.now, last):
        day = day_at(moment, community.timezone, community.reached_on)
        usable = stock.usable_up_to(session, reward, day, reward.set_aside + raffle.units)
        refusal = why_not(reward, MemberFacts(), day, now=moment, claim=False, usable_codes=usable)
        if refusal is not None:
            raise refusal
    left = left_to_give(reward, usable)
    if left is not None and left < raffle.units:
        raise TooFewLeftError(reward=reward.name, left=left)


def _read(session: Session, by: Person, terms: RaffleTerms) -> Raffle:
    errors: list[InvalidInputError] = []
    units = _number(errors, "units", terms.units, 1, MOST_UNITS)
    days = _number(errors, "days", terms.days or 0, 0, MOST_DAYS)
    accept = duration(terms.accept or "2d")
    if accept is None or not LEAST_TO_ACCEPT <= accept <= MOST_TO_ACCEPT:
        errors.append(InvalidInputError("accept", "raffle-bad-accept"))
        accept = LEAST_TO_ACCEPT
    closes_at = _moment(session, by.community_id, terms.until, errors)
    if errors:
        raise InvalidFormError(errors)
    role_id = terms.required_role_id
    return Raffle(
        community_id=by.community_id,
        id=session.new_id(),
        reward_id=terms.reward_id,
        channel_id=terms.channel_id,
        # The role that everybody holds carries the community's own id, and asks for nothing.
        required_role_id=None if role_id == by.community_id else role_id,
        least_days=days,
        units=units,
        closes_at=closes_at,
        accept_minutes=int(accept.total_seconds()) // 60,
        created_by=by.member_id,
        created_at=session.now,
    )


def _number(
    errors: list[InvalidInputError], field: str, typed: int | str | None, least: int, most: int
) -> int:
    number = whole_number(typed)
    if number is None or not least <= number <= most:
        errors.append(InvalidInputError(field, f"raffle-bad-{field}", least=least, most=most))
        return least
    return number


def _moment(
    session: Session, community_id: int, typed: str | None, errors: list[InvalidInputError]
) -> datetime:
    zone = communities.get(session, community_id).timezone
    try:
        return typed_moment(typed or "", zone, session.now)
    except BadMomentError:
        errors.append(bad_date("until", "raffle-bad-until", typed or "", zone=zone))
        return session.now

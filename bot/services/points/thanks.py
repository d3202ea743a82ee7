"""Thanks: one member gives another a few points, from nobody's wallet.

Who thanks whom is for managers to see. So who may not be thanked any more today is told for one
reason alone: whether they had been thanked often, or have thanked whoever asks, is not.
"""

from dataclasses import dataclass

from sqlmodel import col

from bot.services import audit, calendar, communities, events
from bot.services.actors import Person, remember, require_human
from bot.services.errors import RefusedError
from bot.services.points import ledger, tiers
from bot.services.points.earn import BOTH
from bot.services.points.left_out import is_left_out
from db.session import Session
from db.tables import LedgerReason, Tally
from db.upsert import insert

MOST_POINTS = 1_000
"""Points that a thank-you may give."""

MOST_A_DAY = 100
"""Thanks that a member may give, or get, on a day."""

GIVEN = "thanks_given"
RECEIVED = "thanks_received"
"""What is counted for each member and day, beside the actions that earn."""


class ThanksOffError(RefusedError):
    """Managers have switched thanks off."""

    message = "thanks-off"


class ThanksToOneselfError(RefusedError):
    """Nobody thanks themselves."""

    message = "thanks-to-oneself"


class NoThanksLeftError(RefusedError):
    """Who thanks has given all thanks of the day; those are `quota`."""

    message = "thanks-none-left"


class ThankedEnoughError(RefusedError):
    """Whoever it is cannot be thanked by this member again today; why is not said."""

    message = "thanks-enough"


class ThankedLeftOutError(RefusedError):
    """Whoever it is earns nothing here, so they cannot be thanked either."""

    message = "thanks-left-out"


@dataclass(frozen=True)
class Thanked:
    """What a thank-you gave, and how many more the giver has today."""

    points: int
    left: int


def thank(session: Session, giver: Person, to: Person, *, key: str) -> Thanked:
    """Give somebody the points of a thank-you, once for this key.

    Raises `ThanksOffError`, `ThanksToOneselfError`, `ThankedLeftOutError`, `NoThanksLeftError`,
    `ThankedEnoughError`, and what `require_human` raises.
    """
    community = communities.get(session, giver.community_id)
    if giver.member_id == to.member_id:
        raise ThanksToOneselfError
    require_human(giver)
    require_human(to)
    if not community.thanks_points:
        raise ThanksOffError
    if is_left_out(session, community.id, to.member_id):
        raise ThankedLeftOutError(member=f"<@{to.member_id}>")
    if ledger.is_entered(session, community.id, key):  # Discord delivered it twice
        return Thanked(community.thanks_points, community.thanks_quota - _given(session, giver))
    given = _give_one(session, giver, community.thanks_quota)
    once_a_day = events.once(session, community.id, _fact(session, giver, to))
    if not once_a_day or _count(session, to, RECEIVED, community.thanks_cap) is None:
        raise ThankedEnoughError(member=f"<@{to.member_id}>")
    remember(session, community.id, to.member_id)
    ledger.move(
        session,
        community.id,
        to.member_id,
        BOTH,
        community.thanks_points,
        LedgerReason.THANKS,
        key=key,
        actor_id=giver.member_id,
    )
    tiers.cross(session, community.id, to.member_id, to.role_ids)
    audit.record_by(
        session,
        giver,
        "points.thanked",
        member_id=to.member_id,
        amount=community.thanks_points,
    )
    return Thanked(community.thanks_points, community.thanks_quota - given)


def _give_one(session: Session, giver: Person, quota: int) -> int:
    """Count one more that is given on this day, and return which one; `NoThanksLeftError`.

    Which ones there were stays known of who has their data erased, whose counts are gone.
    """
    day = calendar.today(session, giver.community_id)
    while (given := _count(session, giver, GIVEN, quota)) is not None:
        if events.once(session, giver.community_id, f"thanked:{day}:{giver.member_id}:{given}"):
            return given
    raise NoThanksLeftError(quota=quota)


def _fact(session: Session, one: Person, other: Person) -> str:
    """Return what is so once two have met in a thank-you on this day, whoever gave it."""
    day = calendar.today(session, one.community_id)
    low, high = sorted((one.member_id, other.member_id))
    return f"thanks:{day}:{low}:{high}"


def _count(session: Session, who: Person, what: str, most: int) -> int | None:
    """Count one more of somebody's day and return how many that makes; None beyond `most`."""
    row = {
        "community_id": who.community_id,
        "member_id": who.member_id,
        "action": what,
        "day": calendar.today(session, who.community_id),
        "happened": 1,
        "paid": 1,
        "paid_at": session.now,
    }
    more = {"happened": Tally.happened + 1, "paid": Tally.paid + 1, "paid_at": session.now}
    counted = session.execute(
        insert(Tally)
        .values(row)
        .on_conflict_do_update(
            index_elements=["community_id", "member_id", "action", "day"],
            set_=more,
            where=col(Tally.paid) < most,
        )
        .returning(col(Tally.paid))
    ).scalar_one_or_none()
    return None if counted is None else int(counted)


def _given(session: Session, giver: Person) -> int:
    day = calendar.today(session, giver.community_id)
    row = session.get(Tally, (giver.community_id, giver.member_id, GIVEN, day))
    return row.paid if row else 0

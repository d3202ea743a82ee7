"""Earning: an action pays what its rule says, as often as the rule lets it, times the tier.

What it pays is exact: parts of a point are carried for each member, action and day, so that a day's
sum is rounded down once and not with each event.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import prod
from typing import Any

from sqlalchemy import exists, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.services import calendar
from bot.services.actors import Person
from bot.services.points import ledger, rules, tiers
from bot.services.points.ledger import Balances
from bot.services.points.rules import Rule
from db.session import Session
from db.statement import Statement, equals, param, params
from db.tables import Event, LedgerReason, Tally, WalletKind
from db.upsert import insert

WHOLE = 10_000
"""A point, in the parts that are carried."""

BOTH = (WalletKind.EARN, WalletKind.SPEND)

_NO_CAP = 2**62
_NO_COOLDOWN = datetime.max.replace(tzinfo=UTC)
_NIGHTS = timedelta(days=2)
"""How many days back a cooldown may reach; a change of the time zone may skip one."""

_COUNT = Statement(
    insert(Tally)
    .values(
        **params("community_id", "member_id", "action", "day", happened="count"),
        paid=0,
    )
    .on_conflict_do_update(
        index_elements=["community_id", "member_id", "action", "day"],
        set_={"happened": Tally.happened + param("count")},
    )
    .returning(col(Tally.paid))
)
_lately = aliased(Tally)
_PAY = Statement(
    update(Tally)
    .where(
        *equals(Tally.community_id, Tally.member_id, Tally.action, Tally.day),
        Tally.paid + param("counts") <= param("cap"),
        ~exists().where(
            *equals(_lately.community_id, _lately.member_id, _lately.action),
            col(_lately.day).between(param("first"), param("day")),
            col(_lately.paid_at) > param("cooled"),
        ),
    )
    .values(
        paid=Tally.paid + param("counts"),
        paid_at=param("at"),
        rest=(Tally.rest + param("parts")) % WHOLE,
    )
    .returning(col(Tally.rest))
)


@dataclass(frozen=True)
class Earned:
    """What an action brought: `points` now, how many of it `counted`, and what those are `worth`.

    `worth` is in ten-thousandths of a point. What is left of it after the points is carried, or
    what had been carried is in the points.
    """

    points: int = 0
    counted: int = 0
    worth: int = 0


def earn(
    session: Session, event: Event, action: str, count: int, role_ids: frozenset[int]
) -> Earned:
    """Pay a member for an action that an event is; return what that brought.

    `count`: how often it was done; `role_ids`: what the member's tier goes by. Where there is no
    rule, it pays nothing, and nothing keeps it from being counted.
    """
    assert event.member_id is not None
    rule = rules.find(session, event.community_id, action)
    if rule is None:
        return Earned(counted=count)
    earned = _pay(session, event, rule, count, role_ids)
    if earned.points == 0:
        return earned
    ledger.move(
        session,
        event.community_id,
        event.member_id,
        BOTH,
        earned.points,
        LedgerReason.EARNED,
        key=entry_key(event),
        note=action,
        event_id=event.id,
    )
    tiers.cross(session, event.community_id, event.member_id, role_ids)
    return earned


def _pay(
    session: Session, event: Event, rule: Rule, count: int, role_ids: frozenset[int]
) -> Earned:
    """Count what was done, and work out what the rule pays for as much of it as it lets count.

    Counting takes the row of the day, so whoever does the same at the same moment comes after;
    the condition on paying would hold without that too.
    """
    which = tally_key(session, event, rule.action)
    (before,) = session.run(_COUNT, **which, count=count)
    counts = countable(rule, count, before.paid)
    if counts == 0:
        return Earned()
    worth = worth_of(rule.points * counts, tiers.multiplier(session, event.community_id, role_ids))
    at = event.happened_at
    done = session.run(
        _PAY,
        **which,
        counts=counts,
        cap=_cap(rule),
        cooled=at - timedelta(seconds=rule.cooldown) if rule.cooldown else _NO_COOLDOWN,
        first=which["day"] - _NIGHTS,
        at=at,
        parts=worth % WHOLE,
    )
    if not done:
        return Earned()
    return Earned(whole_points(worth, done[0].rest), counts, worth)


def _cap(rule: Rule) -> int:
    return _NO_CAP if rule.daily_cap is None else rule.daily_cap


def countable(rule: Rule, count: int, paid: int) -> int:
    """Return how much of what was done a rule lets count, after what it `paid` for on this day."""
    return max(0, min(count, _cap(rule) - paid))


def whole_points(worth: int, rest: int) -> int:
    """Return the points that a worth brought, by the rest that is left after it.

    The rest before was below a point, and so is the one after: only one number of points fits.
    """
    return -((rest - worth) // WHOLE)


def worth_of(points: int, *times: int) -> int:
    """Return what points times factors are worth, in ten-thousandths; factors are in hundredths."""
    return points * WHOLE * prod(times) // prod([tiers.ONCE] * len(times))


def tally_key(session: Session, event: Event, action: str) -> dict[str, Any]:
    """Return the key of the row that counts what an event is."""
    return {
        "community_id": event.community_id,
        "member_id": event.member_id,
        "action": action,
        "day": calendar.day_of(session, event.community_id, event.happened_at),
    }


def entry_key(event: Event) -> str:
    """Return the key of the entry that pays for an event."""
    return f"event:{event.id}"


def award(
    session: Session,
    by: Person,
    to: Person,
    amount: int,
    *,
    key: str,
    note: str | None = None,
    refund: bool = False,
) -> Balances:
    """Give points as a manager, with the tier that they bring."""
    after = ledger.award(session, by, to, amount, key=key, note=note, refund=refund)
    tiers.cross(session, by.community_id, to.member_id, to.role_ids)
    return after

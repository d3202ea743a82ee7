"""Earning: an action pays what its rule says, as often as the rule lets it, times the factors.

Those are of the place, of a boost and of the tier. What it pays is exact: parts of a point are
carried for each member, action and day, so that a day's sum is rounded down once and not with each
event.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from math import prod
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlmodel import col

from bot.services import calendar
from bot.services.actors import Person
from bot.services.events import EventFacts
from bot.services.points import boosts, ledger, places, rules, tiers
from bot.services.points.ledger import Balances
from bot.services.points.rules import Rule
from bot.services.state import Cells, Change, Loaded, State, Upsert
from db.parts import Bulk
from db.session import Session
from db.statement import BulkStatement, Statement, among, equals, params
from db.tables import Event, LedgerReason, Tally, Unpaid, WalletKind
from db.upsert import insert_row

WHOLE = 10_000
"""A point, in the parts that are carried."""

BOTH = (WalletKind.EARN, WalletKind.SPEND)

_NO_CAP = 2**62
NIGHTS = (timedelta(), timedelta(days=1), timedelta(days=2))
"""How many days back a cooldown may reach; a change of the time zone may skip one."""


class TallyRow(NamedTuple):
    """How often somebody did something on a day, and what of it paid; the columns of its row."""

    happened: int = 0
    paid: int = 0
    paid_at: datetime | None = None
    rest: int = 0


TallyKey = tuple[int, str, date]
"""A member, an action and a day."""

_TALLIES = Statement(
    select(
        col(Tally.member_id),
        col(Tally.action),
        col(Tally.day),
        *(getattr(Tally, name) for name in TallyRow._fields),
    ).where(
        *equals(Tally.community_id),
        among(Tally.member_id, "member_ids"),
        among(Tally.day, "days"),
    )
)
_ROW = ("community_id", "member_id", "action", "day")
_WRITE = Upsert(
    BulkStatement(insert_row(Tally)),
    BulkStatement(
        update(Tally)
        .where(
            *equals(*(getattr(Tally, name) for name in _ROW)),
            *equals(happened_before=Tally.happened, rest_before=Tally.rest),
        )
        .values(**params(*TallyRow._fields)),
        at_once=True,
    ),
)


def _load(loaded: Loaded, keys: Collection[TallyKey]) -> dict[TallyKey, TallyRow]:
    rows = loaded.session.run(
        _TALLIES,
        community_id=loaded.community_id,
        member_ids={member_id for member_id, _, _ in keys},
        days={day for _, _, day in keys},
    )
    return {(row[0], row[1], row[2]): TallyRow(*row[3:]) for row in rows}


def _write(community_id: int, changes: Sequence[Change[TallyKey, TallyRow]]) -> Sequence[Bulk]:
    rows = [
        (
            before is not None,
            {
                "community_id": community_id,
                "member_id": key[0],
                "action": key[1],
                "day": key[2],
                "happened_before": before and before.happened,
                "rest_before": before and before.rest,
                **after._asdict(),
            },
        )
        for key, before, after in changes
    ]
    return _WRITE.of(rows)


TALLIES = Cells[TallyKey, TallyRow]("tally", _load, _write)
"""What members did on a day, and what of it paid."""


class Factors(NamedTuple):
    """By what a rule's points are multiplied, in hundredths."""

    place: int = tiers.ONCE
    boost: int = tiers.ONCE
    tier: int = tiers.ONCE


NO_FACTORS = Factors()


class Earned(NamedTuple):
    """What an action brought: `points` now, how many of it `counted`, and what those are `worth`.

    `worth` is in ten-thousandths of a point. What is left of it after the points is carried, or
    what had been carried is in the points. `unpaid`: why not all of it was paid.
    """

    points: int = 0
    counted: int = 0
    worth: int = 0
    unpaid: Unpaid | None = None
    factors: Factors = NO_FACTORS


def earn(
    state: State,
    event: EventFacts,
    action: str,
    count: int,
    role_ids: frozenset[int],
    *,
    left_out: bool = False,
) -> Earned:
    """Pay a member for an action that an event is; return what that brought.

    `count`: how often it was done; `role_ids`: what the member's tier goes by; `left_out`: whether
    they earn nothing. Where there is no rule, it pays nothing, and nothing keeps it from being
    counted.
    """
    assert event.member_id is not None
    earned = pay(state, event, action, count, role_ids, left_out=left_out)
    if earned.points == 0:
        return earned
    ledger.move_in(
        state,
        event.member_id,
        BOTH,
        earned.points,
        LedgerReason.EARNED,
        key=entry_key(event),
        note=action,
        event_id=event.id,
    )
    tiers.cross_in(state, event.member_id, role_ids)
    return earned


def pay(
    state: State,
    event: EventFacts,
    action: str,
    count: int,
    role_ids: frozenset[int],
    *,
    left_out: bool,
) -> Earned:
    """Count what was done, and work out what the rule pays for as much of it as it lets count.

    What happens where nothing is earned, or is done by who earns nothing, is as if it had not been.
    """
    assert event.member_id is not None
    if left_out:
        return Earned(unpaid=Unpaid.LEFT_OUT)
    place = places.factor_in(state, event, action)
    if place == 0:
        return Earned(unpaid=Unpaid.PLACE)
    rule = rules.find_in(state, action)
    if rule is None:
        return Earned(counted=count, unpaid=Unpaid.RULE_OFF)
    at, day = event.happened_at, state.day(event.happened_at)
    key = event.member_id, rule.action, day
    before = state.get(TALLIES, key) or TallyRow()
    counts = countable(rule, count, before.paid)
    unpaid = Unpaid.CAP if counts < count else None
    if counts and _is_cooling(state, key, rule, at):
        counts, unpaid = 0, Unpaid.COOLDOWN
    if not rule.points:
        unpaid = Unpaid.RULE_OFF
    if counts == 0:
        state.set(TALLIES, key, before._replace(happened=before.happened + count))
        return Earned(unpaid=unpaid)
    tier = tiers.multiplier(tiers.every_in(state), role_ids)
    factors = Factors(place, boosts.factor_in(state, event), tier)
    worth = worth_of(rule.points * counts, *factors)
    rest = (before.rest + worth) % WHOLE
    after = TallyRow(before.happened + count, before.paid + counts, at, rest)
    state.set(TALLIES, key, after)
    return Earned(whole_points(worth, rest), counts, worth, unpaid, factors)


def _is_cooling(state: State, key: TallyKey, rule: Rule, at: datetime) -> bool:
    """Return whether the action has paid too lately to pay again."""
    if not rule.cooldown:
        return False
    member_id, action, day = key
    cooled = at - timedelta(seconds=rule.cooldown)
    for night in NIGHTS:
        row = state.get(TALLIES, (member_id, action, day - night))
        if row is not None and row.paid_at is not None and row.paid_at > cooled:
            return True
    return False


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
    """Return what points times factors are worth, in ten-thousandths; factors are in hundredths.

    That is exact for those that there are: of a place and a boost with one decimal (`places.TENTH`)
    and of a tier with two. Anything finer would be rounded down, once, for all factors together.
    """
    return points * WHOLE * prod(times) // prod([tiers.ONCE] * len(times))


def points_before(worth: int, *times: int) -> int:
    """Return the points that are worth so much after factors: what `worth_of` was given."""
    return worth * prod([tiers.ONCE] * len(times)) // (WHOLE * prod(times))


def tally_key(session: Session, event: Event, action: str) -> dict[str, Any]:
    """Return the key of the row that counts what an event is."""
    return {
        "community_id": event.community_id,
        "member_id": event.member_id,
        "action": action,
        "day": calendar.day_of(session, event.community_id, event.happened_at),
    }


def entry_key(event: EventFacts) -> str:
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

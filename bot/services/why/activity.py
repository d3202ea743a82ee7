"""What Laurel saw of a member, and what each paid or why it did not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from bot.services import calendar
from bot.services.actors import Person, require_own_or_manager
from bot.services.paging import count_rows, paging
from bot.services.points import earn, rules
from bot.services.points.earn import NO_FACTORS, Factors
from bot.services.points.rules import Rule
from bot.services.workflows.parts import triggers
from db.session import Session
from db.tables import Event, EventState, LedgerEntry, LedgerReason, Tally, Unpaid, WalletKind

PAGE = 12
"""Events on a page; neighbours that are alike are one line."""


class MadeOf(NamedTuple):
    """What doing something once was worth: the rule's points as it then was, times factors."""

    points: int
    factors: Factors

    def worth(self, times: int) -> int:
        """Return what doing it so often was worth, in ten-thousandths of a point."""
        return earn.worth_of(self.points * times, *self.factors)


@dataclass(frozen=True)
class Seen:
    """Something that Laurel saw of a member, `times` in a row.

    `day`: when that was, by the community's calendar.
    `action`: what it is for earning rules; None: they know nothing of it. `rule` is that action's
    as it is now. `count`: how often that was done, of which `counted` were paid: `points`, of which
    `taken_back` went again. `parts`: it was worth a part of a point only, which is carried.
    `of_day`: how many were paid on that day. `made_of`: what it was worth where that was more or
    less than the rule says; None also where nobody noted it.
    """

    trigger: str
    happened_at: datetime
    day: date
    channel_id: int | None
    state: EventState
    error: str | None
    action: str | None
    rule: Rule | None
    count: int
    counted: int
    points: int
    taken_back: int
    parts: bool
    unpaid: Unpaid | None
    of_day: int
    made_of: MadeOf | None = None
    times: int = 1

    def with_earlier(self, earlier: "Seen") -> "Seen":
        """Return this and one before it as one."""
        return Seen(
            **{
                **vars(self),
                **{
                    name: getattr(self, name) + getattr(earlier, name)
                    for name in ("count", "counted", "points", "taken_back", "times")
                },
                "parts": self.parts or earlier.parts,
                "of_day": max(self.of_day, earlier.of_day),
            }
        )

    def is_like(self, other: "Seen") -> bool:
        """Return whether two in a row can be told as one."""
        alike = ("trigger", "day", "channel_id", "state", "error", "unpaid", "parts", "made_of")
        paid = bool(self.points) == bool(other.points)
        kept = bool(self.taken_back) == bool(other.taken_back)
        same = all(getattr(self, name) == getattr(other, name) for name in alike)
        return paid and kept and same


@dataclass(frozen=True)
class Activity:
    """A page of what was seen, newest first; pages count from 1."""

    seen: list[Seen]
    page: int
    pages: int


def page_of(session: Session, person: Person, member_id: int, page: int = 1) -> Activity:
    """Return a page of what Laurel saw of a member; of others only to managers."""
    require_own_or_manager(session, person, member_id)
    which = (col(Event.community_id) == person.community_id, col(Event.member_id) == member_id)
    shown = paging(count_rows(session, Event, *which), page, PAGE)
    events = session.scalars(
        select(Event).where(*which).order_by(col(Event.id).desc()).offset(shown.offset).limit(PAGE)
    ).all()
    found = _describe(session, person.community_id, member_id, events)
    lines: list[Seen] = []
    for one in found:
        if lines and lines[-1].is_like(one):
            lines[-1] = lines[-1].with_earlier(one)
        else:
            lines.append(one)
    return Activity(lines, shown.page, shown.pages)


def _describe(
    session: Session, community_id: int, member_id: int, events: Collection[Event]
) -> list[Seen]:
    moved = _moved(session, community_id, events)
    days = {event.id: calendar.day_of(session, community_id, event.happened_at) for event in events}
    of_day = _paid_on(session, community_id, member_id, set(days.values()))
    known = {rule.action: rule for rule in rules.every(session, community_id)}
    found = []
    for event in events:
        trigger = triggers().get(event.trigger)
        action, count = (trigger.counts_as(event) if trigger else None) or (None, 1)
        points = moved.get((event.id, LedgerReason.EARNED), 0)
        found.append(
            Seen(
                trigger=event.trigger,
                happened_at=event.happened_at,
                day=days[event.id],
                channel_id=event.channel_id,
                state=EventState(event.state),
                error=event.error,
                action=action,
                rule=known.get(action) if action else None,
                count=count,
                counted=event.counted,
                points=points,
                taken_back=-moved.get((event.id, LedgerReason.CORRECTION), 0),
                parts=event.worth > 0 and not points,
                unpaid=Unpaid(event.unpaid) if event.unpaid else None,
                of_day=of_day.get((action or "", days[event.id]), 0),
                made_of=_made_of(event),
            )
        )
    return found


def _made_of(event: Event) -> MadeOf | None:
    place, boost, tier = event.place_factor, event.boost_factor, event.tier_factor
    if not event.worth or place is None or boost is None or tier is None:
        return None
    factors = Factors(place, boost, tier)
    if factors == NO_FACTORS:
        return None
    return MadeOf(earn.points_before(event.worth, *factors) // event.counted, factors)


def _moved(
    session: Session, community_id: int, events: Collection[Event]
) -> Mapping[tuple[int, str], int]:
    """Return the points that events paid, and that were taken back of it, by event and reason."""
    keys = [earn.entry_key(event) for event in events]
    rows = session.execute(
        select(col(LedgerEntry.event_id), col(LedgerEntry.reason), col(LedgerEntry.amount)).where(
            col(LedgerEntry.community_id) == community_id,
            col(LedgerEntry.key).in_([*keys, *(f"{key}:taken back" for key in keys)]),
            col(LedgerEntry.wallet) == WalletKind.SPEND,
        )
    )
    return {(event_id, reason): amount for event_id, reason, amount in rows}


def _paid_on(
    session: Session, community_id: int, member_id: int, days: Collection[date]
) -> Mapping[tuple[str, date], int]:
    rows = session.execute(
        select(col(Tally.action), col(Tally.day), col(Tally.paid)).where(
            col(Tally.community_id) == community_id,
            col(Tally.member_id) == member_id,
            col(Tally.day).in_(days),
        )
    )
    return {(action, day): paid for action, day, paid in rows}

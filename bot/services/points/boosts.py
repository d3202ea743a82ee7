"""Boosts: for a time, everything that earns pays more, everywhere or in places.

Of those that are on when something happens, the highest counts; one for a place beats one for
everywhere. That goes by when it happened, whenever it is processed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlmodel import col

from bot.services import audit, communities, deliveries, events
from bot.services.actors import Person, require_manager
from bot.services.errors import InvalidInputError
from bot.services.events import EventFacts
from bot.services.paging import count_rows
from bot.services.points.places import TENTH
from bot.services.points.tiers import MOST_TIMES, ONCE
from bot.services.state import Cells, Loaded, State
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import Boost, DeliveryKind

MOST = 50
"""Boosts of a community that are on or planned."""

MOST_CHANNELS = 25
"""Channels and categories of one boost."""

LONGEST = timedelta(days=92)

AT_ONCE = timedelta(minutes=1)
"""What is less than this apart is together, as when two managers begin a boost *now* for *2h*."""


class BoostRow(NamedTuple):
    """A boost. `factor` is in hundredths; without `channel_ids` it is everywhere."""

    id: int
    factor: int
    channel_ids: Sequence[int]
    begins_at: datetime
    ends_at: datetime


_SINCE = Statement(
    select(*(getattr(Boost, name) for name in BoostRow._fields))
    .where(*equals(Boost.community_id), col(Boost.ends_at) > param("since"))
    .order_by(col(Boost.begins_at), col(Boost.id))
)


def _load(loaded: Loaded, _: Collection[None]) -> dict[None, list[BoostRow]]:
    since = loaded.session.now - events.KEPT  # what happened may be told late
    rows = loaded.session.run(_SINCE, community_id=loaded.community_id, since=since)
    return {None: [BoostRow(*row) for row in rows]}


BOOSTS = Cells[None, list[BoostRow]]("boost", _load)
"""The boosts of a community that may count for what is processed now."""


def factor_in(state: State, event: EventFacts) -> int:
    """Return by what an event is multiplied because of when and where it happened."""
    known = state.get(BOOSTS, None)
    if not known:
        return ONCE
    return factor_at(known, (event.channel_id, event.category_id), event.happened_at)


def factor_at(known: Collection[BoostRow], where: Collection[int | None], at: datetime) -> int:
    """Return the factor at a moment somewhere: in a channel, with the category that it is in."""
    here = everywhere = 0
    for boost in known:
        if not boost.begins_at <= at < boost.ends_at:
            continue
        if not boost.channel_ids:
            everywhere = max(everywhere, boost.factor)
        elif any(channel_id in boost.channel_ids for channel_id in where):
            here = max(here, boost.factor)
    return here or everywhere or ONCE


def current(session: Session, community_id: int) -> list[BoostRow]:
    """Return the boosts that are on or planned, in the order in which they begin."""
    rows = session.run(_SINCE, community_id=community_id, since=session.now)
    return [BoostRow(*row) for row in rows]


@dataclass(frozen=True)
class Boosts:
    """The boosts that are on or planned, and where they are announced."""

    boosts: list[BoostRow]
    timezone: str
    announced_in: int | None
    now: datetime


def list_boosts(session: Session, by: Person) -> Boosts:
    """Return them for a manager."""
    require_manager(session, by)
    community = communities.get(session, by.community_id)
    return Boosts(
        current(session, by.community_id),
        community.timezone,
        community.announcement_channel_id,
        session.now,
    )


def checked(boost: BoostRow, now: datetime) -> BoostRow:
    """Return a boost that there may be from a moment on; `InvalidInputError` for another."""
    if not ONCE < boost.factor <= MOST_TIMES or boost.factor % TENTH:
        raise InvalidInputError("factor", "boost-bad-factor")
    if boost.ends_at <= max(now, boost.begins_at):
        raise InvalidInputError("end", "boost-bad-end")
    if boost.ends_at - boost.begins_at > LONGEST:
        raise InvalidInputError("end", "boost-too-long", days=LONGEST.days)
    if len(boost.channel_ids) > MOST_CHANNELS:
        raise InvalidInputError("channels", "boost-too-many-channels", most=MOST_CHANNELS)
    return boost


def require_new(session: Session, community_id: int, boost: BoostRow) -> None:
    """Refuse a boost that changes nothing, because one like it is on or planned for all its time.

    That is what somebody gets who plans one twice; members would read of it twice.
    """
    for other in current(session, community_id):
        alike = (other.factor, set(other.channel_ids)) == (boost.factor, set(boost.channel_ids))
        begun = other.begins_at < boost.begins_at + AT_ONCE
        if alike and begun and boost.ends_at < other.ends_at + AT_ONCE:
            raise InvalidInputError("start", "boost-there-already")


def create(session: Session, by: Person, boost: BoostRow, *, announce: bool) -> int:
    """Plan a boost, or begin one now if its beginning is past; return its id.

    It is announced when it begins, in the channel for announcements.
    """
    require_manager(session, by)
    boost = checked(boost._replace(begins_at=max(boost.begins_at, session.now)), session.now)
    # Two managers take turns, so that of two boosts alike the second is refused.
    community = communities.locked(session, by.community_id)
    require_new(session, by.community_id, boost)
    on = (col(Boost.community_id) == by.community_id, col(Boost.ends_at) > session.now)
    if count_rows(session, Boost, *on) >= MOST:
        raise InvalidInputError("boost", "boost-too-many", most=MOST)
    boost_id = session.new_id()
    values = boost._asdict() | {"id": boost_id, "channel_ids": sorted(boost.channel_ids)}
    session.add(Boost(community_id=by.community_id, created_by=by.member_id, **values))
    session.flush()
    if announce and community.announcement_channel_id is not None:
        deliveries.enqueue(
            session,
            by.community_id,
            DeliveryKind.BOOST_ANNOUNCEMENT,
            key=f"boost:{boost_id}",
            channel_id=community.announcement_channel_id,
            after=boost.begins_at - session.now,
            boost=boost_id,
        )
    _record(session, by, "points.boost_created", boost)
    return boost_id


def end(session: Session, by: Person, boost_id: int) -> None:
    """End a boost; one that has not begun never will. What it has paid stays.

    One that is over is no mistake: others may have ended it, or the same press came twice.
    """
    require_manager(session, by)
    row = session.get(Boost, (by.community_id, boost_id), with_for_update=True)
    if row is None or row.ends_at <= session.now:
        return
    boost = BoostRow(*(getattr(row, name) for name in BoostRow._fields))
    stop(session, by.community_id, boost)
    _record(session, by, "points.boost_ended", boost)


def stop(session: Session, community_id: int, boost: BoostRow) -> None:
    """Let a boost be over now, as if it had never been planned where it has not begun."""
    this = (col(Boost.community_id) == community_id, col(Boost.id) == boost.id)
    if boost.begins_at < session.now:
        session.execute(update(Boost).where(*this).values(ends_at=session.now))
    else:
        session.execute(delete(Boost).where(*this))


def _record(session: Session, by: Person, done: str, boost: BoostRow) -> None:
    audit.record_by(
        session,
        by,
        done,
        times=boost.factor / ONCE,
        channel=boost.channel_ids[0] if boost.channel_ids else None,
        more=len(boost.channel_ids) - 1,
        begins=str(int(boost.begins_at.timestamp())),
        ends=str(int(boost.ends_at.timestamp())),
    )

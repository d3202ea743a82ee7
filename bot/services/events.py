"""What happened: stored once each, before anything comes of it.

Whoever learns of something stores it as a `NewEvent`; `bot/services/pipeline/process.py` processes
it. Keys and facts are texts that name what happened. Only their keyed digests are stored, so the
database can be asked about them, but names neither messages nor members.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from sqlalchemy import select, update
from sqlmodel import col

from bot.services import digests
from bot.services.state import Cells, Change, Lines, State
from db.parts import Bulk, Part
from db.session import Session
from db.statement import BulkStatement, Statement, equals, inline, param, params
from db.tables import Community, Event, EventState, Fact, Unpaid, table
from db.upsert import insert, insert_row

KEPT = timedelta(days=90)
"""How long events are kept; what is older cannot be recognised as the same any more."""

MOST_DEPTH = 5
"""How many workflows may cause each other."""

_SECRET = Statement(select(col(Community.secret)).where(col(Community.id) == param("community_id")))
_CLAIM = Statement(
    insert(Fact)
    .values(community_id=param("community_id"), key=param("key"), at=param("at"))
    .on_conflict_do_nothing()
    .returning(col(Fact.key))
)
_CLAIMED = Statement(
    select(col(Fact.key), col(Fact.at)).where(*equals(Fact.community_id, Fact.key))
)


class Outcome(NamedTuple):
    """What came of processing an event; the columns of its row."""

    state: EventState
    error: str | None = None
    counted: int = 0
    worth: int = 0
    unpaid: Unpaid | None = None
    place_factor: int | None = None
    boost_factor: int | None = None
    tier_factor: int | None = None


_store = insert_row(Event, *Outcome._fields)
_if_new = _store.on_conflict_do_nothing(index_elements=["community_id", "key"])
_STORE = Statement(_store)
_STORE_IF_NEW = Statement(_if_new.returning(col(Event.id)))
STORE_MANY = BulkStatement(_if_new)
"""Stores many events that make nothing so, as `storing` returns them, where they are new."""
_RAISED = Lines("event", BulkStatement(insert_row(Event)))
_END = BulkStatement(
    update(Event)
    .where(*equals(Event.community_id, Event.id), col(Event.state) == inline(EventState.PENDING))
    .values(**params(*Outcome._fields)),
    at_once=True,
)


class NewEvent(NamedTuple):
    """Something that happened, before it is stored.

    The same `key` is the same event. `fact`: what is so from then on, whoever says so; a second
    event that would make it so is none. `spelled`: how earlier versions wrote that fact, which
    they did no earlier than `spelled_since`.
    `data` holds ids (as texts), numbers and a webhook's values, never a message's text.
    """

    community_id: int
    trigger: str
    key: str
    member_id: int | None
    at: datetime
    channel_id: int | None = None
    data: Mapping[str, Any] = MappingProxyType({})
    fact: str | None = None
    spelled: tuple[str, ...] = ()
    spelled_since: datetime | None = None
    depth: int | None = None  # None: as deep as what is being done now
    category_id: int | None = None  # that the channel is in
    hangs_on: str | None = None  # the key of what it goes with, as of a message that is liked


def storing(session: Session, new_event: NewEvent, secret: str) -> Part:
    """Return what stores an event that is new and makes nothing so; `secret`: its community's."""
    assert new_event.fact is None
    return _STORE, _row(session, new_event, partial(digests.digest, secret), session.new_id())


class EventFacts(Protocol):
    """What rules need to know of an event; a row of `event` has it all."""

    @property
    def community_id(self) -> int: ...
    @property
    def id(self) -> int: ...
    @property
    def trigger(self) -> str: ...
    @property
    def member_id(self) -> int | None: ...
    @property
    def channel_id(self) -> int | None: ...
    @property
    def category_id(self) -> int | None: ...
    @property
    def data(self) -> Mapping[str, Any]: ...
    @property
    def depth(self) -> int: ...
    @property
    def happened_at(self) -> datetime: ...


class PendingEvent(NamedTuple):
    """An event that is to be processed. `row`: of one that has been raised and is not stored."""

    community_id: int
    id: int
    trigger: str
    member_id: int | None
    channel_id: int | None
    category_id: int | None
    data: Mapping[str, Any]
    depth: int
    happened_at: datetime
    row: dict[str, Any] | None = None


def _end(community_id: int, changes: Sequence[Change[int, Outcome]]) -> Sequence[Bulk]:
    rows = [
        {"community_id": community_id, "id": change.key, **change.after._asdict()}
        for change in changes
    ]
    return [(_END, rows)]


_OUTCOMES = Cells[int, Outcome]("event", load=lambda *_: {}, write=_end)


def end(state: State, event: PendingEvent, outcome: Outcome) -> None:
    """Note what came of an event."""
    if event.row is not None:
        event.row.update(outcome._asdict())
    else:
        state.set(_OUTCOMES, event.id, outcome)


def raise_in(state: State, new_event: NewEvent) -> None:
    """Raise an event, if it is new: it stands in `state.raised`, and waits if nobody takes it up.

    As `store` does, but `spelled` is not looked at: what Laurel raises by itself has one spelling.
    """
    if not state.is_new_event(new_event.key):
        return
    if new_event.fact is not None and not state.make_so(new_event.fact):
        return
    stored = _row(state, new_event, state.digest, state.new_id())
    row = stored | Outcome(EventState.PENDING)._asdict()
    state.add(_RAISED, row)
    facts = [row[name] for name in PendingEvent._fields if name != "row"]
    state.raised.append(PendingEvent(*facts)._replace(row=row))


def store(session: Session, new_events: Sequence[NewEvent]) -> int:
    """Store the events that are new; return how many those are."""
    communities = {new_event.community_id for new_event in new_events}
    digest_in = {one: partial(digests.digest, _secret(session, one)) for one in communities}
    stored_count = 0
    for is_fact, some in groupby(new_events, key=lambda new_event: new_event.fact is not None):
        alike = list(some)
        first_id = session.new_ids(len(alike))
        rows = [
            _row(session, new_event, digest_in[new_event.community_id], first_id + number)
            for number, new_event in enumerate(alike)
        ]
        if is_fact:
            told = zip(alike, rows, strict=True)
            stored_count += sum(_store_fact(session, new_event, row) for new_event, row in told)
        else:
            stored_count += session.run_many(STORE_MANY, rows)
    return stored_count


def _row(
    where: Session | State, new_event: NewEvent, digest_of: Callable[[str], str], event_id: int
) -> dict[str, Any]:
    """Return an event as it is stored."""
    return {
        "community_id": new_event.community_id,
        "id": event_id,
        "trigger": new_event.trigger,
        "key": digest_of(new_event.key),
        "member_id": new_event.member_id,
        "channel_id": new_event.channel_id,
        "category_id": new_event.category_id,
        "data": dict(new_event.data),
        "depth": where.depth if new_event.depth is None else new_event.depth,
        "happened_at": new_event.at,
        "created_at": where.now,
        "hangs_on": digest_of(new_event.hangs_on) if new_event.hangs_on else None,
    }


def _store_fact(session: Session, new_event: NewEvent, row: dict[str, Any]) -> bool:
    """Store an event after which something is so for ever; False if it is told already."""
    assert new_event.fact is not None
    if not session.run(_STORE_IF_NEW, **row):
        return False
    is_new = once(
        session,
        new_event.community_id,
        new_event.fact,
        spelled=new_event.spelled,
        since=new_event.spelled_since,
    )
    if not is_new:
        session.remove_row(Event, new_event.community_id, row["id"])
    return is_new


def once(
    session: Session,
    community_id: int,
    fact: str,
    *,
    spelled: Sequence[str] = (),
    since: datetime | None = None,
) -> bool:
    """Make something so, for ever; False if it was.

    `spelled`: other texts for the same fact, where they were noted `since` a moment. Nothing is
    written under those any more, so looking is enough there.
    """
    key = digest(session, community_id, fact)
    claimed = session.run(_CLAIM, community_id=community_id, key=key, at=session.now)
    return bool(claimed) and not any(
        is_so(session, community_id, one, since=since) for one in spelled
    )


def all_so(session: Session, community_id: int, facts: Iterable[str]) -> None:
    """Make many things so, for ever, where they are not yet."""
    secret = _secret(session, community_id)
    rows = [
        {"community_id": community_id, "key": digests.digest(secret, fact), "at": session.now}
        for fact in facts
    ]
    if rows:
        session.execute(insert(table(Fact)).on_conflict_do_nothing(), rows)


def is_so(session: Session, community_id: int, fact: str, *, since: datetime | None = None) -> bool:
    """Return whether something is so, and was noted `since` a moment if one is given."""
    key = digest(session, community_id, fact)
    rows = session.run(_CLAIMED, community_id=community_id, key=key)
    return bool(rows) and (since is None or rows[0].at >= since)


def find(session: Session, community_id: int, key: str) -> Event | None:
    """Return the event of a key, while it is kept."""
    return session.execute(
        select(Event).where(
            col(Event.community_id) == community_id,
            col(Event.key) == digest(session, community_id, key),
        )
    ).scalar_one_or_none()


def digest(session: Session, community_id: int, text: str) -> str:
    """Return what stands for a text in the database: 32 hexadecimal digits."""
    return digests.digest(_secret(session, community_id), text)


def _secret(session: Session, community_id: int) -> str:
    (row,) = session.run(_SECRET, community_id=community_id)
    return str(row.secret)


def ignore(event: Event, reason: str) -> None:
    """Note that an event does nothing; `reason` is in English and shown to managers who ask."""
    event.state = EventState.IGNORED
    event.error = reason

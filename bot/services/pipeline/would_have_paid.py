"""What a change of earning would have paid: the rules themselves, on what happened lately.

Stored events go through the function that pays (`earn.pay`), on a state that is thrown away. So a
preview costs time, in slices off the event loop, and has no rules of its own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from bot.services.actors import Person, require_manager
from bot.services.events import PendingEvent
from bot.services.members import present
from bot.services.members.diff import MemberSnapshot
from bot.services.pipeline.changes import Change
from bot.services.points import earn, places
from bot.services.points.earn import NIGHTS, TALLIES, WHOLE, TallyRow
from bot.services.state import Loaded, State
from bot.services.workflows.parts import triggers
from db.ids import first_id_at, made_at
from db.session import Session
from db.statement import Statement, equals, inline, param
from db.tables import Event, EventState

LOOKED_BACK = timedelta(days=30)
"""How far back events are looked at."""

MOST_EVENTS = 50_000
"""How many events are looked at; of more, the latest."""

SLICE = 500
"""Events at the most in one transaction."""

_LOGIN = "daily_login"

_EVENT = [getattr(Event, name) for name in PendingEvent._fields if name != "row"]
_FIRST = Statement(
    select(col(Event.id))
    .where(*equals(Event.community_id), col(Event.id) >= param("first"))
    .order_by(col(Event.id).desc())
    .offset(param("skipped"))
    .limit(1)
)
# A trigger at a time: an index has those in the order of ids.
_NEXT = Statement(
    select(*_EVENT, col(Event.worth), col(Event.created_at))
    .where(
        *equals(Event.community_id, Event.trigger),
        col(Event.id) > param("after"),
        col(Event.happened_at) >= param("since"),
        col(Event.state) == inline(EventState.DONE),
    )
    .order_by(col(Event.id))
    .limit(param("most"))
)


@dataclass
class Trial:
    """What was paid for the events that have been looked at, and what would have been paid.

    Both are by day, in ten-thousandths of a point. `cut`: there were too many events, so only the
    latest count, those `since` a moment. It is called again until `done`.
    """

    change: Change
    categories: Mapping[int, int]  # of channels, for events that were stored without
    first: int
    triggers: list[str]
    cut: bool
    paid: Counter[date] = field(default_factory=Counter)
    would: Counter[date] = field(default_factory=Counter)
    seen: int = 0
    after: int = 0  # the id of the last event that was looked at, of the present trigger
    begun: set[tuple[int, str, date]] = field(default_factory=set)
    took_part: set[tuple[int, date]] = field(default_factory=set)
    nowhere: set[tuple[int, datetime]] = field(default_factory=set)  # what would be no taking part
    state: State | None = None

    @property
    def done(self) -> bool:
        """Whether all events have been looked at."""
        return not self.triggers

    @property
    def since(self) -> datetime:
        """Since when the events were told that are looked at."""
        return made_at(self.first)

    @property
    def points(self) -> tuple[int, int]:
        """The points that were paid, and those that would have been."""
        return sum(self.paid.values()) // WHOLE, sum(self.would.values()) // WHOLE


def run(
    session: Session,
    by: Person,
    change: Change,
    categories: Mapping[int, int],
    so_far: Trial | None = None,
) -> Trial:
    """Look at a slice of the last 30 days' events; call it with what it returns until `done`.

    Changes nothing. `categories`: the category of each channel. Members are taken with the tier
    that they have today, and the days before the first one are taken to be empty.
    """
    require_manager(session, by)
    trial = so_far or _begin(session, by.community_id, change, categories)
    loaded = Loaded(session, by.community_id, locks=False)
    trial.state = (trial.state or State(loaded)).on(loaded)
    if so_far is None:
        change.alter(trial.state)
    if trial.done:
        return trial
    found = session.run(
        _NEXT,
        community_id=by.community_id,
        trigger=trial.triggers[0],
        after=max(trial.after, trial.first - 1),
        since=session.now - LOOKED_BACK,
        most=SLICE,
    )
    more = len(found) == SLICE
    rows = _without_last_moment(found) if more else found
    ids = {row.member_id for row in rows if row.member_id is not None}
    members = present.load(session, by.community_id, ids)
    # As they were taken up: what was told at once in the order in which it had happened.
    for row in sorted(rows, key=lambda row: (row.created_at, row.happened_at, row.id)):
        if row.member_id is not None:
            who = members.get(row.member_id) or MemberSnapshot(row.member_id)
            _look_at(trial, trial.state, PendingEvent(*row[: len(_EVENT)]), row.worth, who)
    trial.seen += len(rows)
    if more:
        trial.after = rows[-1].id
    else:
        trial.triggers.pop(0)
        trial.after = 0
    return trial


def _without_last_moment(rows: Sequence[Any]) -> Sequence[Any]:
    """Leave out the last that were told at once: there may be more of them in the next slice."""
    told = rows[-1].created_at
    until = next((n for n in range(len(rows), 0, -1) if rows[n - 1].created_at != told), 0)
    return rows[:until] or rows


def _begin(
    session: Session, community_id: int, change: Change, categories: Mapping[int, int]
) -> Trial:
    since = first_id_at(session.now - LOOKED_BACK)
    skipped = MOST_EVENTS - 1
    oldest = session.run(_FIRST, community_id=community_id, first=since, skipped=skipped)
    first = oldest[0].id if oldest else since
    return Trial(change, categories, first, list(_concerned(change)), cut=bool(oldest))


def _concerned(change: Change) -> Sequence[str]:
    """Return the triggers whose events a change may concern.

    The first activity of a day comes last: by then it is known whether it would be one.
    """
    concerned = [
        key
        for key, trigger in triggers().items()
        if (trigger.earns is not None and change.only in (None, trigger.earns))
        or "counts_as" in vars(trigger)  # its own: that depends on the event
        or (change.ends_days and (trigger.activity or key == _LOGIN))
    ]
    return sorted(concerned, key=lambda key: key == _LOGIN)


def _look_at(
    trial: Trial, state: State, event: PendingEvent, worth: int, who: MemberSnapshot
) -> None:
    """Count what an event was paid, and what it would be."""
    action, count = triggers()[event.trigger].counts_as(event) or (None, 0)
    if event.category_id is None and event.channel_id is not None:
        event = event._replace(category_id=trial.categories.get(event.channel_id))
    day = state.day(event.happened_at)
    _note_part(trial, state, event, action, day)
    if _is_no_login(trial, event, day):
        trial.paid[day] += worth
        return
    if action is None or trial.change.only not in (None, action):
        return
    for night in NIGHTS:
        key = who.member_id, action, day - night
        if key not in trial.begun:
            trial.begun.add(key)
            state.set(TALLIES, key, TallyRow())
    left_out = trial.change.leaves_out(who)
    earned = earn.pay(state, event, action, count, who.role_ids, left_out=left_out)
    trial.paid[day] += worth
    trial.would[day] += earned.worth


def _note_part(
    trial: Trial, state: State, event: PendingEvent, action: str | None, day: date
) -> None:
    """Note whether an event would be taking part in its day."""
    if event.member_id is None or not triggers()[event.trigger].activity:
        return
    if places.factor_in(state, event, action) > 0:
        trial.took_part.add((event.member_id, day))
    elif trial.change.only in (None, action):
        trial.nowhere.add((event.member_id, event.happened_at))


def _is_no_login(trial: Trial, event: PendingEvent, day: date) -> bool:
    """Return whether this is a day's first activity by something that would be none.

    It has the very time of what it was; `/daily` has one of its own.
    """
    if event.trigger != _LOGIN or event.member_id is None:
        return False
    who = event.member_id
    return (who, event.happened_at) in trial.nowhere and (who, day) not in trial.took_part

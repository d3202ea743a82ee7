"""The pipeline of every event: from its row to points, goals and workflows.

Waiting events of one community are processed in batches, and runs that are due are carried on with
them: what they need is read once, everything is decided in memory (`bot/services/state.py`), and
what has changed is written once. A batch is one transaction, whole or not at all.

What a member did is processed in the order in which it happened, since streaks and cooldowns go by
it. What an event causes, such as a streak or a completed goal, is processed right after it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.services import deliveries, events
from bot.services.events import NewEvent, Outcome, PendingEvent
from bot.services.goals import progress
from bot.services.later import BrokenPartError
from bot.services.members.diff import MemberSnapshot
from bot.services.members.present import MEMBERS, who_now
from bot.services.memory import Known, Memory
from bot.services.pipeline import waiting
from bot.services.points import earn, ledger, places, streaks
from bot.services.points.earn import BOTH, Earned
from bot.services.state import Loaded, State, decide, decide_now
from bot.services.workflows import runner
from bot.services.workflows.parts import Trigger, triggers
from bot.services.workflows.run_store import ReadyRun
from db.errors import is_ours
from db.locks import try_alone
from db.session import Session
from db.tables import EventState

MOST = 256
"""Events, and runs, in one batch at the most."""

ALONE = "events"
"""The purpose for which a transaction has a community for itself."""


_CAUSED = ("daily_login", "streak_reached", "goal_completed", "tier_reached")
"""The triggers of what events cause."""


@dataclass(frozen=True)
class Processed:
    """A batch that was processed: how many events and runs, and what may be remembered of it."""

    count: int
    learned: Memory


def process(
    session: Session,
    community_id: int,
    memory: Memory,
    *,
    most: int = MOST,
    set_aside: Collection[object] = (),
) -> Processed | None:
    """Process what has waited longest in a community; None if another process is at it.

    Raises `StaleError` if something was changed meanwhile, and `BrokenPartError` for a mistake of
    ours; everything must then be undone. Done again with that part `set_aside`, it alone fails.
    """
    if not try_alone(session, ALONE, community_id):
        return None
    runs = waiting.due_runs(session, community_id, most)
    pending = waiting.pending_events(session, community_id, most) if len(runs) < most else []
    if not runs and not pending:
        return Processed(0, Memory())
    loaded = Loaded(session, community_id, memory)
    of_runs = waiting.events_of(session, community_id, runs)
    _prefetch(loaded, runs, pending)

    def all_of_it(state: State) -> None:
        for run in runs:
            runner.carry_on(state, run, of_runs[run.event_id], set_aside)
            _follow(state, set_aside)
        for event in pending:
            _process(state, event, set_aside)
            _follow(state, set_aside)

    decide(loaded, all_of_it)
    return Processed(len(runs) + len(pending), loaded.learned)


def give_up(session: Session, community_id: int) -> None:
    """Let what has waited longest in a community fail, whatever it is, so that others go on.

    Call it where that fails alone each time, and nothing says which part of it does.
    """
    if not try_alone(session, ALONE, community_id):
        return
    runs = waiting.due_runs(session, community_id, 1)
    pending = waiting.pending_events(session, community_id, 1) if not runs else []

    def fail(state: State) -> None:
        for run in runs:
            runner.give_up(state, run)
        for event in pending:
            _fail(state, event)

    decide_now(session, community_id, fail)


def _follow(state: State, set_aside: Collection[object]) -> None:
    """Process what has been raised, and what that raises, the causes first."""
    queue, state.raised = state.raised, []
    while queue:
        _process(state, queue.pop(0), set_aside)
        queue, state.raised = state.raised + queue, []


def _process(state: State, event: PendingEvent, set_aside: Collection[object]) -> None:
    """Let an event have its consequences."""
    part = "event", event.id if event.row is None else event.row["key"]
    if part in set_aside:
        _fail(state, event)
        return
    trigger = triggers().get(event.trigger)
    if trigger is None:
        events.end(state, event, Outcome(EventState.IGNORED, f"nothing is called {event.trigger}"))
        return
    who = who_now(state, event.member_id) if trigger.about_member else None
    if trigger.about_member and who is None:
        events.end(state, event, Outcome(EventState.IGNORED, "not a member"))
        return
    state.depth, state.part = event.depth, part
    try:
        earned = Earned() if who is None else _count(state, event, trigger, who)
        runner.begin(state, event, who, set_aside)
    except BrokenPartError:
        raise
    except Exception as error:
        if not is_ours(error):
            raise
        raise BrokenPartError(part) from error
    counted, worth, unpaid, factors = earned.counted, earned.worth, earned.unpaid, earned.factors
    events.end(state, event, Outcome(EventState.DONE, None, counted, worth, unpaid, *factors))


def _count(
    state: State, event: PendingEvent, trigger: type[Trigger], who: MemberSnapshot
) -> Earned:
    """Let an event count for streaks, points and goals; return what it earned.

    Where nothing is earned it is no taking part in the day either. Goals that count all count it.
    """
    counted = trigger.counts_as(event)
    action = counted[0] if counted is not None else None
    if trigger.activity and places.factor_in(state, event, action) > 0:
        day = state.day(event.happened_at)
        if not state.knows_event(_login_key(who.member_id, day)):
            login = daily_login(state.community_id, who.member_id, day, event.happened_at)
            events.raise_in(state, login)
    if event.trigger == "daily_login":
        streaks.extend(state, who.member_id, date.fromisoformat(event.data["day"]))
    if counted is None:
        return Earned()
    action, count = counted
    earned = earn.earn(state, event, action, count, who.role_ids, left_out=who.left_out)
    progress.advance(state, event, action, count, earned.counted, earned.points)
    return earned


def daily_login(community_id: int, member_id: int, day: date, at: datetime) -> NewEvent:
    """Return the event of taking part on a day; only the first of a day is stored."""
    return NewEvent(
        community_id,
        "daily_login",
        _login_key(member_id, day),
        member_id,
        at,
        data={"day": str(day)},
    )


def _login_key(member_id: int, day: date) -> str:
    return f"daily_login:{member_id}:{day}"


def _fail(state: State, event: PendingEvent) -> None:
    """Give up an event that our own mistake broke, so that others go on."""
    events.end(state, event, Outcome(EventState.FAILED, "taking it up went wrong; see the log"))
    today = state.day(state.now)
    deliveries.notify_managers_in(
        state,
        "notice-event-failed",
        key=f"event:{event.trigger}:{today}",
        event=str(event.id),
    )


def _action(event: PendingEvent) -> str | None:
    """Return the action that an event is for earning rules; None also where nobody can tell."""
    trigger = triggers().get(event.trigger)
    try:
        counted = trigger.counts_as(event) if trigger is not None else None
    except Exception:  # noqa: BLE001  # it fails again, alone, where the event is processed
        return None
    return counted[0] if counted is not None else None


def _prefetch(loaded: Loaded, runs: Sequence[ReadyRun], pending: Sequence[PendingEvent]) -> None:
    """Read at once what a batch will ask for; what is not foreseen here is read when it is."""
    known = triggers()
    about = [(event, event.member_id) for event in pending if event.member_id is not None]
    members = {member_id for _, member_id in about}
    members |= {run.member_id for run in runs if run.member_id is not None}
    loaded.members = members
    loaded.prefetch(MEMBERS, members)
    runner.prefetch(loaded, {*_CAUSED, *(event.trigger for event in pending)})
    runner.prefetch_due(loaded, runs)
    loaded.prefetch(ledger.WALLETS, ((who, wallet) for who in members for wallet in BOTH))
    days = {event.id: loaded.day(event.happened_at) for event in pending}
    logins = {
        (who, days[event.id])
        for event, who in about
        if event.trigger in known and known[event.trigger].activity
    }
    unknown = {_login_key(who, day) for who, day in logins} - loaded.memory.events
    if unknown:  # mostly each member's first message of the day
        loaded.has_surprise(Known(events=unknown))
        loaded.prefetch(streaks.STREAKS, members)
    actions = [
        (event, who, action)
        for event, who in about
        if loaded.get(MEMBERS, who) is not None and (action := _action(event)) is not None
    ]
    loaded.prefetch(
        earn.TALLIES,
        (
            (who, action, days[event.id] - night)
            for event, who, action in actions
            for night in earn.NIGHTS
        ),
    )
    if unknown:
        loaded.prefetch(
            earn.TALLIES,
            ((who, "daily_login", day - night) for who, day in logins for night in earn.NIGHTS),
        )
    progress.prefetch(loaded, {(who, days[event.id]) for event, who, _ in actions})

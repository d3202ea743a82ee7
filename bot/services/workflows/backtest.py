"""A backtest: what a workflow would have done on the events of the last 30 days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import col, func, select

from bot.services.actors import Person, require_manager
from bot.services.members import present
from bot.services.members.diff import MemberSnapshot
from bot.services.state import Loaded, State
from bot.services.workflows.definition import Definition
from bot.services.workflows.evaluate import Evaluator, Result
from bot.services.workflows.parts import Context, Step, first_time
from db.session import Session
from db.tables import Event, EventState

LOOKED_BACK = timedelta(days=30)
"""How far back events are evaluated."""

MOST_EVENTS = 50_000
"""How many events are evaluated; of more, the latest."""

SLICE = 500
"""Events at the most in one transaction."""


@dataclass
class StepTotal:
    """How often a step would have been performed, and for how many members.

    `left`: how many of its reward there are; None where nothing is counted. `refused` counts by
    the text that says why not; `held` counts badges that were held already.
    """

    step: Step
    left: int | None
    times: int = 0
    members: set[int] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    held: int = 0

    @property
    def suffices(self) -> bool:
        """Return whether there is enough for everybody."""
        return self.left is None or self.left >= self.times

    def count(self, result: Result, member_id: int | None) -> None:
        """Add what came of the step on one event."""
        if result.refusal is not None:
            self.refused[result.refusal.message] += 1
        elif not result.applied.changed:
            self.held += 1
        else:
            self.times += 1
            if member_id is not None:
                self.members.add(member_id)


@dataclass
class Backtest:
    """What a workflow would have done on the events that have been evaluated so far.

    `runs` counts events for which its conditions are true today; `cut`: there were too many events,
    and only the latest are evaluated.
    """

    steps: list[StepTotal]
    total: int
    cut: bool
    seen: int = 0
    runs: int = 0
    done: bool = False
    after: int = 0  # the id of the last event that was evaluated
    members: set[int] = field(default_factory=set)  # for whom it would have run
    state: State | None = None  # what it would have changed


def run(
    session: Session, by: Person, definition: Definition, so_far: Backtest | None = None
) -> Backtest:
    """Evaluate a slice of the last 30 days' events; call it with what it returns until `done`.

    Changes nothing. Members are taken as they are today, and each for the first time.
    """
    require_manager(session, by)
    backtest = so_far or _begin(session, by.community_id, definition)
    events = session.exec(
        select(Event)
        .where(*_chosen(session, by.community_id, definition), col(Event.id) > backtest.after)
        .order_by(col(Event.id))
        .limit(SLICE)
    ).all()
    loaded = Loaded(session, by.community_id, locks=False)
    before = backtest.state or State(loaded, counts_stock=False)
    members = present.load(session, by.community_id, {event.member_id or 0 for event in events})
    backtest.state = before.on(loaded)
    for event in events:
        who = members.get(event.member_id or 0)
        if who is not None or not definition.trigger.about_member:
            _evaluate(backtest.state, backtest, definition, event, who)
    backtest.seen += len(events)
    backtest.done = len(events) < SLICE
    if events:
        backtest.after = events[-1].id
    return backtest


def _chosen(session: Session, community_id: int, definition: Definition) -> Sequence[bool]:
    return (
        Event.community_id == community_id,
        Event.trigger == definition.trigger.key,
        Event.happened_at >= session.now - LOOKED_BACK,
        Event.state == EventState.DONE,
    )


def _begin(session: Session, community_id: int, definition: Definition) -> Backtest:
    chosen = _chosen(session, community_id, definition)
    total = session.exec(select(func.count()).select_from(Event).where(*chosen)).one()
    first = session.exec(
        select(Event.id)
        .where(*chosen)
        .order_by(col(Event.id).desc())
        .offset(MOST_EVENTS - 1)
        .limit(1)
    ).first()
    return Backtest(
        steps=[
            StepTotal(step, left=step.available(session, community_id)) for step in definition.steps
        ],
        total=min(total, MOST_EVENTS),
        cut=total > MOST_EVENTS,
        after=first - 1 if first is not None else 0,
    )


def _evaluate(
    state: State,
    backtest: Backtest,
    definition: Definition,
    event: Event,
    who: MemberSnapshot | None,
) -> None:
    evaluator = Evaluator(definition, Context(state, event, None, run_id=0, who=who))
    if not evaluator.matches() or any(result.is_false for result in evaluator.conditions()):
        return
    backtest.runs += 1
    if who is not None:
        backtest.members.add(who.member_id)
        state.make_so(first_time(None, who.member_id))
    for total, result in zip(backtest.steps, evaluator.steps(), strict=False):
        total.count(result, who.member_id if who else None)

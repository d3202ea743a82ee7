"""One workflow on one event, judged by a dry run, a backtest and a run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from bot.services.actors import RoleFacts
from bot.services.workflows import backtest, drafts, dry_run, editing
from bot.services.workflows.backtest import StepTotal
from bot.services.workflows.definition import Definition
from bot.services.workflows.permissions import Attachable
from db.database import Database
from db.session import Session
from db.tables import Event, EventState, Run, RunState, Trace, TraceOutcome
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI
from tests.support.pipeline import seen, until_nothing_is_left

Json = dict[str, Any]

FALSE = TraceOutcome.FALSE
DONE, SKIPPED, FAILED = TraceOutcome.DONE, TraceOutcome.SKIPPED, TraceOutcome.FAILED


def allow(
    *, roles: Iterable[int], channels: Iterable[int], closed: Iterable[int] = ()
) -> Attachable:
    """Return what a manager may attach; Laurel cannot post in a closed channel."""
    facts = {role: RoleFacts(role, True, False) for role in roles}
    return Attachable(facts, {*channels, *closed}, set(channels))


@dataclass(frozen=True)
class Judged:
    """What one of the three says: whether it runs, and what came of each step that was tried."""

    runs: bool
    steps: tuple[TraceOutcome, ...] = ()


def _judged(runs: bool, outcomes: Iterable[TraceOutcome | None]) -> Judged:
    """Only a run waits; to the others a wait is done."""
    waited = (DONE if one is TraceOutcome.WAITING else one for one in outcomes)
    return Judged(runs, tuple(one for one in waited if one is not None))


def _outcome(total: StepTotal) -> TraceOutcome | None:
    if total.refused or (total.times and not total.suffices):
        return SKIPPED if total.step.go_on else FAILED
    return DONE if total.times or total.held else None


async def judged(
    db: Database,
    clock: Clock,
    data: Json,
    raise_event: Callable[[Session, int], Event],
    attachable: Attachable,
    *,
    name: str,
) -> list[Judged]:
    """Return what a dry run, a backtest and a run say of a workflow on an event about Mai.

    The event is raised once the workflow is there; its id is passed.
    """
    definition = Definition.model_validate(data)

    def begun(session: Session) -> tuple[int, int]:
        draft = drafts.begin(session, BOSS, name, data)
        saved = editing.save(session, BOSS, draft.draft_id, attachable, enable=True)
        return saved.workflow_id, raise_event(session, saved.workflow_id).id

    workflow_id, event_id = await db.write(begun)
    who = None
    if definition.trigger.about_member:
        who = await db.read(seen, MAI.member_id)
    dried = await db.write(dry_run.run, BOSS, definition, who, workflow_id=workflow_id)
    checked = [line.outcome for line in dried.results if line.part.kind == "condition"]
    performed = [line.outcome for line in dried.results if line.part.kind == "step"]
    tested = await db.read(backtest.run, BOSS, definition)

    def wait(session: Session) -> None:
        session.get_one(Event, (CLUB, event_id)).state = EventState.PENDING

    def left(session: Session) -> bool:
        ready = select(Run.id).where(Run.state == RunState.READY)
        return session.exec(ready).first() is not None

    await db.write(wait)
    await until_nothing_is_left(db)
    while await db.read(left):
        clock.forward(days=3)
        await until_nothing_is_left(db)

    def traced(session: Session) -> Judged:
        mine = Run.workflow_id == workflow_id, Run.event_id == event_id
        (run,) = session.exec(select(Run).where(*mine)).all()
        rows = session.exec(select(Trace).where(Trace.run_id == run.id).order_by(col(Trace.id)))
        outcomes = [TraceOutcome(row.outcome) for row in rows if row.path.startswith("steps")]
        return _judged(run.state != RunState.DECLINED, outcomes)

    return [
        _judged(FALSE not in checked, performed),
        _judged(tested.runs == 1, map(_outcome, tested.steps)),
        await db.read(traced),
    ]

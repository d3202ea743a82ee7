"""Runs: one workflow working on one event, kept in rows so that a crash loses nothing.

`begin` makes runs when an event is taken up, and asks their conditions there and then. `work`
carries one on. What a run does in the database commits together with the trace of it; what it owes
to Discord or the web becomes deliveries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlmodel import col

from bot.services import audit, deliveries, events
from bot.services.errors import GoneError, RefusedError
from bot.services.people import Person, require_manager
from bot.services.workflows.definition import Definition
from bot.services.workflows.parts import Condition, Context, MemberNow, Step, first_time, steps
from db.errors import is_ours
from db.session import Session
from db.tables import (
    Event,
    Goal,
    Member,
    Run,
    RunState,
    Trace,
    TraceOutcome,
    Workflow,
    WorkflowState,
    WorkflowVersion,
)

BROKEN = "run-broken"
"""The cause of a run that failed by a mistake of ours."""

TOO_DEEP = "run-too-deep"
LEFT = "run-member-left"
STOPPED = "run-workflow-archived"


class BrokenRunError(Exception):
    """Carrying on a run failed by a mistake of ours: undo everything, then `fail` it."""

    def __init__(self, community_id: int, run_id: int) -> None:
        super().__init__(community_id, run_id)
        self.community_id = community_id
        self.run_id = run_id


@dataclass(frozen=True)
class Worked:
    """What became of a run that was carried on."""

    community_id: int
    run_id: int
    state: RunState


def who_now(session: Session, community_id: int, member_id: int | None) -> MemberNow | None:
    """Return a member who is here, as Laurel last saw them; None for nobody, or who has left."""
    if member_id is None:
        return None
    member = session.get(Member, (community_id, member_id), populate_existing=True)
    if member is None or not member.present:
        return None
    return MemberNow(member_id, frozenset(map(int, member.role_ids)), member.joined_at)


def begin(session: Session, event: Event, who: MemberNow | None) -> int:
    """Make the runs that an event sets off; return how many. One workflow stops no other."""
    begun = 0
    for workflow, version in _listening(session, event):
        try:
            with session.begin_nested():
                begun += _begin(session, event, who, workflow, version)
        except Exception as error:
            if not is_ours(error):
                raise
            workflow.broken = BROKEN
    if event.trigger == "goal_completed" and event.data.get("reward"):
        session.add(
            Run(
                community_id=event.community_id,
                id=session.new_id(),
                event_id=event.id,
                goal_id=int(event.data["goal"]),
                reward_id=int(event.data["reward"]),
                member_id=event.member_id,
                depth=event.depth,
                due_at=session.now,
                created_at=session.now,
            )
        )
        begun += 1
    return begun


def _listening(session: Session, event: Event) -> Sequence[tuple[Workflow, WorkflowVersion]]:
    rows = session.execute(
        select(Workflow, WorkflowVersion)
        .join(
            WorkflowVersion,
            (col(WorkflowVersion.community_id) == col(Workflow.community_id))
            & (col(WorkflowVersion.workflow_id) == col(Workflow.id))
            & (col(WorkflowVersion.version) == col(Workflow.version)),
        )
        .where(
            col(Workflow.community_id) == event.community_id,
            col(Workflow.trigger) == event.trigger,
            col(Workflow.state) == WorkflowState.ENABLED,
            # What happened before there was this workflow is not for it.
            col(Workflow.created_at) <= event.happened_at,
        )
        .order_by(col(Workflow.id))
    )
    return [(workflow, version) for workflow, version in rows]


def _begin(
    session: Session,
    event: Event,
    who: MemberNow | None,
    workflow: Workflow,
    version: WorkflowVersion,
) -> int:
    definition = Definition.model_validate(version.definition)
    run_id = session.new_id()
    context = Context(
        session=session,
        community_id=event.community_id,
        event=event,
        workflow_id=workflow.id,
        run_id=run_id,
        who=who,
    )
    if not definition.trigger.matches(context):
        return 0
    run = Run(
        community_id=event.community_id,
        id=run_id,
        event_id=event.id,
        workflow_id=workflow.id,
        version=version.version,
        member_id=event.member_id,
        depth=event.depth,
        due_at=session.now,
        created_at=session.now,
    )
    session.add(run)
    session.flush()
    if event.depth >= events.MOST_DEPTH:
        _finish(session, run, RunState.ENDED, TOO_DEEP)
    elif not _all_hold(context, definition.conditions):
        _finish(session, run, RunState.DECLINED)
    return 1


def _all_hold(context: Context, conditions: Sequence[Condition]) -> bool:
    """Ask all conditions, and note that this workflow has run for this member.

    If it was noted meanwhile by somebody else, they are asked again: `first_time` may have changed.
    """
    if not all(_holds(context, n, asked) for n, asked in enumerate(conditions)):
        return False
    if context.who is None:
        return True
    fact = first_time(context.workflow_id, context.who.member_id)
    if events.once(context.session, context.community_id, fact):
        return True
    return all(asked.holds(context) for asked in conditions)


def _holds(context: Context, number: int, asked: Condition) -> bool:
    holds = asked.holds(context)
    outcome = TraceOutcome.HELD if holds else TraceOutcome.NOT_HELD
    _trace(context, f"conditions.{number}", outcome)
    return holds


def work(session: Session) -> Worked | None:
    """Carry on the run that has been due for longest, up to its end or its next wait.

    Raises `BrokenRunError` for a mistake of ours; everything must then be undone.
    """
    run = session.execute(
        select(Run)
        .where(col(Run.state) == RunState.READY, col(Run.due_at) <= session.now)
        .order_by(col(Run.due_at), col(Run.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar_one_or_none()
    if run is None:
        return None
    try:
        _carry_on(session, run)
        session.flush()
    except Exception as error:
        if not is_ours(error):
            raise
        raise BrokenRunError(run.community_id, run.id) from error
    return Worked(run.community_id, run.id, RunState(run.state))


def _carry_on(session: Session, run: Run) -> None:
    who = who_now(session, run.community_id, run.member_id)
    if run.member_id is not None and who is None:
        _finish(session, run, RunState.ENDED, LEFT)
        return
    todo = _steps(session, run)
    if todo is None:
        _finish(session, run, RunState.ENDED, STOPPED)
        return
    event = session.get_one(Event, (run.community_id, run.event_id))
    session.depth = run.depth + 1
    while run.position < len(todo):
        context = Context(
            session=session,
            community_id=run.community_id,
            event=event,
            workflow_id=run.workflow_id,
            run_id=run.id,
            path=f"steps.{run.position}",
            who=who,
        )
        pause = _do(session, run, context, todo[run.position])
        if run.state == RunState.FAILED:
            return
        run.position += 1
        if pause is not None:
            run.due_at = session.now + pause
            return
    _finish(session, run, RunState.DONE)


def _steps(session: Session, run: Run) -> Sequence[Step] | None:
    """Return what a run does, by the version it began with; None if it shall not any more."""
    if run.workflow_id is None:
        reward = {"type": "assign_reward", "reward": run.reward_id}
        return [steps()["assign_reward"].model_validate(reward)]
    workflow = session.get_one(Workflow, (run.community_id, run.workflow_id))
    if workflow.state == WorkflowState.ARCHIVED:
        return None
    version = session.get_one(WorkflowVersion, (run.community_id, run.workflow_id, run.version))
    return Definition.model_validate(version.definition).steps


def _do(session: Session, run: Run, context: Context, step: Step) -> timedelta | None:
    """Do one step, and note what became of it. What cannot be done changes nothing."""
    try:
        with session.begin_nested():
            pause = step.do(context)
    except RefusedError as refusal:
        outcome = TraceOutcome.SKIPPED if step.go_on else TraceOutcome.FAILED
        _trace(context, context.path, outcome, refusal)
        if not step.go_on:
            _finish(session, run, RunState.FAILED, refusal.message)
            _tell_managers(session, run, refusal.message)
        return None
    _trace(context, context.path, TraceOutcome.DONE if pause is None else TraceOutcome.WAITING)
    return pause


def _trace(
    context: Context, path: str, outcome: TraceOutcome, refusal: RefusedError | None = None
) -> None:
    context.session.add(
        Trace(
            community_id=context.community_id,
            id=context.session.new_id(),
            run_id=context.run_id,
            path=path,
            outcome=outcome,
            cause=refusal.message if refusal else None,
            details=_plain(refusal.params) if refusal else {},
            at=context.session.now,
        )
    )


def _plain(params: dict[str, object]) -> dict[str, object]:
    """Return parameters of a text as JSON can hold them."""
    return {
        name: value if isinstance(value, int | str | None) else str(value)
        for name, value in params.items()
    }


def _finish(session: Session, run: Run, state: RunState, cause: str | None = None) -> None:
    run.state = state
    run.error = cause
    run.finished_at = session.now
    if run.workflow_id is None or state not in {RunState.DONE, RunState.FAILED}:
        return
    session.execute(
        update(Workflow)
        .where(col(Workflow.community_id) == run.community_id, col(Workflow.id) == run.workflow_id)
        .where(col(Workflow.broken).is_distinct_from(cause))
        .values(broken=cause)
    )


def _tell_managers(session: Session, run: Run, cause: str) -> None:
    """Tell managers, once for each cause."""
    if run.workflow_id is not None:
        workflow = session.get_one(Workflow, (run.community_id, run.workflow_id))
        deliveries.notify_managers(
            session,
            run.community_id,
            "notice-workflow-failed",
            key=f"workflow:{workflow.id}:{run.version}:{cause}",
            workflow=workflow.name,
        )
    elif run.goal_id is not None:
        goal = session.get_one(Goal, (run.community_id, run.goal_id))
        deliveries.notify_managers(
            session,
            run.community_id,
            "notice-goal-failed",
            key=f"goal:{goal.id}:{run.reward_id}:{cause}",
            goal=goal.name,
        )


def fail(session: Session, community_id: int, run_id: int) -> None:
    """Give up a run that our own mistake broke; its workflow shows as broken, others go on."""
    run = session.get_one(Run, (community_id, run_id))
    if run.state != RunState.READY:
        return
    _finish(session, run, RunState.FAILED, BROKEN)
    _tell_managers(session, run, BROKEN)


def retry(session: Session, by: Person, run_id: int) -> None:
    """Carry on a run that failed, at the step that could not be done."""
    require_manager(session, by)
    again = session.execute(
        update(Run)
        .where(
            col(Run.community_id) == by.community_id,
            col(Run.id) == run_id,
            col(Run.state) == RunState.FAILED,
        )
        .values(state=RunState.READY, due_at=session.now, error=None, finished_at=None)
        .returning(col(Run.member_id))
    ).first()
    if again is None:
        raise GoneError
    audit.record(
        session,
        by.community_id,
        "workflow.retried",
        actor_id=by.member_id,
        member_id=again.member_id,
    )

"""Runs: one workflow working on one event, kept in rows so that a crash loses nothing.

`begin` makes runs when an event is taken up, and asks their conditions there and then. `work`
carries one on. What a run does in the database commits together with the trace of it; what it owes
to Discord or the web becomes deliveries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlmodel import col

from bot.services import audit, deliveries, events
from bot.services.actors import Person, require_manager
from bot.services.errors import GoneError
from bot.services.workflows import run_store, temporary_roles
from bot.services.workflows.definition import Definition
from bot.services.workflows.evaluate import Asked, ask, attempt, do
from bot.services.workflows.parts import Condition, Context, MemberNow, Step, first_time, steps
from db.errors import is_from_database, is_ours
from db.session import Session
from db.statement import Statement, param
from db.tables import (
    Event,
    Goal,
    Member,
    Run,
    RunState,
    TraceOutcome,
    Workflow,
    WorkflowState,
)

log = structlog.get_logger(__name__)

BROKEN = "run-broken"
"""The cause of a run that failed by a mistake of ours."""

TOO_DEEP = "run-too-deep"
LEFT = "run-member-left"
STOPPED = "run-workflow-archived"


_MEMBER = Statement(
    select(col(Member.present), col(Member.role_ids), col(Member.joined_at)).where(
        col(Member.community_id) == param("community_id"),
        col(Member.member_id) == param("member_id"),
    )
)


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
    rows = session.run(_MEMBER, community_id=community_id, member_id=member_id)
    if not rows or not rows[0].present:
        return None
    return MemberNow(member_id, frozenset(map(int, rows[0].role_ids)), rows[0].joined_at)


def begin(session: Session, event: Event, who: MemberNow | None) -> None:
    """Make the runs that an event sets off. A workflow that is broken stops no other."""
    for workflow in run_store.listening(session, event):
        try:
            _begin(session, event, who, workflow)
        except Exception as error:
            if is_from_database(error):
                raise
            log.error("workflow.broken", workflow=workflow.id, exc_info=error)
            run_store.broken(session, event.community_id, workflow.id, BROKEN)
    if event.trigger == "goal_completed" and event.data.get("reward"):
        goal_id, reward_id = int(event.data["goal"]), int(event.data["reward"])
        run_store.new_run(session, event, session.new_id(), goal_id=goal_id, reward_id=reward_id)


def _begin(session: Session, event: Event, who: MemberNow | None, workflow: Any) -> None:
    definition = Definition.model_validate(workflow.definition)
    context = Context(
        session=session,
        community_id=event.community_id,
        event=event,
        workflow_id=workflow.id,
        run_id=session.new_id(),
        who=who,
    )
    if not definition.trigger.matches(context):
        return
    asked: list[Asked] = []
    state, cause = RunState.READY, None
    if event.depth >= events.MOST_DEPTH:
        state, cause = RunState.ENDED, TOO_DEEP
    elif not _all_hold(context, definition.conditions, asked):
        state = RunState.DECLINED
    which = {"workflow_id": workflow.id, "version": workflow.version}
    run_store.new_run(session, event, context.run_id, **which, state=state, cause=cause)
    for one in asked:
        run_store.trace(context, one.path, one.outcome)


def _all_hold(context: Context, conditions: Sequence[Condition], asked: list[Asked]) -> bool:
    """Ask all conditions up to one that says no, and note that the workflow runs for a member.

    If that was noted meanwhile by somebody else, they are asked again: `first_time` has changed.
    """
    if not _ask(context, conditions, asked):
        return False
    if context.who is None:
        return True
    fact = first_time(context.workflow_id, context.who.member_id)
    if events.once(context.session, context.community_id, fact):
        return True
    asked.clear()
    return _ask(context, conditions, asked)


def _ask(context: Context, conditions: Sequence[Condition], asked: list[Asked]) -> bool:
    for one in ask(context, conditions):
        asked.append(one)
        if not one.held:
            return False
    return True


def work(session: Session) -> Worked | None:
    """Carry on the run that has been due for longest, up to its end or its next wait.

    Raises `BrokenRunError` for a mistake of ours; everything must then be undone.
    """
    run = run_store.due(session)
    if run is None:
        return None
    try:
        state = _carry_on(session, run)
        session.flush()
    except Exception as error:
        if not is_ours(error):
            raise
        raise BrokenRunError(run.community_id, run.id) from error
    return Worked(run.community_id, run.id, state)


def _carry_on(session: Session, run: Any) -> RunState:
    who = who_now(session, run.community_id, run.member_id)
    if run.member_id is not None and who is None:
        return _end(session, run, run.position, LEFT)
    todo = _steps(session, run)
    if todo is None:
        return _end(session, run, run.position, STOPPED)
    event = session.get_one(Event, (run.community_id, run.event_id))
    session.depth = run.depth + 1
    context = Context(
        session=session,
        community_id=run.community_id,
        event=event,
        workflow_id=run.workflow_id,
        run_id=run.id,
        who=who,
    )
    for made in attempt(context, todo, do, first=run.position):
        run_store.trace(context, made.path, made.outcome, made.refusal)
        if made.outcome is TraceOutcome.FAILED and made.refusal is not None:
            cause = made.refusal.message
            run_store.save(session, run, made.position, RunState.FAILED, cause)
            temporary_roles.let_go(session, run, made.position)
            _tell_managers(session, run, cause, made.refusal.params)
            return RunState.FAILED
        if made.done.pause is not None:
            due = session.now + made.done.pause
            run_store.save(session, run, made.position + 1, due_at=due)
            return RunState.READY
    run_store.save(session, run, len(todo), RunState.DONE)
    if any(step.type == "add_role" for step in todo):
        temporary_roles.let_go(session, run, len(todo))
    return RunState.DONE


def _end(session: Session, run: Any, position: int, cause: str) -> RunState:
    run_store.save(session, run, position, RunState.ENDED, cause)
    temporary_roles.let_go(session, run, position)
    return RunState.ENDED


def _steps(session: Session, run: Any) -> Sequence[Step] | None:
    """Return what a run does, by the version it began with; None if it shall not any more."""
    if run.workflow_id is None:
        reward = {"type": "assign_reward", "reward": run.reward_id}
        return [steps()["assign_reward"].model_validate(reward)]
    workflow = run_store.defined(session, run)
    if workflow.state == WorkflowState.ARCHIVED:
        return None
    return Definition.model_validate(workflow.definition).steps


def _tell_managers(
    session: Session, run: Any, cause: str, about: Mapping[str, object] = MappingProxyType({})
) -> None:
    """Tell managers, once for each cause."""
    why: dict[str, str | int] = {"because": cause}
    why |= {name: value if isinstance(value, int) else str(value) for name, value in about.items()}
    if run.workflow_id is not None:
        workflow = session.get(Workflow, (run.community_id, run.workflow_id))
        if workflow is None:
            return  # gone with its community; there is nobody to tell
        deliveries.notify_managers(
            session,
            run.community_id,
            "notice-workflow-failed",
            key=f"workflow:{workflow.id}:{run.version}:{cause}",
            **(why | {"workflow": workflow.name}),
        )
    elif run.goal_id is not None:
        goal = session.get(Goal, (run.community_id, run.goal_id))
        if goal is None:
            return
        deliveries.notify_managers(
            session,
            run.community_id,
            "notice-goal-failed",
            key=f"goal:{goal.id}:{run.reward_id}:{cause}",
            **(why | {"goal": goal.name}),
        )


def fail(session: Session, community_id: int, run_id: int) -> None:
    """Give up a run that our own mistake broke; its workflow shows as broken, others go on."""
    run = session.get_one(Run, (community_id, run_id), with_for_update=True)
    if run.state != RunState.READY:
        return  # another process has carried it on meanwhile
    run_store.save(session, run, run.position, RunState.FAILED, BROKEN)
    temporary_roles.let_go(session, run, run.position)
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

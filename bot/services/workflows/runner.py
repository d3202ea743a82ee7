"""Runs: one workflow working on one event, kept in rows so that a crash loses nothing.

`begin` makes runs when an event is processed, and checks their conditions there and then. `work`
carries one on. What a run changes in the database commits together with its trace; what it sends to
Discord or to the web becomes deliveries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import structlog
from sqlalchemy import select, update
from sqlmodel import col

from bot.services import audit, deliveries, events
from bot.services.actors import Person, require_manager
from bot.services.errors import existing
from bot.services.members.diff import MemberSnapshot
from bot.services.workflows import built_in, run_store, temporary_roles
from bot.services.workflows.definition import Definition
from bot.services.workflows.draft_tree import Data
from bot.services.workflows.evaluate import Evaluator, Result
from bot.services.workflows.parts import Context, first_time
from bot.services.workflows.run_store import Origin, ReadyRun
from db.errors import is_from_database, is_ours
from db.session import Session
from db.statement import Statement, equals
from db.tables import Event, Goal, Member, Run, RunState, TraceOutcome, Workflow, WorkflowState

log = structlog.get_logger(__name__)

BROKEN = "run-broken"
"""The cause of a run that failed by a mistake of ours."""

TOO_DEEP = "run-too-deep"
LEFT = "run-member-left"
STOPPED = "run-workflow-archived"


_MEMBER = Statement(
    select(col(Member.present), col(Member.role_ids), col(Member.joined_at)).where(
        *equals(Member.community_id, Member.member_id)
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


def who_now(session: Session, community_id: int, member_id: int | None) -> MemberSnapshot | None:
    """Return a member who is here, as Laurel last saw them; None for nobody, or who has left."""
    if member_id is None:
        return None
    rows = session.run(_MEMBER, community_id=community_id, member_id=member_id)
    if not rows or not rows[0].present:
        return None
    return MemberSnapshot(member_id, frozenset(map(int, rows[0].role_ids)), rows[0].joined_at)


def begin(session: Session, event: Event, who: MemberSnapshot | None) -> None:
    """Make the runs that an event sets off. A workflow that is broken stops no other."""
    for workflow in run_store.matching(session, event):
        try:
            origin = Origin(workflow.id, workflow.version)
            _begin(session, event, who, origin, workflow.definition)
        except Exception as error:
            if is_from_database(error):
                raise
            log.error("workflow.broken", workflow=workflow.id, exc_info=error)
            run_store.broken(session, event.community_id, workflow.id, BROKEN)
    if event.trigger == "goal_completed" and event.data.get("reward"):
        reward_id = int(event.data["reward"])
        origin = Origin(goal_id=int(event.data["goal"]), reward_id=reward_id)
        _begin(session, event, who, origin, built_in.goal_reward(reward_id))


def _begin(
    session: Session,
    event: Event,
    who: MemberSnapshot | None,
    origin: Origin,
    definition: Data,
) -> None:
    context = Context(
        session=session,
        community_id=event.community_id,
        event=event,
        workflow_id=origin.workflow_id,
        run_id=session.new_id(),
        who=who,
    )
    evaluator = Evaluator(Definition.model_validate(definition), context)
    if not evaluator.matches():
        return
    conditions: list[Result] = []
    state, cause = RunState.READY, None
    if event.depth >= events.MOST_DEPTH and not origin.is_built_in:
        state, cause = RunState.ENDED, TOO_DEEP
    else:
        conditions = _conditions(evaluator, origin)
        if any(result.is_false for result in conditions):
            state = RunState.DECLINED
    run_store.new_run(session, event, context.run_id, origin, state=state, cause=cause)
    for result in conditions:
        run_store.trace(context, result)


def _conditions(evaluator: Evaluator, origin: Origin) -> list[Result]:
    """Check the conditions, and store that a workflow that is not built in runs for a member.

    If another process stored it meanwhile, they are checked again: `first_time` has changed.
    """
    results = list(evaluator.conditions())
    context = evaluator.context
    if origin.is_built_in or context.who is None or any(result.is_false for result in results):
        return results
    fact = first_time(context.workflow_id, context.who.member_id)
    if events.once(context.session, context.community_id, fact):
        return results
    return list(evaluator.conditions())


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


def _carry_on(session: Session, run: ReadyRun) -> RunState:
    who = who_now(session, run.community_id, run.member_id)
    if run.member_id is not None and who is None:
        return _end(session, run, run.position, LEFT)
    definition = _definition(session, run)
    if definition is None:
        return _end(session, run, run.position, STOPPED)
    session.depth = run.depth + 1
    context = Context(
        session=session,
        community_id=run.community_id,
        event=session.get_one(Event, (run.community_id, run.event_id)),
        workflow_id=run.workflow_id,
        run_id=run.id,
        who=who,
    )
    results = Evaluator(definition, context).steps(first=run.position)
    for position, result in enumerate(results, run.position):
        run_store.trace(context, result)
        if result.outcome is TraceOutcome.FAILED and result.refusal is not None:
            cause = result.refusal.message
            run_store.save(session, run, position, RunState.FAILED, cause)
            temporary_roles.release(session, run, position)
            _tell_managers(session, run, cause, result.refusal.params)
            return RunState.FAILED
        if result.applied.pause is not None:
            due = session.now + result.applied.pause
            run_store.save(session, run, position + 1, due_at=due)
            return RunState.READY
    after = len(definition.steps)
    run_store.save(session, run, after, RunState.DONE)
    if any(step.type == "add_role" for step in definition.steps):
        temporary_roles.release(session, run, after)
    return RunState.DONE


def _end(session: Session, run: ReadyRun, position: int, cause: str) -> RunState:
    run_store.save(session, run, position, RunState.ENDED, cause)
    temporary_roles.release(session, run, position)
    return RunState.ENDED


def _definition(session: Session, run: ReadyRun) -> Definition | None:
    """Return what a run follows, by the version it began with; None if that is archived."""
    if run.reward_id is not None:
        return Definition.model_validate(built_in.goal_reward(run.reward_id))
    state, definition = run_store.defined(session, run)
    return None if state == WorkflowState.ARCHIVED else Definition.model_validate(definition)


def _tell_managers(
    session: Session,
    run: Run | ReadyRun,
    cause: str,
    about: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """Tell managers, once for each cause."""
    args: dict[str, str | int] = {"because": cause}
    args |= {name: value if isinstance(value, int) else str(value) for name, value in about.items()}
    if run.workflow_id is not None:
        workflow = session.get(Workflow, (run.community_id, run.workflow_id))
        if workflow is None:
            return  # gone with its community; there is nobody to tell
        deliveries.notify_managers(
            session,
            run.community_id,
            "notice-workflow-failed",
            key=f"workflow:{workflow.id}:{run.version}:{cause}",
            **(args | {"workflow": workflow.name}),
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
            **(args | {"goal": goal.name}),
        )


def fail(session: Session, community_id: int, run_id: int) -> None:
    """Give up a run that our own mistake broke; its workflow shows as broken, others go on."""
    run = session.get_one(Run, (community_id, run_id), with_for_update=True)
    if run.state != RunState.READY:
        return  # another process has carried it on meanwhile
    run_store.save(session, run, run.position, RunState.FAILED, BROKEN)
    temporary_roles.release(session, run, run.position)
    _tell_managers(session, run, BROKEN)


def retry(session: Session, by: Person, run_id: int) -> None:
    """Carry on a run that failed, at the step that could not be done."""
    require_manager(session, by)
    again = existing(
        session.execute(
            update(Run)
            .where(
                col(Run.community_id) == by.community_id,
                col(Run.id) == run_id,
                col(Run.state) == RunState.FAILED,
            )
            .values(state=RunState.READY, due_at=session.now, error=None, finished_at=None)
            .returning(col(Run.member_id))
        ).first()
    )
    audit.record_by(session, by, "workflow.retried", member_id=again.member_id)

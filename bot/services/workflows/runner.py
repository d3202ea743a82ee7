"""Runs: one workflow working on one event, kept in rows so that a crash loses nothing.

`begin` makes the runs that an event sets off, checks their conditions and carries them out there
and then, up to their end or a wait; `carry_on` goes on after a wait. What a run changes in the
database commits together with its trace; what it sends to Discord or to the web becomes deliveries.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

import structlog
from sqlalchemy import select
from sqlmodel import col

from bot.services import deliveries, events
from bot.services.events import PendingEvent
from bot.services.later import BrokenPartError
from bot.services.members.diff import MemberSnapshot
from bot.services.members.present import who_now
from bot.services.state import Cells, Loaded, State
from bot.services.workflows import built_in, run_store, temporary_roles
from bot.services.workflows.definition import Definition
from bot.services.workflows.evaluate import Evaluator, Result
from bot.services.workflows.parts import Context, first_time
from bot.services.workflows.run_store import Origin, ReadyRun
from db.errors import is_from_database, is_ours
from db.statement import Statement, among, equals
from db.tables import Goal, RunState, TraceOutcome, WorkflowState

log = structlog.get_logger(__name__)

BROKEN = "run-broken"
"""The cause of a run that failed by a mistake of ours."""

TOO_DEEP = "run-too-deep"
LEFT = "run-member-left"
STOPPED = "run-workflow-archived"

_GOAL_NAMES = Statement(
    select(col(Goal.id), col(Goal.name)).where(*equals(Goal.community_id), among(Goal.id, "ids"))
)


def _load_goal_names(loaded: Loaded, ids: Collection[int]) -> dict[int, str]:
    rows = loaded.session.run(_GOAL_NAMES, community_id=loaded.community_id, ids=ids)
    return {row.id: row.name for row in rows}


_GOALS = Cells[int, str]("goal", _load_goal_names)


def prefetch(loaded: Loaded, triggers: Collection[str]) -> None:
    """Read what the runs need that events with these triggers set off."""
    loaded.prefetch(run_store.ENABLED, triggers)
    enabled = [
        workflow
        for trigger in triggers
        for workflow in loaded.get(run_store.ENABLED, trigger) or ()
    ]
    loaded.prefetch(run_store.WORKFLOWS, (workflow.id for workflow in enabled))
    loaded.prefetch(
        run_store.DEFINITIONS, ((workflow.id, workflow.version) for workflow in enabled)
    )


def prefetch_due(loaded: Loaded, runs: Collection[ReadyRun]) -> None:
    """Read what runs need that are to be carried on."""
    versions = {(run.workflow_id or 0, run.version or 0) for run in runs}
    loaded.prefetch(run_store.WORKFLOWS, (workflow_id for workflow_id, _ in versions))
    loaded.prefetch(run_store.DEFINITIONS, versions)


def begin(
    state: State,
    event: PendingEvent,
    who: MemberSnapshot | None,
    set_aside: Collection[object] = (),
) -> None:
    """Make the runs that an event sets off, and carry them out as far as they go now.

    `set_aside`: runs that fail by a mistake of ours, as `BrokenPartError` says. A workflow that is
    broken stops no other.
    """
    for workflow in state.get(run_store.ENABLED, event.trigger) or ():
        # What happened before there was this workflow is not for it.
        if workflow.created_at > event.happened_at:
            continue
        origin = Origin(workflow.id, workflow.version)
        definition = state.get(run_store.DEFINITIONS, (workflow.id, workflow.version))
        if definition is None:  # nobody can read it
            run_store.show_broken(state, workflow.id, BROKEN)
            continue
        _begin(state, event, who, origin, definition, workflow.name, set_aside)
    if event.trigger == "goal_completed" and event.data.get("reward"):
        reward_id = int(event.data["reward"])
        origin = Origin(goal_id=int(event.data["goal"]), reward_id=reward_id)
        name = state.get(_GOALS, int(event.data["goal"]))
        _begin(
            state, event, who, origin, built_in.goal_reward_definition(reward_id), name, set_aside
        )


def _begin(
    state: State,
    event: PendingEvent,
    who: MemberSnapshot | None,
    origin: Origin,
    definition: Definition,
    name: str | None,
    set_aside: Collection[object],
) -> None:
    context = Context(state, event, origin.workflow_id, 0, who=who, workflow_name=name)
    try:
        if not definition.trigger.matches(context):
            return
        too_deep = event.depth >= events.MOST_DEPTH and not origin.is_built_in
        conditions = [] if too_deep else list(Evaluator(definition, context).conditions())
    except Exception as error:
        if is_from_database(error) or origin.workflow_id is None:
            raise
        log.error("workflow.broken", workflow=origin.workflow_id, exc_info=error)
        run_store.show_broken(state, origin.workflow_id, BROKEN)
        return
    run, row = run_store.new_run(state, event, origin)
    for result in conditions:
        run_store.trace(state, run.id, result)
    if too_deep:
        run_store.save(state, run, row, 0, RunState.ENDED, TOO_DEEP)
    elif any(result.is_false for result in conditions):
        run_store.save(state, run, row, 0, RunState.DECLINED)
    else:
        if not origin.is_built_in and who is not None:
            state.make_so(first_time(origin.workflow_id, who.member_id))
        part = (event.id if event.row is None else event.row["key"], origin)
        _Work(state, run, row, part, set_aside).perform(definition, event, who, name)


def carry_on(
    state: State, run: ReadyRun, event: PendingEvent, set_aside: Collection[object] = ()
) -> None:
    """Carry on a run that is due, up to its end or its next wait; `set_aside` as for `begin`."""
    state.depth, state.part = run.depth, run.id
    work = _Work(state, run, None, run.id, set_aside)
    who = who_now(state, run.member_id)
    if run.member_id is not None and who is None:
        work.end(LEFT)
        return
    if run.reward_id is not None:
        name = state.get(_GOALS, run.goal_id or 0)
        work.perform(built_in.goal_reward_definition(run.reward_id), event, who, name)
        return
    assert run.workflow_id is not None
    assert run.version is not None
    workflow = state.get(run_store.WORKFLOWS, run.workflow_id)
    definition = state.get(run_store.DEFINITIONS, (run.workflow_id, run.version))
    if workflow is None or workflow.state == WorkflowState.ARCHIVED:
        work.end(STOPPED)
    elif definition is None:  # nobody can read it
        work.fail(run.position, BROKEN)
    else:
        work.perform(definition, event, who, workflow.name)


def give_up(state: State, run: ReadyRun) -> None:
    """Let a run fail where it is, without a look at what it follows."""
    run_store.save(state, run, None, run.position, RunState.FAILED, BROKEN)
    _tell_managers(state, run, BROKEN, {})


class _Work:
    """Work on one run. `row`: of one that is new; `part`: what a mistake of ours is put down to."""

    def __init__(
        self,
        state: State,
        run: ReadyRun,
        row: dict[str, Any] | None,
        part: object,
        set_aside: Collection[object],
    ) -> None:
        self.state, self.run, self.row = state, run, row
        self.part, self.set_aside = part, set_aside

    def perform(
        self,
        definition: Definition,
        event: PendingEvent,
        who: MemberSnapshot | None,
        name: str | None,
    ) -> None:
        """Perform the steps that are left."""
        if self.part in self.set_aside:
            self.fail(self.run.position, BROKEN)
            return
        state, run = self.state, self.run
        before = state.depth, state.part
        state.depth, state.part = run.depth + 1, self.part
        try:
            context = Context(state, event, run.workflow_id, run.id, who=who, workflow_name=name)
            self._perform(definition, Evaluator(definition, context).steps(run.position))
        except Exception as error:
            if not is_ours(error):
                raise
            raise BrokenPartError(self.part) from error
        finally:
            state.depth, state.part = before

    def _perform(self, definition: Definition, results: Iterable[Result]) -> None:
        for position, result in enumerate(results, self.run.position):
            run_store.trace(self.state, self.run.id, result)
            if result.outcome is TraceOutcome.FAILED and result.refusal is not None:
                self.fail(position, result.refusal.message, result.refusal.params)
                return
            if result.applied.pause is not None:
                self._save(position + 1, due_at=self.state.now + result.applied.pause)
                return
        after = len(definition.steps)
        self._save(after, RunState.DONE)
        if any(step.type == "add_role" for step in definition.steps):
            self._release(after)

    def end(self, cause: str) -> None:
        """End the run where it is, since there is no sense in it any more."""
        self._save(self.run.position, RunState.ENDED, cause)
        self._release(self.run.position)

    def fail(
        self, position: int, cause: str, about: Mapping[str, object] = MappingProxyType({})
    ) -> None:
        """Let the run fail at a step, and tell managers, once for each cause."""
        self._save(position, RunState.FAILED, cause)
        self._release(position)
        _tell_managers(self.state, self.run, cause, about)

    def _save(
        self,
        position: int,
        run_state: RunState = RunState.READY,
        cause: str | None = None,
        *,
        due_at: datetime | None = None,
    ) -> None:
        run_store.save(self.state, self.run, self.row, position, run_state, cause, due_at)

    def _release(self, position: int) -> None:
        self.state.later(temporary_roles.release, self.run, position)


def _tell_managers(state: State, run: ReadyRun, cause: str, about: Mapping[str, object]) -> None:
    """Tell managers, once for each cause."""
    args: dict[str, str | int] = {"because": cause}
    args |= {name: value if isinstance(value, int) else str(value) for name, value in about.items()}
    if run.workflow_id is not None:
        workflow = state.get(run_store.WORKFLOWS, run.workflow_id)
        if workflow is not None:  # else it is gone with its community; there is nobody to tell
            deliveries.notify_managers_in(
                state,
                "notice-workflow-failed",
                key=f"workflow:{run.workflow_id}:{run.version}:{cause}",
                **(args | {"workflow": workflow.name}),
            )
    elif run.goal_id is not None:
        name = state.get(_GOALS, run.goal_id)
        if name is not None:
            deliveries.notify_managers_in(
                state,
                "notice-goal-failed",
                key=f"goal:{run.goal_id}:{run.reward_id}:{cause}",
                **(args | {"goal": name}),
            )

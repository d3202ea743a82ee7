"""What runs leave in the database, by statements that are compiled once: runs are many."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlmodel import col

from bot.services.workflows.draft_tree import Data
from bot.services.workflows.evaluate import Result
from bot.services.workflows.parts import Context
from db.session import Session
from db.statement import Statement, equals, param, params
from db.tables import Event, Run, RunState, Trace, Workflow, WorkflowState, WorkflowVersion, linked
from db.upsert import insert_row

NAMES_GONE = "workflow-names-gone"
"""Why a workflow is broken that names a role or channel which was deleted."""


@dataclass(frozen=True)
class Origin:
    """What a run follows: a version of a workflow, or the built-in one of a goal's reward."""

    workflow_id: int | None = None
    version: int | None = None
    goal_id: int | None = None
    reward_id: int | None = None

    @property
    def is_built_in(self) -> bool:
        """Return whether no row holds the workflow."""
        return self.workflow_id is None


class MatchingWorkflow(NamedTuple):
    """A version of a workflow with an event's trigger."""

    id: int
    version: int
    definition: Data


class ReadyRun(NamedTuple):
    """A run to carry on. `position` is its next step; `depth` how many runs led to it."""

    community_id: int
    id: int
    event_id: int
    workflow_id: int | None
    version: int | None
    goal_id: int | None
    reward_id: int | None
    member_id: int | None
    position: int
    depth: int


_MATCHING = Statement(
    select(col(Workflow.id), col(WorkflowVersion.version), col(WorkflowVersion.definition))
    .join(
        WorkflowVersion,
        linked(WorkflowVersion.workflow_id, Workflow.id)
        & (col(WorkflowVersion.version) == col(Workflow.version)),
    )
    .where(
        *equals(Workflow.community_id, Workflow.trigger),
        col(Workflow.state) == WorkflowState.ENABLED,
        # What happened before there was this workflow is not for it.
        col(Workflow.created_at) <= param("happened_at"),
    )
    .order_by(col(Workflow.id))
)
_NEW_RUN = Statement(insert_row(Run, "position"))
_NEW_TRACE = Statement(insert_row(Trace))
_DUE = Statement(
    select(*(getattr(Run, name) for name in ReadyRun._fields))
    .where(col(Run.state) == RunState.READY, col(Run.due_at) <= param("now"))
    .order_by(col(Run.due_at), col(Run.id))
    .limit(1)
    .with_for_update(skip_locked=True)
)
_SAVE = Statement(
    update(Run)
    .where(*equals(Run.community_id, run_id=Run.id))
    .values(
        **params("state", "position", "due_at", "error", "finished_at"),
    )
)
_BROKEN = Statement(
    update(Workflow)
    .where(
        *equals(Workflow.community_id, workflow_id=Workflow.id),
        col(Workflow.broken).is_distinct_from(param("cause")),
        # What names something deleted stays broken until managers have chosen something else.
        col(Workflow.broken).is_distinct_from(NAMES_GONE),
    )
    .values(broken=param("cause"))
)
_DEFINED = Statement(
    select(col(Workflow.state), col(WorkflowVersion.definition))
    .join(WorkflowVersion, linked(WorkflowVersion.workflow_id, Workflow.id))
    .where(*equals(Workflow.community_id, WorkflowVersion.version, workflow_id=Workflow.id))
)


def matching(session: Session, event: Event) -> list[MatchingWorkflow]:
    """Return the newest versions of the enabled workflows that an event may concern."""
    rows = session.run(
        _MATCHING,
        community_id=event.community_id,
        trigger=event.trigger,
        happened_at=event.happened_at,
    )
    return [MatchingWorkflow(*row) for row in rows]


def defined(session: Session, run: ReadyRun) -> tuple[str, Data]:
    """Return the state of a run's workflow, and its definition as it was when the run began."""
    ((state, definition),) = session.run(
        _DEFINED,
        community_id=run.community_id,
        workflow_id=run.workflow_id,
        version=run.version,
    )
    return state, definition


def due(session: Session) -> ReadyRun | None:
    """Return the run that has been due for longest, locked; None if none is."""
    rows = session.run(_DUE, now=session.now)
    return ReadyRun(*rows[0]) if rows else None


def new_run(
    session: Session,
    event: Event,
    run_id: int,
    origin: Origin,
    *,
    state: RunState = RunState.READY,
    cause: str | None = None,
) -> None:
    """Make a run on an event."""
    session.run(
        _NEW_RUN,
        community_id=event.community_id,
        id=run_id,
        event_id=event.id,
        workflow_id=origin.workflow_id,
        version=origin.version,
        goal_id=origin.goal_id,
        reward_id=origin.reward_id,
        member_id=event.member_id,
        state=state,
        depth=event.depth,
        due_at=session.now,
        error=cause,
        created_at=session.now,
        finished_at=None if state is RunState.READY else session.now,
    )


def trace(context: Context, result: Result) -> None:
    """Store what came of a condition or a step."""
    refusal = result.refusal
    context.session.run(
        _NEW_TRACE,
        community_id=context.community_id,
        id=context.session.new_id(),
        run_id=context.run_id,
        path=result.path,
        outcome=result.outcome,
        cause=refusal.message if refusal else None,
        details=_plain(refusal.params) if refusal else {},
        at=context.session.now,
    )


def _plain(params: dict[str, object]) -> dict[str, object]:
    """Return parameters of a text as JSON can hold them."""
    return {
        name: value if isinstance(value, int | str | None) else str(value)
        for name, value in params.items()
    }


def save(
    session: Session,
    run: Run | ReadyRun,
    position: int,
    state: RunState = RunState.READY,
    cause: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Store how far a run is, or how it ended."""
    session.run(
        _SAVE,
        community_id=run.community_id,
        run_id=run.id,
        state=state,
        position=position,
        due_at=due_at or session.now,
        error=cause,
        finished_at=None if state is RunState.READY else session.now,
    )
    if run.workflow_id is not None and state in {RunState.DONE, RunState.FAILED}:
        broken(session, run.community_id, run.workflow_id, cause)


def broken(session: Session, community_id: int, workflow_id: int, cause: str | None) -> None:
    """Let a workflow show why its last run failed; None: nothing is wrong."""
    session.run(_BROKEN, community_id=community_id, workflow_id=workflow_id, cause=cause)

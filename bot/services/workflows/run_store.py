"""What runs leave in the database, by statements that are compiled once: runs are many."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import structlog
from pydantic import ValidationError
from sqlalchemy import select, update
from sqlmodel import col

from bot.services.events import PendingEvent
from bot.services.state import Cells, Change, Lines, Loaded, State
from bot.services.workflows.definition import Definition
from bot.services.workflows.evaluate import Result
from db.parts import Bulk
from db.statement import BulkStatement, Statement, among, equals, inline, param, params
from db.tables import Run, RunState, Trace, Workflow, WorkflowState, WorkflowVersion
from db.upsert import insert_row

log = structlog.get_logger(__name__)

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


class EnabledWorkflow(NamedTuple):
    """An enabled workflow, in its newest version."""

    id: int
    version: int
    name: str
    created_at: datetime


class RunWorkflow(NamedTuple):
    """The workflow of a run. `broken`: why its last run failed; None: nothing is wrong."""

    state: str
    name: str
    broken: str | None


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


class RunProgress(NamedTuple):
    """How far a run is, or how it ended; columns of its row. `before`: the step it was at."""

    before: int
    position: int
    state: RunState
    error: str | None
    due_at: datetime
    finished_at: datetime | None


_ENABLED = Statement(
    select(col(Workflow.trigger), *(getattr(Workflow, name) for name in EnabledWorkflow._fields))
    .where(
        *equals(Workflow.community_id),
        among(Workflow.trigger, "triggers"),
        col(Workflow.state) == inline(WorkflowState.ENABLED),
    )
    .order_by(col(Workflow.id))
)
_WORKFLOWS = Statement(
    select(col(Workflow.id), *(getattr(Workflow, name) for name in RunWorkflow._fields)).where(
        *equals(Workflow.community_id), among(Workflow.id, "ids")
    )
)
_DEFINITIONS = Statement(
    select(
        col(WorkflowVersion.workflow_id),
        col(WorkflowVersion.version),
        col(WorkflowVersion.definition),
    ).where(
        *equals(WorkflowVersion.community_id),
        among(WorkflowVersion.workflow_id, "ids"),
        among(WorkflowVersion.version, "versions"),
    )
)
_BEGUN = Lines("run", BulkStatement(insert_row(Run)))
_TRACED = Lines("trace", BulkStatement(insert_row(Trace)))
_SAVE = BulkStatement(
    update(Run)
    .where(
        *equals(Run.community_id, Run.id),
        col(Run.state) == inline(RunState.READY),
        col(Run.position) == param("before"),
    )
    .values(**params("state", "position", "due_at", "error", "finished_at")),
    at_once=True,
)
_BROKEN = BulkStatement(
    update(Workflow)
    .where(
        *equals(Workflow.community_id, Workflow.id),
        # Else what a deleted role or channel has broken meanwhile would look sound.
        col(Workflow.broken).is_not_distinct_from(param("before")),
    )
    .values(broken=param("why")),
    at_once=True,
)


def _load_enabled(loaded: Loaded, triggers: Collection[str]) -> dict[str, list[EnabledWorkflow]]:
    rows = loaded.session.run(_ENABLED, community_id=loaded.community_id, triggers=triggers)
    found: dict[str, list[EnabledWorkflow]] = {}
    for row in rows:
        found.setdefault(row.trigger, []).append(EnabledWorkflow(*row[1:]))
    return found


ENABLED = Cells[str, list[EnabledWorkflow]]("workflow", _load_enabled)
"""The enabled workflows with a trigger, in the order of ids."""


def _load_workflows(loaded: Loaded, ids: Collection[int]) -> dict[int, RunWorkflow]:
    rows = loaded.session.run(_WORKFLOWS, community_id=loaded.community_id, ids=ids)
    return {row.id: RunWorkflow(*row[1:]) for row in rows}


def _write_broken(community_id: int, changes: Sequence[Change[int, RunWorkflow]]) -> Sequence[Bulk]:
    rows = [
        {
            "community_id": community_id,
            "id": change.key,
            "before": change.before.broken if change.before else None,
            "why": change.after.broken,
        }
        for change in changes
    ]
    return [(_BROKEN, rows)]


WORKFLOWS = Cells[int, RunWorkflow]("workflow", _load_workflows, _write_broken)
"""Workflows by id."""


def _load_definitions(
    loaded: Loaded, keys: Collection[tuple[int, int]]
) -> dict[tuple[int, int], Definition]:
    """Return the versions that can be read; each is compiled once, since it never changes."""
    found = {key: loaded.memory.compiled[key] for key in keys if key in loaded.memory.compiled}
    unknown = [key for key in keys if key not in found]
    if unknown:
        rows = loaded.session.run(
            _DEFINITIONS,
            community_id=loaded.community_id,
            ids={workflow_id for workflow_id, _ in unknown},
            versions={version for _, version in unknown},
        )
        for row in rows:
            key = row.workflow_id, row.version
            try:
                found[key] = Definition.model_validate(row.definition)
            except ValidationError as error:
                log.error("workflow.broken", workflow=row.workflow_id, exc_info=error)
                continue
            loaded.learned.compiled[key] = found[key]
    return found


DEFINITIONS = Cells[tuple[int, int], Definition]("workflow_version", _load_definitions)
"""Definitions by workflow and version."""


def _save(community_id: int, changes: Sequence[Change[int, RunProgress]]) -> Sequence[Bulk]:
    rows = [
        {"community_id": community_id, "id": change.key, **change.after._asdict()}
        for change in changes
    ]
    return [(_SAVE, rows)]


_RUNS = Cells[int, RunProgress]("run", lambda *_: {}, _save)


def new_run(state: State, event: PendingEvent, origin: Origin) -> tuple[ReadyRun, dict[str, Any]]:
    """Make a run on an event; return it, and its row, which `save` makes whole."""
    run = ReadyRun(
        state.community_id,
        state.new_id(),
        event.id,
        origin.workflow_id,
        origin.version,
        origin.goal_id,
        origin.reward_id,
        event.member_id,
        position=0,
        depth=event.depth,
    )
    row = run._asdict() | {"created_at": state.now}
    state.add(_BEGUN, row)
    return run, row


def trace(state: State, run_id: int, result: Result) -> None:
    """Store what came of a condition or a step."""
    refusal = result.refusal
    row = {
        "community_id": state.community_id,
        "id": state.new_id(),
        "run_id": run_id,
        "path": result.path,
        "outcome": result.outcome,
        "cause": refusal.message if refusal else None,
        "details": _plain(refusal.params) if refusal else {},
        "at": state.now,
    }
    state.add(_TRACED, row)


def _plain(params: dict[str, object]) -> dict[str, object]:
    """Return parameters of a text as JSON can hold them."""
    return {
        name: value if isinstance(value, int | str | None) else str(value)
        for name, value in params.items()
    }


def save(
    state: State,
    run: ReadyRun,
    row: dict[str, Any] | None,
    position: int,
    run_state: RunState = RunState.READY,
    cause: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Store how far a run is, or how it ended. `row`: of one that has been made just now."""
    finished_at = None if run_state is RunState.READY else state.now
    due_at = due_at or state.now
    if row is None:
        state.set(
            _RUNS,
            run.id,
            RunProgress(run.position, position, run_state, cause, due_at, finished_at),
        )
    else:
        row["position"], row["state"], row["error"] = position, run_state, cause
        row["due_at"], row["finished_at"] = due_at, finished_at
    if run.workflow_id is not None and run_state in {RunState.DONE, RunState.FAILED}:
        show_broken(state, run.workflow_id, cause)


def show_broken(state: State, workflow_id: int, cause: str | None) -> None:
    """Let a workflow show why its last run failed; None: nothing is wrong.

    What names something deleted stays broken until managers have chosen something else.
    """
    workflow = state.get(WORKFLOWS, workflow_id)
    if workflow is not None and workflow.broken not in (NAMES_GONE, cause):
        state.set(WORKFLOWS, workflow_id, workflow._replace(broken=cause))

"""Workflows as managers oversee them: all of them in a list, and all about one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlmodel import col, func

from bot.services.actors import Person, require_manager
from bot.services.age import created_since
from bot.services.errors import InvalidInputError, existing
from bot.services.paging import ListPage, count_rows, paging
from bot.services.workflows import files
from bot.services.workflows.definition import Definition
from bot.services.workflows.history import reasons
from bot.services.workflows.lookup import UNARCHIVED
from bot.services.workflows.versions import names_in, newest
from db.session import Session
from db.tables import Run, RunState, Workflow, WorkflowState

PAGE = 8
"""Workflows on a page."""

COUNTED = timedelta(days=30)
"""How far back the list counts runs."""


@dataclass(frozen=True)
class WorkflowLine:
    """One workflow in the list. `runs` counts those of the last 30 days, by how they ended."""

    workflow_id: int
    name: str
    state: WorkflowState
    trigger: str
    version: int
    broken: InvalidInputError | None  # why its last run failed
    next_at: datetime | None
    runs: dict[RunState, int]


def list_workflows(
    session: Session, by: Person, *, state: WorkflowState | None = None, page: int = 1
) -> ListPage[WorkflowLine]:
    """Return a page of the workflows in one state, or of those not archived; by name."""
    require_manager(session, by)
    here = col(Workflow.community_id) == by.community_id
    chosen = [here, col(Workflow.state).in_((state,) if state else UNARCHIVED)]
    every = count_rows(session, Workflow, here)
    total = count_rows(session, Workflow, *chosen)
    shown = paging(total, page, PAGE)
    found = list(
        session.scalars(
            select(Workflow)
            .where(*chosen)
            .order_by(col(Workflow.name_key), col(Workflow.id))
            .offset(shown.offset)
            .limit(PAGE)
        )
    )
    return ListPage(
        _lines(session, by.community_id, found), total, shown.page, shown.pages, every - total
    )


@dataclass(frozen=True)
class WorkflowDetails:
    """All about one workflow."""

    line: WorkflowLine
    definition: dict[str, Any]
    names: dict[int, str]  # of the rewards and goals that it names


def details(session: Session, by: Person, workflow_id: int) -> WorkflowDetails:
    """Return all about a workflow; `GoneError` if there is none."""
    require_manager(session, by)
    workflow = existing(session.get(Workflow, (by.community_id, workflow_id)))
    definition = newest(session, workflow)
    return WorkflowDetails(
        line=_lines(session, by.community_id, [workflow])[0],
        definition=definition,
        names=names_in(session, by.community_id, definition),
    )


def _lines(session: Session, community_id: int, found: Sequence[Workflow]) -> list[WorkflowLine]:
    runs = _runs(session, community_id, found)
    broken = [workflow for workflow in found if workflow.broken is not None]
    causes = _causes(session, community_id, broken)
    return [_line(one, runs.get(one.id, {}), causes.get(one.id)) for one in found]


def _line(
    workflow: Workflow, runs: dict[RunState, int], reason: InvalidInputError | None
) -> WorkflowLine:
    return WorkflowLine(
        workflow_id=workflow.id,
        name=workflow.name,
        state=WorkflowState(workflow.state),
        trigger=workflow.trigger,
        version=workflow.version,
        broken=reason,
        next_at=workflow.next_at,
        runs=runs,
    )


def _runs(
    session: Session, community_id: int, found: Sequence[Workflow]
) -> dict[int, dict[RunState, int]]:
    rows = session.execute(
        select(col(Run.workflow_id), col(Run.state), func.count())
        .where(*_of(community_id, found), *created_since(Run, session.now - COUNTED))
        .group_by(col(Run.workflow_id), col(Run.state))
    )
    counted: dict[int, dict[RunState, int]] = {}
    for workflow_id, state, count in rows:
        counted.setdefault(workflow_id, {})[RunState(state)] = count
    return counted


def _causes(
    session: Session, community_id: int, broken: Sequence[Workflow]
) -> dict[int, InvalidInputError]:
    """Return why workflows are broken, by their last failed runs."""
    last = (
        select(func.max(col(Run.id)))
        .where(*_of(community_id, broken), col(Run.state) == RunState.FAILED)
        .group_by(col(Run.workflow_id))
    )
    runs = list(
        session.scalars(select(Run).where(*_of(community_id, broken), col(Run.id).in_(last)))
    )
    known = reasons(session, community_id, runs)
    causes = {run.workflow_id: known[run.id] for run in runs if run.id in known}
    return {one.id: _reason(causes.get(one.id), str(one.broken)) for one in broken}


def _reason(last: InvalidInputError | None, broken: str) -> InvalidInputError:
    """Return why the last run failed, if that is why the workflow is broken."""
    return last if last is not None and last.message == broken else InvalidInputError("", broken)


def _of(community_id: int, found: Sequence[Workflow]) -> list[ColumnElement[bool]]:
    """Return what says that a run is of these workflows."""
    return [
        col(Run.community_id) == community_id,
        col(Run.workflow_id).in_([workflow.id for workflow in found]),
    ]


def exported(session: Session, by: Person, workflow_id: int) -> tuple[str, str]:
    """Return the name of a workflow, and the file that describes it."""
    seen = details(session, by, workflow_id)
    definition = Definition.model_validate(seen.definition)
    return seen.line.name, files.write(session, by.community_id, seen.line.name, definition)

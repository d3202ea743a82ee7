"""What workflows did: their runs, and what each did and why it did not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import col

from bot.services.actors import Person, require_manager, require_own_or_manager
from bot.services.errors import InvalidInputError, existing
from bot.services.paging import ListPage, count_rows, paging
from bot.services.workflows import built_in
from bot.services.workflows.parts import PartKind
from bot.services.workflows.versions import names_in, workflows_by_reward
from db.session import Session
from db.tables import (
    Event,
    Goal,
    Run,
    RunState,
    Trace,
    TraceOutcome,
    Workflow,
    WorkflowVersion,
    linked,
)

PAGE = 8
"""Runs on a page."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class RunLine:
    """One run. `name` is its workflow's, or its goal's if it brings a goal's reward."""

    run_id: int
    workflow_id: int | None
    name: str
    member_id: int | None
    state: RunState
    reason: InvalidInputError | None  # of a run that failed or came to nothing
    due_at: datetime
    created_at: datetime


@dataclass(frozen=True)
class ChosenRuns:
    """Which runs to show: all, or those of a workflow, about a member, in a state, of a reward.

    A run is of a reward if its goal or its workflow, as that is now, gives it.
    """

    workflow_id: int | None = None
    member_id: int | None = None
    state: RunState | None = None
    reward_id: int | None = None


EVERY_RUN = ChosenRuns()


def list_runs(
    session: Session,
    by: Person,
    *,
    chosen: ChosenRuns = EVERY_RUN,
    page: int = 1,
) -> ListPage[RunLine]:
    """Return a page of the runs that were chosen, goals' rewards too; newest first."""
    require_manager(session, by)
    which = [col(Run.community_id) == by.community_id]
    every = count_rows(session, Run, *which)
    which += _which(session, by.community_id, chosen)
    total = count_rows(session, Run, *which)
    shown = paging(total, page, PAGE)
    rows = session.execute(
        with_name().where(*which).order_by(col(Run.id).desc()).offset(shown.offset).limit(PAGE)
    )
    found = [(run, workflow, goal) for run, workflow, goal in rows]
    by_run = reasons(session, by.community_id, [run for run, _, _ in found])
    lines = [run_line(run, workflow, goal, by_run.get(run.id)) for run, workflow, goal in found]
    return ListPage(lines, total, shown.page, shown.pages, every - total)


def _which(session: Session, community_id: int, chosen: ChosenRuns) -> list[ColumnElement[bool]]:
    which = [
        column == wanted
        for column, wanted in (
            (col(Run.workflow_id), chosen.workflow_id),
            (col(Run.member_id), chosen.member_id),
            (col(Run.state), chosen.state),
        )
        if wanted is not None
    ]
    if chosen.reward_id is not None:
        giving = workflows_by_reward(session, community_id).get(chosen.reward_id, [])
        of_workflow = col(Run.workflow_id).in_([workflow.id for workflow in giving])
        which.append(or_(col(Run.reward_id) == chosen.reward_id, of_workflow))
    return which


def with_name() -> Select[Run, str | None, str | None]:
    """Select runs with the name of their workflow, or of their goal."""
    return (
        select(Run, col(Workflow.name), col(Goal.name))
        .outerjoin(Workflow, linked(Workflow.id, Run.workflow_id))
        .outerjoin(Goal, linked(Goal.id, Run.goal_id))
    )


def reasons(
    session: Session, community_id: int, runs: Sequence[Run]
) -> dict[int, InvalidInputError]:
    """Return why runs failed or came to nothing, by their ids."""
    found = {run.id: InvalidInputError("", run.error) for run in runs if run.error is not None}
    failed = session.scalars(
        select(Trace)
        .where(
            col(Trace.community_id) == community_id,
            col(Trace.run_id).in_(found),
            col(Trace.outcome) == TraceOutcome.FAILED,
        )
        .order_by(col(Trace.id))
    )
    for line in failed:
        if line.cause == found[line.run_id].message:
            found[line.run_id] = _reason(line)
    return found


def _reason(line: Trace) -> InvalidInputError:
    """Return a refusal as it was; its field is the path of the part."""
    assert line.cause is not None
    return InvalidInputError(line.path, line.cause, **_revived(line.details))


def _revived(details: dict[str, Any]) -> dict[str, Any]:
    """Return parameters with their dates, which the trace keeps as text."""
    return {
        name: date.fromisoformat(value)
        if isinstance(value, str) and _DATE.fullmatch(value)
        else value
        for name, value in details.items()
    }


def run_line(
    run: Run, workflow: str | None, goal: str | None, reason: InvalidInputError | None
) -> RunLine:
    """Return a run as a line of a list; its names and its reason were read beside it."""
    return RunLine(
        run_id=run.id,
        workflow_id=run.workflow_id,
        name=workflow or goal or "",
        member_id=run.member_id,
        state=RunState(run.state),
        reason=reason,
        due_at=run.due_at,
        created_at=run.created_at,
    )


@dataclass(frozen=True)
class TraceLine:
    """What became of one part of a run; `part` is as the run's version defined it."""

    kind: PartKind  # "condition" or "step"
    part: dict[str, Any]
    outcome: TraceOutcome
    reason: InvalidInputError | None  # it was not done
    at: datetime


@dataclass(frozen=True)
class RunTrace:
    """A run and everything it did, oldest first. `version` None: it brings a goal's reward."""

    run: RunLine
    trigger: str | None  # None: its event is not kept any more
    happened_at: datetime | None
    version: int | None
    is_current: bool
    lines: list[TraceLine]
    names: dict[int, str]  # of the rewards and goals that it names


def trace(session: Session, by: Person, run_id: int) -> RunTrace:
    """Return what a run did and why it did not; `GoneError` if there is none."""
    require_manager(session, by)
    row = existing(
        session.execute(
            with_name().where(col(Run.community_id) == by.community_id, col(Run.id) == run_id)
        ).first()
    )
    return _trace(session, *row)


def about(
    session: Session, person: Person, member_id: int, page: int = 1, size: int = PAGE
) -> ListPage[RunTrace]:
    """Return a page of the runs about a member, newest first; of others only to managers."""
    require_own_or_manager(session, person, member_id)
    which = (col(Run.community_id) == person.community_id, col(Run.member_id) == member_id)
    total = count_rows(session, Run, *which)
    shown = paging(total, page, size)
    rows = session.execute(
        with_name().where(*which).order_by(col(Run.id).desc()).offset(shown.offset).limit(size)
    ).all()
    return ListPage([_trace(session, *row) for row in rows], total, shown.page, shown.pages, 0)


def _trace(session: Session, run: Run, workflow: str | None, goal: str | None) -> RunTrace:
    community_id = run.community_id
    event = session.get(Event, (community_id, run.event_id))
    definition, current = _definition(session, run)
    lines = session.scalars(
        select(Trace)
        .where(col(Trace.community_id) == community_id, col(Trace.run_id) == run.id)
        .order_by(col(Trace.id))
    )
    return RunTrace(
        run=run_line(run, workflow, goal, reasons(session, community_id, [run]).get(run.id)),
        trigger=event.trigger if event else None,
        happened_at=event.happened_at if event else None,
        version=run.version,
        is_current=run.version == current,
        lines=[
            TraceLine(
                kind="condition" if line.path.startswith("conditions") else "step",
                part=part_at(definition, line.path),
                outcome=TraceOutcome(line.outcome),
                reason=_reason(line) if line.cause else None,
                at=line.at,
            )
            for line in lines
        ],
        names=names_in(session, community_id, definition),
    )


def _definition(session: Session, run: Run) -> tuple[dict[str, Any], int | None]:
    """Return what a run follows, and the number of the newest version of it."""
    if run.reward_id is not None:
        return built_in.goal_reward(run.reward_id), None
    key = (run.community_id, run.workflow_id)
    version = session.get_one(WorkflowVersion, (*key, run.version))
    return version.definition, session.get_one(Workflow, key).version


def part_at(definition: dict[str, Any], path: str) -> dict[str, Any]:
    """Return the part at a path such as "steps.0" or "conditions.1.conditions.0"."""
    found: Any = definition
    for name in path.split("."):
        found = found[int(name)] if name.isdecimal() else found[name]
    assert isinstance(found, dict)
    return found

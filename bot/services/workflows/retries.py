"""Trying failed runs again: one of them, or all that failed for one cause.

Which ones are tried again is decided once and written down (`RunRetry`); they follow in slices,
after a restart too. A run is tried again if it is `failed`, so each is once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, select, update
from sqlmodel import col, func

from bot.services import audit
from bot.services.actors import Person, require_manager
from bot.services.errors import InvalidInputError, RefusedError, existing
from bot.services.paging import count_rows
from bot.services.workflows import history
from db.session import Session
from db.tables import Goal, Run, RunState, Workflow
from db.tables.workflows import RunRetry

SLICE = 500
"""Runs at the most in one transaction."""

MOST_CAUSES = 25
"""Causes that are offered; a list of Discord's holds no more."""


class NothingFailedError(RefusedError):
    """Nothing is left that failed for this cause."""

    message = "workflow-nothing-to-retry"


@dataclass(frozen=True)
class Cause:
    """Why runs of a workflow or rewards of a goal failed, and how many did until a moment.

    `run_id` is one of them, by which the cause is named; `reason` is how that one put it.
    """

    run_id: int
    name: str
    reason: InvalidInputError | None
    count: int
    until: int
    """In milliseconds since 1970; what fails later was not meant."""


@dataclass(frozen=True)
class RetryReport:
    """How far it is: so many of `total` are `retried`. `name` is the workflow's, or the goal's."""

    retry_id: int
    workflow_id: int | None
    name: str
    total: int
    retried: int
    done: bool


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
            .values(_again(session))
            .returning(col(Run.member_id), col(Run.workflow_id), col(Run.goal_id))
        ).first()
    )
    audit.record_by(
        session,
        by,
        "workflow.retried",
        member_id=again.member_id,
        **_named(session, by.community_id, again.workflow_id, again.goal_id),
    )


def _again(session: Session) -> dict[str, object]:
    return {"state": RunState.READY, "due_at": session.now, "error": None, "finished_at": None}


def causes(session: Session, by: Person, *, workflow_id: int | None = None) -> list[Cause]:
    """Return for what more than one run failed, of one workflow or of all; the most first."""
    require_manager(session, by)
    chosen = [col(Run.community_id) == by.community_id, col(Run.state) == RunState.FAILED]
    if workflow_id is not None:
        chosen.append(col(Run.workflow_id) == workflow_id)
    count, newest = func.count(), func.max(col(Run.id))
    rows = session.execute(
        select(newest, count)
        .where(*chosen)
        .group_by(col(Run.workflow_id), col(Run.goal_id), col(Run.reward_id), col(Run.error))
        .having(count > 1)
        .order_by(count.desc(), newest.desc())
        .limit(MOST_CAUSES)
    )
    return _described(session, by.community_id, dict(rows.all()))


def cause_of(session: Session, by: Person, run_id: int) -> Cause:
    """Return for what a run failed; `NothingFailedError` if it has not, or was tried again."""
    require_manager(session, by)
    run = _failed(session, by.community_id, run_id)
    count = count_rows(session, Run, *_alike(run, session.now))
    return _described(session, by.community_id, {run_id: count})[0]


def _described(session: Session, community_id: int, counted: dict[int, int]) -> list[Cause]:
    rows = session.execute(
        history.with_name().where(col(Run.community_id) == community_id, col(Run.id).in_(counted))
    ).all()
    by_id = {run.id: (run, workflow or goal or "") for run, workflow, goal in rows}
    reasons = history.reasons(session, community_id, [run for run, _ in by_id.values()])
    until = int(session.now.timestamp() * 1000) + 1
    return [
        Cause(run_id, by_id[run_id][1], reasons.get(run_id), count, until)
        for run_id, count in counted.items()
    ]


def _failed(session: Session, community_id: int, run_id: int) -> Run:
    run = session.get(Run, (community_id, run_id))
    if run is None or run.state != RunState.FAILED:
        raise NothingFailedError
    return run


def _alike(of: Run | RunRetry, until: datetime) -> Sequence[ColumnElement[bool]]:
    """Return the conditions of having failed for the same cause until a moment."""
    same = (
        getattr(Run, name).is_not_distinct_from(getattr(of, name))
        for name in ("workflow_id", "goal_id", "reward_id", "error")
    )
    return [
        col(Run.community_id) == of.community_id,
        col(Run.state) == RunState.FAILED,
        *same,
        col(Run.finished_at) <= until,
    ]


def begin(session: Session, by: Person, run_id: int, until: int) -> int:
    """Decide to try all again that failed for the cause of a run, and return the retry's id.

    Only what had failed `until` then, in milliseconds, is: a card that is pressed twice does
    nothing twice.
    """
    require_manager(session, by)
    run = _failed(session, by.community_id, run_id)
    before = datetime.fromtimestamp(until / 1000, UTC)
    total = count_rows(session, Run, *_alike(run, before))
    if not total:
        raise NothingFailedError
    retry = RunRetry(
        community_id=by.community_id,
        id=session.new_id(),
        actor_id=by.member_id,
        workflow_id=run.workflow_id,
        goal_id=run.goal_id,
        reward_id=run.reward_id,
        error=run.error or "",
        until=before,
        total=total,
        created_at=session.now,
    )
    session.add(retry)
    session.flush()
    audit.record_by(
        session,
        by,
        "workflow.retried_all",
        reward_id=run.reward_id,
        runs=total,
        **_named(session, by.community_id, run.workflow_id, run.goal_id),
    )
    return retry.id


def step(session: Session, community_id: int, retry_id: int, limit: int = SLICE) -> RetryReport:
    """Let the next runs go on, and say how far it is."""
    retry = existing(session.locked(RunRetry, (community_id, retry_id)))
    if retry.finished_at is None:
        _go_on(session, retry, limit)
    return _report(session, retry)


def _go_on(session: Session, retry: RunRetry, limit: int) -> int:
    some = session.scalars(
        select(col(Run.id)).where(*_alike(retry, retry.until)).order_by(col(Run.id)).limit(limit)
    ).all()
    went_on = session.scalars(
        update(Run)
        .where(
            col(Run.community_id) == retry.community_id,
            col(Run.id).in_(some),
            col(Run.state) == RunState.FAILED,
        )
        .values(_again(session))
        .returning(col(Run.id))
    ).all()
    retry.retried += len(went_on)
    if len(some) < limit:
        retry.finished_at = session.now
    session.flush()
    return len(some)


def work(session: Session, limit: int = SLICE) -> int:
    """Go on with what nobody is working on, such as after a restart; return how much was done."""
    is_open = col(RunRetry.finished_at).is_(None)
    for retry in session.unheld(RunRetry, is_open, order=col(RunRetry.id)):
        if retry.finished_at is None:
            return max(1, _go_on(session, retry, limit))
    return 0


def report(session: Session, by: Person, retry_id: int) -> RetryReport:
    """Say how far it is."""
    require_manager(session, by)
    return _report(session, existing(session.get(RunRetry, (by.community_id, retry_id))))


def _report(session: Session, retry: RunRetry) -> RetryReport:
    name = _named(session, retry.community_id, retry.workflow_id, retry.goal_id)
    return RetryReport(
        retry.id,
        retry.workflow_id,
        next(iter(name.values()), ""),
        retry.total,
        retry.retried,
        retry.finished_at is not None,
    )


def _named(
    session: Session, community_id: int, workflow_id: int | None, goal_id: int | None
) -> dict[str, str]:
    """Return what runs belong to, as the audit names it: the workflow, or the goal."""
    if workflow_id is not None:
        return {"workflow": session.get_one(Workflow, (community_id, workflow_id)).name}
    assert goal_id is not None
    return {"goal": session.get_one(Goal, (community_id, goal_id)).name}

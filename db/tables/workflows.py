"""Workflows, each version of their definitions, and their runs."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import big, id_key, index_where, member, moment, one_of, refers


class WorkflowState(enum.StrEnum):
    """Only an enabled workflow runs on events."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    ARCHIVED = "archived"


class Workflow(SQLModel, table=True):
    """When something happens, if conditions hold, do steps. The definition is a version's."""

    __table_args__ = (
        one_of("state", WorkflowState),
        index_where(
            "uq_workflow_name", "community_id", "name_key", where="state <> 'archived'", unique=True
        ),
        index_where("ix_workflow_listening", "community_id", "trigger", where="state = 'enabled'"),
        index_where(
            "ix_workflow_next_at", "next_at", where="trigger = 'schedule' AND state = 'enabled'"
        ),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    name: str
    name_key: str  # the name without regard to case
    state: str
    trigger: str  # of the current version
    version: int = big(1)  # the current one
    broken: str | None = None  # why its last run failed; None: nothing is wrong
    next_at: datetime | None = moment(None)  # of a schedule: when it is due
    created_by: int = member()
    created_at: datetime = moment()


class WorkflowVersion(SQLModel, table=True):
    """A definition as it was from one change to the next; runs keep theirs."""

    __tablename__ = "workflow_version"
    __table_args__ = (refers("workflow_id", "workflow"),)
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    workflow_id: int = id_key()
    version: int = id_key()
    definition: dict[str, Any] = Field(sa_type=JSON)
    created_by: int = member()
    created_at: datetime = moment()


class WorkflowDraft(SQLModel, table=True):
    """A workflow that somebody is putting together in chat; incomplete until it is saved."""

    __tablename__ = "workflow_draft"
    __privacy__ = Privacy(export="workflow_drafts", whose="author_id", delete=True)

    community_id: int = id_key()
    id: int = id_key()
    author_id: int = member()
    workflow_id: int | None = big(None)  # the one that is edited; None: a new one
    version: int | None = big(None)  # of that workflow, when its editing began
    name: str
    definition: dict[str, Any] = Field(sa_type=JSON)
    changed_at: datetime = moment()


class RunState(enum.StrEnum):
    """How far a run is, or how it ended."""

    READY = "ready"  # its next step is due at `due_at`, which a wait puts into the future
    DONE = "done"
    DECLINED = "declined"  # a condition said no
    FAILED = "failed"  # a step could not be done; *Retry* goes on there
    ENDED = "ended"  # there is no sense in it any more: the member left, the depth is reached


class Run(SQLModel, table=True):
    """One workflow working on one event, or a goal's reward on its way (`goal_id`)."""

    __table_args__ = (
        one_of("state", RunState),
        UniqueConstraint("community_id", "event_id", "workflow_id"),
        index_where(
            "uq_run_goal",
            *("community_id", "event_id", "goal_id"),
            where="goal_id IS NOT NULL",
            unique=True,
        ),
        Index(None, "community_id", "workflow_id", "id"),
        Index(None, "community_id", "member_id", "id"),
        index_where("ix_run_due", "community_id", "due_at", "id", where="state = 'ready'"),
        index_where(
            "ix_run_failed",
            *("community_id", "workflow_id", "goal_id", "error", "id"),
            where="state = 'failed'",
        ),
    )
    __privacy__ = Privacy(export="runs")

    community_id: int = id_key()
    id: int = id_key()
    event_id: int = big()
    workflow_id: int | None = big(None)
    version: int | None = big(None)
    goal_id: int | None = big(None)
    reward_id: int | None = big(None)  # of a goal's reward
    member_id: int | None = member(None)
    state: str = RunState.READY
    position: int = 0  # the next step, counted from 0
    depth: int = 0
    due_at: datetime = moment()
    error: str | None = None  # the cause, as a text id; for FAILED and ENDED
    created_at: datetime = moment()
    finished_at: datetime | None = moment(None)


class RunRetry(SQLModel, table=True):
    """All runs that failed for one cause, being tried again; kept so that it goes on by itself.

    The cause is the workflow, or the goal and its reward, and the reason. Only what had failed
    `until` then is tried again, so that nothing is twice.
    """

    __tablename__ = "run_retry"
    __table_args__ = (
        index_where("ix_run_retry_open", "community_id", "id", where="finished_at IS NULL"),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    actor_id: int = member()
    workflow_id: int | None = big(None)
    goal_id: int | None = big(None)
    reward_id: int | None = big(None)
    error: str
    until: datetime = moment()
    total: int = big()
    retried: int = big(0)
    created_at: datetime = moment()
    finished_at: datetime | None = moment(None)


class TraceOutcome(enum.StrEnum):
    """What became of a condition or a step."""

    TRUE = "held"
    FALSE = "not_held"
    DONE = "done"
    WAITING = "waiting"
    SKIPPED = "skipped"  # it could not be done, and was marked *go on*
    FAILED = "failed"


class Trace(SQLModel, table=True):
    """What a run did, in the order of ids. `path` is the place in the definition.

    Traces are written and deleted with their run. There are more of them than of anything else, so
    they have one index, and no database looks for each one's run once more.
    """

    __table_args__ = (one_of("outcome", TraceOutcome),)
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    run_id: int = id_key()
    id: int = id_key()
    path: str  # as in "steps.0" or "conditions.1.conditions.0"
    outcome: str
    cause: str | None = None  # a text id that says why not
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # its parameters
    at: datetime = moment()

"""What workflows are called, and finding one by what somebody types."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlmodel import col

from bot.markup import fits, length
from bot.services import typed
from bot.services.errors import InvalidInputError, RefusedError
from bot.services.typed import NAME_LENGTH, fold, one_line
from db.session import Session
from db.tables import Workflow, WorkflowState

LIVING = (WorkflowState.ENABLED, WorkflowState.DISABLED)
"""The states whose workflows own their names."""


class NoSuchWorkflowError(RefusedError):
    """Nothing is called so."""

    message = "workflow-no-such"


@dataclass(frozen=True)
class Named:
    """A workflow as far as its name tells."""

    workflow_id: int
    name: str
    state: WorkflowState


def read_name(given: str | None) -> str:
    """Return a name as it is stored; `InvalidInputError` if it is none."""
    name = one_line(given or "")
    if not fold(name).strip() or not fits(name, NAME_LENGTH):
        raise InvalidInputError("name", "workflow-bad-name", most=NAME_LENGTH, given=length(name))
    return name


def find_names(
    session: Session,
    community_id: int,
    text: str = "",
    *,
    states: Collection[WorkflowState] = LIVING,
) -> list[Named]:
    """Return up to 25 workflows whose name holds the text; those that begin with it first."""
    rows = session.execute(
        typed.holding(_in(community_id).where(col(Workflow.state).in_(states)), Workflow, text)
    )
    return [Named(workflow_id, name, WorkflowState(state)) for workflow_id, name, state in rows]


def resolve(session: Session, community_id: int, text: str) -> Named:
    """Return the workflow that is meant by a name, or by an id as autocomplete sends it.

    The newest of several archived ones; `NoSuchWorkflowError` if there is none.
    """
    row = typed.meant(session, _in(community_id), Workflow, text)
    if row is None:
        raise NoSuchWorkflowError(given=text.strip()[:80])
    return Named(row.id, row.name, WorkflowState(row.state))


def _in(community_id: int) -> Select[int, str, str]:
    return select(col(Workflow.id), col(Workflow.name), col(Workflow.state)).where(
        col(Workflow.community_id) == community_id
    )

"""What workflows are called, and finding one by what somebody types."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import col

from bot.markup import fits, length
from bot.services.errors import InvalidInputError, RefusedError
from bot.services.lookup import Lookup
from bot.services.typed import NAME_LENGTH, fold, one_line
from db.session import Session
from db.tables import Workflow, WorkflowState

UNARCHIVED = (WorkflowState.ENABLED, WorkflowState.DISABLED)
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


def read_name(typed: str | None) -> str:
    """Return a name as it is stored; `InvalidInputError` if it is none."""
    name = one_line(typed or "")
    if not fold(name) or not fits(name, NAME_LENGTH):
        raise InvalidInputError("name", "workflow-bad-name", most=NAME_LENGTH, given=length(name))
    return name


_WORKFLOWS = Lookup(
    Workflow, lambda id_, name, state: Named(id_, name, WorkflowState(state)), NoSuchWorkflowError
)

resolve = _WORKFLOWS.resolve


def find_names(
    session: Session,
    community_id: int,
    text: str = "",
    *,
    states: Collection[WorkflowState] = UNARCHIVED,
) -> list[Named]:
    """Return up to 25 workflows whose name holds the text; those that begin with it come first."""
    return _WORKFLOWS.find(session, community_id, text, col(Workflow.state).in_(states))

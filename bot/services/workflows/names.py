"""What workflows are called, and finding one by what somebody types."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import case, select
from sqlmodel import col

from bot.services.catalogue.fields import NAME_LENGTH, fold, one_line
from bot.services.errors import InvalidInputError, RefusedError
from db.session import Session
from db.tables import Workflow, WorkflowState

MOST_NAMES = 25
"""Names that autocomplete can show."""

LIVING = (WorkflowState.ENABLED, WorkflowState.DISABLED)
"""The states whose workflows own their names."""

_LARGEST_ID = 2**63 - 1


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
    if not fold(name).strip() or len(name) > NAME_LENGTH:
        raise InvalidInputError("name", "workflow-bad-name", most=NAME_LENGTH, given=len(name))
    return name


def find_names(
    session: Session,
    community_id: int,
    text: str = "",
    *,
    states: Collection[WorkflowState] = LIVING,
) -> list[Named]:
    """Return up to 25 workflows whose name holds the text; those that begin with it first."""
    wanted = fold(text.strip())
    begins = col(Workflow.name_key).startswith(wanted, autoescape=True)
    rows = session.execute(
        select(col(Workflow.id), col(Workflow.name), col(Workflow.state))
        .where(
            col(Workflow.community_id) == community_id,
            col(Workflow.state).in_(states),
            col(Workflow.name_key).contains(wanted, autoescape=True),
        )
        .order_by(case((begins, 0), else_=1), col(Workflow.name_key), col(Workflow.id))
        .limit(MOST_NAMES)
    )
    return [Named(workflow_id, name, WorkflowState(state)) for workflow_id, name, state in rows]


def resolve(session: Session, community_id: int, text: str) -> Named:
    """Return the workflow that is meant by a name, or by an id as autocomplete sends it.

    The newest of several archived ones; `NoSuchWorkflowError` if there is none.
    """
    typed = text.strip()
    mine = select(col(Workflow.id), col(Workflow.name), col(Workflow.state)).where(
        col(Workflow.community_id) == community_id
    )
    row = None
    if typed.isascii() and typed.isdigit() and len(typed) < 20 and int(typed) <= _LARGEST_ID:
        row = session.execute(mine.where(col(Workflow.id) == int(typed))).first()
    if row is None:
        over = case((col(Workflow.state) == WorkflowState.ARCHIVED, 1), else_=0)
        row = session.execute(
            mine.where(col(Workflow.name_key) == fold(" ".join(typed.split())))
            .order_by(over, col(Workflow.id).desc())
            .limit(1)
        ).first()
    if row is None:
        raise NoSuchWorkflowError(given=typed[:80])
    return Named(row.id, row.name, WorkflowState(row.state))

"""Saving workflows, and enabling, disabling and archiving them.

Every save adds a version; runs that have begun go on with theirs.
"""

from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col

from bot.services import audit
from bot.services.actors import Person
from bot.services.errors import InvalidFormError, InvalidInputError, RefusedError
from bot.services.typed import fold
from bot.services.workflows import draft_tree, drafts
from bot.services.workflows.definition import Definition, errors_in
from bot.services.workflows.permissions import (
    NOTHING,
    Attachable,
    not_attachable,
    same_but_for_texts,
)
from bot.services.workflows.schedules import next_at
from bot.services.workflows.versions import lock_unarchived, newest, plain
from db.session import Session
from db.tables import Workflow, WorkflowDraft, WorkflowState, WorkflowVersion

_NAME_INDEX = ("uq_workflow_name", "workflow.name_key")  # as each database reports it


class ChangedMeanwhileError(RefusedError):
    """Somebody else saved the workflow while this draft was on."""

    message = "workflow-changed-meanwhile"


@dataclass(frozen=True)
class Saved:
    """A workflow after a change."""

    workflow_id: int
    name: str
    state: WorkflowState
    version: int


def save(
    session: Session, by: Person, draft_id: int, attachable: Attachable, *, enable: bool
) -> Saved:
    """Make a draft the workflow's newest version; with `enable`, also enable it.

    Whoever changes more than its words, or enables it, attaches all that it gives anew.
    Raises `InvalidFormError` with everything that is wrong, by the path of each part.
    """
    draft = drafts.mine(session, by, draft_id)
    workflow = lock_unarchived(session, by, draft.workflow_id) if draft.workflow_id else None
    content = draft_tree.without_ids(draft.definition)
    before = newest(session, workflow) if workflow else {}
    enabled_before = workflow is not None and workflow.state == WorkflowState.ENABLED
    errors = errors_in(session, by.community_id, content)
    if (enable and not enabled_before) or not same_but_for_texts(content, before):
        errors += not_attachable(session, by, content, attachable)
    if errors:
        raise InvalidFormError(errors)
    definition = plain(Definition.model_validate(content))
    if workflow is None:
        workflow = _create(session, by, draft)
        version = 1
    else:
        version = _next_version(session, draft, workflow)
    _name(session, workflow, draft.name)
    session.add(
        WorkflowVersion(
            community_id=by.community_id,
            workflow_id=workflow.id,
            version=version,
            definition=definition,
            created_by=by.member_id,
            created_at=session.now,
        )
    )
    workflow.trigger = definition["trigger"]["type"]
    workflow.broken = None
    if enable:
        workflow.state = WorkflowState.ENABLED
    workflow.next_at = next_at(session, by.community_id, definition)
    session.add(workflow)
    session.delete(draft)
    done = "workflow.created" if version == 1 else "workflow.edited"
    _record(session, by, workflow, done, version=version, enabled=int(enable))
    return _saved(session, workflow)


def enable(
    session: Session, by: Person, workflow_id: int, attachable: Attachable = NOTHING
) -> Saved:
    """Let events set off runs of a workflow, which attaches all that it gives anew.

    Raises `InvalidFormError` with what it lacks by now, or what is out of reach.
    """
    workflow = lock_unarchived(session, by, workflow_id)
    definition = newest(session, workflow)
    errors = errors_in(session, by.community_id, definition)
    if workflow.state != WorkflowState.ENABLED:
        errors += not_attachable(session, by, definition, attachable)
    if errors:
        raise InvalidFormError(errors)
    return _move(session, by, workflow, WorkflowState.ENABLED)


def disable(session: Session, by: Person, workflow_id: int) -> Saved:
    """Let events set off no more runs of a workflow; runs that have begun go on."""
    return _move(session, by, lock_unarchived(session, by, workflow_id), WorkflowState.DISABLED)


def archive(session: Session, by: Person, workflow_id: int) -> Saved:
    """Put a workflow away for good; its runs end where they are."""
    return _move(session, by, lock_unarchived(session, by, workflow_id), WorkflowState.ARCHIVED)


_ACTIONS = {
    WorkflowState.ENABLED: "workflow.enabled",
    WorkflowState.DISABLED: "workflow.disabled",
    WorkflowState.ARCHIVED: "workflow.archived",
}


def _move(session: Session, by: Person, workflow: Workflow, to: WorkflowState) -> Saved:
    if workflow.state != to:
        workflow.state = to
        workflow.broken = None
        workflow.next_at = next_at(session, by.community_id, newest(session, workflow))
        session.add(workflow)
        _record(session, by, workflow, _ACTIONS[to])
    return _saved(session, workflow)


def _create(session: Session, by: Person, draft: WorkflowDraft) -> Workflow:
    return Workflow(
        community_id=by.community_id,
        id=session.new_id(),
        name=draft.name,
        name_key=fold(draft.name),
        state=WorkflowState.DISABLED,
        trigger="",
        created_by=by.member_id,
        created_at=session.now,
    )


def _next_version(session: Session, draft: WorkflowDraft, workflow: Workflow) -> int:
    """Count a workflow's version up, unless another was saved since the draft began."""
    version = session.execute(
        update(Workflow)
        .where(
            col(Workflow.community_id) == workflow.community_id,
            col(Workflow.id) == workflow.id,
            col(Workflow.version) == draft.version,
        )
        .values(version=col(Workflow.version) + 1)
        .returning(col(Workflow.version))
    ).scalar_one_or_none()
    if version is None:
        raise ChangedMeanwhileError(name=workflow.name)
    session.refresh(workflow)
    return workflow.version


def _name(session: Session, workflow: Workflow, name: str) -> None:
    """Give a workflow its name; only the unique index decides whether that is free."""
    values = {"name": name, "name_key": fold(name)}
    if not session.set_unless_taken(workflow, values, _NAME_INDEX):
        raise InvalidFormError([InvalidInputError("name", "workflow-name-taken", given=name)])


def _saved(session: Session, workflow: Workflow) -> Saved:
    session.flush()
    state = WorkflowState(workflow.state)
    return Saved(workflow.id, workflow.name, state, workflow.version)


def _record(session: Session, by: Person, workflow: Workflow, done: str, **details: object) -> None:
    audit.record_by(session, by, done, workflow=workflow.name, **details)

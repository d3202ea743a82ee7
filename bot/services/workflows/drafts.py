"""Drafts: workflows that somebody is putting together in chat, until they are saved."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import col

from bot.services import communities
from bot.services.actors import Person, require_manager
from bot.services.errors import GoneError, InvalidInputError
from bot.services.typed import fold
from bot.services.workflows import draft_tree, ready_made
from bot.services.workflows.definition import errors_in
from bot.services.workflows.draft_tree import Data
from bot.services.workflows.lookup import read_name
from bot.services.workflows.versions import lock_unarchived, names_in, newest
from bot.texts import t
from db.session import Session
from db.tables import Workflow, WorkflowDraft, WorkflowState

KEPT_FOR = timedelta(days=7)
"""How long a draft waits to be gone on with."""

MOST_EACH = 10
"""Drafts that are kept for one manager; an older one makes way."""


@dataclass(frozen=True)
class Draft:
    """A workflow that is being put together. `state` is that of the one that is edited, if any."""

    draft_id: int
    workflow_id: int | None
    state: WorkflowState | None
    name: str
    parts: Data
    errors: list[InvalidInputError]  # their fields are the paths of parts
    names: dict[int, str]  # of the rewards and goals that it names


def begin(session: Session, by: Person, name: str | None, definition: Mapping[str, Any]) -> Draft:
    """Begin a new workflow from a definition, which may lack anything."""
    require_manager(session, by)
    return _keep(session, by, read_name(name), definition)


def begin_ready_made(session: Session, by: Person, name: str | None, key: str) -> Draft:
    """Begin a workflow from a ready-made one; its texts are in the community's language."""
    require_manager(session, by)
    ready, language = ready_made.find(key), communities.get(session, by.community_id).language
    return begin(session, by, name or t(language, ready.name_id), ready.draft(language))


def open_workflow(
    session: Session, by: Person, workflow_id: int, definition: Mapping[str, Any] | None = None
) -> Draft:
    """Go on with somebody's draft of a workflow, or begin one from its newest version.

    With a definition, begin one that shall take that version's place.
    """
    workflow = lock_unarchived(session, by, workflow_id)
    begun = session.execute(
        select(WorkflowDraft)
        .where(
            col(WorkflowDraft.community_id) == by.community_id,
            col(WorkflowDraft.author_id) == by.member_id,
            col(WorkflowDraft.workflow_id) == workflow_id,
        )
        .order_by(col(WorkflowDraft.id).desc())
        .limit(1)
    ).scalar_one_or_none()
    if begun is not None and definition is None:
        return _view(session, begun)
    if begun is not None:
        session.delete(begun)
    content = newest(session, workflow) if definition is None else definition
    return _keep(session, by, workflow.name, content, workflow)


def load(session: Session, by: Person, draft_id: int) -> Draft:
    """Return a draft of somebody's own; `GoneError` if it is not there any more."""
    return _view(session, mine(session, by, draft_id, locked=False))


def change(session: Session, by: Person, draft_id: int, how: Callable[[Data], object]) -> Draft:
    """Change a draft's parts by one of the functions of `draft_tree`."""
    draft = mine(session, by, draft_id)
    parts = copy.deepcopy(draft.definition)  # a new value, or it would not be seen to differ
    how(parts)
    draft.definition = parts
    return _touch(session, draft)


def rename(session: Session, by: Person, draft_id: int, name: str | None) -> Draft:
    """Call a draft otherwise; whether the name is free is decided when it is saved."""
    draft = mine(session, by, draft_id)
    draft.name = read_name(name)
    return _touch(session, draft)


def discard(session: Session, by: Person, draft_id: int) -> None:
    """Throw a draft away; what it would have changed stays as it is."""
    session.delete(mine(session, by, draft_id))


def find_names(session: Session, by: Person, text: str = "") -> list[tuple[int, str]]:
    """Return the ids and names of somebody's drafts that hold the text, the latest first."""
    require_manager(session, by)
    rows = session.execute(
        select(col(WorkflowDraft.id), col(WorkflowDraft.name))
        .where(
            col(WorkflowDraft.community_id) == by.community_id,
            col(WorkflowDraft.author_id) == by.member_id,
        )
        .order_by(col(WorkflowDraft.changed_at).desc())
    )
    return [(row.id, row.name) for row in rows if fold(text.strip()) in fold(row.name)]


def mine(session: Session, by: Person, draft_id: int, *, locked: bool = True) -> WorkflowDraft:
    """Return a draft of somebody's own; `GoneError` for another's."""
    require_manager(session, by)
    draft = session.get(
        WorkflowDraft, (by.community_id, draft_id), with_for_update=locked, populate_existing=True
    )
    if draft is None or draft.author_id != by.member_id:
        raise GoneError
    return draft


def _keep(
    session: Session,
    by: Person,
    name: str,
    definition: Mapping[str, Any],
    workflow: Workflow | None = None,
) -> Draft:
    draft = WorkflowDraft(
        community_id=by.community_id,
        id=session.new_id(),
        author_id=by.member_id,
        workflow_id=workflow.id if workflow else None,
        version=workflow.version if workflow else None,
        name=name,
        definition=draft_tree.numbered(definition),
        changed_at=session.now,
    )
    session.add(draft)
    session.flush()
    _make_way(session, by)
    return _view(session, draft)


def _make_way(session: Session, by: Person) -> None:
    theirs = (
        col(WorkflowDraft.community_id) == by.community_id,
        col(WorkflowDraft.author_id) == by.member_id,
    )
    latest = select(col(WorkflowDraft.id)).where(*theirs)
    latest = latest.order_by(col(WorkflowDraft.id).desc()).limit(MOST_EACH)
    session.execute(delete(WorkflowDraft).where(*theirs, col(WorkflowDraft.id).not_in(latest)))


def _touch(session: Session, draft: WorkflowDraft) -> Draft:
    draft.changed_at = session.now
    session.add(draft)
    session.flush()
    return _view(session, draft)


def _view(session: Session, draft: WorkflowDraft) -> Draft:
    workflow = None
    if draft.workflow_id is not None:
        workflow = session.get(Workflow, (draft.community_id, draft.workflow_id))
    definition = draft_tree.without_ids(draft.definition)
    return Draft(
        draft_id=draft.id,
        workflow_id=draft.workflow_id,
        state=WorkflowState(workflow.state) if workflow else None,
        name=draft.name,
        parts=draft.definition,
        errors=errors_in(session, draft.community_id, definition),
        names=names_in(session, draft.community_id, definition),
    )

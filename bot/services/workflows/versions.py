"""A workflow that is there, its newest version, and what that names."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from bot.services.actors import Person, require_manager
from bot.services.errors import RefusedError, existing
from bot.services.workflows import draft_tree
from bot.services.workflows.definition import Definition
from bot.services.workflows.draft_tree import Data
from bot.services.workflows.part_fields import settings_in
from db.session import Session
from db.tables import Goal, Reward, Workflow, WorkflowState, WorkflowVersion, linked

NEWEST = linked(WorkflowVersion.workflow_id, Workflow.id) & (
    col(WorkflowVersion.version) == col(Workflow.version)
)
"""Joins workflows with the newest version of each."""


class WorkflowArchivedError(RefusedError):
    """What is archived stays as it is."""

    message = "workflow-is-archived"


def newest(session: Session, workflow: Workflow) -> Data:
    """Return the newest definition of a workflow."""
    key = (workflow.community_id, workflow.id, workflow.version)
    return session.get_one(WorkflowVersion, key).definition


def plain(definition: Definition) -> Data:
    """Return a definition as it is stored."""
    return definition.model_dump(mode="json", exclude_none=True)


def lock_unarchived(session: Session, by: Person, workflow_id: int) -> Workflow:
    """Return a workflow that nothing else changes until the transaction ends."""
    require_manager(session, by)
    workflow = existing(session.locked(Workflow, (by.community_id, workflow_id)))
    if workflow.state == WorkflowState.ARCHIVED:
        raise WorkflowArchivedError(name=workflow.name)
    return workflow


def names_in(session: Session, community_id: int, definition: Mapping[str, Any]) -> dict[int, str]:
    """Return what the rewards and goals are called that a definition names, by id."""
    wanted = {
        int(value)
        for ref in draft_tree.walk(draft_tree.numbered(definition))
        for setting, value in settings_in(ref.kind, ref.part)
        if setting.kind in {"reward", "goal"} and str(value).isdecimal()
    }
    found: dict[int, str] = {}
    for table in (Reward, Goal):
        rows = session.execute(
            select(col(table.id), col(table.name)).where(
                col(table.community_id) == community_id, col(table.id).in_(wanted)
            )
        )
        found.update((row.id, row.name) for row in rows)
    return found


def workflows_by_reward(
    session: Session, community_id: int, *states: WorkflowState
) -> dict[int, list[Workflow]]:
    """Return which workflows in these states, or in any, give which rewards, by the reward's id.

    What counts is the newest version of each; they are as many as managers have made.
    """
    found: dict[int, list[Workflow]] = {}
    rows = session.execute(
        select(Workflow, col(WorkflowVersion.definition))
        .join(WorkflowVersion, NEWEST)
        .where(
            col(Workflow.community_id) == community_id,
            col(Workflow.state).in_(states or WorkflowState),
        )
        .order_by(col(Workflow.name_key), col(Workflow.id))
    )
    for workflow, definition in rows:
        for reward_id in sorted(_given(definition)):
            found.setdefault(reward_id, []).append(workflow)
    return found


def _given(definition: Mapping[str, Any]) -> set[int]:
    return {
        int(value)
        for ref in draft_tree.walk(draft_tree.numbered(definition))
        if ref.kind == "step"
        for setting, value in settings_in(ref.kind, ref.part)
        if setting.kind == "reward" and str(value).isdecimal()
    }

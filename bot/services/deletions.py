"""Deleted roles and channels: what names one here, and what becomes of that.

Nothing becomes wider by a deletion. What a role or channel only adds to is taken away: managers,
what a role stands for, where something is said. What it restricts stops until a manager has chosen
another: a reward that asks for it, a workflow that names it. Managers are told of each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import col

from bot.services import audit, deliveries, gone, marks
from bot.services.workflows.attaching import attached_to
from bot.services.workflows.records import NAMES_GONE
from db.session import Session
from db.tables import (
    Community,
    GoneKind,
    ManagerRole,
    Reward,
    RewardState,
    RoleMark,
    Tier,
    Workflow,
    WorkflowState,
    WorkflowVersion,
)

Notice = tuple[str, dict[str, str | int]]
"""A text for managers, and what fills it in besides the name of what is gone."""


@dataclass(frozen=True)
class Place:
    """Where something of Discord's is named.

    `named` returns what is named there in a community, and has an effect; `drop` takes one of
    those away, or stops what names it, and returns what managers are to be told.
    """

    column: str  # as in "reward.badge_role_id"
    kind: GoneKind
    named: Callable[[Session, int], set[int]]
    drop: Callable[[Session, int, int], list[Notice]]
    while_held: bool = True  # False: not before the role was taken off everybody's row


def deleted(
    session: Session,
    community_id: int,
    kind: GoneKind,
    id_: int,
    name: str | None = None,
    *,
    held: bool = False,
) -> None:
    """Take note that a role or channel was deleted, once; `name`: what it was called, if known.

    `held`: rows of members still say that they hold it. It comes first with that: a condition that
    somebody is without the role must not hold for one whose row has just been changed.
    """
    gone.note(session, community_id, kind, id_)
    for place in PLACES:
        if place.kind is not kind or (held and not place.while_held):
            continue
        if id_ not in place.named(session, community_id):
            continue
        for number, (text_id, params) in enumerate(place.drop(session, community_id, id_)):
            deliveries.notify_managers(
                session,
                community_id,
                text_id,
                key=f"gone:{id_}:{place.column}:{number}",
                **(params | {"gone": name or str(id_)}),
            )
    session.flush()


def named(session: Session, community_id: int, kind: GoneKind) -> set[int]:
    """Return all that is named of a kind; not the role of everybody, which is always there."""
    found: set[int] = set()
    for place in PLACES:
        if place.kind is kind:
            found |= place.named(session, community_id)
    return found - {community_id}


def _column(column: Any, *conditions: Any) -> Callable[[Session, int], set[int]]:
    """Return what reads the ids in a column."""
    key: Any = Community.id if column.class_ is Community else column.class_.community_id

    def read(session: Session, community_id: int) -> set[int]:
        rows = session.scalars(
            select(column).where(key == community_id, column.is_not(None), *conditions)
        )
        return {int(id_) for id_ in rows}

    return read


def _no_manager(session: Session, community_id: int, role_id: int) -> list[Notice]:
    session.execute(
        delete(ManagerRole).where(
            col(ManagerRole.community_id) == community_id, col(ManagerRole.role_id) == role_id
        )
    )
    audit.record(session, community_id, "settings.manager_removed", actor_id=None, role=role_id)
    return [("notice-gone-manager", {})]


def _no_mark(session: Session, community_id: int, role_id: int) -> list[Notice]:
    meant = marks.marks(session, community_id)[role_id].subject
    marks.forget(session, community_id, role_id, actor_id=None)
    return [("notice-gone-mark", {"subject": meant})]


def _no_tier(session: Session, community_id: int, role_id: int) -> list[Notice]:
    session.execute(
        delete(Tier).where(col(Tier.community_id) == community_id, col(Tier.role_id) == role_id)
    )
    audit.record(session, community_id, "tiers.removed", actor_id=None, role=role_id)
    return [("notice-gone-tier", {})]


def _stop_claims(session: Session, community_id: int, role_id: int) -> list[Notice]:
    """Let nobody claim what asks for a role that nobody can have."""
    rewards = session.execute(
        update(Reward)
        .where(
            col(Reward.community_id) == community_id,
            col(Reward.required_role_id) == role_id,
            col(Reward.required_role_gone).is_(False),
        )
        .values(required_role_gone=True)
        .returning(col(Reward.id), col(Reward.name), col(Reward.state))
    ).all()
    for reward in rewards:
        audit.record(session, community_id, "reward.role_gone", actor_id=None, reward_id=reward.id)
    return [
        ("notice-gone-required", {"reward": reward.name})
        for reward in sorted(rewards)
        if reward.state != RewardState.ARCHIVED
    ]


def _no_badge_role(session: Session, community_id: int, role_id: int) -> list[Notice]:
    badges = session.execute(
        update(Reward)
        .where(col(Reward.community_id) == community_id, col(Reward.badge_role_id) == role_id)
        .values(badge_role_id=None)
        .returning(col(Reward.id), col(Reward.name), col(Reward.state))
    ).all()
    for badge in badges:
        audit.record(
            session,
            community_id,
            "reward.edited",
            actor_id=None,
            reward_id=badge.id,
            fields=["badge_role_id"],
            before={"badge_role_id": role_id},
            after={"badge_role_id": None},
        )
    return [
        ("notice-gone-badge", {"reward": badge.name})
        for badge in sorted(badges)
        if badge.state != RewardState.ARCHIVED
    ]


def _no_channel(field: str, text_id: str) -> Callable[[Session, int, int], list[Notice]]:
    def drop(session: Session, community_id: int, channel_id: int) -> list[Notice]:
        session.execute(
            update(Community).where(col(Community.id) == community_id).values({field: None})
        )
        audit.record(
            session,
            community_id,
            f"settings.{field}",
            actor_id=None,
            before=channel_id,
            after=None,
        )
        return [(text_id, {})]

    return drop


def _working(session: Session, community_id: int) -> list[tuple[Workflow, dict[str, Any]]]:
    """Return the workflows that are not stopped or put away, with their newest definitions."""
    rows = session.execute(
        select(Workflow, col(WorkflowVersion.definition))
        .join(
            WorkflowVersion,
            (col(WorkflowVersion.community_id) == col(Workflow.community_id))
            & (col(WorkflowVersion.workflow_id) == col(Workflow.id))
            & (col(WorkflowVersion.version) == col(Workflow.version)),
        )
        .where(
            col(Workflow.community_id) == community_id,
            col(Workflow.state) != WorkflowState.ARCHIVED,
            col(Workflow.broken).is_distinct_from(NAMES_GONE),
        )
        .order_by(col(Workflow.id))
    )
    return [(workflow, definition) for workflow, definition in rows]


def _in_workflows(kind: GoneKind) -> Callable[[Session, int], set[int]]:
    def read(session: Session, community_id: int) -> set[int]:
        found: set[int] = set()
        for _, definition in _working(session, community_id):
            found |= attached_to(definition, kind)
        return found

    return read


def _stop_workflows(kind: GoneKind) -> Callable[[Session, int, int], list[Notice]]:
    """Let workflows begin no more: without what they name, a condition may hold for everybody."""

    def drop(session: Session, community_id: int, id_: int) -> list[Notice]:
        told: list[Notice] = []
        for workflow, definition in _working(session, community_id):
            if id_ not in attached_to(definition, kind):
                continue
            if workflow.state == WorkflowState.ENABLED:
                audit.record(
                    session,
                    community_id,
                    "workflow.disabled",
                    actor_id=None,
                    workflow=workflow.name,
                )
            workflow.state, workflow.broken = WorkflowState.DISABLED, NAMES_GONE
            workflow.next_at = None
            session.add(workflow)
            told.append(("notice-gone-workflow", {"workflow": workflow.name}))
        session.flush()
        return told

    return drop


_UNTOUCHED = col(Reward.required_role_gone).is_(False)
PLACES = (
    Place("manager_role.role_id", GoneKind.ROLE, _column(ManagerRole.role_id), _no_manager),
    Place(
        "role_mark.role_id",
        GoneKind.ROLE,
        _column(RoleMark.role_id),
        _no_mark,
        while_held=False,  # it says what ends for whom
    ),
    Place("tier.role_id", GoneKind.ROLE, _column(Tier.role_id), _no_tier),
    Place(
        "reward.required_role_id",
        GoneKind.ROLE,
        _column(Reward.required_role_id, _UNTOUCHED),
        _stop_claims,
    ),
    Place("reward.badge_role_id", GoneKind.ROLE, _column(Reward.badge_role_id), _no_badge_role),
    Place(
        "community.announcement_channel_id",
        GoneKind.CHANNEL,
        _column(Community.announcement_channel_id),
        _no_channel("announcement_channel_id", "notice-gone-announcements"),
    ),
    Place(
        "community.notices_channel_id",
        GoneKind.CHANNEL,
        _column(Community.notices_channel_id),
        _no_channel("notices_channel_id", "notice-gone-notices"),
    ),
    *(
        Place("workflow_version.definition", kind, _in_workflows(kind), _stop_workflows(kind))
        for kind in GoneKind
    ),
)
"""Every place that names something of Discord's and has an effect."""

ELSEWHERE = {
    "audit_entry.details": "what was done, as it was then",
    "delivery.channel_id": "what is owed fails by itself, and managers are told",
    "delivery.payload": "what is owed fails by itself, and managers are told",
    "event.channel_id": "what happened, where it did",
    "event.data": "what happened, where it did",
    "form.values": "what was typed is judged when it is sent",
    "member.role_ids": "who holds a role, as `presence` keeps it",
    "trace.details": "what a run did",
    "webhook_call.details": "what a call said",
    "workflow_draft.definition": "what it names is judged when it is saved",
}
"""Where ids of Discord's stand besides, and why nothing has to become of them there."""

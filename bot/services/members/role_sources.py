"""What gives a member a role, besides whoever gives it by hand: the one place that knows.

Badges, tiers and coupons give it for as long as they last, a run of a workflow until it is over.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import col

from bot.services.points import tiers
from db.session import Session
from db.tables import (
    BoughtRole,
    Grant,
    GrantState,
    Reward,
    Run,
    RunState,
    WorkflowVersion,
    linked,
)


def of_badges(session: Session, community_id: int, member_id: int) -> list[tuple[int, int]]:
    """Return the grants of the badges that a member holds and that carry a role, with the role."""
    rows = session.execute(
        select(col(Grant.id), col(Reward.badge_role_id))
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .where(
            col(Grant.community_id) == community_id,
            col(Grant.member_id) == member_id,
            col(Grant.state) == GrantState.HELD,
            col(Reward.badge_role_id).is_not(None),
        )
        .order_by(col(Grant.id))
    )
    return [(grant_id, role_id) for grant_id, role_id in rows]


def of_coupons(session: Session, community_id: int, member_id: int) -> list[BoughtRole]:
    """Return the roles that coupons have brought a member and that have not ended."""
    rows = session.execute(
        select(BoughtRole)
        .where(col(BoughtRole.community_id) == community_id, col(BoughtRole.member_id) == member_id)
        .order_by(col(BoughtRole.role_id))
    )
    return list(rows.scalars())


def lasting(session: Session, community_id: int, member_id: int) -> set[int]:
    """Return the roles that a member has by badges, tiers and coupons."""
    return {
        *(role_id for _, role_id in of_badges(session, community_id, member_id)),
        *tiers.reached(session, community_id, member_id),
        *(bought.role_id for bought in of_coupons(session, community_id, member_id)),
    }


def gives(
    session: Session,
    community_id: int,
    member_id: int,
    role_id: int,
    *,
    besides_run: int | None = None,
) -> bool:
    """Return whether anything gives a member a role now; of runs, another than this one."""
    if role_id in lasting(session, community_id, member_id):
        return True
    others = session.execute(
        runs().where(
            col(Run.community_id) == community_id,
            col(Run.member_id) == member_id,
            col(Run.state) == RunState.READY,
            col(Run.id).is_distinct_from(besides_run),
        )
    )
    return any(role_id in roles_before(other.definition, other.position) for other in others)


def runs() -> Select[int, dict[str, Any]]:
    """Select where runs are, and what their workflows say."""
    return select(col(Run.position), col(WorkflowVersion.definition)).join(
        WorkflowVersion,
        linked(WorkflowVersion.workflow_id, Run.workflow_id)
        & (col(WorkflowVersion.version) == col(Run.version)),
    )


def roles_before(definition: Mapping[str, Any], position: int) -> set[int]:
    """Return the roles that the steps before a position have given and not taken again."""
    roles: set[int] = set()
    for step in definition["steps"][:position]:
        if step["type"] == "add_role":
            roles.add(int(step["role"]))
        elif step["type"] == "remove_role":
            roles.discard(int(step["role"]))
    return roles

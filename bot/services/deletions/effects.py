"""What becomes of each thing that names a deleted role or channel.

What a role or channel only adds to is taken away, what it restricts stops. Each returns what
managers are to read, for every thing that named it.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import col

from bot.services import audit
from bot.services.members import role_meanings
from bot.services.points import boosts
from bot.services.rewards import role_reach
from bot.services.workflows.permissions import attached_to
from bot.services.workflows.run_store import NAMES_GONE
from bot.services.workflows.versions import NEWEST
from db.session import Session
from db.tables import (
    Boost,
    Community,
    EarningPlace,
    GoneKind,
    LeftOutRole,
    ManagerRole,
    Raffle,
    RaffleState,
    Reward,
    RewardState,
    Tier,
    Workflow,
    WorkflowState,
    WorkflowVersion,
    linked,
)
from db.tables.points import LeaderboardPost

NOT_OVER = (RaffleState.DRAFT, RaffleState.OPEN, RaffleState.DRAWN)
"""Raffles in these states still go by what they name."""

Notice = tuple[str, dict[str, str | int]]
"""A text for managers, and what fills it in besides the name of what is gone."""


def no_manager(session: Session, community_id: int, role_id: int) -> list[Notice]:
    session.remove_row(ManagerRole, community_id, role_id)
    audit.record(session, community_id, "settings.manager_removed", actor_id=None, role=role_id)
    return [("notice-gone-manager", {})]


def no_mark(session: Session, community_id: int, role_id: int) -> list[Notice]:
    subject = role_meanings.meanings(session, community_id)[role_id].subject
    role_meanings.remove(session, community_id, role_id, actor_id=None)
    return [("notice-gone-mark", {"subject": subject})]


def no_tier(session: Session, community_id: int, role_id: int) -> list[Notice]:
    session.remove_row(Tier, community_id, role_id)
    audit.record(session, community_id, "tiers.removed", actor_id=None, role=role_id)
    return [("notice-gone-tier", {})]


def not_left_out(session: Session, community_id: int, role_id: int) -> list[Notice]:
    # By now it was taken off the rows of its holders, which say that they earn.
    session.remove_row(LeftOutRole, community_id, role_id)
    audit.record(session, community_id, "points.role_let_in", actor_id=None, role=role_id)
    return [("notice-gone-left-out", {})]


def no_place(session: Session, community_id: int, channel_id: int) -> list[Notice]:
    session.execute(
        delete(EarningPlace).where(
            col(EarningPlace.community_id) == community_id,
            col(EarningPlace.channel_id) == channel_id,
        )
    )
    audit.record(
        session, community_id, "points.place_removed", actor_id=None, channel=channel_id, did=None
    )
    return [("notice-gone-place", {})]


def boosted(session: Session, community_id: int) -> set[int]:
    found = boosts.current(session, community_id)
    return {channel_id for boost in found for channel_id in boost.channel_ids}


def no_boost(session: Session, community_id: int, channel_id: int) -> list[Notice]:
    """Take a place from the boosts there; one without any is over: it would be everywhere."""
    for boost in boosts.current(session, community_id):
        left = [one for one in boost.channel_ids if one != channel_id]
        if not left and boost.channel_ids:
            boosts.stop(session, community_id, boost)
        elif len(left) < len(boost.channel_ids):
            row = session.get_one(Boost, (community_id, boost.id))
            row.channel_ids = left
            session.add(row)
    session.flush()
    return [("notice-gone-boost", {})]


def stop_claims(session: Session, community_id: int, role_id: int) -> list[Notice]:
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


def no_badge_role(session: Session, community_id: int, role_id: int) -> list[Notice]:
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


def no_raffle_role(session: Session, community_id: int, role_id: int) -> list[Notice]:
    """Let nobody take part in what asks for a role that nobody can have, nor win it."""
    return _of_raffles(session, community_id, "notice-gone-raffle-role", required_role_id=role_id)


def no_raffle_channel(session: Session, community_id: int, channel_id: int) -> list[Notice]:
    """Show a raffle no more; who takes part still does, and it is drawn."""
    return _of_raffles(session, community_id, "notice-gone-raffle-channel", channel_id=channel_id)


def _of_raffles(session: Session, community_id: int, text_id: str, **named: int) -> list[Notice]:
    """Note it of raffles that are not over, and return what managers are told of those that run."""
    ((name, id_),) = named.items()
    rows = session.execute(
        select(Raffle, col(Reward.name))
        .join(Reward, linked(Reward.id, Raffle.reward_id))
        .where(
            col(Raffle.community_id) == community_id,
            getattr(Raffle, name) == id_,
            col(Raffle.state).in_(NOT_OVER),
        )
        .order_by(col(Raffle.id))
    ).all()
    for raffle, _ in rows:
        if name == "channel_id":
            raffle.channel_id = raffle.message_id = None
        else:
            raffle.required_role_gone = True
    session.flush()
    return [
        (text_id, {"reward": reward})
        for raffle, reward in rows
        if raffle.state != RaffleState.DRAFT
    ]


def no_sale(session: Session, community_id: int, role_id: int) -> list[Notice]:
    """Sell nothing that would deliver a role which is gone; what was bought ends as it would."""
    names = role_reach.mark(session, community_id, role_id, out_of_reach=True)
    return [("notice-gone-delivered", {"reward": name}) for name in names]


def no_channel(field: str, text_id: str) -> Callable[[Session, int, int], list[Notice]]:
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


def no_leaderboard_channel(session: Session, community_id: int, channel_id: int) -> list[Notice]:
    spans = session.scalars(
        delete(LeaderboardPost)
        .where(
            col(LeaderboardPost.community_id) == community_id,
            col(LeaderboardPost.channel_id) == channel_id,
        )
        .returning(col(LeaderboardPost.span))
    ).all()
    for span in sorted(spans):
        audit.record(
            session, community_id, "settings.leaderboard_not_posted", actor_id=None, span=span
        )
    return [("notice-gone-leaderboard", {})]


def _working(session: Session, community_id: int) -> list[tuple[Workflow, dict[str, Any]]]:
    """Return the workflows that are not stopped or put away, with their newest definitions."""
    rows = session.execute(
        select(Workflow, col(WorkflowVersion.definition))
        .join(WorkflowVersion, NEWEST)
        .where(
            col(Workflow.community_id) == community_id,
            col(Workflow.state) != WorkflowState.ARCHIVED,
            col(Workflow.broken).is_distinct_from(NAMES_GONE),
        )
        .order_by(col(Workflow.id))
    )
    return [(workflow, definition) for workflow, definition in rows]


def in_workflows(kind: GoneKind) -> Callable[[Session, int], set[int]]:
    def read(session: Session, community_id: int) -> set[int]:
        found: set[int] = set()
        for _, definition in _working(session, community_id):
            found |= attached_to(definition, kind)
        return found

    return read


def stop_workflows(kind: GoneKind) -> Callable[[Session, int, int], list[Notice]]:
    """Let workflows begin no more: without what they name, a condition may hold for everybody."""

    def drop(session: Session, community_id: int, id_: int) -> list[Notice]:
        notices: list[Notice] = []
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
            notices.append(("notice-gone-workflow", {"workflow": workflow.name}))
        session.flush()
        return notices

    return drop

"""A community whose messages pass through the pipeline, in tables that every build has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from db.session import Session
from db.tables import (
    Goal,
    GoalTerms,
    Member,
    Reward,
    RewardKind,
    RewardState,
    Streak,
    Tier,
    Workflow,
    WorkflowState,
    WorkflowVersion,
)
from tests.benchmarks.trees import named

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
"""What time it is while a probe runs: a Wednesday."""
MADE = datetime(2026, 1, 5, tzinfo=UTC)
STUDENT, FRIEND, PATRON = 501, 502, 503
CHANNELS = range(900, 906)

Json = dict[str, Any]


@dataclass(frozen=True)
class Workload:
    """How much there is of everything."""

    workflows: int
    goals: int
    members: int = 200
    spread: timedelta = timedelta(minutes=10)
    """Over how long the messages were written."""


WORKLOADS = {
    "none": Workload(0, 0),
    "ten": Workload(10, 5),
    "fifty": Workload(50, 20),
    "pays": Workload(50, 20, members=2_000),  # each message is a member's first of the day
}


_STUDENT: Json = {"type": "has_role", "role": str(STUDENT)}
_FIRST: Json = {"type": "first_time"}
_BADGE: Json = {"type": "assign_reward"}


def _award(points: int) -> Json:
    return {"type": "award_points", "points": points}


_ON_MESSAGES: list[tuple[str, list[Json], list[Json]]] = [
    ("post_created", [], [_award(1)]),
    ("post_created", [_STUDENT], [_award(2)]),
    ("daily_login", [], [_award(5)]),
    ("goal_completed", [], [_award(20)]),
    ("post_created", [_FIRST], [_award(10), _BADGE]),
    ("post_created", [{"type": "not", "condition": _STUDENT}], [_award(3)]),
    ("post_created", [{"type": "points_at_least", "points": 50}], [_award(4)]),
    ("post_created", [{"type": "in_channel", "channel": "900"}], [_award(1)]),
    ("daily_login", [{"type": "tier_is", "role": str(PATRON)}], [_award(7)]),
    ("daily_login", [_FIRST], [_BADGE]),
    ("streak_reached:3", [], [_award(6)]),
    ("goal_completed", [_FIRST], [_BADGE]),
]
"""Workflows that a message sets off, or what follows from it."""

_ELSEWHERE = ("course_complete", "like_received", "lesson_complete", "post_comment", "user_signup")


def _workflows(count: int) -> Iterator[tuple[str, list[Json], list[Json]]]:
    """Yield triggers, conditions and steps: of ten, five are on messages; of fifty, twelve."""
    on_messages = min(len(_ON_MESSAGES), count // 2)
    yield from _ON_MESSAGES[:on_messages]
    for number in range(count - on_messages):
        yield _ELSEWHERE[number % len(_ELSEWHERE)], [_STUDENT], [_award(number + 1)]


def fill(session: Session, community_id: int, workload: Workload) -> None:
    """Make a community."""
    named("bot.services.communities.ensure")(session, community_id)
    for number in range(workload.members):
        _member(session, community_id, number)
    for rank, (role, multiplier) in enumerate(((FRIEND, 125), (PATRON, 200)), 1):
        session.add(
            Tier(
                community_id=community_id,
                role_id=role,
                rank=rank,
                multiplier=multiplier,
                attached_by=1,
            )
        )
    badges = [_badge(session, community_id, number) for number in range(8)]
    for number in range(workload.goals):
        _goal(session, community_id, number, badges[number % len(badges)])
    for number, (trigger, conditions, steps) in enumerate(_workflows(workload.workflows)):
        badge = {"reward": str(badges[number % len(badges)])}
        kind, _, days = trigger.partition(":")
        definition = {
            "trigger": {"type": kind, "days": int(days)} if days else {"type": kind},
            "conditions": conditions,
            "steps": [step | badge if step == _BADGE else step for step in steps],
        }
        _workflow(session, community_id, number, definition)


def _member(session: Session, community_id: int, number: int) -> None:
    roles = ((STUDENT, 3), (FRIEND, 4), (PATRON, 11))
    session.add(
        Member(
            community_id=community_id,
            member_id=member_id(number),
            role_ids=[role for role, every in roles if number % every == 0],
            joined_at=MADE,
            first_seen_at=MADE,
        )
    )
    if days := number % 4:  # the others have no streak that goes on
        session.add(
            Streak(
                community_id=community_id,
                member_id=member_id(number),
                days=days,
                best=days,
                last_day=NOW.date() - timedelta(days=1),
            )
        )


def _badge(session: Session, community_id: int, number: int) -> int:
    reward = Reward(
        community_id=community_id,
        id=session.new_id(),
        kind=RewardKind.BADGE,
        state=RewardState.PUBLISHED,
        name=f"Badge {number}",
        name_key=f"badge {number}",
        member_limit=1,
        created_by=1,
        created_at=MADE,
    )
    session.add(reward)
    session.flush()
    return reward.id


def _goal(session: Session, community_id: int, number: int, badge: int) -> None:
    """Every fourth goal counts points; the others messages, streaks' days and other things."""
    action = (None, "post_created", "daily_login", "course_complete")[number % 4]
    goal = Goal(
        community_id=community_id,
        id=session.new_id(),
        name=f"Goal {number}",
        name_key=f"goal {number}",
        period=("weekly", "monthly", "quarterly")[number % 3],
        created_by=1,
        created_at=MADE,
    )
    session.add(goal)
    session.flush()
    session.add(
        GoalTerms(
            community_id=community_id,
            goal_id=goal.id,
            begins_on=MADE.date() - timedelta(days=4),
            action=action,
            target=15 * (number + 1) if action is None else 1 + number // 2,
            reward_id=badge if number % 2 else None,
        )
    )


def _workflow(session: Session, community_id: int, number: int, definition: Json) -> None:
    named("bot.services.workflows.definition.Definition").model_validate(definition)
    workflow = Workflow(
        community_id=community_id,
        id=session.new_id(),
        name=f"Workflow {number}",
        name_key=f"workflow {number}",
        state=WorkflowState.ENABLED,
        trigger=definition["trigger"]["type"],
        created_by=1,
        created_at=MADE,
    )
    session.add(workflow)
    session.flush()
    session.add(
        WorkflowVersion(
            community_id=community_id,
            workflow_id=workflow.id,
            version=1,
            definition=definition,
            created_by=1,
            created_at=MADE,
        )
    )


def member_id(number: int) -> int:
    """Return the id of a member."""
    return 10_000 + number


def messages(community_id: int, workload: Workload, first: int, count: int) -> list[Any]:
    """Return messages of all members in turn, as new events of this build."""
    new_event = named("bot.services.events.NewEvent", "bot.services.events.Happening")
    step = workload.spread / count
    return [
        new_event(
            community_id,
            "post_created",
            f"message:{number}",
            member_id(number % workload.members),
            NOW - workload.spread + step * (number - first),
            channel_id=CHANNELS[number % len(CHANNELS)],
        )
        for number in range(first, first + count)
    ]

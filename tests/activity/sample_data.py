"""A community to let events run through: tiers, goals, workflows and members, by plain numbers.

The tables are filled directly and the same facts are kept beside them, for the oracle.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.services import communities
from bot.services.calendar import period_start
from bot.services.community import settings
from bot.services.workflows.definition import Definition
from db.session import Session
from db.tables import (
    Boost,
    EarningPlace,
    Goal,
    GoalTerms,
    Member,
    Period,
    RewardKind,
    Tier,
    Workflow,
    WorkflowState,
    WorkflowVersion,
)
from tests.support import factories
from tests.support.factories import BOSS, CLUB

ZONE = "Asia/Ho_Chi_Minh"
BEGINS = datetime(2025, 1, 27, 17, 0, tzinfo=UTC)  # midnight in Saigon, a Tuesday
STUDENT, FRIEND, PATRON = 501, 502, 503  # roles; the last two are tiers
TIMES = {FRIEND: 125, PATRON: 200}
MEMBERS = 40
GONE = 7  # the member who has left
CHANNELS = range(900, 906)
CATEGORY = {channel: 800 + channel % 3 for channel in CHANNELS}
PLACES = {  # factors in hundredths, by channel or category and action; "" is every action
    (901, ""): 0,
    (800, ""): 50,
    (903, ""): 150,
    (802, "comment_created"): 0,
    (905, "comment_created"): 200,
}
BOOSTS = (  # factor, channels, and after how many hours it begins and ends
    (200, (), 30, 60),
    (130, (904, 800), 48, 120),
    (170, (904,), 50, 70),
    (300, (), 55, 58),
)
LEFT_OUT = 13  # the member who earns nothing

Json = dict[str, Any]

Says = Callable[[int, dict[str, Any]], bool]
"""Whether a workflow wants a member's event, by the member's number and the event's facts."""


@dataclass(frozen=True)
class Rule:
    """A workflow as the oracle knows it."""

    id: int
    trigger: str
    says: Says
    first_time: bool = False
    points: int = 0
    reward: int | None = None


@dataclass(frozen=True)
class Target:
    """A goal as the oracle knows it."""

    id: int
    period: Period
    action: str | None
    amount: int
    reward: int | None
    count_all: bool


@dataclass
class SampleData:
    """What the tables were filled with."""

    begins: datetime
    rules: list[Rule] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    rewards: list[int] = field(default_factory=list)


def member_id(number: int) -> int:
    """Return the id of a member."""
    return 10_000 + number


def roles_of(number: int) -> frozenset[int]:
    """Return the roles of a member."""
    return frozenset(
        role for role, every in ((STUDENT, 3), (FRIEND, 4), (PATRON, 11)) if number % every == 0
    )


def build(session: Session, workflows: int, goals: int, begins: datetime = BEGINS) -> SampleData:
    """Fill the tables and return the same as plain facts."""
    factories.add_community(session)
    settings.set_timezone(session, BOSS, ZONE)
    community = communities.get(session, CLUB)
    community.reached_on = None
    for number in range(MEMBERS):
        session.add(
            Member(
                community_id=CLUB,
                member_id=member_id(number),
                present=number != GONE,
                role_ids=sorted(roles_of(number)),
                left_out_alone=number == LEFT_OUT,
                left_out=number == LEFT_OUT,
                joined_at=begins,
                first_seen_at=begins,
            )
        )
    for rank, role in enumerate(TIMES, 1):
        session.add(
            Tier(community_id=CLUB, role_id=role, rank=rank, multiplier=TIMES[role], attached_by=1)
        )
    for (channel, action), factor in PLACES.items():
        session.add(
            EarningPlace(community_id=CLUB, channel_id=channel, action=action, factor=factor)
        )
    for times, channels, first, last in BOOSTS:
        session.add(
            Boost(
                community_id=CLUB,
                id=session.new_id(),
                factor=times,
                channel_ids=list(channels),
                begins_at=begins + timedelta(hours=first),
                ends_at=begins + timedelta(hours=last),
                created_by=1,
            )
        )
    sample = SampleData(begins, rewards=[_badge(session, number) for number in range(8)])
    for number in range(goals):
        sample.targets.append(_goal(session, sample, number, begins))
    for number in range(workflows):
        sample.rules.append(_workflow(session, sample, number, begins))
    return sample


def _badge(session: Session, number: int) -> int:
    return factories.publish(session, RewardKind.BADGE, f"Badge {number}")


def _goal(session: Session, sample: SampleData, number: int, begins: datetime) -> Target:
    action = (None, "post_created", "comment_created", "course_complete")[number % 4]
    target = Target(
        id=session.new_id(),
        period=list(Period)[number % 3],
        action=action,
        amount=(100 if action is None else 3) * (1 + number % 5),
        reward=sample.rewards[number % len(sample.rewards)] if number % 2 else None,
        count_all=number % 3 == 0,
    )
    session.add(
        Goal(
            community_id=CLUB,
            id=target.id,
            name=f"Goal {number}",
            name_key=f"goal {number}",
            period=target.period,
            created_by=1,
            created_at=begins,
        )
    )
    session.flush()
    session.add(
        GoalTerms(
            community_id=CLUB,
            goal_id=target.id,
            begins_on=period_start(target.period, begins.date()),
            action=target.action,
            target=target.amount,
            reward_id=target.reward,
            count_all=target.count_all,
        )
    )
    return target


def _workflow(session: Session, sample: SampleData, number: int, begins: datetime) -> Rule:
    """Make one of eight kinds of workflow, with settings of its own."""
    channel = CHANNELS[number % len(CHANNELS)]
    badge = sample.rewards[number % len(sample.rewards)]
    give: Json = {"type": "award_points", "points": number + 1}
    assign: Json = {"type": "assign_reward", "reward": str(badge)}
    student: Json = {"type": "has_role", "role": str(STUDENT)}
    here: Json = {"type": "in_channel", "channel": str(channel)}
    conditions: list[Json]
    steps: list[Json]
    new: Json = {"id": session.new_id()}
    match number % 8:
        case 0:
            trigger: Json = {"type": "post_created", "channel": str(channel)}
            conditions, steps = [student], [give]
            new |= {"says": lambda who, e: e["channel"] == channel and STUDENT in roles_of(who)}
        case 1:
            trigger = {"type": "post_comment"}
            conditions, steps = [{"type": "not", "condition": student}, here], [give]
            new |= {"says": lambda who, e: e["channel"] == channel and STUDENT not in roles_of(who)}
        case 2:
            trigger = {"type": "course_complete"}
            conditions, steps = [{"type": "first_time"}], [give, assign]
            new |= {"says": lambda who, e: True, "first_time": True}
        case 3:
            trigger = {"type": "course_complete", "id": "b"}
            conditions, steps = [], [assign]
            new |= {"says": lambda who, e: e["id"] == "b"}
        case 4:
            trigger = {"type": "goal_completed"}
            conditions, steps = [], [give]
            new |= {"says": lambda who, e: True}
        case 5:
            trigger = {"type": "like_received"}
            either: Json = {"type": "any_of", "conditions": [student, here]}
            conditions, steps = [either, {"type": "first_time"}], [assign]
            new |= {
                "says": lambda who, e: e["channel"] == channel or STUDENT in roles_of(who),
                "first_time": True,
            }
        case 6:
            trigger = {"type": "streak_reached", "days": 2 + number % 3}
            conditions, steps = [], [give]
            new |= {"says": lambda who, e: e["days"] == 2 + number % 3}
        case _:
            trigger = {"type": "daily_login"}
            tier: Json = {"type": "tier_is", "role": str(PATRON)}
            conditions, steps = [{"type": "all_of", "conditions": [tier]}], [give]
            new |= {"says": lambda who, e: PATRON in roles_of(who)}
    rule = Rule(
        trigger=trigger["type"],
        points=give["points"] if give in steps else 0,
        reward=badge if assign in steps else None,
        **new,
    )
    definition = {"trigger": trigger, "conditions": conditions, "steps": steps}
    Definition.model_validate(definition)
    session.add(
        Workflow(
            community_id=CLUB,
            id=rule.id,
            name=f"Workflow {number}",
            name_key=f"workflow {number}",
            state=WorkflowState.ENABLED,
            trigger=rule.trigger,
            created_by=1,
            created_at=begins,
        )
    )
    session.flush()
    session.add(
        WorkflowVersion(
            community_id=CLUB,
            workflow_id=rule.id,
            version=1,
            definition=definition,
            created_by=1,
            created_at=begins,
        )
    )
    return rule

"""A community in which the order of things decides: what is left of a reward, who has how much.

Whoever processes its events in another order, or looks at another moment, leaves other tables.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.services import events
from bot.services.events import NewEvent
from bot.services.members import memberships
from bot.services.members.memberships import MembershipChange
from bot.services.workflows.definition import Definition
from db.session import Session
from db.tables import RewardKind, Tier, Workflow, WorkflowState, WorkflowVersion
from tests.activity.sample_data import (
    BEGINS,
    CATEGORY,
    CHANNELS,
    MEMBERS,
    STUDENT,
    build,
    member_id,
)
from tests.support import factories
from tests.support.factories import CLUB

REACHED = (601, 120), (602, 400)
"""Roles that lifetime points bring."""

_OUT = (BEGINS + timedelta(days=900)).date()

Json = dict[str, Any]


def fill(session: Session, begins: datetime = BEGINS, *, workflows: int = 8) -> None:
    """Fill the tables: that of the oracle, and workflows that get into each other's way."""
    build(session, workflows, 12, begins)
    for rank, (role, threshold) in enumerate(REACHED, 10):
        session.add(
            Tier(community_id=CLUB, role_id=role, rank=rank, threshold=threshold, attached_by=1)
        )
    for number in range(0, MEMBERS, 2):
        change = MembershipChange("role", begins)
        memberships.begin(session, CLUB, member_id(number), "gold", change, level="first")
    coupon = factories.publish(
        session, RewardKind.COUPON, "Few mugs", factories.Terms(cost=1, stock=9, member_limit=2)
    )
    codes = [(f"CODE-{number}", _OUT) for number in range(7)]
    voucher = factories.publish(session, RewardKind.VOUCHER, "Few books", codes=codes)
    badge = factories.publish(
        session, RewardKind.BADGE, "Contested", factories.Terms(badge_role_id=77)
    )
    for number, definition in enumerate(_definitions(coupon, voucher, badge)):
        _add(session, f"Entangled {number}", definition, begins)


def _definitions(coupon: int, voucher: int, badge: int) -> Iterator[Json]:
    def award(points: int) -> Json:
        return {"type": "award_points", "points": points}

    def deduct(points: int) -> Json:
        return {"type": "deduct_points", "points": points, "go_on": points % 2 == 0}

    def give(reward: int, *, go_on: bool = False) -> Json:
        return {"type": "assign_reward", "reward": str(reward), "go_on": go_on}

    def note(value: str) -> Json:
        return {"type": "set_user_attribute", "name": "mood", "value": value}

    def level(tier: str, *, go_on: bool = True) -> Json:
        return {"type": "update_membership_tier", "plan": "gold", "tier": tier, "go_on": go_on}

    def has(points: int, wallet: str = "earn") -> Json:
        return {"type": "points_at_least", "points": points, "wallet": wallet}

    def on(trigger: str, conditions: list[Json], *steps: Json, **settings: Any) -> Json:
        begins = {"type": trigger, **settings}
        return {"trigger": begins, "conditions": conditions, "steps": list(steps)}

    first = {"type": "first_time"}
    student = {"type": "has_role", "role": str(STUDENT)}
    text = {"type": "send_notification", "text": "{member} has {points}"}
    wait = {"type": "wait", "duration": "5h"}
    yield on("post_created", [has(60)], give(coupon, go_on=True), award(3))
    yield on("post_created", [has(40, "spend")], deduct(15), note("poor"))
    yield on("post_created", [first], note("new"), text)
    yield on("post_comment", [{"type": "attribute", "name": "mood", "value": "new"}], award(7))
    yield on("post_comment", [{"type": "attribute", "name": "mood"}, first], give(badge), wait)
    yield on("goal_completed", [], give(badge, go_on=True), award(11), wait, deduct(30), award(2))
    yield on("streak_reached", [], give(voucher, go_on=True), award(9), days=2)
    yield on("tier_reached", [], award(50), deduct(6), give(coupon), role=str(REACHED[0][0]))
    yield on("tier_reached", [first], {"type": "add_role", "role": "88"}, wait, level("second"))
    yield on("course_complete", [], level("first"), level("second"), award(25))
    yield on("membership_tier_changed", [], level("first"), award(1), tier="second")
    yield on("membership_tier_changed", [student], level("second"), tier="first")
    yield on("like_received", [has(200)], deduct(11), {"type": "remove_role", "role": "88"})
    yield on("daily_login", [], wait, give(voucher), award(4))
    yield on("reward_claimed", [], award(5))


def _add(session: Session, name: str, definition: Json, begins: datetime) -> None:
    Definition.model_validate(definition)
    workflow = Workflow(
        community_id=CLUB,
        id=session.new_id(),
        name=name,
        name_key=name.casefold(),
        state=WorkflowState.ENABLED,
        trigger=definition["trigger"]["type"],
        created_by=1,
        created_at=begins,
    )
    session.add(workflow)
    session.flush()
    session.add(
        WorkflowVersion(
            community_id=CLUB,
            workflow_id=workflow.id,
            version=1,
            definition=definition,
            created_by=1,
            created_at=begins,
        )
    )


@dataclass(frozen=True)
class Slice:
    """What is told at a moment, and the messages that are deleted before and after it is done."""

    now: datetime
    new_events: list[NewEvent]
    deleted_while_waiting: list[str]
    deleted_afterwards: list[str]

    @property
    def keys(self) -> list[str]:
        """The keys of what is told."""
        return [event.key for event in self.new_events]


def entangled(rng: random.Random, begins: datetime, *, slices: int, at_once: int) -> list[Slice]:
    """Return a day's events in many slices: at equal moments, told late, told twice, deleted."""
    found: list[Slice] = []
    before: list[NewEvent] = []
    for number in range(slices):
        now = begins + timedelta(hours=7) * (number + 1)
        told = [_one(rng, begins, now, f"{number}-{index}") for index in range(at_once)]
        just_now = [one for one in told if one.at > now - timedelta(minutes=1)]
        posts = [one for one in just_now if one.trigger.startswith("post_")]
        likes = [_like(rng, post) for post in posts for _ in range(rng.randrange(3))]
        rng.shuffle(posts)
        again = rng.sample(before, min(len(before), at_once // 10))
        mixed = told + likes + again
        rng.shuffle(mixed)
        third = len(posts) // 3
        found.append(
            Slice(
                now,
                mixed,
                [post.key for post in posts[:third]],
                [post.key for post in posts[third : 2 * third]],
            )
        )
        before = told
    return found


def digests_of(session: Session, slices: list[Slice]) -> set[str]:
    """Return the digests of what is told."""
    return {events.digest(session, CLUB, key) for one in slices for key in one.keys}


def _one(rng: random.Random, begins: datetime, now: datetime, name: str) -> NewEvent:
    """Return an event of one of few members at one of few moments, mostly in this slice."""
    who = member_id(rng.choice((*range(12), *range(12), rng.randrange(-1, MEMBERS + 1))))
    back = timedelta(minutes=30 * rng.randrange(14))
    if rng.random() < 0.15:
        back = timedelta(hours=rng.randrange(60))  # told late
    elif rng.random() < 0.4:
        back = timedelta(seconds=rng.randrange(50))  # may still be deleted
    at = max(begins, now - back)
    channel = rng.choice(CHANNELS)
    trigger = rng.choices(
        ("post_created", "post_comment", "like_received", "voice_minutes", "course_complete"),
        (45, 25, 12, 8, 10),
    )[0]
    if trigger == "course_complete":
        course = rng.choice("abcd")
        fact = f"course_complete:{who}:{course}"
        return NewEvent(CLUB, trigger, f"hook:{name}", who, at, data={"id": course}, fact=fact)
    if trigger == "voice_minutes":
        return NewEvent(
            CLUB, trigger, f"voice:{name}", who, at, data={"minutes": rng.randint(1, 9)}
        )
    key = f"message:{name}" if trigger.startswith("post_") else f"like:{name}"
    where: dict[str, Any] = {"channel_id": channel, "category_id": CATEGORY[channel]}
    return NewEvent(CLUB, trigger, key, who, at, **where)


def _like(rng: random.Random, post: NewEvent) -> NewEvent:
    by = rng.getrandbits(40)
    return NewEvent(
        CLUB,
        "like_received",
        f"like:{by}:{post.key}",
        post.member_id,
        post.at,
        channel_id=post.channel_id,
        category_id=post.category_id,
        hangs_on=post.key,
    )

"""A community in which single parts of workflows are asked and made to do something."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.services.workflows import parts
from bot.services.workflows.parts import Context, MemberNow, Part
from db.session import Session
from db.tables import Event
from tests.support.scene import CLUB, MAI

WORKFLOW, RUN = 501, 502

EXAMPLES: dict[str, dict[str, dict[str, Any]]] = {
    "trigger": {
        "post_created": {"channel": 21},
        "post_comment": {"channel": 21},
        "post_reaction": {"channel": 21, "emoji": "👍"},
        "like_received": {"channel": 21},
        "event_registered": {"event": "https://discord.com/events/1/77"},
        "event_checkin": {"event": "77"},
        "membership_purchased": {"plan": "gold"},
        "membership_renewed": {"plan": "gold"},
        "membership_cancelled": {"plan": "gold"},
        "membership_tier_changed": {"plan": "gold", "tier": "second"},
        "course_enrolled": {"id": "sql-1"},
        "course_complete": {"id": "007"},
        "lesson_complete": {"id": "yes"},
        "quiz_passed": {"id": "1e5"},
        "quiz_failed": {"id": "null"},
        "certificate_earned": {"id": "2025-06-02"},
        "goal_completed": {"goal": 31, "only_without_reward": True},
        "tier_reached": {"role": 11},
        "streak_reached": {"days": 7, "repeat": True},
        "reward_claimed": {"reward": 41},
        "role_added": {"role": 11},
        "role_removed": {"role": 11},
        "voice_minutes": {"minutes": 60},
        "schedule": {"cron": "0 9 * * 1"},
        "custom": {"action": "sent-a-postcard"},
    },
    "condition": {
        "has_role": {"role": 11},
        "in_channel": {"channel": 21},
        "points_at_least": {"points": 100, "wallet": "spend"},
        "tier_is": {"role": 11, "or_higher": True},
        "member_for_days": {"days": 30},
        "account_age_days": {"days": 30},
        "attribute": {"name": "city", "value": "Đà Nẵng"},
        "all_of": {"conditions": [{"type": "first_time"}, {"type": "has_role", "role": 11}]},
        "any_of": {"conditions": [{"type": "not", "condition": {"type": "first_time"}}]},
        "not": {"condition": {"type": "all_of", "conditions": [{"type": "first_time"}]}},
    },
    "step": {
        "assign_reward": {"reward": 41, "go_on": True},
        "award_points": {"points": 5},
        "deduct_points": {"points": 5},
        "send_notification": {"text": "Hello {member},\n  welcome: {server}"},
        "announce": {"channel": 21, "text": "# {member} is here"},
        "add_role": {"role": 11},
        "remove_role": {"role": 11},
        "update_membership_tier": {"plan": "gold", "tier": "~"},
        "set_user_attribute": {"name": "city", "value": "no"},
        "webhook": {"url": "https://example.org/hook?a=b"},
        "wait": {"duration": "2d 12h"},
    },
}
"""What each part can be told; one that is not here can be told nothing."""

KINDS = {"trigger": parts.triggers, "condition": parts.conditions, "step": parts.steps}


def every_part() -> Iterable[tuple[str, type[Part]]]:
    """Return every part there is, and its kind."""
    return [(kind, part) for kind, find in KINDS.items() for part in find().values()]


def example(kind: str, key: str) -> dict[str, Any]:
    """Return a part with all of its settings, as a definition has it."""
    return {"type": key, **EXAMPLES[kind].get(key, {})}


def whole(kind: str, key: str) -> dict[str, Any]:
    """Return a definition that holds the example of one part."""
    part = example(kind, key)
    definition: dict[str, Any] = {
        "trigger": {"type": "user_signup"},
        "conditions": [],
        "steps": [{"type": "wait", "duration": "1h"}],
    }
    if kind == "trigger":
        definition["trigger"] = part
    else:
        definition[f"{kind}s"] = [part]
    return definition


def happened(
    session: Session,
    trigger: str = "user_signup",
    *,
    at: datetime | None = None,
    channel_id: int | None = None,
    member_id: int | None = MAI.member_id,
    **data: Any,
) -> Event:
    """Put an event straight into its table."""
    event = Event(
        community_id=CLUB,
        id=session.new_id(),
        trigger=trigger,
        key=f"test:{session.new_id()}",
        member_id=member_id,
        channel_id=channel_id,
        data=data,
        state="done",
        happened_at=at or session.now,
        created_at=session.now,
    )
    session.add(event)
    session.flush()
    return event


def context(
    session: Session,
    event: Event | None = None,
    *,
    who: MemberNow | None = None,
    workflow_id: int | None = WORKFLOW,
    path: str = "steps.0",
) -> Context:
    """Return what a part is handed when something has happened to Mai."""
    return Context(
        session,
        CLUB,
        event or happened(session),
        workflow_id,
        RUN,
        path,
        who or MemberNow(MAI.member_id),
    )

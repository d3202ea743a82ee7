"""A community in which single parts of workflows are asked and made to do something."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.services.members.diff import MemberSnapshot
from bot.services.state import Loaded, State
from bot.services.workflows.part_fields import PARTS, settings_of
from bot.services.workflows.parts import Context, Part, PartKind
from db.session import Session
from db.tables import Event
from tests.support.factories import CLUB, MAI

WORKFLOW, RUN = 501, 502

PRODUCT: dict[PartKind, str] = {
    "trigger": "user_signup daily_login post_created post_comment post_reaction like_received "
    "event_registered event_checkin membership_purchased membership_renewed membership_cancelled "
    "membership_tier_changed course_enrolled course_complete lesson_complete quiz_passed "
    "quiz_failed certificate_earned goal_completed tier_reached streak_reached reward_claimed "
    "boost_started role_added role_removed voice_minutes schedule custom",
    "condition": "has_role in_channel points_at_least tier_is member_for_days account_age_days "
    "attribute first_time all_of any_of not",
    "step": "assign_reward award_points deduct_points send_notification announce add_role "
    "remove_role update_membership_tier set_user_attribute webhook wait",
}
"""What was promised at first; more may be added."""

MISREAD: dict[str, dict[str, dict[str, Any]]] = {
    "trigger": {
        "event_registered": {"event": "https://discord.com/events/1/77"},
        "course_complete": {"id": "007"},
        "lesson_complete": {"id": "yes"},
        "quiz_passed": {"id": "1e5"},
        "quiz_failed": {"id": "null"},
        "certificate_earned": {"id": "2025-06-02"},
    },
    "step": {
        "send_notification": {"text": "Hello {member},\n  welcome: {server}"},
        "announce": {"channel": 21, "text": "# {member} is here"},
        "update_membership_tier": {"plan": "gold", "tier": "~"},
        "set_user_attribute": {"name": "city", "value": "no"},
        "webhook": {"url": "https://example.org/hook?a=b"},
        "assign_reward": {"reward": 41, "go_on": True},
    },
}
"""Settings that a reader of YAML might take for something else."""

REWARD, GOAL = 41, 31


def every_part() -> Iterable[tuple[PartKind, type[Part]]]:
    """Return every part there is, and its kind."""
    return [(kind, part) for kind, find in PARTS.items() for part in find().values()]


def example(part: type[Part]) -> dict[str, Any]:
    """Return a part with all of its settings, as a definition has it: with ids for names."""
    ids = {"reward": REWARD, "goal": GOAL}
    kinds = {setting.name: setting.kind for setting in settings_of(part)}
    named = {name: ids.get(kinds[name], value) for name, value in part.example.items()}
    return {"type": part.key, **named}


def whole(kind: str, part: dict[str, Any]) -> dict[str, Any]:
    """Return a definition that holds one part."""
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


def insert_event(
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
    source: Session | State,
    event: Event | None = None,
    *,
    who: MemberSnapshot | None = None,
    workflow_id: int | None = WORKFLOW,
    path: str = "steps.0",
) -> Context:
    """Return what a part is handed when something has happened to Mai.

    `source`: a state that is being decided on, or a session to look into.
    """
    if isinstance(source, Session):
        source = State(Loaded(source, CLUB, locks=False))
    return Context(
        source,
        event or insert_event(source.loaded.session),
        workflow_id,
        RUN,
        path,
        who or MemberSnapshot(MAI.member_id),
    )

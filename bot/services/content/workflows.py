"""The content of messages and calls by workflows, from the version that the run began with."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.services.content.facts import Content, NothingToSendError, addressee, personal
from bot.services.deliveries.kinds import LeasedDelivery
from bot.services.deliveries.outcomes import FailureReason
from bot.services.deliveries.preferences import Choice
from bot.services.webhooks import secrets
from bot.services.workflows import template_values, templates
from db.session import Session
from db.tables import Community, Direction, Event, Run, WorkflowVersion


@dataclass(frozen=True)
class TextContent(Content):
    """What a manager wrote, and what there is to fill in; `points` is an amount."""

    template: str
    member_id: int | None
    reward: str | None
    points: int | None
    currency: str | None
    goal: str | None
    place: int | None


@dataclass(frozen=True)
class CallContent(Content):
    """A call to somebody's server."""

    url: str
    body: str
    secrets: list[str] = field(repr=False)


def notification(session: Session, community: Community, delivery: LeasedDelivery) -> TextContent:
    """Read a direct message."""
    member = addressee(session, delivery, Choice.MESSAGES)
    run, steps = _steps(session, delivery)
    return _text(session, community, run, steps, personal(community, member), None)


def announcement(session: Session, community: Community, delivery: LeasedDelivery) -> TextContent:
    """Read what is said in a channel; who wants no announcements is not named there."""
    run, steps = _steps(session, delivery)
    if delivery.member_id is not None:
        named = "member" in templates.placeholders(steps[-1]["text"])
        addressee(session, delivery, Choice.ANNOUNCEMENTS if named else None)
    return _text(session, community, run, steps, community.language, delivery.channel_id)


def _text(
    session: Session,
    community: Community,
    run: Run,
    steps: list[dict[str, Any]],
    language: str,
    channel_id: int | None,
) -> TextContent:
    """Fill in what the last step before it that gives or takes something says, or the event."""
    *before, step = steps
    event = session.get_one(Event, (run.community_id, run.event_id))
    known = template_values.load(session, before, event)
    return TextContent(
        language,
        channel_id,
        step["text"],
        run.member_id,
        known.reward,
        known.points,
        community.currency,
        known.goal,
        known.place,
    )


def call(session: Session, community: Community, delivery: LeasedDelivery) -> CallContent:
    """Read a call to somebody's server: which event set it off, in the words of webhooks in."""
    run, steps = _steps(session, delivery)
    event = session.get_one(Event, (run.community_id, run.event_id))
    body = {
        "type": event.trigger,
        "member": str(run.member_id) if run.member_id is not None else None,
        "community": str(run.community_id),
        "at": event.happened_at.isoformat(),
        "data": event.data,
    }
    return CallContent(
        community.language,
        None,
        steps[-1]["url"],
        json.dumps(body, ensure_ascii=False),
        secrets.valid(session, community.id, Direction.OUTGOING),
    )


def _steps(session: Session, delivery: LeasedDelivery) -> tuple[Run, list[dict[str, Any]]]:
    """Return a run, and its workflow's steps up to the one that a delivery comes from."""
    run = session.get(Run, (delivery.community_id, int(delivery.payload["run"])))
    if run is None or run.workflow_id is None or run.version is None:
        raise NothingToSendError(FailureReason.OUTDATED)
    version = session.get_one(WorkflowVersion, (run.community_id, run.workflow_id, run.version))
    return run, version.definition["steps"][: int(delivery.payload["position"]) + 1]

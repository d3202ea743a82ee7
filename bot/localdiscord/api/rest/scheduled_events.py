"""Scheduled events.

https://docs.discord.com/developers/resources/guild-scheduled-event
"""

from datetime import UTC, datetime, timedelta

from bot.localdiscord.api.rest.paging import page
from bot.localdiscord.api.rest.routing import Call, Routes
from bot.localdiscord.errors import Problem, invalid, unknown
from bot.localdiscord.limits.fields import required
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.scheduled_event import EXTERNAL, STAGE, VOICE, ScheduledEvent, Status
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import ChannelType, Json

routes = Routes()

EVENTS = "/guilds/{guild_id}/scheduled-events"
EVENT = EVENTS + "/{guild_scheduled_event_id}"
TEXTS = ("name", "description")
FIELDS = (
    *TEXTS,
    *("channel_id", "entity_metadata", "entity_type", "privacy_level"),
    *("scheduled_start_time", "scheduled_end_time", "status"),
)
CHANNEL_TYPES = {STAGE: ChannelType.STAGE, VOICE: ChannelType.VOICE}


def _find(call: Call, community: Community) -> ScheduledEvent:
    wanted = call.number("guild_scheduled_event_id")
    for event in community.scheduled_events:
        if event.id == wanted and event.visible_to_bot:
            return event
    raise unknown("Guild Scheduled Event", 10070)


def _to_wire(call: Call, event: ScheduledEvent) -> Json:
    wire = event.to_wire()
    if call.query.get("with_user_count") not in ("true", "1"):
        del wire["user_count"]
    return wire


@routes("GET", EVENTS)
def list_events(call: Call) -> list[Json]:
    return [
        _to_wire(call, event) for event in call.community().scheduled_events if event.visible_to_bot
    ]


@routes("GET", EVENT)
def get_event(call: Call) -> Json:
    return _to_wire(call, _find(call, call.community()))


@routes("POST", EVENTS)
def create_event(call: Call) -> Json:
    community, body = call.community(), call.body
    call.accept_only(*FIELDS)
    for key in ("name", "privacy_level", "scheduled_start_time", "entity_type"):
        if not body.get(key):
            raise invalid([required(key)])
    channel = _channel(call, community, body)
    event = ScheduledEvent(community, body["name"], channel, "", 0, creator=call.world.bot)
    _apply(event, body)
    if event.starts_at <= call.world.clock.now():
        message = "Cannot schedule event in the past."
        raise invalid([Problem("scheduled_start_time", "SCHEDULED_EVENT_IN_PAST", message)])
    community.scheduled_events.append(event)
    event.dispatch_created()
    return event.to_wire()


def _channel(call: Call, community: Community, body: Json) -> Channel | None:
    """Return the channel of an event, or None if it is external; refuse what is not allowed."""
    if body["entity_type"] == EXTERNAL:
        call.require_in(community, Permissions.CREATE_EVENTS)
        if not (body.get("entity_metadata") or {}).get("location"):
            raise invalid([required("entity_metadata.location")])
        if not body.get("scheduled_end_time"):
            raise invalid([required("scheduled_end_time")])
        return None
    channel = call.world.channels.get(int(body.get("channel_id") or 0))
    if channel is None or channel.community is not community:
        raise unknown("Channel", 10003)
    call.require(channel, Permissions.CREATE_EVENTS | Permissions.VIEW_CHANNEL)
    if channel.kind is not CHANNEL_TYPES.get(body["entity_type"]):
        message = "Channel is not of the entity's type."
        raise invalid([Problem("channel_id", "SCHEDULED_EVENT_CHANNEL_TYPE", message)])
    return channel


def _apply(event: ScheduledEvent, body: Json) -> None:
    for key in TEXTS:
        if key in body:
            setattr(event, key, body[key])
    event.location = (body.get("entity_metadata") or {}).get("location") or event.location
    if body.get("scheduled_start_time"):
        event.starts_at = _time(body["scheduled_start_time"])
        event.ends_at = event.starts_at + timedelta(hours=2) if event.channel is None else None
    if body.get("scheduled_end_time"):
        event.ends_at = _time(body["scheduled_end_time"])


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _require_to_change(call: Call, event: ScheduledEvent) -> None:
    needed = Permissions.MANAGE_EVENTS
    if (
        event.creator is call.world.bot
        and event.community.bot.permissions & Permissions.CREATE_EVENTS
    ):
        needed = Permissions.CREATE_EVENTS
    call.require_in(event.community, needed)


@routes("PATCH", EVENT)
def change_event(call: Call) -> Json:
    community, body = call.community(), call.body
    event = _find(call, community)
    call.accept_only(*FIELDS)
    _require_to_change(call, event)
    if body.get("entity_type") or body.get("channel_id"):
        event.channel = _channel(call, community, {"entity_type": event.kind} | body)
    _apply(event, body)
    event.set_status(Status(body.get("status") or event.status))
    return event.to_wire()


@routes("DELETE", EVENT)
def delete_event(call: Call) -> None:
    event = _find(call, call.community())
    _require_to_change(call, event)
    event.delete()


@routes("GET", EVENT + "/users")
def list_interested(call: Call) -> list[Json]:
    community = call.community()
    event = _find(call, community)
    found = page(call, event.interested, usual=100, most=100)
    with_member = call.query.get("with_member") in ("true", "1")
    return [event.interest_to_wire(user, with_member=with_member) for user in found]

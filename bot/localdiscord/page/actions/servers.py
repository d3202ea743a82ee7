"""Being in a community: joining and leaving, voice, scheduled events, roles."""

from bot.localdiscord.errors import NotAllowed, NotPossible
from bot.localdiscord.model.scheduled_event import ScheduledEvent, Status
from bot.localdiscord.page.actions.registry import Actions, Call
from bot.localdiscord.page.fields import BadRequest, NoSuch
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import ChannelType

actions = Actions()

VOICE = (ChannelType.VOICE, ChannelType.STAGE)


@actions("join")
async def join(call: Call) -> None:
    community = call.person.world.communities.get(call.fields.id("community"))
    if community is None:
        raise NoSuch("there is no such server", "server-gone")
    if community.member_of(call.person.user) is not None:
        raise NotPossible("you are in this server", "member-already")
    if call.person.user.id in community.bans:
        raise NotAllowed("you are banned from this server", "banned")
    community.welcome(call.person.user)


@actions("leave")
async def leave(call: Call) -> None:
    member = call.person.member(call.fields.id("community"))
    if member is member.community.owner:
        raise NotPossible("its owner cannot leave a server", "owner-stays")
    member.community.remove(member)


@actions("voice")
async def voice(call: Call) -> None:
    member = call.person.member(call.fields.id("community"))
    channel_id = call.fields.id_or_none("channel")
    if channel_id is None:
        if member.voice_channel is not None:
            member.enter_voice(None)
        return
    channel = call.person.channel(channel_id)
    if channel.kind not in VOICE or channel.community is not member.community:
        raise NotPossible(f"#{channel.name} is not a voice channel")
    call.person.require(channel, Permissions.CONNECT)
    if member.voice_channel is not channel:
        member.enter_voice(channel)


@actions("interest")
async def interest(call: Call) -> None:
    event = _event(call)
    if call.fields.flag("on"):
        event.mark_interested(call.person.user)
    else:
        event.unmark_interested(call.person.user)


@actions("event")
async def set_event_status(call: Call) -> None:
    event = _event(call)
    member = call.person.member(event.community.id)
    if not member.permissions & Permissions.MANAGE_EVENTS:
        raise NotAllowed("you may not manage events", "may-not-here")
    status = call.fields.text("status")
    if status == "active":
        event.set_status(Status.ACTIVE)
    elif status == "completed":
        event.set_ended()
    elif status == "canceled":
        event.set_status(Status.CANCELED)
    else:
        raise BadRequest("an event becomes active, completed or canceled")


def _event(call: Call) -> ScheduledEvent:
    event_id = call.fields.id("event")
    for member in call.person.memberships:
        for event in member.community.scheduled_events:
            if event.id == event_id and (
                event.channel is None or call.person.sees_channel(event.channel)
            ):
                return event
    raise NoSuch("there is no such event", "event-gone")


@actions("role")
async def set_role(call: Call) -> None:
    """Add a role to a member, or remove it, as somebody whose own highest role is above it."""
    actor = call.person.member(call.fields.id("community"))
    member = actor.community.members.get(call.fields.id("member"))
    role = actor.community.role(call.fields.id("role"))
    if member is None or role is None or role is actor.community.everyone:
        raise NoSuch("there is no such member or role", "choice-gone")
    if not actor.permissions & Permissions.MANAGE_ROLES or not actor.stands_above(role):
        raise NotAllowed(f"you may not give {role.name}", "role-above", role=role.name)
    if role.managed:
        raise NotPossible(f"{role.name} is given by Discord only", "role-managed", role=role.name)
    others = [own for own in member.roles if own is not role]
    member.set_roles([*others, role] if call.fields.flag("on") else others)

"""What a person sees of the world: their communities, channels, members, events, commands."""

from __future__ import annotations

from collections.abc import Iterable

from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.scheduled_event import ScheduledEvent
from bot.localdiscord.page.person import Person
from bot.localdiscord.page.views import user_view
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import CommandType, InteractionContext, Json


def world_view(person: Person) -> Json:
    """Return the world as a person sees it."""
    world, members = person.world, person.memberships
    own = {member.community.id for member in members}
    shown: dict[str, Json] = {}
    for member in members:
        shown |= {command["id"]: command for command in world.app.visible_commands(member)}
    direct = [command for command in world.commands.registered() if _in_direct_messages(command)]
    shown |= {command["id"]: command for command in direct}
    return {
        "communities": [_community(member, person) for member in members],
        "direct": _channel(world.direct_channel(person.user), person) if members else None,
        "commands": list(shown.values()),
        "direct_commands": [command["id"] for command in direct],
        "direct_messages_open": not person.user.direct_messages_closed,
        "locale": person.user.locale,
        "other_communities": [
            {
                "id": str(one.id),
                "name": one.name,
                "icon_url": world.cdn.picture_url(one.picture_path),
            }
            for one in world.communities.values()
            if one.id not in own and person.user.id not in one.bans
        ],
    }


def _in_direct_messages(command: Json) -> bool:
    contexts = command["contexts"]
    if contexts is None:
        return bool(command["dm_permission"] and command["type"] == CommandType.CHAT)
    return InteractionContext.BOT_DM in contexts


def _community(member: Member, person: Person) -> Json:
    community, world = member.community, person.world
    channels = [channel for channel in community.channels if person.sees_channel(channel)]
    return {
        "id": str(community.id),
        "name": community.name,
        "icon_url": world.cdn.picture_url(community.picture_path),
        "owner_id": str(community.owner.id),
        "channels": [_channel(channel, person) for channel in channels],
        "members": [_member(one, channels, person) for one in community.members.values()],
        "roles": _roles(community),
        "events": [
            _event(event, person)
            for event in community.scheduled_events
            if event.channel is None or event.channel in channels
        ],
        "emojis": [
            {
                "id": str(emoji.id),
                "name": emoji.name,
                "url": world.cdn.picture_url(emoji.path),
                "animated": False,
            }
            for emoji in community.emojis.values()
        ],
        "permissions": str(int(member.permissions)),
        "commands": [
            command["id"]
            for command in world.app.visible_commands(member)
            if command["contexts"] is None or InteractionContext.GUILD in command["contexts"]
        ],
    }


def _channel(channel: Channel, person: Person) -> Json:
    community = channel.community
    members: Iterable[Member] = community.members.values() if community else ()
    bot = person.world.bot
    return {
        "id": str(channel.id),
        "type": int(channel.kind),
        "name": channel.name if community else bot.name,
        "parent_id": str(channel.parent.id) if channel.parent else None,
        "position": community.channels.index(channel) if community else 0,
        "topic": channel.topic,
        "thread": channel.is_thread,
        "can_view": True,
        "can_send": person.may_write(channel),
        "permissions": str(int(person.permissions_in(channel))),
        "voice": [str(member.id) for member in members if member.voice_channel is channel],
        "recipient": None if community else user_view(bot, person.world),
    }


def _member(member: Member, channels: list[Channel], person: Person) -> Json:
    voice = member.voice_channel
    return {
        "user": user_view(member.user, person.world),
        "nick": member.nick,
        "roles": [str(role.id) for role in member.roles],
        "pending": member.pending,
        "voice": str(voice.id) if voice is not None and voice in channels else None,
        "timed_out": member.timed_out,
        "joined_at": member.joined_at,
    }


def _roles(community: Community) -> list[Json]:
    kept = ("id", "name", "color", "position", "hoist", "mentionable", "managed")
    return [{key: role.to_wire()[key] for key in kept} for role in community.roles]


def _event(event: ScheduledEvent, person: Person) -> Json:
    manages = person.member(event.community.id).permissions & Permissions.MANAGE_EVENTS
    return {
        "id": str(event.id),
        "name": event.name,
        "description": event.description,
        "status": event.status.name.lower(),
        "start": event.starts_at.isoformat(),
        "end": event.ends_at.isoformat() if event.ends_at else None,
        "channel": str(event.channel.id) if event.channel else None,
        "location": event.location if event.channel is None else None,
        "interested": len(event.interested),
        "me": person.user.id in event.interested,
        "can_manage": bool(manages),
    }

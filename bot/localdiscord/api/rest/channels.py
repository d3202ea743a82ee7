"""Channels themselves.

https://docs.discord.com/developers/resources/channel
"""

from bot.localdiscord.api.rest.routing import Call, Routes
from bot.localdiscord.errors import Problem, invalid, missing_permissions, raise_if, unknown
from bot.localdiscord.limits.fields import range_problems, text_problems
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.community import Community
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import ChannelType, Json

routes = Routes()

CHANNEL = "/channels/{channel_id}"
KINDS = {0: "text", 2: "voice", 4: "category", 5: "announcement", 13: "stage", 15: "forum"}
FIELDS = ("topic", "nsfw", "rate_limit_per_user", "parent_id", "permission_overwrites")
SLOWEST = 21_600  # seconds (page Channels Resource: 0-21600)


def check_name(body: Json, *, needed: bool = False) -> None:
    """Refuse a channel name that is too long, or missing where one is needed."""
    if "name" in body or needed:
        raise_if(text_problems(body, "name", "", least=1, most=100, needed=True))


def check_slow_mode(body: Json) -> None:
    """Refuse a slow mode out of bounds."""
    raise_if(range_problems(body, "rate_limit_per_user", "", least=0, most=SLOWEST))


@routes("POST", "/users/@me/channels")
def open_direct_messages(call: Call) -> Json:
    user = call.world.users.get(int(call.body.get("recipient_id") or 0))
    if user is None or user is call.world.bot:
        problem = Problem("recipient_id", "USER_INVALID", "Invalid recipient")
        raise invalid([problem])
    return call.world.direct_channel(user).to_wire()


@routes("GET", CHANNEL)
def get_channel(call: Call) -> Json:
    return call.channel().to_wire()


@routes("POST", CHANNEL + "/typing")
def trigger_typing(call: Call) -> None:
    channel = call.channel()
    call.require(channel, Permissions.SEND_MESSAGES)
    call.world.typing(channel, call.world.bot)


@routes("PATCH", CHANNEL)
def change_channel(call: Call) -> Json:
    channel = call.channel()
    community = _community_of(channel)
    call.require(channel, Permissions.MANAGE_THREADS if channel.is_thread else MANAGE)
    call.accept_only("name", *(("rate_limit_per_user",) if channel.is_thread else FIELDS))
    check_name(call.body)
    channel.name = call.body.get("name") or channel.name
    _apply(call, community, channel)
    channel.dispatch_update()
    community.sync_threads()
    return channel.to_wire()


MANAGE = Permissions.MANAGE_CHANNELS


def _community_of(channel: Channel) -> Community:
    if channel.community is None:
        raise missing_permissions()
    return channel.community


def _apply(call: Call, community: Community, channel: Channel) -> None:
    body = call.body
    check_slow_mode(body)
    raise_if(text_problems(body, "topic", "", most=1024))
    if "parent_id" in body:
        channel.parent = _category(community, body["parent_id"])
    if "topic" in body:
        channel.topic = body["topic"] or None
    channel.nsfw = bool(body.get("nsfw", channel.nsfw))
    channel.slow_mode = int(body.get("rate_limit_per_user", channel.slow_mode) or 0)
    if body.get("permission_overwrites") is not None:
        call.require(channel, Permissions.MANAGE_ROLES)
        channel.overwrites = {
            int(one["id"]): (int(one.get("allow") or 0), int(one.get("deny") or 0))
            for one in body["permission_overwrites"]
        }


def _category(community: Community, wanted: object) -> Channel | None:
    if wanted is None:
        return None
    for channel in community.channels:
        if str(channel.id) == str(wanted) and channel.kind is ChannelType.CATEGORY:
            return channel
    message = "Category does not exist"
    raise invalid([Problem("parent_id", "CHANNEL_PARENT_INVALID", message)])


@routes("DELETE", CHANNEL)
def delete_channel(call: Call) -> Json:
    channel = call.channel()
    community = _community_of(channel)
    call.require(channel, Permissions.MANAGE_THREADS if channel.is_thread else MANAGE)
    wire = channel.to_wire()
    community.remove_channel(channel)
    return wire


@routes("PUT", CHANNEL + "/permissions/{overwrite_id}")
def edit_overwrite(call: Call) -> None:
    channel = call.channel()
    community = _community_of(channel)
    call.require(channel, Permissions.MANAGE_ROLES)
    allow, deny = int(call.body.get("allow") or 0), int(call.body.get("deny") or 0)
    if (allow | deny) & ~int(channel.permissions_of(community.bot)):
        raise missing_permissions()
    channel.overwrites[call.number("overwrite_id")] = (allow, deny)
    channel.dispatch_update()
    community.sync_threads()


@routes("DELETE", CHANNEL + "/permissions/{overwrite_id}")
def delete_overwrite(call: Call) -> None:
    channel = call.channel()
    community = _community_of(channel)
    call.require(channel, Permissions.MANAGE_ROLES)
    if channel.overwrites.pop(call.number("overwrite_id"), None) is None:
        raise unknown("Overwrite", 10009)
    channel.dispatch_update()
    community.sync_threads()


@routes("POST", "/guilds/{guild_id}/channels")
def create_channel(call: Call) -> Json:
    community = call.community()
    call.require_in(community, MANAGE)
    call.accept_only("name", "type", *FIELDS)
    check_name(call.body, needed=True)
    kind = KINDS.get(call.body.get("type") or 0)
    if kind is None:
        message = f"Value must be one of {sorted(KINDS)}."
        raise invalid([Problem("type", "BASE_TYPE_CHOICES", message)])
    channel = community.add_channel(call.body["name"], kind=kind, dispatch=False)
    _apply(call, community, channel)
    community.dispatch_created(channel)
    call.status = 201
    return channel.to_wire()


@routes("GET", "/guilds/{guild_id}/channels")
def list_channels(call: Call) -> list[Json]:
    return [c.to_wire() for c in call.community().channels if not c.is_thread]

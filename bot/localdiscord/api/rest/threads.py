"""Starting threads, in channels, on messages and in forums.

https://docs.discord.com/developers/resources/channel#start-thread-from-message
"""

from bot.localdiscord.api.rest.channels import CHANNEL, check_name, check_slow_mode
from bot.localdiscord.api.rest.messages import MESSAGE, SENT_FLAGS
from bot.localdiscord.api.rest.routing import Call, Routes
from bot.localdiscord.errors import Problem, Refusal, invalid, not_implemented
from bot.localdiscord.gateway.message_content import visible_message
from bot.localdiscord.limits.messages import check_message
from bot.localdiscord.model import posting, threads
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.message_body import apply_body
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import ChannelType, Json

routes = Routes()

# `invitable` concerns private threads only; clients send it for others too.
FIELDS = ("name", "type", "auto_archive_duration", "rate_limit_per_user", "invitable")
ARCHIVE_MINUTES = (60, 1440, 4320, 10080)
THREAD_TYPES = {ChannelType.TEXT: 11, ChannelType.ANNOUNCEMENT: 10}


def _check_thread(call: Call) -> None:
    check_name(call.body, needed=True)
    check_slow_mode(call.body)
    minutes = call.body.get("auto_archive_duration") or 1440
    if minutes not in ARCHIVE_MINUTES:
        message = f"Value must be one of {ARCHIVE_MINUTES}."
        raise invalid([Problem("auto_archive_duration", "BASE_TYPE_CHOICES", message)])


@routes("POST", MESSAGE + "/threads")
def start_on_message(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel)
    call.require(channel, Permissions.CREATE_PUBLIC_THREADS)
    call.accept_only(*FIELDS)
    _check_thread(call)
    if message.id in call.world.channels:
        raise Refusal(400, 160004, "A thread has already been created for this message")
    thread = threads.start_thread_on(call.world.bot, message, call.body["name"])
    return _started(call, thread)


@routes("POST", CHANNEL + "/threads")
def start_thread(call: Call) -> Json:
    channel = call.channel()
    if channel.community is None:
        raise Refusal(403, 50003, "Cannot execute action on a DM channel")
    if channel.kind is ChannelType.FORUM:
        return _start_post(call)
    # "`type` currently defaults to PRIVATE_THREAD" (page Channels Resource).
    if call.body.get("type", 12) == 12:
        raise not_implemented("private threads")
    call.require(channel, Permissions.CREATE_PUBLIC_THREADS)
    call.accept_only(*FIELDS)
    _check_thread(call)
    if call.body["type"] != THREAD_TYPES.get(channel.kind):
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    thread = threads.start_thread(call.world.bot, channel, call.body["name"])
    return _started(call, thread)


def _start_post(call: Call) -> Json:
    forum, bot = call.channel(), call.world.bot
    call.require(forum, Permissions.SEND_MESSAGES)
    call.accept_only(*FIELDS, "message")
    _check_thread(call)
    body: Json = call.body.get("message") or {}
    check_message(body, call.uploads, path="message.", flags=SENT_FLAGS)
    message = threads.start_post_by_bot(bot, forum, call.body["name"])
    apply_body(message, body, call.uploads)
    call.about(message)
    wire = _started(call, message.channel)
    posting.publish(message)
    return wire | {"message": visible_message(message)}


def _started(call: Call, thread: Channel) -> Json:
    thread.slow_mode = call.body.get("rate_limit_per_user") or 0
    thread.archived_after = call.body.get("auto_archive_duration") or 1440
    call.status = 201
    return thread.to_wire()


@routes("GET", "/guilds/{guild_id}/threads/active")
def list_threads(call: Call) -> Json:
    channels = call.community().channels
    active = [c.to_wire() for c in channels if c.is_thread and c.visible_to_bot]
    return {"threads": active, "members": [], "has_more": False}

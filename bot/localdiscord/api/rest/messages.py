"""Messages of channels, and reactions to them.

https://docs.discord.com/developers/resources/message
"""

from datetime import timedelta
from urllib.parse import unquote

from bot.localdiscord.api.rest.channels import CHANNEL
from bot.localdiscord.api.rest.paging import page
from bot.localdiscord.api.rest.routing import Call, Routes
from bot.localdiscord.errors import Problem, Refusal, invalid, not_implemented
from bot.localdiscord.gateway.message_content import visible_message
from bot.localdiscord.limits.fields import count_problems, duplicates
from bot.localdiscord.limits.messages import check_message
from bot.localdiscord.model import posting
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.reactions import add_reaction, clear_reactions, remove_reaction
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.snowflakes import time_of
from bot.localdiscord.wire import ChannelType, Json, MessageFlag

routes = Routes()

MESSAGES = CHANNEL + "/messages"
MESSAGE = MESSAGES + "/{message_id}"
REACTIONS = MESSAGE + "/reactions"
REACTION = REACTIONS + "/{emoji_name}"
SENT_FLAGS = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
)
OLDEST_OF_MANY = timedelta(days=14)  # page Message Resource, Bulk Delete Messages


@routes("GET", MESSAGES)
def list_messages(call: Call) -> list[Json]:
    channel = call.channel()
    if not call.has(channel, Permissions.READ_MESSAGE_HISTORY):
        return []
    messages = {message.id: message for message in channel.messages}
    found = page(call, messages, usual=50, most=100, newest=True)
    return [visible_message(messages[one]) for one in reversed(found)]


@routes("GET", MESSAGE)
def get_message(call: Call) -> Json:
    channel = call.channel()
    call.require(channel, Permissions.READ_MESSAGE_HISTORY)
    return visible_message(call.message(channel))


@routes("POST", MESSAGES)
def create_message(call: Call) -> Json:
    channel, body = call.channel(), call.body
    if (body.get("message_reference") or {}).get("type"):
        raise not_implemented("forwarding messages")
    _check_may_send(call, channel)
    if (nonce := body.get("nonce")) is not None and body.get("enforce_nonce"):
        for earlier in reversed(channel.messages):
            if earlier.nonce == nonce and earlier.author is call.world.bot:
                return visible_message(earlier)
    check_message(body, call.uploads, flags=SENT_FLAGS)
    reply_to = _replied_to(call, channel)
    message = posting.new_message(channel, call.world.bot, body, call.uploads)
    message.nonce = nonce
    if reply_to is not None:
        message.set_reply(reply_to)
    call.about(message)
    posting.publish(message)
    return visible_message(message)


def _check_may_send(call: Call, channel: Channel) -> None:
    if channel.recipient is not None:
        present = any(
            channel.recipient.id in community.members
            for community in call.world.communities.values()
        )
        if channel.recipient.direct_messages_closed or channel.recipient.bot or not present:
            raise Refusal(403, 50007, "Cannot send messages to this user", expected=True)
        return
    if channel.kind in (ChannelType.FORUM, ChannelType.CATEGORY):
        raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
    needed = Permissions.SEND_MESSAGES
    if channel.is_thread:
        needed = Permissions.SEND_MESSAGES_IN_THREADS
    if call.uploads:
        needed |= Permissions.ATTACH_FILES
    call.require(channel, needed)


def _replied_to(call: Call, channel: Channel) -> Message | None:
    reference = call.body.get("message_reference")
    if not reference:
        return None
    message = call.world.messages.get(int(reference["message_id"]))
    if message is None or message.channel is not channel:
        if reference.get("fail_if_not_exists", True):
            code, text = "REPLIES_UNKNOWN_MESSAGE", "Unknown message"
            raise invalid([Problem("message_reference", code, text)])
        return None
    call.require(channel, Permissions.READ_MESSAGE_HISTORY)
    return message


@routes("PATCH", MESSAGE)
def edit_message(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel)
    if message.author is not call.world.bot:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    if call.uploads:
        call.require(channel, Permissions.ATTACH_FILES)
    check_message(call.body, call.uploads, existing=message, flags=SENT_FLAGS)
    call.about(message)
    posting.update(message, call.body, call.uploads)
    return visible_message(message)


@routes("DELETE", MESSAGE)
def delete_message(call: Call) -> None:
    channel = call.channel()
    message = call.message(channel)
    if message.author is not call.world.bot:
        if channel.recipient is not None:
            raise Refusal(403, 50003, "Cannot execute action on a DM channel")
        call.require(channel, Permissions.MANAGE_MESSAGES)
    call.about(message)
    posting.delete(message)


@routes("POST", MESSAGES + "/bulk-delete")
def bulk_delete(call: Call) -> None:
    channel = call.channel()
    if channel.community is None:
        raise Refusal(403, 50003, "Cannot execute action on a DM channel")
    call.require(channel, Permissions.MANAGE_MESSAGES)
    ids = [int(one) for one in call.body.get("messages") or ()]
    if problems := count_problems(ids, "messages", least=2, most=100):
        raise invalid(problems)
    if duplicates(ids):
        message = "The set already contains this value"
        raise invalid([Problem("messages", "SET_TYPE_ALREADY_CONTAINS_VALUE", message)])
    oldest = call.world.clock.now() - OLDEST_OF_MANY
    if any(time_of(one) < oldest for one in ids):
        message = "You can only bulk delete messages that are under 14 days old."
        raise Refusal(400, 50034, message)
    found = [message for message in channel.messages if message.id in ids]
    if found:
        posting.delete_many(found)


@routes("PUT", REACTION + "/@me")
def create_reaction(call: Call) -> None:
    channel = call.channel()
    message, emoji = call.message(channel), unquote(call.params["emoji_name"])
    call.require(channel, Permissions.READ_MESSAGE_HISTORY)
    if emoji not in message.reactions:
        call.require(channel, Permissions.ADD_REACTIONS)
    add_reaction(call.world.bot, message, emoji)


@routes("DELETE", REACTION + "/@me")
def delete_own_reaction(call: Call) -> None:
    message = call.message(call.channel())
    remove_reaction(call.world.bot, message, unquote(call.params["emoji_name"]))


@routes("DELETE", REACTION + "/{user_id}")
def delete_user_reaction(call: Call) -> None:
    channel = call.channel()
    message = call.message(channel)
    call.require(channel, Permissions.MANAGE_MESSAGES)
    user = call.world.users.get(call.number("user_id"))
    if user is not None:
        remove_reaction(user, message, unquote(call.params["emoji_name"]))


@routes("GET", REACTION)
def list_reactions(call: Call) -> list[Json]:
    message = call.message(call.channel())
    ids = message.reactions.get(unquote(call.params["emoji_name"]), set())
    if call.query.get("type", "0") != "0":  # there are no burst reactions
        ids = set()
    return [call.world.users[user].to_wire() for user in page(call, ids, usual=25, most=100)]


@routes("DELETE", REACTIONS)
def delete_all_reactions(call: Call) -> None:
    channel = call.channel()
    call.require(channel, Permissions.MANAGE_MESSAGES)
    clear_reactions(call.message(channel))


@routes("DELETE", REACTION)
def delete_all_reactions_of_emoji(call: Call) -> None:
    channel = call.channel()
    call.require(channel, Permissions.MANAGE_MESSAGES)
    emoji = unquote(call.params["emoji_name"])
    clear_reactions(call.message(channel), emoji)

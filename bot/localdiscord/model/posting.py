"""Posting, editing and deleting messages; each dispatches the event that Discord dispatches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.localdiscord.model.files import File, Uploads
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.message_body import apply_body
from bot.localdiscord.model.user import User
from bot.localdiscord.wire import Intent, Json, MessageFlag, MessageType

if TYPE_CHECKING:
    from bot.localdiscord.model.channel import Channel

NOW = timedelta()


def post(
    author: User,
    channel: Channel,
    text: str,
    *,
    reply_to: Message | None = None,
    files: Sequence[File] = (),
    ago: timedelta = NOW,
    message_id: int | None = None,
) -> Message:
    """Post as a member; `ago` gives the message the id and time of that long ago."""
    uploads = {str(number): file for number, file in enumerate(files)}
    message_id = message_id or channel.world.ids.earlier(ago)
    message = new_message(channel, author, {"content": text}, uploads, message_id)
    if reply_to is not None:
        message.set_reply(reply_to)
        if reply_to.author not in message.mentions["users"]:
            message.mentions["users"].append(reply_to.author)
    publish(message)
    return message


def post_by_webhook(
    channel: Channel, name: str, text: str, *, owner: User | None = None
) -> Message:
    """Post as a webhook of another program, which belongs to a bot if there is an owner."""
    webhook = User(channel.world.ids.next(), name, bot=True)
    message = new_message(channel, webhook, {"content": text}, {})
    message.webhook_id = webhook.id
    message.application_id = None if owner is None else owner.id
    publish(message)
    return message


def post_system_message(
    kind: MessageType,
    author: User,
    channel: Channel,
    *,
    text: str = "",
    about: Channel | None = None,
    reference: Message | None = None,
    subscription: Json | None = None,
) -> Message:
    """Post what Discord itself posts; its author is the user whom it is about."""
    message = new_message(channel, author, {"content": text}, {})
    message.type = int(kind)
    message.about, message.reply_to, message.subscription = about, reference, subscription
    publish(message)
    return message


def edit(user: User, message: Message, text: str) -> None:
    """Edit as a member."""
    if message.author is not user:
        raise ValueError("only one's own messages can be edited")
    update(message, {"content": text}, {})


def delete(message: Message) -> None:
    """Delete a message."""
    if _remove(message):
        data: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
        dispatch("MESSAGE_DELETE", message, data, message.channel.intent_of_messages)
    message.channel.world.emit("message_deleted", message=message)


def delete_many(messages: Sequence[Message]) -> None:
    """Delete messages of one channel at once."""
    gone = [message for message in messages if _remove(message)]
    ids = [str(message.id) for message in gone]
    data: Json = {"ids": ids, "channel_id": str(gone[0].channel.id)}
    dispatch("MESSAGE_DELETE_BULK", gone[0], data, gone[0].channel.intent_of_messages)
    for message in gone:
        message.channel.world.emit("message_deleted", message=message)


def _remove(message: Message) -> bool:
    """Remove a message; False if it was ephemeral, so that no event is due."""
    message.deleted = True
    message.edits += 1
    message.channel.world.messages.pop(message.id, None)
    message.channel.world.message_changed(message)
    if message.ephemeral:
        message.channel.forget_private(message)
    if message not in message.channel.messages:
        return False
    message.channel.messages.remove(message)
    return True


def pin(message: Message, *, by: User) -> None:
    """Pin a message; the channel says so."""
    message.pinned_at = message.channel.last_pin = message.channel.world.clock.now_iso()
    _dispatch_pins(message)
    post_system_message(MessageType.PINNED, by, message.channel, reference=message)


def unpin(message: Message) -> None:
    """Unpin a message."""
    message.pinned_at = None
    _dispatch_pins(message)


def _dispatch_pins(message: Message) -> None:
    dispatch_update(message)
    channel = message.channel
    data: Json = {"channel_id": str(channel.id), "last_pin_timestamp": channel.last_pin}
    intent = Intent.GUILDS if channel.community else Intent.DIRECT_MESSAGES
    dispatch("CHANNEL_PINS_UPDATE", message, data, intent)


def dispatch(event: str, message: Message, data: Json, intent: Intent) -> None:
    """Dispatch an event about a message, with the id of its community."""
    if message.channel.community is not None:
        data["guild_id"] = str(message.channel.community.id)
    message.channel.dispatch(event, data, intent)


def dispatch_update(message: Message) -> None:
    """Dispatch a message as it is now."""
    channel = message.channel
    channel.dispatch("MESSAGE_UPDATE", message.to_event(), channel.intent_of_messages)
    channel.world.message_changed(message)


# From the bodies of requests


def new_message(
    channel: Channel, author: User, body: Json, uploads: Uploads, message_id: int | None = None
) -> Message:
    """Return an unpublished message from a body whose limits have been checked."""
    message = Message(message_id or channel.world.ids.next(), channel, author)
    apply_body(message, body, uploads)
    return message


def publish(message: Message) -> None:
    """Put a message into its channel; dispatch it unless it is ephemeral."""
    channel = message.channel
    channel.world.messages[message.id] = message
    if not message.ephemeral:
        channel.messages.append(message)
        channel.dispatch("MESSAGE_CREATE", message.to_event(), channel.intent_of_messages)
    elif message.seen_only_by is not None:
        channel.keep_private(message, message.seen_only_by)
    channel.world.message_changed(message)
    if not message.loading:
        channel.world.emit("message", message=message)


def update(message: Message, body: Json, uploads: Uploads) -> None:
    """Edit a message by a body whose limits have been checked."""
    was_loading = message.loading
    apply_body(message, body, uploads)
    message.flags &= ~MessageFlag.LOADING
    message.edits += 1
    if not was_loading:
        message.edited_at = message.channel.world.clock.now_iso()
    if message.ephemeral:
        message.channel.world.message_changed(message)
    else:
        dispatch_update(message)
    message.channel.world.emit("message" if was_loading else "message_edited", message=message)

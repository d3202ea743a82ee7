"""Pinned messages.

https://docs.discord.com/developers/resources/message#get-channel-pins
"""

from bot.localdiscord.api.rest.channels import CHANNEL
from bot.localdiscord.api.rest.messages import MESSAGES
from bot.localdiscord.api.rest.paging import size_of
from bot.localdiscord.api.rest.routing import Call, Routes
from bot.localdiscord.gateway.message_content import visible_message
from bot.localdiscord.model import posting
from bot.localdiscord.model.message import Message
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import Json

routes = Routes()

DEPRECATED = CHANNEL + "/pins"


def _pinned(call: Call) -> list[Message]:
    channel = call.channel()
    if not call.has(channel, Permissions.READ_MESSAGE_HISTORY):
        return []
    pinned = [message for message in channel.messages if message.pinned_at]
    return sorted(pinned, key=lambda message: str(message.pinned_at), reverse=True)


@routes("GET", MESSAGES + "/pins")
def list_pins(call: Call) -> Json:
    limit, before = size_of(call, 50, 50), call.query.get("before")
    found = [m for m in _pinned(call) if before is None or str(m.pinned_at) < before]
    items = [{"pinned_at": m.pinned_at, "message": visible_message(m)} for m in found[:limit]]
    return {"items": items, "has_more": len(found) > limit}


@routes("GET", DEPRECATED)
def list_pinned_messages(call: Call) -> list[Json]:
    return [visible_message(message) for message in _pinned(call)[:50]]


@routes("PUT", MESSAGES + "/pins/{message_id}")
@routes("PUT", DEPRECATED + "/{message_id}")
def pin(call: Call) -> None:
    message = _to_pin(call)
    if not message.pinned_at:
        posting.pin(message, by=call.world.bot)


@routes("DELETE", MESSAGES + "/pins/{message_id}")
@routes("DELETE", DEPRECATED + "/{message_id}")
def unpin(call: Call) -> None:
    message = _to_pin(call)
    if message.pinned_at:
        posting.unpin(message)


def _to_pin(call: Call) -> Message:
    channel = call.channel()
    call.require(channel, Permissions.PIN_MESSAGES)
    return call.message(channel)

"""What of a message an application is shown without the message content intent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.localdiscord.wire import Intent, Json

if TYPE_CHECKING:
    from bot.localdiscord.model.message import Message

EMPTY: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def restricted(wire: Json, bot_id: int) -> Json:
    """Return a message of a community without its content, and the one it refers to likewise.

    The bot's own messages and those that mention it keep theirs
    (https://docs.discord.com/developers/events/gateway#message-content-intent).
    """
    bot, shown = str(bot_id), dict(wire)
    if wire["author"]["id"] != bot and all(user["id"] != bot for user in wire["mentions"]):
        shown |= EMPTY
        shown.pop("poll", None)
    if shown.get("referenced_message"):
        shown["referenced_message"] = restricted(shown["referenced_message"], bot_id)
    return shown


def as_shown(message: Message) -> Json:
    """Return a message as the REST interface shows it to the bot."""
    world = message.channel.world
    if message.channel.community is None or world.gateway.allowed_intents & Intent.MESSAGE_CONTENT:
        return message.to_wire()
    return restricted(message.to_wire(), world.bot.id)

"""What an application sees of a message without the message content intent.

https://docs.discord.com/developers/events/gateway#message-content-intent
"""

from bot.localdiscord.model.message import Message
from bot.localdiscord.wire import Intent, Json

EMPTY: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def without_content(wire: Json, bot_id: int) -> Json:
    """Return a message of a community without its content, and the one it refers to likewise.

    The bot's own messages and those that mention it keep theirs.
    """
    bot, shown = str(bot_id), dict(wire)
    if wire["author"]["id"] != bot and all(user["id"] != bot for user in wire["mentions"]):
        shown |= EMPTY
        shown.pop("poll", None)
    if shown.get("referenced_message"):
        shown["referenced_message"] = without_content(shown["referenced_message"], bot_id)
    return shown


def visible_message(message: Message) -> Json:
    """Return a message as the HTTP API shows it to the bot."""
    world = message.channel.world
    if message.channel.community is None or world.allowed_intents & Intent.MESSAGE_CONTENT:
        return message.to_wire()
    return without_content(message.to_wire(), world.bot.id)

"""Adding and removing reactions."""

from bot.localdiscord.model.message import Message, emoji_to_wire
from bot.localdiscord.model.posting import dispatch
from bot.localdiscord.model.user import User
from bot.localdiscord.wire import Json


def add_reaction(user: User, message: Message, emoji: str) -> None:
    """Add a user's reaction."""
    users = message.reactions.setdefault(emoji, set())
    if user.id not in users:
        users.add(user.id)
        data = _data(user, message, emoji)
        if message.webhook_id is None:
            data["message_author_id"] = str(message.author.id)
        community = message.channel.community
        member = community.member_of(user) if community else None
        if member is not None:
            data["member"] = member.to_wire()
        dispatch("MESSAGE_REACTION_ADD", message, data, message.channel.intent_of_reactions)
        message.channel.world.message_changed(message)
        message.channel.world.emit("reaction_added", message=message, user=user, emoji=emoji)


def remove_reaction(user: User, message: Message, emoji: str) -> None:
    """Remove a user's reaction."""
    users = message.reactions.get(emoji, set())
    if user.id in users:
        users.discard(user.id)
        data, intent = _data(user, message, emoji), message.channel.intent_of_reactions
        dispatch("MESSAGE_REACTION_REMOVE", message, data, intent)
        message.channel.world.message_changed(message)
        message.channel.world.emit("reaction_removed", message=message, user=user, emoji=emoji)


def clear_reactions(message: Message, emoji: str | None = None) -> None:
    """Remove everybody's reactions, or those with one emoji."""
    gone = message.reactions.pop(emoji, None) if emoji else message.reactions
    if not gone:
        return
    data: Json = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
    event = "MESSAGE_REACTION_REMOVE_ALL"
    if emoji:
        event, data["emoji"] = "MESSAGE_REACTION_REMOVE_EMOJI", emoji_to_wire(emoji)
    else:
        message.reactions = {}
    dispatch(event, message, data, message.channel.intent_of_reactions)
    message.channel.world.message_changed(message)


def _data(user: User, message: Message, emoji: str) -> Json:
    return {
        "user_id": str(user.id),
        "channel_id": str(message.channel.id),
        "message_id": str(message.id),
        "emoji": emoji_to_wire(emoji),
        "burst": False,
        "type": 0,
    }

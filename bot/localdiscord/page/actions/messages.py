"""Reading and writing messages, reacting to them."""

from bot.localdiscord.errors import NotAllowed
from bot.localdiscord.model import posting, reactions
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.message import Message
from bot.localdiscord.page.actions.registry import Actions, Call
from bot.localdiscord.page.fields import BadRequest, as_id
from bot.localdiscord.page.views import message_view
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import ChannelType, Json

actions = Actions()

LONGEST_CONTENT = 2000
LONGEST_EMOJI = 64
PAGE = 50
LONGEST_PAGE = 100


@actions("history")
async def read_history(call: Call) -> Json:
    channel = call.person.channel(call.fields.id("channel"))
    before = call.fields.id_or_none("before")
    limit = call.fields.number("limit", PAGE, most=LONGEST_PAGE)
    found = [m for m in call.person.history(channel) if before is None or m.id < before]
    shown = found[-limit:]
    return {
        "messages": [message_view(m, call.person, call.tools.interactions) for m in shown],
        "more": len(found) > len(shown),
    }


@actions("post")
async def post(call: Call) -> Json:
    person, fields = call.person, call.fields
    channel = writable_channel(call)
    text = fields.text("text", least=0, most=LONGEST_CONTENT).strip()
    files = call.tools.files.all([as_id(one, "files") for one in fields.texts("files", most=10)])
    if files:
        person.require(channel, Permissions.ATTACH_FILES)
    if not text and not files:
        raise BadRequest("there is nothing to send", "nothing-to-send")
    reply_to = person.message(fields.id("reply_to")) if "reply_to" in fields else None
    if reply_to is not None and (reply_to.ephemeral or reply_to.channel is not channel):
        raise NotAllowed("this message cannot be replied to here", "may-not-here")
    message = posting.post(person.user, channel, text, reply_to=reply_to, files=files)
    return {"message": str(message.id)}


def writable_channel(call: Call) -> Channel:
    """Return the channel that is named, if the person may write in it."""
    channel = call.person.channel(call.fields.id("channel"))
    if channel.kind is ChannelType.FORUM or not call.person.may_write(channel):
        raise NotAllowed(
            f"you may not write in #{channel.name}", "may-not-write", channel=channel.name
        )
    return channel


@actions("edit")
async def edit(call: Call) -> None:
    message = call.person.message(call.fields.id("message"))
    if message.author is not call.person.user:
        raise NotAllowed("only your own messages can be edited", "not-yours")
    posting.edit(call.person.user, message, call.fields.text("text", most=LONGEST_CONTENT))


@actions("delete")
async def delete(call: Call) -> None:
    """Delete a message; an ephemeral one is only put out of sight, and the bot is not told."""
    message = call.person.message(call.fields.id("message"))
    if message.ephemeral:
        message.channel.forget_private(message)
        return
    if message.author is not call.person.user:
        if message.channel.community is None:
            raise NotAllowed("only your own messages can be deleted", "not-yours")
        call.person.require(message.channel, Permissions.MANAGE_MESSAGES)
    posting.delete(message)


@actions("typing")
async def typing(call: Call) -> None:
    channel = writable_channel(call)
    channel.dispatch_typing(call.person.user)


@actions("react")
async def react(call: Call) -> None:
    message = call.person.message(call.fields.id("message"))
    emoji = call.fields.text("emoji", most=LONGEST_EMOJI)
    if message.ephemeral:
        raise NotAllowed("nobody can react to a message that only one sees", "private-message")
    _check_emoji(call, message, emoji)
    if call.fields.flag("on"):
        if not message.reactions.get(emoji):
            call.person.require(message.channel, Permissions.ADD_REACTIONS)
        reactions.add_reaction(call.person.user, message, emoji)
    else:
        reactions.remove_reaction(call.person.user, message, emoji)


def _check_emoji(call: Call, message: Message, emoji: str) -> None:
    """Refuse an emoji that is none: a community's own, or a symbol that is no letter."""
    name, _, emoji_id = emoji.partition(":")
    if emoji_id:
        known = emoji in message.reactions or any(
            emoji_id == str(one.id) and name == one.name
            for member in call.person.memberships
            for one in member.community.emojis.values()
        )
    else:
        known = any(not letter.isascii() and not letter.isalnum() for letter in emoji)
    if not known:
        raise BadRequest("this is no emoji", "no-emoji")

"""Threads, and posts in forums."""

from bot.localdiscord.errors import NotAllowed
from bot.localdiscord.model import posting, threads
from bot.localdiscord.page.actions.messages import LONGEST_CONTENT
from bot.localdiscord.page.actions.registry import Actions, Call
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import ChannelType, Json

actions = Actions()

LONGEST_NAME = 100
HOLDS_THREADS = (ChannelType.TEXT, ChannelType.ANNOUNCEMENT)


@actions("thread")
async def start_thread(call: Call) -> Json:
    person, fields = call.person, call.fields
    message = person.message(fields.id("message")) if "message" in fields else None
    channel = message.channel if message else person.channel(fields.id("channel"))
    name = fields.text("name", most=LONGEST_NAME).strip()
    if channel.kind not in HOLDS_THREADS or (message and message.ephemeral) or not name:
        raise NotAllowed("no thread can be started here", "no-thread")
    person.require(channel, Permissions.CREATE_PUBLIC_THREADS)
    if message is not None:
        thread = threads.start_thread_on(person.user, message, name)
    else:
        thread = threads.start_thread(person.user, channel, name)
    return {"channel": str(thread.id)}


@actions("forum_post")
async def start_post(call: Call) -> Json:
    person, fields = call.person, call.fields
    forum = person.channel(fields.id("channel"))
    if not person.may_write(forum):
        raise NotAllowed(f"you may not post in #{forum.name}", "may-not-write", channel=forum.name)
    title = fields.text("title", most=LONGEST_NAME)
    text = fields.text("text", most=LONGEST_CONTENT)
    first = threads.start_post(person.user, forum, title, text, posting.NOW)
    return {"channel": str(first.channel.id)}

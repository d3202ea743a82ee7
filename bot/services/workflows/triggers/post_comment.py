"""post_comment: a reply, or a message in a thread."""

from bot.services.workflows.parts import ChannelId, Context, Trigger


class PostComment(
    Trigger,
    key="post_comment",
    earns="comment_created",
    activity=True,
    example={"channel": "1200000000000000021"},
):
    """A member replies to a message or writes in a thread; in one channel, if one is set."""

    channel: ChannelId | None = None

    def matches(self, context: Context) -> bool:
        """Return whether it was in that channel."""
        return self.channel in (None, context.event.channel_id)

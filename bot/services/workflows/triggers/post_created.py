"""post_created: a message, or a new post in a forum."""

from bot.services.workflows.parts import ChannelId, Context, Trigger


class PostCreated(
    Trigger,
    key="post_created",
    earns="post_created",
    activity=True,
    example={"channel": "1200000000000000021"},
):
    """A member writes a message or starts a forum post; in one channel, if one is set."""

    channel: ChannelId | None = None

    def matches(self, context: Context) -> bool:
        """Return whether it was in that channel."""
        return self.channel in (None, context.event.channel_id)

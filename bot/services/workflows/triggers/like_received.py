"""like_received: somebody likes what a member wrote."""

from bot.services.workflows.parts import ChannelId, Context, Trigger


class LikeReceived(
    Trigger, key="like_received", earns="like_received", example={"channel": "1200000000000000021"}
):
    """Somebody else reacts to a member's message; in one channel, if one is set."""

    channel: ChannelId | None = None

    def matches(self, context: Context) -> bool:
        """Return whether it was in that channel."""
        return self.channel in (None, context.event.channel_id)

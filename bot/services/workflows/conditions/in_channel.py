"""in_channel: where it happened."""

from bot.services.workflows.parts import ChannelId, Condition, Context


class InChannel(Condition, key="in_channel", example={"channel": "1200000000000000021"}):
    """Holds for what happened in a channel."""

    channel: ChannelId

    def check(self, context: Context) -> bool:
        """Compare the event's channel."""
        return bool(context.event.channel_id == self.channel)

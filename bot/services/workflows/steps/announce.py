"""announce: write to a channel."""

from bot.services import deliveries
from bot.services.workflows.parts import DONE, Applied, ChannelId, Context, Step, WorkflowText
from db.tables import DeliveryKind


class Announce(
    Step,
    key="announce",
    about_member=False,
    example={"channel": "1200000000000000021", "text": "{member} is here."},
):
    """Say something in a channel."""

    channel: ChannelId
    text: WorkflowText

    def perform(self, context: Context) -> Applied:
        """Enqueue it; the text is filled in when it is sent."""
        deliveries.enqueue_in(
            context.state,
            DeliveryKind.ANNOUNCEMENT,
            key=context.key,
            member_id=context.who.member_id if context.who else None,
            channel_id=self.channel,
            run=str(context.run_id),
            position=context.position,
        )
        return DONE

"""send_notification: write to a member."""

from bot.services import deliveries
from bot.services.workflows.parts import DONE, Applied, Context, Step, WorkflowText
from db.tables import DeliveryKind


class SendNotification(
    Step, key="send_notification", example={"text": "Welcome to {server}, {member}!"}
):
    """Send the member a direct message."""

    text: WorkflowText

    def perform(self, context: Context) -> Applied:
        """Enqueue it; the text is filled in when it is sent."""
        deliveries.enqueue_in(
            context.state,
            DeliveryKind.NOTIFICATION,
            key=context.key,
            member_id=context.member.member_id,
            run=str(context.run_id),
            position=context.position,
        )
        return DONE

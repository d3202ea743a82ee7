"""webhook: call another program."""

from bot.services import deliveries
from bot.services.workflows.parts import DONE, Applied, Context, Step, Url
from db.tables import DeliveryKind


class Webhook(
    Step,
    key="webhook",
    about_member=False,
    private=True,
    example={"url": "https://example.org/hook"},
):
    """Send a signed POST to an address."""

    url: Url

    def perform(self, context: Context) -> Applied:
        """Enqueue it."""
        deliveries.enqueue_in(
            context.state,
            DeliveryKind.WEBHOOK,
            key=context.key,
            member_id=context.who.member_id if context.who else None,
            run=str(context.run_id),
            position=context.position,
        )
        return DONE

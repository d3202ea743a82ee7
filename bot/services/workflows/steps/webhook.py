"""webhook: call another program."""

from bot.services import deliveries
from bot.services.workflows.parts import Context, Step, Url
from db.tables import DeliveryKind


class Webhook(Step, key="webhook", about_member=False, example={"url": "https://example.org/hook"}):
    """Send a signed POST to an address."""

    url: Url

    def perform(self, context: Context) -> None:
        """Enqueue it."""
        deliveries.enqueue(
            context.session,
            context.community_id,
            DeliveryKind.WEBHOOK,
            key=context.key,
            member_id=context.who.member_id if context.who else None,
            run=str(context.run_id),
            position=context.position,
        )

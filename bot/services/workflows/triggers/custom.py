"""custom: an action that a manager named."""

from bot.services.events import EventFacts
from bot.services.points import rules
from bot.services.workflows.parts import Context, Name, Trigger


class Custom(Trigger, key="custom", webhook=True, example={"action": "sent_a_postcard"}):
    """A webhook tells of an action that a manager named."""

    action: Name

    @classmethod
    def counts_as(cls, event: EventFacts) -> tuple[str, int]:
        """Count it as the action that it names."""
        return f"custom:{event.data['action']}", 1

    def matches(self, context: Context) -> bool:
        """Return whether it is that action."""
        return context.event.data.get("action") == rules.stored_name(self.action)

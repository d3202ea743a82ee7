"""tier_reached: a member comes into a tier."""

from bot.services.workflows.parts import Context, RoleId, Trigger


class TierReached(Trigger, key="tier_reached", example={"role": "1200000000000000011"}):
    """A member reaches a tier for the first time; one of them, if it is set."""

    role: RoleId | None = None

    def matches(self, context: Context) -> bool:
        """Return whether it is that tier."""
        return self.role is None or str(self.role) == context.event.data.get("role")

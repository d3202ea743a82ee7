"""streak_reached: a member takes part day after day."""

from bot.services.workflows.parts import Context, Days, Trigger


class StreakReached(Trigger, key="streak_reached", example={"days": 7, "repeat": True}):
    """A member has taken part on so many days in a row; every so many, if it repeats."""

    days: Days
    repeat: bool = False

    def matches(self, context: Context) -> bool:
        """Return whether today makes it so many."""
        days = int(context.event.data["days"])
        return days == self.days or (self.repeat and days % self.days == 0)

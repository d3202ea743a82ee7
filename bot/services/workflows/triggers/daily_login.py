"""daily_login: a member's first activity of the day."""

from bot.services.workflows.parts import Trigger


class DailyLogin(Trigger, key="daily_login", earns="daily_login"):
    """A member takes part for the first time on a day, or uses /daily."""

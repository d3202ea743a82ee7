"""member_for_days: how long somebody has been here."""

from datetime import timedelta

from bot.services.workflows.parts import Condition, Context, Days


class MemberForDays(Condition, key="member_for_days", example={"days": 30}):
    """Holds for those who joined so many days ago or earlier."""

    days: Days

    def check(self, context: Context) -> bool:
        """Look when they joined; if nobody knows, they are new."""
        joined = context.member.joined_at
        return joined is not None and context.state.now - joined >= timedelta(days=self.days)

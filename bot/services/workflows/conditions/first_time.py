"""first_time: never before for this member."""

from bot.services.workflows.parts import Condition, Context, first_time


class FirstTime(Condition, key="first_time"):
    """Holds the first time that this workflow does its steps for a member, ever."""

    def check(self, context: Context) -> bool:
        """Look for the fact that it ran for the member."""
        fact = first_time(context.workflow_id, context.member.member_id)
        return not context.state.is_so(fact)

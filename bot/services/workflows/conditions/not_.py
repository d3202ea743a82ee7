"""not: the opposite of a condition."""

from pydantic import ConfigDict

from bot.services.workflows.parts import Condition, Context
from bot.services.workflows.unions import AnyCondition


class Not(
    Condition,
    key="not",
    about_member=False,
    example={"condition": {"type": "has_role", "role": "1200000000000000011"}},
):
    """Holds if its condition does not."""

    model_config = ConfigDict(defer_build=True)  # until every condition is there

    condition: AnyCondition

    def check(self, context: Context) -> bool:
        """Check it, and return the opposite."""
        return not self.condition.check(context)

"""all_of: several conditions at once."""

from pydantic import ConfigDict, Field

from bot.services.workflows.parts import Condition, Context
from bot.services.workflows.unions import AnyCondition


class AllOf(
    Condition,
    key="all_of",
    about_member=False,
    example={
        "conditions": [{"type": "first_time"}, {"type": "has_role", "role": "1200000000000000011"}]
    },
):
    """Holds if every one of its conditions does."""

    model_config = ConfigDict(defer_build=True)  # until every condition is there

    conditions: list[AnyCondition] = Field(min_length=1)

    def check(self, context: Context) -> bool:
        """Check until one is false."""
        return all(condition.check(context) for condition in self.conditions)

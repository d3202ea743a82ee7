"""any_of: at least one of several conditions."""

from pydantic import ConfigDict, Field

from bot.services.workflows.parts import Condition, Context
from bot.services.workflows.unions import AnyCondition


class AnyOf(
    Condition,
    key="any_of",
    about_member=False,
    example={
        "conditions": [
            {"type": "member_for_days", "days": 30},
            {"type": "has_role", "role": "1200000000000000011"},
        ]
    },
):
    """Holds if at least one of its conditions does."""

    model_config = ConfigDict(defer_build=True)  # until every condition is there

    conditions: list[AnyCondition] = Field(min_length=1)

    def check(self, context: Context) -> bool:
        """Check until one is true."""
        return any(condition.check(context) for condition in self.conditions)

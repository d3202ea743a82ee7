"""What a workflow is made of, as it is stored with each version."""

from pydantic import BaseModel, ConfigDict, Field

from bot.services.workflows.unions import AnyCondition, AnyStep, AnyTrigger

MOST_CONDITIONS = 20
MOST_STEPS = 20


class Definition(BaseModel):
    """When this happens, if all of these hold, then do these in order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    trigger: AnyTrigger
    conditions: list[AnyCondition] = Field(default=[], max_length=MOST_CONDITIONS)
    steps: list[AnyStep] = Field(min_length=1, max_length=MOST_STEPS)

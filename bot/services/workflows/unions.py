"""Any trigger, any condition or any step, distinguished by its `type`.

The kinds are looked up when a model is built, not when it is written: conditions hold conditions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema

from bot.services.workflows.parts import Condition, Part, Step, Trigger, conditions, steps, triggers


@dataclass(frozen=True)
class _AnyOf:
    """Marks a type as any of these parts."""

    parts: Callable[[], Mapping[str, type[Part]]]

    def __get_pydantic_core_schema__(
        self,
        source: Any,  # pydantic decides what this is handed
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        every: Any = reduce(or_, self.parts().values())
        return handler.generate_schema(Annotated[every, Field(discriminator="type")])


AnyTrigger = Annotated[Trigger, _AnyOf(triggers)]
AnyCondition = Annotated[Condition, _AnyOf(conditions)]
AnyStep = Annotated[Step, _AnyOf(steps)]

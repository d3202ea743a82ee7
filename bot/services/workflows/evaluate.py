"""The evaluator: what a workflow makes of one event.

It walks the trigger's filter, the conditions and the steps. A run, a dry run and a backtest all go
through it. They differ in where events come from, where results go, and in whether the state that
the steps have changed is written.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bot.services.errors import RefusedError
from bot.services.workflows.definition import Definition
from bot.services.workflows.parts import DONE, Applied, Condition, Context, Step
from db.tables import TraceOutcome


class Result(NamedTuple):
    """What came of a condition or a step. `refusal` says why a step cannot be performed."""

    path: str  # where in the definition the part stands
    part: Condition | Step
    outcome: TraceOutcome
    refusal: RefusedError | None = None
    applied: Applied = DONE

    @property
    def is_false(self) -> bool:
        """Return whether it is a condition that keeps the workflow from running."""
        return self.outcome is TraceOutcome.FALSE


class Evaluator(NamedTuple):
    """A workflow's definition, and the event that it is evaluated on."""

    definition: Definition
    context: Context

    def matches(self) -> bool:
        """Return whether the trigger's settings ask for the event."""
        return self.definition.trigger.matches(self.context)

    def conditions(self, *, after_false: bool = False) -> Iterator[Result]:
        """Check the conditions up to the first that is false; with `after_false`, all of them."""
        for number, condition in enumerate(self.definition.conditions):
            true = condition.check(self.context)
            outcome = TraceOutcome.TRUE if true else TraceOutcome.FALSE
            yield Result(f"conditions.{number}", condition, outcome)
            if not true and not after_false:
                return

    def steps(self, first: int = 0) -> Iterator[Result]:
        """Perform the steps in order, from the first on, up to one that ends the run."""
        for position, step in enumerate(self.definition.steps[first:], first):
            result = self._step(f"steps.{position}", step)
            yield result
            if result.outcome is TraceOutcome.FAILED:
                return

    def _step(self, path: str, step: Step) -> Result:
        try:
            self.context.path = path
            applied = step.perform(self.context)
        except RefusedError as refusal:
            outcome = TraceOutcome.SKIPPED if step.go_on else TraceOutcome.FAILED
            return Result(path, step, outcome, refusal)
        outcome = TraceOutcome.DONE if applied.pause is None else TraceOutcome.WAITING
        return Result(path, step, outcome, applied=applied)

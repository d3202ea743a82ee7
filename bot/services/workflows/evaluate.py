"""Asking conditions and attempting steps.

A run, a trial and a replay all do it here, so that none of them judges otherwise than the others.
They differ only in what they make of it, and in `do` or `imagine`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.services.errors import RefusedError
from bot.services.workflows.parts import Condition, Context, Step
from db.tables import TraceOutcome


@dataclass(frozen=True)
class Asked:
    """What a condition said."""

    path: str
    condition: Condition
    held: bool

    @property
    def outcome(self) -> TraceOutcome:
        """Return it as the trace has it."""
        return TraceOutcome.HELD if self.held else TraceOutcome.NOT_HELD


def ask(context: Context, conditions: Sequence[Condition]) -> Iterator[Asked]:
    """Ask one condition after the other; whoever needs no more of them stops."""
    for number, condition in enumerate(conditions):
        yield Asked(f"conditions.{number}", condition, condition.holds(context))


@dataclass(frozen=True)
class Done:
    """What came of a step. `new` False: it was so already."""

    pause: timedelta | None = None
    new: bool = True


def do(step: Step, context: Context) -> Done:
    """Do a step; one that cannot be done changes nothing."""
    with context.session.begin_nested():
        return Done(pause=step.do(context))


def imagine(step: Step, context: Context) -> Done:
    """Note what a step would change, without changing it."""
    return Done(new=step.imagine(context))


@dataclass(frozen=True)
class Attempt:
    """One step, and what came of it. `refusal` says why it cannot be done."""

    position: int
    step: Step
    done: Done
    refusal: RefusedError | None = None

    @property
    def path(self) -> str:
        """Return where in the definition the step stands."""
        return f"steps.{self.position}"

    @property
    def outcome(self) -> TraceOutcome:
        """Return it as the trace has it."""
        if self.refusal is not None:
            return TraceOutcome.SKIPPED if self.step.go_on else TraceOutcome.FAILED
        return TraceOutcome.DONE if self.done.pause is None else TraceOutcome.WAITING


def attempt(
    context: Context, steps: Sequence[Step], act: Callable[[Step, Context], Done], first: int = 0
) -> Iterator[Attempt]:
    """Attempt one step after the other, from the first on, up to one that ends the run."""
    for position in range(first, len(steps)):
        step, refusal, done = steps[position], None, Done()
        try:
            done = act(step, replace(context, path=f"steps.{position}"))
        except RefusedError as error:
            refusal = error
        made = Attempt(position, step, done, refusal)
        yield made
        if made.outcome is TraceOutcome.FAILED:
            return

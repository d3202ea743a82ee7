"""How fast direct messages go out, so that Discord does not take us for a nuisance."""

import time
from collections.abc import Callable

A_MINUTE = 60
"""Direct messages a minute from one process, in the long run."""

AT_ONCE = 10
"""How many may follow each other after a quiet time."""


class Pace:
    """Room for messages, which fills up with time; `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._room = float(AT_ONCE)
        self._checked_at = clock()

    def allows(self) -> bool:
        """Tell whether a message may go out now."""
        now = self._clock()
        self._room = min(AT_ONCE, self._room + (now - self._checked_at) * A_MINUTE / 60)
        self._checked_at = now
        return self._room >= 1

    def spend(self) -> None:
        """Note that one went out."""
        self._room -= 1

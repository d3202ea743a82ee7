"""Faults on demand: what goes wrong with which of the bot's requests."""

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass
class Fault:
    """What goes wrong with requests that match, so many `times`."""

    method: str
    pattern: str
    times: int
    status: int | None = None
    # Discord's own number for what went wrong.
    code: int = 0
    retry_after: float = 1.0
    is_global: bool = False
    # The request is carried out all the same; only its answer is bad.
    carried_out: bool = False
    # The connection breaks instead of an answer.
    drop: bool = False
    # The answer comes this many seconds late.
    delay: float = 0.0

    def matches(self, method: str, path: str) -> bool:
        """Whether a request matches; * matches any part of the path."""
        return self.times > 0 and self.method in ("*", method) and fnmatchcase(path, self.pattern)


class Faults:
    """The faults that have not happened yet."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Add a fault."""
        self._waiting.append(fault)

    @property
    def count(self) -> int:
        """How many requests are yet to fail."""
        return sum(fault.times for fault in self._waiting)

    def take(self, method: str, path: str) -> Fault | None:
        """Return the fault for a request, and count it."""
        for fault in self._waiting:
            if fault.matches(method, path):
                fault.times -= 1
                return fault
        return None

    def clear(self) -> None:
        """Remove all faults."""
        self._waiting.clear()

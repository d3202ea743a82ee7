"""What waits for the one thread that writes to SQLite, and who is next.

People wait for what they asked for; nobody waits for background work. So people's jobs go first,
in commits of their own. Background work gets a turn after each of those: one job while people
wait, so that they wait for one at the most, and as many as fit where nobody does.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from db.session import Session

BATCH = 64
"""How many jobs share a commit at the most."""

REST_SECONDS = 5.0
"""After how long without a job the thread that writes is at rest."""


@dataclass
class Job:
    """A use case that was handed in, and its outcome.

    Jobs that have the same `alike` may be done at once, with a list of their requests.
    """

    use_case: Callable[[Session], Any]
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[Any]"
    for_people: bool = True
    alike: Hashable = None
    request: Any = None
    result: object = None
    error: BaseException | None = None

    def answer_caller(self) -> None:
        """Answer the caller, in its own thread; one that went away hears nothing."""
        if self.answer.done():
            return
        if isinstance(self.error, StopIteration):  # which a future does not take
            self.answer.set_exception(RuntimeError("a use case raised StopIteration"))
        elif self.error is not None:
            self.answer.set_exception(self.error)
        else:
            self.answer.set_result(self.result)


class Jobs:
    """Two queues: people's jobs, and background work."""

    def __init__(self) -> None:
        self._people: deque[Job] = deque()
        self._background: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._people_were_last = False

    def _anything(self) -> bool:
        return bool(self._people or self._background or self._closed)

    def put(self, job: Job) -> None:
        """Hand in a job."""
        with self._changed:
            (self._people if job.for_people else self._background).append(job)
            self._changed.notify()

    def put_back(self, jobs: Iterable[Job]) -> None:
        """Hand in background work again that was taken and not begun; it keeps its place."""
        with self._changed:
            self._background.extendleft(reversed(list(jobs)))

    def close(self) -> None:
        """Say that nothing more comes."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    @property
    def people_wait(self) -> bool:
        """Whether somebody waits whose job has not been taken."""
        return bool(self._people)

    def take(self, at_rest: Callable[[], None]) -> list[Job]:
        """Wait for jobs, and return those that are to share the next commit; none at the end.

        `at_rest` is called once if nothing came for a while.
        """
        with self._changed:
            rests = not self._changed.wait_for(self._anything, REST_SECONDS)
        if rests:
            at_rest()
        with self._changed:
            self._changed.wait_for(self._anything)
            turn = bool(self._background) and (self._people_were_last or not self._people)
            self._people_were_last = not turn
            source = self._background if turn else self._people
            most = 1 if turn and self._people else BATCH
            return [source.popleft() for _ in range(min(most, len(source)))]

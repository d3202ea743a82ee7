"""How the time of a piece of work grows with its input, by the processor time of this thread."""

import time
from collections.abc import Callable

LINEAR = 2.3
"""What twice the input may cost at the most, as a multiple: twice, and a little for noise."""

_TRIES = 5  # the quickest counts: whatever else the machine does only ever makes it slower


def growth(what: str, work: Callable[[int], object], size: int) -> float:
    """Time `work` for `size` and for twice as much, print both, and return their ratio.

    `work(n)` takes n units of input, which are best made beforehand.
    """
    once, twice = _least(work, size), _least(work, 2 * size)
    ratio = twice / once
    line = f"{size:,}: {once * 1000:.1f} ms; {2 * size:,}: {twice * 1000:.1f} ms; {ratio:.2f}×"
    print(f"\n{what}: {line}")  # noqa: T201  # a measurement is there to be read
    return ratio


def _least(work: Callable[[int], object], size: int) -> float:
    """Return the least processor time of a few tries, in seconds."""
    return min(_timed(work, size) for _ in range(_TRIES))


def _timed(work: Callable[[int], object], size: int) -> float:
    start = time.thread_time()
    work(size)
    return time.thread_time() - start

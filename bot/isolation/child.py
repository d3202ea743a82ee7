"""The other process: `python -m bot.isolation.child MODULE SECONDS BYTES`.

It limits itself, says that it is ready, reads its work from standard input, and writes what
`MODULE.work` makes of it to standard output.
"""

import contextlib
import importlib
import resource
import sys

READY = b"\n"
"""What it says first; its time counts from there."""

OUT_OF_MEMORY = 3
"""The exit code of one that met the limit of its memory."""


def _limit(kind: int, most: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of address space
        resource.setrlimit(kind, (most, most))


def main(module: str, seconds: int, memory: int) -> int:
    """Do one piece of work; return the exit code."""
    work = importlib.import_module(module).work
    _limit(resource.RLIMIT_AS, memory)
    # Whoever started us waits by the clock; this one holds if they have been killed meanwhile.
    _limit(resource.RLIMIT_CPU, seconds + 1)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    out = sys.stdout.buffer
    out.write(READY)
    out.flush()
    try:
        out.write(work(sys.stdin.buffer.read()))
        out.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))

"""The other process: `python -m bot.isolation.child MODULE SECONDS BYTES [warm]`.

It limits itself, says that it is ready, reads its work from standard input, and writes what
`MODULE.work` makes of it to standard output. One that is `warm` does so for one piece after the
other, each with its length before it, until its input ends.
"""

import contextlib
import importlib
import resource
import struct
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO

READY = b"\n"
"""What it says first; its time counts from there."""

OUT_OF_MEMORY = 3
"""The exit code of one that met the limit of its memory."""

LENGTH = struct.Struct(">I")
"""How many bytes follow; in an answer after `DONE` or `FAILED`."""

DONE, FAILED = b"+", b"-"
"""Whether an answer is what was asked for, or else says what went wrong and where."""

WARM = "warm"


def _limit(kind: int, most: int, *, for_good: bool = True) -> None:
    with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of address space
        resource.setrlimit(kind, (most, most if for_good else resource.getrlimit(kind)[1]))


def main(module: str, seconds: int, memory: int, *, warm: bool) -> int:
    """Do one piece of work, or one after the other; return the exit code."""
    work = importlib.import_module(module).work
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    source, out = sys.stdin.buffer, sys.stdout.buffer
    out.write(READY)
    out.flush()
    try:
        if warm:
            _serve(work, source, out, seconds)
        else:
            # Whoever started us waits by the clock; this holds if they have been killed meanwhile.
            _limit(resource.RLIMIT_CPU, seconds + 1)
            out.write(work(source.read()))
            out.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _serve(work: Callable[[bytes], bytes], source: BinaryIO, out: BinaryIO, seconds: int) -> None:
    while head := source.read(LENGTH.size):
        (length,) = LENGTH.unpack(head)
        data = source.read(length)
        used = resource.getrusage(resource.RUSAGE_SELF)
        already = int(used.ru_utime + used.ru_stime)
        _limit(resource.RLIMIT_CPU, already + seconds + 1, for_good=False)
        try:
            kind, answer = DONE, work(data)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  # whoever asked is told, and asks something else
            kind, answer = FAILED, _place(error).encode()
        out.write(kind + LENGTH.pack(len(answer)) + answer)
        out.flush()


def _place(error: Exception) -> str:
    """Return what went wrong and where, without a word of what was worked on."""
    *_, last = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {last.filename.rpartition('/')[2]}:{last.lineno}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), warm=WARM in sys.argv[4:]))

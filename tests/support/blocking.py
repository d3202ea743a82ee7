"""Sees whether anything keeps an event loop from its other work.

Two kinds of fault are looked for in the thread of the loop:

- one callback uses the processor for too long. Measured is the thread's own processor time, less
  what collecting garbage took, so a machine that is busy with other work changes nothing;
- the program's own code opens files, looks up hosts or connects there, or opens SQLite (whose
  connections refuse by themselves to be used in a thread that did not open them).
"""

import asyncio
import gc
import linecache
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 0.1
"""Processor time that one callback may use, in seconds."""

LOOKS_EVERY = 0.01
"""How often a long callback is looked at, in seconds of the wall clock."""

# Audit events of the interpreter (see the library reference, "Audit events table").
_WAITING = frozenset(
    {
        "open",
        "os.listdir",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.scandir",
        "os.truncate",
        "shutil.copyfile",
        "shutil.move",
        "shutil.rmtree",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "sqlite3.connect",
        "tempfile.mkdtemp",
        "tempfile.mkstemp",
    }
)

_TESTS = f"{ROOT / 'tests'}/"
# What is read once for the whole life of the program (modules, the lines of a traceback), and how
# asyncio itself starts a process.
_EXEMPT = frozenset(
    {
        "<frozen importlib._bootstrap>",
        "<frozen importlib._bootstrap_external>",
        linecache.__file__,
        subprocess.__file__,
    }
)

Ours = Callable[[str], bool]


def of_the_program(file: str) -> bool:
    """Return whether a source file is part of what runs on somebody's server."""
    for folder in ("bot", "cogs", "db"):
        if file.startswith(f"{ROOT / folder}/"):
            return not file.startswith((f"{ROOT}/bot/localdiscord/", f"{ROOT}/bot/demo/"))
    return False


class BlockedLoop:
    """Collects what kept the running loop from its other work, in `found`, as one line each."""

    def __init__(self, ours: Ours = of_the_program, most: float = MOST_SECONDS) -> None:
        self.found: list[str] = []
        self.longest = (0.0, "")  # seconds of processor time, and where
        self._ours = ours
        self._most = most
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._collecting = 0.0
        self._collection_began = 0.0
        self._at_work = False
        self._seen: dict[str, None] = {}  # places in the order in which they were seen
        self._over = threading.Event()
        self._active = False

    @contextmanager
    def watching(self) -> Iterator["BlockedLoop"]:
        """Look on until the block ends."""
        every_handle: Any = asyncio.Handle
        run = every_handle._run

        def timed(handle: Any) -> None:
            if handle._loop is self._loop:
                self._time(handle, run)
            else:
                run(handle)

        sys.addaudithook(self._heard)  # it can never be taken away again, so it looks at `_active`
        gc.callbacks.append(self._collected)
        every_handle._run = timed
        self._active = True
        looking = threading.Thread(target=self._watch, name="blocked-loop", daemon=True)
        looking.start()
        try:
            yield self
        finally:
            self._active = False
            every_handle._run = run
            gc.callbacks.remove(self._collected)
            self._over.set()
            looking.join()

    def _time(self, handle: Any, run: Callable[[Any], None]) -> None:
        self._seen.clear()
        collected, began = self._collecting, time.thread_time()
        self._at_work = True
        try:
            run(handle)
        finally:
            self._at_work = False
            used = time.thread_time() - began - (self._collecting - collected)
            if used > self.longest[0] or used > self._most:
                self._note(used)

    def _note(self, used: float) -> None:
        """Note a long callback, if the program's own code was seen in it."""
        if not self._seen:
            return
        places = ", ".join(self._seen)
        self.longest = max(self.longest, (used, places))
        if used > self._most:
            self._find(f"{used * 1000:.0f} ms of processor time in {places}")

    def _watch(self) -> None:
        """Look now and then at what the loop is doing; from a thread of its own."""
        while not self._over.wait(LOOKS_EVERY):
            frame = sys._current_frames().get(self._thread)
            if self._at_work and (place := self._place(frame)) is not None:
                self._seen[place] = None

    def _place(self, frame: FrameType | None) -> str | None:
        """Return the innermost place of the project, if it is our code and no test called it."""
        place: str | None = None
        while frame is not None and frame.f_code is not BlockedLoop._time.__code__:
            file = frame.f_code.co_filename
            if file in _EXEMPT or (file.startswith(_TESTS) and file != __file__):
                return None
            if place is None and file.startswith(str(ROOT)) and file != __file__:
                if not self._ours(file):
                    return None
                place = f"{Path(file).relative_to(ROOT)}:{frame.f_lineno}"
            frame = frame.f_back
        return place

    def _collected(self, phase: str, _: dict[str, int]) -> None:
        if threading.get_ident() != self._thread:
            return
        if phase == "start":
            self._collection_began = time.thread_time()
        else:
            self._collecting += time.thread_time() - self._collection_began

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note a call that waits for something outside; the interpreter tells of it."""
        if not self._active or event not in _WAITING or not self._at_work:
            return
        if threading.get_ident() != self._thread:
            return
        if event == "socket.connect" and not arguments[0].getblocking():
            return
        if (place := self._place(sys._getframe(1))) is not None:
            self._find(f"{event} in {place}")

    def _find(self, line: str) -> None:
        if line not in self.found:
            self.found.append(line)

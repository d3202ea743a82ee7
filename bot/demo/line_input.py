"""Reading lines from the terminal while the event loop runs."""

import asyncio
import contextlib
import sys
import threading
from collections.abc import Iterator

with contextlib.suppress(ImportError):
    import readline  # noqa: F401  (gives input() its history and its arrow keys)


async def read_line(prompt: str) -> str | None:
    """Return the next line, or None at the end of the input."""
    loop = asyncio.get_running_loop()
    line: asyncio.Future[str | None] = loop.create_future()

    def resolve(text: str | None) -> None:
        if not line.done():
            line.set_result(text)

    def read() -> None:
        try:
            text = input(prompt)
        except (EOFError, UnicodeDecodeError):
            text = None
        if text is not None and not sys.stdin.isatty():
            sys.stdout.write(f"{text}\n")  # a terminal has shown it already
            sys.stdout.flush()
        with contextlib.suppress(RuntimeError):  # the demo has stopped meanwhile
            loop.call_soon_threadsafe(resolve, text)

    # A thread of the loop's own pool would keep Ctrl-C waiting until the line is finished.
    threading.Thread(target=read, daemon=True).start()
    return await line


@contextlib.contextmanager
def terminal_restored() -> Iterator[None]:
    """Restore the terminal's settings at the end, though a line may still be being read."""
    if not sys.stdin.isatty():
        yield
        return
    import termios

    found = termios.tcgetattr(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, found)

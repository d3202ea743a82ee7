"""What Python says by itself of errors that nobody handled, in the discreet words of our log.

Its own words quote whatever the error was about: what somebody wrote, a statement with its values.
"""

import logging
import re
import sys
import threading
import warnings
from types import TracebackType
from typing import TextIO

import structlog

_ASYNCIO = (
    "Task exception was never retrieved",
    "Future exception was never retrieved",
    "Task was destroyed but it is pending!",
    "Exception in callback",
    "socket.accept() out of system resource",
    "Fatal error on transport",
)
"""How messages of asyncio begin; what comes behind quotes tasks with all that they hold."""

_WHERE = re.compile(r"(?:coro=<|callback )((?:\w|\.|<locals>|<lambda>)+)")

log = structlog.get_logger(__name__)


def take_over() -> None:
    """Let all of them go through our log."""
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread
    warnings.showwarning = _warning
    logging.raiseExceptions = False  # a line that cannot be written would be quoted with its values
    logger = logging.getLogger("asyncio")
    for known in [known for known in logger.filters if isinstance(known, _Discreet)]:
        logger.removeFilter(known)
    logger.addFilter(_Discreet())


class _Discreet(logging.Filter):
    """Leaves of a message of asyncio's what it is about, and where: its exception says the rest.

    Its loops report here whatever handler they have, and so does what it logs besides.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        where = _WHERE.search(message)
        kind = next((begin for begin in _ASYNCIO if message.startswith(begin)), "asyncio.remark")
        record.msg, record.args = f"{kind} ({where[1]})" if where else kind, ()
        return True


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("program.failed", exc_info=(kind, error, trace))


def _unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    where = getattr(unraisable.object, "__qualname__", type(unraisable.object).__qualname__)
    log.error("program.unraisable", where=where, exc_info=unraisable.exc_value)


def _in_thread(failure: threading.ExceptHookArgs) -> None:
    if failure.exc_type is not SystemExit:
        name = failure.thread.name if failure.thread else None
        log.error("thread.failed", thread=name, exc_info=failure.exc_value)


def _warning(
    message: Warning | str,  # noqa: ARG001  # it may quote what it is about
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    log.warning("program.warning", kind=category.__name__, where=f"{filename}:{lineno}")

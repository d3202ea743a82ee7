"""Structured logs: one event a line, for people or for machines.

Callers pass ids, counts and kinds; never a code, a token or what somebody wrote. The words of an
error may quote what it was about, so they are shown only for kinds that speak of the program.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Literal

import structlog

from bot.runtime import uncaught

SPEAKS_OF_THE_PROGRAM = (TypeError, AttributeError, NameError, ImportError, AssertionError)

_AT_LEAST = {
    "alembic": logging.WARNING,  # below, it tells of every look at the schema
    "aiosqlite": logging.INFO,  # below, they show values of statements and whole messages
    "discord": logging.INFO,
    "apscheduler": logging.WARNING,  # below, it tells of every job
}


def set_up(level: str, form: Literal["console", "json"]) -> None:
    """Send our own events and those of the libraries through the same processors."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        discreet_errors,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    show: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, show],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name, least in _AT_LEAST.items():
        logging.getLogger(name).setLevel(max(least, root.level))
    uncaught.take_over()


def discreet_errors(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Replace an exception by where it arose and of which kind it is, without its values."""
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["exception"] = "\n".join(_story(error))
    return event


def _story(error: BaseException) -> Iterator[str]:
    """Tell of an error and of those that led to it, the first one first."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _story(earlier)
        yield "which led to:"
    yield from _frames(error.__traceback__)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    yield f"{kind}: {error}" if isinstance(error, SPEAKS_OF_THE_PROGRAM) else kind


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"

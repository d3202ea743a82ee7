"""Logs: one line an event, and never a value that an error quotes."""

import asyncio
import gc
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot.runtime import logs, uncaught


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is logged as JSON."""
    root = logging.getLogger()
    before = root.handlers, root.level
    logs.set_up("INFO", "json")
    out = io.StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(out)
    yield out
    root.handlers, level = before[0], before[1]
    root.setLevel(level)


def fail() -> None:
    """Fail as code does that quotes what it was given."""
    try:
        int("SECRET-CODE")
    except ValueError as error:
        raise LookupError("SECRET-CODE is not there") from error


def test_an_error_tells_where_and_what_kind_but_not_about_what(written: io.StringIO) -> None:
    secret = "SECRET-CODE"
    try:
        fail()
    except LookupError as error:
        structlog.get_logger("ours").error("went.wrong", exc_info=error, reference="ABC")
        logging.getLogger("theirs").exception("failed")
    ours, theirs = map(json.loads, written.getvalue().splitlines())
    assert ours["event"] == "went.wrong"
    assert ours["reference"] == "ABC"
    for line in (ours, theirs):
        assert "test_logs.py" in line["exception"]
        assert "builtins.ValueError" in line["exception"]
        assert "builtins.LookupError" in line["exception"]
    assert secret not in written.getvalue()


def test_mistakes_of_the_program_keep_their_words(written: io.StringIO) -> None:
    structlog.get_logger().error("went.wrong", exc_info=TypeError("missing argument 'page'"))
    assert "missing argument" in written.getvalue()


@pytest.mark.parametrize("library", ["discord.gateway", "discord.http", "aiosqlite"])
def test_libraries_do_not_spell_out_what_passes_through_them(library: str) -> None:
    root = logging.getLogger()
    before = root.handlers, root.level
    logs.set_up("DEBUG", "console")
    assert not logging.getLogger(library).isEnabledFor(logging.DEBUG)
    assert logging.getLogger("bot").isEnabledFor(logging.DEBUG)
    root.handlers = before[0]
    root.setLevel(before[1])


SECRET = "SECRET-CODE"


class Quoting:
    """Something that fails where nobody can take it up, and quotes what it knows."""

    def __repr__(self) -> str:
        return SECRET

    def __del__(self) -> None:
        raise LookupError(SECRET)


async def failing(_: object) -> None:
    raise LookupError(SECRET)


def never_awaited_by_anybody() -> None:
    async def main() -> None:
        task = asyncio.create_task(failing(Quoting))
        await asyncio.wait([task])
        del task
        gc.collect()

    asyncio.run(main())


def in_a_callback() -> None:
    async def main() -> None:
        def fail(_: str) -> None:
            raise LookupError(SECRET)

        asyncio.get_running_loop().call_soon(fail, SECRET)
        await asyncio.sleep(0)

    asyncio.run(main())


def in_a_thread() -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def in_a_destructor() -> None:
    Quoting()
    gc.collect()


def by_a_warning() -> None:
    warnings.warn(f"{SECRET} was never closed", ResourceWarning, stacklevel=1)


def at_the_very_top() -> None:
    try:
        fail()
    except LookupError as error:
        sys.excepthook(LookupError, error, error.__traceback__)


def in_a_line_that_cannot_be_written() -> None:
    logging.getLogger("theirs").warning("%d codes", SECRET)


@pytest.mark.parametrize(
    ("cause", "event"),
    [
        (never_awaited_by_anybody, "Task exception was never retrieved (failing)"),
        (in_a_callback, "Exception in callback (in_a_callback.<locals>.main.<locals>.fail)"),
        (in_a_thread, "thread.failed"),
        (in_a_destructor, "program.unraisable"),
        (by_a_warning, "program.warning"),
        (at_the_very_top, "program.failed"),
        (in_a_line_that_cannot_be_written, None),
    ],
)
def test_what_python_says_by_itself_quotes_nothing(
    written: io.StringIO,
    capfd: pytest.CaptureFixture[str],
    cause: Callable[[], None],
    event: str | None,
) -> None:
    """Proven: without taking it over, each of these stands on standard error as it was raised."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        uncaught.take_over()
        cause()
    told = map(json.loads, written.getvalue().splitlines())
    # A bot of another test may complain that a loaded machine keeps it waiting.
    lines = [line for line in told if not line["logger"].startswith("discord")]
    assert [line["event"] for line in lines] == ([] if event is None else [event])
    if event not in {None, "program.warning"}:
        assert "builtins.LookupError" in lines[0]["exception"]
    out = capfd.readouterr()
    assert SECRET not in written.getvalue() + out.out + out.err

"""Logs: one line an event, and never a value that an error quotes."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs


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
    structlog.reset_defaults()


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
    structlog.reset_defaults()

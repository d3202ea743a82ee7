"""Events that the client library cannot parse are left out.

An error in one of its parsers would end the connection, and with it the program, for all servers.
Discord adds and changes fields as it likes, so there will always be such an event one day.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import structlog

from bot.runtime.repeats import Repeats

Parser = Callable[[object], object]
Missed = Callable[[int, str], object]

ABOUT_A_SERVER = ("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE")
"""Events whose `id` is a server's; others name it in `guild_id`."""

log = structlog.get_logger(__name__)


def skip_unparsable(parsers: dict[str, Any], missed: Missed) -> None:
    """Let parsers fail alone.

    `missed` is called with the server of what could not be read, and the name of the event. Only
    that name and the kind of error are logged, never what was in it.
    """
    repeats = Repeats()
    for event, parser in parsers.items():
        parsers[event] = partial(_attempt, parser, event, missed, repeats)


def _attempt(parser: Parser, event: str, missed: Missed, repeats: Repeats, data: object) -> None:
    try:
        parser(data)
    except Exception as error:  # noqa: BLE001  # told with its kind, whatever it is
        repeats.say(partial(log.error, exc_info=error), "discord.unreadable", name=event)
        server = _server(event, data)
        if server is not None:
            missed(server, event)


def _server(event: str, data: object) -> int | None:
    """Return the server that an event is about, as far as that can be read."""
    try:
        assert isinstance(data, dict)
        return int(data["id" if event in ABOUT_A_SERVER else "guild_id"])
    except (AssertionError, KeyError, TypeError, ValueError, OverflowError):
        return None

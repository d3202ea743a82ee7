"""What was said on the local Discord during a test, to be read when the test fails."""

import json
import re
from typing import Any

from bot.localdiscord import LocalDiscord

MOST = 100
"""Lines of either kind that a failed test shows, the last ones."""

_TOKEN = re.compile(r"(/(?:interactions|webhooks)/\d+/)[\w-]+")


class Conversation:
    """Keeps one line for each event, from one test to the next."""

    def __init__(self, discord: LocalDiscord) -> None:
        self._discord = discord
        self._lines: list[str] = []
        discord.on_event(lambda event: self._lines.append(line(event)))

    def clear(self) -> None:
        """Forget what was said: another test begins."""
        self._lines.clear()

    def sections(self) -> list[tuple[str, str]]:
        """Return the conversation and the bot's requests, each with its title, as text."""
        requests = [_TOKEN.sub(r"\1TOKEN", str(request)) for request in self._discord.requests]
        return [
            ("conversation", "\n".join(self._lines[-MOST:])),
            ("requests of the bot", "\n".join(requests[-MOST:])),
        ]


def line(event: dict[str, Any]) -> str:
    """Return an event as one line; a message's text keeps its own lines."""
    kind = event["event"]
    if "text" in (message := event.get("message") or {}):
        where = f"#{message['channel']['name']}"
        if message["ephemeral"]:
            where += f", only for {message['seen_only_by']['name']}"
        buttons = "".join(f" [{label}]" for label in message["buttons"])
        return f"{kind} {where}, {message['author']['name']}: {message['text']}{buttons}"
    if kind == "interaction":
        data = json.dumps(event["data"], ensure_ascii=False)
        return f"{event['user']['name']} {event['kind']}: {data}"
    rest = (f"{key}={_named(value)}" for key, value in event.items() if key != "event")
    return " ".join([kind, *rest])


def _named(value: Any) -> Any:
    return value.get("name", value) if isinstance(value, dict) else value

"""Observers: callbacks that receive what happens as plain dictionaries."""

from collections.abc import Callable

from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.scheduled_event import ScheduledEvent
from bot.localdiscord.model.user import User
from bot.localdiscord.wire import Json


class Observers:
    """Passes events to callbacks."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[Json], None]] = []

    def add(self, callback: Callable[[Json], None]) -> None:
        """Call this with every event from now on."""
        self._callbacks.append(callback)

    def emit(self, kind: str, details: dict[str, object]) -> None:
        """Send one event: {"event": kind, ...}, with the details as JSON can hold them."""
        if not self._callbacks:
            return
        event: Json = {"event": kind} | {key: plain(value) for key, value in details.items()}
        for callback in list(self._callbacks):
            callback(event)


def plain(value: object) -> object:
    """Return a value as JSON can hold it: members, channels and the like by id and name."""
    if isinstance(value, Message):
        return {
            "id": str(value.id),
            "author": plain(value.author),
            "channel": plain(value.channel),
            "community": plain(value.channel.community),
            "text": value.text,
            "ephemeral": value.ephemeral,
            "seen_only_by": plain(value.seen_only_by or value.channel.recipient),
            "buttons": value.buttons,
            "message": value.to_wire(),
        }
    if isinstance(value, User | Member):
        return {"id": str(value.id), "name": value.name, "bot": value.user.bot}
    if isinstance(value, Channel | Community | ScheduledEvent):
        return {"id": str(value.id), "name": value.name}
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)

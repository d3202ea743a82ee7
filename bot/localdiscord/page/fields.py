"""Reading the fields of what a window sends; whatever is not as it should be is refused."""

from __future__ import annotations

from bot.localdiscord.errors import LocalDiscordError
from bot.localdiscord.wire import Json, JsonValue

LONGEST_ID = 20
LONGEST_TEXT = 6000


class BadRequest(LocalDiscordError):
    """The window sent something that the page does not send."""


class NoSuch(LocalDiscordError):
    """What is named is not there, or the person does not see it."""


class TooLarge(LocalDiscordError):
    """Something is larger than it may be."""


class Fields:
    """The fields of one request."""

    def __init__(self, data: Json) -> None:
        self._data = data

    @property
    def data(self) -> JsonValue:
        """What an extension's module sent, as it is."""
        return self._data.get("data")

    def __contains__(self, name: str) -> bool:
        return self._data.get(name) is not None

    def text(self, name: str, *, most: int = LONGEST_TEXT, least: int = 1) -> str:
        """Return a text of `least` to `most` characters."""
        value = self._data.get(name, "")
        if not isinstance(value, str) or len(value) < least:
            raise BadRequest(f"{name} is missing")
        if len(value) > most:
            raise TooLarge(f"{name} takes at most {most} characters", "too-long", most=most)
        return value

    def id(self, name: str) -> int:
        """Return an id."""
        return as_id(self._data.get(name), name)

    def id_or_none(self, name: str) -> int | None:
        """Return an id, or None where there is none."""
        return self.id(name) if name in self else None

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self._data.get(name)
        if not isinstance(value, bool):
            raise BadRequest(f"{name} is true or false")
        return value

    def number(self, name: str, default: int, *, most: int) -> int:
        """Return a whole number from 1 to `most`."""
        value = self._data.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise BadRequest(f"{name} is a number")
        return min(value, most)

    def texts(self, name: str, *, most: int) -> list[str]:
        """Return a list of texts, empty where there is none."""
        values = self._data.get(name) or []
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise BadRequest(f"{name} is a list of texts")
        if len(values) > most:
            raise TooLarge(f"{name} takes at most {most}")
        return values

    def mapping(self, name: str, *, most: int = 50) -> Json:
        """Return an object, empty where there is none."""
        value = self._data.get(name) or {}
        if not isinstance(value, dict):
            raise BadRequest(f"{name} is an object")
        if len(value) > most:
            raise TooLarge(f"{name} takes at most {most} fields")
        return value


def as_id(value: JsonValue, name: str) -> int:
    """Return an id from its digits."""
    if not isinstance(value, str) or not value.isdecimal() or len(value) > LONGEST_ID:
        raise BadRequest(f"{name} is an id")
    return int(value)

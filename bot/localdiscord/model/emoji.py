"""Emojis of communities.

https://docs.discord.com/developers/resources/emoji
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.localdiscord.wire import Json


@dataclass(frozen=True)
class Emoji:
    """An emoji that a community has added; its picture is served below `path`."""

    id: int
    name: str

    def __str__(self) -> str:
        return f"<:{self.name}:{self.id}>"

    @property
    def path(self) -> str:
        """Where its picture is, but for the ending."""
        return f"emojis/{self.id}"

    def to_wire(self) -> Json:
        """Return the emoji as Discord describes it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "roles": [],
            "require_colons": True,
            "managed": False,
            "animated": False,
            "available": True,
        }

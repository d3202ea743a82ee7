"""Users: accounts, whatever communities they are in."""

from __future__ import annotations

import re

from bot.localdiscord.wire import Json

DEFAULT_PICTURES = 6


class User:
    """An account."""

    def __init__(
        self, user_id: int, name: str, *, bot: bool = False, locale: str = "en-US"
    ) -> None:
        self.id = user_id
        self.name = name
        self.bot = bot
        self.locale = locale
        self.direct_messages_closed = False
        self.avatar: str | None = None  # the hash of a picture

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    @property
    def user(self) -> User:
        """The account itself, so that members and users can be treated alike."""
        return self

    @property
    def mention(self) -> str:
        """How the user is mentioned in a text."""
        return f"<@{self.id}>"

    @property
    def picture_path(self) -> str:
        """Where the picture is, but for the ending; one of the plain ones if there is no own."""
        if self.avatar is None:
            return f"embed/avatars/{(self.id >> 22) % DEFAULT_PICTURES}"
        return f"avatars/{self.id}/{self.avatar}"

    def to_wire(self) -> Json:
        """Return the user as Discord describes it."""
        return {
            "id": str(self.id),
            "username": self.name if self.bot else _username(self.name),
            "discriminator": "0",
            "global_name": None if self.bot else self.name,
            "avatar": self.avatar,
            "banner": None,
            "accent_color": None,
            "bot": self.bot,
            "system": False,
            "public_flags": 0,
            "flags": 0,
            "avatar_decoration_data": None,
            "collectibles": None,
            "primary_guild": None,
        }


def _username(name: str) -> str:
    """Return a unique name as people choose it today; bots have kept theirs, with capitals."""
    return re.sub(r"[^a-z0-9_.]+", "_", name.lower()) or "user"

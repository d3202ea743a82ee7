"""Roles, and @everyone.

https://docs.discord.com/developers/topics/permissions#role-object
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import Intent, Json

if TYPE_CHECKING:
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.model.user import User


class EveryoneType:
    """Stands for the role that every member has."""

    def __repr__(self) -> str:
        return "Everyone"


Everyone: Final = EveryoneType()


class Role:
    """A role of a community."""

    def __init__(
        self,
        community: Community,
        role_id: int,
        name: str,
        permissions: int,
        *,
        bot: User | None = None,
        listing_id: int | None = None,
    ) -> None:
        self.community = community
        self.id = role_id
        self.name = name
        self.bot = bot  # the bot whose managed role it is
        self.listing_id = listing_id  # of the subscription that sells it
        self.colour = 0
        self.hoist = False
        self.mentionable = False
        self._permissions = Permissions(permissions)

    def __repr__(self) -> str:
        return f"<Role {self.name}>"

    @property
    def managed(self) -> bool:
        """Whether only Discord adds it to members and removes it."""
        return self.bot is not None or self.listing_id is not None

    @property
    def permissions(self) -> Permissions:
        """The permissions that the role grants."""
        return self._permissions

    @permissions.setter
    def permissions(self, permissions: int) -> None:
        self._permissions = Permissions(permissions)
        self.dispatch_update()
        self.community.sync_threads()

    @property
    def position(self) -> int:
        """Its place in the hierarchy; that of @everyone is 0."""
        return self.community.roles.index(self)

    @property
    def mention(self) -> str:
        """How the role is mentioned in a text."""
        return f"<@&{self.id}>"

    async def move(self, position: int) -> None:
        """Move it in the hierarchy (1 is just above @everyone)."""
        self.community.move_role(self, position)
        await self.community.world.flush()

    async def delete(self) -> None:
        """Delete it; members lose it."""
        self.community.remove_role(self)
        await self.community.world.flush()

    def apply_appearance(self, body: Json) -> None:
        """Change colour, hoist and mentionable as a request says."""
        colours = body.get("colors") or {}
        self.colour = int(colours.get("primary_color") or body.get("color") or self.colour)
        self.hoist = bool(body.get("hoist", self.hoist))
        self.mentionable = bool(body.get("mentionable", self.mentionable))

    def dispatch_update(self) -> None:
        """Dispatch the role as it is now."""
        data = {"guild_id": str(self.community.id), "role": self.to_wire()}
        self.community.world.dispatch("GUILD_ROLE_UPDATE", data, Intent.GUILDS, self.community)

    def to_wire(self) -> Json:
        """Return the role as Discord describes it."""
        wire: Json = {
            "id": str(self.id),
            "name": self.name,
            "color": self.colour,
            "colors": {
                "primary_color": self.colour,
                "secondary_color": None,
                "tertiary_color": None,
            },
            "hoist": self.hoist,
            "icon": None,
            "unicode_emoji": None,
            "position": self.position,
            "permissions": str(int(self.permissions)),
            "managed": self.managed,
            "mentionable": self.mentionable,
            "flags": 0,
        }
        if self.bot is not None:
            wire["tags"] = {"bot_id": str(self.bot.id)}
        if self.listing_id is not None:
            listing = str(self.listing_id)
            wire["tags"] = {"subscription_listing_id": listing, "available_for_purchase": None}
        return wire

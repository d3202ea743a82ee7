"""Avatars, icons of communities, emojis: each change dispatches the event that Discord sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.localdiscord.model.emoji import Emoji
from bot.localdiscord.model.files import picture_hash
from bot.localdiscord.wire import Intent, Json

if TYPE_CHECKING:
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.model.user import User
    from bot.localdiscord.model.world import World


def set_avatar(world: World, user: User, png: bytes) -> None:
    """Set the picture of a user, in all of their communities."""
    name = picture_hash(png)
    world.cdn.store_picture(f"avatars/{user.id}/{name}", png)
    user.avatar = name
    for community in world.communities.values():
        member = community.member_of(user)
        if member is not None:
            member.dispatch_update()


def set_icon(community: Community, png: bytes) -> None:
    """Set the icon of a community."""
    name = picture_hash(png)
    community.world.cdn.store_picture(f"icons/{community.id}/{name}", png)
    community.icon = name
    community.world.dispatch("GUILD_UPDATE", community.to_wire(), Intent.GUILDS, community)


def add_emoji(community: Community, name: str, png: bytes) -> Emoji:
    """Add an emoji to a community."""
    world = community.world
    emoji = Emoji(world.ids.next(), name)
    world.cdn.store_picture(emoji.path, png)
    community.emojis[emoji.id] = emoji
    every = [one.to_wire() for one in community.emojis.values()]
    data: Json = {"guild_id": str(community.id), "emojis": every}
    world.dispatch("GUILD_EMOJIS_UPDATE", data, Intent.GUILD_EXPRESSIONS, community)
    return emoji

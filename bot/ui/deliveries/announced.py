"""The pictures of what is announced: badges that members earned, and goals that they reached."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.pictures.cards import BadgeCard, CollectionSheet, GoalCard
from bot.services.content import Content
from bot.services.deliveries import preferences
from bot.services.rewards.looks import Look
from bot.texts import t
from bot.ui.core.base import Host
from bot.ui.core.drawn import Drawn, draw
from bot.ui.core.pictures import Pictures, Thumbnails, badge, load_thumbnails, shown
from bot.ui.goals.rings import as_text, reached

NAMES = 4
"""Members whom the picture of a badge names."""


@dataclass(frozen=True)
class Seen:
    """One large picture, or else a small one for each badge that has one."""

    picture: Drawn | None
    small: Pictures


async def show(
    host: Host,
    guild: discord.Guild,
    content: Content,
    heading: str,
    gains: Sequence[tuple[int, Look]],
) -> Seen:
    """Return the pictures of badges; `gains`: who earned which."""
    if not may_attach(guild, content):
        return Seen(None, Pictures())
    looks = list(dict.fromkeys(look for _, look in gains))
    thumbnails = await load_thumbnails(host.db, guild.id, looks)
    if not await host.db.read(preferences.pictures_wanted, guild.id, None):
        return Seen(None, await shown(looks, thumbnails, None, guild.id))
    if len(looks) == 1:
        picture = await _one(host, guild, content, heading, gains, thumbnails)
    else:
        sheet = CollectionSheet(heading, tuple(badge(look, thumbnails) for look in looks))
        about = f"{heading}: {', '.join(look.name for look in looks)}"
        picture = await draw(host.drawing, guild.id, sheet, "badges", about)
    small = Pictures() if picture else await shown(looks, thumbnails, host.drawing, guild.id)
    return Seen(picture, small)


async def small(
    host: Host, guild: discord.Guild, content: Content, looks: Sequence[Look]
) -> Pictures:
    """Return the small pictures of rewards that were uploaded."""
    if not may_attach(guild, content):
        return Pictures()
    return await shown(looks, await load_thumbnails(host.db, guild.id, looks), None, guild.id)


async def _one(
    host: Host,
    guild: discord.Guild,
    content: Content,
    heading: str,
    gains: Sequence[tuple[int, Look]],
    thumbnails: Thumbnails,
) -> Drawn | None:
    """Return the picture of one badge, with who earned it as far as Discord names them."""
    look = gains[0][1]
    named = list(dict.fromkeys(member_id for member_id, _ in gains))
    people = await host.faces.of(guild, named[:NAMES])
    names = tuple(people[one].display_name for one in named if one in people)
    more = None
    if names and len(named) > len(names):
        more = t(content.language, "delivery-badge-more", count=len(named) - len(names))
    card = BadgeCard(heading, badge(look, thumbnails), names, more)
    about = f"{heading}: {look.name}"
    return await draw(host.drawing, guild.id, card, "badge", about)


async def goal(
    host: Host, guild: discord.Guild, content: Content, name: str, reader_id: int | None
) -> Drawn | None:
    """Return the picture of a goal that was completed; `reader_id` None: for everybody."""
    if not may_attach(guild, content):
        return None
    if not await host.db.read(preferences.pictures_wanted, guild.id, reader_id):
        return None
    heading, rings = t(content.language, "goals-reached"), (reached(content.language, name),)
    about = f"{heading}: {as_text(rings)}"
    return await draw(host.drawing, guild.id, GoalCard(heading, rings), "goal", about)


def may_attach(guild: discord.Guild, content: Content) -> bool:
    """Return whether files can go where a delivery goes; in direct messages they always can."""
    if content.channel_id is None:
        return True
    channel = guild.get_channel(content.channel_id)
    return channel is None or channel.permissions_for(guild.me).attach_files

"""How rewards look on a card: uploaded pictures, and badges that are drawn for want of one."""

import asyncio
from collections.abc import Iterable, Mapping

import discord

from bot.pictures.cards import Badge, BadgeImage
from bot.runtime.drawing import Drawing
from bot.services.rewards import images
from bot.services.rewards.looks import Look
from bot.ui.core.base import Interaction, db, host
from bot.ui.core.drawn import wants_pictures
from bot.ui.core.uploads import attach
from db.database import Database

Thumbnails = Mapping[int, bytes]
"""Small pictures, WebP, by their id."""


class Pictures:
    """The small pictures of one card: which files go with it, and where the card finds each."""

    def __init__(self) -> None:
        self.files: list[discord.File] = []
        self._urls: dict[Look, str] = {}

    def add(self, look: Look, content: bytes, name: str) -> None:
        """Attach the picture of what looks so; things that look alike share one."""
        file, self._urls[look] = attach(name, content)
        self.files.append(file)

    def url(self, look: Look) -> str | None:
        """Return the address of a picture on the card; None if there is none."""
        return self._urls.get(look)


async def pictures(
    interaction: Interaction,
    looks: Iterable[Look],
    thumbnails: Thumbnails | None = None,
    *,
    public: bool = False,
) -> Pictures:
    """Return the pictures of rewards; `thumbnails`: the uploaded ones, where they are loaded."""
    community_id = interaction.guild_id or 0
    once_each = dict.fromkeys(looks)
    if thumbnails is None:
        thumbnails = await load_thumbnails(db(interaction), community_id, once_each)
    drawing = None
    if any(look.drawn for look in once_each) and await wants_pictures(interaction, public=public):
        drawing = host(interaction).drawing
    return await shown(once_each, thumbnails, drawing, community_id)


async def shown(
    looks: Iterable[Look], thumbnails: Thumbnails, drawing: Drawing | None, community_id: int
) -> Pictures:
    """Return the pictures of rewards; without a `drawing` the uploaded ones alone."""
    found, to_draw = Pictures(), list[Look]()
    for look in looks:
        if look.image_id is not None and look.image_id in thumbnails:
            found.add(look, thumbnails[look.image_id], f"{look.image_id}.webp")
        elif look.drawn and drawing is not None:
            to_draw.append(look)
    if drawing is not None:
        # All at once: where nothing is drawn, a card of ten waits no longer than a card of one.
        cards = (BadgeImage(badge(look)) for look in to_draw)
        made = await asyncio.gather(*(drawing.picture(card, community_id) for card in cards))
        for number, (look, one) in enumerate(zip(to_draw, made, strict=True)):
            if one is not None:
                found.add(look, one.content, f"badge-{number}.{one.ending}")
    return found


async def load_thumbnails(db: Database, community_id: int, looks: Iterable[Look]) -> Thumbnails:
    """Return the small pictures that were uploaded for rewards."""
    ids = sorted({look.image_id for look in looks if look.image_id is not None})
    return await db.read(images.thumbnails, community_id, ids) if ids else {}


def badge(look: Look, thumbnails: Thumbnails | None = None, *, held: bool = True) -> Badge:
    """Return a badge as it is drawn on a picture."""
    image = (thumbnails or {}).get(look.image_id or 0)
    return Badge(look.name, image, look.colour, str(look.shape), held)

"""Pictures that Laurel draws, as a part of an answer. What they say stands in words beside them."""

from typing import Any, NamedTuple

import discord
from discord.ui import MediaGallery

from bot.pictures.cards import Card as Drawable
from bot.runtime.drawing import Drawing
from bot.services.deliveries import preferences
from bot.ui.core.base import Interaction, db, host
from bot.ui.core.cards import picture
from bot.ui.core.uploads import attach


class Drawn(NamedTuple):
    """A picture: the part of a card that shows it, and the file to send with the card."""

    part: MediaGallery[Any]
    file: discord.File


async def wants_pictures(interaction: Interaction, *, public: bool = False) -> bool:
    """Return whether an answer comes with pictures: whoever reads it wants them, and we may."""
    if interaction.guild_id is None or not interaction.app_permissions.attach_files:
        return False
    key = f"pictures for {'everybody' if public else 'one'}"
    if key not in interaction.extras:  # one answer may ask for each of its parts
        reader = None if public else interaction.user.id
        interaction.extras[key] = await db(interaction).read(
            preferences.pictures_wanted, interaction.guild_id, reader
        )
    wanted: bool = interaction.extras[key]
    return wanted


async def draw(
    drawing: Drawing, community_id: int, what: Drawable, name: str, about: str
) -> Drawn | None:
    """Return a picture with what is on it, in words; None if it does not come: then use a text.

    `name` is that of the file, without its ending: another for each picture of a card.
    """
    made = await drawing.picture(what, community_id)
    if made is None:
        return None
    file, url = attach(f"{name}.{made.ending}", made.content)
    return Drawn(picture(url, about), file)


async def drawn(interaction: Interaction, what: Drawable, name: str, about: str) -> Drawn | None:
    """Return a picture for an answer, as `draw` does; whether one is wanted was asked before."""
    assert interaction.guild_id is not None
    return await draw(host(interaction).drawing, interaction.guild_id, what, name, about)

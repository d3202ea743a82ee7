"""Pictures of rewards, attached to the card that shows them."""

from collections.abc import Iterable

import discord

from bot.services.rewards import images
from bot.ui.core.base import Interaction, db
from bot.ui.core.uploads import attach


class Pictures:
    """The thumbnails of one card: which files go with it, and where the card finds each."""

    def __init__(self, thumbnails: dict[int, bytes]) -> None:
        attached = {
            image_id: attach(f"{image_id}.webp", content)
            for image_id, content in thumbnails.items()
        }
        self.files: list[discord.File] = [file for file, _ in attached.values()]
        self._urls = {image_id: url for image_id, (_, url) in attached.items()}

    def url(self, image_id: int | None) -> str | None:
        """Return the address of a picture on the card; None if there is none."""
        return self._urls.get(image_id) if image_id is not None else None


async def pictures(
    interaction: Interaction, community_id: int, image_ids: Iterable[int | None]
) -> Pictures:
    """Return the thumbnails of rewards, as far as they have any."""
    wanted = sorted({image_id for image_id in image_ids if image_id is not None})
    if not wanted:
        return Pictures({})
    return Pictures(await db(interaction).read(images.thumbnails, community_id, wanted))

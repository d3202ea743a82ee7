"""Files that somebody gave to a command or a form."""

from dataclasses import dataclass

import discord

from bot.services.errors import InvalidInputError
from bot.services.forms import KeptFile
from bot.ui.base import Interaction

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file that waits at Discord; up to `most` bytes of it are wanted."""

    field: str
    name: str
    size: int
    url: str
    most: int

    async def fetch(self, interaction: Interaction) -> KeptFile:
        """Return the file. `InvalidInputError` if it is too large or Discord does not give it."""
        if self.size > self.most:
            raise InvalidInputError(
                self.field, "ui-file-too-large", name=self.name, most=self.most // MEGABYTE
            )
        try:
            content = await interaction.client.http.get_from_cdn(self.url)
        except discord.HTTPException as error:
            raise InvalidInputError(self.field, "ui-file-away", name=self.name) from error
        return KeptFile(self.name, content)


def given(field: str, attachment: discord.Attachment, most: int) -> Upload:
    """Return the file that was given to a command's option of that name."""
    return Upload(field, attachment.filename, attachment.size, attachment.url, most)

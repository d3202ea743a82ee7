"""What members had already when a role got a meaning or became a tier, while somebody waits."""

from contextlib import suppress

from bot.services.members import existing
from bot.ui.core.base import Interaction, db
from db.errors import DatabaseUnavailableError


async def note_existing(interaction: Interaction) -> None:
    """Note it for the community of who is asking. What is left, the scheduler does."""
    with suppress(DatabaseUnavailableError):  # what was decided is decided
        while await db(interaction).work(existing.note, community_id=interaction.guild_id):
            pass

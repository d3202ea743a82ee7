"""/thanks: a few points for somebody who helped."""

import discord
from discord import app_commands

from bot.services.points import thanks
from bot.texts import t
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, as_person, currency, locale, write
from bot.ui.core.cards import GOOD, Card, small


@app_commands.command(name="thanks")
async def thanks_command(interaction: Interaction, member: discord.User) -> None:
    """Thank a member, who then gets a few points."""
    language, key = locale(interaction), f"interaction:{interaction.id}"
    given = await write(interaction, thanks.thank, as_person(member), key=key)
    called = await currency(interaction)
    said = t(language, "thanks-given", member=member.mention, points=given.points, currency=called)
    more = f"{t(language, 'thanks-private')} {t(language, 'thanks-left', left=given.left)}"
    await answer(interaction, Card(said, small(more), colour=GOOD))

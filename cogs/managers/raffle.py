"""/raffle: opening, listing and ending raffles."""

import discord
from discord import app_commands

from bot.services.raffles import listing
from bot.services.raffles.opening import MOST_DAYS, MOST_UNITS
from bot.services.rewards.eligibility import Stage
from bot.ui.core.actions import run
from bot.ui.core.answers import answer
from bot.ui.core.autocomplete import resolve_suggestion
from bot.ui.core.base import Interaction, read
from bot.ui.core.forms import Sent
from bot.ui.core.pages import Page
from bot.ui.raffles import managers
from bot.ui.rewards.lookup import named, rewards_in
from cogs import groups

_ON_OFFER = rewards_in(Stage.ON_OFFER)

Units = app_commands.Range[int, 1, MOST_UNITS]
Days = app_commands.Range[int, 0, MOST_DAYS]
Moment = app_commands.Range[str, 1, 40]
Time = app_commands.Range[str, 1, 20]


@groups.raffle.command(name="create")
@app_commands.autocomplete(reward=_ON_OFFER)
async def create_raffle(
    interaction: Interaction,
    reward: str,
    units: Units,
    until: Moment,
    channel: discord.TextChannel | None = None,
    role: discord.Role | None = None,
    days: Days | None = None,
    accept: Time | None = None,
) -> None:
    """Show a raffle before it is opened."""
    wanted = await named(interaction, reward)
    values = {
        "reward": wanted.reward_id,
        "channel": channel.id if channel else interaction.channel_id,
        "role": role.id if role else None,
        "units": units,
        "until": until,
        "days": days,
        "accept": accept,
    }
    await managers.RaffleForm.take(interaction, Sent(values))


@groups.raffle.command(name="list")
async def list_raffles(interaction: Interaction, page: Page = 1) -> None:
    """List raffles, newest first."""
    await answer(interaction, await managers.list_card(interaction, page))


@groups.raffle.command(name="end")
@app_commands.autocomplete(raffle=managers.open_raffles)
async def end_raffle(interaction: Interaction, raffle: str) -> None:
    """Ask whether to draw one now, or to cancel it."""
    picked = await resolve_suggestion(managers.open_raffles, interaction, raffle)
    await run(managers.ask_end, interaction, await read(interaction, listing.resolve, picked))

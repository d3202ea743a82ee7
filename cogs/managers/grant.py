"""/grant and *Grant reward*: granting a reward to one member or to many."""

import discord
from discord import app_commands

from bot.services.rewards.eligibility import Stage
from bot.ui.core import recipients
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction, locale
from bot.ui.grants import bulk, picker
from bot.ui.rewards.lookup import named, rewards_in
from cogs import groups

_ON_OFFER = rewards_in(Stage.ON_OFFER)


@groups.grant.command(name="member")
@app_commands.describe(reward="command-grant-reward")
@app_commands.autocomplete(reward=_ON_OFFER)
async def grant_to_member(
    interaction: Interaction, reward: str, member: discord.User, announce: bool = True
) -> None:
    """Grant a reward to one member."""
    reward_id = (await named(interaction, reward)).reward_id
    key = f"interaction:{interaction.id}"
    granted = await picker.give(interaction, member, reward_id, key=key, announce=announce)
    await answer(interaction, picker.result(locale(interaction), granted, member))


@groups.grant.command(name="role")
@app_commands.describe(
    reward="command-grant-reward",
    mute="command-grant-mute",
    message_each="command-grant-message-each",
)
@app_commands.autocomplete(reward=_ON_OFFER)
async def grant_to_role(
    interaction: Interaction,
    reward: str,
    role: discord.Role,
    mute: bool = False,
    message_each: bool = False,
) -> None:
    """Ask whether to grant a reward to everybody with a role."""
    async with working(interaction) as progress:
        wanted = await named(interaction, reward)
        chosen = await recipients.with_role(interaction, progress, role)
        card = await bulk.plan(
            interaction, wanted.reward_id, chosen, mute=mute, message_each=message_each
        )
        await answer(interaction, card)


@groups.grant.command(name="file")
@app_commands.describe(
    reward="command-grant-reward",
    mute="command-grant-mute",
    message_each="command-grant-message-each",
)
@app_commands.autocomplete(reward=_ON_OFFER)
async def grant_to_file(
    interaction: Interaction,
    reward: str,
    file: discord.Attachment,
    mute: bool = False,
    message_each: bool = False,
) -> None:
    """Ask whether to grant a reward to everybody whose id is in a file."""
    async with working(interaction) as progress:
        wanted = await named(interaction, reward)
        chosen = await recipients.in_file(interaction, progress, file)
        card = await bulk.plan(
            interaction, wanted.reward_id, chosen, mute=mute, message_each=message_each
        )
        await answer(interaction, card)


@app_commands.context_menu(name="Grant reward")
@app_commands.default_permissions(manage_guild=True)
async def grant_reward_menu(interaction: Interaction, member: discord.Member) -> None:
    """Open the picker for a member."""
    await answer(interaction, await picker.newest(interaction, member.id, 1))

"""/points places: where earning pays more, less or nothing, and who earns nothing."""

import discord
from discord import app_commands

from bot.services.errors import InvalidInputError
from bot.services.pipeline.changes import Change, LeftOutChange, PlaceChange
from bot.services.points.places import EVERYTHING
from bot.services.points.tiers import ONCE
from bot.ui.core.answers import answer
from bot.ui.core.autocomplete import resolve_suggestion
from bot.ui.core.base import Interaction
from bot.ui.points.actions_typed import actions
from bot.ui.points.places import places_card
from bot.ui.stats.earning_changes import ask
from cogs import groups

Factor = app_commands.Range[float, 0.0, 10.0]


@groups.points.command(name="places")
@app_commands.autocomplete(action=actions)
async def points_places(
    interaction: Interaction,
    channel: discord.abc.GuildChannel | None = None,
    factor: Factor | None = None,
    action: str | None = None,
    role: discord.Role | None = None,
    member: discord.User | None = None,
) -> None:
    """Show what is different where and for whom; or change it for a channel, a role or a member."""
    if sum(one is not None for one in (channel, role, member)) > 1:
        raise InvalidInputError("channel", "place-one-at-once")
    if channel is None:
        if factor is not None or action is not None:
            raise InvalidInputError("channel", "place-which-channel")
        if role is None and member is None:
            await answer(interaction, await places_card(interaction))
            return
    change: Change
    if channel is not None:
        what = await resolve_suggestion(actions, interaction, action) if action else EVERYTHING
        times = round((factor or 0.0) * ONCE)
        change = PlaceChange(channel_id=channel.id, action=what, factor=times)
    elif role is not None:
        change = LeftOutChange(role_id=role.id, out=True)
    else:
        assert member is not None
        change = LeftOutChange(member_id=member.id, out=True)
    await ask(interaction, change)

"""/settings leaderboard: where the leaderboard of a period is posted when it is over."""

import discord
from discord import app_commands

from bot.services.community import leaderboard_posts
from bot.services.points.placings import MOST_PLACES
from bot.services.points.spans import PERIODS, Span
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import ActionId, TooOldError, action, button
from bot.ui.core.answers import replace
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import Card, Part, settings_card, small, with_button
from bot.ui.core.commands import choices
from bot.ui.permissions.channels import require_posting
from cogs import groups

SPANS = tuple(PERIODS)
"""A button holds the index of a span."""


@groups.settings.command(name="leaderboard")
@app_commands.choices(period=choices("workflow-choice-", SPANS))
async def settings_leaderboard(
    interaction: Interaction,
    period: str = Span.MONTH,
    channel: discord.TextChannel | None = None,
    places: app_commands.Range[int, 1, MOST_PLACES] | None = None,
) -> None:
    """Show or set where leaderboards are posted when they are over."""
    saved = channel is not None or places is not None
    if channel is not None:
        require_posting(interaction, channel)
    if saved:
        await write(
            interaction,
            leaderboard_posts.choose,
            Span(period),
            channel_id=channel.id if channel else None,
            places=places,
        )
    await replace(interaction, await _card(interaction, saved=saved))


STOP_POSTING = ActionId[int]("settings-leaderboard-off")


@action(STOP_POSTING, MANAGERS)
async def stop_posting(interaction: Interaction, number: int) -> Card:
    """Post the leaderboards of a span no more."""
    if number >= len(SPANS):
        raise TooOldError
    await write(interaction, leaderboard_posts.stop, SPANS[number])
    return await _card(interaction, saved=True)


async def _card(interaction: Interaction, *, saved: bool) -> Card:
    language = locale(interaction)
    posted = await read(interaction, leaderboard_posts.every)
    lines: list[Part] = []
    for number, span in enumerate(SPANS):
        if span not in posted:
            lines.append(t(language, "settings-leaderboard-not-posted", span=span))
            continue
        line = t(
            language,
            "settings-leaderboard-posted",
            span=span,
            channel=f"<#{posted[span].channel_id}>",
            places=posted[span].places,
        )
        off = button(t(language, "settings-leaderboard-stop"), STOP_POSTING.id(number))
        lines.append(with_button(line, off))
    return settings_card(
        language,
        t(language, "settings-leaderboard-title"),
        *lines,
        small(t(language, "settings-leaderboard-how")),
        saved=saved,
    )

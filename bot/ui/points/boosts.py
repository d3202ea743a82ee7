"""Boosts that are on or planned, as managers see them."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.services.points import boosts
from bot.services.points.boosts import BoostRow
from bot.services.points.tiers import ONCE
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, choice_list, chosen_number
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.boosted import where
from bot.ui.core.cards import GOOD, PLAIN, Card, small, title
from bot.ui.points.action_ids import END_BOOST


def boost_line(language: str, boost: BoostRow) -> str:
    """Return a boost on one line: how much, where, and when."""
    return t(
        language,
        "boost-line",
        times=boost.factor / ONCE,
        where=where(language, boost.channel_ids),
        begins=f"<t:{int(boost.begins_at.timestamp())}:f>",
        ends=f"<t:{int(boost.ends_at.timestamp())}:f>",
        left=f"<t:{int(boost.ends_at.timestamp())}:R>",
    )


async def boosts_card(interaction: Interaction, saved: str | None = None) -> Card:
    """Return the boosts that are on or planned, with a list to end one."""
    language, found = locale(interaction), await read(interaction, boosts.list_boosts)
    on = [boost for boost in found.boosts if boost.begins_at <= found.now]
    planned = [boost for boost in found.boosts if boost.begins_at > found.now]
    parts = [
        f"{t(language, heading)}\n" + "\n".join(boost_line(language, one) for one in some[:SHOWN])
        for heading, some in (("boost-on", on), ("boost-planned", planned))
        if some
    ]
    return Card(
        saved,
        title(t(language, "boost-title")),
        *(parts or [t(language, "boost-none")]),
        small(t(language, "boost-how", zone=found.timezone)),
        [_end_list(interaction, language, found.boosts)] if found.boosts else None,
        colour=GOOD if saved else PLAIN,
    )


SHOWN = 12
"""Boosts in each part of the card."""


def _end_list(
    interaction: Interaction, language: str, found: Sequence[BoostRow]
) -> discord.ui.Select[Any]:
    options = []
    for boost in found[:25]:
        channel = None
        if boost.channel_ids and interaction.guild is not None:
            channel = interaction.guild.get_channel(boost.channel_ids[0])
        place = f"#{channel.name}" if channel else where(language, boost.channel_ids[:0])
        more = len(boost.channel_ids) - 1
        options.append(
            discord.SelectOption(
                label=t(
                    language,
                    "boost-choice",
                    times=boost.factor / ONCE,
                    where=place if more < 1 else f"{place} +{more}",
                    begins=f"{boost.begins_at:%Y-%m-%d %H:%M}",
                ),
                value=str(boost.id),
            )
        )
    return choice_list(options, END_BOOST.id(), placeholder=t(language, "boost-end"))


@action(END_BOOST, MANAGERS)
async def end_boost(interaction: Interaction) -> Card:
    """End the chosen boost."""
    await write(interaction, boosts.end, chosen_number(interaction))
    return await boosts_card(interaction, t(locale(interaction), "boost-ended"))

"""Boosts that are on or planned, as managers see them."""

from collections.abc import Sequence
from typing import Any

import discord
from discord.utils import format_dt

from bot.services.calendar import clock_time
from bot.services.paging import paging
from bot.services.points import boosts
from bot.services.points.boosts import BoostRow
from bot.services.points.tiers import ONCE
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, choice_list, chosen_number
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.boosted import where
from bot.ui.core.cards import GOOD, PLAIN, Card, small, title
from bot.ui.core.pages import footer, turner
from bot.ui.points.action_ids import END_BOOST, SHOW_BOOSTS

PAGE = 12
"""Boosts on a page, all of which one list can offer to end."""


def boost_line(language: str, boost: BoostRow) -> str:
    """Return a boost on one line: how much, where, and when."""
    return t(
        language,
        "boost-line",
        times=boost.factor / ONCE,
        where=where(language, boost.channel_ids),
        begins=format_dt(boost.begins_at, "f"),
        ends=format_dt(boost.ends_at, "f"),
        left=format_dt(boost.ends_at, "R"),
    )


@action(SHOW_BOOSTS, MANAGERS)
async def show_boosts(interaction: Interaction, page: int) -> Card:
    """Show another page of the boosts."""
    return await boosts_card(interaction, page)


async def boosts_card(interaction: Interaction, page: int = 1, saved: str | None = None) -> Card:
    """Return a page of the boosts that are on or planned, with a list to end one of them."""
    language, found = locale(interaction), await read(interaction, boosts.list_boosts)
    shown = paging(len(found.boosts), page, PAGE)
    here = found.boosts[shown.offset : shown.offset + PAGE]
    on = [boost for boost in here if boost.begins_at <= found.now]
    planned = [boost for boost in here if boost.begins_at > found.now]
    parts = [
        "\n".join([t(language, heading), *(boost_line(language, one) for one in some)])
        for heading, some in (("boost-on", on), ("boost-planned", planned))
        if some
    ]
    return Card(
        saved,
        title(t(language, "boost-title")),
        *(parts or [t(language, "boost-none")]),
        small(t(language, "boost-how", zone=found.timezone)),
        footer(language, shown.page, shown.pages),
        turner(language, shown.page, shown.pages, SHOW_BOOSTS.id),
        [_end_list(interaction, here, found.timezone)] if here else None,
        colour=GOOD if saved else PLAIN,
    )


def _end_list(
    interaction: Interaction, found: Sequence[BoostRow], timezone: str
) -> discord.ui.Select[Any]:
    """Return a list to end one; there no timestamp shows, so times are the community's."""
    language, options = locale(interaction), []
    for boost in found:
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
                    begins=clock_time(boost.begins_at, timezone),
                ),
                value=str(boost.id),
            )
        )
    return choice_list(options, END_BOOST.id(), placeholder=t(language, "boost-end"))


@action(END_BOOST, MANAGERS)
async def end_boost(interaction: Interaction) -> Card:
    """End the chosen boost."""
    await write(interaction, boosts.end, chosen_number(interaction))
    return await boosts_card(interaction, saved=t(locale(interaction), "boost-ended"))

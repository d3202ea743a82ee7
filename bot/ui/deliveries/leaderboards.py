"""The leaderboard of a period that is over, as it is posted."""

from datetime import datetime, time

import discord
from babel import Locale
from babel.dates import format_skeleton

from bot.pictures.cards import LeaderboardCard
from bot.services.content import LeaderboardContent
from bot.services.deliveries import preferences
from bot.services.points.spans import Span
from bot.texts import t
from bot.ui.core.base import Host
from bot.ui.core.cards import GOOD, Card, title
from bot.ui.core.drawn import Drawn, draw
from bot.ui.deliveries.announced import may_attach
from bot.ui.points.leaderboard_picture import as_text, plain_rows

_MEDALS = ("🥇", "🥈", "🥉")

_SKELETONS = {Span.MONTH: "yMMMM", Span.QUARTER: "yQQQQ"}


async def post(host: Host, guild: discord.Guild, content: LeaderboardContent) -> Card:
    """Return the message: the picture with the first three named beside it, or else a list."""
    language = content.language
    heading = t(language, "leaderboard-over-title", period=period_name(content))
    drawn = await _picture(host, guild, content, heading)
    if drawn is None:
        lines = [
            t(
                language,
                "leaderboard-place",
                place=one.place,
                member=f"<@{one.member_id}>",
                points=one.points,
                currency=content.currency,
            )
            for one in content.places
        ]
        return Card(title(heading), "\n".join(lines), colour=GOOD)
    first = ", ".join(
        f"{_MEDALS[one.place - 1]} <@{one.member_id}>"
        for one in content.places
        if one.place <= len(_MEDALS)
    )
    text = t(language, "leaderboard-over-first", members=first) if first else None
    return Card(text, drawn.part, colour=GOOD, files=[drawn.file])


def period_name(content: LeaderboardContent) -> str:
    """Return what a period is called: `October 2026`, `4th quarter 2026`, `week of June 2`."""
    language, day = content.language, content.day
    if content.span is Span.WEEK:
        return t(language, "leaderboard-over-week", day=day)
    locale = Locale.parse(language, sep="-")
    return format_skeleton(_SKELETONS[content.span], datetime.combine(day, time()), locale=locale)


async def _picture(
    host: Host, guild: discord.Guild, content: LeaderboardContent, heading: str
) -> Drawn | None:
    """Return the picture; None where none is wanted, or a name on it is not known in time.

    Nor where somebody has gone from among the places: it would show the next one in their stead.
    """
    whole = [one.place for one in content.places] == list(range(1, len(content.places) + 1))
    if not whole or not may_attach(guild, content):
        return None
    if not await host.db.read(preferences.pictures_wanted, guild.id, None):
        return None
    people = await host.faces.of(guild, [one.member_id for one in content.places])
    if any(one.member_id not in people for one in content.places):
        return None
    avatars = await host.faces.avatars(people.values())
    rows = plain_rows(content.language, content.places, people, avatars, content.currency)
    about = f"{heading}.\n" + "\n".join(as_text(content.language, row) for row in rows)
    return await draw(host.drawing, guild.id, LeaderboardCard(heading, rows), "leaderboard", about)

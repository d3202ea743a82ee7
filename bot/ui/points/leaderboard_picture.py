"""The leaderboard, and a member's own place on it, as pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.markup import unescaped
from bot.pictures.cards import LeaderboardCard, LeaderRow, RankCard
from bot.services.points import leaderboard
from bot.services.points.leaderboard import Before, Leaderboard, Place, Span
from bot.texts import t
from bot.ui.core.base import Interaction, host
from bot.ui.core.cards import points
from bot.ui.core.drawn import Drawn, drawn


@dataclass(frozen=True)
class Ranking:
    """A page of a leaderboard, with the places of the span before."""

    span: Span
    board: Leaderboard
    before: Before
    currency: str | None


async def board_picture(
    interaction: Interaction, language: str, ranking: Ranking, *, public: bool
) -> Drawn | None:
    """Return a page of the leaderboard; None where a name on it is not known in time."""
    assert interaction.guild is not None
    board, places = ranking.board, list(ranking.board.places)
    mine = None if public else board.mine
    if mine is not None and mine not in places and mine.place <= leaderboard.FAR:
        places.append(mine)
    known = host(interaction)
    people = await known.faces.of(interaction.guild, [place.member_id for place in places])
    if not places or any(place.member_id not in people for place in places):
        return None
    avatars = await known.faces.avatars(people.values())
    rows = tuple(
        LeaderRow(
            str(place.place),
            people[place.member_id].display_name,
            avatars.get(place.member_id),
            _points(language, place, ranking),
            ranking.before.change(place),
            me=place == mine,
            compared=ranking.before.compares(place),
        )
        for place in places
    )
    title = t(language, f"leaderboard-title-{ranking.span}")
    footer = _legend(language, ranking.span, rows)
    about = f"{title}.\n" + "\n".join(as_text(language, row) for row in rows)
    return await drawn(interaction, LeaderboardCard(title, rows, footer), "leaderboard", about)


def plain_rows(
    language: str,
    places: Sequence[Place],
    people: Mapping[int, discord.Member],
    avatars: Mapping[int, bytes],
    currency: str | None,
) -> tuple[LeaderRow, ...]:
    """Return rows that are compared with nothing, such as those of a period that is over."""
    return tuple(
        LeaderRow(
            str(one.place),
            people[one.member_id].display_name,
            avatars.get(one.member_id),
            unescaped(points(language, one.points, currency)),
            None,
            compared=False,
        )
        for one in places
    )


def _legend(language: str, span: Span, rows: Sequence[LeaderRow]) -> str | None:
    """Return what the signs beside the points mean; None where there are none."""
    compared = [row for row in rows if row.compared]
    if not compared:
        return None
    legend = t(language, f"leaderboard-compared-{span}")
    if any(row.change is None for row in compared):
        legend += " " + t(language, "leaderboard-compared-new")
    return legend


def _points(language: str, place: Place, ranking: Ranking) -> str:
    return unescaped(points(language, place.points, ranking.currency))


def as_text(language: str, row: LeaderRow) -> str:
    """Return what a row says: `3. Mai: 40 points, up 2`."""
    change = _change_text(language, row.change) if row.compared else None
    text_id = "leaderboard-row-mine" if row.me else "leaderboard-row"
    said = t(language, text_id, place=row.place, member=row.name, points=row.points)
    return f"{said}, {change}" if change else said


def _change_text(language: str, change: int | None) -> str:
    if change is None:
        return t(language, "leaderboard-change-new")
    if not change:
        return t(language, "leaderboard-change-same")
    way = "up" if change > 0 else "down"
    return t(language, f"leaderboard-change-{way}", places=abs(change))


async def rank_picture(
    interaction: Interaction, language: str, ranking: Ranking, mine: Place
) -> Drawn | None:
    """Return how a member's place has changed since the span before."""
    member = interaction.user
    was = (ranking.before.places or {}).get(mine.member_id)
    before = t(language, "leaderboard-new") if was is None else f"#{was}"
    said = _points(language, mine, ranking)
    line = t(language, "leaderboard-rank-line", points=said, span=ranking.span)
    avatars = await host(interaction).faces.avatars([member])
    card = RankCard(member.display_name, avatars.get(member.id), before, f"#{mine.place}", line)
    about = f"{member.display_name}: {before} → #{mine.place}. {line}"
    return await drawn(interaction, card, "rank", about)


def is_shareable(ranking: Ranking) -> bool:
    """Return whether somebody has a place worth showing to others."""
    mine = ranking.board.mine
    return mine is not None and mine.place <= leaderboard.FAR and ranking.before.compares(mine)

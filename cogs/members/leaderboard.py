"""/leaderboard: who gained the most points."""

from contextlib import suppress
from dataclasses import dataclass

from discord import app_commands

from bot.services import communities
from bot.services.actors import Person
from bot.services.points import leaderboard, rules, standings
from bot.services.points.leaderboard import Leaderboard, Span
from bot.services.points.rules import Rule
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import ActionId, TooOldError, action, button
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction, db, locale, read
from bot.ui.core.cards import Card, Part, title
from bot.ui.core.commands import choices
from bot.ui.core.earning import ways
from bot.ui.core.pages import footer, turner
from db.errors import DatabaseUnavailableError
from db.session import Session
from db.tables import Community

SPANS = tuple(Span)
"""A button holds the index of a span."""


@dataclass(frozen=True)
class _Loaded:
    """A page of the leaderboard, and what rendering it needs."""

    board: Leaderboard
    community: Community
    paying: list[Rule]


def _load(session: Session, who: Person, span: Span, page: int) -> _Loaded:
    return _Loaded(
        leaderboard.leaderboard(session, who, span, page),
        communities.get(session, who.community_id),
        rules.paying(session, who.community_id),
    )


async def _card(interaction: Interaction, span: Span, page: int, *, public: bool = False) -> Card:
    loaded = await read(interaction, _load, span, page)
    if loaded.board.large:
        with suppress(DatabaseUnavailableError):  # whoever looks next asks for it again
            await db(interaction).write(standings.keep, loaded.community.id)
    language = loaded.community.language if public else locale(interaction)
    board, currency_name = loaded.board, loaded.community.currency
    lines = [
        t(
            language,
            "leaderboard-place",
            place=one.place,
            member=f"<@{one.member_id}>",
            points=one.points,
            currency=currency_name,
        )
        for one in board.places
    ]
    ways_to_earn = ways(language, loaded.paying, currency_name)
    empty = t(language, "leaderboard-empty", span=span)
    if ways_to_earn:
        empty += " " + t(language, "leaderboard-be-first", ways=ways_to_earn)
    parts: list[Part | None] = [
        title(t(language, f"leaderboard-title-{span}")),
        "\n".join(lines) or empty,
    ]
    if not public:
        number = SPANS.index(span)
        parts += [
            _own_place(language, loaded, ways_to_earn) if lines or board.hidden else None,
            footer(language, board.page, board.pages),
            turner(language, board.page, board.pages, lambda page: SHOW_PAGE.id(number, page)),
            [
                button(
                    t(language, f"leaderboard-span-{other}"), SHOW_PAGE.id(SPANS.index(other), 1)
                )
                for other in SPANS
                if other is not span
            ],
        ]
    return Card(*parts)


def _own_place(language: str, loaded: _Loaded, ways_to_earn: str | None) -> str | None:
    """Return the line about who asks, whatever page is shown."""
    if loaded.board.hidden:
        return t(language, "leaderboard-hidden")
    own_place = loaded.board.mine
    if own_place is not None and own_place.place > leaderboard.FAR:
        return t(
            language,
            "leaderboard-mine-far",
            places=leaderboard.FAR,
            points=own_place.points,
            currency=loaded.community.currency,
        )
    if own_place is not None:
        return t(
            language,
            "leaderboard-mine",
            place=own_place.place,
            points=own_place.points,
            currency=loaded.community.currency,
        )
    return t(language, "leaderboard-no-place", ways=ways_to_earn) if ways_to_earn else None


SHOW_PAGE = ActionId[int, int]("leaderboard")


@action(SHOW_PAGE, MEMBERS)
async def show_page(interaction: Interaction, span: int, page: int) -> Card:
    """Show another page, or another span."""
    if span >= len(SPANS):
        raise TooOldError
    return await _card(interaction, SPANS[span], page)


@app_commands.command(name="leaderboard")
@app_commands.choices(span=choices("leaderboard-span-", Span))
async def show_leaderboard(
    interaction: Interaction,
    span: str = Span.WEEK,
    page: app_commands.Range[int, 1, 100_000] = 1,
    show: bool = False,
) -> None:
    """Show a page of the leaderboard, privately or to everybody."""
    if not show:
        await answer(interaction, await _card(interaction, Span(span), page))
        return
    async with working(interaction, private=False):
        await answer(interaction, await _card(interaction, Span(span), page, public=True))

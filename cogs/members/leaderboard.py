"""/leaderboard: who gained the most points."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from discord import app_commands
from discord.ui import Button

from bot.services import communities
from bot.services.actors import Person
from bot.services.errors import RefusedError
from bot.services.points import leaderboard, standings
from bot.services.points.leaderboard import Before, Leaderboard, Span
from bot.services.points.ways import Ways
from bot.services.points.ways import ways as member_ways
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import ActionId, TooOldError, action, button
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction, db, locale, read
from bot.ui.core.cards import Card, Part, title
from bot.ui.core.commands import choices
from bot.ui.core.drawn import wants_pictures
from bot.ui.core.earning import ways
from bot.ui.core.pages import footer, turner
from bot.ui.points.leaderboard_picture import Ranking, board_picture, is_shareable, rank_picture
from db.errors import DatabaseUnavailableError
from db.session import Session
from db.tables import Community

SPANS = tuple(Span)
"""A button holds the index of a span."""


class NothingToShareError(RefusedError):
    """Somebody has no place any more, or hides it."""

    message = "leaderboard-nothing-to-share"


@dataclass(frozen=True)
class _Loaded:
    """A page of the leaderboard, and what rendering it needs."""

    ranking: Ranking
    community: Community
    ways: Ways

    @property
    def board(self) -> Leaderboard:
        """The page."""
        return self.ranking.board


def _load(session: Session, who: Person, span: Span, page: int, compared: bool) -> _Loaded:
    community = communities.get(session, who.community_id)
    board, before = leaderboard.leaderboard(session, who, span, page), Before(None)
    if compared:
        shown = {place.member_id for place in (*board.places, board.mine) if place is not None}
        before = leaderboard.places_before(session, who.community_id, span, shown)
    return _Loaded(
        Ranking(span, board, before, community.currency),
        community,
        member_ways(session, who.community_id, who.member_id),
    )


async def _loaded(interaction: Interaction, span: Span, page: int, *, compared: bool) -> _Loaded:
    loaded = await read(interaction, _load, span, page, compared)
    if loaded.board.large or loaded.ranking.before.large:
        with suppress(DatabaseUnavailableError):  # whoever looks next asks for it again
            await db(interaction).write(standings.keep, loaded.community.id)
    return loaded


async def _card(interaction: Interaction, span: Span, page: int, *, public: bool = False) -> Card:
    pictured = await wants_pictures(interaction, public=public)
    loaded = await _loaded(interaction, span, page, compared=pictured)
    language = loaded.community.language if public else locale(interaction)
    picture = None
    if pictured:
        picture = await board_picture(interaction, language, loaded.ranking, public=public)
    parts: list[Part | None] = [picture.part] if picture else _listed(language, loaded)
    if not public:
        board, number = loaded.board, SPANS.index(span)
        own_place = _own_place(language, loaded, pictured=picture is not None)
        share = []
        if pictured and is_shareable(loaded.ranking):
            share = [button(t(language, "leaderboard-share"), SHARE_PLACE.id(number))]
        parts += [
            own_place if board.places or board.hidden or loaded.ways.left_out else None,
            footer(language, board.page, board.pages),
            turner(language, board.page, board.pages, lambda page: SHOW_PAGE.id(number, page)),
            [*_spans(language, span), *share],
        ]
    return Card(*parts, files=[picture.file] if picture else ())


def _spans(language: str, shown: Span) -> list[Button[Any]]:
    """Return the ways to the other spans."""
    return [
        button(t(language, f"leaderboard-span-{span}"), SHOW_PAGE.id(number, 1))
        for number, span in enumerate(SPANS)
        if span is not shown
    ]


def _listed(language: str, loaded: _Loaded) -> list[Part | None]:
    """Return the places in words."""
    span, currency_name = loaded.ranking.span, loaded.community.currency
    lines = [
        t(
            language,
            "leaderboard-place",
            place=one.place,
            member=f"<@{one.member_id}>",
            points=one.points,
            currency=currency_name,
        )
        for one in loaded.board.places
    ]
    empty = t(language, "leaderboard-empty", span=span)
    if ways_to_earn := ways(language, loaded.ways, currency_name):
        empty += " " + t(language, "leaderboard-be-first", ways=ways_to_earn)
    return [title(t(language, f"leaderboard-title-{span}")), "\n".join(lines) or empty]


def _own_place(language: str, loaded: _Loaded, *, pictured: bool) -> str | None:
    """Return the line about who asks, whatever page is shown; a picture has it as a row."""
    if loaded.board.hidden:
        return t(language, "leaderboard-hidden")
    if loaded.ways.left_out:
        return t(language, "leaderboard-left-out")
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
        if pictured:
            return None
        return t(
            language,
            "leaderboard-mine",
            place=own_place.place,
            points=own_place.points,
            currency=loaded.community.currency,
        )
    how = ways(language, loaded.ways, loaded.community.currency)
    return t(language, "leaderboard-no-place", ways=how) if how else None


SHOW_PAGE = ActionId[int, int]("leaderboard")


@action(SHOW_PAGE, MEMBERS)
async def show_page(interaction: Interaction, span: int, page: int) -> Card:
    """Show another page, or another span."""
    if span >= len(SPANS):
        raise TooOldError
    return await _card(interaction, SPANS[span], page)


SHARE_PLACE = ActionId[int]("leaderboard-share")


@action(SHARE_PLACE, MEMBERS)
async def share_place(interaction: Interaction, number: int) -> None:
    """Show everybody where whoever presses stands, and how that has changed."""
    if number >= len(SPANS):
        raise TooOldError
    loaded = await _loaded(interaction, SPANS[number], 1, compared=True)
    mine, language = loaded.board.mine, loaded.community.language
    if mine is None or not is_shareable(loaded.ranking):
        raise NothingToShareError
    async with working(interaction, private=False):
        picture = None
        if await wants_pictures(interaction, public=True):
            picture = await rank_picture(interaction, language, loaded.ranking, mine)
        said = t(
            language,
            "leaderboard-shared",
            member=interaction.user.mention,
            place=mine.place,
            span=loaded.ranking.span,
        )
        part = picture.part if picture else None
        card = Card(said, part, files=[picture.file] if picture else ())
        await answer(interaction, card, private=False)


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

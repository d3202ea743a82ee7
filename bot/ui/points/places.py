"""Places where earning pays otherwise, and who earns nothing, as managers see them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import discord

from bot.services.actors import Person, require_manager
from bot.services.paging import Paging, paging
from bot.services.points import left_out, places
from bot.services.points.places import EVERYTHING, PlaceRow
from bot.services.points.tiers import ONCE
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, choice_list
from bot.ui.core.base import Interaction, host, locale, read
from bot.ui.core.cards import GOOD, PLAIN, Card, small, title
from bot.ui.core.earning import action_name
from bot.ui.core.pages import footer, turner
from bot.ui.points.action_ids import REMOVE_PLACE, SHOW_PLACES
from db.session import Session

PAGE = 20
"""Lines on a page, all of which one list can offer to remove."""


class Entry(NamedTuple):
    """One line of what is different for somewhere or somebody; `value`: as a list carries it."""

    value: str
    mention: str
    place: PlaceRow | None = None

    @property
    def kind(self) -> str:
        """What it is: a place, a role or a member."""
        return self.value.split(":", 1)[0]

    @property
    def id(self) -> int:
        """Whose, or of which channel."""
        return int(self.value.split(":", 2)[1])


def place_line(language: str, mention: str, place: PlaceRow | None) -> str:
    """Return a line: where, or who, and what is different; `place` None: they earn nothing."""
    if place is None:
        return t(language, "place-left-out", who=mention)
    what = 0 if place.action == EVERYTHING else action_name(language, place.action)
    if place.factor == 0:
        return t(language, "place-nothing", where=mention, what=what)
    return t(language, "place-times", where=mention, what=what, times=place.factor / ONCE)


def _load(session: Session, by: Person, page: int) -> tuple[list[Entry], Paging]:
    require_manager(session, by)
    rows, out = places.every(session, by.community_id), left_out.listed(session, by)
    found = [
        Entry(f"place:{row.channel_id}:{row.action}", f"<#{row.channel_id}>", row) for row in rows
    ]
    found += [Entry(f"role:{role_id}", f"<@&{role_id}>") for role_id in out.role_ids]
    found += [Entry(f"member:{member_id}", f"<@{member_id}>") for member_id in out.member_ids]
    shown = paging(len(found), page, PAGE)
    return found[shown.offset : shown.offset + PAGE], shown


@action(SHOW_PLACES, MANAGERS)
async def show_places(interaction: Interaction, page: int) -> Card:
    """Show another page of the places."""
    return await places_card(interaction, page)


async def places_card(interaction: Interaction, page: int = 1, saved: str | None = None) -> Card:
    """Return a page of what pays otherwise somewhere, and of who earns nothing."""
    language = locale(interaction)
    found, shown = await read(interaction, _load, page)
    lines = [place_line(language, one.mention, one.place) for one in found]
    return Card(
        saved,
        title(t(language, "place-title")),
        "\n".join(lines) or t(language, "place-none"),
        small(t(language, "place-how")),
        footer(language, shown.page, shown.pages),
        turner(language, shown.page, shown.pages, SHOW_PLACES.id),
        [await _remove_list(interaction, found)] if found else None,
        colour=GOOD if saved else PLAIN,
    )


async def _remove_list(interaction: Interaction, found: Sequence[Entry]) -> discord.ui.Select[Any]:
    language, names = locale(interaction), await _names(interaction, found)
    options = []
    for one in found:
        about = place_line(language, names.get(one, str(one.id)), one.place)
        options.append(discord.SelectOption(label=about, value=one.value))
    return choice_list(options, REMOVE_PLACE.id(), placeholder=t(language, "place-remove"))


async def _names(interaction: Interaction, found: Sequence[Entry]) -> dict[Entry, str]:
    """Return what a list calls them, which shows no mentions, as far as Discord says so."""
    guild = interaction.guild
    if guild is None:
        return {}
    member_ids = [one.id for one in found if one.kind == "member"]
    people = await host(interaction).faces.of(guild, member_ids)
    names = {}
    for one in found:
        if one.kind == "member":
            person = people.get(one.id)
            name = person.display_name if person is not None else None
        else:
            known = guild.get_role(one.id) if one.kind == "role" else guild.get_channel(one.id)
            name = known.name if known is not None else None
        if name is not None:
            names[one] = name
    return names

"""All badges of a member on one sheet, and those they have not got where a community shows them."""

from dataclasses import dataclass

from discord.utils import format_dt

from bot.pictures.cards import CollectionSheet
from bot.services import actors, communities
from bot.services.actors import Person
from bot.services.grants import inventory
from bot.services.grants.inventory import Item
from bot.services.rewards.looks import Look
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import action
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, db, locale, read
from bot.ui.core.cards import Card, Part, escape, title
from bot.ui.core.drawn import Drawn, drawn, wants_pictures
from bot.ui.core.pages import footer, page_count, turner
from bot.ui.core.pictures import badge, load_thumbnails
from bot.ui.points.action_ids import OPEN_COLLECTION, SHOW_COLLECTION
from bot.ui.points.whose import Whose, found
from db.session import Session

PAGE = 20
"""Badges on a sheet."""

NAME_LENGTH = 60
"""Characters of a badge's name below it; twenty of them fit on a card."""


@dataclass(frozen=True)
class _Collection:
    """A member's badges, None where they are hidden, and how those look that are missing."""

    held: list[Item] | None
    missing: list[Look]


def _load(session: Session, who: Person, member_id: int) -> _Collection:
    manager = actors.is_manager(session, who)
    held = inventory.profile(session, who, member_id, manager=manager).badges
    missing = []
    if held is not None and communities.get(session, who.community_id).missing_badges:
        missing = inventory.missing_badges(session, who.community_id, member_id)
    return _Collection(held, missing)


@action(OPEN_COLLECTION, MEMBERS)
async def open_collection(interaction: Interaction, member_id: int) -> None:
    """Show all badges of a member, as a message of its own."""
    await answer(interaction, await show_collection(interaction, member_id, 1))


@action(SHOW_COLLECTION, MEMBERS)
async def show_collection(interaction: Interaction, member_id: int, page: int) -> Card:
    """Return a page of a member's collection."""
    member, language = await found(interaction, member_id), locale(interaction)
    collection = await read(interaction, _load, member_id)
    if collection.held is None:
        return Card(_heading(language, member), t(language, "profile-hidden"))
    every = len(collection.held) + len(collection.missing)
    pages = page_count(every, PAGE)
    page = min(max(page, 1), pages)
    first = (page - 1) * PAGE
    held = collection.held[first : first + PAGE]
    after = max(first - len(collection.held), 0)
    missing = collection.missing[after : after + PAGE - len(held)]
    about = _count(language, len(collection.held), len(collection.missing))
    picture = await _picture(interaction, member, about, held, missing)
    listed = "\n".join(_line(language, item) for item in held)
    named = ", ".join(f"**{escape(look.name, NAME_LENGTH)}**" for look in missing)
    not_yet = t(language, "collection-missing", badges=named) if missing else None
    parts: list[Part | None] = (
        [picture.part, listed]
        if picture
        else [
            _heading(language, member),
            about,
            listed,
            not_yet,
        ]
    )
    return Card(
        *parts,
        None if every else t(language, "profile-no-badges"),
        footer(language, page, pages),
        turner(language, page, pages, lambda to: SHOW_COLLECTION.id(member_id, to)),
        files=[picture.file] if picture else (),
    )


def _heading(language: str, member: Whose) -> str:
    return title(t(language, "collection-title", name=escape(member.display_name)))


def _count(language: str, held: int, missing: int) -> str:
    if not missing:
        return t(language, "collection-count", held=held)
    return t(language, "collection-count-of", held=held, all=held + missing)


def _line(language: str, item: Item) -> str:
    since = t(language, "profile-badge-since", when=format_dt(item.created_at, "d"))
    return f"**{escape(item.name, NAME_LENGTH)}** · {since}"


async def _picture(
    interaction: Interaction, member: Whose, about: str, held: list[Item], missing: list[Look]
) -> Drawn | None:
    if not (held or missing) or not await wants_pictures(interaction):
        return None
    language, looks = locale(interaction), [*(item.look for item in held), *missing]
    thumbnails = await load_thumbnails(db(interaction), interaction.guild_id or 0, looks)
    badges = [badge(item.look, thumbnails) for item in held]
    badges += [badge(look, thumbnails, held=False) for look in missing]
    heading = f"{member.display_name} · {about}"
    words = [f"{heading}."]
    if missing:  # before those that stand below the picture too
        names = ", ".join(look.name for look in missing)
        words.append(t(language, "collection-missing", badges=names))
    words.append(", ".join(item.name for item in held))
    sheet = CollectionSheet(heading, tuple(badges))
    return await drawn(interaction, sheet, "collection", "\n".join(words))

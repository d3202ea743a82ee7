"""The profile of a member: badges, tier and streak for everybody, and more for managers."""

from dataclasses import dataclass
from typing import Any

import discord

from bot.services import actors, communities
from bot.services.actors import Person
from bot.services.errors import GoneError
from bot.services.grants import inventory
from bot.services.grants.inventory import Item
from bot.services.points import ledger, streaks, tiers
from bot.services.points.ledger import Balances
from bot.services.points.streaks import StreakNow
from bot.texts import t
from bot.ui.core.access import MANAGERS, MEMBERS
from bot.ui.core.actions import action, button
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, as_person, locale, person, read
from bot.ui.core.cards import Card, Part, escape, small, title, with_picture
from bot.ui.core.pages import footer, page_count, turner
from bot.ui.core.pictures import Pictures, pictures
from bot.ui.grants import picker
from bot.ui.points.action_ids import OPEN_PICKER, OPEN_POINTS_FORM, SHOW_HISTORY, SHOW_PROFILE
from bot.ui.points.balance import balance_text
from bot.ui.points.ledger import ChangePoints, history_card
from db.session import Session
from db.tables import Community, RewardKind

PAGE = 8
"""Badges on a page, and things held that managers see; a card takes 40 parts, pictures included."""

MOST_HELD = 500
"""Things held by one member that managers can leaf through."""

Whose = discord.Member | discord.User


@dataclass(frozen=True)
class _Profile:
    """What is known of a member, as far as whoever asks may see it."""

    badges: list[Item] | None
    streak: StreakNow
    tier: tiers.TierRow | None
    community: Community
    inside: tuple[Balances, list[Item]] | None  # for managers: balances, and what is held

    @property
    def pages(self) -> int:
        """How many pages there are of the longer of the two lists."""
        items = self.inside[1] if self.inside else []
        return max(page_count(len(self.badges or []), PAGE), page_count(len(items), PAGE))


def _load(
    session: Session, who: Person, member_id: int, role_ids: frozenset[int], public: bool
) -> _Profile:
    # What everybody reads holds no more than anybody may see, whoever asks for it.
    manager = not public and actors.is_manager(session, who)
    inside = None
    if manager:
        items = inventory.grants_of(session, who, member_id, MOST_HELD)
        others = [item for item in items if item.kind is not RewardKind.BADGE]  # those show above
        inside = ledger.balances(session, who.community_id, member_id), others
    return _Profile(
        inventory.profile(session, who, member_id, manager=manager).badges,
        streaks.current(session, who.community_id, member_id),
        tiers.highest(tiers.every(session, who.community_id), role_ids),
        communities.get(session, who.community_id),
        inside,
    )


async def profile_card(
    interaction: Interaction, member: Whose, page: int = 1, *, public: bool = False
) -> Card:
    """Return a member's profile, as far as whoever asks may see it; `public` is for everybody."""
    here = isinstance(member, discord.Member)
    roles = as_person(member).role_ids if here else frozenset[int]()
    profile = await read(interaction, _load, member.id, roles, public)
    language = profile.community.language if public else locale(interaction)
    page = min(max(page, 1), profile.pages)
    parts: list[Part | None] = [
        title(t(language, "profile-title", name=escape(member.display_name))),
        None if here else small(t(language, "profile-absent")),
    ]
    shown = Pictures({})
    if profile.badges is None:
        parts.append(t(language, "profile-hidden"))
    else:
        parts.append("\n".join(_tier_and_streak(language, profile)))
        badges = _of_page(profile.badges, page)
        image_ids = [badge.image_id for badge in badges]
        shown = await pictures(interaction, profile.community.id, image_ids)
        parts += _badges(language, badges, shown, none=not profile.badges)
    if public:
        more = len(profile.badges or []) - PAGE
        parts.append(t(language, "profile-more-badges", count=more) if more > 0 else None)
        return Card(*parts, files=shown.files)
    if profile.inside:
        parts.append(_for_managers(language, profile.community, *profile.inside, page=page))
        parts.append(_buttons(language, member.id, here=here))
    parts.append(turner(language, page, profile.pages, lambda to: SHOW_PROFILE.id(member.id, to)))
    parts.append(footer(language, page, profile.pages))
    return Card(*parts, files=shown.files)


def _of_page(items: list[Item], page: int) -> list[Item]:
    return items[(page - 1) * PAGE : page * PAGE]


def _badges(language: str, badges: list[Item], shown: Pictures, *, none: bool) -> list[Part]:
    if none:
        return [t(language, "profile-no-badges")]
    parts: list[Part] = []
    for badge in badges:
        url, about = shown.url(badge.image_id), _badge(language, badge)
        parts.append(with_picture(about, url) if url else about)
    return parts


def _tier_and_streak(language: str, profile: _Profile) -> list[str]:
    """Return the tier and the streak of a member, one a line, as far as there are any."""
    lines = []
    if profile.tier is not None:
        role, times = f"<@&{profile.tier.role_id}>", profile.tier.multiplier / tiers.ONCE
        lines.append(t(language, "profile-tier", role=role, times=times))
    if profile.streak.best > 1:
        best = profile.streak.best
        lines.append(t(language, "profile-streak", days=profile.streak.days, best=best))
    return lines


def _badge(language: str, badge: Item) -> str:
    since = t(language, "profile-badge-since", when=f"<t:{int(badge.created_at.timestamp())}:d>")
    return f"**{escape(badge.name)}**\n{small(since)}"


def _for_managers(
    language: str, community: Community, balances: Balances, items: list[Item], *, page: int
) -> str:
    lines = [
        f"### {t(language, 'profile-for-managers')}",
        balance_text(language, balances, community),
    ]
    lines += [
        f"- {escape(item.name)} · {t(language, f'inventory-state-{item.state}')}"
        for item in _of_page(items, page)
    ]
    return "\n".join(lines)


def _buttons(language: str, member_id: int, *, here: bool) -> list[discord.ui.Button[Any]]:
    """Return what managers do for a member; who has left is given nothing."""
    picker = [button(t(language, "profile-grant"), OPEN_PICKER.id(member_id))] if here else []
    return [
        *picker,
        button(t(language, "profile-points"), OPEN_POINTS_FORM.id(member_id)),
        button(t(language, "profile-history"), SHOW_HISTORY.id(member_id)),
    ]


@action(SHOW_PROFILE, MEMBERS)
async def show_profile(interaction: Interaction, member_id: int, page: int) -> Card:
    """Show another page of a member's profile."""
    return await profile_card(interaction, await _found(interaction, member_id), page)


async def _found(interaction: Interaction, member_id: int) -> Whose:
    """Return somebody whose profile is shown, also if they have left."""
    person(interaction)  # profiles belong to servers
    assert interaction.guild is not None
    try:
        return await interaction.guild.fetch_member(member_id)
    except discord.NotFound:
        pass
    try:
        gone: discord.User = await interaction.client.fetch_user(member_id)
    except discord.NotFound:
        raise GoneError from None
    return gone


@action(OPEN_PICKER, MANAGERS)
async def open_picker(interaction: Interaction, member_id: int) -> None:
    """Open the picker of rewards for a member."""
    await answer(interaction, await picker.newest(interaction, member_id, 1))


@action(OPEN_POINTS_FORM, MANAGERS)
async def open_points_form(interaction: Interaction, member_id: int) -> None:
    """Open the form that gives a member points or takes them."""
    await ChangePoints.open(interaction, target=member_id, values={"kind": "award"})


@action(SHOW_HISTORY, MANAGERS)
async def show_history(interaction: Interaction, member_id: int) -> None:
    """Show the history of a member's points."""
    await answer(interaction, await history_card(interaction, member_id, 1))

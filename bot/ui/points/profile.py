"""The profile of a member: badges, tier and streak for everybody, and more for managers."""

from dataclasses import dataclass
from typing import Any

import discord
from discord.utils import format_dt

from bot.services import actors, communities
from bot.services.actors import Person
from bot.services.goals import listing
from bot.services.goals.listing import MemberGoals
from bot.services.grants import inventory
from bot.services.grants.inventory import Item
from bot.services.points import ledger, streaks, tiers
from bot.services.points.ledger import Balances
from bot.services.points.streaks import StreakNow
from bot.services.workflows import history
from bot.services.workflows.history import ChosenRuns, RunLine
from bot.texts import t
from bot.ui.core.access import MANAGERS, MEMBERS
from bot.ui.core.actions import action, button
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, as_person, locale, read
from bot.ui.core.cards import Card, Part, escape, small, title, with_picture
from bot.ui.core.drawn import wants_pictures
from bot.ui.core.pages import footer, page_count, turner
from bot.ui.core.pictures import Pictures, pictures
from bot.ui.grants import picker
from bot.ui.points.action_ids import (
    OPEN_COLLECTION,
    OPEN_PICKER,
    OPEN_POINTS_FORM,
    OPEN_WHY,
    SHOW_HISTORY,
    SHOW_PROFILE,
)
from bot.ui.points.balance import balance_text
from bot.ui.points.ledger import ChangePoints, history_card
from bot.ui.points.profile_picture import Shown, goals_text, profile_picture, rings
from bot.ui.points.whose import Whose, found
from db.session import Session
from db.tables import Community, RewardKind

PAGE = 8
"""Badges on a page, and things held that managers see; a card takes 40 parts, pictures included."""

RUNS = 3
"""The last runs about a member, for managers."""

RUN_NAME = 40
"""Characters of the name of one."""

MOST_HELD = 500
"""Things held by one member that managers can leaf through."""


@dataclass(frozen=True)
class _Profile:
    """What is known of a member, as far as whoever asks may see it."""

    badges: list[Item] | None
    streak: StreakNow
    tier: tiers.TierRow | None
    community: Community
    own: tuple[Balances, MemberGoals] | None  # for oneself and managers: on the picture
    # For managers: balances, what is held, and the last runs.
    inside: tuple[Balances, list[Item], list[RunLine]] | None

    @property
    def pages(self) -> int:
        """How many pages there are of the longer of the two lists."""
        return max(page_count(len(self.badges or []), PAGE), self.pages_inside)

    @property
    def pages_inside(self) -> int:
        """How many pages there are of what only managers see."""
        return page_count(len(self.inside[1]) if self.inside else 0, PAGE)

    def shown(self, badges: list[Item], *, viewer_is_owner: bool) -> Shown:
        """Return what the picture shows. Managers have others' balances in words, below it."""
        balances, goals = self.own or (None, None)
        return Shown(
            badges,
            self.streak,
            self.tier,
            self.community,
            balances if viewer_is_owner and not self.inside else None,
            goals,
        )


def _load(
    session: Session, who: Person, member_id: int, role_ids: frozenset[int], public: bool
) -> _Profile:
    # What everybody reads holds no more than anybody may see, whoever asks for it.
    manager = not public and actors.is_manager(session, who)
    inside = None
    if manager:
        items = inventory.grants_of(session, who, member_id, MOST_HELD)
        others = [item for item in items if item.kind is not RewardKind.BADGE]  # those show above
        runs = history.list_runs(session, who, chosen=ChosenRuns(member_id=member_id)).lines
        inside = ledger.balances(session, who.community_id, member_id), others, runs[:RUNS]
    own = None
    if manager or (not public and who.member_id == member_id):
        balances = ledger.balances(session, who.community_id, member_id)
        own = balances, listing.of_member(session, who.community_id, member_id)
    return _Profile(
        inventory.profile(session, who, member_id, manager=manager).badges,
        streaks.current(session, who.community_id, member_id),
        tiers.highest(tiers.every(session, who.community_id), role_ids),
        communities.get(session, who.community_id),
        own,
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
    picture = None
    if profile.badges is not None and await wants_pictures(interaction, public=public):
        shown = profile.shown(profile.badges, viewer_is_owner=member == interaction.user)
        picture = await profile_picture(interaction, language, member, shown)
    absent = None if here else small(t(language, "profile-absent"))
    if picture is not None:
        parts: list[Part | None] = [
            picture.part,
            absent,
            None if profile.badges else t(language, "profile-no-badges"),
        ]
        files, pages = [picture.file], profile.pages_inside
    else:
        heading = title(t(language, "profile-title", name=escape(member.display_name)))
        as_text, files = await _as_text(interaction, language, profile, page, public=public)
        parts, pages = [heading, absent, *as_text], profile.pages
    if public:
        return Card(*parts, files=files)
    page = min(max(page, 1), pages)
    if profile.inside:
        parts.append(_for_managers(language, profile.community, *profile.inside, page=page))
    parts.append(_buttons(language, member.id, profile, here=here, pictured=picture is not None))
    parts.append(footer(language, page, pages))
    parts.append(turner(language, page, pages, lambda to: SHOW_PROFILE.id(member.id, to)))
    return Card(*parts, files=files)


async def _as_text(
    interaction: Interaction, language: str, profile: _Profile, page: int, *, public: bool
) -> tuple[list[Part | None], list[discord.File]]:
    """Return a page of a profile without the picture of it, and the pictures of badges."""
    if profile.badges is None:
        return [t(language, "profile-hidden")], []
    badges = _of_page(profile.badges, min(max(page, 1), profile.pages))
    shown = await pictures(interaction, [badge.look for badge in badges], public=public)
    facts = [*_tier_and_streak(language, profile), *_for_viewer(language, profile)]
    parts: list[Part | None] = ["\n".join(facts)]
    parts += _badges(language, badges, shown, none=not profile.badges)
    more = len(profile.badges) - PAGE
    if public and more > 0:
        parts.append(t(language, "profile-more-badges", count=more))
    return parts, shown.files


def _of_page(items: list[Item], page: int) -> list[Item]:
    return items[(page - 1) * PAGE : page * PAGE]


def _badges(language: str, badges: list[Item], shown: Pictures, *, none: bool) -> list[Part]:
    if none:
        return [t(language, "profile-no-badges")]
    parts: list[Part] = []
    for badge in badges:
        url, about = shown.url(badge.look), _badge(language, badge)
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


def _for_viewer(language: str, profile: _Profile) -> list[str]:
    """Return what only oneself and managers may see; managers have the balances below."""
    if profile.own is None:
        return []
    balances, goals = profile.own
    lines = [] if profile.inside else [balance_text(language, balances, profile.community)]
    shown = rings(language, goals, profile.community.currency)
    return [*lines, *([escape(goals_text(language, shown))] if shown else [])]


def _badge(language: str, badge: Item) -> str:
    since = t(language, "profile-badge-since", when=format_dt(badge.created_at, "d"))
    return f"**{escape(badge.name)}**\n{small(since)}"


def _for_managers(
    language: str,
    community: Community,
    balances: Balances,
    items: list[Item],
    runs: list[RunLine],
    *,
    page: int,
) -> str:
    lines = [
        f"### {t(language, 'profile-for-managers')}",
        balance_text(language, balances, community),
    ]
    lines += [
        f"- {escape(item.name)} · {t(language, f'inventory-state-{item.state}')}"
        for item in _of_page(items, page)
    ]
    if runs and page == 1:
        lines.append(t(language, "profile-runs"))
        lines += [_run(language, run) for run in runs]
    return "\n".join(lines)


def _run(language: str, run: RunLine) -> str:
    """Return one of the last runs; *Why* tells the rest of it."""
    state = t(language, f"workflow-run-{run.state}")
    return f"- {escape(run.name, RUN_NAME)} · {state} · {format_dt(run.created_at, 'R')}"


def _buttons(
    language: str, member_id: int, profile: _Profile, *, here: bool, pictured: bool
) -> list[discord.ui.Button[Any]]:
    """Return the way to all badges, and what managers do for a member; who has left gets nothing.

    In words, all badges are on the profile itself.
    """
    badges = []
    if pictured and (profile.badges or profile.community.missing_badges):
        badges = [button(t(language, "profile-badges"), OPEN_COLLECTION.id(member_id))]
    if not profile.inside:
        return badges
    picker = [button(t(language, "profile-grant"), OPEN_PICKER.id(member_id))] if here else []
    return [
        *badges,
        *picker,
        button(t(language, "profile-points"), OPEN_POINTS_FORM.id(member_id)),
        button(t(language, "profile-history"), SHOW_HISTORY.id(member_id)),
        button(t(language, "profile-why"), OPEN_WHY.id(member_id)),
    ]


@action(SHOW_PROFILE, MEMBERS)
async def show_profile(interaction: Interaction, member_id: int, page: int) -> Card:
    """Show another page of a member's profile."""
    return await profile_card(interaction, await found(interaction, member_id), page)


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

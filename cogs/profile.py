"""/balance and /profile, and *Rewards profile* on a member's Apps menu."""

from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.services import communities, images, inventory, people, points
from bot.services.earning import rules, streaks, tiers
from bot.services.earning.rules import Rule
from bot.services.earning.streaks import StreakNow
from bot.services.inventory import Item
from bot.services.people import Person
from bot.services.points import Balances, History, Movement
from bot.texts import t
from bot.ui.access import MEMBERS
from bot.ui.actions import action
from bot.ui.answers import answer, replace, working
from bot.ui.base import Interaction, as_person, db, locale, person
from bot.ui.cards import Card, Part, escape, small, title, with_picture
from bot.ui.commands import text
from bot.ui.earning import earned_for, ways
from bot.ui.pages import footer, turner
from bot.ui.pictures import Pictures
from db.session import Session
from db.tables import Community, LedgerReason, WalletMode

MOST_BADGES = 10
"""Badges that a profile shows with their picture; further ones are counted."""

NOTE_LENGTH = 250
"""Characters of a manager's note that a history shows; ten of them fit on a card."""

MOST_GRANTS = 10
"""Grants that a manager sees on a profile."""


async def _balance(interaction: Interaction, page: int) -> Card:
    language, who = locale(interaction), person(interaction)

    def look(session: Session) -> tuple[Community, History, list[Rule]]:
        community = communities.get(session, who.community_id)
        history = points.history(session, who, who.member_id, page)
        return community, history, rules.paying(session, who.community_id)

    community, history, paying = await db(interaction).read(look)
    return Card(
        title(t(language, "balance-title")),
        balance_text(language, history.balances, community),
        history_text(language, history, ways(language, paying, community.currency)),
        turner(language, history.page, history.pages, show_balance.id),
        footer(language, history.page, history.pages),
    )


def balance_text(language: str, balances: Balances, community: Community) -> str:
    """Return what somebody has: both wallets, or the one that the community shows."""
    called = community.currency
    spend = t(language, "balance-spend", amount=balances.spend, currency=called)
    if community.wallet_mode == WalletMode.SINGLE:
        return spend
    return f"{spend}\n{t(language, 'balance-earn', amount=balances.earn, currency=called)}"


def history_text(language: str, history: History, how: str | None) -> str:
    """Return a page of movements, one a line, newest first; `how` to have the first one."""
    if not history.movements and how is None:
        return t(language, "balance-no-history")
    if not history.movements:
        return t(language, "balance-first", ways=how)
    return "\n".join(_movement(language, one) for one in history.movements)


def _movement(language: str, one: Movement) -> str:
    when = f"<t:{int(one.at.timestamp())}:d>"
    reason, note = t(language, f"balance-reason-{one.reason}"), one.note
    if one.reason is LedgerReason.EARNED and note:
        reason, note = earned_for(language, note), None
    elif one.reason is LedgerReason.CORRECTION and one.actor_id is None:
        reason = t(language, "balance-taken-back")
    told = f" — {escape(note, NOTE_LENGTH)}" if note else ""
    sign = "+" if one.amount > 0 else "−"
    amount = t(language, "balance-amount", amount=abs(one.amount))
    return f"{when} **{sign}{amount}** {reason}{told}"


@action("balance", MEMBERS)
async def show_balance(interaction: Interaction, page: int) -> None:
    """Turn to a page of one's own history."""
    await replace(interaction, await _balance(interaction, page))


@dataclass(frozen=True)
class _Look:
    """What is known of a member, as far as whoever asks may see it."""

    badges: list[Item] | None
    streak: StreakNow
    tier: Any | None
    thumbnails: dict[int, bytes]
    community: Community
    inside: tuple[Balances, list[Item]] | None  # for managers: balances, and what is held


def _look(
    session: Session, who: Person, member_id: int, role_ids: frozenset[int], public: bool
) -> _Look:
    # What everybody reads holds no more than anybody may see, whoever asks for it.
    manager = not public and people.is_manager(session, who)
    badges = inventory.profile(session, who, member_id, manager=manager).badges
    image_ids = [badge.image_id for badge in (badges or [])[:MOST_BADGES] if badge.image_id]
    inside = None
    if manager:
        held = inventory.grants_of(session, who, member_id, MOST_GRANTS)
        inside = points.balances(session, who.community_id, member_id), held
    return _Look(
        badges,
        streaks.current(session, who.community_id, member_id),
        tiers.highest(session, who.community_id, role_ids),
        images.thumbnails(session, who.community_id, image_ids),
        communities.get(session, who.community_id),
        inside,
    )


async def _profile(
    interaction: Interaction, member: discord.Member | discord.User, *, public: bool = False
) -> Card:
    roles = as_person(member).role_ids if isinstance(member, discord.Member) else frozenset()
    look = await db(interaction).read(_look, person(interaction), member.id, roles, public)
    language = look.community.language if public else locale(interaction)
    parts: list[Part | None] = [
        title(t(language, "profile-title", name=escape(member.display_name))),
        None if isinstance(member, discord.Member) else small(t(language, "profile-absent")),
    ]
    if look.badges is None:
        return Card(*parts, t(language, "profile-hidden"))
    parts.append("\n".join(_standing(language, look)))
    if not look.badges:
        parts.append(t(language, "profile-no-badges"))
    shown = Pictures(look.thumbnails)
    for badge in look.badges[:MOST_BADGES]:
        url, about = shown.url(badge.image_id), _badge(language, badge)
        parts.append(with_picture(about, url) if url else about)
    if len(look.badges) > MOST_BADGES:
        parts.append(t(language, "profile-more-badges", count=len(look.badges) - MOST_BADGES))
    if look.inside:
        parts.append(_for_managers(language, look.community, *look.inside))
    return Card(*parts, files=shown.files)


def _standing(language: str, look: _Look) -> list[str]:
    """Return the tier and the streak of a member, one a line, as far as there are any."""
    lines = []
    if look.tier is not None:
        role, times = f"<@&{look.tier.role_id}>", look.tier.multiplier / tiers.ONCE
        lines.append(t(language, "profile-tier", role=role, times=times))
    if look.streak.best > 1:
        best = look.streak.best
        lines.append(t(language, "profile-streak", days=look.streak.days, best=best))
    return lines


def _badge(language: str, badge: Item) -> str:
    since = t(language, "profile-badge-since", when=f"<t:{int(badge.created_at.timestamp())}:d>")
    return f"**{escape(badge.name)}**\n{small(since)}"


def _for_managers(language: str, community: Community, balances: Balances, held: list[Item]) -> str:
    lines = [
        f"### {t(language, 'profile-for-managers')}",
        balance_text(language, balances, community),
    ]
    lines += [
        f"- {escape(item.name)} · {t(language, f'inventory-state-{item.state}')}" for item in held
    ]
    return "\n".join(lines)


async def _profile_menu(interaction: Interaction, member: discord.Member) -> None:
    await answer(interaction, await _profile(interaction, member))


class Profile(commands.Cog):
    """What members have, and show of it."""

    def __init__(self, bot: Any) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Rewards profile", callback=_profile_menu)

    async def cog_load(self) -> None:
        """Add the menu entry; discord.py takes none from a class."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu entry away."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(name="balance", description=text("command-balance"))
    @app_commands.describe(page=text("command-balance-page"))
    async def balance(
        self, interaction: Interaction, page: app_commands.Range[int, 1, 100_000] = 1
    ) -> None:
        """Show one's points and where they came from."""
        await answer(interaction, await _balance(interaction, page))

    @app_commands.command(name="profile", description=text("command-profile"))
    @app_commands.describe(member=text("command-profile-member"), show=text("command-profile-show"))
    async def profile(
        self, interaction: Interaction, member: discord.User | None = None, show: bool = False
    ) -> None:
        """Show a member's tier, streak and badges, to oneself or to everybody."""
        whose = member or interaction.user
        if not show:
            await answer(interaction, await _profile(interaction, whose))
            return
        async with working(interaction, private=False):
            await answer(interaction, await _profile(interaction, whose, public=True))


async def setup(bot: Any) -> None:
    """Add this family of commands to the bot."""
    await bot.add_cog(Profile(bot))

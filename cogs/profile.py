"""/balance and /profile, and *Rewards profile* on a member's Apps menu."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.services import communities, inventory, people, points
from bot.services.inventory import Item
from bot.services.points import History, Movement
from bot.texts import t
from bot.ui.actions import action
from bot.ui.answers import answer, replace
from bot.ui.base import Interaction, db, locale, person, public_locale
from bot.ui.cards import Card, Part, escape, small, title, with_picture
from bot.ui.commands import text
from bot.ui.pages import footer, turner
from bot.ui.pictures import pictures
from db.tables import WalletMode

MOST_BADGES = 10
"""Badges that a profile shows with their picture; further ones are counted."""

MOST_GRANTS = 10
"""Grants that a manager sees on a profile."""


async def _balance(interaction: Interaction, page: int) -> Card:
    language, who = locale(interaction), person(interaction)
    community = await db(interaction).read(communities.get, who.community_id)
    history = await db(interaction).read(points.history, who, who.member_id, page)
    return Card(
        title(t(language, "balance-title")),
        balance_text(language, history.balances, community.wallet_mode, community.currency),
        history_text(language, history),
        turner(language, history.page, history.pages, show_balance.id),
        footer(language, history.page, history.pages),
    )


def balance_text(language: str, balances: points.Balances, mode: str, currency: str | None) -> str:
    """Return what somebody has: both wallets, or the one that a community shows."""
    spend = t(language, "balance-spend", amount=balances.spend, currency=currency)
    if mode == WalletMode.SINGLE:
        return spend
    return f"{spend}\n{t(language, 'balance-earn', amount=balances.earn, currency=currency)}"


def history_text(language: str, history: History) -> str:
    """Return a page of movements, one a line, newest first."""
    if not history.movements:
        return t(language, "balance-no-history")
    return "\n".join(_movement(language, one) for one in history.movements)


def _movement(language: str, one: Movement) -> str:
    when = f"<t:{int(one.at.timestamp())}:d>"
    reason = t(language, f"balance-reason-{one.reason}")
    note = f" — {escape(one.note)}" if one.note else ""
    return f"{when} **{one.amount:+,}** {reason}{note}"


@action("balance")
async def show_balance(interaction: Interaction, page: int) -> None:
    """Turn to a page of one's own history."""
    await replace(interaction, await _balance(interaction, page))


async def _profile(
    interaction: Interaction, member: discord.Member | discord.User, *, language: str, private: bool
) -> Card:
    who = person(interaction)
    manager = private and await db(interaction).read(people.is_manager, who)
    shown = await db(interaction).read(inventory.profile, who, member.id, manager=manager)
    parts: list[Part | None] = [
        title(t(language, "profile-title", name=escape(member.display_name)))
    ]
    if shown.badges is None:
        return Card(*parts, t(language, "profile-hidden"))
    look = await pictures(
        interaction, who.community_id, (badge.image_id for badge in shown.badges[:MOST_BADGES])
    )
    if not shown.badges:
        parts.append(t(language, "profile-no-badges"))
    for badge in shown.badges[:MOST_BADGES]:
        url = look.url(badge.image_id)
        parts.append(with_picture(_badge(badge), url) if url else _badge(badge))
    if len(shown.badges) > MOST_BADGES:
        parts.append(t(language, "profile-more-badges", count=len(shown.badges) - MOST_BADGES))
    if manager:
        parts.append(await _for_managers(interaction, member.id, language))
    return Card(*parts, files=look.files)


def _badge(badge: Item) -> str:
    when = f"<t:{int(badge.created_at.timestamp())}:d>"
    return f"**{escape(badge.name)}**\n{small(when)}"


async def _for_managers(interaction: Interaction, member_id: int, language: str) -> str:
    """Return what only managers see of a member: balance and grants."""
    who = person(interaction)
    community = await db(interaction).read(communities.get, who.community_id)
    history = await db(interaction).read(points.history, who, member_id)
    held = await db(interaction).read(inventory.grants_of, who, member_id, MOST_GRANTS)
    lines = [
        f"### {t(language, 'profile-for-managers')}",
        balance_text(language, history.balances, community.wallet_mode, community.currency),
    ]
    lines += [
        f"- {escape(item.name)} · {t(language, f'inventory-state-{item.state}')}" for item in held
    ]
    return "\n".join(lines)


@app_commands.guild_only()
async def _profile_menu(interaction: Interaction, member: discord.Member) -> None:
    card = await _profile(interaction, member, language=locale(interaction), private=True)
    await answer(interaction, card)


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
    @app_commands.guild_only()
    async def balance(
        self, interaction: Interaction, page: app_commands.Range[int, 1, 100_000] = 1
    ) -> None:
        """Show one's points and where they came from."""
        await answer(interaction, await _balance(interaction, page))

    @app_commands.command(name="profile", description=text("command-profile"))
    @app_commands.describe(member=text("command-profile-member"), show=text("command-profile-show"))
    @app_commands.guild_only()
    async def profile(
        self, interaction: Interaction, member: discord.Member | None = None, show: bool = False
    ) -> None:
        """Show a member's badges, to oneself or to everybody."""
        language = await public_locale(interaction) if show else locale(interaction)
        card = await _profile(
            interaction, member or interaction.user, language=language, private=not show
        )
        await answer(interaction, card, private=not show)


async def setup(bot: Any) -> None:
    """Add this family of commands to the bot."""
    await bot.add_cog(Profile(bot))

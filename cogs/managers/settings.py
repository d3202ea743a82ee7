"""/settings: how Laurel works in a community. Without options, each shows what is set."""

import asyncio
from collections.abc import Callable

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.services import calendar
from bot.services.community import settings, timezones
from bot.services.community.settings import Settings
from bot.services.content import notice_log
from bot.texts import languages, t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, button
from bot.ui.core.answers import answer, replace, working
from bot.ui.core.autocomplete import meant, suggest
from bot.ui.core.base import Interaction, db, locale, person
from bot.ui.core.cards import GOOD, PLAIN, Card, Part, escape, small
from bot.ui.core.commands import choices
from bot.ui.deliveries.notices import board_parts
from bot.ui.permissions import managers
from bot.ui.permissions.channels import require_posting
from bot.ui.setup.basics import timezone_told
from cogs import groups
from db.tables import WalletMode

Describe = Callable[[str, Settings], list[Part]]
"""Says in a language what one setting is, and offers what a command's options cannot."""


@suggest
async def offer_timezones(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    """Offer time zones by a city, a country, or how far their clocks are from UTC."""
    now = db(interaction).world.clock()
    found = await asyncio.to_thread(timezones.find, typed, now)
    clocks = [(zone, now.astimezone(calendar.clock(zone))) for zone in found]
    return [(f"{zone} ({clock:%H:%M})", zone) for zone, clock in clocks]


@groups.settings.command(name="timezone")
@app_commands.autocomplete(zone=offer_timezones)
async def settings_timezone(interaction: Interaction, zone: str | None = None) -> None:
    """See or choose whose midnight ends a day."""
    if zone is not None:
        zone = await meant(offer_timezones, interaction, zone)
        await db(interaction).write(settings.set_timezone, person(interaction), zone)
    await _show(interaction, _timezone, saved=zone is not None)


@groups.settings.command(name="wallet")
@app_commands.choices(mode=choices("settings-admin-mode-", WalletMode))
async def settings_wallet(interaction: Interaction, mode: str | None = None) -> None:
    """See or choose how balances are shown."""
    if mode is not None:
        chosen = WalletMode(mode)
        await db(interaction).write(settings.set_wallet_mode, person(interaction), chosen)
    await _show(interaction, _wallet, saved=mode is not None)


@groups.settings.command(name="currency")
async def settings_currency(interaction: Interaction, name: str | None = None) -> None:
    """See or choose what points are called."""
    if name is not None:
        await db(interaction).write(settings.set_currency, person(interaction), name)
    await _show(interaction, _currency, saved=name is not None)


@groups.settings.command(name="announcements")
async def settings_announcements(
    interaction: Interaction, channel: discord.TextChannel | None = None
) -> None:
    """See or choose where new badges are announced."""
    if channel is not None:
        require_posting(interaction, channel)
        await db(interaction).write(
            settings.set_announcement_channel, person(interaction), channel.id
        )
    await _show(interaction, _announcements, saved=channel is not None)


@groups.settings.command(name="notices")
async def settings_notices(
    interaction: Interaction,
    channel: discord.TextChannel | None = None,
    low_pool_percent: app_commands.Range[int, 0, 100] | None = None,
    tell_in_public: bool | None = None,
) -> None:
    """See or choose where managers are told what needs them, and see the latest of it."""
    by = person(interaction)
    if channel is not None:
        require_posting(interaction, channel)
        await db(interaction).write(settings.set_notices_channel, by, channel.id)
    if low_pool_percent is not None:
        await db(interaction).write(settings.set_low_pool_percent, by, low_pool_percent)
    if tell_in_public is not None:
        await db(interaction).write(settings.set_waiting_notice, by, tell_in_public)
    given = (channel, low_pool_percent, tell_in_public)
    await _show_notices(interaction, saved=any(option is not None for option in given))


@groups.settings.command(name="managers")
async def settings_managers(
    interaction: Interaction,
    add: discord.Role | None = None,
    remove: discord.Role | None = None,
) -> None:
    """See or change whose role makes them managers."""
    by = person(interaction)
    async with working(interaction):
        if add is not None:
            await db(interaction).write(settings.add_manager_role, by, add.id)
        if remove is not None:
            await db(interaction).write(settings.remove_manager_role, by, remove.id)
        saved = add is not None or remove is not None
        await answer(interaction, await managers.card(interaction, saved=saved))


@groups.settings.command(name="language")
@app_commands.choices(
    language=[Choice(name="settings-admin-language-name", value=code) for code in languages()]
)
async def settings_language(interaction: Interaction, language: str | None = None) -> None:
    """See or choose the language of what everybody reads."""
    if language is not None:
        await db(interaction).write(settings.set_language, person(interaction), language)
    await _show(interaction, _language, saved=language is not None)


@action("settings-currency-reset", MANAGERS)
async def reset_currency(interaction: Interaction) -> None:
    """Call points points again."""
    await db(interaction).write(settings.set_currency, person(interaction), None)
    await _show(interaction, _currency, saved=True)


@action("settings-announcements-off", MANAGERS)
async def stop_announcing(interaction: Interaction) -> None:
    """Announce badges no more."""
    await db(interaction).write(settings.set_announcement_channel, person(interaction), None)
    await _show(interaction, _announcements, saved=True)


@action("settings-notices-off", MANAGERS)
async def stop_notices(interaction: Interaction) -> None:
    """Tell managers no more."""
    await db(interaction).write(settings.set_notices_channel, person(interaction), None)
    await _show_notices(interaction, saved=True)


async def _show(interaction: Interaction, describe: Describe, *, saved: bool) -> None:
    settled = await db(interaction).read(settings.get, person(interaction))
    card = _card(interaction, describe(locale(interaction), settled), saved=saved)
    await replace(interaction, card)


async def _show_notices(interaction: Interaction, *, saved: bool) -> None:
    by, language = person(interaction), locale(interaction)
    settled = await db(interaction).read(settings.get, by)
    board = await db(interaction).read(notice_log.board, by)
    parts = [*_notices(language, settled), *board_parts(language, board)]
    await replace(interaction, _card(interaction, parts, saved=saved))


def _card(interaction: Interaction, parts: list[Part], *, saved: bool) -> Card:
    done = t(locale(interaction), "settings-admin-saved") if saved else None
    return Card(done, *parts, colour=GOOD if saved else PLAIN)


def _timezone(language: str, settled: Settings) -> list[Part]:
    return [timezone_told(language, settled)]


def _wallet(language: str, settled: Settings) -> list[Part]:
    told = t(language, f"settings-admin-wallet-{settled.wallet_mode}")
    return [told, small(t(language, "settings-admin-wallet-how"))]


def _currency(language: str, settled: Settings) -> list[Part]:
    if settled.currency is None:
        return [t(language, "settings-admin-currency-none")]
    name = escape(settled.currency)
    return [
        t(language, "settings-admin-currency", name=name, currency=settled.currency),
        [button(t(language, "settings-admin-currency-reset"), reset_currency.id())],
    ]


def _announcements(language: str, settled: Settings) -> list[Part]:
    if settled.announcement_channel_id is None:
        return [t(language, "settings-admin-announcements-none")]
    channel = f"<#{settled.announcement_channel_id}>"
    return [
        t(language, "settings-admin-announcements", channel=channel),
        [button(t(language, "settings-admin-announcements-off"), stop_announcing.id())],
    ]


def _notices(language: str, settled: Settings) -> list[Part]:
    pool = t(language, "settings-admin-notices-pool", percent=settled.low_pool_percent)
    public = "on" if settled.waiting_notice else "off"
    waiting = t(language, f"settings-admin-notices-waiting-{public}")
    if settled.notices_channel_id is None:
        return [t(language, "settings-admin-notices-none"), pool, waiting]
    channel = f"<#{settled.notices_channel_id}>"
    return [
        t(language, "settings-admin-notices", channel=channel),
        pool,
        waiting,
        [button(t(language, "settings-admin-notices-off"), stop_notices.id())],
    ]


def _language(language: str, settled: Settings) -> list[Part]:
    told = t(language, "settings-admin-language", language=settled.language)
    return [told, small(t(language, "settings-admin-language-how"))]

"""/settings: one setting for each subcommand. Without options, each shows what is set."""

import asyncio
from collections.abc import Callable
from functools import partial

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.services import calendar
from bot.services.community import settings, timezones
from bot.services.community.settings import Settings
from bot.services.content import notice_log
from bot.services.points import thanks
from bot.texts import languages, t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import ActionId, action, button
from bot.ui.core.answers import answer, replace, working
from bot.ui.core.autocomplete import resolve_suggestion, suggest
from bot.ui.core.base import Interaction, currency, db, locale, read, write
from bot.ui.core.cards import Card, Part, escape, settings_card, small
from bot.ui.core.commands import choices
from bot.ui.deliveries.notices import board_parts
from bot.ui.permissions import managers
from bot.ui.permissions.channels import require_posting
from bot.ui.setup.basics import timezone_text
from cogs import groups
from db.tables import WalletMode

Render = Callable[[str, Settings], list[Part]]
"""Renders one setting in a language, with a button for what the options cannot do."""


@suggest
async def offer_timezones(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    """Suggest time zones by a city, a country, or their offset from UTC."""
    now = db(interaction).world.clock()
    found = await asyncio.to_thread(timezones.find, typed, now)
    clocks = [(zone, now.astimezone(calendar.clock(zone))) for zone in found]
    return [(f"{zone} ({clock:%H:%M})", zone) for zone, clock in clocks]


@groups.settings.command(name="timezone")
@app_commands.autocomplete(zone=offer_timezones)
async def settings_timezone(interaction: Interaction, zone: str | None = None) -> None:
    """Show or set the time zone whose midnight ends a day."""
    if zone is not None:
        zone = await resolve_suggestion(offer_timezones, interaction, zone)
        await write(interaction, settings.set_timezone, zone)
    await replace(interaction, await _setting_card(interaction, _timezone, saved=zone is not None))


@groups.settings.command(name="wallet")
@app_commands.choices(mode=choices("settings-admin-mode-", WalletMode))
async def settings_wallet(interaction: Interaction, mode: str | None = None) -> None:
    """Show or set how balances are shown."""
    if mode is not None:
        chosen = WalletMode(mode)
        await write(interaction, settings.set_wallet_mode, chosen)
    await replace(interaction, await _setting_card(interaction, _wallet, saved=mode is not None))


@groups.settings.command(name="currency")
async def settings_currency(interaction: Interaction, name: str | None = None) -> None:
    """Show or set what points are called."""
    if name is not None:
        await write(interaction, settings.set_currency, name)
    await replace(interaction, await _setting_card(interaction, _currency, saved=name is not None))


@groups.settings.command(name="announcements")
async def settings_announcements(
    interaction: Interaction, channel: discord.TextChannel | None = None
) -> None:
    """Show or set where new badges are announced."""
    if channel is not None:
        require_posting(interaction, channel)
        await write(interaction, settings.set_announcement_channel, channel.id)
    await replace(
        interaction, await _setting_card(interaction, _announcements, saved=channel is not None)
    )


@groups.settings.command(name="notices")
async def settings_notices(
    interaction: Interaction,
    channel: discord.TextChannel | None = None,
    low_pool_percent: app_commands.Range[int, 0, 100] | None = None,
    tell_in_public: bool | None = None,
) -> None:
    """Show or set where managers get notices, and show the latest ones."""
    if channel is not None:
        require_posting(interaction, channel)
        await write(interaction, settings.set_notices_channel, channel.id)
    if low_pool_percent is not None:
        await write(interaction, settings.set_low_pool_percent, low_pool_percent)
    if tell_in_public is not None:
        await write(interaction, settings.set_waiting_notice, tell_in_public)
    options = (channel, low_pool_percent, tell_in_public)
    await replace(
        interaction,
        await _notices_card(interaction, saved=any(option is not None for option in options)),
    )


@groups.settings.command(name="pictures")
async def settings_pictures(
    interaction: Interaction, show: bool | None = None, missing_badges: bool | None = None
) -> None:
    """Show or set whether Laurel draws pictures, and what they show."""
    if show is not None:
        await write(interaction, settings.set_pictures, show)
    if missing_badges is not None:
        await write(interaction, settings.set_missing_badges, missing_badges)
    saved = show is not None or missing_badges is not None
    await replace(interaction, await _setting_card(interaction, _pictures, saved=saved))


@groups.settings.command(name="thanks")
async def settings_thanks(
    interaction: Interaction,
    points: app_commands.Range[int, 0, thanks.MOST_POINTS] | None = None,
    quota: app_commands.Range[int, 1, thanks.MOST_A_DAY] | None = None,
    cap: app_commands.Range[int, 1, thanks.MOST_A_DAY] | None = None,
) -> None:
    """Show or set what a thank-you gives, and how many there may be in a day."""
    saved = any(option is not None for option in (points, quota, cap))
    if saved:
        await write(interaction, settings.set_thanks, points=points, quota=quota, cap=cap)
    await replace(interaction, await _thanks_card(interaction, saved=saved))


@groups.settings.command(name="managers")
async def settings_managers(
    interaction: Interaction,
    add: discord.Role | None = None,
    remove: discord.Role | None = None,
) -> None:
    """Show, add or remove the roles of managers."""
    async with working(interaction):
        if add is not None:
            await write(interaction, settings.add_manager_role, add.id)
        if remove is not None:
            await write(interaction, settings.remove_manager_role, remove.id)
        saved = add is not None or remove is not None
        await answer(interaction, await managers.card(interaction, saved=saved))


@groups.settings.command(name="language")
@app_commands.choices(
    language=[Choice(name="settings-admin-language-name", value=code) for code in languages()]
)
async def settings_language(interaction: Interaction, language: str | None = None) -> None:
    """Show or set the language of public messages."""
    if language is not None:
        await write(interaction, settings.set_language, language)
    await replace(
        interaction, await _setting_card(interaction, _language, saved=language is not None)
    )


RESET_CURRENCY = ActionId[()]("settings-currency-reset")


@action(RESET_CURRENCY, MANAGERS)
async def reset_currency(interaction: Interaction) -> Card:
    """Remove the name of points."""
    await write(interaction, settings.set_currency, None)
    return await _setting_card(interaction, _currency, saved=True)


STOP_ANNOUNCING = ActionId[()]("settings-announcements-off")


@action(STOP_ANNOUNCING, MANAGERS)
async def stop_announcing(interaction: Interaction) -> Card:
    """Stop announcing badges."""
    await write(interaction, settings.set_announcement_channel, None)
    return await _setting_card(interaction, _announcements, saved=True)


STOP_NOTICES = ActionId[()]("settings-notices-off")


@action(STOP_NOTICES, MANAGERS)
async def stop_notices(interaction: Interaction) -> Card:
    """Stop sending notices to managers."""
    await write(interaction, settings.set_notices_channel, None)
    return await _notices_card(interaction, saved=True)


STOP_THANKS = ActionId[()]("settings-thanks-off")


@action(STOP_THANKS, MANAGERS)
async def stop_thanks(interaction: Interaction) -> Card:
    """Let members thank each other no more."""
    await write(interaction, settings.set_thanks, points=0)
    return await _thanks_card(interaction, saved=True)


async def _thanks_card(interaction: Interaction, *, saved: bool) -> Card:
    name = await currency(interaction)
    return await _setting_card(interaction, partial(_thanks, currency_name=name), saved=saved)


async def _setting_card(interaction: Interaction, render: Render, *, saved: bool) -> Card:
    current = await read(interaction, settings.get)
    return _card(interaction, render(locale(interaction), current), saved=saved)


async def _notices_card(interaction: Interaction, *, saved: bool) -> Card:
    language = locale(interaction)
    current = await read(interaction, settings.get)
    board = await read(interaction, notice_log.board)
    parts = [*_notices(language, current), *board_parts(language, board)]
    return _card(interaction, parts, saved=saved)


def _card(interaction: Interaction, parts: list[Part], *, saved: bool) -> Card:
    return settings_card(locale(interaction), *parts, saved=saved)


def _timezone(language: str, current: Settings) -> list[Part]:
    how = small(t(language, "settings-admin-timezone-how"))
    return [timezone_text(language, current), how]


def _wallet(language: str, current: Settings) -> list[Part]:
    line = t(language, f"settings-admin-wallet-{current.wallet_mode}")
    return [line, small(t(language, "settings-admin-wallet-how"))]


def _currency(language: str, current: Settings) -> list[Part]:
    if current.currency is None:
        return [t(language, "settings-admin-currency-none")]
    name = escape(current.currency)
    return [
        t(language, "settings-admin-currency", name=name, currency=current.currency),
        [button(t(language, "settings-admin-currency-reset"), RESET_CURRENCY.id())],
    ]


def _announcements(language: str, current: Settings) -> list[Part]:
    if current.announcement_channel_id is None:
        return [t(language, "settings-admin-announcements-none")]
    channel = f"<#{current.announcement_channel_id}>"
    return [
        t(language, "settings-admin-announcements", channel=channel),
        [button(t(language, "settings-admin-announcements-off"), STOP_ANNOUNCING.id())],
    ]


def _notices(language: str, current: Settings) -> list[Part]:
    pool = t(language, "settings-admin-notices-pool", percent=current.low_pool_percent)
    public = "on" if current.waiting_notice else "off"
    waiting = t(language, f"settings-admin-notices-waiting-{public}")
    if current.notices_channel_id is None:
        return [t(language, "settings-admin-notices-none"), pool, waiting]
    channel = f"<#{current.notices_channel_id}>"
    return [
        t(language, "settings-admin-notices", channel=channel),
        pool,
        waiting,
        [button(t(language, "settings-admin-notices-off"), STOP_NOTICES.id())],
    ]


def _pictures(language: str, current: Settings) -> list[Part]:
    if not current.pictures:
        return [t(language, "settings-admin-pictures-off")]
    missing = "on" if current.missing_badges else "off"
    return [
        t(language, "settings-admin-pictures-on"),
        t(language, f"settings-admin-missing-badges-{missing}"),
    ]


def _thanks(language: str, current: Settings, *, currency_name: str | None) -> list[Part]:
    if not current.thanks_points:
        return [t(language, "settings-admin-thanks-none")]
    points, quota, cap = current.thanks_points, current.thanks_quota, current.thanks_cap
    return [
        t(language, "settings-admin-thanks", points=points, currency=currency_name),
        t(language, "settings-admin-thanks-limits", quota=quota, cap=cap),
        [button(t(language, "settings-admin-thanks-off"), STOP_THANKS.id())],
    ]


def _language(language: str, current: Settings) -> list[Part]:
    line = t(language, "settings-admin-language", language=current.language)
    return [line, small(t(language, "settings-admin-language-how"))]

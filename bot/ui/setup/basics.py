"""The first steps: the time zone, the channels, and who manages."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import SelectOption
from discord.ui import ChannelSelect, RoleSelect

from bot.services import calendar
from bot.services.community import settings
from bot.services.community.settings import Settings
from bot.services.errors import GoneError, NotAServerManagerError
from bot.texts import t
from bot.ui.core.access import MANAGERS, SERVER_MANAGERS
from bot.ui.core.actions import action, button, choice_list, chosen, chosen_number
from bot.ui.core.base import Interaction, locale, person, read, write
from bot.ui.core.cards import Card, Part, small
from bot.ui.core.fields import TextField
from bot.ui.core.forms import Form, Sent
from bot.ui.permissions import managers
from bot.ui.permissions.channels import require_posting
from bot.ui.setup.action_ids import ADD_MANAGER, ASK_ZONE, SET_CHANNEL, SET_ZONE
from bot.ui.setup.guide import step, step_card

ZONES = (
    "Pacific/Honolulu",
    "America/Anchorage",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "UTC",
    "Europe/London",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Athens",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Europe/Istanbul",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
)
"""Time zones to choose at once, from west to east; any other can be typed."""


async def _community(interaction: Interaction) -> Settings:
    return await read(interaction, settings.get)


def timezone_text(language: str, community: Settings) -> str:
    """Say which time zone is set, and what day it counts as."""
    text_id = "settings-admin-timezone-ahead" if community.is_ahead else "settings-admin-timezone"
    clock = f"{community.clock:%H:%M}"
    return t(language, text_id, zone=community.timezone, clock=clock, today=community.today)


@step("time")
async def _time(interaction: Interaction) -> Sequence[Part | None]:
    language, community = locale(interaction), await _community(interaction)
    now = interaction.created_at
    options = [
        SelectOption(
            label=zone,
            value=zone,
            description=t(language, "setup-clock", clock=f"{there:%H:%M}"),
            default=zone == community.timezone,
        )
        for zone in ZONES
        for there in [now.astimezone(calendar.clock(zone))]
    ]
    return [
        timezone_text(language, community),
        [choice_list(options, SET_ZONE.id(), placeholder=t(language, "setup-time-pick"))],
        [button(t(language, "setup-time-other"), ASK_ZONE.id())],
    ]


async def _move(interaction: Interaction, zone: str) -> Card:
    await write(interaction, settings.set_timezone, zone)
    return await step_card(interaction, "time", t(locale(interaction), "settings-admin-saved"))


@action(SET_ZONE, MANAGERS)
async def set_zone(interaction: Interaction) -> Card:
    """Take the time zone that was chosen."""
    return await _move(interaction, chosen(interaction))


@action(ASK_ZONE, MANAGERS)
async def ask_zone(interaction: Interaction) -> None:
    """Ask for any other time zone."""
    await Zone.open(interaction)


class Zone(Form, name="setup-zone", access=MANAGERS):
    """Asks for a time zone by a part of its name."""

    title = "setup-time-other"
    fields = (
        TextField(
            name="zone", label="setup-time-name", hint="setup-time-hint", most=60, required=True
        ),
    )

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Take it if it means one zone."""
        return await _move(interaction, sent.text("zone") or "")


@step("channels")
async def _channels(interaction: Interaction) -> Sequence[Part | None]:
    language, community = locale(interaction), await _community(interaction)
    return [
        [_channel_list(language, 0, community.announcement_channel_id)],
        [_channel_list(language, 1, community.notices_channel_id)],
    ]


_PURPOSES = ("announcements", "notices")
_SET = (settings.set_announcement_channel, settings.set_notices_channel)


def _channel_list(language: str, purpose: int, channel_id: int | None) -> ChannelSelect[Any]:
    kind = discord.SelectDefaultValueType.channel
    return ChannelSelect(
        custom_id=SET_CHANNEL.id(purpose),
        channel_types=[discord.ChannelType.text],
        placeholder=t(language, f"setup-channels-{_PURPOSES[purpose]}"),
        default_values=[discord.SelectDefaultValue(id=channel_id, type=kind)] if channel_id else [],
    )


@action(SET_CHANNEL, MANAGERS)
async def set_channel(interaction: Interaction, purpose: int) -> Card:
    """Take the channel that was chosen, for announcements or for notices."""
    guild = interaction.guild
    channel = guild.get_channel(chosen_number(interaction)) if guild else None
    if channel is None or purpose >= len(_SET):
        raise GoneError
    require_posting(interaction, channel)
    await write(interaction, _SET[purpose], channel.id)
    done = f"settings-admin-{_PURPOSES[purpose]}"
    return await step_card(
        interaction, "channels", t(locale(interaction), done, channel=channel.mention)
    )


@step("managers")
async def _managers(interaction: Interaction) -> Sequence[Part | None]:
    language, seen = locale(interaction), await managers.load(interaction)
    text = seen.text or t(language, "setup-managers-none")
    if seen.pages > 1:
        text += "\n" + small(t(language, "setup-managers-more"))
    where = small(t(language, "settings-admin-managers-where")) if seen.without_commands else None
    if not person(interaction).manages_server:
        return [text, where, t(language, NotAServerManagerError.message)]
    pick = RoleSelect[Any](
        custom_id=ADD_MANAGER.id(), placeholder=t(language, "setup-managers-pick")
    )
    return [text, where, [pick]]


@action(ADD_MANAGER, SERVER_MANAGERS)
async def add_manager(interaction: Interaction) -> Card:
    """Make the holders of the role that was chosen managers."""
    role_id = chosen_number(interaction)
    await write(interaction, settings.add_manager_role, role_id)
    return await step_card(interaction, "managers", t(locale(interaction), "settings-admin-saved"))

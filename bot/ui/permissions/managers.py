"""The roles whose holders are managers, page by page, and which of them cannot see the commands."""

from dataclasses import dataclass

from bot.services.community import settings
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action
from bot.ui.core.answers import working
from bot.ui.core.base import Interaction, locale, read
from bot.ui.core.cards import GOOD, PLAIN, Card
from bot.ui.core.pages import footer, page_count, turner
from bot.ui.permissions.action_ids import LIST_MANAGERS
from bot.ui.permissions.visibility import roles_without_commands

PAGE = 20
"""Roles on a page; a server may have 250."""


@dataclass(frozen=True)
class Roles:
    """A page of the managers' roles, and those on it that cannot see the commands."""

    text: str | None  # None where there are none
    without_commands: list[int]
    page: int
    pages: int


async def load(interaction: Interaction, page: int = 1) -> Roles:
    """Return a page of the managers' roles."""
    language = locale(interaction)
    community = await read(interaction, settings.get)
    every = community.manager_role_ids
    if not every:
        return Roles(None, [], 1, 1)
    pages = page_count(len(every), PAGE)
    page = min(max(page, 1), pages)
    shown = every[(page - 1) * PAGE : page * PAGE]
    assert interaction.guild is not None
    without_commands = await roles_without_commands(interaction.client, interaction.guild, shown)
    text = t(language, "settings-admin-managers", roles=mentions(shown))
    return Roles(text, without_commands, page, pages)


def mentions(role_ids: list[int]) -> str:
    """Return roles as a text names them."""
    return ", ".join(f"<@&{role_id}>" for role_id in role_ids)


async def card(interaction: Interaction, page: int = 1, *, saved: bool = False) -> Card:
    """Return the card of `/settings managers`."""
    language, seen = locale(interaction), await load(interaction, page)
    who_sees = None
    if seen.without_commands:
        who_sees = t(
            language, "settings-admin-managers-blind", roles=mentions(seen.without_commands)
        )
    elif seen.text:
        who_sees = t(language, "settings-admin-managers-all-see")
    return Card(
        t(language, "settings-admin-saved") if saved else None,
        seen.text or t(language, "settings-admin-managers-none"),
        t(language, "settings-admin-managers-where"),
        who_sees,
        footer(language, seen.page, seen.pages),
        turner(language, seen.page, seen.pages, LIST_MANAGERS.id),
        colour=GOOD if saved else PLAIN,
    )


@action(LIST_MANAGERS, MANAGERS)
async def list_managers(interaction: Interaction, page: int) -> Card:
    """Show another page of the managers' roles."""
    async with working(interaction, replaces=True):
        return await card(interaction, page)

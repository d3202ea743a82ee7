"""Who may use a command, a button, a list or a form; checked before anything else."""

from enum import Enum
from typing import Any

from discord import app_commands

from bot.services.actors import require_manager, require_server_manager
from bot.ui.core.base import Interaction, person, read


class Access(Enum):
    """Whom something is for."""

    MEMBERS = "members"
    MANAGERS = "managers"
    SERVER_MANAGERS = "server managers"  # holders of Discord's *Manage Server*


MEMBERS, MANAGERS, SERVER_MANAGERS = Access


async def admit(interaction: Interaction, access: Access) -> None:
    """Refuse whoever this is not for, with the error that says so."""
    if access is MEMBERS:
        return
    who = person(interaction)
    if access is SERVER_MANAGERS:
        require_server_manager(who)
    else:
        await read(interaction, require_manager)


def access_of(
    command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | None,
) -> Access:
    """Return whom a command is for: managers, where Discord hides it from everybody else."""
    if command is None:
        return MEMBERS  # there is no such command; anybody may read that
    group = command.root_parent if isinstance(command, app_commands.Command) else None
    return MEMBERS if (group or command).default_permissions is None else MANAGERS

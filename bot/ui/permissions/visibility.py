"""Which roles see the commands for managers, as an administrator has allowed it in Discord.

Discord hides those commands from everybody without *Manage Server* and lets only administrators
make exceptions, so all that Laurel can do is to look and tell.
"""

from collections.abc import Iterable

import discord


async def roles_without_commands(
    client: discord.Client, guild: discord.Guild, role_ids: Iterable[int]
) -> list[int]:
    """Return the roles, of those given, that do not see every command for managers."""
    application_id = client.application_id
    assert application_id is not None
    commands = await client.http.get_global_commands(application_id)
    hidden = [int(c["id"]) for c in commands if c.get("default_member_permissions") is not None]
    exceptions = await client.http.get_guild_application_command_permissions(
        application_id, guild.id
    )
    allowed: dict[tuple[int, int], bool] = {
        (int(exception["id"]), int(entry["id"])): entry["permission"]
        for exception in exceptions
        for entry in exception["permissions"]
    }

    def sees(role: discord.Role | None, role_id: int, command_id: int) -> bool:
        own = allowed.get((command_id, role_id))
        if own is not None:
            return own
        may = role.permissions if role else discord.Permissions.none()
        if may.manage_guild or may.administrator:
            return True
        # An entry under the application's own id is about all its commands.
        return allowed.get((application_id, role_id), False)

    return [
        role_id
        for role_id in role_ids
        if not all(sees(guild.get_role(role_id), role_id, command) for command in hidden)
    ]

"""The commands that the bot has registered, and who can see them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.localdiscord.errors import unknown
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.member import Member
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.snowflakes import Snowflakes
from bot.localdiscord.wire import CommandType, Json, without_nulls

KEPT = (
    "name_localizations",
    "description_localizations",
    "default_member_permissions",
    "dm_permission",
    "contexts",
    "integration_types",
    "nsfw",
    "options",
)


class CommandRegistry:
    """Global commands and those of single communities."""

    def __init__(self, ids: Snowflakes, bot_id: int) -> None:
        self._ids = ids
        self._bot_id = bot_id
        # Scope (None: global, else a community's id) -> id -> command.
        self._scopes: dict[int | None, dict[int, Json]] = {None: {}}

    def registered(self, scope: int | None = None) -> list[Json]:
        """Return the commands of a scope."""
        return list(self._scopes.get(scope, {}).values())

    def replace(self, scope: int | None, bodies: Sequence[Json]) -> list[Json]:
        """Register exactly these commands; those of the same name and type keep their ids."""
        old = self._scopes.get(scope, {})
        kept = {(c["name"], c["type"]): int(c["id"]) for c in old.values()}
        self._scopes[scope] = {}
        for body in bodies:
            self._store(scope, body, kept.get((body["name"], body.get("type", CommandType.CHAT))))
        return self.registered(scope)

    def upsert(self, scope: int | None, body: Json) -> Json:
        """Register one command, in place of one with the same name and type."""
        key = (body["name"], body.get("type", CommandType.CHAT))
        same = [c for c in self.registered(scope) if (c["name"], c["type"]) == key]
        return self._store(scope, body, int(same[0]["id"]) if same else None)

    def change(self, scope: int | None, command_id: int, body: Json) -> Json:
        """Change some of a command."""
        return self._store(scope, self.get(scope, command_id) | body, command_id)

    def get(self, scope: int | None, command_id: int) -> Json:
        """Return a command by id."""
        try:
            return self._scopes[scope][command_id]
        except KeyError:
            raise unknown("application command", 10063) from None

    def remove(self, scope: int | None, command_id: int) -> None:
        """Unregister a command."""
        self.get(scope, command_id)
        del self._scopes[scope][command_id]

    def _store(self, scope: int | None, body: Json, command_id: int | None) -> Json:
        kind = body.get("type") or CommandType.CHAT
        command: Json = {
            "id": str(command_id or self._ids.next()),
            "application_id": str(self._bot_id),
            "version": str(self._ids.next()),
            "type": int(kind),
            "name": body["name"],
            # Menu commands come back with an empty one.
            "description": body.get("description") or "",
            "default_member_permissions": None,
            "dm_permission": True,
            "contexts": None,
            "integration_types": [0],
            "nsfw": False,
        }
        command |= {key: value for key, value in without_nulls(body).items() if key in KEPT}
        if command["default_member_permissions"] is not None:
            command["default_member_permissions"] = str(command["default_member_permissions"])
        if scope is not None:
            command["guild_id"] = str(scope)
        self._scopes.setdefault(scope, {})[int(command["id"])] = command
        return command

    # Finding and hiding

    def find(
        self, name: str, community: Community | None, kind: CommandType | None = None
    ) -> Json | None:
        """Return the command that a name means in a community (or in direct messages)."""
        scopes = [community.id, None] if community else [None]
        for scope in scopes:
            for command in self.registered(scope):
                if command["name"] == name and kind in (None, command["type"]):
                    return command
        return None

    def is_hidden(self, command: Json, member: Member, permissions: Permissions) -> bool:
        """Whether Discord hides a command from a member with these permissions in the channel.

        https://docs.discord.com/developers/interactions/application-commands#permissions
        """
        if permissions & Permissions.ADMINISTRATOR:
            return False
        if not permissions & Permissions.USE_APPLICATION_COMMANDS:
            return True
        overwrites = member.community.command_permissions.get(command["name"], {})
        if member.id in overwrites:
            return not overwrites[member.id]
        by_role = [overwrites[role.id] for role in member.roles if role.id in overwrites]
        if by_role:
            return not any(by_role)
        if member.community.id in overwrites:
            return not overwrites[member.community.id]
        needed = command["default_member_permissions"]
        if needed is None:
            return False
        # "0" hides it from everyone but administrators.
        return int(needed) == 0 or int(needed) & ~int(permissions) != 0

    def permissions_to_wire(self, command: Json, community: Community) -> Json:
        """Return the permissions of a command in a community, as Discord describes them."""
        overwrites = community.command_permissions.get(command["name"], {})
        return {
            "id": command["id"],
            "application_id": str(self._bot_id),
            "guild_id": str(community.id),
            "permissions": [
                {
                    "id": str(target),
                    "type": 1 if community.role(target) else 2,
                    "permission": allowed,
                }
                for target, allowed in overwrites.items()
            ],
        }

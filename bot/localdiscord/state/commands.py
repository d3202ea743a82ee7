"""The commands that the bot has registered, and who can see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.localdiscord.errors import unknown
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.member import Member
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import CommandType, Json, OptionType, without_nulls

if TYPE_CHECKING:
    from bot.localdiscord.state.world import World

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


class Commands:
    """Global commands and those of single communities."""

    def __init__(self, world: World) -> None:
        self._world = world
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
            "id": str(command_id or self._world.ids.next()),
            "application_id": str(self._world.bot.id),
            "version": str(self._world.ids.next()),
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
        self._world.changes.notify()
        return command

    # Finding and seeing

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

    def hidden(self, command: Json, member: Member, rights: Permissions) -> bool:
        """Whether Discord hides a command from a member who has these rights in the channel."""
        if rights & Permissions.ADMINISTRATOR:
            return False
        if not rights & Permissions.USE_APPLICATION_COMMANDS:
            return True
        exceptions = member.community.command_exceptions.get(command["name"], {})
        if member.id in exceptions:
            return not exceptions[member.id]
        by_role = [exceptions[role.id] for role in member.roles if role.id in exceptions]
        if by_role:
            return not any(by_role)
        if member.community.id in exceptions:
            return not exceptions[member.community.id]
        needed = command["default_member_permissions"]
        if needed is None:
            return False
        # "0" hides it from everyone but administrators.
        return int(needed) == 0 or int(needed) & ~int(rights) != 0

    def exceptions_to_wire(self, command: Json, community: Community) -> Json:
        """Return who a command is shown to or hidden from, as Discord describes it."""
        exceptions = community.command_exceptions.get(command["name"], {})
        return {
            "id": command["id"],
            "application_id": str(self._world.bot.id),
            "guild_id": str(community.id),
            "permissions": [
                {"id": str(target), "type": 1 if community.role(target) else 2, "permission": shown}
                for target, shown in exceptions.items()
            ],
        }


def walk_to(command: Json, path: Sequence[str]) -> list[Json] | None:
    """Return the groups and the subcommand that a path names, or None if there is none such."""
    steps: list[Json] = []
    inside: list[Json] = command.get("options") or []
    for name in path:
        nested = {OptionType.SUBCOMMAND, OptionType.GROUP}
        found = [o for o in inside if o["name"] == name and o["type"] in nested]
        if not found:
            return None
        steps.append(found[0])
        inside = found[0].get("options") or []
    if any(option["type"] in (OptionType.SUBCOMMAND, OptionType.GROUP) for option in inside):
        return None
    return steps

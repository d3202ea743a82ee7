"""Using commands: finding them, checking them as Discord's app does, and sending them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.localdiscord.app.options import OptionValues
from bot.localdiscord.app.resolved import Resolved
from bot.localdiscord.errors import NoSuchCommand, NotAllowed, NotPossible
from bot.localdiscord.model.answer import Answer, Choice
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import (
    CommandType,
    InstallType,
    Intent,
    InteractionContext,
    InteractionType,
    Json,
    OptionType,
)

NESTED = (OptionType.SUBCOMMAND, OptionType.GROUP)


class CommandInput:
    """Sends command and autocomplete interactions."""

    _world: LocalWorld
    _interactions: Interactions
    _until_shown: bool

    def visible_commands(self, member: Member) -> list[Json]:
        """Return the commands that the app lists for a member, of their community and global."""
        commands = self._world.commands
        return [
            command
            for scope in (member.community.id, None)
            for command in commands.registered(scope)
            if not commands.is_hidden(command, member, member.permissions)
        ]

    async def set_command_permission(
        self, community: Community, command: str, target_id: int, *, allowed: bool
    ) -> None:
        """Allow or deny a command for a role or member, as in the server's settings."""
        community.command_permissions.setdefault(command, {})[target_id] = allowed
        found = self._world.commands.find(command, community)
        if found is not None:
            data = self._world.commands.permissions_to_wire(found, community)
            event = "APPLICATION_COMMAND_PERMISSIONS_UPDATE"
            self._world.dispatch(event, data, Intent.NONE, community)
        await self._world.flush()

    async def command(self, member: Member, path: str, options: Mapping[str, object]) -> Answer:
        """Send a chat command."""
        channel, force, options = self._extra_options(member, path, options)
        return await self.use(member, path, options, channel, force=force)

    async def use(
        self,
        member: Member,
        path: str,
        options: Mapping[str, object],
        channel: Channel,
        *,
        force: bool = False,
    ) -> Answer:
        """Send a chat command in a channel; with `force` although Discord's app would hide it."""
        data = self._chat_command(member, path, options, channel, force=force)
        return await self._interactions.send(
            InteractionType.COMMAND, member, channel, data, until_shown=self._until_shown
        )

    async def autocomplete(
        self, member: Member, path: str, option: str, typed: object, others: Mapping[str, object]
    ) -> list[Choice]:
        """Type into an option and return the choices."""
        channel, force, others = self._extra_options(member, path, others)
        return await self.complete(member, path, option, typed, others, channel, force=force)

    async def complete(
        self,
        member: Member,
        path: str,
        option: str,
        typed: object,
        others: Mapping[str, object],
        channel: Channel,
        *,
        force: bool = False,
    ) -> list[Choice]:
        """Type into an option in a channel and return the choices."""
        values = {**others, option: typed}
        data = self._chat_command(member, path, values, channel, force=force, focused=option)
        answer = await self._interactions.send(
            InteractionType.AUTOCOMPLETE, member, channel, data, until_shown=self._until_shown
        )
        return answer.choices

    async def menu(
        self,
        member: Member,
        name: str,
        target: Member | Message,
        channel: Channel | None,
        *,
        force: bool,
    ) -> Answer:
        """Send a user command or a message command, from the Apps menu."""
        kind = CommandType.USER_MENU if isinstance(target, Member) else CommandType.MESSAGE_MENU
        command = self._world.commands.find(name, member.community, kind)
        if command is None:
            raise NoSuchCommand(f"the Apps menu has no {name!r}", "no-command", name=name)
        channel = channel or member.community.default_channel
        self._check_visible(member, command, channel, force=force)
        resolved = Resolved(self._world, channel, member)
        target_id = resolved.add(target)
        data = _data(command, [], [], resolved) | {"target_id": target_id}
        return await self._interactions.send(
            InteractionType.COMMAND, member, channel, data, until_shown=self._until_shown
        )

    def _chat_command(
        self,
        member: Member,
        path: str,
        options: Mapping[str, object],
        channel: Channel,
        *,
        force: bool,
        focused: str | None = None,
    ) -> Json:
        """Return the data of a chat command, if the app would send it."""
        command, steps = self._find(member, path)
        specs = (steps[-1] if steps else command).get("options") or []
        self._check_visible(member, command, channel, force=force)
        if focused is not None and not any(
            spec["name"] == focused and spec.get("autocomplete") for spec in specs
        ):
            raise NotPossible(f"/{path} does not complete {focused!r}")
        resolved = Resolved(self._world, channel, member)
        filled = OptionValues(resolved).to_wire(specs, options, focused=focused)
        return _data(command, steps, filled, resolved)

    def options_of(self, member: Member, path: str) -> list[Json]:
        """Return the options of a chat command, as it was registered."""
        command, steps = self._find(member, path)
        return (steps[-1] if steps else command).get("options") or []

    def _extra_options(
        self, member: Member, path: str, values: Mapping[str, object]
    ) -> tuple[Channel, bool, dict[str, object]]:
        """Take `channel`, `within` and `force` out of the options, unless the command has them."""
        names = {spec["name"] for spec in self.options_of(member, path)}
        options = dict(values)
        extra = {
            name: options.pop(name, None)
            for name in ("channel", "within", "force")
            if name not in names
        }
        channel = extra.get("channel") or extra.get("within") or member.community.default_channel
        assert isinstance(channel, Channel)
        return channel, bool(extra.get("force")), options

    def _find(self, member: Member, path: str) -> tuple[Json, list[Json]]:
        name, *rest = path.removeprefix("/").split() or [""]
        command = self._world.commands.find(name, member.community, CommandType.CHAT)
        steps = _walk_to(command, rest) if command else None
        if command is None or steps is None:
            raise NoSuchCommand(f"the bot has no command /{path}", "no-command", name=f"/{path}")
        return command, steps

    def _check_visible(
        self, member: Member, command: Json, channel: Channel, *, force: bool
    ) -> None:
        contexts, name = command["contexts"], f"/{command['name']}"
        if channel.community is None:
            allowed = (
                command["dm_permission"]
                if contexts is None
                else InteractionContext.BOT_DM in contexts
            )
            if not allowed:
                raise NotAllowed(
                    f"{name} cannot be used in direct messages", "not-in-direct", name=name
                )
            return
        if contexts is not None and InteractionContext.GUILD not in contexts:
            raise NotAllowed(
                f"{name} can be used only in direct messages", "only-direct", name=name
            )
        absent = channel.community.id not in self._world.communities
        if absent and not force and InstallType.USER not in command["integration_types"]:
            raise NotAllowed(f"{name} does not follow {member.name} to other servers")
        permissions = channel.permissions_of(member)
        if not permissions & Permissions.VIEW_CHANNEL:
            raise NotAllowed(f"{member.name} does not see #{channel.name}")
        if not force and self._world.commands.is_hidden(command, member, permissions):
            raise NotAllowed(f"{name} is hidden from {member.name}", "hidden", name=name)


def _walk_to(command: Json, path: Sequence[str]) -> list[Json] | None:
    """Return the groups and the subcommand that a path names, or None if there is none such."""
    steps: list[Json] = []
    inside: list[Json] = command.get("options") or []
    for name in path:
        found = [o for o in inside if o["name"] == name and o["type"] in NESTED]
        if not found:
            return None
        steps.append(found[0])
        inside = found[0].get("options") or []
    return None if any(option["type"] in NESTED for option in inside) else steps


def _data(command: Json, steps: list[Json], options: list[Json], resolved: Resolved) -> Json:
    for step in reversed(steps):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if options:
        data["options"] = options
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    if mentioned := resolved.to_wire():
        data["resolved"] = mentioned
    return data

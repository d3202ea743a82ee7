"""Typing commands: finding them, checking them as Discord's app does, and sending them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.localdiscord.app.options import Options
from bot.localdiscord.app.resolved import Resolved
from bot.localdiscord.errors import NoSuchCommand, NotAllowed, NotPossible
from bot.localdiscord.model.answer import Answer, Choice
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.state.commands import walk_to
from bot.localdiscord.wire import CommandType, InteractionType, Json

if TYPE_CHECKING:
    from bot.localdiscord.state.world import World

NO_GUILD_CONTEXT, BOT_DM_CONTEXT = 0, 1
USER_INSTALL = 1


class Commanding:
    """Lets members use the bot's commands."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def command(self, member: Member, path: str, options: dict[str, Any]) -> Answer:
        """Send a chat command."""
        command, steps = self._find(member, path)
        specs = (steps[-1] if steps else command).get("options") or []
        channel, force = self._where(member, options, {spec["name"] for spec in specs})
        self._check_visible(member, command, channel, force=force)
        resolved = Resolved(channel, member)
        filled = Options(self._world, channel, resolved).fill(specs, options)
        data = _data(command, steps, filled, resolved)
        return await self._send(InteractionType.COMMAND, member, channel, data)

    async def autocomplete(
        self, member: Member, path: str, option: str, typed: object, others: dict[str, Any]
    ) -> list[Choice]:
        """Type into an option and return what is offered."""
        command, steps = self._find(member, path)
        specs = (steps[-1] if steps else command).get("options") or []
        channel, force = self._where(member, others, {spec["name"] for spec in specs})
        self._check_visible(member, command, channel, force=force)
        if not any(spec["name"] == option and spec.get("autocomplete") for spec in specs):
            raise NotPossible(f"/{path} does not complete {option!r}")
        resolved = Resolved(channel, member)
        values = {**others, option: typed}
        filled = Options(self._world, channel, resolved).fill(specs, values, focused=option)
        data = _data(command, steps, filled, resolved)
        actor = member if channel.community else member.user
        interaction = await self._world.interactions.deliver(
            InteractionType.AUTOCOMPLETE, actor, channel, data
        )
        return [Choice(choice["name"], choice["value"]) for choice in interaction.choices]

    async def menu(
        self,
        member: Member,
        name: str,
        target: Member | Message,
        channel: Channel | None,
        *,
        force: bool,
    ) -> Answer:
        """Choose an entry of the Apps menu."""
        kind = CommandType.USER_MENU if isinstance(target, Member) else CommandType.MESSAGE_MENU
        command = self._world.commands.find(name, member.community, kind)
        if command is None:
            raise NoSuchCommand(f"the Apps menu has no {name!r}")
        place = channel or member.community.default_channel
        self._check_visible(member, command, place, force=force)
        resolved = Resolved(place, member)
        data = _data(command, [], [], resolved) | {"target_id": resolved.add(target)}
        data["resolved"] = resolved.to_wire()
        return await self._send(InteractionType.COMMAND, member, place, data)

    def _find(self, member: Member, path: str) -> tuple[Json, list[Json]]:
        name, *rest = path.removeprefix("/").split()
        command = self._world.commands.find(name, member.community, CommandType.CHAT)
        steps = walk_to(command, rest) if command else None
        if command is None or steps is None:
            raise NoSuchCommand(f"the bot has no command /{path}")
        return command, steps

    def _where(
        self, member: Member, options: dict[str, Any], names: set[str]
    ) -> tuple[Channel, bool]:
        """Take `channel`, `within` and `force` out of the options, unless the command has them."""
        place = options.pop("within", None) if "within" not in names else None
        if "channel" not in names:
            place = options.pop("channel", None) or place
        force = bool(options.pop("force", False)) if "force" not in names else False
        return place or member.community.default_channel, force

    def _check_visible(
        self, member: Member, command: Json, channel: Channel, *, force: bool
    ) -> None:
        contexts = command["contexts"]
        if channel.community is None:
            if contexts is not None and BOT_DM_CONTEXT not in contexts:
                raise NotAllowed(f"/{command['name']} cannot be used in direct messages")
            if contexts is None and not command["dm_permission"]:
                raise NotAllowed(f"/{command['name']} cannot be used in direct messages")
            return
        if contexts is not None and NO_GUILD_CONTEXT not in contexts:
            raise NotAllowed(f"/{command['name']} can be used only in direct messages")
        absent = channel.community.id not in self._world.communities
        if absent and not force and USER_INSTALL not in command["integration_types"]:
            raise NotAllowed(f"/{command['name']} does not follow {member.name} to other servers")
        rights = channel.permissions_of(member)
        if not rights & Permissions.VIEW_CHANNEL:
            raise NotAllowed(f"{member.name} does not see #{channel.name}")
        if not force and self._world.commands.hidden(command, member, rights):
            raise NotAllowed(f"/{command['name']} is hidden from {member.name}")

    async def _send(
        self, kind: InteractionType, member: Member, channel: Channel, data: Json
    ) -> Answer:
        actor = member if channel.community else member.user
        return Answer(await self._world.interactions.deliver(kind, actor, channel, data))


def _data(command: Json, steps: list[Json], filled: list[Json], resolved: Resolved) -> Json:
    for step in reversed(steps):
        filled = [{"name": step["name"], "type": step["type"], "options": filled}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if filled:
        data["options"] = filled
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    if mentioned := resolved.to_wire():
        data["resolved"] = mentioned
    return data

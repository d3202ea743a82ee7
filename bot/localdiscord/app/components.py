"""Using the components of a message: pressing buttons, choosing in selects."""

from __future__ import annotations

from bot.localdiscord import components as parts
from bot.localdiscord.app.resolved import Resolved
from bot.localdiscord.app.selects import bounds, selected_values
from bot.localdiscord.errors import NotAllowed, NotPossible
from bot.localdiscord.model.answer import Answer
from bot.localdiscord.model.interaction import Actor
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import LINK_BUTTON, PREMIUM_BUTTON, ComponentType, InteractionType, Json

# How long a message is waited for that the bot is just sending, in seconds.
PATIENCE = 60.0


class ComponentInput:
    """Sends component interactions.

    A client library stores a view only after it has read the response to its own request, so a
    click that came at once would be lost, as it never is with people. Every action therefore
    first waits until the client has processed that response (Gateway.settle).
    """

    _world: LocalWorld
    _interactions: Interactions
    _until_shown: bool

    async def press(self, message: Message, button: str | int, actor: Actor) -> Answer:
        """Press a button, found by label, index or custom id."""
        await self._check_usable(message, actor)
        wire = _find_button(message, button)
        if wire["style"] in (LINK_BUTTON, PREMIUM_BUTTON):
            raise NotPossible(f"{button!r} is a link; it tells the bot nothing")
        return await self._use(message, wire, actor, {})

    async def choose(
        self, message: Message, choice: object, select: int | str, actor: Actor
    ) -> Answer:
        """Choose one or several things in a select, found by index, placeholder or custom id."""
        await self._check_usable(message, actor)
        wire = _find_select(message, select)
        selected = list(choice) if isinstance(choice, list | tuple | set) else [choice]
        least, most = bounds(wire)
        if not least <= len(selected) <= most:
            text = f"the select takes {least} to {most}, not {len(selected)}"
            raise NotPossible(text, "choose-between", least=least, most=most)
        resolved = Resolved(self._world, message.channel, actor)
        data: Json = {"values": selected_values(wire, selected, resolved)}
        if mentioned := resolved.to_wire():
            data["resolved"] = mentioned
        return await self._use(message, wire, actor, data)

    async def _check_usable(self, message: Message, actor: Actor) -> None:
        await self._world.until(lambda: not message.response_pending, PATIENCE)
        await self._world.gateway.settle(message.response_number)
        if message.deleted:
            raise NotPossible("the message is gone", "message-gone")
        reader = message.seen_only_by or message.channel.recipient
        if reader is not None and reader is not actor.user:
            raise NotAllowed(f"{actor.user.name} does not see this message")
        channel = message.channel
        if channel.community is None or not isinstance(actor, Member):
            return
        if not channel.permissions_of(actor) & Permissions.VIEW_CHANNEL:
            raise NotAllowed(f"{actor.name} does not see #{channel.name}")

    async def _use(self, message: Message, wire: Json, actor: Actor, data: Json) -> Answer:
        if wire.get("disabled"):
            is_button = wire["type"] == ComponentType.BUTTON
            name = parts.label_of(wire) if is_button else wire.get("placeholder")
            how = "pressed" if is_button else "chosen from"
            name = name or wire["custom_id"]
            raise NotPossible(f"“{name}” cannot be {how} now", "disabled", name=name)
        data |= {
            "id": wire["id"],
            "custom_id": wire["custom_id"],
            "component_type": wire["type"],
        }
        return await self._interactions.send(
            InteractionType.COMPONENT,
            actor,
            message.channel,
            data,
            message,
            until_shown=self._until_shown,
        )


def _find_button(message: Message, wanted: str | int) -> Json:
    found = parts.buttons(message.components)
    if isinstance(wanted, int):
        if wanted < len(found):
            return found[wanted]
    else:
        named = [button for button in found if button.get("custom_id") == wanted]
        named = named or [button for button in found if parts.label_of(button) == wanted]
        usable = [button for button in named if not button.get("disabled")]
        if named:
            return (usable or named)[0]
    text = f"there is no button {wanted!r}, only {message.buttons}"
    raise NotPossible(text, "message-changed")


def _find_select(message: Message, wanted: str | int) -> Json:
    found = message.selects
    if isinstance(wanted, int):
        if wanted < len(found):
            return found[wanted]
    else:
        for key in ("custom_id", "placeholder"):
            for select in found:
                if select.get(key) == wanted:
                    return select
    names = [select.get("placeholder") or select.get("custom_id") for select in found]
    raise NotPossible(f"there is no select {wanted!r}, only {names}")

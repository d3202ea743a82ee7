"""How the app sends interactions, and for what it waits then."""

from typing import Protocol

from bot.localdiscord.model.answer import Answer
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.interaction import Actor, Interaction
from bot.localdiscord.model.message import Message
from bot.localdiscord.wire import InteractionType, Json


class Sender(Protocol):
    """Sends an interaction and returns its answer; `DidNotRespond` if there is none in time."""

    async def __call__(
        self,
        kind: InteractionType,
        actor: Actor,
        channel: Channel,
        data: Json,
        source: Message | None = None,
        opened_by: Interaction | None = None,
    ) -> Answer:
        """Send it."""

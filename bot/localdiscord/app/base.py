"""What every part of the app uses."""

from bot.localdiscord.model.answer import Answer
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.interaction import Actor, Interaction
from bot.localdiscord.model.message import Message
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import InteractionType, Json


class AppBase:
    """Sends interactions and returns what the person sees."""

    def __init__(self, world: LocalWorld, interactions: Interactions) -> None:
        self._world = world
        self._interactions = interactions

    async def _send(
        self,
        kind: InteractionType,
        actor: Actor,
        channel: Channel,
        data: Json,
        source: Message | None = None,
        opened_by: Interaction | None = None,
    ) -> Answer:
        """Send an interaction; in direct messages it comes from a user, not from a member."""
        actor = actor if channel.community else actor.user
        return Answer(
            await self._interactions.deliver(kind, actor, channel, data, source, opened_by)
        )

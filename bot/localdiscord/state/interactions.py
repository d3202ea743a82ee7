"""Delivering interactions to the bot, with Discord's deadlines.

https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
"""

from __future__ import annotations

import asyncio

from bot.localdiscord.errors import DidNotRespond, NotAllowed
from bot.localdiscord.gateway.message_content import visible_message
from bot.localdiscord.model.answer import Answer
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.files import SIZE_LIMIT
from bot.localdiscord.model.interaction import Actor, Interaction
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import Intent, InteractionContext, InteractionType, Json

# What apps may do in direct messages with their own bot user
# (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object).
DIRECT_MESSAGE_PERMISSIONS = (
    Permissions.ATTACH_FILES
    | Permissions.EMBED_LINKS
    | Permissions.MENTION_EVERYONE
    | Permissions.USE_EXTERNAL_EMOJIS
)


class Interactions:
    """Delivers interactions and keeps Discord's deadlines, all in seconds."""

    def __init__(self, world: LocalWorld) -> None:
        self._world = world
        # "You must send an initial response within 3 seconds of receiving the event";
        # "Interaction tokens are valid for 15 minutes" (page Receiving and Responding).
        self.deadline = 3.0
        self.token_lifetime = 15 * 60.0
        # How long a deferred answer is waited for.
        self.patience = 20.0
        self.deliveries = 1
        self.by_id: dict[int, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}
        self._open_by_source: dict[int, list[Interaction]] = {}

    async def send(
        self,
        kind: InteractionType,
        actor: Actor,
        channel: Channel,
        data: Json,
        source: Message | None = None,
        opened_by: Interaction | None = None,
        *,
        until_shown: bool = True,
    ) -> Answer:
        """Send an interaction and return its answer, once the member sees one (or a modal).

        Without `until_shown`, once the bot has acknowledged it. In direct messages it comes from a
        user, not from a member.
        """
        _check_is_member(actor, channel)
        actor = actor if channel.community else actor.user
        await self._world.gateway.keep_up()
        interaction = Interaction(self._world, kind, actor, channel, data, source, opened_by)
        self.by_id[interaction.id] = interaction
        self.by_token[interaction.token] = interaction
        if source is not None:
            self._open_by_source.setdefault(source.id, []).append(interaction)
        self._world.emit(
            "interaction",
            kind=kind.name.lower(),
            user=actor,
            channel=channel,
            data=data,
            source=source,
        )
        interaction.deliveries, self.deliveries = self.deliveries, 1
        for _ in range(interaction.deliveries):
            self._world.dispatch(
                "INTERACTION_CREATE", _to_wire(interaction), Intent.NONE, channel.community
            )
        timer = asyncio.get_running_loop().call_later(self.deadline, self._fail, interaction)
        try:
            await interaction.acknowledged
            if until_shown:
                async with asyncio.timeout(self.patience):
                    await interaction.answered
        except TimeoutError:
            raise DidNotRespond("The bot acknowledged, but then showed nothing") from None
        finally:
            timer.cancel()
            if source is not None:
                self._open_by_source[source.id].remove(interaction)
        return Answer(interaction)

    def _fail(self, interaction: Interaction) -> None:
        if interaction.callback is None:
            interaction.failed = True
            interaction.acknowledged.set_exception(DidNotRespond("The application did not respond"))
            self._world.emit("did_not_respond", user=interaction.actor)

    def resolve(self, interaction: Interaction) -> None:
        """Resolve the futures of an interaction, as far as it has been answered."""
        if interaction.callback is None:
            return
        if not interaction.acknowledged.done():
            interaction.acknowledged.set_result(None)
            interaction.response_number = self._world.gateway.responses
        if not interaction.answered.done() and interaction.is_answered_visibly():
            interaction.answered.set_result(None)
        self._world.notify()

    def message_updated(self, message: Message) -> None:
        """Resolve the futures of interactions that began on a message."""
        for interaction in list(self._open_by_source.get(message.id, ())):
            self.resolve(interaction)

    def expire_tokens(self) -> None:
        """Expire every token now, as they expire after 15 minutes."""
        for interaction in self.by_id.values():
            interaction.expired = True

    def is_expired(self, interaction: Interaction) -> bool:
        """Whether an interaction's token no longer works."""
        age = self._world.clock.now() - interaction.created_at
        return interaction.expired or age.total_seconds() > self.token_lifetime


def _check_is_member(actor: Actor, channel: Channel) -> None:
    if isinstance(actor, Member) and channel.community is not None and not actor.present:
        raise NotAllowed(f"{actor.name} is not in {channel.community.name}")


def _to_wire(interaction: Interaction) -> Json:
    """Return an interaction as Discord describes it.

    https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
    """
    channel, community = interaction.channel, interaction.channel.community
    wire: Json = {
        "id": str(interaction.id),
        "application_id": str(interaction.world.bot.id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": channel.to_wire(),
        "locale": interaction.user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": SIZE_LIMIT,
        "authorizing_integration_owners": interaction.owners,
    }
    if interaction.source is not None:
        wire["message"] = visible_message(interaction.source)
    if community is None or not isinstance(interaction.actor, Member):
        wire["user"] = interaction.user.to_wire()
        wire["context"] = int(InteractionContext.BOT_DM)
        wire["app_permissions"] = str(int(DIRECT_MESSAGE_PERMISSIONS))
        return wire
    permissions = str(int(channel.permissions_of(interaction.actor)))
    wire["channel"]["permissions"] = permissions
    wire["member"] = interaction.actor.to_wire() | {"permissions": permissions}
    wire["app_permissions"] = str(int(channel.permissions_of(community.bot)))
    wire["context"] = int(InteractionContext.GUILD)
    wire["guild_id"] = str(community.id)
    wire["guild_locale"] = community.locale
    wire["guild"] = {"id": str(community.id), "locale": community.locale, "features": []}
    return wire

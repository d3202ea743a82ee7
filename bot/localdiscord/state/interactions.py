"""Interactions: what members do with the bot, their deadlines, and what came of them."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from bot.localdiscord.errors import DidNotRespond, NotAllowed
from bot.localdiscord.gateway.message_content import as_shown
from bot.localdiscord.model.files import SIZE_LIMIT
from bot.localdiscord.model.member import Member, User
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.wire import CallbackType, CommandType, Intent, InteractionType, Json

if TYPE_CHECKING:
    from bot.localdiscord.model.channel import Channel
    from bot.localdiscord.model.message import Message
    from bot.localdiscord.state.world import World

Actor = Member | User


class Interaction:
    """One thing that a member did, and the bot's answers to it."""

    def __init__(
        self,
        world: World,
        kind: InteractionType,
        actor: Actor,
        channel: Channel,
        data: Json,
        source: Message | None = None,
        opened_by: Interaction | None = None,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.world = world
        self.id = world.ids.next()
        self.token = secrets.token_urlsafe(32)
        self.kind = kind
        self.actor = actor
        self.channel = channel
        self.data = data
        self.source = source
        self.opened_by = opened_by  # what opened the modal that is submitted
        self.born = loop.time()
        self.dead = False
        self.deliveries = 1
        self.expired = False
        # What the bot answered.
        self.callback: CallbackType | None = None
        self.original: Message | None = None
        self.followups: list[Message] = []
        self.modal: Json | None = None
        self.choices: list[Json] = []
        # The number of the server's answer that acknowledged, for waiting until it is digested.
        self.answered_by = 0
        self._source_edits = source.edits if source else 0
        # What the member sees as the answer, once it is there.
        self.shown: Message | None = None
        self.acknowledged: asyncio.Future[None] = loop.create_future()
        self.answered: asyncio.Future[None] = loop.create_future()

    @property
    def user(self) -> User:
        """The user who acts."""
        return self.actor.user

    @property
    def owners(self) -> Json:
        """For whom the application is installed here: a community, or "0" in direct messages.

        Where the bot is not, it is there as an app of the user's own.
        """
        community = self.channel.community
        if community is None:
            return {"0": "0"}
        here = community.id in self.world.communities
        return {"0": str(community.id)} if here else {"1": str(self.user.id)}

    @property
    def metadata(self) -> Json:
        """What messages that come of this interaction say of it.

        https://docs.discord.com/developers/resources/message#message-interaction-metadata-object
        """
        wire: Json = {
            "id": str(self.id),
            "type": int(self.kind),
            "user": self.user.to_wire(),
            "authorizing_integration_owners": self.owners,
        }
        if self.kind is InteractionType.COMPONENT and self.source is not None:
            wire["interacted_message_id"] = str(self.source.id)
        if self.opened_by is not None:
            wire["triggering_interaction_metadata"] = self.opened_by.metadata
        target = self.data.get("target_id")
        if target is not None and self.data["type"] == CommandType.USER_MENU:
            wire["target_user"] = self.world.users[int(target)].to_wire()
        elif target is not None:
            wire["target_message_id"] = target
        return wire

    def announce(self) -> None:
        """Let those who wait know what has been answered so far."""
        if self.callback is None:
            return
        if not self.acknowledged.done():
            self.acknowledged.set_result(None)
            self.answered_by = self.world.gateway.answers
        if not self.answered.done() and self._visible():
            self.answered.set_result(None)
        self.world.changes.notify()

    def _visible(self) -> bool:
        source = self.source
        if self.callback in (CallbackType.MODAL, CallbackType.CHOICES):
            return True
        if self.callback is CallbackType.DEFERRED_UPDATE:
            if source is not None and source.edits > self._source_edits:
                self.shown = source
            elif self.followups:
                self.shown = self.followups[0]
        elif self.callback is CallbackType.UPDATE:
            self.shown = source
        elif self.original is not None and (self.original.deleted or not self.original.loading):
            self.shown = self.original
        return self.shown is not None

    def to_wire(self) -> Json:
        """Return the interaction as Discord sends it."""
        world, channel, community = self.world, self.channel, self.channel.community
        wire: Json = {
            "id": str(self.id),
            "application_id": str(world.bot.id),
            "type": int(self.kind),
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel_id": str(channel.id),
            "channel": channel.to_wire(),
            "locale": self.user.locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "attachment_size_limit": SIZE_LIMIT,
            "authorizing_integration_owners": self.owners,
        }
        if self.source is not None:
            wire["message"] = as_shown(self.source)
        if community is None or not isinstance(self.actor, Member):
            wire["user"] = self.user.to_wire()
            wire["context"] = 1
            wire["app_permissions"] = str(int(SAY_ANYTHING_DIRECTLY))
            return wire
        rights = channel.permissions_of(self.actor)
        wire["channel"]["permissions"] = str(int(rights))
        wire["member"] = self.actor.to_wire() | {"permissions": str(int(rights))}
        wire["app_permissions"] = str(int(channel.permissions_of(community.bot)))
        wire["context"] = 0
        wire["guild_id"] = str(community.id)
        wire["guild_locale"] = community.locale
        wire["guild"] = {"id": str(community.id), "locale": community.locale, "features": []}
        return wire


# What apps may do in direct messages with their own bot user
# (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object).
SAY_ANYTHING_DIRECTLY = (
    Permissions.ATTACH_FILES
    | Permissions.EMBED_LINKS
    | Permissions.MENTION_EVERYONE
    | Permissions.USE_EXTERNAL_EMOJIS
)


class Interactions:
    """Delivers interactions and keeps Discord's deadlines."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.deadline = 3.0
        self.token_lifetime = 15 * 60.0
        # How long a deferred answer is waited for, in seconds.
        self.patience = 20.0
        self.deliveries = 1
        self.by_id: dict[int, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}
        self._open_by_source: dict[int, list[Interaction]] = {}

    async def deliver(
        self,
        kind: InteractionType,
        actor: Actor,
        channel: Channel,
        data: Json,
        source: Message | None = None,
        opened_by: Interaction | None = None,
    ) -> Interaction:
        """Send an interaction and return it once it is answered visibly (or by a modal)."""
        self._check_presence(actor, channel)
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
            self._world.tell(
                "INTERACTION_CREATE", interaction.to_wire(), Intent.NONE, channel.community
            )
        timer = asyncio.get_running_loop().call_later(self.deadline, self._give_up, interaction)
        try:
            await interaction.acknowledged
            async with asyncio.timeout(self.patience):
                await interaction.answered
        except TimeoutError:
            raise DidNotRespond("The bot acknowledged, but then showed nothing") from None
        finally:
            timer.cancel()
            if source is not None:
                self._open_by_source[source.id].remove(interaction)
        return interaction

    def _give_up(self, interaction: Interaction) -> None:
        if interaction.callback is None:
            interaction.dead = True
            interaction.acknowledged.set_exception(DidNotRespond("The application did not respond"))
            self._world.emit("did_not_respond", user=interaction.actor)

    @staticmethod
    def _check_presence(actor: Actor, channel: Channel) -> None:
        if isinstance(actor, Member) and channel.community is not None and not actor.present:
            raise NotAllowed(f"{actor.name} is not in {channel.community.name}")

    def changed(self, message: Message) -> None:
        """Let interactions on a message know that it has changed."""
        for interaction in list(self._open_by_source.get(message.id, ())):
            interaction.announce()

    def expire_tokens(self) -> None:
        """Let every token die now, as they do after 15 minutes."""
        for interaction in self.by_id.values():
            interaction.expired = True

    def is_expired(self, interaction: Interaction) -> bool:
        """Whether an interaction's token no longer works."""
        age = asyncio.get_running_loop().time() - interaction.born
        return interaction.expired or age > self.token_lifetime

"""Interactions: what members do with the bot, and what it answers.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.localdiscord import components as parts
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.user import User
from bot.localdiscord.wire import CallbackType, CommandType, InteractionType, Json, OptionType

if TYPE_CHECKING:
    from bot.localdiscord.model.channel import Channel
    from bot.localdiscord.model.message import Message
    from bot.localdiscord.model.world import World

Actor = Member | User


@dataclass(eq=False, repr=False)
class Interaction:
    """One interaction, and the bot's responses to it."""

    world: World
    kind: InteractionType
    actor: Actor
    channel: Channel
    data: Json
    source: Message | None = None  # the message whose component was used
    opened_by: Interaction | None = None  # what opened the modal that is submitted

    def __post_init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.id = self.world.ids.next()
        self.token = secrets.token_urlsafe(32)
        self.created_at = self.world.clock.now()
        self.name = self._name()
        self.failed = False  # not acknowledged in time
        self.deliveries = 1
        self.expired = False
        # What the bot responded.
        self.callback: CallbackType | None = None
        self.original: Message | None = None
        self.followups: list[Message] = []
        self.modal: Json | None = None
        self.modal_submitted = False
        self.choices: list[Json] = []
        # The number of the HTTP response to the callback (see Gateway.settle).
        self.response_number = 0
        self._source_edits = self.source.edits if self.source else 0
        # What the member sees as the answer, once it is there.
        self.shown: Message | None = None
        self.acknowledged: asyncio.Future[None] = loop.create_future()
        self.answered: asyncio.Future[None] = loop.create_future()

    @property
    def user(self) -> User:
        """The user who acts."""
        return self.actor.user

    def _name(self) -> str:
        """What the person used, as an app names it: "/points award", or the label of a button."""
        if self.kind is InteractionType.COMPONENT:
            shown = [] if self.source is None else self.source.components
            return parts.name_of(shown, self.data["custom_id"])
        if self.kind is InteractionType.MODAL:
            return "" if self.opened_by is None else self.opened_by.name
        if self.data["type"] != CommandType.CHAT:
            return str(self.data["name"])
        steps, inside = [self.data["name"]], self.data.get("options") or []
        while inside and inside[0]["type"] in (OptionType.SUBCOMMAND, OptionType.GROUP):
            steps.append(inside[0]["name"])
            inside = inside[0].get("options") or []
        return "/" + " ".join(steps)

    @property
    def owners(self) -> Json:
        """For whom the application is installed here: a community, or "0" in direct messages.

        Where the bot is not a member, the application is installed to the user.
        """
        community = self.channel.community
        if community is None:
            return {"0": "0"}
        here = community.id in self.world.communities
        return {"0": str(community.id)} if here else {"1": str(self.user.id)}

    @property
    def metadata(self) -> Json:
        """The interaction metadata of messages that respond to this interaction.

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

    def is_answered_visibly(self) -> bool:
        """Whether the member sees an answer by now; `shown` is set if it is a message."""
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

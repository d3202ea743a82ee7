"""Messages, as they are stored, sent to the bot, and seen by members.

https://docs.discord.com/developers/resources/message
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.localdiscord import components as parts
from bot.localdiscord.model.files import Attachment, File
from bot.localdiscord.snowflakes import time_of
from bot.localdiscord.wire import Json, MessageFlag, MessageType

if TYPE_CHECKING:
    from bot.localdiscord.model.answer import Answer
    from bot.localdiscord.model.channel import Channel
    from bot.localdiscord.model.member import Member
    from bot.localdiscord.model.user import User


class Message:
    """One message. Its texts and buttons follow later edits."""

    def __init__(self, message_id: int, channel: Channel, author: User) -> None:
        self.id = message_id
        self.channel = channel
        self.author = author
        self.type = int(MessageType.DEFAULT)
        self.content = ""
        self.embeds: list[Json] = []
        self.components: list[Json] = []
        self.attachments: list[Attachment] = []
        self.flags = MessageFlag(0)
        self.mentions: Json = {"users": [], "roles": [], "everyone": False}
        self.reactions: dict[str, set[int]] = {}
        self.pinned_at: str | None = None
        self.reply_to: Message | None = None  # the message that this one replies to or refers to
        self.about: Channel | None = None  # the channel that a system message is about
        self.webhook_id: int | None = None
        self.application_id: int | None = None  # whose bot the webhook belongs to
        self.subscription: Json | None = None
        self.interaction: Json | None = None
        self.nonce: str | int | None = None
        self.sent_at = time_of(message_id).isoformat()
        self.edited_at: str | None = None
        self.deleted = False
        self.seen_only_by: User | None = None  # who sees it, if it is ephemeral
        self.edits = 0
        # Whether the response to the bot's last request about it is still to be sent, and the
        # number of that response (see Gateway.settle).
        self.response_pending = False
        self.response_number = 0

    def __repr__(self) -> str:
        return f"<Message {self.id} by {self.author.name}: {self.text[:60]!r}>"

    @property
    def text(self) -> str:
        """Everything that can be read: content, embeds, text displays, in their order."""
        lines = [self.content]
        for embed in self.embeds:
            lines += parts.embed_texts(embed)
        lines += parts.texts(self.components)
        return "\n".join(line for line in lines if line)

    @property
    def ephemeral(self) -> bool:
        """Whether only one member sees it."""
        return bool(self.flags & MessageFlag.EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it still says "... is thinking"."""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def files(self) -> list[File]:
        """The attached files, with their bytes."""
        return [attachment.file for attachment in self.attachments]

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons."""
        return [parts.label_of(button) for button in parts.buttons(self.components)]

    @property
    def selects(self) -> list[Json]:
        """The selects, as Discord describes them."""
        return parts.selects(self.components)

    @property
    def pinged_everyone(self) -> bool:
        """Whether it notified everyone (@everyone or @here)."""
        return bool(self.mentions["everyone"])

    async def press(self, button: str | int, *, by: Member | None = None) -> Answer:
        """Press a button by label, index or custom id."""
        return await self.channel.world.app.press(self, button, self._actor(by))

    async def choose(
        self, choice: object, *, select: int | str = 0, by: Member | None = None
    ) -> Answer:
        """Choose in a select, found by index, placeholder or custom id."""
        return await self.channel.world.app.choose(self, choice, select, self._actor(by))

    def set_reply(self, message: Message) -> None:
        """Make it a reply to a message."""
        self.type, self.reply_to = int(MessageType.REPLY), message

    def _actor(self, by: Member | None) -> Member | User:
        if by is not None:
            return by
        reader = self.seen_only_by or self.channel.recipient
        if reader is None:
            raise ValueError("say who acts on this message: by=<member>")
        return reader

    def to_wire(self) -> Json:
        """Return the message as Discord describes it."""
        wire: Json = {
            "id": str(self.id),
            "type": self.type,
            "channel_id": str(self.channel.id),
            "author": self.author.to_wire(),
            "content": self.content,
            "timestamp": self.sent_at,
            "edited_timestamp": self.edited_at,
            "tts": False,
            "mention_everyone": self.mentions["everyone"],
            "mentions": [user.to_wire() for user in self.mentions["users"]],
            "mention_roles": [str(role) for role in self.mentions["roles"]],
            "attachments": [attachment.to_wire() for attachment in self.attachments],
            "embeds": self.embeds,
            "components": self.components,
            "pinned": self.pinned_at is not None,
            "flags": int(self.flags),
            "reactions": [
                {
                    "count": len(users),
                    "me": self.channel.world.bot.id in users,
                    "me_burst": False,
                    "count_details": {"burst": 0, "normal": len(users)},
                    "burst_colors": [],
                    "emoji": emoji_to_wire(emoji),
                }
                for emoji, users in self.reactions.items()
                if users
            ],
        }
        if self.nonce is not None:
            wire["nonce"] = self.nonce
        if self.interaction is not None:
            wire["interaction_metadata"] = self.interaction
            wire["webhook_id"] = wire["application_id"] = str(self.channel.world.bot.id)
        if self.webhook_id is not None:
            wire["webhook_id"] = str(self.webhook_id)
        if self.application_id is not None:
            wire["application_id"] = str(self.application_id)
        if self.subscription is not None:
            wire["role_subscription_data"] = self.subscription
        if self.reply_to is not None:
            wire["message_reference"] = _reference(self.reply_to.channel) | {
                "message_id": str(self.reply_to.id)
            }
            if not self.reply_to.reply_to and self.type != MessageType.PINNED:
                gone = self.reply_to.deleted
                wire["referenced_message"] = None if gone else self.reply_to.to_wire()
        elif self.about is not None:
            wire["message_reference"] = _reference(self.about)
        return wire

    def to_event(self) -> Json:
        """Return the message as in gateway events: with its community and its author's member."""
        wire = self.to_wire()
        community = self.channel.community
        if community is not None:
            wire["guild_id"] = str(community.id)
            member = community.member_of(self.author)
            if member is not None:
                wire["member"] = member.to_wire(with_user=False)
        return wire


def _reference(channel: Channel) -> Json:
    wire: Json = {"type": 0, "channel_id": str(channel.id)}
    if channel.community is not None:
        wire["guild_id"] = str(channel.community.id)
    return wire


def emoji_to_wire(emoji: str) -> Json:
    """Return an emoji ("👍", or "name:id") as Discord describes it."""
    name, _, emoji_id = emoji.partition(":")
    return {"id": emoji_id or None, "name": name}

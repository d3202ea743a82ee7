"""Channels: their messages, permissions and events.

https://docs.discord.com/developers/resources/channel
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.localdiscord.model import posting
from bot.localdiscord.permissions import Permissions, channel_permissions
from bot.localdiscord.wire import ChannelType, Intent, Json

if TYPE_CHECKING:
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.model.member import Member
    from bot.localdiscord.model.message import Message
    from bot.localdiscord.model.role import EveryoneType, Role
    from bot.localdiscord.model.user import User
    from bot.localdiscord.model.world import World

KINDS = {
    "text": ChannelType.TEXT,
    "voice": ChannelType.VOICE,
    "stage": ChannelType.STAGE,
    "announcement": ChannelType.ANNOUNCEMENT,
    "forum": ChannelType.FORUM,
    "thread": ChannelType.THREAD,
    "category": ChannelType.CATEGORY,
}

KEPT_PRIVATE = 100


class Channel:
    """A channel of a community, a thread, or the direct messages with one user."""

    def __init__(
        self,
        world: World,
        name: str,
        kind: ChannelType,
        *,
        community: Community | None = None,
        recipient: User | None = None,
        parent: Channel | None = None,
        owner: User | None = None,
    ) -> None:
        self.world = world
        self.id = world.ids.next()
        self.name = name
        self.kind = kind
        self.community = community
        self.recipient = recipient
        self.parent = parent
        self.owner = owner  # who started it, if it is a thread
        self.topic: str | None = None
        self.nsfw = False
        self.slow_mode = 0  # seconds
        self.archived_after = 1440  # minutes, if it is a thread
        self.last_pin: str | None = None
        self.overwrites: dict[int, tuple[int, int]] = {}
        self.messages: list[Message] = []
        # Ephemeral messages by who sees them.
        self._private: dict[int, list[Message]] = {}

    def __repr__(self) -> str:
        return f"<Channel {self.name}>"

    def keep_private(self, message: Message, reader: User) -> None:
        """Keep an ephemeral message; the last hundred of each person stay."""
        own = self._private.setdefault(reader.id, [])
        own.append(message)
        del own[:-KEPT_PRIVATE]

    def forget_private(self, message: Message) -> None:
        """Forget an ephemeral message that is gone, or that its reader has dismissed."""
        for own in self._private.values():
            if message in own:
                own.remove(message)

    def private_messages(self, reader: User) -> list[Message]:
        """Return the ephemeral messages that a person sees here."""
        return list(self._private.get(reader.id, ()))

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread of another channel."""
        return self.kind is ChannelType.THREAD

    @property
    def intent_of_messages(self) -> Intent:
        """The intent that events about its messages need."""
        return Intent.DIRECT_MESSAGES if self.community is None else Intent.GUILD_MESSAGES

    @property
    def intent_of_reactions(self) -> Intent:
        """The intent that events about its reactions need."""
        if self.community is None:
            return Intent.DIRECT_MESSAGE_REACTIONS
        return Intent.GUILD_MESSAGE_REACTIONS

    def permissions_of(self, member: Member) -> Permissions:
        """Return what a member may do here."""
        if self.is_thread and self.parent is not None:
            return self.parent.permissions_of(member)
        assert self.community is not None
        return channel_permissions(
            member.permissions,
            self.overwrites,
            everyone=self.community.id,
            roles=[role.id for role in member.roles],
            member=member.id,
            timed_out=member.timed_out,
        )

    @property
    def visible_to_bot(self) -> bool:
        """Whether the bot has VIEW_CHANNEL here; without it, the bot receives no events of it.

        https://docs.discord.com/developers/topics/permissions#inherited-permissions
        """
        if self.community is None:
            return True
        return bool(self.permissions_of(self.community.bot) & Permissions.VIEW_CHANNEL)

    def dispatch(self, event: str, data: Json, intent: Intent) -> None:
        """Send the bot an event of this channel, if it sees the channel."""
        if self.visible_to_bot:
            self.world.dispatch(event, data, intent, self.community)

    def dispatch_typing(self, user: User) -> None:
        """Dispatch that a user types, and show it."""
        data: Json = {
            "channel_id": str(self.id),
            "user_id": str(user.id),
            "timestamp": int(self.world.clock.now().timestamp()),
        }
        intent = Intent.DIRECT_MESSAGE_TYPING
        if self.community is not None:
            intent, data["guild_id"] = Intent.GUILD_MESSAGE_TYPING, str(self.community.id)
            member = self.community.member_of(user)
            if member is not None:
                data["member"] = member.to_wire()
        self.dispatch("TYPING_START", data, intent)
        self.world.typing(self, user)

    async def overwrite(
        self, target: Role | Member | EveryoneType, *, allow: int = 0, deny: int = 0
    ) -> None:
        """Overwrite permissions here for a role, a member, or everyone."""
        assert self.community is not None
        self.overwrites[self.community.target_id(target)] = (int(allow), int(deny))
        self.dispatch_update()
        self.community.sync_threads()
        await self.world.flush()

    async def post_by_webhook(
        self, name: str, text: str, *, owner: Member | None = None
    ) -> Message:
        """Post as a webhook of another program; it may belong to a bot."""
        user = None if owner is None else owner.user
        message = posting.post_by_webhook(self, name, text, owner=user)
        await self.world.flush()
        return message

    async def rename(self, name: str) -> None:
        """Rename it."""
        self.name = name
        self.dispatch_update()
        await self.world.flush()

    async def delete(self) -> None:
        """Delete it with its messages."""
        assert self.community is not None
        self.community.remove_channel(self)
        await self.world.flush()

    def dispatch_update(self) -> None:
        """Dispatch the channel as it is now."""
        if self.is_thread:
            self.dispatch("THREAD_UPDATE", self.to_wire(), Intent.GUILDS)
        else:
            self.world.dispatch("CHANNEL_UPDATE", self.to_wire(), Intent.GUILDS, self.community)

    def to_wire(self) -> Json:
        """Return the channel as Discord describes it."""
        wire: Json = {"id": str(self.id), "type": int(self.kind), "flags": 0}
        wire["last_message_id"] = str(self.messages[-1].id) if self.messages else None
        if self.recipient is not None:
            wire["recipients"] = [self.recipient.to_wire()]
            return wire
        assert self.community is not None
        wire |= {
            "guild_id": str(self.community.id),
            "name": self.name,
            "parent_id": str(self.parent.id) if self.parent else None,
            "rate_limit_per_user": self.slow_mode,
            "last_pin_timestamp": self.last_pin,
        }
        if self.is_thread:
            return wire | self._thread_to_wire()
        roles = {role.id for role in self.community.roles}
        wire |= {
            "position": self.community.channels.index(self)
            if self in self.community.channels
            else 0,
            "topic": self.topic,
            "nsfw": self.nsfw,
            "permission_overwrites": [
                {
                    "id": str(target),
                    "type": 0 if target in roles else 1,
                    "allow": str(allow),
                    "deny": str(deny),
                }
                for target, (allow, deny) in self.overwrites.items()
            ],
        }
        if self.kind in (ChannelType.VOICE, ChannelType.STAGE):
            wire |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
        if self.kind is ChannelType.FORUM:
            wire |= {
                "available_tags": [],
                "default_reaction_emoji": None,
                "default_sort_order": None,
                "default_forum_layout": 0,
            }
        return wire

    def _thread_to_wire(self) -> Json:
        assert self.community is not None
        return {
            "owner_id": str((self.owner or self.community.owner).id),
            "message_count": len(self.messages),
            "total_message_sent": len(self.messages),
            "member_count": 1,
            "applied_tags": [],
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": self.archived_after,
                "archive_timestamp": self.world.started_at,
                "locked": False,
                "create_timestamp": self.world.started_at,
            },
        }

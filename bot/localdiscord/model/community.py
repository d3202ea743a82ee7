"""Communities: Discord's guilds, with their channels, roles, members and bans.

https://docs.discord.com/developers/resources/guild
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.localdiscord.model import pictures
from bot.localdiscord.model.channel import KINDS, Channel
from bot.localdiscord.model.emoji import Emoji
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.role import EveryoneType, Role
from bot.localdiscord.model.scheduled_event import ScheduledEvent
from bot.localdiscord.model.user import User
from bot.localdiscord.permissions import BOT_DEFAULT, EVERYONE_DEFAULT, Permissions
from bot.localdiscord.wire import ChannelType, Intent, Json

if TYPE_CHECKING:
    from bot.localdiscord.model.world import World

# Fields of a guild that are always null here.
UNSET = (
    *("splash", "discovery_splash", "banner", "description", "rules_channel_id"),
    *("public_updates_channel_id", "safety_alerts_channel_id", "home_header", "max_presences"),
    *("widget_channel_id", "incidents_data", "vanity_url_code", "application_id"),
)


class Community:
    """A guild, with its owner and the bot in it."""

    def __init__(
        self,
        world: World,
        name: str,
        *,
        locale: str = "en-US",
        owner: str = "Owner",
        bot_permissions: int = BOT_DEFAULT,
        shard: tuple[int, int] = (0, 1),
    ) -> None:
        self.world = world
        self.id = world.ids.on_shard(*shard)
        self.name = name
        self.locale = locale
        self.everyone = Role(self, self.id, "@everyone", EVERYONE_DEFAULT)
        self.bot_role = Role(self, world.ids.next(), world.bot.name, bot_permissions, bot=world.bot)
        # In the order of the hierarchy: the last is the highest.
        self.roles = [self.everyone, self.bot_role]
        self.channels: list[Channel] = []
        self.scheduled_events: list[ScheduledEvent] = []
        self._afk_channel: Channel | None = None
        self._visible_channels: set[int] = set()
        self.members: dict[int, Member] = {}
        self.emojis: dict[int, Emoji] = {}
        self.icon: str | None = None  # the hash of a picture
        self.bans: dict[int, str | None] = {}  # user id -> reason
        self.bot_joined_at = world.clock.now_iso()
        # Command permissions: command name -> id of role or member -> allowed?
        self.command_permissions: dict[str, dict[int, bool]] = {}
        self.owner = Member(self, User(world.ids.next(), owner))
        world.users[self.owner.id] = self.owner.user
        self.members[self.owner.id] = self.owner
        self.bot = Member(self, world.bot)
        self.bot.roles.append(self.bot_role)
        self.members[self.bot.id] = self.bot

    def __repr__(self) -> str:
        return f"<Community {self.name}>"

    @property
    def default_channel(self) -> Channel:
        """The first text channel."""
        if self.system_channel is None:
            raise ValueError(f"{self.name} has no text channel yet: call add_channel()")
        return self.system_channel

    @property
    def system_channel(self) -> Channel | None:
        """The channel of system messages about boosts and subscriptions: the first text channel."""
        text = (channel for channel in self.channels if channel.kind is ChannelType.TEXT)
        return next(text, None)

    @property
    def afk_channel(self) -> Channel | None:
        """The voice channel for members who are AFK."""
        return self._afk_channel

    @afk_channel.setter
    def afk_channel(self, channel: Channel | None) -> None:
        self._afk_channel = channel
        self.world.dispatch("GUILD_UPDATE", self.to_wire(), Intent.GUILDS, self)

    @property
    def picture_path(self) -> str | None:
        """Where its icon is, but for the ending."""
        return None if self.icon is None else f"icons/{self.id}/{self.icon}"

    def set_icon(self, png: bytes) -> None:
        """Set its icon."""
        pictures.set_icon(self, png)

    def add_emoji(self, name: str, png: bytes) -> Emoji:
        """Add an emoji; as a text it is `str(emoji)`, as a reaction "name:id"."""
        return pictures.add_emoji(self, name, png)

    def schedule(
        self,
        name: str,
        *,
        channel: Channel | None = None,
        location: str = "Somewhere",
        hours: float = 1,
    ) -> ScheduledEvent:
        """Schedule an event in so many hours, in a voice channel or elsewhere."""
        event = ScheduledEvent(self, name, channel, location, hours)
        self.scheduled_events.append(event)
        event.dispatch_created()
        return event

    def add_channel(
        self, name: str, *, kind: str = "text", parent: Channel | None = None, dispatch: bool = True
    ) -> Channel:
        """Add a channel: "text", "voice", "forum", "announcement", "category" or "thread"."""
        if kind == "thread" and parent is None:
            parent = self.default_channel
        channel = Channel(self.world, name, KINDS[kind], community=self, parent=parent)
        self.channels.append(channel)
        self.world.channels[channel.id] = channel
        if dispatch:
            self.dispatch_created(channel)
        return channel

    def dispatch_created(self, channel: Channel) -> None:
        """Dispatch a new channel."""
        if channel.is_thread:
            channel.dispatch("THREAD_CREATE", channel.to_wire(), Intent.GUILDS)
        else:
            self.world.dispatch("CHANNEL_CREATE", channel.to_wire(), Intent.GUILDS, self)
            self.sync_threads()

    def sync_threads(self) -> None:
        """Dispatch the threads of channels that have become visible to the bot.

        https://docs.discord.com/developers/events/gateway-events#thread-list-sync
        """
        before = self._visible_channels
        self._visible_channels = {
            c.id for c in self.channels if not c.is_thread and c.visible_to_bot
        }
        threads = [c for c in self.channels if c.is_thread and c.parent and c.visible_to_bot]
        gained = self._visible_channels - before & {c.parent.id for c in threads if c.parent}
        if gained:
            data = {
                "guild_id": str(self.id),
                "channel_ids": [str(channel) for channel in gained],
                "threads": [c.to_wire() for c in threads if c.parent and c.parent.id in gained],
                "members": [],
            }
            self.world.dispatch("THREAD_LIST_SYNC", data, Intent.GUILDS, self)

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel with its messages and threads; no events are sent for its threads."""
        threads = [other for other in self.channels if other.is_thread and other.parent is channel]
        for gone in (channel, *threads):
            self.channels.remove(gone)
            del self.world.channels[gone.id]
        wire = channel.to_wire()
        if channel.is_thread:
            kept = ("id", "guild_id", "parent_id", "type")
            channel.dispatch("THREAD_DELETE", {key: wire[key] for key in kept}, Intent.GUILDS)
        else:
            self.world.dispatch("CHANNEL_DELETE", wire, Intent.GUILDS, self)

    def add_role(
        self, name: str, *, permissions: int = 0, position: int | None = None, sold: bool = False
    ) -> Role:
        """Add a role, just above @everyone unless a position is given (and so below the bot's).

        One that is `sold` can be subscribed to; nobody can add it to members by hand.
        """
        listing = self.world.ids.next() if sold else None
        role = Role(self, self.world.ids.next(), name, permissions, listing_id=listing)
        self.roles.insert(1 if position is None else max(1, position), role)
        data = {"guild_id": str(self.id), "role": role.to_wire()}
        self.world.dispatch("GUILD_ROLE_CREATE", data, Intent.GUILDS, self)
        self._dispatch_positions(role)
        return role

    def move_role(self, role: Role, position: int) -> None:
        """Move a role in the hierarchy."""
        self.roles.remove(role)
        self.roles.insert(max(1, position), role)
        role.dispatch_update()
        self._dispatch_positions(role)

    def remove_role(self, role: Role) -> None:
        """Delete a role."""
        self.roles.remove(role)
        for member in self.members.values():
            if role in member.roles:
                member.roles.remove(role)
        data = {"guild_id": str(self.id), "role_id": str(role.id)}
        self.world.dispatch("GUILD_ROLE_DELETE", data, Intent.GUILDS, self)
        self._dispatch_positions(role)

    def _dispatch_positions(self, cause: Role) -> None:
        for other in self.roles[1:]:
            if other is not cause:
                other.dispatch_update()

    def add_member(
        self,
        name: str | Member,
        *,
        roles: Sequence[Role] = (),
        locale: str = "en-US",
        permissions: int = 0,
        bot: bool = False,
        pending: bool = False,
    ) -> Member:
        """Add a member: a new user, or one who is a member elsewhere.

        `permissions` come with a role of their own, since members have none by themselves; so
        does a bot. `pending`: the membership screening is yet to be passed.
        """
        if isinstance(name, Member):
            user = name.user
        else:
            user = User(self.world.ids.next(), name, bot=bot, locale=locale)
            self.world.users[user.id] = user
        member = Member(self, user)
        member.pending = pending
        extra = [self.add_role(f"{user.name}’s", permissions=permissions)] if permissions else []
        if user.bot:
            extra = [self._add_bot_role(user, permissions)]
        self.join(member, [*roles, *extra])
        return member

    def welcome(self, user: User) -> Member:
        """Let a user become a member, or a member again, without roles."""
        member = Member(self, user)
        self.join(member)
        return member

    def _add_bot_role(self, bot: User, permissions: int) -> Role:
        role = Role(self, self.world.ids.next(), bot.name, permissions, bot=bot)
        self.roles.insert(1, role)
        data = {"guild_id": str(self.id), "role": role.to_wire()}
        self.world.dispatch("GUILD_ROLE_CREATE", data, Intent.GUILDS, self)
        self._dispatch_positions(role)
        return role

    def join(self, member: Member, roles: Sequence[Role] = ()) -> None:
        """Let a member join, with these roles only."""
        member.roles = list(roles)
        member.joined_at = self.world.clock.now_iso()
        self.members[member.id] = member
        wire = member.to_wire() | {"guild_id": str(self.id)}
        self.world.dispatch("GUILD_MEMBER_ADD", wire, Intent.GUILD_MEMBERS, self)
        self.world.emit("member_joined", community=self, member=member)

    def remove(self, member: Member) -> None:
        """Remove a member."""
        if member.voice_channel is not None:
            member.voice_channel = None
            member.dispatch_voice_state()
        self.members.pop(member.id, None)
        member.boosting_since = None
        data = {"guild_id": str(self.id), "user": member.user.to_wire()}
        self.world.dispatch("GUILD_MEMBER_REMOVE", data, Intent.GUILD_MEMBERS, self)
        self.world.emit("member_left", community=self, member=member)

    async def ban(self, member: Member) -> None:
        """Ban a member; bots with BAN_MEMBERS or VIEW_AUDIT_LOG receive the ban as an event.

        https://docs.discord.com/developers/events/gateway-events#guild-ban-add
        """
        self.add_ban(member.user)
        await self.world.flush()

    def add_ban(self, user: User, reason: str | None = None) -> None:
        """Ban a user, and remove them if they are a member."""
        self.bans[user.id] = reason
        self._dispatch_ban("GUILD_BAN_ADD", user)
        if user.id in self.members:
            self.remove(self.members[user.id])

    def remove_ban(self, user: User) -> None:
        """Lift the ban of a user."""
        del self.bans[user.id]
        self._dispatch_ban("GUILD_BAN_REMOVE", user)

    def _dispatch_ban(self, event: str, user: User) -> None:
        data = {"guild_id": str(self.id), "user": user.to_wire()}
        if self.bot.permissions & (Permissions.BAN_MEMBERS | Permissions.VIEW_AUDIT_LOG):
            self.world.dispatch(event, data, Intent.GUILD_MODERATION, self)

    def ban_to_wire(self, user_id: int) -> Json:
        """Return a ban as Discord describes it."""
        return {"user": self.world.users[user_id].to_wire(), "reason": self.bans[user_id]}

    def member_of(self, user: User) -> Member | None:
        """Return the member of a user, if they are one."""
        return self.members.get(user.id)

    def role(self, role_id: int) -> Role | None:
        """Return a role by id."""
        return next((role for role in self.roles if role.id == role_id), None)

    def target_id(self, target: Role | Member | EveryoneType) -> int:
        """Return the id of a role, a member or @everyone in permission overwrites."""
        return self.id if isinstance(target, EveryoneType) else target.id

    async def allow(self, target: Role | Member | EveryoneType, command: str) -> None:
        """Allow a command for a role or member, whatever its default permissions are."""
        await self.world.app.set_command_permission(
            self, command, self.target_id(target), allowed=True
        )

    async def deny(self, target: Role | Member | EveryoneType, command: str) -> None:
        """Deny a command to a role or member."""
        await self.world.app.set_command_permission(
            self, command, self.target_id(target), allowed=False
        )

    async def delete(self) -> None:
        """Remove the bot from the community."""
        self.remove_bot()
        await self.world.flush()

    def remove_bot(self) -> None:
        """Remove the bot and dispatch that."""
        del self.world.communities[self.id]
        self.world.dispatch("GUILD_DELETE", {"id": str(self.id)}, Intent.GUILDS, self)

    def to_wire(self) -> Json:
        """Return the community as Discord describes it."""
        return dict.fromkeys(UNSET) | {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner.id),
            "afk_channel_id": str(self._afk_channel.id) if self._afk_channel else None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "premium_progress_bar_enabled": False,
            "system_channel_id": str(self.system_channel.id) if self.system_channel else None,
            "system_channel_flags": 0,
            "region": "deprecated",
            "widget_enabled": False,
            "max_members": 500_000,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "nsfw": False,
            "preferred_locale": self.locale,
            "features": [],
            "emojis": [emoji.to_wire() for emoji in self.emojis.values()],
            "icon": self.icon,
            "stickers": [],
            "roles": [role.to_wire() for role in self.roles],
        }

    def to_event(self, *, all_members: bool) -> Json:
        """Return the community as GUILD_CREATE has it.

        Without the presences intent, its members are only the bot and those in voice channels.
        """
        in_voice = [member for member in self.members.values() if member.voice_channel is not None]
        members = self.members.values() if all_members else {self.bot, *in_voice}
        channels = [channel.to_wire() for channel in self.channels if not channel.is_thread]
        return self.to_wire() | {
            "joined_at": self.bot_joined_at,
            "large": False,
            "member_count": len(self.members),
            "members": [member.to_wire() for member in members],
            "channels": channels,
            "threads": [c.to_wire() for c in self.channels if c.is_thread and c.visible_to_bot],
            "voice_states": [member.voice_to_wire() for member in in_voice],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [event.to_wire() for event in self.scheduled_events],
            "soundboard_sounds": [],
        }

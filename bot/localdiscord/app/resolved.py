"""The people, roles, channels and files that an interaction mentions by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.files import SIZE_LIMIT, Attachment, File
from bot.localdiscord.model.member import Member, User
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.role import Role
from bot.localdiscord.wire import Json

if TYPE_CHECKING:
    from bot.localdiscord.state.world import World


# What comes of a channel that is mentioned, besides permissions
# (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object).
PARTIAL_CHANNEL = frozenset(
    {"id", "name", "type", "last_message_id", "last_pin_timestamp", "nsfw", "parent_id"}
    | {"guild_id", "flags", "rate_limit_per_user", "topic", "position", "thread_metadata"}
)

Mentionable = Member | User | Role | Channel | Attachment | Message


class Resolved:
    """Collects what is mentioned, as Discord sends it along."""

    def __init__(self, channel: Channel, actor: Member | User) -> None:
        self._channel = channel
        self._community = channel.community
        self._actor = actor
        self._wire: Json = {}

    def add(self, thing: Mentionable) -> str:
        """Note a thing and return its id."""
        key = str(thing.id)
        if isinstance(thing, Member | User):
            self._put("users", key, thing.user.to_wire())
            member = self._community.member_of(thing.user) if self._community else None
            if member is not None:
                self._put("members", key, self._member(member))
        elif isinstance(thing, Role):
            self._put("roles", key, thing.to_wire())
        elif isinstance(thing, Channel):
            self._put("channels", key, self._channel_to_wire(thing))
        elif isinstance(thing, Attachment):
            self._put("attachments", key, thing.to_wire())
        else:
            self._put("messages", key, thing.to_wire())
        return key

    def _member(self, member: Member) -> Json:
        whole = member.to_wire(with_user=False)
        wire = {key: value for key, value in whole.items() if key not in ("deaf", "mute")}
        return wire | {"permissions": str(int(self._channel.permissions_of(member)))}

    def _channel_to_wire(self, channel: Channel) -> Json:
        wire = {key: value for key, value in channel.to_wire().items() if key in PARTIAL_CHANNEL}
        if isinstance(self._actor, Member) and channel.community is not None:
            wire["permissions"] = str(int(channel.permissions_of(self._actor)))
            wire["app_permissions"] = str(int(channel.permissions_of(channel.community.bot)))
        return wire

    def _put(self, kind: str, key: str, wire: Json) -> None:
        self._wire.setdefault(kind, {})[key] = wire

    def to_wire(self) -> Json:
        """Return what was collected."""
        return self._wire


def upload(world: World, file: object, channel: Channel, resolved: Resolved) -> str:
    """Upload a member's file for an interaction and return its id."""
    if not isinstance(file, File):
        raise NotPossible(f"a File is needed, not {file!r}")
    if len(file.data) > SIZE_LIMIT:
        raise NotPossible(f"{file.name} is larger than {SIZE_LIMIT} bytes")
    attachment = world.cdn.store(world.ids.next(), file, folder=channel.id, ephemeral=True)
    return resolved.add(attachment)

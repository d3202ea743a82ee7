"""The resolved data of an interaction: users, roles, channels and files that it names by id.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
"""

from __future__ import annotations

from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.files import SIZE_LIMIT, Attachment, File
from bot.localdiscord.model.interaction import Actor
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.role import Role
from bot.localdiscord.model.user import User
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import Json

# The fields of a partial channel, besides permissions.
PARTIAL_CHANNEL = frozenset(
    {"id", "name", "type", "last_message_id", "last_pin_timestamp", "nsfw", "parent_id"}
    | {"guild_id", "flags", "rate_limit_per_user", "topic", "position", "thread_metadata"}
)

Entity = Member | User | Role | Channel | Attachment | Message


class Resolved:
    """Collects the entities that an interaction names."""

    def __init__(self, world: LocalWorld, channel: Channel, actor: Actor) -> None:
        self._world = world
        self._channel = channel
        self._community = channel.community
        self._actor = actor
        self._wire: Json = {}

    def find(self, entity_id: int) -> object:
        """Return the member, role or channel (in direct messages: the user) with an id."""
        if self._community is None:
            return self._world.users.get(entity_id)
        member = self._community.members.get(entity_id)
        return member or self._community.role(entity_id) or self._world.channels.get(entity_id)

    def add_if(self, thing: object, types: tuple[type, ...]) -> str | None:
        """Add a thing if it is of one of these types, and return its id."""
        if isinstance(thing, types) and isinstance(thing, Entity):
            return self.add(thing)
        return None

    def add(self, entity: Entity) -> str:
        """Add an entity and return its id."""
        key = str(entity.id)
        if isinstance(entity, Member | User):
            self._put("users", key, entity.user.to_wire())
            member = self._community.member_of(entity.user) if self._community else None
            if member is not None:
                self._put("members", key, self._member(member))
        elif isinstance(entity, Role):
            self._put("roles", key, entity.to_wire())
        elif isinstance(entity, Channel):
            self._put("channels", key, self._partial_channel(entity))
        elif isinstance(entity, Attachment):
            self._put("attachments", key, entity.to_wire())
        else:
            self._put("messages", key, entity.to_wire())
        return key

    def upload(self, file: object) -> str:
        """Upload a person's file, add it, and return its id."""
        if not isinstance(file, File):
            raise NotPossible(f"a File is needed, not {file!r}")
        if len(file.data) > SIZE_LIMIT:
            text = f"{file.name} is larger than {SIZE_LIMIT} bytes"
            raise NotPossible(text, "file-large", name=file.name, most=SIZE_LIMIT // 2**20)
        return self.add(
            self._world.cdn.store(
                self._world.ids.next(), file, folder=self._channel.id, ephemeral=True
            )
        )

    def _member(self, member: Member) -> Json:
        whole = member.to_wire(with_user=False)
        wire = {key: value for key, value in whole.items() if key not in ("deaf", "mute")}
        return wire | {"permissions": str(int(self._channel.permissions_of(member)))}

    def _partial_channel(self, channel: Channel) -> Json:
        wire = {key: value for key, value in channel.to_wire().items() if key in PARTIAL_CHANNEL}
        if isinstance(self._actor, Member) and channel.community is not None:
            wire["permissions"] = str(int(channel.permissions_of(self._actor)))
            wire["app_permissions"] = str(int(channel.permissions_of(channel.community.bot)))
        return wire

    def _put(self, kind: str, key: str, wire: Json) -> None:
        self._wire.setdefault(kind, {})[key] = wire

    def to_wire(self) -> Json:
        """Return the resolved data as Discord describes it."""
        return self._wire

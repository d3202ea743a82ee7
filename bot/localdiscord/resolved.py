"""The people, roles, channels and files that an interaction mentions by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.localdiscord.channels import Channel
from bot.localdiscord.community import Community
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.files import SIZE_LIMIT, Attachment, File
from bot.localdiscord.messages import Message
from bot.localdiscord.people import Member, User
from bot.localdiscord.roles import Role
from bot.localdiscord.wire import Json

if TYPE_CHECKING:
    from bot.localdiscord.world import World


Mentionable = Member | User | Role | Channel | Attachment | Message


class Resolved:
    """Collects what is mentioned, as Discord sends it along."""

    def __init__(self, community: Community | None) -> None:
        self._community = community
        self._wire: Json = {}

    def add(self, thing: Mentionable) -> str:
        """Note a thing and return its id."""
        key = str(thing.id)
        if isinstance(thing, Member | User):
            self._put("users", key, thing.user.to_wire())
            member = self._community.member_of(thing.user) if self._community else None
            if member is not None:
                rights = str(int(member.permissions))
                wire = member.to_wire(with_user=False) | {"permissions": rights}
                self._put("members", key, wire)
        elif isinstance(thing, Role):
            self._put("roles", key, thing.to_wire())
        elif isinstance(thing, Channel):
            self._put("channels", key, thing.to_wire() | {"permissions": "0"})
        elif isinstance(thing, Attachment):
            self._put("attachments", key, thing.to_wire())
        else:
            self._put("messages", key, thing.to_wire())
        return key

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

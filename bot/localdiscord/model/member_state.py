"""The state of a member: roles, screening, boosting, timeout, role subscription."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model import pictures, posting
from bot.localdiscord.wire import Intent, Json, MessageType

if TYPE_CHECKING:
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.model.role import Role
    from bot.localdiscord.model.user import User


class MemberState:
    """What can change about a member, and how it changes."""

    community: Community
    user: User

    def __init__(self) -> None:
        self.roles: list[Role] = []
        self.nick: str | None = None
        self.joined_at = self.community.world.clock.now_iso()
        self.boosting_since: str | None = None
        self.pending = False  # has yet to pass the membership screening
        self.timed_out_until: str | None = None

    async def add_role(self, role: Role) -> None:
        """Add a role to this member, and wait until the bot knows."""
        self.set_roles([*self.roles, role])
        await self.community.world.flush()

    async def remove_role(self, role: Role) -> None:
        """Remove a role from this member, and wait until the bot knows."""
        self.set_roles([own for own in self.roles if own is not role])
        await self.community.world.flush()

    def set_roles(self, roles: Iterable[Role]) -> None:
        """Set the member's roles, each once; dispatch the change if there is one."""
        wanted = list(dict.fromkeys(roles))
        if wanted != self.roles:
            self.roles = wanted
            self.dispatch_update()
            self.community.sync_threads()

    async def pass_screening(self) -> None:
        """Pass the membership screening."""
        if not self.pending:
            raise NotPossible(f"{self.user.name} has passed the screening before")
        self.pending = False
        await self._change()

    async def boost(self) -> None:
        """Start boosting the community; Discord posts a message about it in the system channel."""
        if self.boosting_since is not None:
            raise NotPossible(f"{self.user.name} boosts already")
        self.boosting_since = self.community.world.clock.now_iso()
        channel = self.community.system_channel
        if channel is not None:
            posting.post_system_message(MessageType.BOOST, self.user, channel)
        await self._change()

    async def stop_boosting(self) -> None:
        """Stop boosting."""
        self.boosting_since = None
        await self._change()

    async def set_avatar(self, png: bytes) -> None:
        """Set the picture of the user, in all of their communities."""
        pictures.set_avatar(self.community.world, self.user, png)
        await self.community.world.flush()

    @property
    def timed_out(self) -> bool:
        """Whether they are timed out now."""
        until, now = self.timed_out_until, self.community.world.clock.now()
        return until is not None and datetime.fromisoformat(until) > now

    async def time_out(self, minutes: float) -> None:
        """Be timed out by a moderator."""
        until = self.community.world.clock.now() + timedelta(minutes=minutes)
        self.timed_out_until = until.isoformat()
        await self._change()

    async def subscribe(self, role: Role, *, months: int = 1) -> None:
        """Subscribe to a role that is sold, or pay for another month of it.

        Discord adds the role and posts a message about it in the system channel.
        """
        if role.listing_id is None:
            raise NotPossible(f"{role.name} is not sold")
        renewal = role in self.roles
        self.set_roles([*self.roles, role])
        channel = self.community.system_channel
        if channel is not None:
            details: Json = {
                "role_subscription_listing_id": str(role.listing_id),
                "tier_name": role.name,
                "total_months_subscribed": months,
                "is_renewal": renewal,
            }
            posting.post_system_message(
                MessageType.ROLE_SUBSCRIPTION, self.user, channel, subscription=details
            )
        await self.community.world.flush()

    async def _change(self) -> None:
        self.dispatch_update()
        await self.community.world.flush()

    def dispatch_update(self) -> None:
        """Dispatch the member as it is now."""
        wire = self.to_wire() | {"guild_id": str(self.community.id)}
        self.community.world.dispatch(
            "GUILD_MEMBER_UPDATE", wire, Intent.GUILD_MEMBERS, self.community
        )

    def to_wire(self, *, with_user: bool = True) -> Json:
        """Return the member as Discord describes it."""
        wire: Json = {
            "nick": self.nick,
            "avatar": None,
            "banner": None,
            "roles": [str(role.id) for role in self.roles],
            "joined_at": self.joined_at,
            "premium_since": self.boosting_since,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": self.pending,
            "communication_disabled_until": self.timed_out_until,
        }
        if with_user:
            wire["user"] = self.user.to_wire()
        return wire

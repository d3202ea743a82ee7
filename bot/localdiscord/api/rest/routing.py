"""Finding the handler for a request, and what a handler is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from bot.localdiscord.errors import missing_access, missing_permissions, not_implemented, unknown
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.files import Uploads
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.user import User
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import Json


@dataclass
class Call:
    """A request, as handlers see it."""

    world: LocalWorld
    interactions: Interactions
    query: Mapping[str, str]
    params: Mapping[str, str] = field(default_factory=dict)
    body: Json = field(default_factory=dict)
    array: list[Json] = field(default_factory=list)  # the body, where it is an array
    uploads: Uploads = field(default_factory=dict)
    reason: str | None = None  # for the audit log (the header X-Audit-Log-Reason)
    status: int = 200  # of a response with a body
    headers: dict[str, str] = field(default_factory=dict)
    # Run once the response has been sent.
    after: list[Callable[[], None]] = field(default_factory=list)

    def number(self, name: str) -> int:
        """Return an id from the path."""
        return int(self.params[name])

    def about(self, message: Message) -> None:
        """Mark a message as used by this request.

        Its components can be used once the client has processed the response
        (app.components.ComponentInput).
        """
        message.response_pending = True
        self.after.append(partial(self._response_sent, message))

    def _response_sent(self, message: Message) -> None:
        message.response_pending = False
        message.response_number = self.world.gateway.responses
        self.interactions.message_updated(message)

    def community(self) -> Community:
        """Return the community that the path names."""
        community = self.world.communities.get(self.number("guild_id"))
        if community is None:
            raise unknown("Guild", 10004)
        return community

    def member(self, community: Community) -> Member:
        """Return the member that the path names."""
        member = community.members.get(self.number("user_id"))
        if member is None:
            raise unknown("Member", 10007)
        return member

    def user(self) -> User:
        """Return the user that the path names."""
        user = self.world.users.get(self.number("user_id"))
        if user is None:
            raise unknown("User", 10013)
        return user

    def channel(self) -> Channel:
        """Return the channel that the path names, if the bot sees it."""
        channel = self.world.channels.get(self.number("channel_id"))
        if channel is None:
            raise unknown("Channel", 10003)
        if channel.community is not None:
            if channel.community.id not in self.world.communities:
                raise missing_access()
            if not channel.permissions_of(channel.community.bot) & Permissions.VIEW_CHANNEL:
                raise missing_access()
        return channel

    def message(self, channel: Channel) -> Message:
        """Return the message that the path names."""
        message = self.world.messages.get(self.number("message_id"))
        if message is None or message.channel is not channel or message.ephemeral:
            raise unknown("Message", 10008)
        return message

    def accept_only(self, *fields: str) -> None:
        """Refuse with 501 a body that sets other fields, which would be ignored."""
        for key, value in self.body.items():
            if key not in fields and value not in (None, False, 0, "", [], {}):
                raise not_implemented(key)

    def has(self, channel: Channel, permissions: Permissions) -> bool:
        """Whether the bot has permissions in a channel; it has all in direct messages."""
        if channel.community is None:
            return True
        return not permissions & ~channel.permissions_of(channel.community.bot)

    def require_in(self, community: Community, permissions: Permissions) -> None:
        """Refuse unless the bot has permissions in a community as a whole."""
        if permissions & ~community.bot.permissions:
            raise missing_permissions()

    def require(self, channel: Channel, permissions: Permissions) -> None:
        """Refuse unless the bot has permissions in a channel."""
        if not self.has(channel, permissions):
            raise missing_permissions()


Handler = Callable[[Call], Json | list[Json] | None]
H = TypeVar("H", bound=Handler)


class Routes:
    """Handlers by method and path template, written as in Discord's OpenAPI description."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str, Handler]] = []

    def __call__(self, method: str, template: str) -> Callable[[H], H]:
        """Register a handler."""

        def register(handler: H) -> H:
            self.entries.append((method, template, handler))
            return handler

        return register


@dataclass(frozen=True)
class Match:
    """A handler with the parts of the path that it needs."""

    template: str
    handler: Handler
    params: dict[str, str]


class Router:
    """Finds handlers."""

    def __init__(self, tables: Iterable[Routes]) -> None:
        self._patterns: dict[str, list[tuple[re.Pattern[str], str, Handler]]] = {}
        for table in tables:
            for method, template, handler in table.entries:
                pattern = re.sub(r"\{(\w+)\}", _group, template)
                self._patterns.setdefault(method, []).append(
                    (re.compile(pattern), template, handler)
                )

    def match(self, method: str, path: str) -> Match | None:
        """Return the handler for a request."""
        for pattern, template, handler in self._patterns.get(method, ()):
            if found := pattern.fullmatch(path):
                return Match(template, handler, found.groupdict())
        return None


def _group(found: re.Match[str]) -> str:
    name = found[1]
    number = name.endswith("_id")
    return rf"(?P<{name}>{r'[0-9]+' if number else '[^/]+'})"

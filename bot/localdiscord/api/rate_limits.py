"""How many requests a bot may send: for each route, and altogether.

https://docs.discord.com/developers/topics/rate-limits
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.localdiscord.errors import Refusal
from bot.localdiscord.wire import Json

# Parts of a path that have limits of their own; all other ids share one.
TOP_LEVEL = ("channel_id", "guild_id", "webhook_id", "webhook_token")
ANSWERS = ("/interactions/", "/webhooks/")
ACKNOWLEDGE = "/interactions/{interaction_id}/{interaction_token}/callback"


@dataclass(frozen=True)
class Limit:
    """So many requests within so many seconds."""

    requests: int
    seconds: float


@dataclass(frozen=True)
class Limits:
    """The limits of a Discord: of single routes ("POST /path"), of the others, and altogether.

    Discord tells nobody the numbers of its routes, which change: bots must read the headers.
    """

    routes: Mapping[str, Limit] = field(default_factory=dict)
    others: Limit = Limit(50, 1.0)
    together: Limit = Limit(50, 1.0)


MESSAGES = "/channels/{channel_id}/messages"
AS_DISCORD = Limits(
    {
        f"POST {MESSAGES}": Limit(5, 5.0),
        f"PATCH {MESSAGES}/{{message_id}}": Limit(5, 5.0),
        f"PUT {MESSAGES}/{{message_id}}/reactions/{{emoji_name}}/@me": Limit(1, 0.25),
        "PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}": Limit(10, 10.0),
        "DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}": Limit(10, 10.0),
        "GET /guilds/{guild_id}/members": Limit(10, 10.0),
        "POST /webhooks/{webhook_id}/{webhook_token}": Limit(5, 2.0),
    }
)
"""About what bots meet in practice; altogether as documented."""

WIDE = Limits({}, Limit(10_000, 1.0), Limit(10_000, 1.0))
"""So wide that nobody waits, with the headers that let clients send several at once."""


class TooManyRequests(Refusal):
    """Refuse for a while; a client learns from the answer for how long."""

    def __init__(self, retry_after: float, *, is_global: bool) -> None:
        super().__init__(429, 0, "You are being rate limited.", expected=True)
        self._body: Json = {"retry_after": retry_after, "global": is_global}
        # Clients take answers without Via for a ban by Cloudflare.
        self.headers = {
            "Via": "1.1 localdiscord",
            "Retry-After": str(max(1, math.ceil(retry_after))),
            "X-RateLimit-Scope": "global" if is_global else "user",
        }
        if is_global:
            self.headers["X-RateLimit-Global"] = "true"

    def to_wire(self) -> Json:
        return {"message": self.message} | self._body


class Window:
    """What is left of a limit until it is whole again; the first request opens a window."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self._left = limit.requests
        self._ends = 0.0

    def take(self) -> bool:
        """Take one request from what is left; False if nothing is."""
        now = time.monotonic()
        if now >= self._ends:
            self._left, self._ends = self.limit.requests, now + self.limit.seconds
        if not self._left:
            return False
        self._left -= 1
        return True

    @property
    def ends_in(self) -> float:
        """How many seconds it takes until the limit is whole again."""
        return round(max(0.001, self._ends - time.monotonic()), 3)

    def headers(self, bucket: str) -> dict[str, str]:
        """Return what an answer says of it."""
        return {
            "X-RateLimit-Limit": str(self.limit.requests),
            "X-RateLimit-Remaining": str(self._left),
            "X-RateLimit-Reset": f"{time.time() + self.ends_in:.3f}",
            "X-RateLimit-Reset-After": f"{self.ends_in:.3f}",
            "X-RateLimit-Bucket": bucket,
        }


class RateLimits:
    """Counts requests; without limits nothing is counted and no header is sent."""

    def __init__(self, limits: Limits | None) -> None:
        self._limits = limits
        self._together = Window(limits.together) if limits else None
        self._windows: dict[tuple[str, ...], Window] = {}

    def take(self, method: str, template: str, params: Mapping[str, str]) -> dict[str, str]:
        """Count a request and return the headers of its answer; too many are refused.

        Answers to interactions do not count towards what a bot may send altogether, and
        acknowledging has no limit of its own.
        """
        if self._limits is None or self._together is None or template == ACKNOWLEDGE:
            return {}
        if not template.startswith(ANSWERS) and not self._together.take():
            raise TooManyRequests(self._together.ends_in, is_global=True)
        route = f"{method} {template}"
        key = (route, *(params[name] for name in TOP_LEVEL if name in params))
        if key not in self._windows:
            self._windows[key] = Window(self._limits.routes.get(route, self._limits.others))
        window = self._windows[key]
        taken = window.take()
        headers = window.headers(hashlib.sha256(route.encode()).hexdigest()[:32])
        if not taken:
            refusal = TooManyRequests(window.ends_in, is_global=False)
            refusal.headers |= headers
            raise refusal
        return headers

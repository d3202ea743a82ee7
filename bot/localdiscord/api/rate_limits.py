"""Rate limits: for each route, and for all requests together.

https://docs.discord.com/developers/topics/rate-limits
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.localdiscord.clock import Clock
from bot.localdiscord.errors import Refusal
from bot.localdiscord.wire import Json

# Top-level resources: each has limits of its own; other ids in a path share one.
TOP_LEVEL = ("channel_id", "guild_id", "webhook_id", "webhook_token")
INTERACTIONS = ("/interactions/", "/webhooks/")
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


@dataclass(frozen=True)
class Limit:
    """A number of requests within a number of seconds."""

    requests: int
    seconds: float


@dataclass(frozen=True)
class Limits:
    """Limits by route ("POST /path"), of all other routes, and of all requests together.

    Discord does not document the numbers of its routes, which change: bots must read the headers.
    """

    routes: Mapping[str, Limit] = field(default_factory=dict)
    other_routes: Limit = Limit(50, 1.0)
    all_routes: Limit = Limit(50, 1.0)


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
"""For single routes as observed; for all together as on the page Rate Limits."""

WIDE = Limits({}, Limit(10_000, 1.0), Limit(10_000, 1.0))
"""So high that no client waits, but with headers, so that clients send requests in parallel."""


class TooManyRequests(Refusal):
    """429, with how long to wait."""

    def __init__(self, retry_after: float, *, is_global: bool) -> None:
        super().__init__(429, 0, "You are being rate limited.", expected=True)
        self._body: Json = {"retry_after": retry_after, "global": is_global}
        # Clients take a 429 without Via for a ban by Cloudflare.
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
    """How much of a limit is left; the first request starts a window."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self._left = limit.requests
        self._ends = 0.0

    def take(self) -> bool:
        """Count one request; False if none is left."""
        now = time.monotonic()
        if now >= self._ends:
            self._left, self._ends = self.limit.requests, now + self.limit.seconds
        if not self._left:
            return False
        self._left -= 1
        return True

    @property
    def ends_in(self) -> float:
        """In how many seconds the limit is reset."""
        return round(max(0.001, self._ends - time.monotonic()), 3)

    def headers(self, bucket: str, now: float) -> dict[str, str]:
        """Return the headers about it, at a moment in seconds."""
        return {
            "X-RateLimit-Limit": str(self.limit.requests),
            "X-RateLimit-Remaining": str(self._left),
            "X-RateLimit-Reset": f"{now + self.ends_in:.3f}",
            "X-RateLimit-Reset-After": f"{self.ends_in:.3f}",
            "X-RateLimit-Bucket": bucket,
        }


class RateLimits:
    """Counts requests; without limits nothing is counted and no header is sent."""

    def __init__(self, limits: Limits | None, clock: Clock) -> None:
        self._clock = clock
        self._limits = limits
        self._all_routes = Window(limits.all_routes) if limits else None
        self._windows: dict[tuple[str, ...], Window] = {}

    def take(self, method: str, template: str, params: Mapping[str, str]) -> dict[str, str]:
        """Count a request and return the headers of its response; too many are refused.

        "Interaction endpoints are not bound to the bot's Global Rate Limit" (page Rate Limits);
        callbacks have no limit of their own, as observed.
        """
        if self._limits is None or self._all_routes is None or template == CALLBACK:
            return {}
        if not template.startswith(INTERACTIONS) and not self._all_routes.take():
            raise TooManyRequests(self._all_routes.ends_in, is_global=True)
        route = f"{method} {template}"
        key = (route, *(params[name] for name in TOP_LEVEL if name in params))
        if key not in self._windows:
            self._windows[key] = Window(self._limits.routes.get(route, self._limits.other_routes))
        window = self._windows[key]
        taken = window.take()
        headers = window.headers(
            hashlib.sha256(route.encode()).hexdigest()[:32], self._clock.now().timestamp()
        )
        if not taken:
            refusal = TooManyRequests(window.ends_in, is_global=False)
            refusal.headers |= headers
            raise refusal
        return headers

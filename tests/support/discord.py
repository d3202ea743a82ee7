"""A local Discord that waits long.

Discord's deadlines belong to the tests of deadlines. Elsewhere a machine that is busy with other
work must fail nothing, so nothing here is given up before a minute has passed.
"""

import ssl
from datetime import timedelta

from bot.localdiscord import LocalDiscord
from bot.localdiscord.api.rate_limits import WIDE, Limits
from bot.localdiscord.gateway.session_starts import UNHURRIED, StartLimit
from tests.support.description import Check, Review

PATIENCE = 60.0
"""How long anything is waited for, in seconds."""


def patient_discord(
    *,
    ssl_context: ssl.SSLContext | None = None,
    latency: float = 0.0,
    check: Check | None = None,
    review: Review | None = None,
    check_later: bool = False,
    limits: Limits | None = WIDE,
    starts: StartLimit = UNHURRIED,
    shards: int = 1,
    ahead: timedelta = timedelta(),
) -> LocalDiscord:
    """Return a local Discord that gives the bot a minute where Discord gives it three seconds.

    Its rate limits are so wide that nobody waits for them; their tests bring some of their own.
    """
    return LocalDiscord(
        ssl_context=ssl_context,
        latency=latency,
        check=check,
        review=review,
        check_later=check_later,
        limits=limits,
        starts=starts,
        shards=shards,
        deadline=PATIENCE,
        patience=PATIENCE,
        ahead=ahead,
    )

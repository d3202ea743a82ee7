"""A local Discord that waits long.

Discord's deadlines belong to the tests of deadlines. Elsewhere a machine that is busy with other
work must fail nothing, so nothing here is given up before a minute has passed.
"""

from bot.localdiscord import LocalDiscord
from tests.support.description import Check

PATIENCE = 60.0
"""How long anything is waited for, in seconds."""


def patient_discord(
    *,
    tls: bool = False,
    latency: float = 0.0,
    check: Check | None = None,
    check_later: bool = False,
) -> LocalDiscord:
    """Return a local Discord that gives the bot a minute where Discord gives it three seconds."""
    return LocalDiscord(
        tls=tls,
        latency=latency,
        check=check,
        check_later=check_later,
        deadline=PATIENCE,
        patience=PATIENCE,
    )

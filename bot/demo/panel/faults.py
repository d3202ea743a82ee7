"""Discord's faults: what the panel can make go wrong, and for how long."""

from bot.localdiscord import LocalDiscord
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.wire import Json

TIMES = 3
"""How many requests a fault meets."""

RETRY_AFTER = 2.0
"""Seconds that the bot is told to wait with a 429."""

SLOW = 2.0
"""Seconds that a round trip takes while Discord is slow."""


class FaultSwitches:
    """What goes wrong with Discord."""

    def __init__(self, discord: LocalDiscord) -> None:
        self._discord = discord

    async def add(self, name: object) -> None:
        """Let the next requests fail, or all be slow, or cut the gateway's connection."""
        match name:
            case "429":
                # Of what is sent by itself: who uses the bot is not made to wait that long.
                path = "/channels/*/messages"
                self._discord.fail("POST", path, times=TIMES, status=429, retry_after=RETRY_AFTER)
            case "500":
                self._discord.fail("*", "*", times=TIMES, status=500)
            case "slow":
                self._discord.latency = SLOW
            case "disconnect":
                await self._discord.disconnect()
            case _:
                raise NotPossible("there is no such fault")

    def clear(self) -> None:
        """Let everything go well again."""
        self._discord.clear_faults()
        self._discord.latency = 0.0

    def state(self) -> Json:
        """Return what is going wrong now."""
        return {"waiting": self._discord.faults_waiting, "slow": self._discord.latency > 0}

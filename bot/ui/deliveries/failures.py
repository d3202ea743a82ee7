"""What an error says about a delivery: whether to try again, and whether it may be there."""

from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
import discord

from bot.services.deliveries import FailureReason, Lane
from bot.ui.core.transient import is_transient

# Codes: "Opcodes and Status Codes", HTTP Response Codes and JSON Error Codes.
_TOO_MANY = 429
_NOT_LET_IN = 401  # as while the token is being replaced
_NOT_FROM_THE_API = {0, 40333}  # something before it answered, without having looked

_MESSAGES_REFUSED = {
    20026,  # the bot is suspected of writing to people who do not want it
    40003,  # direct messages are opened too fast
}

_MEANINGS = {
    10003: FailureReason.CHANNEL_GONE,
    10007: FailureReason.MEMBER_LEFT,
    10011: FailureReason.ROLE_GONE,
    10013: FailureReason.MEMBER_LEFT,
    50007: FailureReason.MESSAGES_CLOSED,
    50278: FailureReason.MEMBER_LEFT,  # there is no server that we share
}
"""What Discord's codes mean wherever they are met."""

_FORBIDDEN = {50001, 50013}


@dataclass(frozen=True)
class Fault:
    """Why it did not go well. `later`: it is worth trying again, but not before `after`."""

    reason: FailureReason
    later: bool = False
    perhaps_done: bool = False
    after: timedelta = timedelta()
    about: dict[str, str] = field(default_factory=dict)


def judge(error: Exception, lane: Lane, *, begun: bool) -> Fault:
    """Say what an error means; `begun`: the last step was under way."""
    if isinstance(error, discord.RateLimited):
        after = timedelta(seconds=error.retry_after)
        return Fault(FailureReason.SLOWED_DOWN, later=True, after=after)
    if isinstance(error, discord.HTTPException):
        return _answered(error, lane, begun=begun)
    if isinstance(error, aiohttp.ClientConnectorError):
        return Fault(FailureReason.AWAY, later=True)
    if is_transient(error):
        return Fault(FailureReason.AWAY, later=True, perhaps_done=begun)
    return Fault(FailureReason.STUMBLED, later=True, perhaps_done=begun)


def _answered(error: discord.HTTPException, lane: Lane, *, begun: bool) -> Fault:
    if error.status >= 500:
        return Fault(FailureReason.AWAY, later=True, perhaps_done=begun)
    if error.status == _TOO_MANY or error.code in _MESSAGES_REFUSED:
        return Fault(FailureReason.SLOWED_DOWN, later=True)
    if error.status == _NOT_LET_IN or error.code in _NOT_FROM_THE_API:
        return Fault(FailureReason.AWAY, later=True)
    if error.code in _FORBIDDEN and lane is Lane.CHANNELS:
        return Fault(FailureReason.CHANNEL_CLOSED)
    if error.code in _FORBIDDEN and lane is Lane.ROLES:
        return Fault(FailureReason.ROLE_OUT_OF_REACH)
    if error.code in _MEANINGS:
        return Fault(_MEANINGS[error.code])
    return Fault(FailureReason.REFUSED, about={"code": str(error.code)})

"""What passes is waited for, and nothing else."""

from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.ui.core import transient
from bot.ui.core.transient import PAUSES, in_time, is_transient, pause


def answered(kind: type[discord.HTTPException], status: int) -> discord.HTTPException:
    """Return what is raised for an answer."""
    return kind(cast(Any, SimpleNamespace(status=status, reason="")), "no")


WAITED_FOR = [
    aiohttp.ServerDisconnectedError(),
    aiohttp.ClientOSError(104, "reset"),
    aiohttp.ClientPayloadError(),
    aiohttp.ServerTimeoutError(),
    TimeoutError(),
    ConnectionResetError(),
    discord.RateLimited(90.0),
    cast(Any, discord.GatewayNotFound)(),
    answered(discord.DiscordServerError, 500),
    answered(discord.DiscordServerError, 503),
    answered(discord.HTTPException, 429),
]

RAISED = [
    answered(discord.Forbidden, 403),
    answered(discord.NotFound, 404),
    answered(discord.HTTPException, 400),
    discord.LoginFailure(),
    ValueError(),
    KeyError("user"),
]


@pytest.mark.parametrize("error", WAITED_FOR, ids=lambda error: type(error).__name__)
async def test_what_passes_is_asked_again(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_transient(error)
    monkeypatch.setattr(transient, "pause", lambda _error, _failures: 0)
    asked: list[int] = []

    async def ask() -> str:
        asked.append(1)
        if len(asked) < 4:
            raise error
        return "here"

    assert await in_time(ask, "test") == "here"
    assert len(asked) == 4


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
async def test_all_else_is_raised(error: Exception) -> None:
    asked: list[int] = []

    async def ask() -> None:
        asked.append(1)
        raise error

    with pytest.raises(type(error)):
        await in_time(ask, "test")
    assert len(asked) == 1


def test_pauses_grow_and_are_never_shorter_than_discord_asks() -> None:
    pauses = [pause(TimeoutError(), failures) for failures in range(1, 9)]
    assert pauses == [*PAUSES, *[PAUSES[-1]] * (8 - len(PAUSES))]
    assert pause(discord.RateLimited(90.0), 1) == 90
    assert pause(discord.RateLimited(0.5), 2) == PAUSES[1]

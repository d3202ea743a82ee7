"""Who people are is asked for once, for many who ask at the same time."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from bot.ui.core import faces as module
from bot.ui.core.faces import Faces


@dataclass
class Somebody:
    """Somebody on a server."""

    id: int


class Server:
    """A server of which somebody is asked for."""

    def __init__(self, *members: int) -> None:
        self.id = 7
        self.members = members
        self.asked: list[list[int]] = []
        self.fails: Exception | None = None

    async def query_members(self, *, user_ids: list[int], **_: object) -> Sequence[Any]:
        """Answer as Discord does: with those who are there."""
        self.asked.append(sorted(user_ids))
        await asyncio.sleep(0)
        if self.fails:
            raise self.fails
        return [Somebody(one) for one in user_ids if one in self.members]


async def known(faces: Faces, server: Server, *ids: int) -> list[int]:
    """Return of whom it is known who they are."""
    guild: Any = server
    return sorted(await faces.of(guild, ids))


async def test_many_who_ask_at_once_ask_discord_once() -> None:
    faces, server = Faces(60), Server(1, 2, 3)
    found = await asyncio.gather(*(known(faces, server, 1, 2) for _ in range(5)))
    assert found == [[1, 2]] * 5
    assert await known(faces, server, 2, 3) == [2, 3]
    assert server.asked == [[1, 2], [3]]


async def test_who_is_not_there_is_not_known() -> None:
    faces, server = Faces(60), Server(1)
    assert await known(faces, server, 1, 9) == [1]


@pytest.mark.parametrize("error", [TimeoutError(), ConnectionResetError()])
async def test_what_fails_is_asked_for_again(error: Exception) -> None:
    faces, server = Faces(60), Server(1)
    server.fails = error
    assert await known(faces, server, 1) == []
    server.fails = None
    assert await known(faces, server, 1) == [1]


async def test_they_are_forgotten_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_SECONDS", 0)
    faces, server = Faces(60), Server(1)
    assert await known(faces, server, 1) == []  # over at once
    assert len(server.asked) == 1
    monkeypatch.setattr(module, "KEPT_SECONDS", 60)
    monkeypatch.setattr(module, "MOST_KEPT", 1)
    assert await known(faces, server, 1) == [1]
    assert len(server.asked) == 2
    await known(faces, Server(2), 2)
    assert list(faces._kept) == [(7, 2)]

"""Avatars are fetched within bounds, judged elsewhere, and remembered; a picture waits for none."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord
import pytest
from aiohttp import web
from PIL import Image

from bot.runtime import avatar_decoding
from bot.ui.core import avatars as module
from bot.ui.core.avatars import Avatars
from tests.support.pictures import png

PATIENT = 60.0


class Cdn:
    """What stands in for Discord's CDN; `held` keeps its answers back."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()
        self.held = asyncio.Event()
        self.held.set()

    async def answer(self, request: web.Request) -> web.Response:
        """Give a file out, once nothing holds it back."""
        name = request.match_info["name"].partition(".")[0]
        self.asked[name] += 1
        await self.held.wait()
        if name not in self.files:
            raise web.HTTPNotFound
        packed = {"Content-Encoding": "gzip"} if name == "not packed" else {}
        return web.Response(body=self.files[name], headers=packed)


@dataclass
class Somebody:
    """Somebody on Discord, as far as pictures look at them."""

    id: int
    avatar: discord.Asset | None


def somebody(number: int, name: str | None) -> Any:
    """Return somebody with an avatar of that name."""
    state: Any = None
    avatar = None if name is None else discord.Asset._from_avatar(state, number, name)
    return Somebody(number, avatar)


@pytest.fixture
async def cdn(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Cdn]:
    """The CDN."""
    found = Cdn()
    app = web.Application()
    app.router.add_get("/avatars/{member}/{name}", found.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    monkeypatch.setattr(discord.Asset, "BASE", f"http://127.0.0.1:{port}")
    yield found
    await runner.cleanup()


@pytest.fixture
async def avatars(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Avatars]:
    """What knows avatars, with all the time that a busy machine may need."""
    monkeypatch.setattr(module, "PATIENCE", PATIENT)
    made = Avatars()
    yield made
    await made.close()


async def test_they_come_small_and_once(cdn: Cdn, avatars: Avatars) -> None:
    cdn.files = {"a": png(size=300).data, "b": png(size=64).data}
    people = [somebody(1, "a"), somebody(2, "b"), somebody(3, None)]
    found = await avatars.of(people, PATIENT)
    assert set(found) == {1, 2}
    first = Image.open(BytesIO(found[1]))
    assert (first.format, first.size) == ("WEBP", (avatar_decoding.PIXELS,) * 2)
    assert await avatars.of(people, PATIENT) == found
    assert cdn.asked == {"a": 1, "b": 1}


async def test_what_is_no_avatar_leaves_the_others(cdn: Cdn, avatars: Avatars) -> None:
    cdn.files = {
        "good": png().data,
        "junk": b"not a picture",
        "cut": png(size=400).data[:200],
        "large": png().data + bytes(module.MOST_BYTES),
        "bomb": png(size=2_100).data,
    }
    people = [somebody(number, name) for number, name in enumerate([*cdn.files, "gone"])]
    assert set(await avatars.of(people, PATIENT)) == {0}


async def test_a_broken_answer_does_not_mean_that_they_are_out_of_reach(
    cdn: Cdn, avatars: Avatars
) -> None:
    """It did, and nobody had an avatar for half a minute."""
    cdn.files = {"not packed": b"junk", "good": png().data}
    assert await avatars.of([somebody(1, "not packed")], PATIENT) == {}
    assert set(await avatars.of([somebody(2, "good")], PATIENT)) == {2}


async def test_one_that_comes_late_is_there_for_the_next(cdn: Cdn, avatars: Avatars) -> None:
    cdn.files = {"a": png().data}
    cdn.held.clear()
    assert await avatars.of([somebody(1, "a")], 0) == {}
    waiting = [asyncio.create_task(avatars.of([somebody(1, "a")], PATIENT)) for _ in range(3)]
    await asyncio.sleep(0)
    cdn.held.set()
    assert [set(found) for found in await asyncio.gather(*waiting)] == [{1}] * 3
    assert cdn.asked == {"a": 1}


async def test_while_they_are_out_of_reach_none_is_asked_for(
    cdn: Cdn, avatars: Avatars, monkeypatch: pytest.MonkeyPatch
) -> None:
    cdn.files = {"a": png().data, "b": png().data}
    there = discord.Asset.BASE
    monkeypatch.setattr(discord.Asset, "BASE", "http://127.0.0.1:1")
    assert await avatars.of([somebody(1, "a")], PATIENT) == {}
    monkeypatch.setattr(discord.Asset, "BASE", there)
    assert await avatars.of([somebody(1, "a")], PATIENT) == {}
    avatars._away_until = 0
    assert set(await avatars.of([somebody(1, "a")], PATIENT)) == {1}


async def test_the_oldest_are_forgotten_first(
    cdn: Cdn, avatars: Avatars, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    cdn.files = {name: png().data for name in "abc"}
    for number, name in enumerate("aba" + "ca" + "b"):
        assert await avatars.of([somebody("abc".index(name), name)], PATIENT)
        assert len(avatars._kept) <= 2, number
    assert cdn.asked == {"a": 1, "b": 2, "c": 1}

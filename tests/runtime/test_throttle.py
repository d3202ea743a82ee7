"""Requests to Discord keep one pace, whichever process sends them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.runtime import throttle
from bot.runtime.throttle import REQUESTS, Throttle
from bot.services.rates import Rate
from db.database import Database
from db.errors import DatabaseUnavailableError

IN_OUR_NAME = {"Authorization": "Bot abc"}


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """A server that answers everything."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


async def ask(process: aiohttp.ClientSession, url: str, **options: Any) -> int:
    async with process.get(url, **options) as answer:
        return answer.status


async def test_processes_share_what_discord_allows(
    db: Database, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where each process counts by itself, the fourth is sent at once."""
    monkeypatch.setattr(throttle, "REQUESTS", Rate("requests", timedelta(hours=1), burst=3))
    monkeypatch.setattr(throttle, "PATIENCE", 60)
    async with (
        aiohttp.ClientSession(trace_configs=[Throttle(db).trace]) as one,
        aiohttp.ClientSession(trace_configs=[Throttle(db).trace]) as another,
    ):
        for process in (one, another, one):
            assert await ask(process, url, headers=IN_OUR_NAME) == 200
        fourth = asyncio.create_task(ask(another, url, headers=IN_OUR_NAME))
        for process in (one, another):  # an answer to an interaction waits for nobody
            assert await ask(process, url) == 200
        assert not fourth.done()
        fourth.cancel()
        await asyncio.wait([fourth])


async def test_a_database_that_is_away_stops_no_request(
    db: Database, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise DatabaseUnavailableError("as when it is restarted")

    async def slow(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(throttle, "PATIENCE", 0.01)
    async with aiohttp.ClientSession(trace_configs=[Throttle(db).trace]) as process:
        for write in (away, slow):
            monkeypatch.setattr(db, "write", write)
            assert await ask(process, url, headers=IN_OUR_NAME) == 200


def test_no_second_has_more_than_discord_allows() -> None:
    assert timedelta(seconds=1) / REQUESTS.every + REQUESTS.burst <= 50

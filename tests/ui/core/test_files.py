"""A file that somebody attached arrives whole, or they are asked for it again."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.services.errors import InvalidInputError
from bot.ui.core import files
from bot.ui.core.files import ATTEMPTS, Upload

CONTENT = b"CODE\nSUMMER25\n" * 10_000


@dataclass
class Shelf:
    """Hands out one file, after going wrong as often as the test says."""

    faults: list[Callable[[web.Request], web.StreamResponse]] = field(default_factory=list)
    asked: int = 0
    url: str = ""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        if self.faults:
            return self.faults.pop(0)(request)
        return web.Response(body=CONTENT)

    def upload(self, *, most: int = 10**6, size: int = len(CONTENT)) -> Upload:
        return Upload("file", "codes.csv", size, self.url, most)


@pytest.fixture
async def shelf(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Shelf]:
    """A server of files."""
    monkeypatch.setattr(files, "PAUSE", 0.0)
    shelf = Shelf()
    app = web.Application()
    app.router.add_get("/codes.csv", shelf.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0]
    shelf.url = f"http://{host}:{port}/codes.csv"
    yield shelf
    await runner.cleanup()


def cut_off(request: web.Request) -> web.StreamResponse:
    """Break the line."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def half(request: web.Request) -> web.StreamResponse:
    """Hand out a part as if it were all."""
    return web.Response(body=CONTENT[: len(CONTENT) // 2])


def endless(request: web.Request) -> web.StreamResponse:
    """Hand out more than was said."""
    return web.Response(body=CONTENT * 3)


def says(status: int) -> Callable[[web.Request], web.StreamResponse]:
    return lambda _: web.Response(status=status)


def message(refusal: pytest.ExceptionInfo[InvalidInputError]) -> tuple[str, str]:
    return refusal.value.field, refusal.value.message


async def test_a_file_arrives(shelf: Shelf) -> None:
    assert await shelf.upload().download() == CONTENT
    assert shelf.asked == 1


@pytest.mark.parametrize("fault", [cut_off, half, endless, says(500), says(503), says(429)])
async def test_what_breaks_is_fetched_again(
    shelf: Shelf, fault: Callable[[web.Request], web.StreamResponse]
) -> None:
    shelf.faults = [fault] * (ATTEMPTS - 1)
    assert await shelf.upload().download() == CONTENT
    assert not shelf.faults


@pytest.mark.parametrize("fault", [cut_off, half, endless, says(500)])
async def test_what_stays_broken_is_to_be_attached_again(
    shelf: Shelf, fault: Callable[[web.Request], web.StreamResponse]
) -> None:
    shelf.faults = [fault] * 3 * ATTEMPTS  # aiohttp itself asks again when a line breaks
    with pytest.raises(InvalidInputError) as refusal:
        await shelf.upload().download()
    assert message(refusal) == ("file", "ui-file-away")
    assert shelf.asked >= ATTEMPTS


@pytest.mark.parametrize("status", [403, 404])
async def test_what_is_gone_is_asked_for_once(shelf: Shelf, status: int) -> None:
    shelf.faults = [says(status)]
    with pytest.raises(InvalidInputError) as refusal:
        await shelf.upload().download()
    assert message(refusal) == ("file", "ui-file-away")
    assert shelf.asked == 1


async def test_all_attempts_have_one_deadline(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "DEADLINE", 0.05)
    monkeypatch.setattr(files, "PAUSE", 3600.0)
    shelf.faults = [says(500)]
    with pytest.raises(InvalidInputError) as refusal:
        await shelf.upload().download()
    assert message(refusal) == ("file", "ui-file-away")


async def test_what_is_too_large_is_not_fetched(shelf: Shelf) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await shelf.upload(most=100).download()
    assert message(refusal) == ("file", "ui-file-too-large")
    assert shelf.asked == 0

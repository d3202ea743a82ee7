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
class FileServer:
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
async def file_server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FileServer]:
    """A server of files."""
    monkeypatch.setattr(files, "PAUSE", 0.0)
    file_server = FileServer()
    app = web.Application()
    app.router.add_get("/codes.csv", file_server.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0]
    file_server.url = f"http://{host}:{port}/codes.csv"
    yield file_server
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


async def test_a_file_arrives(file_server: FileServer) -> None:
    assert await file_server.upload().download() == CONTENT
    assert file_server.asked == 1


@pytest.mark.parametrize("fault", [cut_off, half, endless, says(500), says(503), says(429)])
async def test_what_breaks_is_fetched_again(
    file_server: FileServer, fault: Callable[[web.Request], web.StreamResponse]
) -> None:
    file_server.faults = [fault] * (ATTEMPTS - 1)
    assert await file_server.upload().download() == CONTENT
    assert not file_server.faults


@pytest.mark.parametrize("fault", [cut_off, half, endless, says(500)])
async def test_what_stays_broken_is_to_be_attached_again(
    file_server: FileServer, fault: Callable[[web.Request], web.StreamResponse]
) -> None:
    file_server.faults = [fault] * 3 * ATTEMPTS  # aiohttp itself asks again when a line breaks
    with pytest.raises(InvalidInputError) as refusal:
        await file_server.upload().download()
    assert message(refusal) == ("file", "ui-file-away")
    assert file_server.asked >= ATTEMPTS


@pytest.mark.parametrize("status", [403, 404])
async def test_what_is_gone_is_asked_for_once(file_server: FileServer, status: int) -> None:
    file_server.faults = [says(status)]
    with pytest.raises(InvalidInputError) as refusal:
        await file_server.upload().download()
    assert message(refusal) == ("file", "ui-file-away")
    assert file_server.asked == 1


async def test_all_attempts_have_one_deadline(
    file_server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "DEADLINE", 0.05)
    monkeypatch.setattr(files, "PAUSE", 3600.0)
    file_server.faults = [says(500)]
    with pytest.raises(InvalidInputError) as refusal:
        await file_server.upload().download()
    assert message(refusal) == ("file", "ui-file-away")


async def test_what_is_too_large_is_not_fetched(file_server: FileServer) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await file_server.upload(most=100).download()
    assert message(refusal) == ("file", "ui-file-too-large")
    assert file_server.asked == 0

"""Compression on the gateway: as requested, or plain text."""

import json
import sys
import zlib
from typing import Any

import aiohttp
import pytest

from bot.localdiscord import LocalDiscord
from bot.localdiscord.gateway.compression import compressor_for


@pytest.fixture
def without_zstd(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the standard library nor a package can compress with zstd."""
    for name in ("compression", "compression.zstd", "zstandard"):
        monkeypatch.setitem(sys.modules, name, None)


async def hello(server: LocalDiscord, compress: str) -> Any:
    """Connect and return the first message as it comes."""
    query = {"v": "10", "encoding": "json", "compress": compress}
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(server.gateway_url, params=query) as socket,
    ):
        return await socket.receive(timeout=60)


async def test_zlib(server: LocalDiscord) -> None:
    message = await hello(server, "zlib-stream")
    assert message.data.endswith(b"\x00\x00\xff\xff")
    assert json.loads(zlib.decompressobj().decompress(message.data))["op"] == 10


@pytest.mark.usefixtures("without_zstd")
@pytest.mark.parametrize("asked", ["zstd-stream", "something"])
async def test_plain_text_without_zstd(server: LocalDiscord, asked: str) -> None:
    message = await hello(server, asked)
    assert message.type is aiohttp.WSMsgType.TEXT
    assert json.loads(message.data)["op"] == 10


@pytest.mark.skipif(compressor_for("zstd-stream") is None, reason="nothing here makes zstd")
async def test_zstd(server: LocalDiscord) -> None:
    message = await hello(server, "zstd-stream")
    assert message.type is aiohttp.WSMsgType.BINARY
    assert message.data[:4] == b"\x28\xb5\x2f\xfd"  # how a zstd frame begins (RFC 8878)

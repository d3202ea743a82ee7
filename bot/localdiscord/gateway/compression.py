"""Compressing what goes over a gateway connection, as the client asked for it.

https://docs.discord.com/developers/events/gateway#transport-compression
"""

import importlib
import zlib
from collections.abc import Callable
from typing import Any

Compress = Callable[[bytes], bytes]


def compressor_for(name: str | None) -> Compress | None:
    """Return a compressor that lives as long as a connection; None: plain text.

    Plain text also goes to whoever asks for zstd-stream where Python has nothing to make it with.
    Clients can read that, since only binary messages are compressed ones.
    """
    if name == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda data: deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if name == "zstd-stream":
        return _standard_zstd() or _installed_zstd()
    return None


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


def _standard_zstd() -> Compress | None:
    """The standard library has it from Python 3.14 on."""
    zstd = _module("compression.zstd")
    if zstd is None:
        return None
    compressor = zstd.ZstdCompressor()
    return lambda data: bytes(compressor.compress(data, mode=compressor.FLUSH_BLOCK))


def _installed_zstd() -> Compress | None:
    zstandard = _module("zstandard")
    if zstandard is None:
        return None
    compressor, flush = zstandard.ZstdCompressor().compressobj(), zstandard.COMPRESSOBJ_FLUSH_BLOCK
    return lambda data: bytes(compressor.compress(data) + compressor.flush(flush))

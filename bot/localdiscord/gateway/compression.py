"""Compressing what is sent on a gateway connection, as the client asked for.

https://docs.discord.com/developers/events/gateway#transport-compression
"""

import importlib
import zlib
from collections.abc import Callable
from types import ModuleType

Compress = Callable[[bytes], bytes]


def compressor_for(name: str | None) -> Compress | None:
    """Return a compressor for one connection; None: plain text.

    Clients that ask for zstd-stream get plain text where Python cannot make it.
    Clients can read that, since only binary messages are compressed ones.
    """
    if name == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda data: deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if name == "zstd-stream":
        return _standard_zstd() or _installed_zstd()
    return None


def _module(name: str) -> ModuleType | None:
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

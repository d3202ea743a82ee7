"""Work for the other process."""

import json
import os
import resource
import signal
import sys


def work(data: bytes) -> bytes:
    """Do what the test asks for."""
    match data:
        case b"wait":
            signal.pause()
        case b"fill":
            return bytes(len(bytearray(512 * 1024 * 1024)) and 1)
        case b"leave":
            os._exit(9)
        case b"talk":
            return bytes(8 * 1024 * 1024)
        case b"fail":
            raise ValueError("a secret")
        case b"slow":
            return sum(range(10_000_000)).to_bytes(8, "big")
        case b"look":
            limits = {name: resource.getrlimit(getattr(resource, name)) for name in _LIMITS}
            modules = sorted(name for name in sys.modules if name in _HEAVY)
            return json.dumps([dict(os.environ), limits, modules]).encode()
    return data


_LIMITS = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_CORE", "RLIMIT_FSIZE")
_HEAVY = ("sqlite3", "sqlalchemy", "asyncpg", "discord", "aiohttp", "asyncio")

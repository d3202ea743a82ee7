"""Limits of the web server: connections at a time, and seconds until their header is complete.

A connection carries one request. Until its header is complete it may be closed for another one:
nobody can keep others out by connecting and saying nothing. A few slots beside all others serve
`/health` alone, so that whoever watches over Laurel is answered while somebody holds the rest.
"""

import asyncio
import ipaddress
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.runtime.repeats import Repeats
from bot.settings import IpNetwork

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Limits:
    """How many connections there may be, and how long a header may take."""

    in_all: int = 256
    each: int = 32  # from one address, unless it is a trusted proxy's
    for_health: int = 8  # beside those in all
    header_seconds: float = 10.0


LIMITS = Limits()


class Gate:
    """Accepts connections to a server, within limits."""

    def __init__(self, trusted: Sequence[IpNetwork], limits: Limits) -> None:
        self.limits = limits
        self._trusted = trusted
        self._slots = _Slots(limits.in_all)
        self._for_health = _Slots(limits.for_health)
        self._from: Counter[str] = Counter()
        self._by_transport: dict[asyncio.BaseTransport, _Connection] = {}
        self._repeats = Repeats()

    def before(self, server: Callable[[], asyncio.Protocol]) -> Callable[[], asyncio.Protocol]:
        """Return what `create_server` makes connections with, in place of a server itself."""
        return lambda: _Connection(self, server)

    def asked(self, transport: asyncio.BaseTransport | None) -> bool:
        """Note that a header is complete; tell whether it may ask for more than `/health`."""
        connection = self._by_transport.get(transport) if transport else None
        if connection is None:
            return True  # it was closed meanwhile, and gets no answer
        connection.has_asked()
        return connection.slots is self._slots

    def answered(self, transport: asyncio.BaseTransport | None) -> None:
        """Note that there is nothing more to do for a connection but to close it."""
        connection = self._by_transport.get(transport) if transport else None
        if connection is not None:
            connection.answered = True

    def enter(self, connection: "_Connection") -> bool:
        """Give a new connection a slot; False if there is none for it."""
        full = self._from[connection.address] >= self.limits.each
        if full and not self._is_trusted(connection.address):
            self.say("web.address_full")
            slots = self._for_health
        else:
            slots = self._slots
        if not slots.take(connection):
            self.say("web.full")
            slots = self._for_health
            if not slots.take(connection):
                return False
        connection.slots = slots
        self._by_transport[connection.transport] = connection
        if slots is self._slots:
            self._from[connection.address] += 1
        return True

    def leave(self, connection: "_Connection") -> None:
        """Free the slot of a connection, if it still has one."""
        if self._by_transport.pop(connection.transport, None) is None:
            return
        connection.slots.free(connection)
        if connection.slots is self._slots:
            self._from[connection.address] -= 1
            if not self._from[connection.address]:
                del self._from[connection.address]

    def say(self, event: str) -> None:
        """Log something that strangers can make happen as often as they like."""
        self._repeats.say(log.warning, event)

    def _is_trusted(self, address: str) -> bool:
        return any(ipaddress.ip_address(address) in network for network in self._trusted)


class _Slots:
    """So many connections; once they are taken, the oldest that has not asked makes room.

    Else one that has its answer, and is still there only because it goes on sending.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: dict[_Connection, None] = {}  # the oldest first

    def take(self, connection: "_Connection") -> bool:
        if len(self._taken) >= self._most:
            silent = (one for one in self._taken if not one.asked)
            done = (one for one in self._taken if one.answered)
            last = next(silent, None) or next(done, None)
            if last is None:
                return False
            last.evict()
        self._taken[connection] = None
        return True

    def free(self, connection: "_Connection") -> None:
        del self._taken[connection]


class _Connection(asyncio.Protocol):
    """One connection: passes everything on to the server, once it is let in."""

    slots: _Slots
    transport: asyncio.Transport

    def __init__(self, gate: Gate, serve: Callable[[], asyncio.Protocol]) -> None:
        self._gate = gate
        self._serve = serve
        self._server: asyncio.Protocol | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self.address = ""
        self.asked = False
        self.answered = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        peer = transport.get_extra_info("peername")
        self.address = _plain(peer[0]) if peer else ""
        if not peer or not self._gate.enter(self):
            transport.abort()
            return
        self._deadline = asyncio.get_running_loop().call_later(
            self._gate.limits.header_seconds, self._too_late
        )
        self._server = self._serve()
        self._server.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if self._server is not None:
            self._server.data_received(data)

    def eof_received(self) -> bool | None:
        return self._server.eof_received() if self._server is not None else None

    def pause_writing(self) -> None:
        if self._server is not None:
            self._server.pause_writing()

    def resume_writing(self) -> None:
        if self._server is not None:
            self._server.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._gate.leave(self)
        self.has_asked()
        if self._server is not None:
            self._server.connection_lost(exc)

    def has_asked(self) -> None:
        """Note that the header is complete, so that its time limit ends."""
        self.asked = True
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def end(self) -> None:
        """Close it now; its slot is free at once."""
        self._gate.leave(self)
        self.transport.abort()

    def evict(self) -> None:
        """Close it for another one."""
        self._gate.say("web.full")
        self.end()

    def _too_late(self) -> None:
        self._gate.say("web.header_late")
        self.end()


def _plain(address: str) -> str:
    """Return an address in one way, also an IPv4 one that comes as IPv6."""
    ip = ipaddress.ip_address(address)
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return str(mapped or ip)

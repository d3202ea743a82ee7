"""Signed calls to other people's servers, as the `webhook` step of a workflow asks for.

Managers choose the addresses, so they must not reach what only this machine can reach. An address
is judged where it is connected to, after names have been resolved: there is nothing between the
judgement and the connection that could change.
"""

import enum
import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import aiohttp
import yarl

from bot.services.webhooks import secrets

SECONDS = 15.0
"""How long a call may take."""

LONGEST_PAUSE = timedelta(hours=1)
"""The longest that a server may ask us to wait before the next try."""

_WHILE_BUSY = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}
"""Answers of the kind that is our fault, but may be another one later."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

_UNICAST = ipaddress.IPv6Network("2000::/3")
"""Of IPv6, what is the internet: all else is reserved, local, or another kind of address."""

_SPECIAL = [
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # IETF protocol assignments
        "192.88.99.0/24",  # 6to4 relays, withdrawn
        "240.0.0.0/4",
        "2001::/23",  # IETF protocol assignments, Teredo among them
        "2001:db8::/32",
        "3fff::/20",  # documentation
    )
]
"""From IANA's registries of special-purpose addresses, IPv4 and IPv6."""


class Result(enum.Enum):
    """What became of a call."""

    SENT = enum.auto()  # the server took it
    REFUSED = enum.auto()  # it would not go otherwise another time
    LATER = enum.auto()  # it may have arrived or not; the same id tells the server of a repeat


@dataclass(frozen=True)
class Outcome:
    """How a call went. `cause` is the id of a text that says why it was not taken."""

    result: Result
    cause: str | None = None
    params: dict[str, object] = field(default_factory=dict)
    after: timedelta | None = None  # how long the server asks us to wait


@dataclass(frozen=True)
class Call:
    """What is sent. The same `id` is the same call, however often it is tried."""

    url: str
    id: str
    body: str  # JSON
    secrets: Sequence[str] = field(repr=False)


class _PrivateAddressError(OSError):
    """A name or an address leads to a place that not everybody can reach."""


async def send(
    call: Call, now: datetime, *, private_addresses: bool = False, seconds: float = SECONDS
) -> Outcome:
    """Make a call and tell how it went; the answer itself is not read. Never raises.

    `private_addresses`: the operator lets calls go to this machine and its network, and without
    TLS.
    """
    url = _judged(call.url, private_addresses)
    if isinstance(url, Outcome):
        return url
    if not call.secrets:
        return _refused("outgoing-no-secret")
    call_id = secrets.OURS + call.id
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Laurel",
        "webhook-id": call_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": secrets.signature(call.secrets, call_id, now, call.body),
    }
    connector = aiohttp.TCPConnector(
        socket_factory=None if private_addresses else _public_socket, force_close=True
    )
    try:
        async with (
            aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=seconds),
            ) as http,
            http.post(url, data=call.body.encode(), headers=headers, allow_redirects=False) as got,
        ):
            got.close()  # whatever more it says is not for us
            return _answered(got.status, got.headers.get("Retry-After"))
    except aiohttp.ClientConnectorError as error:
        if isinstance(error.os_error, _PrivateAddressError):
            return _refused("outgoing-private", host=url.host)
        return _later("outgoing-unreachable", host=url.host)
    except TimeoutError:
        return _later("outgoing-slow", host=url.host)
    except ValueError:  # such as a name that cannot be one
        return _refused("outgoing-bad-address")
    except (aiohttp.ClientError, OSError):
        return _later("outgoing-unreachable", host=url.host)


def _judged(text: str, private_addresses: bool) -> yarl.URL | Outcome:
    try:
        url = yarl.URL(text)
    except ValueError:
        return _refused("outgoing-bad-address")
    if url.scheme not in {"http", "https"} or not url.host:
        return _refused("outgoing-bad-address")
    if url.scheme == "http" and not private_addresses:
        return _refused("outgoing-not-https", host=url.host)
    return url


def _answered(status: int, retry_after: str | None) -> Outcome:
    if 200 <= status < 300:
        return Outcome(Result.SENT)
    if 300 <= status < 400:
        return _refused("outgoing-redirected", status=str(status))
    if status >= 500 or status in _WHILE_BUSY:
        return Outcome(
            Result.LATER, "outgoing-answered", {"status": str(status)}, _pause(retry_after)
        )
    return _refused("outgoing-answered", status=str(status))


def _pause(retry_after: str | None) -> timedelta | None:
    if retry_after is None or not (retry_after.isascii() and retry_after.isdecimal()):
        return None
    return min(timedelta(seconds=int(retry_after[:9])), LONGEST_PAUSE)


def _refused(cause: str, **params: object) -> Outcome:
    return Outcome(Result.REFUSED, cause, params)


def _later(cause: str, **params: object) -> Outcome:
    return Outcome(Result.LATER, cause, params)


def _public_socket(info: tuple[Any, ...]) -> socket.socket:
    """Return a socket for an address that is about to be connected to, if it is a public one."""
    family, kind, protocol, _, address = info
    if not is_public(str(address[0])):
        raise _PrivateAddressError("not a public address")
    return socket.socket(family, kind, protocol)


def is_public(text: str) -> bool:
    """Return whether an IP address is one of the internet at large.

    `ipaddress` judges by the registries as they were when Python came out; what they have added or
    withdrawn since stands above. An IPv4 address within an IPv6 one is judged where it leads.
    """
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or _translated(address)
        if within is not None:
            return is_public(str(within))
        if address not in _UNICAST:
            return False
    if address.is_multicast or not address.is_global:
        return False
    return not any(address in network for network in _SPECIAL)


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address not in _NAT64:
        return None
    return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)

"""Addresses that workflows may send to."""

from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

_WRONG = PydanticCustomError("workflow-mistake-url", "that is no address of the web")


def checked(url: str) -> str:
    """Return an address of the web, and refuse what is none, or holds a password.

    Where it leads is judged when something is sent there.
    """
    try:
        parts = urlsplit(url)
        led = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        raise _WRONG from None
    plain = url.isascii() and url.isprintable() and " " not in url
    if not led or not plain or parts.username is not None:
        raise _WRONG
    return url

"""Addresses that workflows may send to."""

from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError


def checked(url: str) -> str:
    """Return an address of the web, and refuse what is none, or holds a password.

    Where it leads is judged when something is sent there.
    """
    try:
        parts = urlsplit(url)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if fine and parts.username is None and url.isascii() and " " not in url and url.isprintable():
        return url
    raise PydanticCustomError("workflow-mistake-url", "that is no address of the web")

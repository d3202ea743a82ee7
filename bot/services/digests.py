"""What stands in the database for a text that names what happened: a digest with a key."""

import hmac
from functools import lru_cache


@lru_cache(maxsize=1024)
def keyed(secret: str) -> hmac.HMAC:
    """Return what digests with a secret begin with; it is half of the work of one.

    It is kept in memory alone, until other secrets push it out.
    """
    return hmac.new(secret.encode(), digestmod="sha256")


def digest(key: hmac.HMAC, text: str) -> str:
    """Return what stands for a text: 32 hexadecimal digits."""
    found = key.copy()
    found.update(text.encode())
    return found.hexdigest()[:32]

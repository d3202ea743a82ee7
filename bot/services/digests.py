"""What stands in the database for a text that names what happened: a digest with a key."""

import hmac
from functools import lru_cache


@lru_cache(maxsize=1024)
def _keyed(secret: str) -> hmac.HMAC:
    """Return what digests with a secret begin with; it is half of the work of one.

    It is kept in memory alone, until other secrets push it out.
    """
    return hmac.new(secret.encode(), digestmod="sha256")


def digest(secret: str, text: str) -> str:
    """Return what stands for a text in the community of a secret: 32 hexadecimal digits."""
    found = _keyed(secret).copy()
    found.update(text.encode())
    return found.hexdigest()[:32]

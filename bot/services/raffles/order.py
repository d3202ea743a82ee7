"""The order of a draw: a rule that anybody can follow by hand.

A seed of 64 hexadecimal digits is drawn when a raffle opens; its SHA-256 is shown at once, the seed
itself at the close. Each entry has a number, from 1, in the order of entering. Its lot is the
SHA-256 of the text `SEED:NUMBER`, in hexadecimal digits; the smallest lot comes first. Units go
down this order: who may not have one, or does not accept in time, is passed over, and the next one
follows. So a seed decides for any number of entries, whoever has which.
"""

import random
from hashlib import sha256

_BITS = 256


def new_seed(rng: random.Random) -> str:
    """Draw a seed."""
    return f"{rng.getrandbits(_BITS):0{_BITS // 4}x}"


def commitment(seed: str) -> str:
    """Return what is shown of a seed while it is secret: its SHA-256, in hexadecimal digits."""
    return sha256(seed.encode()).hexdigest()


def lot(seed: str, number: int) -> str:
    """Return an entry's lot."""
    return sha256(f"{seed}:{number}".encode()).hexdigest()


def order(seed: str, entries: int) -> list[int]:
    """Return the numbers of all entries in the order of the draw."""
    return sorted(range(1, entries + 1), key=lambda number: lot(seed, number))

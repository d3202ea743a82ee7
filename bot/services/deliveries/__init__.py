"""What Laurel owes: written with the change that causes it, handed out to a sender later."""

from bot.services.deliveries.leasing import (
    BATCH,
    GIVEN_UP_AFTER,
    LEASE,
    NONCE_LASTS,
    Due,
    any_due,
    lease,
    put_off,
    settle,
)
from bot.services.deliveries.owing import GATHERED_FOR, notify_managers, owe
from bot.services.deliveries.reading import Owed, read

__all__ = [
    "BATCH",
    "GATHERED_FOR",
    "GIVEN_UP_AFTER",
    "LEASE",
    "NONCE_LASTS",
    "Due",
    "Owed",
    "any_due",
    "lease",
    "notify_managers",
    "owe",
    "put_off",
    "read",
    "settle",
]

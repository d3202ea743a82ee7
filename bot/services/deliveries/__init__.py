"""Deliveries: written with the change that causes them, leased by a sender later.

Here is what everybody may use. What a delivery says is in `bot/services/content`, for the sender
alone: it reads what the rooms above keep, and they enqueue deliveries.
"""

from bot.services.deliveries.enqueue import (
    GATHERED_FOR,
    enqueue,
    enqueue_all,
    enqueue_in,
    enqueue_many,
    enqueuing,
    notify_managers,
    notify_managers_in,
)
from bot.services.deliveries.kinds import DIRECT_MESSAGES, Lane, LeasedDelivery, Shards
from bot.services.deliveries.lease import (
    BATCH,
    LATE,
    LEASE,
    NONCE_LASTS,
    any_due,
    give_back,
    lease,
    renew,
)
from bot.services.deliveries.outcomes import (
    GIVEN_UP_AFTER,
    FailureReason,
    messages_closed,
    messages_refused,
    no_secret,
    not_sent,
    put_off,
    secret_made,
    sent,
    waiting_for_secret,
)

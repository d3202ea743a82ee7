"""A leased delivery, and the lanes: what is sent one after the other."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.services.rates import Rate
from db.tables import DeliveryKind

DIRECT_MESSAGES = Rate("direct messages", every=timedelta(seconds=1), burst=10)
"""How fast direct messages follow each other, so that Discord does not treat them as spam."""


class Lane(enum.StrEnum):
    """What is sent one after the other. What is slow in one lane holds up no other."""

    DIRECT = "direct"  # messages to one person, and only one at a time to each
    CHANNELS = "channels"
    ROLES = "roles"
    WEB = "web"


LANES = {
    DeliveryKind.GRANT_MESSAGE: Lane.DIRECT,
    DeliveryKind.CODE_WITHDRAWN: Lane.DIRECT,
    DeliveryKind.NOTIFICATION: Lane.DIRECT,
    DeliveryKind.REMINDER: Lane.DIRECT,
    DeliveryKind.RAFFLE_WON: Lane.DIRECT,
    DeliveryKind.ROLE_ENDING: Lane.DIRECT,
    DeliveryKind.BADGE_ANNOUNCEMENT: Lane.CHANNELS,
    DeliveryKind.BULK_ANNOUNCEMENT: Lane.CHANNELS,
    DeliveryKind.ANNOUNCEMENT: Lane.CHANNELS,
    DeliveryKind.WAITING_NOTICE: Lane.CHANNELS,
    DeliveryKind.POOL_NOTICE: Lane.CHANNELS,
    DeliveryKind.MANAGER_NOTICE: Lane.CHANNELS,
    DeliveryKind.REWARD_ANNOUNCEMENT: Lane.CHANNELS,
    DeliveryKind.BOOST_ANNOUNCEMENT: Lane.CHANNELS,
    DeliveryKind.LEADERBOARD_POST: Lane.CHANNELS,
    DeliveryKind.RAFFLE_CARD: Lane.CHANNELS,
    DeliveryKind.GIVE_ROLE: Lane.ROLES,
    DeliveryKind.TAKE_ROLE: Lane.ROLES,
    DeliveryKind.WEBHOOK: Lane.WEB,
}


@dataclass(frozen=True)
class Shards:
    """The shards of Discord's gateway that a process has, of so many in all."""

    ids: Sequence[int]
    count: int


@dataclass(frozen=True)
class LeasedDelivery:
    """One delivery that a sender has leased; `tried`: perhaps it has been carried out already."""

    community_id: int
    id: int
    kind: DeliveryKind
    key: str
    member_id: int | None
    channel_id: int | None
    grant_id: int | None
    payload: dict[str, Any]
    attempt: int
    tried: bool
    nonce: int  # the same for all that are one message

    @property
    def lane(self) -> Lane:
        """The lane that it is sent in."""
        return LANES[self.kind]

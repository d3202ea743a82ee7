"""Deliveries to somebody: stored with the change that causes them, sent after the commit."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import big, id_key, index_where, member, moment, one_of


class DeliveryKind(enum.StrEnum):
    """What is delivered."""

    GRANT_MESSAGE = "grant_message"  # a voucher or coupon, by direct message
    BADGE_ANNOUNCEMENT = "badge_announcement"
    BULK_ANNOUNCEMENT = "bulk_announcement"
    CODE_WITHDRAWN = "code_withdrawn"  # a direct message to the holder
    POOL_NOTICE = "pool_notice"  # low or empty, to managers
    GIVE_ROLE = "give_role"
    TAKE_ROLE = "take_role"
    NOTIFICATION = "notification"  # a workflow's direct message
    ANNOUNCEMENT = "announcement"  # a workflow's, in a channel
    REMINDER = "reminder"  # something unclaimed expires soon
    WAITING_NOTICE = "waiting_notice"  # in public, to somebody whose messages are closed
    MANAGER_NOTICE = "manager_notice"  # something needs a manager
    WEBHOOK = "webhook"  # a workflow's signed POST
    REWARD_ANNOUNCEMENT = "reward_announcement"  # a coupon is on sale, or its price is
    BOOST_ANNOUNCEMENT = "boost_announcement"
    LEADERBOARD_POST = "leaderboard_post"  # of a period that is over
    RAFFLE_CARD = "raffle_card"  # posted, and brought up to date
    RAFFLE_WON = "raffle_won"  # a direct message to a winner, to be accepted
    ROLE_ENDING = "role_ending"  # a direct message: a role bought for a time ends soon


class DeliveryState(enum.StrEnum):
    """Pending until its outcome is known."""

    PENDING = "pending"
    SENT = "sent"
    DROPPED = "dropped"  # no longer true when its turn came
    FAILED = "failed"  # given up, visibly
    UNKNOWN = "unknown"  # perhaps sent; not risked twice


class Delivery(SQLModel, table=True):
    """One delivery. `payload` holds ids only, never a code."""

    __table_args__ = (
        one_of("kind", DeliveryKind),
        one_of("state", DeliveryState),
        UniqueConstraint("community_id", "key"),
        Index(None, "community_id", "member_id", "id"),
        index_where("ix_delivery_due", "due_at", where="state = 'pending'"),
        # Without it, SQLite would look through all that a community was ever sent.
        index_where(
            "ix_delivery_due_in", "community_id", "due_at", "id", where="state = 'pending'"
        ),
        index_where(
            "ix_delivery_undelivered",
            "community_id",
            "created_at",
            where="state IN ('failed', 'unknown')",
        ),
    )
    __privacy__ = Privacy(export="deliveries", special="what was not sent yet is dropped")

    community_id: int = id_key()
    id: int = id_key()
    kind: str
    key: str
    member_id: int | None = member(None)
    channel_id: int | None = big(None)
    grant_id: int | None = big(None)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    batch_id: int | None = big(None)  # announcements that are one message, also when repeated
    state: str = DeliveryState.PENDING
    due_at: datetime = moment()
    attempts: int = big(0)
    first_attempt_at: datetime | None = moment(None)
    error: str | None = None
    created_at: datetime = moment()

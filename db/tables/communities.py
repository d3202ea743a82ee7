"""A community and its settings."""

import enum
from datetime import date, datetime

from sqlalchemy import true
from sqlmodel import Field, SQLModel

from db.privacy import NO_MEMBER
from db.types import big, flag, id_key, moment, number, one_of


class WalletMode(enum.StrEnum):
    """How balances are shown; both wallets are always recorded."""

    DUAL = "dual"
    SINGLE = "single"


class Community(SQLModel, table=True):
    """One Discord server; `id` is the server's own id."""

    __table_args__ = (one_of("wallet_mode", WalletMode),)
    __privacy__ = NO_MEMBER

    id: int = id_key()
    timezone: str = "UTC"
    reached_on: date | None = None  # the day that it was when the time zone last changed
    timezone_since: datetime | None = moment(None)  # when that was
    language: str = "en"  # of what everybody reads; see `bot.texts`
    wallet_mode: str = WalletMode.DUAL
    currency: str | None = None  # what points are called; None: *points*
    announcement_channel_id: int | None = big(None)
    notices_channel_id: int | None = big(None)
    low_pool_percent: int = Field(default=10, ge=0, le=100)
    created_at: datetime = moment()
    removed_at: datetime | None = moment(None)
    # Keys the digests of events and facts; made with the community, and never changed.
    secret: str = Field(default="", repr=False, sa_column_kwargs={"server_default": ""})
    reconciled_at: datetime | None = moment(None)  # when all members were looked at first
    waiting_notice: bool = flag()  # say in public that something waits for who is out of reach
    pictures: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    missing_badges: bool = flag()  # show members, in outline, the badges that they have not got
    thanks_points: int = number(5)  # what a thank-you gives; 0: there are none
    thanks_quota: int = number(3)  # thanks that a member may give on a day
    thanks_cap: int = number(5)  # thanks that a member may get on a day
    set_up_to: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # the guided steps


class ManagerRole(SQLModel, table=True):
    """A role whose holders are managers."""

    __tablename__ = "manager_role"
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    role_id: int = id_key()


class ProxyBot(SQLModel, table=True):
    """A bot that managers trust to post again what members wrote, in the members' stead."""

    __tablename__ = "proxy_bot"
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    bot_id: int = id_key()

"""A community and its settings."""

import enum
from datetime import date, datetime

from sqlmodel import Field, SQLModel

from db.types import big, id_key, moment, one_of


class WalletMode(enum.StrEnum):
    """How balances are shown; both wallets are always recorded."""

    DUAL = "dual"
    SINGLE = "single"


class Language(enum.StrEnum):
    """A language that Laurel speaks."""

    ENGLISH = "en"
    VIETNAMESE = "vi"


class Community(SQLModel, table=True):
    """One Discord server; `id` is the server's own id."""

    __table_args__ = (one_of("wallet_mode", WalletMode), one_of("language", Language))

    id: int = id_key()
    timezone: str = "UTC"
    reached_on: date | None = None  # the day that it was when the time zone last changed
    language: str = Language.ENGLISH
    wallet_mode: str = WalletMode.DUAL
    currency: str | None = None  # what points are called; None: the catalogue's own word
    announcement_channel_id: int | None = big(None)
    notices_channel_id: int | None = big(None)
    low_pool_percent: int = Field(default=10, ge=0, le=100)
    created_at: datetime = moment()
    removed_at: datetime | None = moment(None)


class ManagerRole(SQLModel, table=True):
    """A role whose holders are managers."""

    __tablename__ = "manager_role"

    community_id: int = id_key()
    role_id: int = id_key()

"""What a community brings along from another bot, until it is imported."""

import enum
from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import big, count, flag, id_key, mapping, member, moment, one_of, refers


class MovingState(enum.StrEnum):
    """An import of points counts for nothing until a manager confirms it: then its batch begins."""

    STAGING = "staging"
    READY = "ready"
    CONFIRMED = "confirmed"
    ABANDONED = "abandoned"


class Moving(SQLModel, table=True):
    """The files of one import of points, and what a manager says of them.

    Each choice begins another turn, and only what was seen in the last one can be confirmed.
    """

    __table_args__ = (
        one_of("state", MovingState),
        refers("batch_id", "batch"),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    actor_id: int | None = member(None)  # 0: whoever sits at the machine
    state: str = MovingState.STAGING
    format: str
    identity: str  # a digest of format and content
    file_name: str
    found: dict[str, Any] = mapping()  # moneys, roles of levels and items of the files
    choices: dict[str, Any] = mapping()
    turn: int = count()
    seen: dict[str, Any] = mapping()  # what importing would do, as the preview shows it
    accounts: int = count()
    batch_id: int | None = big(None)
    # What came out of all accounts as the batch was filled: file × rate − losses, in points.
    earn_points: int = count()
    spend_points: int = count()
    created_at: datetime = moment()


class MovingAccount(SQLModel, table=True):
    """One line of the files; gone once the import is confirmed or abandoned."""

    __tablename__ = "moving_account"
    __table_args__ = (refers("moving_id", "moving"),)
    __privacy__ = Privacy(export="moving_accounts", delete=True)

    community_id: int = id_key()
    moving_id: int = id_key()
    place: int = id_key()
    member_id: int | None = member(None)
    who: str = Field(repr=False)  # the id as it stands there, or else a name
    amounts: str  # one number for each money, exactly as it is
    bot: bool = flag()
    rounded: bool = flag()  # the id ends as if a spreadsheet had rounded it
    flaw: str | None = None

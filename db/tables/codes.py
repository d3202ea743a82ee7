"""Voucher codes and the imports that bring them."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.privacy import NO_MEMBER, Privacy
from db.types import (
    big,
    count,
    flag,
    id_key,
    index_where,
    last_day,
    mapping,
    member,
    moment,
    one_of,
    refers,
)


class CodeState(enum.StrEnum):
    """Where a code is in its life."""

    AVAILABLE = "available"
    ASSIGNED = "assigned"
    CLAIMED = "claimed"
    EXPIRED = "expired"
    VOID = "void"


class ImportState(enum.StrEnum):
    """An import counts for nothing until a manager confirms it.

    Confirming and undoing are decided at once and done in slices: `ADDING` and `UNDOING` until
    the last row has been handled.
    """

    STAGING = "staging"
    READY = "ready"
    ADDING = "adding"
    CONFIRMED = "confirmed"
    UNDOING = "undoing"
    UNDONE = "undone"
    ABANDONED = "abandoned"


class RowVerdict(enum.StrEnum):
    """What the preview says of one row of a file."""

    NEW = "new"
    KNOWN = "known"
    KNOWN_OTHER_DATE = "known_other_date"
    ELSEWHERE = "elsewhere"  # in another voucher of the community
    TWICE = "twice"
    EXPIRED = "expired"
    MALFORMED = "malformed"


class CodeImport(SQLModel, table=True):
    """One file that a manager gave."""

    __tablename__ = "code_import"
    __table_args__ = (
        one_of("state", ImportState),
        refers("reward_id", "reward"),
        index_where(
            "ix_code_import_under_way", "community_id", "id", where="state IN ('adding', 'undoing')"
        ),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    reward_id: int = big()
    file_name: str
    actor_id: int | None = member(None)  # whoever decided about it last
    state: str = ImportState.STAGING
    # Codes that another voucher has come in as well: the manager insists.
    elsewhere_too: bool = flag()
    # What the file says of itself, with a few of its cells, until it is cleared away; and what a
    # manager says of it. Each choice begins a new turn of reading, and only the last one counts.
    survey: dict[str, Any] = mapping()
    choices: dict[str, Any] = mapping()
    turn: int = count()
    wanted: int = count()  # rows that were to be added when it was confirmed
    added: int = big(0)  # codes of it that came in and were not taken out again
    removed: int = count()  # codes that undoing it took out
    # Until where it is done: the line while rows are added, the code's number while it is undone.
    reached: int = count()
    # The numbers of its codes lie between these two; others' may as well. 0: it has none.
    first_number: int = count()
    last_number: int = count()
    created_at: datetime = moment()
    confirmed_at: datetime | None = moment(None)


class ImportPart(SQLModel, table=True):
    """A part of a file under preview, which is read again when a manager says how."""

    __tablename__ = "import_part"
    __table_args__ = (refers("import_id", "code_import"),)
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    import_id: int = id_key()
    part: int = id_key()
    content: bytes = Field(sa_type=LargeBinary, repr=False)


class StagedCode(SQLModel, table=True):
    """One row of a file under preview; gone once the import is confirmed or abandoned."""

    __tablename__ = "staged_code"
    __table_args__ = (
        one_of("verdict", RowVerdict),
        refers("import_id", "code_import"),
        index_where(
            "uq_staged_code_value",
            "community_id",
            "import_id",
            "value",
            where="verdict NOT IN ('malformed', 'twice')",
            unique=True,
        ),
    )
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    import_id: int = id_key()
    line: int = id_key()
    value: str = Field(repr=False)
    expires_on: date | None = None  # `NEVER` for one without a date; None: not known
    # What stands there instead of a date: in a file of swapped columns, the code.
    typed_date: str | None = Field(default=None, repr=False)
    verdict: str
    reason: str | None = None  # which rule a malformed row breaks; what is odd about another


SHORT = 8
"""Characters: of a code that is shorter, four would tell too much."""


class Code(SQLModel, table=True):
    """One voucher code; `grant_id` is set while somebody holds it, and unique."""

    __table_args__ = (
        one_of("state", CodeState),
        CheckConstraint("state <> 'available' OR grant_id IS NULL", name="available_has_no_holder"),
        CheckConstraint(
            "state NOT IN ('assigned', 'claimed') OR grant_id IS NOT NULL",
            name="held_has_a_holder",
        ),
        # In this order it also tells which vouchers have a code.
        UniqueConstraint("community_id", "value", "reward_id"),
        UniqueConstraint("community_id", "reward_id", "number"),
        refers("reward_id", "reward"),
        refers("grant_id", "grant"),
        refers("import_id", "code_import"),
        index_where(
            "ix_code_next",
            "community_id",
            "reward_id",
            "expires_on",
            "id",
            where="state = 'available'",
        ),
        index_where("ix_code_unclaimed", "community_id", "expires_on", where="state = 'assigned'"),
        # An import enters none of these: every index that it enters makes it slower.
        index_where("ix_code_claimed", "community_id", "changed_at", where="state = 'claimed'"),
        index_where(
            "uq_code_grant", "community_id", "grant_id", where="grant_id IS NOT NULL", unique=True
        ),
    )
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    id: int = id_key()
    reward_id: int = big()
    number: int = big()  # within its voucher, from 1; never given again
    value: str = Field(repr=False)
    expires_on: date | None = last_day()
    state: str = CodeState.AVAILABLE
    grant_id: int | None = big(None)
    import_id: int = big()
    line: int = big()
    changed_at: datetime = moment()

    @property
    def ending(self) -> str | None:
        """Its last characters, by which a manager may tell it from others; None of a short one."""
        return self.value[-4:] if len(self.value) >= SHORT else None

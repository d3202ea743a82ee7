"""What is done to many members: planned, confirmed, and kept as rows so that it survives a restart.

A grant to many, points for many, a season's reset and an import of points are each one batch.
"""

import enum
from datetime import datetime

from sqlalchemy import Index
from sqlmodel import SQLModel

from db.privacy import Privacy
from db.types import big, count, id_key, index_where, mapping, member, moment, one_of, refers


class BatchKind(enum.StrEnum):
    """What a batch does to each of its members."""

    GRANT = "grant"  # gives a reward
    AWARD = "award"
    REFUND = "refund"
    DEDUCTION = "deduction"
    CORRECTION = "correction"
    IMPORT = "import"  # brings along what another bot gave out
    RESET = "reset"  # begins a season


class BatchState(enum.StrEnum):
    """Planned until a manager confirms it, then running until every member has been handled.

    A plan that nobody confirmed in time is abandoned while its members are cleared away. What is
    done to points can be undone, once, in the same way.
    """

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    ABANDONED = "abandoned"


class BatchOutcome(enum.StrEnum):
    """What became of one member of a batch. `unchanged`: they had it, or have as much, already."""

    WAITING = "waiting"
    DONE = "done"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Batch(SQLModel, table=True):
    """One thing that is done to many members.

    `terms` are what its kind needs to know; `identity` says what was imported, and is there once
    among the imports of a community that are not undone.
    """

    __table_args__ = (
        one_of("kind", BatchKind),
        one_of("state", BatchState),
        refers("reward_id", "reward"),
        index_where(
            "ix_batch_under_way", "community_id", "id", where="state IN ('running', 'undoing')"
        ),
        index_where(
            "ix_batch_identity",
            "community_id",
            "identity",
            where="identity IS NOT NULL AND state IN ('running', 'done')",
            unique=True,
        ),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    kind: str
    reward_id: int | None = big(None)  # what is granted
    actor_id: int | None = member(None)  # 0: whoever sits at the machine
    state: str = BatchState.PLANNED
    terms: dict[str, object] = mapping()
    note: str | None = None
    source: str | None = None  # the format that was imported
    identity: str | None = None  # a digest of its format and content
    wanted: int = count()  # who are to get something; not who had it when planned
    created_at: datetime = moment()
    confirmed_at: datetime | None = moment(None)
    undone_at: datetime | None = moment(None)
    undone_by: int | None = member(None)
    # How far it is, so that nobody has to count its members for that.
    total: int = count()
    reached: int = count()  # members at positions before this one have been handled
    done: int = count()
    unchanged: int = count()
    refused: dict[str, int] = mapping()  # by the kind of the refusal
    # What moved in the wallets of all, in points; undoing moves it back, but for what is `kept`.
    earn_added: int = count()
    earn_taken: int = count()
    spend_added: int = count()
    spend_taken: int = count()
    earn_back: int = count()
    spend_back: int = count()
    keepers: int = count()  # members of whom not all could be taken back
    kept: int = count()


class BatchMember(SQLModel, table=True):
    """One member of a batch; `position` puts those first who come first.

    `earn` and `spend`: by how many points to change a wallet, or to which number to bring it. The
    other numbers say what moved, and what was moved back when it was undone.
    """

    __tablename__ = "batch_member"
    __table_args__ = (
        one_of("outcome", BatchOutcome),
        refers("batch_id", "batch"),
        Index(None, "community_id", "member_id"),
    )
    __privacy__ = Privacy(export="done_to_many")

    community_id: int = id_key()
    batch_id: int = id_key()
    position: int = id_key()
    member_id: int = member()
    outcome: str = BatchOutcome.WAITING
    reason: str | None = None  # the kind of the refusal
    earn: int | None = big(None)
    spend: int | None = big(None)
    earn_moved: int = count()
    spend_moved: int = count()
    earn_back: int = count()
    spend_back: int = count()
    kept: int = count()

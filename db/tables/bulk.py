"""A grant to many, kept as rows so that it goes on after a restart."""

import enum
from datetime import datetime

from sqlmodel import SQLModel

from db.privacy import Privacy
from db.types import big, count, id_key, index_where, mapping, member, moment, one_of, refers


class BulkState(enum.StrEnum):
    """Planned until a manager confirms it, then running until every member has been handled.

    A plan that nobody confirmed in time is abandoned while its members are cleared away.
    """

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    ABANDONED = "abandoned"


class BulkOutcome(enum.StrEnum):
    """What became of one member of a grant to many."""

    WAITING = "waiting"
    GRANTED = "granted"
    HELD_ALREADY = "held_already"
    REFUSED = "refused"


class BulkGrant(SQLModel, table=True):
    """One grant to many members."""

    __tablename__ = "bulk_grant"
    __table_args__ = (
        one_of("state", BulkState),
        refers("reward_id", "reward"),
        index_where("ix_bulk_grant_running", "community_id", "id", where="state = 'running'"),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    reward_id: int = big()
    actor_id: int = member()
    state: str = BulkState.PLANNED
    wanted: int = big()  # how many are to get it; those who held it when planned do not count
    muted: bool = False  # no announcement
    tell_each: bool = False  # a direct message to everybody, also beyond ten
    created_at: datetime = moment()
    # How far it is, so that nobody has to count its members for that.
    total: int = count()
    reached: int = count()  # members at positions before this one have been handled
    granted: int = count()
    held_already: int = count()
    refused: dict[str, int] = mapping()  # by the kind of the refusal


class BulkGrantMember(SQLModel, table=True):
    """One member of a grant to many; `position` puts the longest members first."""

    __tablename__ = "bulk_grant_member"
    __table_args__ = (
        one_of("outcome", BulkOutcome),
        refers("bulk_id", "bulk_grant"),
    )
    __privacy__ = Privacy(export="grants_to_many")

    community_id: int = id_key()
    bulk_id: int = id_key()
    position: int = id_key()
    member_id: int = member()
    outcome: str = BulkOutcome.WAITING
    reason: str | None = None  # the kind of the refusal

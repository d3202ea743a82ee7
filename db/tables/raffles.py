"""Raffles: units of a reward, drawn among who takes part."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import big, count, flag, id_key, index_where, member, moment, one_of, refers


class RaffleState(enum.StrEnum):
    """A raffle is shown to who would open it, runs, is drawn, and is over."""

    DRAFT = "draft"
    OPEN = "open"
    DRAWN = "drawn"  # some of the winners have yet to accept
    ENDED = "ended"
    CANCELLED = "cancelled"


class EntryOutcome(enum.StrEnum):
    """What the draw made of an entry; none while its turn has not come."""

    WON = "won"  # asked whether they accept
    ACCEPTED = "accepted"
    LAPSED = "lapsed"  # not accepted in time
    PASSED = "passed"  # may not have it; the reason says why


class Raffle(SQLModel, table=True):
    """A raffle. `seed` is secret: at the close it moves to `revealed`, for everybody.

    The order of the draw comes from the seed and the numbers of the entries alone
    (`bot/services/raffles/order.py`); `reached` is how far in that order it has come.
    """

    __table_args__ = (
        one_of("state", RaffleState),
        CheckConstraint("(state = 'open') = (seed IS NOT NULL)", name="secret_while_open"),
        CheckConstraint(
            "(state IN ('draft', 'open')) = (revealed IS NULL)", name="revealed_at_the_close"
        ),
        CheckConstraint("state = 'draft' OR commitment IS NOT NULL", name="committed"),
        CheckConstraint("units >= 1", name="units_positive"),
        CheckConstraint("set_aside BETWEEN 0 AND units", name="set_aside_within_units"),
        CheckConstraint(
            "state IN ('open', 'drawn') OR set_aside = 0", name="nothing_aside_once_over"
        ),
        CheckConstraint("reached BETWEEN 0 AND entries", name="reached_within_entries"),
        refers("reward_id", "reward"),
        index_where(
            "ix_raffle_under_way", "community_id", "id", where="state IN ('open', 'drawn')"
        ),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    reward_id: int = big()
    state: str = RaffleState.DRAFT
    channel_id: int | None = big(None)  # None: it was deleted
    message_id: int | None = big(None)  # of the card, once it is posted
    required_role_id: int | None = big(None)
    required_role_gone: bool = flag()
    least_days: int = count()  # days on the server
    units: int = big()
    closes_at: datetime = moment()
    accept_minutes: int = big()
    seed: str | None = Field(default=None, repr=False)
    commitment: str | None = None
    revealed: str | None = None
    entries: int = count()
    reached: int = count()
    set_aside: int = count()  # units that nobody has accepted yet
    created_by: int = member()
    created_at: datetime = moment()
    opened_at: datetime | None = moment(None)
    closed_at: datetime | None = moment(None)  # when it was drawn or cancelled
    closed_by: int | None = member(None)  # the manager who did so before its time
    ended_at: datetime | None = moment(None)
    # The id of a text: why units were left though there were entries.
    reason: str | None = None


class RaffleEntry(SQLModel, table=True):
    """One member's entry; numbers of a raffle count from 1, in the order of entering.

    `days` and `days_drawn` are the whole days on the server when it was entered, and when its turn
    came, as far as they were known: both times it was asked whether the member may take part.
    """

    __tablename__ = "raffle_entry"
    __table_args__ = (
        one_of("outcome", EntryOutcome),
        CheckConstraint("number >= 1", name="number_positive"),
        CheckConstraint("(outcome IS NULL) = (place IS NULL)", name="decided_at_a_place"),
        CheckConstraint(
            "(outcome = 'accepted') = (grant_id IS NOT NULL)", name="accepted_has_a_grant"
        ),
        CheckConstraint("(outcome = 'passed') = (reason IS NOT NULL)", name="passed_has_a_reason"),
        UniqueConstraint("community_id", "raffle_id", "member_id"),
        UniqueConstraint("community_id", "raffle_id", "place"),
        refers("raffle_id", "raffle"),
        refers("grant_id", "grant"),
        index_where("ix_raffle_entry_won", "community_id", "member_id", where="outcome = 'won'"),
    )
    __privacy__ = Privacy(export="raffle_entries")

    community_id: int = id_key()
    raffle_id: int = id_key()
    number: int = id_key()
    member_id: int = member()
    entered_at: datetime = moment()
    days: int | None = big(None)
    place: int | None = big(None)  # in the order of the draw, from 1
    outcome: str | None = None
    reason: str | None = None  # the id of the text that says why it was passed over
    days_drawn: int | None = big(None)
    decided_at: datetime | None = moment(None)
    accept_until: datetime | None = moment(None)
    grant_id: int | None = big(None)

"""What happened, once each, and the counts that earning goes by."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.privacy import NO_MEMBER, Privacy
from db.types import big, id_key, index_where, member, member_key, moment, number, one_of


class EventState(enum.StrEnum):
    """Pending until points, goals and workflows have taken it up."""

    PENDING = "pending"
    DONE = "done"
    IGNORED = "ignored"  # it did nothing, and `error` says why
    FAILED = "failed"  # taking it up went wrong; it was undone


class Unpaid(enum.StrEnum):
    """Why an earning rule did not pay for all that an event is."""

    RULE_OFF = "rule_off"  # it pays 0 points, or there is none
    CAP = "cap"  # paid so often already on that day
    COOLDOWN = "cooldown"  # paid so lately
    PLACE = "place"  # nothing is earned where it happened
    LEFT_OUT = "left_out"  # the member earns nothing


class Event(SQLModel, table=True):
    """Something that happened. `data` holds ids and a webhook's values, never a message's text.

    `key` is a keyed digest of what makes it one event, so that it names nobody.
    """

    __table_args__ = (
        one_of("state", EventState),
        UniqueConstraint("community_id", "key"),
        Index(None, "community_id", "trigger", "id"),
        Index(None, "community_id", "member_id", "id"),
        index_where(
            "ix_event_pending", "community_id", "happened_at", "id", where="state = 'pending'"
        ),
        index_where("ix_event_hanging", "community_id", "hangs_on", where="hangs_on IS NOT NULL"),
    )
    __privacy__ = Privacy(
        export="events", clear={"data": {}, "channel_id": None, "category_id": None}
    )

    community_id: int = id_key()
    id: int = id_key()
    trigger: str
    key: str
    member_id: int | None = member(None)  # whom it is about; None: nobody, as with a schedule
    channel_id: int | None = big(None)  # of a thread: the channel that it is in
    category_id: int | None = big(None)  # that the channel was in when it happened
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    depth: int = 0  # how many workflows caused each other until here
    state: str = EventState.PENDING
    error: str | None = None
    happened_at: datetime = moment()
    created_at: datetime = moment()
    # What the earning rule made of it, so that exactly this can be taken back.
    counted: int = number(0)  # how many of it the rule let count
    worth: int = number(0)  # what they paid, in ten-thousandths of a point
    # Why not all of it was paid; checked at the column, so that adding it copies no events.
    unpaid: str | None = Field(default=None, sa_column_args=[one_of("unpaid", Unpaid)])
    # By what the rule's points were multiplied, in hundredths; None: nobody noted it then.
    place_factor: int | None = None
    boost_factor: int | None = None
    tier_factor: int | None = None
    hangs_on: str | None = None  # a digest, as in `key`: the message or thread it goes with


class Fact(SQLModel, table=True):
    """Something that is so once and for ever; kept when events are gone and members erased.

    `key` is a keyed digest: it can be asked for, but names nobody.
    """

    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    key: str = Field(primary_key=True)
    at: datetime = moment()


class Tally(SQLModel, table=True):
    """How often a member did something on one day of the community, and how often it paid.

    What a rule lets count is paid, if with 0 points.
    """

    __table_args__ = (
        CheckConstraint("paid <= happened", name="paid_at_most_what_happened"),
        CheckConstraint("rest BETWEEN 0 AND 9999", name="rest_below_a_point"),
        Index(None, "day"),
    )
    __privacy__ = Privacy(export="daily_counts")

    community_id: int = id_key()
    member_id: int = member_key()
    action: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    happened: int = big(0)
    paid: int = big(0)
    paid_at: datetime | None = moment(None)  # when what paid last happened
    rest: int = number(0)  # ten-thousandths of a point that were earned and not paid yet


class LostEvents(SQLModel, table=True):
    """How many events were dropped on a day because more came than could be stored."""

    __tablename__ = "lost_events"
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    day: date = Field(primary_key=True)
    count: int = big(0)

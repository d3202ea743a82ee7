"""What calls are signed with, in either direction, and the last calls that came."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import big, id_key, member, moment, one_of


class Direction(enum.StrEnum):
    """Whose calls are signed with a secret. None serves both, so what we send is no call to us."""

    INCOMING = "incoming"  # other programs' calls to a community's webhook
    OUTGOING = "outgoing"  # our calls to other programs


class WebhookSecret(SQLModel, table=True):
    """What a community's calls are signed with; two are valid while one replaces the other."""

    __tablename__ = "webhook_secret"
    __table_args__ = (one_of("direction", Direction),)
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    secret: str = Field(repr=False)
    created_by: int = member()
    created_at: datetime = moment()
    ends_at: datetime | None = moment(None)  # once another has replaced it
    direction: str = Direction.INCOMING


class CallOutcome(enum.StrEnum):
    """What became of a call."""

    STORED = "stored"  # as the event `event_id`, whose state says what came of it
    REPEATED = "repeated"  # that id had come before
    KNOWN = "known"  # it was so already, whoever had said it
    REFUSED = "refused"  # `problem` says why
    UNSIGNED = "unsigned"  # a wrong signature, or an old time


class WebhookCall(SQLModel, table=True):
    """One of the last calls to a community's webhook, for managers who ask. It holds no body."""

    __tablename__ = "webhook_call"
    __table_args__ = (one_of("outcome", CallOutcome),)
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    outcome: str
    event_id: int | None = big(None)
    problem: str | None = None  # a text id
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # its parameters
    at: datetime = moment()

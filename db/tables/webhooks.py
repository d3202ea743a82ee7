"""What calls to a community's webhook are signed with, and the last calls that came."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from db.types import big, id_key, moment, one_of


class WebhookSecret(SQLModel, table=True):
    """What calls to a community's webhook are signed with; two are valid while one replaces it."""

    __tablename__ = "webhook_secret"

    community_id: int = id_key()
    id: int = id_key()
    secret: str = Field(repr=False)
    created_by: int = big()
    created_at: datetime = moment()
    ends_at: datetime | None = moment(None)  # once another has replaced it


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

    community_id: int = id_key()
    id: int = id_key()
    outcome: str
    event_id: int | None = big(None)
    problem: str | None = None  # a text id
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # its parameters
    at: datetime = moment()

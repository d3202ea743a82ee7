"""The notices to managers, and what could not be delivered: shown in `/settings notices`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col, func

from bot.services.actors import Person, require_manager
from bot.services.content.notices import pool_text
from bot.services.deliveries.outcomes import FailureReason
from db.ids import first_id_at
from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState, Reward

KEPT_FOR = timedelta(days=30)
"""How far back the lists go."""

SHOWN = 5
"""How many lines each of them has."""


@dataclass(frozen=True)
class Notice:
    """A notice to managers, or one that would have gone to a channel."""

    at: datetime
    text_id: str
    params: Mapping[str, str | int]


@dataclass(frozen=True)
class Undelivered:
    """How many deliveries of a kind failed, or are perhaps not there, for one cause."""

    kind: DeliveryKind
    reason: FailureReason
    count: int
    last_at: datetime


@dataclass(frozen=True)
class Board:
    """The latest of both, newest first."""

    notices: list[Notice]
    undelivered: list[Undelivered]


def board(session: Session, by: Person) -> Board:
    """Return what needs managers, for a manager."""
    require_manager(session, by)
    since = session.now - KEPT_FOR
    return Board(_notices(session, by.community_id, since), _undelivered(session, by, since))


def _notices(session: Session, community_id: int, since: datetime) -> list[Notice]:
    rows = session.execute(
        select(Delivery)
        .where(
            col(Delivery.community_id) == community_id,
            col(Delivery.kind).in_([DeliveryKind.MANAGER_NOTICE, DeliveryKind.POOL_NOTICE]),
            col(Delivery.id) >= first_id_at(since),
        )
        .order_by(col(Delivery.id).desc())
        .limit(SHOWN)
    ).scalars()
    return [Notice(row.created_at, *_text_of(session, row)) for row in rows]


def _text_of(session: Session, row: Delivery) -> tuple[str, dict[str, Any]]:
    if row.kind == DeliveryKind.POOL_NOTICE:
        reward = session.get_one(Reward, (row.community_id, row.payload["reward"]))
        return pool_text(reward, empty=bool(row.payload["empty"]))
    return row.payload["cause"], row.payload["params"]


def _undelivered(session: Session, by: Person, since: datetime) -> list[Undelivered]:
    last_at = func.max(col(Delivery.created_at))
    rows = session.execute(
        select(col(Delivery.kind), col(Delivery.error), func.count(), last_at)
        .where(
            col(Delivery.community_id) == by.community_id,
            col(Delivery.state).in_([DeliveryState.FAILED, DeliveryState.UNKNOWN]),
            col(Delivery.created_at) >= since,
        )
        .group_by(col(Delivery.kind), col(Delivery.error))
        .order_by(last_at.desc())
        .limit(SHOWN)
    )
    return [
        Undelivered(DeliveryKind(kind), FailureReason(error), count, at)
        for kind, error, count, at in rows
        if error in set(FailureReason)
    ]

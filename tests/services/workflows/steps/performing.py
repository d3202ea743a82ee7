"""Performing one step for Mai."""

import sqlite3
from typing import Any

import pytest
from asyncpg.exceptions import UniqueViolationError
from sqlmodel import select

from bot.services.errors import RefusedError
from bot.services.workflows import parts
from bot.services.workflows.parts import DONE, Applied, Step
from db.database import Database
from db.session import Session
from db.tables import (
    Code,
    Delivery,
    DeliveryKind,
    Grant,
    Holding,
    LedgerEntry,
    MemberAttribute,
)
from tests.services.workflows.parts import RUN, context, insert_event
from tests.support.factories import MAI
from tests.support.pipeline import deciding

Json = dict[str, Any]


def step(part: Json) -> Step:
    """Return a step."""
    return parts.steps()[part["type"]].model_validate(part)


async def perform(
    db: Database, part: Json, *, path: str = "steps.0", goal: bool = False
) -> Applied:
    """Do a step for Mai, in a run of a workflow or of a goal."""

    def use_case(session: Session) -> Applied:
        event = insert_event(session)
        workflow_id = None if goal else 501
        return deciding(
            session,
            lambda state: step(part).perform(
                context(state, event, path=path, workflow_id=workflow_id)
            ),
        )

    return await db.write(use_case)


async def refused_by_the_database(db: Database, part: Json, **options: Any) -> None:
    """Do a step that has been done, by its run and path, which the database does not let happen."""
    with pytest.raises((sqlite3.IntegrityError, UniqueViolationError)):
        await perform(db, part, **options)


async def every(db: Database, table: type[Any]) -> list[Any]:
    """Return all rows of a table."""

    def use_case(session: Session) -> list[Any]:
        rows = list(session.exec(select(table)))
        session.expunge_all()
        return rows

    return await db.read(use_case)


async def refused(db: Database, part: Json, kind: type[RefusedError]) -> RefusedError:
    """Do a step that is refused, and see that it changes nothing but the event."""
    tables = (Grant, Holding, LedgerEntry, Delivery, MemberAttribute, Code)
    before = [await every(db, table) for table in tables]
    with pytest.raises(kind) as caught:
        await perform(db, part, path="steps.9")
    assert [await every(db, table) for table in tables] == before
    return caught.value


async def enqueued_once(
    db: Database,
    part: Json,
    kind: DeliveryKind,
    *,
    channel: int | None = None,
    payload: Json | None = None,
) -> None:
    """Perform a step twice, and see that there is one delivery to Mai."""
    for _ in range(2):
        assert await perform(db, part, path="steps.3") == DONE
    (delivery,) = await every(db, Delivery)
    assert (delivery.kind, delivery.key) == (kind, f"run:{RUN}:steps.3")
    assert (delivery.member_id, delivery.channel_id, delivery.grant_id) == (
        MAI.member_id,
        channel,
        None,
    )
    assert delivery.payload == {"run": str(RUN), "position": 3, **(payload or {})}


async def perform_for_nobody(db: Database, part: Json) -> None:
    """Perform a step on an event about nobody, and see that its delivery is to nobody."""

    def use_case(session: Session) -> None:
        event = insert_event(session, "schedule", member_id=None)
        deciding(
            session,
            lambda state: step(part).perform(parts.Context(state, event, 501, RUN, "steps.0")),
        )

    await db.write(use_case)
    assert [row.member_id for row in await every(db, Delivery)] == [None]

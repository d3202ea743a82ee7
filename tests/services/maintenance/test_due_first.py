"""What ends, or is reminded of, by itself is asked for only where there is such a thing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.services.content.reminders import remind
from bot.services.grants import issue
from bot.services.maintenance.expiry import expire
from db.database import Database
from db.session import Session
from db.tables import RewardKind
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI, Terms


@contextmanager
def _counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        statements.append(sql)

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


def _furnish(session: Session, community_id: int, days: int) -> None:
    """Let somebody hold a coupon and a code, and one more code wait; all last for some days."""
    factories.add_community(session, community_id=community_id)
    last = session.now.date() + timedelta(days=days)
    mug = factories.publish(
        session,
        RewardKind.COUPON,
        "Mug",
        Terms(cost=1, stock=9, expires_on=last),
        community_id=community_id,
    )
    codes = [("CODE-1", last), ("CODE-2", last)]
    voucher = factories.publish(
        session, RewardKind.VOUCHER, "Partner", codes=codes, community_id=community_id
    )
    boss, mai = (replace(person, community_id=community_id) for person in (BOSS, MAI))
    for reward_id in (mug, voucher):
        issue.grant(session, boss, mai, reward_id, key=f"gift:{reward_id}")


@pytest.mark.parametrize(("job", "days", "things"), [(expire, 10, 3), (remind, 8, 2)])
async def test_a_community_without_it_costs_no_statement(
    db: Database, clock: Clock, job: Callable[[Session], int], days: int, things: int
) -> None:
    """Without asking for communities first, there were two or more for each of them."""
    numbers = []
    for community_id in range(CLUB, CLUB + 4):
        await db.write(_furnish, community_id, 60)
        with _counted() as statements:
            assert await db.write(job) == 0
        numbers.append(len(statements))
    assert len(set(numbers)) == 1
    await db.write(_furnish, CLUB + 4, 9)
    clock.forward(days=days)
    assert await db.write(job) == things
    assert await db.write(job) == 0

"""Condition points_at_least."""

from collections.abc import Callable
from dataclasses import replace

from bot.services.points import ledger
from bot.services.state import Loaded, State
from bot.services.workflows.parts import Context
from db.database import Database
from db.session import Session
from tests.services.workflows.conditions.evaluating import condition, is_true
from tests.services.workflows.parts import context
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI


async def test_points_at_least(db: Database) -> None:
    await db.write(ledger.award, BOSS, MAI, 100, key="a")
    await db.write(ledger.deduct, BOSS, MAI.member_id, 40, key="b")
    gained, left = ({"type": "points_at_least", "wallet": name} for name in ("earn", "spend"))
    assert await is_true(db, gained | {"points": 100})
    assert not await is_true(db, gained | {"points": 101})
    assert await is_true(db, left | {"points": 60})
    assert not await is_true(db, left | {"points": 61})
    assert await is_true(db, {"type": "points_at_least", "points": 100})  # a lifetime's


async def test_nobody_elses_community_is_looked_into(db: Database) -> None:
    other = CLUB + 1
    await db.write(factories.add_community, community_id=other)
    await db.write(ledger.award, BOSS, MAI, 100, key="a")

    def use_case(session: Session, how: Callable[[Context], bool]) -> bool:
        here = context(session)
        return how(replace(here, state=State(Loaded(session, other))))

    asked = condition({"type": "points_at_least", "points": 1})
    assert await db.write(use_case, asked.check) is False

"""What is told of one membership at the same moment comes out as if it had come in order."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.util import await_only

from bot.services import actors
from bot.services.members import existing, membership_rows, memberships, role_meanings, sync
from bot.services.members.diff import MemberSnapshot
from bot.services.members.memberships import CANCELLED, PURCHASED, RENEWED, MembershipChange
from db.database import Database
from db.session import Session
from tests.concurrency.racing import halfway
from tests.support import factories
from tests.support.databases import NOON
from tests.support.factories import BOSS, CLUB, MAI

GOLD = 501


def _found(session: Session) -> None:
    factories.add_community(session)
    actors.remember(session, CLUB, MAI.member_id)
    factories.mark_synced(session)


def _tell(session: Session, member_id: int, trigger: str, hours_ago: int) -> bool:
    at = NOON - timedelta(hours=hours_ago)
    change = MembershipChange("webhook", at, f"{trigger}:{member_id}:{hours_ago}")
    return memberships.apply(session, CLUB, member_id, trigger, change, plan="Gold")


# Proved: with one look only, the end is lost. SQLite lets one at a time write.
async def test_an_end_that_comes_with_its_purchase_is_not_lost(
    processes: list[Database], db_url: str
) -> None:
    await processes[0].write(_found)
    bought, looked = asyncio.Event(), asyncio.Event()
    if db_url.startswith("sqlite"):
        looked.set()

    def buy(session: Session) -> None:
        _tell(session, MAI.member_id, PURCHASED, 2)
        bought.set()
        if not looked.is_set():
            await_only(looked.wait())

    def end(session: Session) -> None:
        run = session.run

        def watched(statement: Any, **values: Any) -> Any:
            if statement is membership_rows.REMEMBER_END:
                looked.set()
            return run(statement, **values)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(session, "run", watched)
            _tell(session, MAI.member_id, CANCELLED, 1)

    buying = asyncio.create_task(processes[0].write(buy))
    if not db_url.startswith("sqlite"):
        await bought.wait()
    await processes[1].write(end)
    await buying
    assert await processes[1].read(memberships.plans, CLUB, MAI.member_id) == {}


async def test_a_renewal_told_twice_outlives_an_end_before_it(processes: list[Database]) -> None:
    db = processes[0]
    await db.write(_found)
    for trigger, hours_ago in ((RENEWED, 9), (RENEWED, 1), (CANCELLED, 5)):
        await db.write(_tell, MAI.member_id, trigger, hours_ago)
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"Gold": None}


async def test_who_is_being_compared_when_a_role_gets_a_meaning_is_noted(
    processes: list[Database],
) -> None:
    """Without `hold_writers` PostgreSQL notes everybody before Mai's roles can be seen."""
    await processes[0].write(_found)

    def seen(session: Session) -> None:
        sync.observe(session, CLUB, [MemberSnapshot(MAI.member_id, frozenset({GOLD}), NOON)])

    def give_meaning(session: Session) -> None:
        role_meanings.set_meaning(session, BOSS, GOLD, PURCHASED, "Gold")

    await halfway(processes, seen, role_meanings.meanings, give_meaning, existing.note)
    assert await processes[0].read(memberships.plans, CLUB, MAI.member_id) == {"Gold": None}

"""Earning at the same moment: no cap is passed, no day counts twice, nothing is taken twice.

Beside each test stands what became of it when its guard was taken away, on PostgreSQL; on SQLite
one writer at a time stands before them all.
"""

import asyncio
from datetime import timedelta
from functools import partial

from sqlmodel import func, select

from bot.runtime.worker import Worker
from bot.services import forms
from bot.services.actors import remember
from bot.services.errors import InvalidInputError
from bot.services.pipeline import changes, reverse
from bot.services.pipeline.changes import BoostChange
from bot.services.points import boosts, ledger, rules
from bot.services.points.boosts import BoostRow
from db.database import Database
from db.session import Session
from db.tables import Event, LedgerEntry, LedgerReason, Streak, Tally
from tests.concurrency.racing import at_once, halfway, refused
from tests.support import factories
from tests.support.databases import NOON
from tests.support.earning import POST, tell, undo
from tests.support.factories import BOSS, CLUB, MAI
from tests.support.pipeline import process_all, until_nothing_is_left

CAP = 10
PAYS = 5
WEEK = timedelta(days=7)
MOMENT = timedelta(milliseconds=5)


def club(session: Session) -> None:
    """Make a community in which ten posts a day are paid; Mai is here."""
    factories.add_community(session)
    remember(session, CLUB, MAI.member_id)
    rules.change(session, BOSS, POST, points=PAYS, daily_cap=CAP, cooldown=0)
    rules.change(session, BOSS, "daily_login", points=0)


def tally(session: Session) -> tuple[int, int]:
    """Return how often Mai posted, and how often she was paid."""
    row = session.exec(select(Tally).where(Tally.action == POST)).one()
    return row.happened, row.paid


def total(session: Session, reason: LedgerReason) -> int:
    """Return the sum of a reason's entries in one wallet."""
    amount = func.coalesce(func.sum(LedgerEntry.amount), 0)
    return int(
        session.exec(
            select(amount).where(LedgerEntry.reason == reason, LedgerEntry.wallet == "spend")
        ).one()
    )


async def work_at_once(processes: list[Database]) -> None:
    """Let several workers process what waits, in batches of five, until nothing is left."""
    workers = [Worker(process, most=5) for process in processes * 3]
    await asyncio.gather(*(worker.until_nothing_is_left() for worker in workers))
    await until_nothing_is_left(processes[0])


def write_posts(session: Session, count: int, *, days: int = 1) -> None:
    """Let Mai write posts, as many on each of some days."""
    for number in range(count * days):
        at = NOON + timedelta(days=number // count)
        tell(session, MAI, f"message:{number}", at=at)


# One process at a time works on a community, and each row is written on condition that it is as it
# was read. Without both, far more than ten are paid.
async def test_a_cap_holds_for_many_at_once(processes: list[Database]) -> None:
    await processes[0].write(club)
    await processes[0].write(write_posts, 60)
    await work_at_once(processes)
    assert await processes[1].read(tally) == (60, CAP)
    assert await processes[1].read(total, LedgerReason.EARNED) == CAP * PAYS


# Without both, ten are paid.
async def test_a_cooldown_holds_for_many_at_once(processes: list[Database]) -> None:
    await processes[0].write(club)
    await processes[0].write(rules.change, BOSS, POST, cooldown=60)
    await processes[0].write(write_posts, 40)
    await work_at_once(processes)
    assert await processes[1].read(tally) == (40, 1)


# Without both, a streak is told of more than once.
async def test_a_day_makes_a_streak_longer_once(processes: list[Database]) -> None:
    await processes[0].write(club)
    await processes[0].write(write_posts, 20, days=3)
    await work_at_once(processes)
    streak = await processes[1].read(lambda s: s.get_one(Streak, (CLUB, MAI.member_id)))
    assert (streak.days, streak.best) == (3, 3)
    reached = await processes[1].read(
        lambda s: s.exec(select(Event.data).where(Event.trigger == "streak_reached")).all()
    )
    assert sorted(data["days"] for data in reached) == [2, 3]


# Without the lock on the community, the cap of the one who ends last is the one from before.
async def test_two_who_change_a_part_of_a_rule_each_both_do(processes: list[Database]) -> None:
    await processes[0].write(club)
    changed = await halfway(
        processes,
        partial(rules.change, by=BOSS, action=POST, points=7),
        rules.find,
        partial(rules.change, by=BOSS, action=POST, daily_cap=3),
    )
    assert {one.action for one in changed} == {POST}
    rule = await processes[1].read(rules.find, CLUB, POST)
    assert rule is not None
    assert (rule.points, rule.daily_cap) == (7, 3)
    # Nor does who changes it bring back what was reset meanwhile: without that lock it is there.
    await halfway(
        processes,
        partial(rules.change, by=BOSS, action=POST, points=9),
        rules.find,
        partial(rules.reset, by=BOSS, action=POST),
    )
    assert await processes[1].read(rules.find, CLUB, POST) == rules.DEFAULTS[POST]


# Without the lock on the event, the key of the entry still holds; without both, nearly every one of
# the twenty takes five points.
async def test_a_deleted_message_is_taken_back_once(processes: list[Database]) -> None:
    def write_two(session: Session) -> None:
        for key in ("message:1", "message:2"):
            tell(session, MAI, key)
        process_all(session)

    await processes[0].write(club)
    await processes[0].write(write_two)
    take = partial(undo, use_case=reverse.reverse_event, which="message:1", at=NOON)
    outcomes = await at_once(processes, [take] * 20)
    assert sorted(outcomes) == [0] * 19 + [PAYS]
    assert await processes[1].read(total, LedgerReason.CORRECTION) == -PAYS


# Without holding the wallets, nine of ten are refused for want of points that were there just now.
async def test_what_is_spent_meanwhile_is_not_taken_back(processes: list[Database]) -> None:
    def set_up(session: Session) -> None:
        club(session)
        for number in range(CAP):
            tell(session, MAI, f"message:{number}")
        process_all(session)
        ledger.deduct(session, BOSS, MAI.member_id, (CAP - 3) * PAYS, key="spent")

    await processes[0].write(set_up)
    spend = [
        partial(ledger.deduct, by=BOSS, member_id=MAI.member_id, amount=1, key=f"spent:{n}")
        for n in range(CAP)
    ]
    take = [
        partial(undo, use_case=reverse.reverse_event, which=f"message:{number}", at=NOON)
        for number in range(CAP)
    ]
    both = [one for pair in zip(spend, take, strict=True) for one in pair]
    outcomes = await at_once(processes, both)
    taken = [outcome for outcome in outcomes[1::2] if isinstance(outcome, int)]
    assert len(taken) == CAP  # none of them was refused
    spent = sum(isinstance(outcome, ledger.Balances) for outcome in outcomes[::2])
    assert sum(taken) + spent == 3 * PAYS
    assert await processes[1].read(total, LedgerReason.CORRECTION) == -sum(taken)
    assert (await processes[1].read(ledger.balances, CLUB, MAI.member_id)).spend == 0


# Without the lock of the form both save it: the second is refused because there is one like it.
async def test_a_change_of_what_earns_is_saved_once(processes: list[Database]) -> None:
    def keep(session: Session) -> int:
        club(session)
        return changes.keep(session, BOSS, BoostChange(factor=200, ends_at=NOON + WEEK))

    save = partial(changes.save, by=BOSS, form_id=await processes[0].write(keep))
    both = await halfway(processes, save, forms.take, save)
    assert both[0] == both[1]
    assert len(await processes[0].read(boosts.current, CLUB)) == 1


# Without the lock of the community, or without AT_ONCE, both stand, and members read of it twice.
async def test_of_two_boosts_alike_one_is_refused(processes: list[Database]) -> None:
    await processes[0].write(club)
    times = (NOON + MOMENT, NOON + WEEK), (NOON, NOON + WEEK + MOMENT)
    rows = [BoostRow(0, 200, (), begins, ends) for begins, ends in times]
    plan = [partial(boosts.create, by=BOSS, boost=row, announce=True) for row in rows]
    both = await halfway(processes, plan[0], boosts.require_new, plan[1])
    assert refused(both, InvalidInputError) == 1
    assert len(await processes[0].read(boosts.current, CLUB)) == 1

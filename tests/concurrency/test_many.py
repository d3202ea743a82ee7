"""Points for many: spent, worked on and undone at the same moment; and killed in the middle."""

import random
from collections.abc import Callable
from functools import partial

import pytest
from sqlmodel import col, func, select

from bot.services.errors import RefusedError
from bot.services.grants import purchase
from bot.services.maintenance import integrity
from bot.services.points import ledger, many, many_moves, many_reports
from bot.services.points.ledger import NotEnoughPointsError, NothingToTakeError
from bot.services.points.many import AlreadyDoneError
from bot.services.points.many_reports import Report
from db.database import Database
from db.session import Session
from db.tables import BatchKind, BatchState, LedgerEntry, Wallet
from tests.concurrency.racing import at_once, halfway, refused
from tests.support import factories
from tests.support.factories import BOSS, CLUB, somebody

MEMBERS = [somebody(number).member_id for number in range(24)]


def given(session: Session, kind: BatchKind = BatchKind.AWARD) -> int:
    """Give many members points; all but their confirmation is done for a reset."""
    factories.add_community(session)
    batch_id = many.begin(session, BOSS, BatchKind.AWARD, {"amount": 100})
    many.extend_members(session, BOSS, batch_id, MEMBERS)
    many.confirm(session, BOSS, batch_id)
    assert many.step(session, CLUB, batch_id).whole
    if kind is BatchKind.RESET:
        batch_id = many.begin(session, BOSS, kind, {"take": "all"})
        many.extend_with_holders(session, BOSS, batch_id)
    return batch_id


async def _finished(db: Database, batch_id: int) -> Report:
    """Let the scheduler do what is left, and return what came of it."""
    while await db.write(many.work):
        pass
    report: Report = await db.read(many_reports.report, BOSS, batch_id)
    return report


def balances(session: Session) -> list[int]:
    """Return what is in every wallet."""
    return list(session.exec(select(Wallet.balance)))


async def test_an_undo_takes_no_more_than_is_left_whoever_spends(
    processes: list[Database],
) -> None:
    batch_id = await processes[0].write(given)
    coupon = await processes[0].write(factories.coupon, cost=30, stock=1000)
    await processes[0].write(many.undo, BOSS, batch_id)
    spending: list[Callable[[Session], object]] = []
    for member_id in MEMBERS:
        who = somebody(member_id - 100)
        card = await processes[0].write(purchase.offer, who, coupon)
        spending += [
            partial(purchase.claim, person=who, offer_id=card.offer_id),
            partial(ledger.deduct, by=BOSS, member_id=member_id, amount=15, key=f"d{member_id}"),
        ]
    step = partial(many.step, community_id=CLUB, batch_id=batch_id, limit=3)
    undoing: list[Callable[[Session], object]] = [step] * 9
    both = spending + undoing
    random.shuffle(both)
    outcomes = await at_once(processes, both)
    refusals = {type(one) for one in outcomes if isinstance(one, RefusedError)}
    assert refusals <= {NotEnoughPointsError, NothingToTakeError}
    while not (report := await processes[0].write(step)).whole:
        pass
    spent = await processes[0].read(
        lambda s: s.exec(
            select(func.coalesce(func.sum(LedgerEntry.amount), 0)).where(
                LedgerEntry.wallet == "spend",
                col(LedgerEntry.reason).in_(["purchase", "deduction"]),
            )
        ).one()
    )
    assert report.kept == -spent  # what is not there any more, and nothing else
    assert report.spend_back == report.kept - 100 * len(MEMBERS)
    assert min(await processes[0].read(balances)) >= 0
    assert await processes[0].read(integrity.check) == []


# Without the lock of the wallets points are spent that are being taken back. The condition
# of the update behind it has the undo decided anew then; without both, PostgreSQL is asked for more
# than is there, and the constraint of the wallet breaks: each time.
async def test_who_spends_while_an_undo_decides_waits_for_it(processes: list[Database]) -> None:
    batch_id = await processes[0].write(given)
    await processes[0].write(many.undo, BOSS, batch_id)
    spend = partial(ledger.deduct, by=BOSS, member_id=MEMBERS[0], amount=60, key="spent")
    step = partial(many.step, community_id=CLUB, batch_id=batch_id)
    report, spent = await halfway(processes, step, many_moves._load, spend)
    assert isinstance(spent, NothingToTakeError)
    assert (report.whole, report.kept) == (True, 0)
    assert set(await processes[0].read(balances)) == {0}


@pytest.mark.parametrize("undone", [False, True])
async def test_a_batch_that_many_work_on_does_each_member_once(
    processes: list[Database], undone: bool
) -> None:
    batch_id = await processes[0].write(given, BatchKind.RESET)
    confirm = partial(many.confirm, by=BOSS, batch_id=batch_id)
    step = partial(many.step, community_id=CLUB, batch_id=batch_id, limit=3)
    work = partial(many.work, limit=2)
    await at_once(processes, [confirm] * 6)
    await at_once(processes, [step, work] * 8)
    report = await _finished(processes[0], batch_id)
    assert (report.state, report.done) == (BatchState.DONE, len(MEMBERS))
    assert report.spend.taken == 100 * len(MEMBERS)
    if undone:
        await at_once(processes, [partial(many.undo, by=BOSS, batch_id=batch_id)] * 6)
        await at_once(processes, [step, work] * 8)
        report = await _finished(processes[0], batch_id)
        assert (report.state, report.spend_back) == (BatchState.UNDONE, 100 * len(MEMBERS))
    assert await processes[0].read(integrity.check) == []


async def test_one_file_that_two_import_at_once_comes_in_once(processes: list[Database]) -> None:
    def twice(session: Session) -> list[int]:
        factories.add_community(session)
        found = []
        for _ in range(6):
            terms = {"mode": "add"}
            batch_id = many.begin(session, BOSS, BatchKind.IMPORT, terms, identity="digest")
            many.extend(session, BOSS, batch_id, [(MEMBERS[0], 5, 5)])
            found.append(batch_id)
        return found

    planned = await processes[0].write(twice)
    confirming = [partial(many.confirm, by=BOSS, batch_id=batch_id) for batch_id in planned]
    outcomes = await at_once(processes, confirming)
    assert refused(outcomes, AlreadyDoneError) == len(planned) - 1
    while await processes[0].write(many.work):
        pass
    assert sorted(await processes[0].read(balances)) == [5, 5]

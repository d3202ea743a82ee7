"""Points for many: planned, confirmed, done in slices, undone as one."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlmodel import col, select

from bot.services.actors import RoleFacts, remember
from bot.services.batches import plans
from bot.services.batches.plans import PlanTooOldError
from bot.services.errors import GoneError, InvalidInputError, NotAManagerError
from bot.services.maintenance import integrity
from bot.services.points import ledger, many, many_reports, tiers
from bot.services.points.leaderboard import Span, leaderboard
from bot.services.points.ledger import Balances
from bot.services.points.many import AlreadyDoneError, NobodyError, UnfinishedError
from bot.services.points.many_reports import Report
from bot.services.privacy import erase
from db.database import Database
from db.session import Session
from db.tables import (
    AuditEntry,
    BatchKind,
    BatchState,
    Delivery,
    Event,
    LedgerEntry,
    LedgerReason,
    Member,
)
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, somebody

GOLD = RoleFacts(72, assignable_by_actor=True, privileged=False)
IDS = [somebody(number).member_id for number in range(7)]
NOT_COVERED = {ledger.NothingToTakeError.message: 1}


@pytest.fixture
async def club(db: Database) -> Database:
    """A community in which two have points, the second of whom has spent most of them."""

    def use_case(session: Session) -> None:
        factories.add_community(session)
        factories.give_points(session, MAI, 100)
        factories.give_points(session, BOB, 100)
        ledger.deduct(session, BOSS, BOB.member_id, 70, key="spent")

    await db.write(use_case)
    return db


async def planned(db: Database, kind: BatchKind, ids: Sequence[int], **terms: object) -> int:
    """Plan something for members."""
    batch_id = await db.write(many.begin, BOSS, kind, terms)
    await db.write(many.extend_members, BOSS, batch_id, ids)
    return batch_id


async def imported(
    db: Database, rows: Sequence[tuple[int, int | None, int | None]], **others: Any
) -> int:
    """Plan an import."""
    terms = {"mode": others.pop("mode", "add")}
    batch_id = await db.write(many.begin, BOSS, BatchKind.IMPORT, terms, **others)
    await db.write(many.extend, BOSS, batch_id, rows)
    return batch_id


async def season(db: Database, **terms: object) -> int:
    """Plan a reset."""
    batch_id: int = await db.write(many.begin, BOSS, BatchKind.RESET, terms)
    last: int | None = 0
    while last is not None:
        last = await db.write(many.extend_with_holders, BOSS, batch_id, last, 2)
    return batch_id


async def finish(db: Database, batch_id: int) -> Report:
    """Work in small slices until it is whole."""
    while not (report := await db.write(many.step, CLUB, batch_id, 2)).whole:
        pass
    assert await db.read(integrity.check) == []
    return report


async def carry_out(db: Database, batch_id: int) -> Report:
    """Confirm a plan and do it to the end."""
    await db.write(many.confirm, BOSS, batch_id)
    return await finish(db, batch_id)


async def undone(db: Database, batch_id: int) -> Report:
    """Undo a batch to the end."""
    await db.write(many.undo, BOSS, batch_id)
    return await finish(db, batch_id)


async def has(db: Database, member_id: int) -> tuple[int, int]:
    """Return what a member has in both wallets."""
    balances: Balances = await db.read(ledger.balances, CLUB, member_id)
    return balances.earn, balances.spend


async def this_week(db: Database) -> list[tuple[int, int]]:
    """Return who gained how many points in the week of today, in order."""
    found = await db.read(leaderboard, MAI, Span.WEEK)
    return [(one.member_id, one.points) for one in found.places]


async def test_an_award_to_many_is_as_one_to_each_and_taken_back_as_one(
    club: Database, clock: Clock
) -> None:
    await club.write(tiers.put, BOSS, GOLD, threshold=120)
    await club.write(factories.note_existing)
    await club.write(remember, CLUB, IDS[0])
    await club.write(_leaves, IDS[0])
    batch_id = await planned(club, BatchKind.AWARD, [MAI.member_id, BOB.member_id, *IDS], amount=20)
    assert await has(club, MAI.member_id) == (100, 100)
    report = await carry_out(club, batch_id)
    assert (report.done, report.refused) == (8, {"error-not-here": 1})
    assert (report.earn.added, report.spend.added) == (160, 160)
    assert await has(club, BOB.member_id) == (120, 50)
    assert await has(club, IDS[0]) == (0, 0)
    assert await club.read(_roles_given) == [MAI.member_id, BOB.member_id]
    assert await club.read(_reached) == 2
    assert await club.read(_audit, batch_id) == ["points.awarded"] * 8
    clock.forward(days=7)
    await club.write(factories.give_points, MAI, 3)
    again = await undone(club, batch_id)
    assert (again.earn_back, again.spend_back, again.kept) == (-160, -160, 0)
    assert await has(club, MAI.member_id) == (103, 103)
    assert await this_week(club) == [(MAI.member_id, 3)]  # what went was given in another week
    assert await club.read(_roles_given) == [MAI.member_id, BOB.member_id]  # tiers stay


def _leaves(session: Session, member_id: int) -> None:
    session.get_one(Member, (CLUB, member_id)).present = False


def _roles_given(session: Session) -> list[int]:
    roles = session.exec(select(Delivery).where(Delivery.kind == "give_role"))
    return sorted(one.member_id or 0 for one in roles)


def _reached(session: Session) -> int:
    return len(session.exec(select(Event).where(Event.trigger == "tier_reached")).all())


def _audit(session: Session, batch_id: int) -> list[str]:
    return list(session.exec(select(AuditEntry.action).where(AuditEntry.part_of == batch_id)))


async def test_a_deduction_takes_all_or_nothing_of_each(club: Database) -> None:
    batch_id = await planned(
        club, BatchKind.DEDUCTION, [MAI.member_id, BOB.member_id, IDS[0]], amount=50
    )
    report = await carry_out(club, batch_id)
    assert (report.done, report.spend.taken, report.earn.taken) == (1, 50, 0)
    assert report.refused == {ledger.NothingToTakeError.message: 2}
    assert await has(club, MAI.member_id) == (100, 50)
    assert await has(club, BOB.member_id) == (100, 30)
    refused = await club.read(many_reports.left_out, BOSS, batch_id)
    assert [one.member_id for one in refused] == [BOB.member_id, IDS[0]]
    await undone(club, batch_id)
    assert await has(club, MAI.member_id) == (100, 100)
    both = await planned(club, BatchKind.CORRECTION, [MAI.member_id, BOB.member_id], amount=40)
    report = await carry_out(club, both)
    assert (report.earn.taken, report.spend.taken, report.refused) == (40, 40, NOT_COVERED)


async def test_an_undo_takes_what_both_wallets_still_have_equally(club: Database) -> None:
    batch_id = await planned(club, BatchKind.AWARD, [MAI.member_id, BOB.member_id], amount=60)
    await carry_out(club, batch_id)
    await club.write(ledger.deduct, BOSS, BOB.member_id, 85, key="spent too")
    assert await has(club, BOB.member_id) == (160, 5)
    report = await undone(club, batch_id)
    assert await has(club, BOB.member_id) == (155, 0)
    assert (report.kept, report.keepers, report.spend_back) == (55, 1, -65)
    (kept,) = await club.read(many_reports.left_out, BOSS, batch_id)
    assert (kept.member_id, kept.kept) == (BOB.member_id, 55)
    await club.write(many.undo, BOSS, batch_id)  # once, however often it is pressed
    assert (await finish(club, batch_id)).earn_back == -65
    assert await has(club, MAI.member_id) == (100, 100)
    assert await this_week(club) == [(BOB.member_id, 155), (MAI.member_id, 100)]


@pytest.mark.parametrize(
    ("terms", "mai", "bob"),
    [
        ({"take": "all"}, 0, 0),
        ({"take": "share", "number": 25}, 75, 23),  # a share is rounded down: 7 of 30
        ({"take": "above", "number": 40}, 40, 30),
    ],
)
async def test_a_season_begins_and_is_undone_exactly(
    club: Database, terms: dict[str, object], mai: int, bob: int
) -> None:
    batch_id = await season(club, **terms)
    report = await carry_out(club, batch_id)
    assert await has(club, MAI.member_id) == (100, mai)
    assert await has(club, BOB.member_id) == (100, bob)
    assert report.spend.taken == 130 - mai - bob
    await club.write(ledger.award, BOSS, MAI, 5, key="new season")
    report = await undone(club, batch_id)
    assert await has(club, MAI.member_id) == (105, 105)
    assert await has(club, BOB.member_id) == (100, 30)
    assert (report.kept, report.spend_back) == (0, 130 - mai - bob)


async def test_an_import_brings_roles_in_silence_and_counts_for_no_week(club: Database) -> None:
    await club.write(tiers.put, BOSS, GOLD, threshold=120)
    await club.write(factories.note_existing)
    await club.write(remember, CLUB, IDS[0])
    rows = [(MAI.member_id, None, 7), (IDS[0], 500, 500), (IDS[1], 500, 400)]
    report = await carry_out(club, await imported(club, rows, source="mee6", note="from before"))
    assert (report.earn.added, report.spend.added, report.source) == (1000, 907, "mee6")
    assert await has(club, MAI.member_id) == (100, 107)
    assert await has(club, IDS[1]) == (500, 400)
    assert await club.read(_roles_given) == [IDS[0]]  # the other one was never seen here
    assert await club.read(_reached) == 0
    away = await club.read(lambda s: s.get_one(Member, (CLUB, IDS[1])).present)
    assert away is False
    week = await club.read(leaderboard, MAI, Span.WEEK)
    assert [(one.member_id, one.points) for one in week.places] == [
        (MAI.member_id, 100),
        (BOB.member_id, 100),
    ]
    ever = await club.read(leaderboard, MAI, Span.EVER)
    assert (ever.places[0].member_id, ever.places[0].points) == (IDS[0], 500)
    await undone(club, report.batch_id)
    week = await club.read(leaderboard, MAI, Span.WEEK)
    assert [one.points for one in week.places] == [100, 100]
    assert await has(club, IDS[0]) == (0, 0)


async def test_set_brings_wallets_to_a_number_by_one_entry(club: Database) -> None:
    rows = [(MAI.member_id, 150, 0), (BOB.member_id, None, 30), (IDS[0], 9, 9)]
    batch_id = await imported(club, rows, mode="set")
    await club.write(ledger.award, BOSS, MAI, 20, key="meanwhile")
    report = await carry_out(club, batch_id)
    assert (report.done, report.unchanged) == (2, 1)
    assert (report.earn.added, report.spend.added, report.spend.taken) == (39, 9, 120)
    assert await has(club, MAI.member_id) == (150, 0)
    report = await undone(club, batch_id)
    assert await has(club, MAI.member_id) == (120, 120)
    assert (await has(club, BOB.member_id), await has(club, IDS[0])) == ((100, 30), (0, 0))


async def test_the_same_import_counts_once_until_it_is_undone(club: Database) -> None:
    rows = [(MAI.member_id, 10, 10)]
    first = await imported(club, rows, identity="digest")
    second = await imported(club, rows, identity="digest")
    await carry_out(club, first)
    with pytest.raises(AlreadyDoneError) as refused:
        await club.write(many.confirm, BOSS, second)
    assert refused.value.params["batch"] == first
    await club.write(many.undo, BOSS, first)
    with pytest.raises(AlreadyDoneError):  # else the undoing could take what comes in anew
        await club.write(many.confirm, BOSS, second)
    await finish(club, first)
    await carry_out(club, second)
    assert await has(club, MAI.member_id) == (110, 110)


async def test_what_cannot_be_is_refused_and_changes_nothing(club: Database, clock: Clock) -> None:
    nobody = await club.write(many.begin, BOSS, BatchKind.AWARD, {"amount": 1})
    with pytest.raises(NobodyError):
        await club.write(many.confirm, BOSS, nobody)
    for terms in ({"amount": 0}, {"amount": ledger.MOST + 1}):
        with pytest.raises(InvalidInputError):
            await club.write(many.begin, BOSS, BatchKind.AWARD, terms)
    for take, number in (("share", 0), ("share", 101), ("above", -1), ("above", None)):
        with pytest.raises(InvalidInputError):
            await club.write(many.begin, BOSS, BatchKind.RESET, {"take": take, "number": number})
    batch_id = await planned(club, BatchKind.AWARD, [MAI.member_id, BOB.member_id], amount=5)
    with pytest.raises(GoneError):
        await club.write(many.undo, BOSS, batch_id)
    for use_case in (many.confirm, many.undo, many_reports.report, many_reports.left_out):
        with pytest.raises(NotAManagerError):
            await club.write(use_case, MAI, batch_id)
    await club.write(many.confirm, BOSS, batch_id)
    with pytest.raises(UnfinishedError):
        await club.write(many.undo, BOSS, batch_id)
    with pytest.raises(PlanTooOldError):
        await club.write(many.extend_members, BOSS, batch_id, IDS)
    late = await planned(club, BatchKind.AWARD, [MAI.member_id], amount=5)
    clock.now += plans.PLAN_LASTS
    clock.forward(seconds=1)
    with pytest.raises(PlanTooOldError):
        await club.write(many.confirm, BOSS, late)
    while await club.write(plans.purge):
        pass
    with pytest.raises(GoneError):
        await club.read(many_reports.report, BOSS, late)


async def test_a_batch_goes_on_by_itself_and_erased_members_stay_so(club: Database) -> None:
    ids = [MAI.member_id, BOB.member_id, *IDS]
    batch_id = await planned(club, BatchKind.AWARD, ids, amount=10)
    await club.write(many.confirm, BOSS, batch_id)
    await club.write(erase.erase, BOB, key="gone")
    while await club.write(many.work, 2):
        pass
    report = await club.read(many_reports.report, BOSS, batch_id)
    assert (report.state, report.done, sum(report.refused.values())) == (BatchState.DONE, 8, 1)
    await club.write(erase.erase, MAI, key="gone too")
    await club.write(many.undo, BOSS, batch_id)
    while await club.write(many.work, 2):
        pass
    report = await club.read(many_reports.report, BOSS, batch_id)
    assert (report.state, report.keepers, report.kept) == (BatchState.UNDONE, 1, 10)
    assert await club.read(integrity.check) == []
    back = await club.read(
        lambda s: s.exec(
            select(col(LedgerEntry.amount)).where(
                LedgerEntry.reason == LedgerReason.UNDO, LedgerEntry.wallet == "earn"
            )
        ).all()
    )
    assert back == [-10] * 7
    (listed,) = (await club.read(many_reports.batches, BOSS)).batches
    assert listed.batch_id == batch_id

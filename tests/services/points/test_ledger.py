"""Points move once for each key, all or nothing, and the ledger explains every one of them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlmodel import col, func, select

from bot.services import audit
from bot.services.actors import Person
from bot.services.errors import InvalidInputError, NotAManagerError, NotAPersonError
from bot.services.points import ledger, movements
from bot.services.points.ledger import Balances, NothingToTakeError
from db.database import Database
from db.session import Session
from db.tables import LedgerEntry, LedgerReason, Member, Wallet, WalletKind
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, somebody

ROBOT = replace(MAI, bot=True)


@pytest.fixture
async def club(db: Database) -> Database:
    """A community; Mai has 100 points."""
    await db.write(factories.add_community)
    await db.write(ledger.award, BOSS, MAI, 100, key="start")
    return db


def sums(session: Session) -> dict[tuple[int, str], tuple[int, int]]:
    """Return the balance of every wallet beside the sum of its entries."""
    entries = session.exec(
        select(LedgerEntry.member_id, LedgerEntry.wallet, func.sum(LedgerEntry.amount)).group_by(
            col(LedgerEntry.member_id), col(LedgerEntry.wallet)
        )
    )
    total = {(member_id, wallet): int(amount) for member_id, wallet, amount in entries}
    return {
        (wallet.member_id, wallet.kind): (wallet.balance, total[wallet.member_id, wallet.kind])
        for wallet in session.exec(select(Wallet))
    }


async def everything(db: Database) -> object:
    """Return all that points leave behind, for comparing."""
    page = await db.read(audit.load_page, BOSS)
    return await db.read(sums), len(page.lines)


async def test_an_award_goes_to_both_wallets_and_a_refund_to_one(club: Database) -> None:
    assert await club.write(ledger.award, BOSS, MAI, 5, key="a") == Balances(105, 105)
    refunded = await club.write(ledger.award, BOSS, MAI, 7, key="b", refund=True)
    assert refunded == Balances(105, 112)
    assert await club.read(ledger.balances, CLUB, MAI.member_id) == refunded
    assert all(balance == total for balance, total in (await club.read(sums)).values())


async def test_a_deduction_takes_from_one_wallet_and_a_correction_from_both(
    club: Database,
) -> None:
    deducted = await club.write(ledger.deduct, BOSS, MAI.member_id, 30, key="a")
    assert deducted == Balances(100, 70)
    corrected = await club.write(ledger.deduct, BOSS, MAI.member_id, 30, key="b", correction=True)
    assert corrected == Balances(70, 40)
    assert all(balance == total for balance, total in (await club.read(sums)).values())


Move = Callable[[Database, str], Awaitable[Balances]]
MOVES: dict[str, Move] = {
    "award": lambda db, key: db.write(ledger.award, BOSS, MAI, 5, key=key),
    "refund": lambda db, key: db.write(ledger.award, BOSS, MAI, 5, key=key, refund=True),
    "deduct": lambda db, key: db.write(ledger.deduct, BOSS, MAI.member_id, 5, key=key),
    "correct": lambda db, key: db.write(
        ledger.deduct, BOSS, MAI.member_id, 5, key=key, correction=True
    ),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
async def test_a_key_moves_points_once(club: Database, move: Move) -> None:
    first = await move(club, "again")
    before = await everything(club)
    assert await move(club, "again") == first
    assert await everything(club) == before
    assert await move(club, "anew") != first


@pytest.mark.parametrize("correction", [False, True])
async def test_a_deduction_takes_all_or_nothing(club: Database, correction: bool) -> None:
    before = await everything(club)
    with pytest.raises(NothingToTakeError) as refused:
        await club.write(ledger.deduct, BOSS, MAI.member_id, 101, key="a", correction=correction)
    assert refused.value.params == {"missing": 1, "balance": 100}
    assert await everything(club) == before
    whole = await club.write(
        ledger.deduct, BOSS, MAI.member_id, 100, key="a", correction=correction
    )
    assert whole.spend == 0


async def test_a_correction_is_as_short_as_the_smaller_wallet(club: Database) -> None:
    await club.write(ledger.award, BOSS, MAI, 50, key="a", refund=True)  # 100 earned, 150 to spend
    with pytest.raises(NothingToTakeError) as refused:
        await club.write(ledger.deduct, BOSS, MAI.member_id, 120, key="b", correction=True)
    assert refused.value.params == {"missing": 20, "balance": 100}
    await club.write(ledger.deduct, BOSS, MAI.member_id, 120, key="c")  # 100 earned, 30 to spend
    before = await everything(club)
    with pytest.raises(NothingToTakeError) as refused:
        await club.write(ledger.deduct, BOSS, MAI.member_id, 200, key="d", correction=True)
    assert refused.value.params == {"missing": 170, "balance": 30}
    assert await everything(club) == before


async def test_nobody_has_less_than_nothing(club: Database) -> None:
    with pytest.raises(NothingToTakeError) as refused:
        await club.write(ledger.deduct, BOSS, BOB.member_id, 1, key="a")
    assert refused.value.params == {"missing": 1, "balance": 0}


@pytest.mark.parametrize("amount", [0, -1, ledger.MOST + 1])
async def test_an_amount_out_of_bounds_is_refused(club: Database, amount: int) -> None:
    before = await everything(club)
    with pytest.raises(InvalidInputError) as awarded:
        await club.write(ledger.award, BOSS, MAI, amount, key="a")
    with pytest.raises(InvalidInputError) as deducted:
        await club.write(ledger.deduct, BOSS, MAI.member_id, amount, key="b")
    assert awarded.value.field == deducted.value.field == "amount"
    assert await everything(club) == before


async def test_the_bounds_themselves_are_allowed(club: Database) -> None:
    await club.write(ledger.award, BOSS, MAI, ledger.MOST, key="a")
    await club.write(ledger.award, BOSS, MAI, 1, key="b", note="x" * ledger.NOTE_LENGTH)
    assert (await club.read(ledger.balances, CLUB, MAI.member_id)).spend == ledger.MOST + 101


async def test_a_note_is_kept_and_bounded(club: Database) -> None:
    await club.write(ledger.award, BOSS, MAI, 1, key="a", note="  for the talk ")
    await club.write(ledger.award, BOSS, MAI, 1, key="b", note="   ")
    history = await club.read(movements.history, MAI, MAI.member_id)
    assert [movement.note for movement in history.movements] == [None, "for the talk", None]
    with pytest.raises(InvalidInputError) as refused:
        await club.write(ledger.award, BOSS, MAI, 1, key="c", note="x" * (ledger.NOTE_LENGTH + 1))
    assert refused.value.field == "note"


@pytest.mark.parametrize("by", [MAI, ROBOT, replace(BOB, role_ids=frozenset({55}))])
async def test_only_managers_move_points(club: Database, by: Person) -> None:
    before = await everything(club)
    with pytest.raises(NotAManagerError):
        await club.write(ledger.award, by, MAI, 5, key="a")
    with pytest.raises(NotAManagerError):
        await club.write(ledger.deduct, by, MAI.member_id, 5, key="b")
    with pytest.raises(NotAManagerError):
        await club.read(movements.history, by, BOSS.member_id)
    assert await everything(club) == before


async def test_bots_get_no_points(club: Database) -> None:
    before = await everything(club)
    with pytest.raises(NotAPersonError):
        await club.write(ledger.award, BOSS, replace(BOB, bot=True), 5, key="a")
    assert await everything(club) == before
    assert await club.read(lambda s: s.get(Member, (CLUB, BOB.member_id))) is None


async def test_a_manager_of_one_community_moves_nothing_in_another(club: Database) -> None:
    other = CLUB + 1
    await club.write(factories.add_community, community_id=other)
    await club.write(ledger.award, BOSS, replace(MAI, community_id=other), 5, key="a")
    assert await club.read(ledger.balances, other, MAI.member_id) == Balances(0, 0)
    theirs = replace(BOSS, community_id=other)
    with pytest.raises(NothingToTakeError):
        await club.write(ledger.deduct, theirs, MAI.member_id, 5, key="b")
    assert (await club.read(movements.history, theirs, MAI.member_id)).movements == []


async def test_a_key_belongs_to_one_community(club: Database) -> None:
    other = CLUB + 1
    await club.write(factories.add_community, community_id=other)
    theirs = replace(BOSS, community_id=other)
    assert (await club.write(ledger.award, theirs, MAI, 5, key="start")).spend == 5


async def test_a_history_pages_from_the_newest(club: Database, clock: Clock) -> None:
    for number in range(2 * movements.PAGE):
        clock.forward(minutes=1)
        await club.write(ledger.award, BOSS, MAI, number + 1, key=f"n{number}")
    pages = [await club.read(movements.history, MAI, MAI.member_id, page) for page in (1, 2, 3)]
    assert [len(page.movements) for page in pages] == [movements.PAGE, movements.PAGE, 1]
    assert {(page.page, page.pages) for page in pages} == {(1, 3), (2, 3), (3, 3)}
    amounts = [movement.amount for page in pages for movement in page.movements]
    assert amounts == [*range(2 * movements.PAGE, 0, -1), 100]
    newest = pages[0].movements[0]
    assert (newest.at, newest.actor_id) == (clock.now, BOSS.member_id)
    assert (newest.wallet, newest.reason) == (WalletKind.SPEND, LedgerReason.AWARD)
    assert pages[0].balances == Balances(310, 310)


@pytest.mark.parametrize(("asked", "given"), [(-1, 1), (0, 1), (1, 1), (2, 1), (10**6, 1)])
async def test_a_page_beyond_the_ends_is_the_nearest(
    club: Database, asked: int, given: int
) -> None:
    assert (await club.read(movements.history, MAI, MAI.member_id, asked)).page == given


async def test_an_empty_history_is_a_page(club: Database) -> None:
    history = await club.read(movements.history, BOSS, somebody(1).member_id)
    assert (history.movements, history.page, history.pages) == ([], 1, 1)
    assert history.balances == Balances(0, 0)


async def test_what_moved_is_in_the_audit(club: Database) -> None:
    await club.write(ledger.award, BOSS, MAI, 5, key="a", note="talk", refund=True)
    await club.write(ledger.deduct, BOSS, MAI.member_id, 6, key="b")
    await club.write(ledger.deduct, BOSS, MAI.member_id, 7, key="c", correction=True)
    lines = (await club.read(audit.load_page, BOSS)).lines
    assert [(line.action, line.details["amount"]) for line in lines] == [
        ("points.corrected", 7),
        ("points.deducted", 6),
        ("points.refunded", 5),
        ("points.awarded", 100),
    ]
    assert {(line.actor_id, line.member_id) for line in lines} == {(BOSS.member_id, MAI.member_id)}
    assert lines[2].details["note"] == "talk"

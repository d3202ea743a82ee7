"""Files of codes that come in at the same moment."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from sqlmodel import select

from bot.services.codes import import_confirm, import_undo, imports
from bot.services.codes.file_layout import CodeRow
from bot.services.codes.imports import ImportGoneError
from bot.services.grants import issue
from bot.services.grants.issue import Granted
from bot.services.rewards.eligibility import SoldOutError
from db.database import Database
from db.session import Session
from db.tables import Code, CodeImport, ImportState, RewardKind
from tests.concurrency.racing import at_once, refused
from tests.support import factories
from tests.support.factories import BOSS, CLUB, somebody

UseCase = Callable[[Session], object]

GOOD_UNTIL = date(2025, 12, 31)


def empty_voucher(session: Session) -> int:
    """Publish a voucher without codes."""
    factories.add_community(session)
    return factories.publish(session, RewardKind.VOUCHER, "Partner")


def staged(session: Session, voucher: int, numbers: Iterable[int]) -> int:
    """Stage a file that holds a code for each number, ready to be confirmed."""
    import_id = imports.begin(session, BOSS, voucher, "codes.csv")
    session.flush()
    rows = [
        CodeRow(line, f"CODE-{number:04}", str(GOOD_UNTIL), GOOD_UNTIL)
        for line, number in enumerate(numbers, 1)
    ]
    imports.stage_slice(session, BOSS, import_id, rows)
    imports.finish_staging(session, BOSS, import_id)
    return import_id


def pool(session: Session) -> list[tuple[str, int]]:
    """Return every code and the import it came with."""
    return list(session.exec(select(Code.value, Code.import_id)))


def added(session: Session) -> dict[int, int]:
    """Return how many codes each import says it added."""
    return dict(session.exec(select(CodeImport.id, CodeImport.added)).all())


async def to_the_end(processes: list[Database], import_ids: list[int]) -> None:
    """Let every process work on every import at the same moment, a few rows at a time."""
    while True:
        reports = await at_once(
            processes,
            [
                partial(import_confirm.step, community_id=CLUB, import_id=import_id, limit=30)
                for import_id in import_ids
                for _ in processes
            ],
        )
        if all(report.whole for report in reports):
            return


# Without `take_turns`, two slices give the same numbers on PostgreSQL, and one breaks their key.
async def test_overlapping_files_add_each_code_once(processes: list[Database]) -> None:
    voucher = await processes[0].write(empty_voucher)
    files = [range(start, start + 100) for start in range(0, 400, 50)]
    files[1::2] = [numbers[::-1] for numbers in files[1::2]]  # those meet the others head-on
    ids = [
        await processes[n % 2].write(staged, voucher, numbers) for n, numbers in enumerate(files)
    ]
    decided = await at_once(
        processes,
        [partial(import_confirm.confirm, by=BOSS, import_id=import_id) for import_id in ids],
    )
    assert decided == [True] * len(ids)
    await to_the_end(processes, ids)
    codes = await processes[1].read(pool)
    assert sorted(value for value, _ in codes) == [f"CODE-{n:04}" for n in range(450)]
    counted = await processes[1].read(added)
    for import_id in ids:
        assert counted[import_id] == sum(other == import_id for _, other in codes)
    numbers = await processes[1].read(lambda s: list(s.exec(select(Code.number))))
    assert sorted(numbers) == list(range(1, 451))


# Without `take_turns`, most codes of the two files are in both vouchers on PostgreSQL.
async def test_one_file_for_two_vouchers_at_once_is_in_one_of_them(
    processes: list[Database],
) -> None:
    vouchers = [
        await processes[0].write(empty_voucher),
        await processes[0].write(factories.publish, RewardKind.VOUCHER, "Other"),
    ]
    ids = [
        await process.write(staged, voucher, numbers)
        for process, voucher, numbers in zip(
            processes, vouchers, (range(100), range(100)), strict=True
        )
    ]
    for import_id in ids:
        await processes[0].write(import_confirm.confirm, BOSS, import_id)
    await to_the_end(processes, ids)
    codes = await processes[1].read(pool)
    assert sorted(value for value, _ in codes) == [f"CODE-{n:04}" for n in range(100)]


async def test_an_import_confirmed_many_times_at_once_counts_once(
    processes: list[Database],
) -> None:
    voucher = await processes[0].write(empty_voucher)
    import_id = await processes[0].write(staged, voucher, range(100))
    decided = await at_once(
        processes, [partial(import_confirm.confirm, by=BOSS, import_id=import_id)] * 10
    )
    assert sorted(decided) == [False] * 9 + [True]
    await to_the_end(processes, [import_id])
    assert len(await processes[1].read(pool)) == 100


async def test_an_import_is_confirmed_or_given_up(processes: list[Database]) -> None:
    voucher = await processes[0].write(empty_voucher)
    ids = [
        await processes[0].write(staged, voucher, range(100 * n, 100 * n + 100)) for n in range(10)
    ]
    outcomes = await at_once(
        processes,
        [
            use_case
            for import_id in ids
            for use_case in (
                partial(import_confirm.confirm, by=BOSS, import_id=import_id),
                partial(imports.abandon, by=BOSS, import_id=import_id),
            )
        ],
    )
    won = [
        import_id for import_id, outcome in zip(ids, outcomes[::2], strict=True) if outcome is True
    ]
    assert len(won) + refused(outcomes[::2], ImportGoneError) == 10
    await to_the_end(processes, won)
    assert len(await processes[1].read(pool)) == 100 * len(won)


async def test_codes_that_come_in_are_granted_once_each(processes: list[Database]) -> None:
    voucher = await processes[0].write(empty_voucher)
    import_id = await processes[0].write(staged, voucher, range(20))
    await processes[0].write(import_confirm.confirm, BOSS, import_id)
    grants: list[UseCase] = [
        partial(issue.grant, by=BOSS, to=somebody(n), reward_id=voucher, key=f"gift:{n}")
        for n in range(40)
    ]
    step: UseCase = partial(import_confirm.step, community_id=CLUB, import_id=import_id, limit=5)
    outcomes = await at_once(
        processes, [one for n in range(0, 40, 5) for one in (*grants[n : n + 5], step)]
    )
    won = sum(isinstance(outcome, Granted) for outcome in outcomes)
    assert won <= 20
    assert won + refused(outcomes, SoldOutError) == 40
    assert await processes[1].read(holding_count) == won


# Without the state in the DELETE, a code that was just given goes, and its holder has nothing.
async def test_codes_that_leave_the_pool_are_granted_or_gone(processes: list[Database]) -> None:
    voucher = await processes[0].write(empty_voucher)
    import_id = await processes[0].write(staged, voucher, range(60))
    await processes[0].write(import_confirm.confirm, BOSS, import_id)
    await to_the_end(processes, [import_id])
    await processes[0].write(import_undo.undo, BOSS, import_id)
    grants: list[UseCase] = [
        partial(issue.grant, by=BOSS, to=somebody(n), reward_id=voucher, key=f"gift:{n}")
        for n in range(40)
    ]
    step: UseCase = partial(import_undo.step, community_id=CLUB, import_id=import_id, limit=5)
    outcomes = await at_once(
        processes, [one for n in range(0, 40, 2) for one in (*grants[n : n + 2], step)]
    )
    won = sum(isinstance(outcome, Granted) for outcome in outcomes)
    assert won + refused(outcomes, SoldOutError) == 40
    report = await processes[0].read(import_confirm.report, BOSS, import_id)
    assert (report.state, report.added, report.removed) == (ImportState.UNDONE, won, 60 - won)
    assert await processes[1].read(holding_count) == won == len(await processes[1].read(pool))


def holding_count(session: Session) -> int:
    """Count the codes that somebody holds, and see that nobody holds another's."""
    grants = [grant for grant in session.exec(select(Code.grant_id)) if grant is not None]
    assert len(grants) == len(set(grants))
    return len(grants)

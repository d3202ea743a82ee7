"""Files of codes that come in at the same moment."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from sqlmodel import func, select

from bot.services import granting, imports
from bot.services.csvfile import CodeRow
from bot.services.granting import Granted
from bot.services.imports import Confirmed, ImportGoneError
from bot.services.rules import SoldOutError
from db.database import Database
from db.session import Session
from db.tables import Code, CodeImport, RewardKind
from tests.concurrency.racing import at_once, refused
from tests.support import scene
from tests.support.scene import BOSS, somebody

GOOD_UNTIL = date(2025, 12, 31)


def empty_voucher(session: Session) -> int:
    """Publish a voucher without codes."""
    scene.found(session)
    return scene.publish(session, RewardKind.VOUCHER, "Partner")


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


# Without ON CONFLICT DO NOTHING, the second file that has a code breaks its unique key.
async def test_overlapping_files_add_each_code_once(processes: list[Database]) -> None:
    voucher = await processes[0].write(empty_voucher)
    files = [range(start, start + 100) for start in range(0, 400, 50)]
    files[1::2] = [numbers[::-1] for numbers in files[1::2]]  # those meet the others head-on
    ids = [
        await processes[n % 2].write(staged, voucher, numbers) for n, numbers in enumerate(files)
    ]
    outcomes = await at_once(
        processes, [partial(imports.confirm, by=BOSS, import_id=import_id) for import_id in ids]
    )
    assert all(isinstance(outcome, Confirmed) and outcome.first for outcome in outcomes)
    codes = await processes[1].read(pool)
    assert sorted(value for value, _ in codes) == [f"CODE-{n:04}" for n in range(450)]
    counted = await processes[1].read(added)
    for outcome in outcomes:
        assert isinstance(outcome, Confirmed)
        mine = sum(import_id == outcome.import_id for _, import_id in codes)
        assert outcome.added == counted[outcome.import_id] == mine


async def test_an_import_confirmed_many_times_at_once_counts_once(
    processes: list[Database],
) -> None:
    voucher = await processes[0].write(empty_voucher)
    import_id = await processes[0].write(staged, voucher, range(100))
    outcomes = await at_once(
        processes, [partial(imports.confirm, by=BOSS, import_id=import_id)] * 10
    )
    confirmed = [outcome for outcome in outcomes if isinstance(outcome, Confirmed)]
    assert [outcome.added for outcome in confirmed] == [100] * 10
    assert sum(outcome.first for outcome in confirmed) == 1
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
                partial(imports.confirm, by=BOSS, import_id=import_id),
                partial(imports.abandon, by=BOSS, import_id=import_id),
            )
        ],
    )
    confirmed = [outcome for outcome in outcomes[::2] if isinstance(outcome, Confirmed)]
    assert len(confirmed) + refused(outcomes[::2], ImportGoneError) == 10
    codes = await processes[1].read(lambda s: s.exec(select(func.count()).select_from(Code)).one())
    assert codes == 100 * len(confirmed)


async def test_codes_that_come_in_are_granted_whole_or_not_yet(processes: list[Database]) -> None:
    voucher = await processes[0].write(empty_voucher)
    import_id = await processes[0].write(staged, voucher, range(20))
    grants = [
        partial(granting.grant, by=BOSS, to=somebody(n), reward_id=voucher, key=f"gift:{n}")
        for n in range(40)
    ]
    confirm = partial(imports.confirm, by=BOSS, import_id=import_id)
    outcomes = await at_once(processes, [*grants[:5], confirm, *grants[5:]])
    won = sum(isinstance(outcome, Granted) for outcome in outcomes)
    assert won <= 20
    assert won + refused(outcomes, SoldOutError) == 40
    held = await processes[1].read(
        lambda s: [g for g in s.exec(select(Code.grant_id)) if g is not None]
    )
    assert len(held) == len(set(held)) == won

"""Codes come in through a preview, whole or not at all, and once."""

import asyncio
import io
from datetime import UTC, date

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select

from bot.runtime import code_files
from bot.services import audit
from bot.services.actors import Person
from bot.services.codes import codes, import_confirm, import_preview, import_undo, imports
from bot.services.codes.codes import NotAVoucherError
from bot.services.codes.file_layout import Choices, CodeRow, Terms, code_rows, decide, survey
from bot.services.codes.import_confirm import ImportReport
from bot.services.codes.import_preview import Preview
from bot.services.codes.import_undo import NothingToUndoError, StillComingInError
from bot.services.codes.imports import ImportGoneError, NotReadyError
from bot.services.errors import GoneError, NotAManagerError
from bot.services.grants import inventory, issue, revoke
from bot.services.maintenance import expiry, integrity, integrity_codes
from bot.services.rewards import stock
from bot.services.rewards.editing import ArchivedError
from db.database import Database, connect
from db.session import Session
from db.tables import (
    Code,
    CodeState,
    ImportState,
    Reward,
    RewardKind,
    RewardState,
    RowVerdict,
    StagedCode,
)
from tests.support import factories
from tests.support.databases import Clock, PostgresServer, still_world
from tests.support.factories import BOSS, CLUB, MAI

FILE = """CODE,EXPIRY_DATE
ONE-CODE,2025-12-31
TWO-CODE,2026-01-31
ONE-CODE,2027-01-01
OLD-CODE,2025-06-01
,2025-12-31
DAY-CODE,soon
3.14E+05,2025-12-31
TODAY,2025-06-02
"""

COLUMNS = (
    "community_id, id, reward_id, number, value, expires_on, state, import_id, line, changed_at"
)


@pytest.fixture
async def voucher(db: Database) -> int:
    """A voucher without codes."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        return factories.publish(session, RewardKind.VOUCHER, "Partner")

    return await db.write(set_up)


def rows_of(content: str) -> list[CodeRow]:
    source = io.BytesIO(content.encode())
    return list(code_rows(source, decide(survey(source), Choices()), Terms(UTC)))


async def stage(db: Database, voucher: int, content: str, *, piece: int = 3) -> int:
    """Stage a file in small slices and return its import, ready to be confirmed."""
    import_id = await db.write(imports.begin, BOSS, voucher, "codes.csv")
    rows = rows_of(content)
    for first in range(0, len(rows), piece):
        await db.write(imports.stage_slice, BOSS, import_id, rows[first : first + piece])
    await db.write(imports.finish_staging, BOSS, import_id)
    return import_id


async def confirmed(db: Database, import_id: int, *, piece: int = 3) -> ImportReport:
    """Confirm an import and let all its codes come in, a few at a time."""
    await db.write(import_confirm.confirm, BOSS, import_id)
    while not (report := await db.write(import_confirm.step, CLUB, import_id, piece)).whole:
        assert report.usable is None
    return report


async def bring_in(db: Database, voucher: int, content: str) -> ImportReport:
    return await confirmed(db, await stage(db, voucher, content))


def pool(session: Session) -> dict[str, date | None]:
    rows = session.exec(select(col(Code.value), col(Code.expires_on)))
    return dict(rows.all())


def staged(session: Session) -> int:
    return session.exec(select(func.count()).select_from(StagedCode)).one()


def lines(preview: Preview) -> dict[RowVerdict, list[int]]:
    return {verdict: [row.line for row in rows] for verdict, rows in preview.samples.items()}


@pytest.mark.parametrize("piece", [1, 2, 100])
async def test_a_preview_judges_every_row(db: Database, voucher: int, piece: int) -> None:
    await bring_in(db, voucher, "HERE-1,2025-12-31\nHERE-2,2025-12-31\n")
    content = (
        FILE + "HERE-1,2025-12-31\nHERE-2,2026-12-31\nhere-1,2025-12-31\nDAY-CODE,2025-12-31\n"
    )
    import_id = await stage(db, voucher, content, piece=piece)
    preview = await db.read(import_preview.preview, BOSS, import_id)
    assert lines(preview) == {
        RowVerdict.NEW: [2, 3, 8, 9, 12],
        RowVerdict.KNOWN: [10],
        RowVerdict.KNOWN_OTHER_DATE: [11],
        RowVerdict.TWICE: [4],
        RowVerdict.EXPIRED: [5],
        RowVerdict.MALFORMED: [6, 7],
    }
    assert (preview.rows, preview.counts[RowVerdict.NEW]) == (12, 6)
    assert [(row.line, row.value) for row in preview.odd] == [(8, "3.14E+05")]
    rejects = await db.read(import_preview.rejects, BOSS, import_id)
    assert [(row.line, row.value, row.typed_date, row.reason) for row in rejects] == [
        (4, "ONE-CODE", "2027-01-01", None),
        (5, "OLD-CODE", "2025-06-01", None),
        (6, "", "2025-12-31", "no_code"),
        (7, "DAY-CODE", "soon", "bad_date"),
        (10, "HERE-1", "2025-12-31", None),
        (11, "HERE-2", "2026-12-31", None),
    ]
    assert "ONE-CODE" not in repr(preview)


async def test_nothing_counts_before_it_is_confirmed(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    assert await db.read(pool) == {}
    assert await db.write(import_confirm.confirm, BOSS, import_id)
    assert await db.read(pool) == {}
    done = await confirmed(db, import_id)
    assert (done.added, done.usable) == (4, 4)
    assert await db.read(pool) == {
        "ONE-CODE": date(2025, 12, 31),
        "TWO-CODE": date(2026, 1, 31),
        "3.14E+05": date(2025, 12, 31),
        "TODAY": date(2025, 6, 2),
    }
    assert await db.read(integrity.check) == []


async def test_codes_keep_their_line_and_the_order_of_the_file(db: Database, voucher: int) -> None:
    await bring_in(db, voucher, FILE)
    await bring_in(db, voucher, "LATER-CODE,2025-12-31\n")
    rows = await db.read(
        lambda s: s.exec(select(Code.value, Code.line).order_by(col(Code.id))).all()
    )
    assert rows == [
        ("ONE-CODE", 2),
        ("TWO-CODE", 3),
        ("3.14E+05", 8),
        ("TODAY", 9),
        ("LATER-CODE", 1),
    ]


async def test_confirming_again_adds_nothing_and_says_the_same(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    first = await confirmed(db, import_id)
    await db.write(_set_state, voucher, RewardState.ARCHIVED)
    assert not await db.write(import_confirm.confirm, BOSS, import_id)
    assert await confirmed(db, import_id) == first
    assert len(await db.read(pool)) == 4


async def test_the_same_file_twice_adds_nothing(db: Database, voucher: int) -> None:
    await bring_in(db, voucher, FILE)
    import_id = await stage(db, voucher, FILE)
    assert (await db.read(import_preview.preview, BOSS, import_id)).counts[RowVerdict.NEW] == 0
    assert (await confirmed(db, import_id)).added == 0
    assert len(await db.read(pool)) == 4


async def test_what_came_in_since_the_preview_is_not_added_again(
    db: Database, voucher: int
) -> None:
    ids = [await stage(db, voucher, f"SAME,2025-12-31\nMINE-{n},2025-12-31\n") for n in (1, 2)]
    done = [await confirmed(db, import_id) for import_id in ids]
    assert [one.added for one in done] == [2, 1]
    assert sorted(await db.read(pool)) == ["MINE-1", "MINE-2", "SAME"]


async def test_what_expired_since_the_preview_is_left_out(
    db: Database, voucher: int, clock: Clock
) -> None:
    import_id = await stage(db, voucher, FILE)
    clock.forward(hours=12)
    assert (await confirmed(db, import_id)).added == 3
    assert "TODAY" not in await db.read(pool)


async def test_a_date_is_judged_in_the_community_s_own_zone(db: Database, voucher: int) -> None:
    def move_to(session: Session, zone: str) -> None:
        session.execute(text("UPDATE community SET timezone = :zone"), {"zone": zone})

    await db.write(move_to, "Pacific/Kiritimati")  # where it is the 3rd already
    import_id = await stage(db, voucher, "EDGE,2025-06-02\n")
    assert lines(await db.read(import_preview.preview, BOSS, import_id)) == {
        RowVerdict.EXPIRED: [1]
    }
    await db.write(move_to, "Etc/GMT+12")
    import_id = await stage(db, voucher, "EDGE,2025-06-02\n")
    assert lines(await db.read(import_preview.preview, BOSS, import_id)) == {RowVerdict.NEW: [1]}


async def test_a_code_of_another_voucher_comes_in_only_where_the_manager_insists(
    db: Database, voucher: int
) -> None:
    other = await db.write(factories.publish, RewardKind.VOUCHER, "Other")
    assert (await bring_in(db, voucher, FILE)).added == 4
    content = FILE + "MINE,2025-12-31\n"
    import_id = await stage(db, other, content)
    seen = await db.read(import_preview.preview, BOSS, import_id)
    assert lines(seen)[RowVerdict.ELSEWHERE] == [2, 3, 8, 9]
    assert (seen.counts[RowVerdict.NEW], seen.to_add) == (1, 1)
    rejects = await db.read(import_preview.rejects, BOSS, import_id)
    assert [row.line for row in rejects] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert (await confirmed(db, import_id)).added == 1
    assert await db.read(integrity.check) == []

    insisted = await stage(db, other, content)
    await db.write(imports.include_elsewhere, BOSS, insisted, wanted=True)
    seen = await db.read(import_preview.preview, BOSS, insisted)
    assert (seen.counts[RowVerdict.NEW], seen.to_add, seen.elsewhere_too) == (0, 4, True)
    assert (await confirmed(db, insisted)).added == 4
    assert await db.read(integrity.check) == []


async def test_what_came_into_another_voucher_since_the_preview_stays_out(
    db: Database, voucher: int
) -> None:
    other = await db.write(factories.publish, RewardKind.VOUCHER, "Other")
    ids = [await stage(db, one, "SAME,2025-12-31\n") for one in (voucher, other)]
    assert [(await confirmed(db, import_id)).added for import_id in ids] == [1, 0]


async def test_check_finds_a_code_in_two_vouchers_on_which_nobody_insisted(
    db: Database, voucher: int
) -> None:
    def leave_behind(session: Session) -> None:
        good = [("SAME", date(2025, 12, 31))]
        factories.publish(session, RewardKind.VOUCHER, "Old", codes=good)
        factories.publish(session, RewardKind.VOUCHER, "Older", codes=good)

    await db.write(leave_behind)
    assert {finding.kind for finding in await db.read(integrity.check)} == {"code-in-two-vouchers"}


async def test_numbers_are_unique_in_a_voucher_and_never_given_again(
    db: Database, voucher: int
) -> None:
    first = await stage(db, voucher, "A,2025-12-31\nB,2025-12-31\n")
    await confirmed(db, first, piece=1)
    second = await stage(db, voucher, "A,2025-12-31\nC,2025-12-31\nD,2025-12-31\n")
    await confirmed(db, second, piece=1)
    numbers = select(Code.value, Code.number, Code.line).order_by(col(Code.number))
    assert (await db.read(lambda s: s.exec(numbers).all())) == [
        ("A", 1, 1),
        ("B", 2, 2),
        ("C", 3, 2),
        ("D", 4, 3),
    ]
    await undone(db, second)
    await bring_in(db, voucher, "E,2025-12-31\n")
    assert (await db.read(lambda s: s.exec(numbers).all()))[2:] == [("E", 5, 1)]


async def undone(db: Database, import_id: int, *, piece: int = 2) -> ImportReport:
    """Take an import back, a few codes at a time."""
    await db.write(import_undo.undo, BOSS, import_id)
    while not (report := await db.write(import_undo.step, CLUB, import_id, piece)).whole:
        pass
    return report


async def test_undoing_takes_out_what_nobody_was_given(
    db: Database, voucher: int, clock: Clock
) -> None:
    before = await bring_in(db, voucher, "KEPT,2025-12-31\n")
    content = "SOON,2025-06-03\n" + "".join(f"NEW-{n},2025-06-{n}\n" for n in range(10, 17))
    import_id = await stage(db, voucher, content)
    await confirmed(db, import_id)
    grants = [await db.write(issue.grant, BOSS, MAI, voucher, key=f"gift:{n}") for n in range(3)]
    await db.write(inventory.show_code, MAI, grants[0].grant_id)
    back = await db.write(revoke.revoke, BOSS, grants[1].grant_id)
    assert back.code is CodeState.AVAILABLE
    withdrawn = await db.read(codes.find_code, BOSS, voucher, "NEW-16")
    await db.write(codes.void, BOSS, withdrawn.code_id)
    clock.forward(days=12)  # NEW-10 to NEW-13 have passed: nobody has them, so they go, too
    await db.write(expiry.expire)

    seen = await db.read(import_undo.load_import, BOSS, import_id)
    assert (seen.free, seen.out) == (5, 3)
    report = await undone(db, import_id)
    assert (report.removed, report.added, report.usable) == (5, 3, 1)
    assert report.state is ImportState.UNDONE
    assert set(await db.read(pool)) == {"KEPT", "SOON", "NEW-11", "NEW-16"}
    assert (await db.read(stock.pool, CLUB, voucher)).imported == before.added + 3
    again = await stage(db, voucher, "NEW-15,2025-12-31\n")  # with the right date this time
    assert (await confirmed(db, again)).added == 1
    assert await db.read(integrity.check) == []


async def test_undoing_happens_once_and_is_in_the_audit(db: Database, voucher: int) -> None:
    done = await bring_in(db, voucher, FILE)
    assert await db.write(import_undo.undo, BOSS, done.import_id)
    assert not await db.write(import_undo.undo, BOSS, done.import_id)
    first = await undone(db, done.import_id)
    assert await undone(db, done.import_id) == first
    newest, _ = (await db.read(audit.load_page, BOSS)).lines
    assert (newest.action, newest.actor_id) == ("codes.import_undone", BOSS.member_id)
    assert newest.details == {"file": "codes.csv", "removed": 4, "out": 0}
    with pytest.raises(NothingToUndoError):
        await db.read(import_undo.choose, BOSS, voucher, None)


async def test_undoing_waits_until_the_import_is_whole(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    with pytest.raises(NothingToUndoError):
        await db.write(import_undo.undo, BOSS, import_id)
    await db.write(import_confirm.confirm, BOSS, import_id)
    await db.write(import_confirm.step, CLUB, import_id, 1)
    with pytest.raises(StillComingInError):
        await db.write(import_undo.undo, BOSS, import_id)
    assert await db.read(integrity.check) == []
    (unfinished,) = await db.read(integrity_codes.under_way)
    assert (unfinished.id, unfinished.added, unfinished.wanted) == (import_id, 1, 4)

    async def on_progress(_: ImportReport) -> None:
        pass

    report = await code_files.undo(db, BOSS, import_id, on_progress=on_progress)
    assert (report.removed, report.added, report.wanted) == (4, 0, 4)


async def test_what_was_decided_goes_on_by_itself(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    await db.write(import_confirm.confirm, BOSS, import_id)
    while await db.write(import_confirm.work, 1):
        assert await db.read(integrity.check) == []
    assert len(await db.read(pool)) == 4
    await db.write(import_undo.undo, BOSS, import_id)
    while await db.write(import_undo.work, 1):
        assert await db.read(integrity.check) == []
    assert await db.read(pool) == {}
    report = await db.read(import_confirm.report, BOSS, import_id)
    assert (report.state, report.removed) == (ImportState.UNDONE, 4)


async def test_rows_that_are_still_to_come_in_are_not_cleared_away(
    db: Database, voucher: int, clock: Clock
) -> None:
    import_id = await stage(db, voucher, FILE)
    await db.write(import_confirm.confirm, BOSS, import_id)
    await db.write(import_confirm.step, CLUB, import_id, 1)
    clock.forward(hours=25)
    assert await db.write(imports.purge) == 0
    await confirmed(db, import_id)
    assert len(await db.read(pool)) == 3  # one of them had its last day yesterday
    assert await db.write(imports.purge) == 8


async def test_a_confirmation_is_whole_or_absent(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)

    def fail_at_the_end(session: Session) -> None:
        assert import_confirm.confirm(session, BOSS, import_id)
        assert import_confirm.step(session, CLUB, import_id).added == 4
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await db.write(fail_at_the_end)
    assert await db.read(pool) == {}
    assert (await confirmed(db, import_id)).added == 4


async def test_no_code_can_stand_twice(db: Database, voucher: int) -> None:
    await bring_in(db, voucher, FILE)

    def again(session: Session) -> None:
        session.execute(
            text(
                f"INSERT INTO code ({COLUMNS}) SELECT community_id, id + 1, reward_id, number + 9,"
                " value, expires_on, state, import_id, line, changed_at"
                " FROM code WHERE line = 2"
            )
        )

    with pytest.raises(IntegrityError):
        await db.write(again)


async def test_an_import_given_up_cannot_be_confirmed(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    await db.write(imports.abandon, BOSS, import_id)
    with pytest.raises(ImportGoneError):
        await db.write(import_confirm.confirm, BOSS, import_id)
    with pytest.raises(ImportGoneError):
        await db.read(import_preview.preview, BOSS, import_id)
    assert await db.read(pool) == {}


async def test_a_confirmed_import_cannot_be_given_up(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    await confirmed(db, import_id)
    await db.write(imports.abandon, BOSS, import_id)
    assert not await db.write(import_confirm.confirm, BOSS, import_id)
    assert len(await db.read(pool)) == 4


async def test_a_file_that_is_still_read_cannot_be_confirmed(db: Database, voucher: int) -> None:
    import_id = await db.write(imports.begin, BOSS, voucher, "codes.csv")
    with pytest.raises(NotReadyError):
        await db.write(import_confirm.confirm, BOSS, import_id)


async def test_a_slice_that_comes_again_is_staged_once(db: Database, voucher: int) -> None:
    import_id = await db.write(imports.begin, BOSS, voucher, "codes.csv")
    rows = rows_of(FILE)
    for _ in range(2):
        await db.write(imports.stage_slice, BOSS, import_id, rows)
    assert await db.read(staged) == len(rows)


async def test_what_nobody_needs_is_cleared_away_in_slices(
    db: Database, voucher: int, clock: Clock
) -> None:
    async def purge() -> list[int]:
        counts = []
        while count := await db.write(imports.purge, 3):
            counts.append(count)
        return counts

    abandoned = await stage(db, voucher, FILE)
    await db.write(imports.abandon, BOSS, abandoned)
    waiting = await stage(db, voucher, FILE)
    assert await purge() == [3, 3, 2]
    assert (await confirmed(db, waiting)).added == 4
    forgotten = await stage(db, voucher, "NEW,2025-12-31\n")
    clock.forward(hours=25)
    assert sorted(await purge()) == [1, 2, 3, 3]
    with pytest.raises(ImportGoneError):
        await db.write(import_confirm.confirm, BOSS, forgotten)
    assert await db.read(staged) == 0
    assert not await db.write(import_confirm.confirm, BOSS, waiting)


async def test_grants_do_not_wait_for_codes_that_are_coming_in(
    postgres: PostgresServer, clock: Clock
) -> None:
    # SQLite has one writer, so there everything waits; fails if the reward is locked FOR UPDATE.
    url = await asyncio.to_thread(postgres.fresh)
    db = connect(url, still_world(clock))

    def set_up(session: Session) -> int:
        factories.add_community(session)
        codes = [("HERE-1", date(2025, 12, 31))]
        return factories.publish(session, RewardKind.VOUCHER, "Partner", codes=codes)

    voucher = await db.write(set_up)
    coming = await asyncpg.connect(url.replace("+asyncpg", ""), statement_cache_size=0)
    async with coming.transaction():
        await coming.execute(
            f"INSERT INTO code ({COLUMNS}) SELECT community_id, id + 1, reward_id, number + 1,"
            " 'HERE-2', expires_on, state, import_id, line, changed_at FROM code"
        )
        async with asyncio.timeout(60):
            assert (await db.write(issue.grant, BOSS, MAI, voucher, key="gift")).new
    await coming.close()
    await db.close()
    await asyncio.to_thread(postgres.drop, url)


async def test_only_vouchers_that_are_not_archived_take_codes(db: Database, voucher: int) -> None:
    coupon = await db.write(factories.coupon)
    with pytest.raises(NotAVoucherError):
        await db.write(imports.begin, BOSS, coupon, "codes.csv")
    with pytest.raises(GoneError):
        await db.write(imports.begin, BOSS, 5, "codes.csv")
    import_id = await stage(db, voucher, FILE)
    await db.write(_set_state, voucher, RewardState.ARCHIVED)
    with pytest.raises(ArchivedError):
        await db.write(import_confirm.confirm, BOSS, import_id)
    assert await db.read(pool) == {}


def _set_state(session: Session, reward_id: int, state: RewardState) -> None:
    session.get_one(Reward, (CLUB, reward_id)).state = state


async def test_members_and_other_communities_see_nothing_of_it(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    await db.write(factories.add_community, community_id=CLUB + 1)
    rows = rows_of(FILE)
    for stranger, refusal in (
        (MAI, NotAManagerError),
        (Person(CLUB + 1, 1, manages_server=True), GoneError),
    ):
        with pytest.raises(refusal):
            await db.write(imports.begin, stranger, voucher, "codes.csv")
        with pytest.raises(refusal):
            await db.write(imports.stage_slice, stranger, import_id, rows)
        for use_case in (imports.finish_staging, import_confirm.confirm, imports.abandon):
            with pytest.raises(refusal):
                await db.write(use_case, stranger, import_id)
        for look in (import_preview.preview, import_preview.rejects):
            with pytest.raises(refusal):
                await db.read(look, stranger, import_id)
    assert (await confirmed(db, import_id)).added == 4


async def test_the_audit_tells_of_it_without_a_code(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    await confirmed(db, import_id)
    await confirmed(db, import_id)
    (line,) = (await db.read(audit.load_page, BOSS)).lines
    assert (line.action, line.actor_id, line.reward_name) == ("codes.imported", 1, "Partner")
    assert line.details == {"file": "codes.csv", "added": 4}


async def test_what_is_imported_is_granted_claimed_and_taken_back(
    db: Database, voucher: int
) -> None:
    await bring_in(db, voucher, "LATE,2025-12-31\nSOON,2025-06-30\n")
    granted = await db.write(issue.grant, BOSS, MAI, voucher, key="gift")
    shown = await db.write(inventory.show_code, MAI, granted.grant_id)
    assert shown.value == "SOON"
    assert (await db.write(revoke.revoke, BOSS, granted.grant_id)).code is CodeState.VOID
    counted = await db.read(stock.pool, CLUB, voucher)
    assert (counted.usable, counted.imported) == (1, 2)
    import_id = await stage(db, voucher, "SOON,2025-06-30\n")
    assert lines(await db.read(import_preview.preview, BOSS, import_id)) == {RowVerdict.KNOWN: [1]}

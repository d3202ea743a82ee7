"""Codes come in through a preview, whole or not at all, and once."""

import asyncio
import io
from datetime import date

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select

from bot.services import audit, checking, granting, imports, inventory, pools, previews, revoking
from bot.services.catalogue.editing import ArchivedError
from bot.services.codes import NotAVoucherError
from bot.services.csvfile import code_rows
from bot.services.errors import GoneError, NotAManagerError
from bot.services.imports import Confirmed, ImportGoneError, NotReadyError
from bot.services.people import Person
from bot.services.previews import Preview
from db.database import Database, connect
from db.session import Session
from db.tables import (
    Code,
    CodeState,
    Reward,
    RewardKind,
    RewardState,
    RowVerdict,
    StagedCode,
)
from tests.support import scene
from tests.support.databases import Clock, PostgresServer, still_world
from tests.support.scene import BOSS, CLUB, MAI

FILE = """CODE,EXPIRY_DATE
ONE-CODE,2025-12-31
TWO-CODE,2026-01-31
ONE-CODE,2027-01-01
OLD-CODE,2025-06-01
,2025-12-31
DAY-CODE,31.12.2025
3.14E+05,2025-12-31
TODAY,2025-06-02
"""


@pytest.fixture
async def voucher(db: Database) -> int:
    """A voucher without codes."""

    def set_up(session: Session) -> int:
        scene.found(session)
        return scene.publish(session, RewardKind.VOUCHER, "Partner")

    return await db.write(set_up)


async def stage(db: Database, voucher: int, content: str, *, piece: int = 3) -> int:
    """Stage a file in small slices and return its import, ready to be confirmed."""
    import_id = await db.write(imports.begin, BOSS, voucher, "codes.csv")
    rows = list(code_rows(io.BytesIO(content.encode())))
    for first in range(0, len(rows), piece):
        await db.write(imports.stage_slice, BOSS, import_id, rows[first : first + piece])
    await db.write(imports.finish_staging, BOSS, import_id)
    return import_id


async def bring_in(db: Database, voucher: int, content: str) -> Confirmed:
    return await db.write(imports.confirm, BOSS, await stage(db, voucher, content))


def pool(session: Session) -> dict[str, date]:
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
    preview = await db.read(previews.preview, BOSS, import_id)
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
    rejects = await db.read(previews.rejects, BOSS, import_id)
    assert [(row.line, row.value, row.typed_date, row.reason) for row in rejects] == [
        (4, "ONE-CODE", "2027-01-01", None),
        (5, "OLD-CODE", "2025-06-01", None),
        (6, "", "2025-12-31", "no_code"),
        (7, "DAY-CODE", "31.12.2025", "bad_date"),
        (10, "HERE-1", "2025-12-31", None),
        (11, "HERE-2", "2026-12-31", None),
    ]
    assert "ONE-CODE" not in repr(preview)


async def test_nothing_counts_before_it_is_confirmed(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    assert await db.read(pool) == {}
    done = await db.write(imports.confirm, BOSS, import_id)
    assert (done.added, done.usable, done.first) == (4, 4, True)
    assert await db.read(pool) == {
        "ONE-CODE": date(2025, 12, 31),
        "TWO-CODE": date(2026, 1, 31),
        "3.14E+05": date(2025, 12, 31),
        "TODAY": date(2025, 6, 2),
    }
    assert await db.read(checking.check) == []


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
    first = await db.write(imports.confirm, BOSS, import_id)
    await db.write(_set_state, voucher, RewardState.ARCHIVED)
    again = await db.write(imports.confirm, BOSS, import_id)
    assert (again.added, again.usable, again.first) == (first.added, first.usable, False)
    assert len(await db.read(pool)) == 4


async def test_the_same_file_twice_adds_nothing(db: Database, voucher: int) -> None:
    await bring_in(db, voucher, FILE)
    import_id = await stage(db, voucher, FILE)
    assert (await db.read(previews.preview, BOSS, import_id)).counts[RowVerdict.NEW] == 0
    assert (await db.write(imports.confirm, BOSS, import_id)).added == 0
    assert len(await db.read(pool)) == 4


async def test_what_came_in_since_the_preview_is_not_added_again(
    db: Database, voucher: int
) -> None:
    ids = [await stage(db, voucher, f"SAME,2025-12-31\nMINE-{n},2025-12-31\n") for n in (1, 2)]
    done = [await db.write(imports.confirm, BOSS, import_id) for import_id in ids]
    assert [one.added for one in done] == [2, 1]
    assert sorted(await db.read(pool)) == ["MINE-1", "MINE-2", "SAME"]


async def test_what_expired_since_the_preview_is_left_out(
    db: Database, voucher: int, clock: Clock
) -> None:
    import_id = await stage(db, voucher, FILE)
    clock.forward(hours=12)
    assert (await db.write(imports.confirm, BOSS, import_id)).added == 3
    assert "TODAY" not in await db.read(pool)


async def test_a_date_is_judged_in_the_community_s_own_zone(db: Database, voucher: int) -> None:
    def move_to(session: Session, zone: str) -> None:
        session.execute(text("UPDATE community SET timezone = :zone"), {"zone": zone})

    await db.write(move_to, "Pacific/Kiritimati")  # where it is the 3rd already
    import_id = await stage(db, voucher, "EDGE,2025-06-02\n")
    assert lines(await db.read(previews.preview, BOSS, import_id)) == {RowVerdict.EXPIRED: [1]}
    await db.write(move_to, "Etc/GMT+12")
    import_id = await stage(db, voucher, "EDGE,2025-06-02\n")
    assert lines(await db.read(previews.preview, BOSS, import_id)) == {RowVerdict.NEW: [1]}


async def test_the_same_code_may_belong_to_two_vouchers(db: Database, voucher: int) -> None:
    other = await db.write(scene.publish, RewardKind.VOUCHER, "Other")
    assert (await bring_in(db, voucher, FILE)).added == 4
    assert (await bring_in(db, other, FILE)).added == 4


async def test_a_confirmation_is_whole_or_absent(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)

    def fail_at_the_end(session: Session) -> None:
        assert imports.confirm(session, BOSS, import_id).added == 4
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await db.write(fail_at_the_end)
    assert await db.read(pool) == {}
    assert (await db.write(imports.confirm, BOSS, import_id)).added == 4


async def test_no_code_can_stand_twice(db: Database, voucher: int) -> None:
    await bring_in(db, voucher, FILE)

    def again(session: Session) -> None:
        session.execute(
            text(
                "INSERT INTO code SELECT community_id, id + 1, reward_id, value, expires_on,"
                " state, grant_id, import_id, line, changed_at FROM code WHERE line = 2"
            )
        )

    with pytest.raises(IntegrityError):
        await db.write(again)


async def test_an_import_given_up_cannot_be_confirmed(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    await db.write(imports.abandon, BOSS, import_id)
    with pytest.raises(ImportGoneError):
        await db.write(imports.confirm, BOSS, import_id)
    with pytest.raises(ImportGoneError):
        await db.read(previews.preview, BOSS, import_id)
    assert await db.read(pool) == {}


async def test_a_confirmed_import_cannot_be_given_up(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    await db.write(imports.confirm, BOSS, import_id)
    await db.write(imports.abandon, BOSS, import_id)
    assert not (await db.write(imports.confirm, BOSS, import_id)).first
    assert len(await db.read(pool)) == 4


async def test_a_file_that_is_still_read_cannot_be_confirmed(db: Database, voucher: int) -> None:
    import_id = await db.write(imports.begin, BOSS, voucher, "codes.csv")
    with pytest.raises(NotReadyError):
        await db.write(imports.confirm, BOSS, import_id)


async def test_a_slice_that_comes_again_is_staged_once(db: Database, voucher: int) -> None:
    import_id = await db.write(imports.begin, BOSS, voucher, "codes.csv")
    rows = list(code_rows(io.BytesIO(FILE.encode())))
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
    assert (await db.write(imports.confirm, BOSS, waiting)).added == 4
    forgotten = await stage(db, voucher, "NEW,2025-12-31\n")
    clock.forward(hours=25)
    assert sorted(await purge()) == [1, 2, 3, 3]
    with pytest.raises(ImportGoneError):
        await db.write(imports.confirm, BOSS, forgotten)
    assert await db.read(staged) == 0
    assert not (await db.write(imports.confirm, BOSS, waiting)).first


async def test_grants_do_not_wait_for_codes_that_are_coming_in(
    postgres: PostgresServer, clock: Clock
) -> None:
    # SQLite has one writer, so there everything waits; fails if the reward is locked FOR UPDATE.
    url = await asyncio.to_thread(postgres.fresh)
    db = connect(url, still_world(clock))

    def set_up(session: Session) -> int:
        scene.found(session)
        codes = [("HERE-1", date(2025, 12, 31))]
        return scene.publish(session, RewardKind.VOUCHER, "Partner", codes=codes)

    voucher = await db.write(set_up)
    coming = await asyncpg.connect(url.replace("+asyncpg", ""))
    async with coming.transaction():
        await coming.execute(
            "INSERT INTO code SELECT community_id, id + 1, reward_id, 'HERE-2', expires_on,"
            " state, grant_id, import_id, line, changed_at FROM code"
        )
        async with asyncio.timeout(60):
            assert (await db.write(granting.grant, BOSS, MAI, voucher, key="gift")).new
    await coming.close()
    await db.close()
    await asyncio.to_thread(postgres.drop, url)


async def test_only_vouchers_that_are_not_archived_take_codes(db: Database, voucher: int) -> None:
    coupon = await db.write(scene.coupon)
    with pytest.raises(NotAVoucherError):
        await db.write(imports.begin, BOSS, coupon, "codes.csv")
    with pytest.raises(GoneError):
        await db.write(imports.begin, BOSS, 5, "codes.csv")
    import_id = await stage(db, voucher, FILE)
    await db.write(_set_state, voucher, RewardState.ARCHIVED)
    with pytest.raises(ArchivedError):
        await db.write(imports.confirm, BOSS, import_id)
    assert await db.read(pool) == {}


def _set_state(session: Session, reward_id: int, state: RewardState) -> None:
    session.get_one(Reward, (CLUB, reward_id)).state = state


async def test_members_and_other_communities_see_nothing_of_it(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    await db.write(scene.found, community_id=CLUB + 1)
    rows = list(code_rows(io.BytesIO(FILE.encode())))
    for stranger, refusal in (
        (MAI, NotAManagerError),
        (Person(CLUB + 1, 1, manages_server=True), GoneError),
    ):
        with pytest.raises(refusal):
            await db.write(imports.begin, stranger, voucher, "codes.csv")
        with pytest.raises(refusal):
            await db.write(imports.stage_slice, stranger, import_id, rows)
        for use_case in (imports.finish_staging, imports.confirm, imports.abandon):
            with pytest.raises(refusal):
                await db.write(use_case, stranger, import_id)
        for look in (previews.preview, previews.rejects):
            with pytest.raises(refusal):
                await db.read(look, stranger, import_id)
    assert (await db.write(imports.confirm, BOSS, import_id)).added == 4


async def test_the_audit_tells_of_it_without_a_code(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, FILE)
    await db.write(imports.confirm, BOSS, import_id)
    await db.write(imports.confirm, BOSS, import_id)
    (line,) = (await db.read(audit.look, BOSS)).lines
    assert (line.action, line.actor_id, line.reward_name) == ("codes.imported", 1, "Partner")
    assert line.details == {"file": "codes.csv", "added": 4}


async def test_what_is_imported_is_granted_claimed_and_taken_back(
    db: Database, voucher: int
) -> None:
    await bring_in(db, voucher, "LATE,2025-12-31\nSOON,2025-06-30\n")
    given = await db.write(granting.grant, BOSS, MAI, voucher, key="gift")
    shown = await db.write(inventory.show_code, MAI, given.grant_id)
    assert shown.value == "SOON"
    assert (await db.write(revoking.revoke, BOSS, given.grant_id)).code is CodeState.VOID
    counted = await db.read(pools.pool, CLUB, voucher)
    assert (counted.usable, counted.imported) == (1, 2)
    import_id = await stage(db, voucher, "SOON,2025-06-30\n")
    assert lines(await db.read(previews.preview, BOSS, import_id)) == {RowVerdict.KNOWN: [1]}

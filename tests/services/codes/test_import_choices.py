"""A file under preview is read again as a manager says, and only the last word counts."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import func, select

from bot.runtime import code_files
from bot.services.codes import import_choices, import_confirm, import_preview, import_undo, imports
from bot.services.codes.file_layout import Ask, Choices
from bot.services.codes.import_choices import NotKeptError
from bot.services.codes.imports import ImportGoneError, NotReadyError
from bot.services.content import reminders
from bot.services.errors import NotAManagerError
from bot.services.grants import inventory, issue
from bot.services.maintenance import expiry, integrity
from db.database import Database
from db.session import Session
from db.tables import Code, CodeImport, ImportPart, RewardKind, RowVerdict
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms

VOUCHER_DAY = date(2025, 9, 30)


@pytest.fixture
async def voucher(db: Database) -> int:
    """A voucher without codes, which is given until the end of September."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        terms = Terms(expires_on=VOUCHER_DAY)
        return factories.publish(session, RewardKind.VOUCHER, "Partner", terms)

    return await db.write(set_up)


async def silently(_: object) -> None:
    pass


async def stage(db: Database, voucher: int, content: str) -> int:
    source = io.BytesIO(content.encode())
    return await code_files.stage(db, BOSS, voucher, "codes.csv", source, on_progress=silently)


async def say(db: Database, import_id: int, **choices: Any) -> import_preview.Preview:
    await code_files.reread(db, BOSS, import_id, choices, on_progress=silently)
    return await db.read(import_preview.preview, BOSS, import_id)


async def bring_in(db: Database, import_id: int) -> dict[str, date | None]:
    await db.write(import_confirm.confirm, BOSS, import_id)
    await code_files.complete(db, BOSS, import_id, on_progress=silently)
    return await db.read(pool)


def pool(session: Session) -> dict[str, date | None]:
    return {code.value: code.expires_on for code in session.exec(select(Code))}


@pytest.mark.parametrize(
    ("fill", "good_until"),
    [("none", None), ("voucher", VOUCHER_DAY), ("2025-12-31", date(2025, 12, 31))],
)
async def test_codes_without_a_date_are_good_as_long_as_the_manager_says(
    db: Database, voucher: int, fill: str, good_until: date | None
) -> None:
    import_id = await stage(db, voucher, "A\nB\n")
    seen = await db.read(import_preview.preview, BOSS, import_id)
    assert (seen.to_add, seen.undated, seen.voucher_day) == (0, 2, VOUCHER_DAY)
    seen = await say(db, import_id, fill=fill)
    assert (seen.to_add, seen.undated) == (2, 0)
    assert await bring_in(db, import_id) == {"A": good_until, "B": good_until}
    assert await db.read(integrity.check) == []


async def test_a_later_date_of_the_voucher_moves_no_code(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, "A\n")
    await say(db, import_id, fill="voucher")

    def extend(session: Session) -> None:
        imports.reward_of(session, CLUB, voucher).expires_on = date(2025, 11, 30)

    await bring_in(db, import_id)
    await db.write(extend)
    assert await db.read(pool) == {"A": VOUCHER_DAY}


async def test_a_code_without_a_date_is_given_last_and_never_ends(
    db: Database, voucher: int, clock: Clock
) -> None:
    import_id = await stage(db, voucher, "ALWAYS,\nLATE,2025-12-31\nSOON,2025-06-10\n")
    await say(db, import_id, fill="none")
    await bring_in(db, import_id)
    shown = []
    for n, who in enumerate((MAI, BOB, factories.somebody(1))):
        granted = await db.write(issue.grant, BOSS, who, voucher, key=f"gift:{n}")
        if n == 2:
            item = (await db.read(inventory.inventory, who)).items[0]
            assert item.expires_on is None
            clock.forward(days=10_000)
            assert await db.write(reminders.remind) == 0
            while await db.write(expiry.expire):
                pass
        shown.append(await db.write(inventory.show_code, who, granted.grant_id))
    assert [(one.value, one.expires_on) for one in shown] == [
        ("SOON", date(2025, 6, 10)),
        ("LATE", date(2025, 12, 31)),
        ("ALWAYS", None),
    ]
    assert await db.read(integrity.check) == []


async def test_what_is_exported_comes_in_again_as_it_was(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, "ALWAYS,\nLATE,2025-12-31\n")
    await say(db, import_id, fill="none")
    before = await bring_in(db, import_id)
    exported = await code_files.available_csv(db, BOSS, voucher)
    assert exported.content.split() == [b"CODE,EXPIRY_DATE", b"LATE,2025-12-31", b"ALWAYS,"]
    again = await stage(db, voucher, exported.content.decode())
    seen = await say(db, again, fill="none")
    assert (seen.counts[RowVerdict.KNOWN], seen.to_add) == (2, 0)
    await code_files.undo(db, BOSS, import_id, on_progress=silently)
    third = await stage(db, voucher, exported.content.decode())
    await say(db, third, fill="none")
    assert await bring_in(db, third) == before


async def test_each_choice_judges_every_row_anew(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, "1,AA,3/10/2025\n2,BB,4/10/2025\n3,AA,4/10/2025\n")
    seen = await db.read(import_preview.preview, BOSS, import_id)
    assert (seen.rows, seen.reading.asks) == (0, (Ask.CODE_COLUMN, Ask.ORDER))
    seen = await say(db, import_id, code=1)
    assert (seen.counts[RowVerdict.MALFORMED], seen.reading.asks) == (3, (Ask.ORDER,))
    seen = await say(db, import_id, order="month")
    assert (seen.counts[RowVerdict.EXPIRED], seen.reading.asks) == (3, ())
    seen = await say(db, import_id, code=2, order="day")
    assert (seen.counts[RowVerdict.NEW], seen.counts[RowVerdict.TWICE]) == (2, 1)
    assert await bring_in(db, import_id) == {"AA": date(2025, 10, 3), "BB": date(2025, 10, 4)}


async def test_marks_of_a_spreadsheet_are_shown_and_can_be_kept(db: Database, voucher: int) -> None:
    content = '="00123",2025-12-31\n\'00124,2025-12-31\n3.14E+05,2025-12-31\n'
    import_id = await stage(db, voucher, content)
    seen = await db.read(import_preview.preview, BOSS, import_id)
    assert (seen.marked, seen.mangled) == (2, 1)
    assert [row.value for row in seen.wrapped] == ["00123", "00124"]
    seen = await say(db, import_id, as_written=True)
    assert [row.value for row in seen.wrapped] == ['="00123"', "'00124"]
    await say(db, import_id, as_written=False)
    assert list(await bring_in(db, import_id)) == ["00123", "00124", "3.14E+05"]


# Without `lock_attempt`, rows of the first reading come between those of the second.
async def test_a_later_choice_ends_an_earlier_one(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, "1,AA\n2,BB\n")
    first = await db.write(import_choices.choose, BOSS, import_id, {"code": 1})
    second = await db.write(import_choices.choose, BOSS, import_id, {"code": 2})
    assert second.number == first.number + 1
    for late in (
        lambda s: import_choices.clear(s, BOSS, import_id, attempt=first.number),
        lambda s: imports.stage_slice(s, BOSS, import_id, [], attempt=first.number),
        lambda s: imports.finish_staging(s, BOSS, import_id, attempt=first.number),
    ):
        with pytest.raises(NotReadyError):
            await db.write(late)
    with pytest.raises(NotReadyError):
        await db.write(import_confirm.confirm, BOSS, import_id)
    seen = await say(db, import_id, fill="none")  # such as after a restart in the middle
    assert [row.value for row in seen.samples[RowVerdict.NEW]] == ["AA", "BB"]


async def test_the_file_goes_when_nobody_needs_it_any_more(db: Database, voucher: int) -> None:
    def kept(session: Session) -> tuple[int, int]:
        parts = session.exec(select(func.count()).select_from(ImportPart)).one()
        surveys = session.exec(select(CodeImport.survey)).all()
        return parts, sum(bool(survey) for survey in surveys)

    done = await stage(db, voucher, "A,2025-12-31\n")
    given_up = await stage(db, voucher, "B,2025-12-31\n")
    waiting = await stage(db, voucher, "C,2025-12-31\n")
    assert await db.read(kept) == (3, 3)
    await bring_in(db, done)
    await db.write(imports.abandon, BOSS, given_up)
    while await db.write(imports.purge):
        pass
    assert await db.read(kept) == (1, 1)
    assert (await say(db, waiting, fill="none")).to_add == 1
    with pytest.raises(NotReadyError):
        await db.write(import_choices.choose, BOSS, done, {"fill": "none"})
    with pytest.raises(ImportGoneError):
        await db.write(import_choices.choose, BOSS, given_up, {"fill": "none"})


async def test_nothing_stays_of_a_file_that_was_not_kept_either(db: Database, voucher: int) -> None:
    source = io.BytesIO(b"A,2025-12-31\nB,2025-12-31\n")
    import_id = await code_files.stage(
        db, BOSS, voucher, "codes.csv", source, on_progress=silently, choices=Choices()
    )
    await bring_in(db, import_id)
    while await db.write(imports.purge):
        pass
    assert await db.read(lambda s: s.exec(select(CodeImport.survey)).one()) == {}


async def test_a_file_that_was_not_kept_cannot_be_read_again(db: Database, voucher: int) -> None:
    import_id = await db.write(imports.begin, BOSS, voucher, "codes.csv")
    with pytest.raises(NotKeptError):
        await db.write(import_choices.choose, BOSS, import_id, {"fill": "none"})


async def test_members_choose_nothing(db: Database, voucher: int) -> None:
    import_id = await stage(db, voucher, "A\n")
    uses: list[Callable[[Session], object]] = [
        lambda s: import_choices.choose(s, MAI, import_id, {"fill": "none"}),
        lambda s: import_choices.part_of(s, MAI, import_id, 0),
        lambda s: import_choices.present(s, MAI, import_id),
        lambda s: import_undo.undo(s, MAI, import_id),
        lambda s: imports.include_elsewhere(s, MAI, import_id, wanted=True),
    ]
    for use in uses:
        with pytest.raises(NotAManagerError):
            await db.write(use)

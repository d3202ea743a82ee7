"""Voucher codes in managers' hands."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, delete, select

from bot.runtime import code_files
from bot.services.codes import codes
from bot.services.codes.codes import (
    AmbiguousCodeError,
    CodeOverError,
    NoSuchCodeError,
    NotAVoucherError,
)
from bot.services.errors import NotAManagerError
from bot.services.grants import inventory, issue
from bot.services.maintenance import integrity
from bot.services.rewards.locking import LockedReward, lock_reward
from db.database import Database
from db.session import Session
from db.tables import AuditEntry, Code, CodeState, Delivery, DeliveryKind, RewardKind, table
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI

DAY = date(2025, 12, 31)
VALUES = ["SUMMER-0001", "SUMMER-0002", "WINTER-0001", "TINY", "LATE-99999"]


@pytest.fixture
async def voucher(db: Database) -> int:
    """A voucher with a few codes, one of them past its date."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        pool = [(value, DAY) for value in VALUES[:-1]] + [(VALUES[-1], date(2025, 6, 1))]
        return factories.publish(session, RewardKind.VOUCHER, "Partner", codes=pool)

    return await db.write(set_up)


async def test_a_list_never_shows_a_code(db: Database, voucher: int) -> None:
    granted = await db.write(issue.grant, BOSS, MAI, voucher, key="a")
    await db.write(inventory.show_code, MAI, granted.grant_id)
    page = await db.read(codes.list_codes, BOSS, voucher)
    assert not any(value in repr(page) for value in VALUES)
    assert [line.ending for line in page.lines] == ["9999", None, "0001", "0002", "0001"]
    assert page.counts == {CodeState.AVAILABLE: 4, CodeState.CLAIMED: 1}
    assert page.usable == 3
    claimed = await db.read(codes.list_codes, BOSS, voucher, state=CodeState.CLAIMED)
    assert [line.holder_id for line in claimed.lines] == [MAI.member_id]


async def test_a_code_is_found_by_what_a_manager_can_see(db: Database, voucher: int) -> None:
    assert (await db.read(codes.find_code, BOSS, voucher, "TINY")).line == 4
    assert (await db.read(codes.find_code, BOSS, voucher, "#2")).ending == "0002"
    assert (await db.read(codes.find_code, BOSS, voucher, "0002")).line == 2
    with pytest.raises(AmbiguousCodeError):
        await db.read(codes.find_code, BOSS, voucher, "0001")
    for nothing in ("summer-0001", "#77", "0000", ""):
        with pytest.raises(NoSuchCodeError):
            await db.read(codes.find_code, BOSS, voucher, nothing)


async def test_a_code_in_stock_is_withdrawn_once(db: Database, voucher: int) -> None:
    code = await db.read(codes.find_code, BOSS, voucher, "TINY")
    assert (await db.write(codes.void, BOSS, code.code_id)).state is CodeState.AVAILABLE
    with pytest.raises(CodeOverError):
        await db.write(codes.void, BOSS, code.code_id)
    page = await db.read(codes.list_codes, BOSS, voucher)
    assert page.counts[CodeState.VOID] == 1
    assert await db.read(integrity.check) == []


async def test_a_code_that_goes_with_its_import_is_none(
    db: Database, voucher: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever undoes the import takes it out while the reward's lock is awaited."""
    code = await db.read(codes.find_code, BOSS, voucher, "TINY")

    def lock_late(session: Session, *which: int) -> LockedReward:
        session.execute(
            delete(table(Code)).where(col(Code.id) == code.code_id, col(Code.community_id) == CLUB)
        )
        return lock_reward(session, *which)

    monkeypatch.setattr(codes, "lock_reward", lock_late)
    with pytest.raises(NoSuchCodeError):
        await db.write(codes.void, BOSS, code.code_id)


@pytest.mark.parametrize("seen", [False, True])
async def test_a_held_code_is_withdrawn_and_its_holder_told(
    db: Database, voucher: int, seen: bool
) -> None:
    granted = await db.write(issue.grant, BOSS, MAI, voucher, key="a")
    if seen:
        await db.write(inventory.show_code, MAI, granted.grant_id)
    code = await db.read(codes.find_code, BOSS, voucher, "SUMMER-0001")
    assert code.holder_id == MAI.member_id
    await db.write(codes.void, BOSS, code.code_id)
    with pytest.raises(inventory.CodeWithdrawnError):
        await db.write(inventory.show_code, MAI, granted.grant_id)
    kinds = await db.read(lambda s: list(s.exec(select(Delivery.kind).order_by("id"))))
    assert kinds[-1] == DeliveryKind.CODE_WITHDRAWN
    assert await db.read(integrity.check) == []


@pytest.mark.parametrize("seen", [False, True])
async def test_only_a_claimed_code_is_withdrawn_after_its_date(
    db: Database, voucher: int, clock: Clock, seen: bool
) -> None:
    granted = await db.write(issue.grant, BOSS, MAI, voucher, key="a")
    if seen:
        await db.write(inventory.show_code, MAI, granted.grant_id)
    found = await db.read(codes.find_code, BOSS, voucher, "SUMMER-0001")
    free = await db.read(codes.find_code, BOSS, voucher, "SUMMER-0002")
    clock.now = datetime(2026, 1, 1, tzinfo=UTC)  # the scheduler has not noticed
    with pytest.raises(CodeOverError):
        await db.write(codes.void, BOSS, free.code_id)
    if seen:
        assert (await db.write(codes.void, BOSS, found.code_id)).state is CodeState.CLAIMED
    else:
        with pytest.raises(CodeOverError):
            await db.write(codes.void, BOSS, found.code_id)
    assert await db.read(integrity.check) == []


async def test_an_export_holds_what_is_still_to_be_given(db: Database, voucher: int) -> None:
    await db.write(issue.grant, BOSS, MAI, voucher, key="a")
    found = await code_files.available_csv(db, BOSS, voucher)
    lines = found.content.decode().splitlines()
    before = await db.read(lambda s: list(s.exec(select(AuditEntry).order_by("id"))))
    assert "codes.exported" not in [entry.action for entry in before]  # nobody was handed it yet
    await db.write(codes.exported, BOSS, voucher, found.count)
    assert lines[0] == "CODE,EXPIRY_DATE"
    assert sorted(lines[1:]) == [f"{value},{DAY}" for value in sorted(VALUES[1:4])]
    audits = await db.read(lambda s: list(s.exec(select(AuditEntry).order_by("id"))))
    assert (audits[-1].action, audits[-1].details) == ("codes.exported", {"count": 3})


async def test_members_and_other_rewards_are_refused(db: Database, voucher: int) -> None:
    with pytest.raises(NotAManagerError):
        await db.read(codes.list_codes, MAI, voucher)
    with pytest.raises(NotAManagerError):
        await code_files.available_csv(db, MAI, voucher)
    with pytest.raises(NotAManagerError):
        await db.write(codes.exported, MAI, voucher, 1)
    coupon = await db.write(factories.coupon)
    with pytest.raises(NotAVoucherError):
        await db.read(codes.list_codes, BOSS, coupon)

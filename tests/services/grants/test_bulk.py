"""A grant to many: planned, confirmed, done in slices, and nobody gets two."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from unittest.mock import Mock

import pytest
from sqlmodel import select

from bot.services.actors import remember
from bot.services.batches import plans
from bot.services.batches.plans import PlanTooOldError
from bot.services.community import settings
from bot.services.errors import GoneError, NotAManagerError
from bot.services.grants import bulk, bulk_plan, issue
from bot.services.grants.bulk import BulkReport, StockShortError
from bot.services.grants.bulk_plan import NobodyError
from bot.services.grants.issue_many import issue_many
from bot.services.grants.written import NotAsDecidedError
from bot.services.maintenance import integrity
from bot.services.rewards.eligibility import NotOnOfferError, SoldOutError
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind, Grant, Member, Reward, RewardKind, RewardState
from tests.services.grants.rows import rows, undo_all, values
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI, Terms, somebody

MANY = [somebody(number).member_id for number in range(25)]


async def publish(db: Database, kind: RewardKind, codes: int = 0) -> int:
    """Publish a reward in a community with an announcement channel."""

    def use_case(session: Session) -> int:
        factories.add_community(session)
        settings.set_announcement_channel(session, BOSS, 77)
        if kind is RewardKind.COUPON:
            return factories.coupon(session, stock=10)
        pool = [(f"CODE-{number:04}", date(2025, 12, 31)) for number in range(codes)]
        return factories.publish(session, kind, "Gift", codes=pool)

    return await db.write(use_case)


async def finish(db: Database, bulk_id: int) -> BulkReport:
    """Work until everybody has been seen to."""
    while not (report := await db.write(bulk.step, CLUB, bulk_id, 10)).whole:
        pass
    return report


async def holders(db: Database, reward_id: int) -> list[int]:
    """Return who holds a reward, in the order they got it."""
    return await db.read(
        lambda s: list(
            s.exec(select(Grant.member_id).where(Grant.reward_id == reward_id).order_by("id"))
        )
    )


async def delivery_kinds(db: Database) -> list[str]:
    """Return the kinds of the deliveries."""
    return await db.read(lambda s: sorted(s.exec(select(Delivery.kind))))


async def test_everybody_gets_one_and_holders_are_skipped(db: Database) -> None:
    badge = await publish(db, RewardKind.BADGE)
    await db.write(issue.grant, BOSS, somebody(3), badge, key="before", announce=False)
    plan = await db.write(bulk_plan.plan, BOSS, badge, MANY)
    assert (plan.will_get, plan.skipped, plan.suffices) == (24, 1, True)
    assert len(await holders(db, badge)) == 1
    await db.write(bulk.confirm, BOSS, plan.bulk_id, as_far_as_it_reaches=False)
    report = await finish(db, plan.bulk_id)
    assert (report.granted, report.held_already, report.refused) == (24, 1, {})
    assert sorted(await holders(db, badge)) == sorted(MANY)
    assert await delivery_kinds(db) == [DeliveryKind.BULK_ANNOUNCEMENT]
    assert await db.read(integrity.check) == []


async def test_short_stock_goes_to_nobody_or_to_the_longest_members(db: Database) -> None:
    voucher = await publish(db, RewardKind.VOUCHER, codes=7)
    plan = await db.write(bulk_plan.plan, BOSS, voucher, MANY)
    assert (plan.stock, plan.suffices) == (7, False)
    with pytest.raises(StockShortError):
        await db.write(bulk.confirm, BOSS, plan.bulk_id, as_far_as_it_reaches=False)
    assert (await db.write(bulk.step, CLUB, plan.bulk_id)).waiting == 25
    await db.write(bulk.confirm, BOSS, plan.bulk_id, as_far_as_it_reaches=True)
    report = await finish(db, plan.bulk_id)
    assert (report.granted, report.refused) == (7, {SoldOutError.message: 18})
    assert await holders(db, voucher) == MANY[:7]
    assert await db.read(integrity.check) == []


async def test_it_goes_on_where_it_stopped_and_gives_nobody_two(db: Database) -> None:
    coupon = await publish(db, RewardKind.COUPON)
    plan = await db.write(bulk_plan.plan, BOSS, coupon, MANY[:10])
    for _ in range(2):
        await db.write(bulk.confirm, BOSS, plan.bulk_id, as_far_as_it_reaches=False)
    assert (await db.write(bulk.step, CLUB, plan.bulk_id, 4)).waiting == 6
    while await db.write(bulk.work):
        pass
    assert await holders(db, coupon) == MANY[:10]
    assert (await db.write(bulk.step, CLUB, plan.bulk_id)).granted == 10
    assert await delivery_kinds(db) == [DeliveryKind.GRANT_MESSAGE] * 10


async def test_a_reward_archived_meanwhile_is_given_to_nobody_else(db: Database) -> None:
    badge = await publish(db, RewardKind.BADGE)
    plan = await db.write(bulk_plan.plan, BOSS, badge, MANY, muted=True)
    await db.write(bulk.confirm, BOSS, plan.bulk_id, as_far_as_it_reaches=True)
    await db.write(bulk.step, CLUB, plan.bulk_id, 5)

    def archive(session: Session) -> None:
        session.get_one(Reward, (CLUB, badge)).state = RewardState.ARCHIVED

    await db.write(archive)
    report = await finish(db, plan.bulk_id)
    assert (report.granted, report.refused) == (5, {NotOnOfferError.message: 20})
    assert await delivery_kinds(db) == []
    assert await db.read(integrity.check) == []


async def test_who_gets_it_from_elsewhere_meanwhile_changes_nothing_about_how_it_is_told(
    db: Database,
) -> None:
    badge = await publish(db, RewardKind.BADGE)
    plan = await db.write(bulk_plan.plan, BOSS, badge, MANY)
    await db.write(bulk.confirm, BOSS, plan.bulk_id, as_far_as_it_reaches=True)
    for number in range(5, 20):
        await db.write(issue.grant, BOSS, somebody(number), badge, key=f"{number}", announce=False)
    report = await finish(db, plan.bulk_id)
    assert (report.granted, report.held_already) == (10, 15)
    assert await delivery_kinds(db) == [DeliveryKind.BULK_ANNOUNCEMENT]


async def test_refusals(db: Database, clock: Clock) -> None:
    badge = await publish(db, RewardKind.BADGE)
    with pytest.raises(NobodyError):
        await db.write(bulk_plan.plan, BOSS, badge, [])
    with pytest.raises(NotAManagerError):
        await db.write(bulk_plan.plan, MAI, badge, MANY)
    plan = await db.write(bulk_plan.plan, BOSS, badge, MANY)
    with pytest.raises(NotAManagerError):
        await db.write(bulk.confirm, MAI, plan.bulk_id, as_far_as_it_reaches=True)
    assert await db.write(plans.purge) == 0
    clock.forward(minutes=16)
    with pytest.raises(PlanTooOldError):
        await db.write(bulk.confirm, BOSS, plan.bulk_id, as_far_as_it_reaches=True)
    # It goes piece by piece; what is left of it meanwhile can neither begin nor be looked at.
    assert await db.write(plans.purge, 10) == 10
    for looking in (bulk.report, bulk_plan.load_plan):
        with pytest.raises(GoneError):
            await db.read(looking, BOSS, plan.bulk_id)
    with pytest.raises(GoneError):
        await db.write(bulk.confirm, BOSS, plan.bulk_id, as_far_as_it_reaches=True)
    assert await db.read(integrity.check) == []
    assert [await db.write(plans.purge, 10) for _ in range(3)] == [10, 5, 0]


async def test_a_plan_of_many_is_written_piece_by_piece(db: Database) -> None:
    badge = await publish(db, RewardKind.BADGE)
    await db.write(issue.grant, BOSS, somebody(13), badge, key="before", announce=False)
    planned = await db.write(bulk_plan.plan, BOSS, badge, MANY[:10])
    for first in (10, 20):
        await db.write(bulk_plan.extend, BOSS, planned.bulk_id, MANY[first : first + 10])
    planned = await db.read(bulk_plan.load_plan, BOSS, planned.bulk_id)
    assert (planned.will_get, planned.skipped) == (24, 1)
    await db.write(bulk.confirm, BOSS, planned.bulk_id, as_far_as_it_reaches=True)
    with pytest.raises(PlanTooOldError):
        await db.write(bulk_plan.extend, BOSS, planned.bulk_id, [1])
    report = await finish(db, planned.bulk_id)
    assert (report.granted, report.held_already) == (24, 1)
    assert await db.read(integrity.check) == []
    assert await holders(db, badge) == [
        somebody(13).member_id,
        *(m for m in MANY if m != somebody(13).member_id),
    ]


@pytest.mark.parametrize("kind", RewardKind)
async def test_together_is_as_one_at_a_time(
    db: Database, kind: RewardKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has it, somebody has left, stock or codes run short; also if it cannot be together.

    With a condition that refuses what was decided for all, each is given it alone.
    """

    def set_up(session: Session) -> int:
        factories.add_community(session)
        few = Terms(cost=10, stock=15, member_limit=1) if kind is RewardKind.COUPON else Terms()
        badge = Terms(badge_role_id=70) if kind is RewardKind.BADGE else few
        pool = [(f"CODE-{number:04}", date(2025, 12, 31)) for number in range(15)]
        codes = pool if kind is RewardKind.VOUCHER else None
        reward = factories.publish(session, kind, "Gift", badge, codes=codes)
        for member_id in MANY:
            remember(session, CLUB, member_id)
        plan = bulk_plan.plan(session, BOSS, reward, MANY, tell_each=True)
        issue.grant(session, BOSS, somebody(3), reward, key="before", announce=False)
        session.get_one(Member, (CLUB, MANY[5])).present = False
        bulk.confirm(session, BOSS, plan.bulk_id, as_far_as_it_reaches=True)
        return plan.bulk_id

    # Roles that are given together are due one after the other.
    module = import_module("bot.services.deliveries.enqueue")
    monkeypatch.setattr(module, "ROLE_EVERY", timedelta())
    left, reports = [], []
    for together in (True, False):
        refusing = Mock(side_effect=NotAsDecidedError("unit"))
        monkeypatch.setattr(bulk, "issue_many", issue_many if together else refusing)
        reports.append(await finish(db, await db.write(set_up)))
        assert refusing.called is not together
        assert await db.read(integrity.check) == []
        tables = values(await db.read(rows))
        # Of those that empty a pool together, nobody is told that few are left before.
        tables["delivery"] = [row for row in tables["delivery"] if "'empty': False" not in row]
        left.append(tables)
        await db.write(undo_all)
    assert left[0] == left[1]
    assert replace(reports[0], bulk_id=0) == replace(reports[1], bulk_id=0)
    assert reports[0].refused
    assert reports[0].held_already == (kind is RewardKind.BADGE)

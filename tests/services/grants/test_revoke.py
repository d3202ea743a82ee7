"""Taking a grant back: what returns, what does not, and what cannot be taken."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import func, select

from bot.services import audit
from bot.services.errors import GoneError, NotAManagerError
from bot.services.grants import inventory, issue, redeem, revoke
from bot.services.grants.revoke import AlreadyOverError, AlreadyUsedError
from bot.services.maintenance import expiry
from bot.services.points import ledger
from bot.services.points.ledger import Balances
from db.database import Database
from db.session import Session
from db.tables import (
    AuditEntry,
    Code,
    CodeState,
    Delivery,
    Grant,
    GrantState,
    Holding,
    LedgerEntry,
    Reward,
    RewardKind,
)
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms

TODAY = date(2025, 6, 2)
SECRET = "SUMMER-25"


@dataclass(frozen=True)
class Gifts:
    """Grants that Mai holds, and the rewards they are of."""

    badge: int
    voucher: int
    coupon: int


@pytest.fixture
async def gifts(db: Database) -> Gifts:
    """Mai holds a badge, a voucher and a coupon, all good through today where they have a date."""

    def set_up(session: Session) -> list[int]:
        factories.add_community(session)
        rewards = [
            factories.publish(session, RewardKind.BADGE, "Reader"),
            factories.publish(session, RewardKind.VOUCHER, "Partner", codes=[(SECRET, TODAY)]),
            factories.publish(
                session, RewardKind.COUPON, "Mug", Terms(cost=100, stock=5, expires_on=TODAY)
            ),
        ]
        return [
            issue.grant(session, BOSS, MAI, reward, key=f"gift:{reward}").grant_id
            for reward in rewards
        ]

    return Gifts(*await db.write(set_up))


def everything(session: Session) -> dict[str, Any]:
    """Return all that a revocation could touch."""

    def count(table: Any) -> int:
        return session.exec(select(func.count()).select_from(table)).one()

    return {
        "grants": [(row.id, row.state) for row in session.exec(select(Grant).order_by("id"))],
        "rewards": [(row.id, row.granted) for row in session.exec(select(Reward).order_by("id"))],
        "held": sorted((row.reward_id, row.count) for row in session.exec(select(Holding))),
        "codes": [(row.state, row.grant_id) for row in session.exec(select(Code).order_by("id"))],
        "counts": [count(table) for table in (LedgerEntry, AuditEntry, Delivery)],
    }


async def test_a_gift_that_is_taken_back_returns_its_unit_and_no_points(
    db: Database, gifts: Gifts
) -> None:
    revoked = await db.write(revoke.revoke, BOSS, gifts.coupon)
    assert (revoked.member_id, revoked.reward_name) == (MAI.member_id, "Mug")
    assert (revoked.kind, revoked.refunded, revoked.code) == (RewardKind.COUPON, 0, None)
    after = await db.read(everything)
    assert dict(after["grants"])[gifts.coupon] == GrantState.REVOKED
    assert [granted for _, granted in after["rewards"]] == [1, 1, 0]
    assert [count for _, count in after["held"]] == [1, 1, 0]
    assert await db.read(ledger.balances, CLUB, MAI.member_id) == Balances(0, 0)


async def test_it_says_by_whom_and_when(db: Database, gifts: Gifts, clock: Clock) -> None:
    clock.forward(hours=1)
    await db.write(revoke.revoke, BOSS, gifts.badge)
    grant = await db.read(lambda session: session.get_one(Grant, (CLUB, gifts.badge)))
    assert (grant.revoked_by, grant.revoked_at) == (BOSS.member_id, clock.now)
    (line, *_) = (await db.read(audit.load_page, BOSS)).lines
    assert (line.action, line.actor_id, line.member_id, line.reward_name) == (
        "reward.revoked",
        BOSS.member_id,
        MAI.member_id,
        "Reader",
    )


async def test_an_unseen_code_returns_and_a_seen_one_does_not(db: Database, gifts: Gifts) -> None:
    assert (await db.write(revoke.revoke, BOSS, gifts.voucher)).code is CodeState.AVAILABLE
    assert (await db.read(everything))["codes"] == [(CodeState.AVAILABLE, None)]
    voucher = await db.read(lambda session: session.get_one(Grant, (CLUB, gifts.voucher)).reward_id)
    again = await db.write(issue.grant, BOSS, BOB, voucher, key="again")
    assert (await db.write(inventory.show_code, BOB, again.grant_id)).value == SECRET
    assert (await db.write(revoke.revoke, BOSS, again.grant_id)).code is CodeState.VOID
    assert (await db.read(everything))["codes"] == [(CodeState.VOID, again.grant_id)]


async def test_an_audit_never_holds_the_code(db: Database, gifts: Gifts) -> None:
    await db.write(inventory.show_code, MAI, gifts.voucher)
    await db.write(revoke.revoke, BOSS, gifts.voucher)
    lines = (await db.read(audit.load_page, BOSS)).lines
    assert lines[0].details["code"] == CodeState.VOID
    assert SECRET not in repr(lines)


@pytest.mark.parametrize("what", ["badge", "voucher", "coupon"])
async def test_a_second_time_changes_nothing(db: Database, gifts: Gifts, what: str) -> None:
    grant_id = getattr(gifts, what)
    await db.write(revoke.revoke, BOSS, grant_id)
    before = await db.read(everything)
    with pytest.raises(AlreadyOverError):
        await db.write(revoke.revoke, BOSS, grant_id)
    assert await db.read(everything) == before


async def test_a_used_coupon_is_not_taken_back(db: Database, gifts: Gifts) -> None:
    await db.write(redeem.redeem, BOSS, gifts.coupon)
    before = await db.read(everything)
    with pytest.raises(AlreadyUsedError):
        await db.write(revoke.revoke, BOSS, gifts.coupon)
    assert await db.read(everything) == before


@pytest.mark.parametrize("noticed", [False, True])
@pytest.mark.parametrize("what", ["voucher", "coupon"])
async def test_what_has_expired_is_over_before_anybody_notices(
    db: Database, gifts: Gifts, clock: Clock, what: str, noticed: bool
) -> None:
    clock.forward(hours=12)
    if noticed:
        await db.write(expiry.expire)
    before = await db.read(everything)
    with pytest.raises(AlreadyOverError):
        await db.write(revoke.revoke, BOSS, getattr(gifts, what))
    assert await db.read(everything) == before
    items = await db.read(inventory.grants_of, BOSS, MAI.member_id)
    assert [item.grant_id for item in items] == [gifts.badge]


async def test_a_code_that_was_seen_is_taken_back_after_its_date(
    db: Database, gifts: Gifts, clock: Clock
) -> None:
    await db.write(inventory.show_code, MAI, gifts.voucher)
    clock.forward(days=30)
    assert (await db.write(revoke.revoke, BOSS, gifts.voucher)).code is CodeState.VOID


async def test_only_managers_revoke(db: Database, gifts: Gifts) -> None:
    before = await db.read(everything)
    for grant_id in (gifts.badge, gifts.voucher, gifts.coupon, 404):
        for by in (MAI, BOB):
            with pytest.raises(NotAManagerError):
                await db.write(revoke.revoke, by, grant_id)
    assert await db.read(everything) == before


async def test_another_communitys_grant_is_not_there(db: Database, gifts: Gifts) -> None:
    await db.write(factories.add_community, community_id=CLUB + 1)
    before = await db.read(everything)
    with pytest.raises(GoneError):
        await db.write(revoke.revoke, replace(BOSS, community_id=CLUB + 1), gifts.coupon)
    with pytest.raises(GoneError):
        await db.write(revoke.revoke, BOSS, 404)
    assert await db.read(everything) == before


async def test_a_manager_revokes_what_an_archived_reward_left(db: Database, gifts: Gifts) -> None:
    def archive(session: Session) -> None:
        for reward in session.exec(select(Reward)):
            reward.state = "archived"

    await db.write(archive)
    for grant_id in (gifts.badge, gifts.voucher, gifts.coupon):
        await db.write(revoke.revoke, BOSS, grant_id)
    assert {state for _, state in (await db.read(everything))["grants"]} == {GrantState.REVOKED}

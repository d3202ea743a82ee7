"""Managers see all rewards, and how each fares."""

from dataclasses import replace
from datetime import date

import pytest

from bot.services.errors import GoneError, NotAManagerError
from bot.services.grants import inventory, issue, purchase, revoke
from bot.services.rewards import editing, stats
from bot.services.rewards.eligibility import Stage
from bot.services.rewards.fields import RewardChanges
from db.database import Database
from db.tables import CodeState, GrantSource, GrantState, RewardKind
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms, somebody

TODAY = date(2025, 6, 2)
LATER = date(2025, 12, 31)


@pytest.fixture(autouse=True)
async def _community(db: Database) -> None:
    await db.write(factories.add_community)


async def test_only_managers_look(db: Database) -> None:
    reward_id = await db.write(factories.coupon)
    with pytest.raises(NotAManagerError):
        await db.read(stats.list_rewards, MAI)
    with pytest.raises(NotAManagerError):
        await db.read(stats.stats, MAI, reward_id)
    with pytest.raises(GoneError):
        await db.read(stats.stats, BOSS, reward_id + 1)


async def test_the_list_shows_every_kind_and_state(db: Database, clock: Clock) -> None:
    over = await db.write(factories.coupon, "Over")
    await db.write(editing.archive, BOSS, over)
    await db.write(editing.create, BOSS, RewardKind.BADGE, RewardChanges(name="Draft"))
    codes = [("A", TODAY), ("B", LATER), ("C", LATER)]
    voucher = await db.write(
        factories.publish, RewardKind.VOUCHER, "Code", Terms(expires_on=TODAY), codes=codes
    )
    await db.write(factories.publish, RewardKind.VOUCHER, "Empty")
    await db.write(issue.grant, BOSS, MAI, voucher, key="k")
    mug = await db.write(factories.coupon, stock=3)
    await db.write(issue.grant, BOSS, MAI, mug, key="l")
    clock.forward(days=1)  # A, which Mai holds, and the voucher have expired

    listed = await db.read(stats.list_rewards, BOSS)
    by_name = {
        line.name: (line.stage, line.granted, line.left, line.usable_codes, line.expired)
        for line in listed.lines
    }
    assert by_name == {
        "Mug": (Stage.ON_OFFER, 1, 2, None, False),
        "Empty": (Stage.ON_OFFER, 0, None, 0, False),
        "Code": (Stage.ON_OFFER, 1, None, 2, True),
        "Draft": (Stage.DRAFT, 0, None, None, False),
    }
    assert (listed.total, listed.page, listed.pages) == (4, 1, 1)
    for stage, expected in (
        (Stage.DRAFT, ["Draft"]),
        (Stage.ARCHIVED, ["Over"]),
    ):
        page = await db.read(stats.list_rewards, BOSS, stage=stage)
        assert [line.name for line in page.lines] == expected


async def test_the_list_has_pages_newest_first(db: Database, clock: Clock) -> None:
    made = stats.PAGE + 1
    for number in range(made):
        clock.forward(seconds=1)
        await db.write(factories.coupon, f"Mug {number}")
    first = await db.read(stats.list_rewards, BOSS)
    second = await db.read(stats.list_rewards, BOSS, page=99)
    assert [line.name for line in [*first.lines, *second.lines]] == [
        f"Mug {number}" for number in reversed(range(made))
    ]
    assert (second.total, second.page, second.pages) == (made, 2, 2)


async def test_a_coupons_numbers(db: Database, clock: Clock) -> None:
    mug = await db.write(
        factories.publish, RewardKind.COUPON, "Mug", Terms(100, 10, expires_on=TODAY)
    )
    grants = []
    for member in (MAI, BOB):
        await db.write(factories.give_points, member, 250)
        card = await db.write(purchase.offer, member, mug)
        grants.append((await db.write(purchase.claim, member, card.offer_id)).granted.grant_id)
    await db.write(issue.grant, BOSS, somebody(1), mug, key="k")
    await db.write(revoke.revoke, BOSS, grants[0])

    seen = await db.read(stats.stats, BOSS, mug)
    assert (seen.reward.granted, seen.reward.left) == (2, 8)
    assert {state: n for state, n in seen.grants.items() if n} == {
        GrantState.HELD: 2,
        GrantState.REVOKED: 1,
    }
    assert {source: n for source, n in seen.sources.items() if n} == {
        GrantSource.CLAIM: 1,
        GrantSource.MANAGER: 1,
    }
    assert (seen.points_taken, seen.codes) == (100, {})
    clock.forward(days=1)
    seen = await db.read(stats.stats, BOSS, mug)
    assert {state: n for state, n in seen.grants.items() if n} == {
        GrantState.EXPIRED: 2,
        GrantState.REVOKED: 1,
    }
    assert seen.points_taken == 100


async def test_a_vouchers_codes(db: Database, clock: Clock) -> None:
    codes = [("A", TODAY), ("B", TODAY), ("C", LATER), ("D", LATER), ("E", LATER)]
    voucher = await db.write(factories.publish, RewardKind.VOUCHER, "Code", codes=codes)
    shown = await db.write(issue.grant, BOSS, MAI, voucher, key="mai")
    await db.write(inventory.show_code, MAI, shown.grant_id)  # A
    await db.write(issue.grant, BOSS, BOB, voucher, key="bob")  # B, which he leaves
    other = await db.write(issue.grant, BOSS, somebody(1), voucher, key="c")  # C
    await db.write(inventory.show_code, somebody(1), other.grant_id)
    await db.write(revoke.revoke, BOSS, other.grant_id)
    clock.forward(days=1)

    seen = await db.read(stats.stats, BOSS, voucher)
    assert seen.codes == {
        CodeState.AVAILABLE: 2,
        CodeState.ASSIGNED: 0,
        CodeState.CLAIMED: 1,
        CodeState.EXPIRED: 1,
        CodeState.VOID: 1,
    }
    assert seen.reward.usable_codes == 2


async def test_a_reward_that_nobody_has(db: Database) -> None:
    seen = await db.read(stats.stats, BOSS, await db.write(factories.coupon))
    assert set(seen.grants.values()) == {0}
    assert set(seen.sources.values()) == {0}
    assert seen.points_taken == 0


async def test_numbers_are_of_one_community(db: Database) -> None:
    mug = await db.write(factories.coupon)
    await db.write(factories.add_community, community_id=CLUB + 1)
    stranger = replace(BOSS, community_id=CLUB + 1)
    assert (await db.read(stats.list_rewards, stranger)).lines == []
    with pytest.raises(GoneError):
        await db.read(stats.stats, stranger, mug)

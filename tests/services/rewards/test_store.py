"""What a member sees on offer, and what they lack for it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.services.errors import GoneError, NotAManagerError
from bot.services.grants import issue, purchase
from bot.services.points.ledger import NotEnoughPointsError
from bot.services.rewards import editing, store
from bot.services.rewards.eligibility import (
    HeldEnoughError,
    NoneLeftToClaimError,
    NotOnOfferError,
    RewardExpiredError,
    RoleMissingError,
)
from db.database import Database
from db.session import Session
from db.tables import Community, RewardKind
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI, Terms

TODAY = date(2025, 6, 2)


@pytest.fixture(autouse=True)
async def _community(db: Database) -> None:
    def set_up(session: Session) -> None:
        factories.add_community(session)
        factories.give_points(session, MAI, 100)

    await db.write(set_up)


async def offer(db: Database, name: str = "Mug", **terms: int | date) -> int:
    filled = Terms(**{"cost": 100, "stock": 10, **terms})  # type: ignore[arg-type]  # as each needs
    return await db.write(factories.publish, RewardKind.COUPON, name, filled)


async def names(db: Database, page: int = 1) -> list[str]:
    return [item.name for item in (await db.read(store.store_page, MAI, page)).items]


async def test_an_empty_store_has_one_page(db: Database) -> None:
    assert await db.read(store.store_page, MAI) == store.StorePage([], 100, 1, 1)


async def test_coupons_are_sold_and_the_rest_is_earned(db: Database) -> None:
    await offer(db, "Cap", cost=200)
    await db.write(factories.publish, RewardKind.VOUCHER, "Code", codes=[("SECRET", TODAY)])
    badge = await db.write(factories.publish, RewardKind.BADGE, "Helper")
    await db.write(issue.grant, BOSS, MAI, badge, key="k")
    await offer(db)
    items = (await db.read(store.store_page, MAI)).items
    assert [(item.name, item.earned, item.price, item.left, item.held) for item in items] == [
        ("Mug", False, 100, 10, 0),
        ("Cap", False, 200, 10, 0),
        ("Helper", True, None, None, 1),
        ("Code", True, None, None, 0),
    ]
    assert [type(item.refusal) for item in items] == [
        type(None),
        NotEnoughPointsError,
        type(None),
        type(None),
    ]


async def test_only_what_is_published_and_good_today_is_shown(db: Database, clock: Clock) -> None:
    await offer(db, "Today", expires_on=TODAY)
    draft = await offer(db, "Draft")
    await db.write(editing.unpublish, BOSS, draft)
    over = await offer(db, "Over")
    await db.write(editing.archive, BOSS, over)
    assert await names(db) == ["Today"]
    clock.forward(days=1)
    assert await names(db) == []


async def test_the_day_ends_where_the_community_is(db: Database) -> None:
    def move(session: Session) -> None:
        session.get_one(Community, CLUB).timezone = "Pacific/Kiritimati"

    await offer(db, expires_on=TODAY)
    await db.write(move)  # 14 hours ahead of noon: there it is tomorrow
    assert await names(db) == []


async def test_the_card_says_what_the_member_lacks(db: Database) -> None:
    limited = await offer(db, "Limited", member_limit=1)
    await db.write(issue.grant, BOSS, MAI, limited, key="k")
    for reward_id, kind in (
        (await offer(db, "Fine"), None),
        (await offer(db, "Dear", cost=140), NotEnoughPointsError),
        (await offer(db, "Gone", stock=0), NoneLeftToClaimError),
        (await offer(db, "Old", expires_on=date(2025, 6, 1)), RewardExpiredError),
        (await offer(db, "Inner circle", required_role_id=9), RoleMissingError),
        (limited, HeldEnoughError),
    ):
        refusal = (await db.read(store.card, MAI, reward_id)).refusal
        assert type(refusal) is (kind or type(None))
        # The claim says the same, since both ask the same rule.
        if kind is None:
            await db.write(purchase.offer, MAI, reward_id)
        else:
            with pytest.raises(kind):
                await db.write(purchase.offer, MAI, reward_id)


async def test_the_card_counts_the_missing_points_and_knows_the_roles(db: Database) -> None:
    dear = await offer(db, "Dear", cost=140, required_role_id=9)
    with_role = replace(MAI, role_ids=frozenset({9}))
    refusal = (await db.read(store.card, with_role, dear)).refusal
    assert isinstance(refusal, NotEnoughPointsError)
    assert refusal.params["missing"] == 40


async def test_no_card_of_what_is_not_there_or_not_on_offer(db: Database) -> None:
    reward_id = await offer(db)
    for person, wanted in ((MAI, reward_id + 1), (replace(MAI, community_id=CLUB + 1), reward_id)):
        with pytest.raises(GoneError):
            await db.read(store.card, person, wanted)
    await db.write(editing.archive, BOSS, reward_id)
    with pytest.raises(GoneError):  # as if it did not exist
        await db.read(store.card, MAI, reward_id)


async def test_a_manager_previews_what_is_not_on_offer_yet(db: Database) -> None:
    reward_id = await offer(db)
    await db.write(editing.unpublish, BOSS, reward_id)
    item = await db.read(store.preview, BOSS, reward_id)
    assert (item.name, item.price, type(item.refusal)) == ("Mug", 100, NotOnOfferError)
    with pytest.raises(NotAManagerError):
        await db.read(store.preview, MAI, reward_id)
    with pytest.raises(GoneError):
        await db.read(store.preview, BOSS, reward_id + 1)


async def test_pages_hold_everything_once(db: Database) -> None:
    for number in range(store.PAGE + 2):
        await offer(db, f"Mug {number}")
    await db.write(factories.publish, RewardKind.BADGE, "Helper")
    first, second = await names(db), await names(db, 2)
    assert (len(first), len(second)) == (store.PAGE, 3)
    assert sorted([*first, *second]) == sorted(
        [*(f"Mug {number}" for number in range(store.PAGE + 2)), "Helper"]
    )
    for asked, got in ((0, 1), (-3, 1), (2, 2), (99, 2)):
        page = await db.read(store.store_page, MAI, asked)
        assert (page.page, page.pages) == (got, 2)
    assert await names(db, 99) == second


async def test_communities_do_not_see_each_others_stores(db: Database) -> None:
    await offer(db)
    await db.write(factories.add_community, community_id=CLUB + 1)
    page = await db.read(store.store_page, replace(MAI, community_id=CLUB + 1))
    assert (page.items, page.balance) == ([], 0)

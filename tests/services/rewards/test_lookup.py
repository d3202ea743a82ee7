"""Rewards are found by what somebody types."""

from dataclasses import replace

import pytest

from bot.services.rewards import editing, lookup
from bot.services.rewards.eligibility import Stage
from bot.services.rewards.fields import RewardChanges
from bot.services.rewards.lookup import NoSuchRewardError
from db.database import Database
from db.tables import RewardKind, RewardState
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI, Terms

COUPON = Terms(cost=10, stock=5)


@pytest.fixture(autouse=True)
async def _community(db: Database) -> None:
    await db.write(factories.add_community)


async def make(db: Database, *called: str, kind: RewardKind = RewardKind.COUPON) -> list[int]:
    return [
        (await db.write(editing.create, BOSS, kind, RewardChanges(name=name))).reward.reward_id
        for name in called
    ]


async def found(db: Database, text: str) -> list[str]:
    return [named.name for named in await db.read(lookup.find_names, CLUB, text)]


async def test_names_are_found_by_any_part_and_whatever_the_case(db: Database) -> None:
    await make(db, "Big mug", "Mug", "Mugwort tea", "Cà phê")
    assert await found(db, " MUG ") == ["Mug", "Mugwort tea", "Big mug"]
    assert await found(db, "CÀ P") == ["Cà phê"]
    assert await found(db, "xyz") == []
    assert len(await found(db, "")) == 4


async def test_what_like_means_something_by_is_typed_as_it_is(db: Database) -> None:
    await make(db, "50% off", "500 off", "a_b", "acb", "back\\slash", "backslash")
    assert await found(db, "50%") == ["50% off"]
    assert await found(db, "a_b") == ["a_b"]
    assert await found(db, "k\\s") == ["back\\slash"]
    assert await found(db, "\0") == await found(db, "")


async def test_25_names_at_the_most_and_those_that_begin_so_first(db: Database) -> None:
    await make(db, *(f"A mug {number}" for number in range(30)), "mug")
    offered = await found(db, "mug")
    assert (len(offered), offered[0]) == (25, "mug")


async def test_kinds_and_states_narrow_it_down(db: Database) -> None:
    draft, gone = await make(db, "Draft", "Gone")
    (badge,) = await make(db, "Helper", kind=RewardKind.BADGE)
    await db.write(editing.publish, BOSS, badge)
    await db.write(editing.archive, BOSS, gone)

    async def ids(**narrow: object) -> set[int]:
        rows = await db.read(lookup.find_names, CLUB, "", **narrow)  # type: ignore[arg-type]  # as given
        return {row.reward_id for row in rows}

    assert await ids() == {draft, badge}
    assert await ids(kinds=[RewardKind.BADGE]) == {badge}
    assert await ids(stages=[Stage.ARCHIVED]) == {gone}
    assert await ids(stages=[Stage.DRAFT], kinds=[RewardKind.BADGE]) == set()
    assert await db.read(lookup.find_names, CLUB + 1, "") == []


async def test_a_member_is_offered_what_they_can_claim_first(db: Database) -> None:
    await make(db, "Mug, a draft")
    await db.write(factories.publish, RewardKind.BADGE, "Mug of honour")
    await db.write(
        factories.publish, RewardKind.COUPON, "Cheap mug, sold out", Terms(cost=1, stock=0)
    )
    await db.write(factories.publish, RewardKind.COUPON, "Dear mug", Terms(cost=99, stock=1))
    await db.write(factories.publish, RewardKind.COUPON, "Mug", COUPON)
    await db.write(factories.give_points, MAI, 10)
    items = await db.read(lookup.find_coupons, MAI, "mug")
    assert [(item.name, item.refusal is None) for item in items] == [
        ("Mug", True),
        ("Cheap mug, sold out", False),
        ("Dear mug", False),
    ]
    elsewhere = replace(MAI, community_id=CLUB + 1)
    await db.write(factories.add_community, community_id=CLUB + 1)
    assert await db.read(lookup.find_coupons, elsewhere, "") == []


async def test_a_name_or_an_id_means_one_reward(db: Database) -> None:
    mug, digits = await make(db, "Cà  phê", "2025")
    for typed in ("cÀ phê", "  Cà   phê ", str(mug)):
        named = await db.read(lookup.resolve, CLUB, typed)
        assert (named.reward_id, named.name, named.kind) == (mug, "Cà phê", RewardKind.COUPON)
    assert (await db.read(lookup.resolve, CLUB, "2025")).reward_id == digits


async def test_an_active_name_goes_before_archived_ones_and_a_newer_before_an_older(
    db: Database,
) -> None:
    (older,) = await make(db, "Mug")
    await db.write(editing.archive, BOSS, older)
    (newer,) = await make(db, "mug")
    await db.write(editing.archive, BOSS, newer)
    assert (await db.read(lookup.resolve, CLUB, "Mug")).reward_id == newer
    (active,) = await make(db, "MUG")
    assert (await db.read(lookup.resolve, CLUB, "Mug")).reward_id == active
    archived = await db.read(lookup.resolve, CLUB, str(older))
    assert (archived.reward_id, archived.state) == (older, RewardState.ARCHIVED)


@pytest.mark.parametrize("typed", ["", "Mu", "%", "0", "9" * 18, "9" * 19, "9" * 40, "٣", "\0"])
async def test_what_autocomplete_did_not_offer_is_refused(db: Database, typed: str) -> None:
    await make(db, "Mug")
    with pytest.raises(NoSuchRewardError):
        await db.read(lookup.resolve, CLUB, typed)


async def test_another_communitys_id_means_nothing(db: Database) -> None:
    (mug,) = await make(db, "Mug")
    for typed in (str(mug), "Mug"):
        with pytest.raises(NoSuchRewardError):
            await db.read(lookup.resolve, CLUB + 1, typed)

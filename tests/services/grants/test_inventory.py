"""What a member holds, and who is shown a code."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.services import audit
from bot.services.actors import Person
from bot.services.errors import GoneError, NotAManagerError, NotAPersonError
from bot.services.grants import inventory, issue, purchase, redeem, revoke
from bot.services.grants.inventory import CodeExpiredError, CodeWithdrawnError
from bot.services.grants.item_state import ItemState
from bot.services.maintenance import expiry
from bot.services.privacy import export
from db.database import Database
from db.session import Session
from db.tables import Code, CodeState, GrantSource, Reward, RewardKind
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms

TODAY = date(2025, 6, 2)
LATER = date(2025, 12, 31)
SECRET = "SUMMER-25"
DAY = timedelta(days=1)


@pytest.fixture
async def club(db: Database) -> Database:
    await db.write(factories.add_community)
    return db


def give_voucher(session: Session, name: str = "Partner", until: date = TODAY) -> int:
    """Give Mai a voucher with one code, and return the grant."""
    codes = [(f"{SECRET}-{name}", until)]
    reward_id = factories.publish(session, RewardKind.VOUCHER, name, codes=codes)
    return issue.grant(session, BOSS, MAI, reward_id, key=f"voucher:{name}").grant_id


def give_coupon(session: Session, name: str = "Mug", until: date | None = TODAY) -> int:
    """Give Mai a coupon, and return the grant."""
    terms = Terms(cost=100, stock=5, expires_on=until)
    reward_id = factories.publish(session, RewardKind.COUPON, name, terms)
    return issue.grant(session, BOSS, MAI, reward_id, key=f"coupon:{name}").grant_id


def give_badge(session: Session, name: str = "Reader") -> int:
    """Give Mai a badge, and return the grant."""
    reward_id = factories.publish(session, RewardKind.BADGE, name)
    return issue.grant(session, BOSS, MAI, reward_id, key=f"badge:{name}").grant_id


async def nothing(db: Database, clock: Clock, grant_id: int) -> None:
    """Leave it as it is."""


async def show_code(db: Database, clock: Clock, grant_id: int) -> None:
    await db.write(inventory.show_code, MAI, grant_id)


async def use(db: Database, clock: Clock, grant_id: int) -> None:
    await db.write(redeem.redeem, BOSS, grant_id)


async def revoke_it(db: Database, clock: Clock, grant_id: int) -> None:
    await db.write(revoke.revoke, BOSS, grant_id)


async def last_minute(db: Database, clock: Clock, grant_id: int) -> None:
    clock.forward(hours=11, minutes=59)


async def tomorrow(db: Database, clock: Clock, grant_id: int) -> None:
    clock.forward(hours=12)


async def noticed(db: Database, clock: Clock, grant_id: int) -> None:
    await tomorrow(db, clock, grant_id)
    await db.write(expiry.expire)


async def show_then_wait(db: Database, clock: Clock, grant_id: int) -> None:
    await show_code(db, clock, grant_id)
    await noticed(db, clock, grant_id)


async def show_then_revoke(db: Database, clock: Clock, grant_id: int) -> None:
    await show_code(db, clock, grant_id)
    await revoke_it(db, clock, grant_id)


@pytest.mark.parametrize(
    ("give", "happens", "state"),
    [
        (give_badge, nothing, ItemState.BADGE),
        (give_badge, revoke_it, ItemState.REVOKED),
        (give_coupon, nothing, ItemState.USE),
        (give_coupon, last_minute, ItemState.USE),
        (give_coupon, tomorrow, ItemState.EXPIRED),
        (give_coupon, noticed, ItemState.EXPIRED),
        (give_coupon, use, ItemState.USED),
        (give_coupon, revoke_it, ItemState.REVOKED),
        (give_voucher, nothing, ItemState.CLAIM),
        (give_voucher, last_minute, ItemState.CLAIM),
        (give_voucher, tomorrow, ItemState.EXPIRED),
        (give_voucher, noticed, ItemState.EXPIRED),
        (give_voucher, show_code, ItemState.SHOW),
        (give_voucher, show_then_wait, ItemState.SHOW),
        (give_voucher, revoke_it, ItemState.REVOKED),
        (give_voucher, show_then_revoke, ItemState.REVOKED),
    ],
)
async def test_what_can_be_done_with_it(
    club: Database,
    clock: Clock,
    give: Callable[[Session], int],
    happens: Callable[[Database, Clock, int], Any],
    state: ItemState,
) -> None:
    grant_id = await club.write(give)
    await happens(club, clock, grant_id)
    assert (await club.read(inventory.item, MAI, grant_id)).state is state
    if give is not give_badge:
        (item,) = (await club.read(inventory.inventory, MAI)).items
        assert (item.grant_id, item.state) == (grant_id, state)


async def test_an_item_tells_what_it_is(club: Database) -> None:
    def buy(session: Session) -> int:
        reward_id = factories.coupon(session, cost=30)
        reward = session.get_one(Reward, (CLUB, reward_id))
        reward.description, reward.instructions = "A mug", "Ask at the desk"
        factories.give_points(session, MAI, 30)
        return purchase.claim(
            session, MAI, purchase.offer(session, MAI, reward_id).offer_id
        ).granted.grant_id

    bought = await club.read(inventory.item, MAI, await club.write(buy))
    assert (bought.name, bought.description, bought.instructions) == (
        "Mug",
        "A mug",
        "Ask at the desk",
    )
    assert (bought.kind, bought.source, bought.paid) == (
        RewardKind.COUPON,
        GrantSource.CLAIM,
        30,
    )
    assert (bought.expires_on, bought.created_at) == (None, NOON)
    item = await club.read(inventory.item, MAI, await club.write(give_voucher, "Shop", LATER))
    assert (item.source, item.paid, item.expires_on) == (GrantSource.MANAGER, 0, LATER)


async def test_pages_run_from_the_newest(club: Database) -> None:
    def fill(session: Session) -> list[int]:
        give_badge(session)  # which is in the profile
        return [give_coupon(session, f"Mug {number}") for number in range(2 * inventory.PAGE + 1)]

    grants = await club.write(fill)
    pages = [await club.read(inventory.inventory, MAI, page) for page in (1, 2, 3)]
    assert [(page.page, page.pages) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    assert [item.grant_id for page in pages for item in page.items] == grants[::-1]
    assert (await club.read(inventory.inventory, MAI, 99)).page == 3
    assert (await club.read(inventory.inventory, MAI, 0)).page == 1


async def test_an_empty_inventory_is_a_page(club: Database) -> None:
    empty = await club.read(inventory.inventory, BOB)
    assert (empty.items, empty.waiting, empty.page, empty.pages) == ([], 0, 1, 1)


async def test_what_waits_is_counted_on_every_page(club: Database, clock: Clock) -> None:
    def fill(session: Session) -> list[int]:
        soon = give_voucher(session, "Soon", TODAY)
        late = [give_voucher(session, f"Late {number}", LATER) for number in range(inventory.PAGE)]
        give_coupon(session)
        return [soon, *late]

    _, first, second, *_ = await club.write(fill)

    async def waiting() -> int:
        pages = [await club.read(inventory.inventory, MAI, page) for page in (1, 2)]
        assert pages[0].waiting == pages[1].waiting
        return pages[0].waiting

    assert await waiting() == inventory.PAGE + 1
    await club.write(inventory.show_code, MAI, first)
    assert await waiting() == inventory.PAGE
    await club.write(revoke.revoke, BOSS, second)
    assert await waiting() == inventory.PAGE - 1
    clock.forward(days=1)
    assert await waiting() == inventory.PAGE - 2
    assert (await club.read(inventory.inventory, BOB)).waiting == 0


async def test_a_code_is_shown_to_its_holder_and_claimed_once(club: Database) -> None:
    grant_id = await club.write(give_voucher, "Partner", LATER)
    first = await club.write(inventory.show_code, MAI, grant_id)
    assert (first.value, first.first, first.expires_on) == (f"{SECRET}-Partner", True, LATER)
    again = await club.write(inventory.show_code, MAI, grant_id)
    assert again == replace(first, first=False)
    lines = (await club.read(audit.load_page, BOSS)).lines
    claimed = [line for line in lines if line.action == "code.claimed"]
    assert [(line.actor_id, line.member_id) for line in claimed] == [(2, 2)]
    assert SECRET not in repr(lines)
    assert SECRET not in repr(first)


async def code_states(db: Database) -> list[str]:
    return await db.read(lambda session: list(session.exec(select(Code.state))))


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (BOB, GoneError),
        (BOSS, GoneError),
        (replace(MAI, community_id=CLUB + 1), GoneError),
        (replace(MAI, bot=True), NotAPersonError),
    ],
)
async def test_nobody_else_is_shown_a_code(
    club: Database, who: Person, refusal: type[Exception]
) -> None:
    await club.write(factories.add_community, community_id=CLUB + 1)
    grant_id = await club.write(give_voucher)
    with pytest.raises(refusal):
        await club.write(inventory.show_code, who, grant_id)
    with pytest.raises(GoneError):
        await club.write(inventory.show_code, MAI, 404)
    assert await code_states(club) == [CodeState.ASSIGNED]


async def test_a_coupon_has_no_code_to_show(club: Database) -> None:
    grant_id = await club.write(give_coupon)
    with pytest.raises(GoneError):
        await club.write(inventory.show_code, MAI, grant_id)


@pytest.mark.parametrize(
    ("happens", "refusal"),
    [
        (tomorrow, CodeExpiredError),
        (noticed, CodeExpiredError),
        (revoke_it, CodeWithdrawnError),
        (show_then_revoke, CodeWithdrawnError),
    ],
)
async def test_a_code_that_is_over_is_not_shown(
    club: Database, clock: Clock, happens: Any, refusal: type[Exception]
) -> None:
    grant_id = await club.write(give_voucher)
    await happens(club, clock, grant_id)
    before = await code_states(club)
    with pytest.raises(refusal):
        await club.write(inventory.show_code, MAI, grant_id)
    assert await code_states(club) == before


async def test_a_code_once_seen_can_be_seen_after_its_date(club: Database, clock: Clock) -> None:
    grant_id = await club.write(give_voucher)
    await club.write(inventory.show_code, MAI, grant_id)
    clock.forward(days=400)
    await club.write(expiry.expire)
    assert not (await club.write(inventory.show_code, MAI, grant_id)).first


async def test_an_item_of_somebody_else_is_not_there(club: Database) -> None:
    grant_id = await club.write(give_coupon)
    for person in (BOB, BOSS, replace(MAI, community_id=CLUB + 1)):
        with pytest.raises(GoneError):
            await club.read(inventory.item, person, grant_id)


async def test_a_manager_sees_what_could_be_revoked(club: Database) -> None:
    def fill(session: Session) -> list[int]:
        grant_ids = [give_badge(session), give_voucher(session), give_coupon(session)]
        gone, used = give_coupon(session, "Gone"), give_coupon(session, "Used")
        revoke.revoke(session, BOSS, gone)
        redeem.redeem(session, BOSS, used)
        return grant_ids

    filled = await club.write(fill)
    items = await club.read(inventory.grants_of, BOSS, MAI.member_id)
    assert [item.grant_id for item in items] == filled[::-1]
    assert len(await club.read(inventory.grants_of, BOSS, MAI.member_id, limit=2)) == 2
    assert await club.read(inventory.grants_of, BOSS, BOB.member_id) == []
    with pytest.raises(NotAManagerError):
        await club.read(inventory.grants_of, MAI, MAI.member_id)


async def test_a_profile_shows_badges_that_are_held(club: Database) -> None:
    def fill(session: Session) -> list[str]:
        give_coupon(session)
        revoke.revoke(session, BOSS, give_badge(session, "Gone"))
        for name in ("First", "Second"):
            give_badge(session, name)
        return ["First", "Second"]

    names = await club.write(fill)
    shown = await club.read(inventory.profile, BOB, MAI.member_id, manager=False)
    assert [badge.name for badge in shown.badges or []] == names


@pytest.mark.parametrize(
    ("viewer", "manager", "sees"), [(BOB, False, False), (MAI, False, True), (BOSS, True, True)]
)
async def test_a_hidden_profile_is_seen_by_its_member_and_managers(
    club: Database, viewer: Person, manager: bool, sees: bool
) -> None:
    await club.write(give_badge)
    await club.write(export.hide_profile, MAI, hidden=True)
    shown = await club.read(inventory.profile, viewer, MAI.member_id, manager=manager)
    assert (shown.badges is not None) is sees


async def test_badges_that_somebody_has_not_got(club: Database) -> None:
    held = await club.write(give_badge, "Reader")
    await club.write(factories.publish, RewardKind.BADGE, "writer")
    await club.write(factories.publish, RewardKind.BADGE, "Founder")
    await club.write(factories.publish, RewardKind.COUPON, "Mug", Terms(cost=1, stock=1))
    await club.write(
        factories.publish, RewardKind.BADGE, "Until now", Terms(expires_on=TODAY - DAY)
    )

    async def missing(who: Person, limit: int = 9) -> list[str]:
        found = await club.read(inventory.missing_badges, CLUB, who.member_id, limit)
        return [look.name for look in found]

    assert await missing(MAI) == ["Founder", "writer"]
    assert await missing(BOB) == ["Founder", "Reader", "writer"]
    assert await missing(BOB, 2) == ["Founder", "Reader"]
    await club.write(revoke.revoke, BOSS, held)
    assert await missing(MAI) == ["Founder", "Reader", "writer"]

"""Points issued and spent in each week, and members who earned and claimed."""

import random
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.services.actors import Person
from bot.services.calendar import clock as zone_clock
from bot.services.community import settings
from bot.services.errors import NotAManagerError, RefusedError
from bot.services.grants import inventory, issue, purchase, revoke
from bot.services.points import ledger
from bot.services.privacy import erase
from bot.services.stats.points import WeekOfPoints, points
from bot.services.stats.windows import Window
from db.database import Database
from db.session import Session
from db.tables import LedgerEntry, LedgerReason, RewardKind, WalletKind
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, somebody

LATER = date(2030, 12, 31)
NOTHING = WeekOfPoints(date(2025, 6, 2), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


@pytest.fixture(autouse=True)
async def _community(db: Database) -> None:
    await db.write(factories.add_community)


async def buy(db: Database, who: Person, reward_id: int) -> int:
    """Buy a coupon and return the grant."""
    card = await db.write(purchase.offer, who, reward_id)
    return (await db.write(purchase.claim, who, card.offer_id)).granted.grant_id


async def test_only_managers_look(db: Database) -> None:
    with pytest.raises(NotAManagerError):
        await db.read(points, MAI, Window.MONTH)


async def test_a_community_in_which_nothing_happened(db: Database) -> None:
    for window in Window:
        shown = await db.read(points, BOSS, window)
        assert len(shown) == window
        assert shown[-1] == NOTHING
        assert shown[0].day == NOTHING.day - timedelta(weeks=window - 1)


async def test_each_week_has_what_moved_in_it(db: Database, clock: Clock) -> None:
    mug = await db.write(factories.coupon, cost=100)
    await db.write(factories.give_points, MAI, 250)
    await db.write(factories.give_points, BOB, 120)
    await db.write(factories.give_points, MAI, 30)
    grant_id = await buy(db, MAI, mug)
    await buy(db, MAI, mug)
    clock.forward(weeks=1)
    await db.write(revoke.revoke, BOSS, grant_id)
    await db.write(ledger.deduct, BOSS, BOB.member_id, 15, key="d")
    await db.write(ledger.deduct, BOSS, BOB.member_id, 5, key="c", correction=True)
    await db.write(ledger.award, BOSS, BOB, 7, key="r", refund=True)
    clock.forward(weeks=2)
    await buy(db, BOB, mug)

    first, second, third, fourth = await db.read(points, BOSS, Window.MONTH)
    day = date(2025, 6, 2)
    assert first == replace(NOTHING, award=400, purchase=-200, earners=2, claimers=1)
    assert (first.issued, first.spent) == (400, 200)
    assert second == replace(
        NOTHING, day=day + timedelta(weeks=1), revoked=100, deduction=-15, correction=-5, refund=7
    )
    assert (second.issued, second.spent) == (-5, -92)
    assert third == replace(NOTHING, day=day + timedelta(weeks=2))
    assert fourth == replace(NOTHING, day=day + timedelta(weeks=3), purchase=-100, claimers=1)


async def test_who_claimed_is_who_bought_or_saw_a_code_once(db: Database, clock: Clock) -> None:
    codes = [(f"C{number}", LATER) for number in range(4)]
    books = await db.write(factories.publish, RewardKind.VOUCHER, "Books", codes=codes)
    mug = await db.write(factories.coupon, cost=10)
    badge = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    await db.write(factories.give_points, MAI, 10)
    of_mai = await db.write(issue.grant, BOSS, MAI, books, key="a")
    of_bob = await db.write(issue.grant, BOSS, BOB, books, key="b")
    await db.write(issue.grant, BOSS, somebody(1), books, key="c")  # who never looks
    await db.write(issue.grant, BOSS, somebody(2), badge, key="d")
    await db.write(issue.grant, BOSS, somebody(3), mug, key="e")  # who was given it
    clock.forward(weeks=1)
    await buy(db, MAI, mug)
    await db.write(inventory.show_code, MAI, of_mai.grant_id)
    await db.write(inventory.show_code, BOB, of_bob.grant_id)
    clock.forward(weeks=1)
    await db.write(inventory.show_code, BOB, of_bob.grant_id)  # again

    shown = await db.read(points, BOSS, Window.MONTH)
    assert [week.claimers for week in shown] == [0, 0, 2, 0]


async def test_weeks_begin_at_midnight_there_and_go_by_the_zone_of_today(
    db: Database, clock: Clock
) -> None:
    """Sunday at 20:00 in UTC is Monday in Ho Chi Minh City, also for what came before."""
    clock.now = datetime(2025, 6, 8, 20, tzinfo=UTC)
    await db.write(factories.give_points, MAI, 5)
    clock.now = datetime(2025, 6, 9, 12, tzinfo=UTC)
    assert [week.issued for week in await db.read(points, BOSS, Window.MONTH)] == [0, 0, 5, 0]
    await db.write(settings.set_timezone, BOSS, "Asia/Ho_Chi_Minh")
    assert [week.issued for week in await db.read(points, BOSS, Window.MONTH)] == [0, 0, 0, 5]


async def test_numbers_are_of_one_community(db: Database) -> None:
    await db.write(factories.add_community, community_id=CLUB + 1)
    await db.write(factories.give_points, MAI, 5)
    stranger = replace(BOSS, community_id=CLUB + 1)
    assert (await db.read(points, stranger, Window.MONTH))[-1] == NOTHING


def recomputed(entries: Sequence[LedgerEntry], zone: str) -> dict[date, dict[str, int]]:
    """Add up a ledger, entry by entry, by the Monday before each."""
    moved: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    earners = defaultdict(set)
    for entry in entries:
        if entry.wallet != WalletKind.SPEND:
            continue
        day = entry.at.astimezone(zone_clock(zone)).date()
        monday = day - timedelta(days=day.weekday())
        moved[monday][entry.reason] += entry.amount
        if entry.reason in ("earned", "award"):
            earners[monday].add(entry.member_id)
    for monday, members in earners.items():
        moved[monday]["earners"] = len(members)
    return moved


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_happens_it_is_what_the_ledger_adds_up_to(
    db: Database, clock: Clock, seed: int
) -> None:
    """Moments in any week, in zones that change their clocks, with members who are erased."""
    rng = random.Random(seed)
    zone = rng.choice(["America/Sao_Paulo", "Europe/Berlin", "Asia/Kathmandu"])
    mug = await db.write(factories.coupon, cost=10, stock=1_000)
    await db.write(settings.set_timezone, BOSS, zone)
    members, grants = [somebody(number) for number in range(6)], list[int]()

    async def act(who: Person) -> None:
        what = rng.choice(["give", "give", "buy", "buy", "take", "revoke", "erase"])
        if what == "give":
            await db.write(factories.give_points, who, rng.randint(1, 40))
        elif what == "buy":
            grants.append(await buy(db, who, mug))
        elif what == "take":
            key, correction = str(rng.random()), rng.random() < 0.5
            await db.write(ledger.deduct, BOSS, who.member_id, 3, key=key, correction=correction)
        elif what == "revoke" and grants:
            await db.write(revoke.revoke, BOSS, grants.pop())
        elif what == "erase" and rng.random() < 0.3:
            await db.write(erase.erase, who, key=str(rng.random()))

    for _ in range(60):
        clock.forward(hours=rng.randint(0, 40))
        with suppress(RefusedError):  # too few points, already revoked
            await act(rng.choice(members))
    entries = await db.read(_entries)
    expected = recomputed(entries, zone)
    shown = await db.read(points, BOSS, Window.QUARTER)
    assert len(expected) > 5
    assert {week.day for week in shown} >= expected.keys()
    for week in shown:
        ours = {reason: getattr(week, reason) for reason in (*LedgerReason, "earners")}
        assert ours == {name: expected[week.day][name] for name in ours}
        assert week.issued - week.spent + week.closed == sum(
            expected[week.day][reason] for reason in LedgerReason
        )


def _entries(session: Session) -> list[LedgerEntry]:
    return list(session.scalars(select(LedgerEntry)))

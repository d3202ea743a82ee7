"""Thanks: a few points from nobody's wallet, so often a day, and who thanks whom stays private."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.services import audit
from bot.services.actors import Person, RoleFacts
from bot.services.audit import Chosen
from bot.services.community import settings
from bot.services.errors import InvalidInputError, NotAManagerError, NotAPersonError, NotHereError
from bot.services.maintenance.integrity import check
from bot.services.points import ledger, left_out, movements, thanks, tiers
from bot.services.points.ledger import Balances
from bot.services.points.thanks import (
    NoThanksLeftError,
    Thanked,
    ThankedEnoughError,
    ThankedLeftOutError,
    ThanksOffError,
    ThanksToOneselfError,
)
from bot.services.privacy import erase, export
from db.database import Database
from db.session import Session
from db.tables import Delivery, LedgerReason
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI

GOLD = 701


def member(number: int) -> Person:
    return Person(CLUB, 50_000 + number)


BOB = member(0)
GIVER = Person(CLUB, 1_180_000_000_000_000_001)  # no other number looks like this


def set_up(session: Session) -> None:
    factories.add_community(session)
    settings.set_thanks(session, BOSS, points=4, quota=3, cap=2)


def thank(session: Session, giver: Person, to: Person, key: str = "") -> Thanked:
    return thanks.thank(session, giver, to, key=key or f"{giver.member_id}>{to.member_id}")


async def test_thanks_give_points_and_cost_nobody_any(db: Database) -> None:
    await db.write(set_up)
    await db.write(tiers.put, BOSS, RoleFacts(GOLD, True, False), multiplier=300, threshold=4)
    rich = Person(CLUB, BOB.member_id, frozenset({GOLD}))
    assert await db.write(thank, MAI, rich) == Thanked(points=4, left=2)
    assert await db.read(ledger.balances, CLUB, BOB.member_id) == Balances(4, 4)  # not times three
    assert await db.read(ledger.balances, CLUB, MAI.member_id) == Balances(0, 0)
    (line,) = (await db.read(movements.history, BOB, BOB.member_id)).movements
    assert (line.reason, line.note) == (LedgerReason.THANKS, None)
    await db.write(thank, MAI, member(1))
    given = await db.read(lambda s: s.exec(select(Delivery.key)).all())
    assert given == [f"tier:{GOLD}:{member(1).member_id}"]  # lifetime points like any
    assert await db.read(check) == []


async def test_delivered_twice_they_are_given_once(db: Database) -> None:
    await db.write(set_up)
    assert await db.write(thank, MAI, BOB) == await db.write(thank, MAI, BOB) == Thanked(4, 2)
    assert (await db.read(ledger.balances, CLUB, BOB.member_id)).earn == 4


async def test_two_thank_each_other_once_a_day_and_are_not_told_who_did(
    db: Database, clock: Clock
) -> None:
    await db.write(set_up)
    await db.write(thank, MAI, BOB)
    with pytest.raises(ThankedEnoughError) as back:
        await db.write(thank, BOB, MAI)
    await db.write(thank, member(1), member(2))
    await db.write(thank, member(3), member(2))
    with pytest.raises(ThankedEnoughError) as full:
        await db.write(thank, MAI, member(2))  # at the cap
    assert type(back.value) is type(full.value)
    clock.now += timedelta(days=1)
    assert (await db.write(thank, BOB, MAI)).left == 2


async def test_a_giver_has_so_many_a_day(db: Database, clock: Clock) -> None:
    await db.write(set_up)
    left = [(await db.write(thank, MAI, member(number))).left for number in range(3)]
    assert left == [2, 1, 0]
    with pytest.raises(NoThanksLeftError):
        await db.write(thank, MAI, member(3))
    await db.write(settings.set_thanks, BOSS, quota=4)
    with pytest.raises(ThankedEnoughError):
        await db.write(thank, MAI, member(0), "again")
    assert (await db.write(thank, MAI, member(3))).left == 0  # a refusal took none


async def test_erasing_ones_data_brings_no_further_thanks(db: Database) -> None:
    """Without facts, which outlive the counts, whoever erases their data has all thanks anew."""
    await db.write(set_up)
    for number in range(3):
        await db.write(thank, MAI, member(number))
    await db.write(erase.erase, MAI, key="gone")
    with pytest.raises(NoThanksLeftError):
        await db.write(thank, MAI, member(3))


async def test_a_change_of_the_time_zone_brings_no_day_twice(db: Database, clock: Clock) -> None:
    await db.write(set_up)
    await db.write(settings.set_timezone, BOSS, "Pacific/Kiritimati")
    await db.write(thank, MAI, BOB)
    await db.write(settings.set_timezone, BOSS, "Pacific/Honolulu")
    for hours in (0, 12, 11):
        clock.now += timedelta(hours=hours)
        with pytest.raises(ThankedEnoughError):
            await db.write(thank, BOB, MAI)
    clock.now += timedelta(hours=24)
    await db.write(thank, BOB, MAI)


async def test_who_cannot_be_thanked(db: Database) -> None:
    await db.write(set_up)
    refusals = {
        ThanksToOneselfError: MAI,
        NotAPersonError: Person(CLUB, 9, bot=True),
        NotHereError: Person(CLUB, 9, present=False),
    }
    for kind, whom in refusals.items():
        with pytest.raises(kind):
            await db.write(thank, MAI, whom)
    await db.write(left_out.leave_out_member, BOSS, BOB.member_id)
    with pytest.raises(ThankedLeftOutError):
        await db.write(thank, MAI, BOB)
    await db.write(settings.set_thanks, BOSS, points=0)
    with pytest.raises(ThanksOffError):
        await db.write(thank, MAI, BOB)


async def test_only_managers_set_and_only_so_far(db: Database) -> None:
    await db.write(factories.add_community)
    with pytest.raises(NotAManagerError):
        await db.write(settings.set_thanks, MAI, points=9)
    for wrong in ({"points": thanks.MOST_POINTS + 1}, {"quota": 0}, {"cap": 101}):
        with pytest.raises(InvalidInputError):
            await db.write(settings.set_thanks, BOSS, **wrong)


async def test_who_thanked_is_for_managers(db: Database) -> None:
    await db.write(set_up)
    await db.write(thank, GIVER, BOB, "key")
    (line,) = (await db.read(audit.load_page, BOSS, Chosen(member_id=BOB.member_id))).lines
    assert (line.action, line.actor_id) == ("points.thanked", GIVER.member_id)
    assert str(GIVER.member_id) not in str(await db.read(export.export, BOB))
    (own,) = (await db.read(export.export, GIVER))["audit"]
    assert own["actor_id"] == str(GIVER.member_id)
    await db.write(erase.erase, GIVER, key="e")
    with pytest.raises(ThankedEnoughError):  # also of a stranger who comes back
        await db.write(thank, BOB, GIVER)
    assert await db.read(check) == []

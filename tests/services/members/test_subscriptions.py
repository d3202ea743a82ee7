"""What Discord says of roles that are sold is one membership with what else is told of it."""

import pytest
from sqlmodel import col, select

from bot.services.members import memberships, role_meanings, subscriptions
from bot.services.members.memberships import MembershipChange
from bot.services.members.subscriptions import Paid
from db.database import Database
from db.session import Session
from db.tables import Event
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOSS, CLUB, MAI

PATRON = 700


@pytest.fixture
async def club(db: Database) -> Database:
    """A community with a member."""
    await db.write(factories.add_community)
    await db.write(factories.give_points, MAI, 1)
    return db


def pay(session: Session, message_id: int, *, renewal: bool = False, months: int = 1) -> None:
    """Take Discord's message."""
    subscriptions.paid(
        session,
        CLUB,
        MAI.member_id,
        Paid(
            message_id,
            session.now,
            tier="Patron",
            role_id=PATRON,
            renewal=renewal,
            months=months,
        ),
    )


def stored_events(session: Session) -> list[tuple[str, str]]:
    """Return what was raised, and for which plan."""
    events = session.exec(select(Event).order_by(col(Event.id)))
    return [(event.trigger, event.data["plan"]) for event in events]


async def test_the_same_message_counts_once(club: Database) -> None:
    for _ in range(2):
        await club.write(pay, 1)
    assert await club.read(stored_events) == [("membership_purchased", "Patron")]


async def test_a_renewal_renews(club: Database, clock: Clock) -> None:
    await club.write(pay, 1)
    clock.forward(days=30)
    await club.write(pay, 2, renewal=True)
    assert await club.read(stored_events) == [
        ("membership_purchased", "Patron"),
        ("membership_renewed", "Patron"),
    ]


async def test_a_marked_role_says_which_plan_it_is(club: Database) -> None:
    await club.write(role_meanings.set_meaning, BOSS, PATRON, "membership_purchased", "gold")
    await club.write(memberships.begin, CLUB, MAI.member_id, "gold", MembershipChange("role", NOON))
    await club.write(pay, 1)
    assert await club.read(stored_events) == [("membership_purchased", "gold")]


async def test_a_role_that_stands_for_a_course_is_no_plan(club: Database) -> None:
    await club.write(role_meanings.set_meaning, BOSS, PATRON, "course_complete", "python-101")
    await club.write(pay, 1)
    assert await club.read(stored_events) == [("membership_purchased", "Patron")]


@pytest.mark.parametrize(
    ("renewal", "months", "trigger"),
    [
        (False, 5, "membership_renewed"),  # as Discord has said of renewals
        (True, 5, "membership_renewed"),
    ],
)
async def test_who_has_had_the_plan_renews_it(
    club: Database, clock: Clock, renewal: bool, months: int, trigger: str
) -> None:
    await club.write(pay, 1)
    clock.forward(days=30)
    await club.write(pay, 2, renewal=renewal, months=months)
    assert await club.read(stored_events) == [
        ("membership_purchased", "Patron"),
        (trigger, "Patron"),
    ]


async def test_a_later_month_of_an_unknown_plan_renews_it(club: Database) -> None:
    await club.write(pay, 1, months=5)
    assert await club.read(stored_events) == [("membership_renewed", "Patron")]


@pytest.mark.parametrize("by_role", [True, False])
async def test_who_had_the_plan_and_comes_back_buys_it(
    club: Database, clock: Clock, by_role: bool
) -> None:
    """Discord counts the months of before, and the role may come first."""
    await club.write(role_meanings.set_meaning, BOSS, PATRON, "membership_purchased", "gold")
    await club.write(pay, 1)
    clock.forward(days=90)
    await club.write(
        memberships.end, CLUB, MAI.member_id, "gold", MembershipChange("role", clock.now)
    )
    clock.forward(days=30)
    if by_role:
        await club.write(
            memberships.begin, CLUB, MAI.member_id, "gold", MembershipChange("role", clock.now)
        )
    await club.write(pay, 2, months=4)
    assert await club.read(stored_events) == [
        ("membership_purchased", "gold"),
        ("membership_cancelled", "gold"),
        ("membership_purchased", "gold"),
    ]

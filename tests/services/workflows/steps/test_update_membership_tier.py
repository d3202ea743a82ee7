"""Step update_membership_tier."""

from bot.services.members import memberships, role_meanings
from bot.services.members.memberships import MembershipChange, NoMembershipError
from db.database import Database
from db.session import Session
from db.tables import (
    Event,
)
from tests.services.workflows.steps.performing import every, perform, refused
from tests.support.factories import BOSS, CLUB, MAI


async def test_update_membership_tier_changes_a_membership_and_says_so(db: Database) -> None:
    step = {"type": "update_membership_tier", "plan": "gold", "tier": "second"}
    await refused(db, step, NoMembershipError)

    def begin(session: Session) -> None:
        memberships.begin(
            session, CLUB, MAI.member_id, "gold", MembershipChange("role", session.now)
        )

    await db.write(begin)
    for _ in range(2):
        await perform(db, step)
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"gold": "second"}
    changes = [event for event in await every(db, Event) if event.trigger.endswith("tier_changed")]
    assert [(event.member_id, event.data["tier"]) for event in changes] == [
        (MAI.member_id, "second")
    ]


async def test_update_membership_tier_takes_a_plan_as_a_marked_role_spells_it(
    db: Database,
) -> None:
    def begin(session: Session) -> None:
        role_meanings.set_meaning(session, BOSS, 11, memberships.PURCHASED, "Gold plan")
        change = MembershipChange("role", session.now)
        memberships.begin(session, CLUB, MAI.member_id, "Gold plan", change)

    await db.write(begin)
    await perform(db, {"type": "update_membership_tier", "plan": "gold  plan", "tier": "second"})
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"Gold plan": "second"}

"""Roles come and go with what members hold."""

from typing import Any

import pytest

from bot.services import deliveries
from bot.services.deliveries import FailureReason, Lane
from bot.services.grants import issue, revoke
from bot.services.points import tiers
from db.database import Database
from db.session import Session
from db.tables import DeliveryKind, RewardKind, Tier
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI, Terms
from tests.support.sending import ROLE, hand_out

GIVE, TAKE = DeliveryKind.GIVE_ROLE, DeliveryKind.TAKE_ROLE


async def test_a_role_is_taken_only_if_laurel_gave_it(
    db: Database, clock: Clock, badge: int
) -> None:
    granted = await db.write(issue.grant, BOSS, MAI, badge, key="a")
    assert await hand_out(db) == [(GIVE, None)]
    await db.write(revoke.revoke, BOSS, granted.grant_id)
    clock.forward(seconds=1)
    assert await hand_out(db, Lane.ROLES) == [(TAKE, None)]
    # The second time somebody else gave it, so that Laurel found nothing to do.
    clock.forward(seconds=1)
    granted = await db.write(issue.grant, BOSS, MAI, badge, key="b")
    (delivery,) = await db.write(deliveries.lease, Lane.ROLES)
    await db.write(deliveries.not_sent, delivery, FailureReason.NOTHING_TO_CHANGE)
    await db.write(revoke.revoke, BOSS, granted.grant_id)
    clock.forward(seconds=1)
    assert await hand_out(db, Lane.ROLES) == [(TAKE, FailureReason.NOTHING_TO_CHANGE)]


async def test_a_role_stays_while_another_badge_carries_it(
    db: Database, clock: Clock, badge: int
) -> None:
    other = await db.write(factories.publish, RewardKind.BADGE, "Writer", Terms(badge_role_id=ROLE))
    first = await db.write(issue.grant, BOSS, MAI, badge, key="a")
    second = await db.write(issue.grant, BOSS, MAI, other, key="b")
    await hand_out(db)
    await db.write(revoke.revoke, BOSS, first.grant_id)
    assert await hand_out(db, Lane.ROLES) == [(TAKE, FailureReason.NOTHING_TO_CHANGE)]
    clock.forward(seconds=1)
    await db.write(revoke.revoke, BOSS, second.grant_id)
    assert await hand_out(db, Lane.ROLES) == [(TAKE, None)]


def tier(session: Session, threshold: int = 50) -> None:
    """Make the badge's role a tier that lifetime points bring."""
    session.add(Tier(community_id=CLUB, role_id=ROLE, rank=1, threshold=threshold, attached_by=1))


async def test_a_role_stays_that_is_a_tier_by_now(db: Database, clock: Clock, badge: int) -> None:
    granted = await db.write(issue.grant, BOSS, MAI, badge, key="a")
    await hand_out(db)
    await db.write(tier)
    await db.write(factories.give_points, MAI, 50)
    await db.write(revoke.revoke, BOSS, granted.grant_id)
    assert await hand_out(db, Lane.ROLES) == [(TAKE, FailureReason.NOTHING_TO_CHANGE)]


async def test_a_tier_that_was_not_reached_keeps_no_role(db: Database, badge: int) -> None:
    granted = await db.write(issue.grant, BOSS, MAI, badge, key="a")
    await hand_out(db)
    await db.write(tier, 51)
    await db.write(factories.give_points, MAI, 50)
    await db.write(revoke.revoke, BOSS, granted.grant_id)
    assert await hand_out(db, Lane.ROLES) == [(TAKE, None)]


async def test_a_tier_that_is_none_any_more_gives_no_role(db: Database, badge: int) -> None:
    await db.write(tier)
    await db.write(factories.give_points, MAI, 50)
    await db.write(tiers.cross, CLUB, MAI.member_id, frozenset())
    await db.write(tiers.remove, BOSS, ROLE)
    assert await hand_out(db, Lane.ROLES) == [(GIVE, FailureReason.OUTDATED)]


def by_workflow(kind: DeliveryKind) -> Any:
    """Return a use case in which a workflow changes the role."""

    def use_case(session: Session) -> None:
        deliveries.enqueue(
            session, CLUB, kind, key=f"run:1:{kind}", member_id=MAI.member_id, run="1", role=ROLE
        )

    return use_case


@pytest.mark.parametrize("outcome", [None, FailureReason.NOTHING_TO_CHANGE])
async def test_a_role_that_a_workflow_gave_too_stays(
    db: Database, clock: Clock, badge: int, outcome: FailureReason | None
) -> None:
    """Also if the workflow found the badge's role there already."""
    granted = await db.write(issue.grant, BOSS, MAI, badge, key="a")
    await hand_out(db)
    clock.forward(seconds=1)
    await db.write(by_workflow(GIVE))
    (delivery,) = await db.write(deliveries.lease, Lane.ROLES)
    if outcome is None:
        await db.write(deliveries.sent, delivery)
    else:
        await db.write(deliveries.not_sent, delivery, outcome)
    await db.write(revoke.revoke, BOSS, granted.grant_id)
    assert await hand_out(db, Lane.ROLES) == [(TAKE, FailureReason.NOTHING_TO_CHANGE)]


async def test_a_workflow_takes_a_role_whoever_gave_it(db: Database, badge: int) -> None:
    await db.write(by_workflow(TAKE))
    assert await hand_out(db, Lane.ROLES) == [(TAKE, None)]

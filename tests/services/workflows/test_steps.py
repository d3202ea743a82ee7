"""What each step does, once, and what it refuses."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.services import audit
from bot.services.actors import remember
from bot.services.errors import GoneError, RefusedError
from bot.services.grants import issue
from bot.services.members import memberships, role_meanings
from bot.services.members.memberships import MembershipChange, NoMembershipError
from bot.services.points import ledger
from bot.services.points.ledger import Balances, NothingToTakeError
from bot.services.rewards.eligibility import LimitReachedError, NotOnOfferError, SoldOutError
from bot.services.workflows import parts
from bot.services.workflows.parts import MemberNow, Step
from db.database import Database
from db.session import Session
from db.tables import (
    Code,
    CodeState,
    Delivery,
    DeliveryKind,
    Event,
    Grant,
    GrantSource,
    Holding,
    LedgerEntry,
    MemberAttribute,
    Reward,
    RewardKind,
    RewardState,
)
from tests.services.workflows.parts import RUN, context, happened
from tests.support import scene
from tests.support.scene import BOSS, CLUB, MAI, Terms

Json = dict[str, Any]

LATE = date(2025, 12, 31)


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community with Mai, who has 100 points."""
    await db.write(scene.found)
    await db.write(remember, CLUB, MAI.member_id)
    await db.write(ledger.award, BOSS, MAI, 100, key="start")


def made(given: Json) -> Step:
    """Return a step."""
    return parts.steps()[given["type"]].model_validate(given)


async def do(db: Database, given: Json, *, path: str = "steps.0", goal: bool = False) -> Any:
    """Do a step for Mai, in a run of a workflow or of a goal."""

    def use_case(session: Session) -> timedelta | None:
        handed = context(session, path=path, workflow_id=None if goal else 501)
        return made(given).perform(handed)

    return await db.write(use_case)


async def every(db: Database, table: type[Any]) -> list[Any]:
    """Return all rows of a table."""

    def use_case(session: Session) -> list[Any]:
        rows = list(session.exec(select(table)))
        session.expunge_all()
        return rows

    return await db.read(use_case)


async def test_assign_reward_gives_each_kind(db: Database) -> None:
    badge = await db.write(scene.publish, RewardKind.BADGE, "Star", Terms(badge_role_id=11))
    voucher = await db.write(scene.publish, RewardKind.VOUCHER, "Book", codes=[("CODE-1", LATE)])
    coupon = await db.write(scene.coupon, cost=1_000, stock=1)
    for number, reward in enumerate((badge, voucher, coupon)):
        step = {"type": "assign_reward", "reward": reward}
        assert await do(db, step, path=f"steps.{number}") is None
    grants = await every(db, Grant)
    assert {(grant.reward_id, grant.member_id, grant.source, grant.paid) for grant in grants} == {
        (reward, MAI.member_id, GrantSource.WORKFLOW, 0) for reward in (badge, voucher, coupon)
    }
    assert [code.state for code in await every(db, Code)] == [CodeState.ASSIGNED]
    owed = {DeliveryKind(row.kind) for row in await every(db, Delivery)}
    told = {DeliveryKind.GRANT_MESSAGE, DeliveryKind.POOL_NOTICE}  # that was the last code
    assert owed == {DeliveryKind.GIVE_ROLE, *told}
    assert (await db.read(ledger.balances, CLUB, MAI.member_id)).spend == 100


async def test_assign_reward_gives_once_for_a_run_and_step(db: Database) -> None:
    coupon = await db.write(scene.coupon, stock=5)
    step = {"type": "assign_reward", "reward": coupon}
    for path in ("steps.0", "steps.0", "steps.1"):
        await do(db, step, path=path)
    assert [row.count for row in await every(db, Holding)] == [2]


async def test_what_a_goal_gives_comes_from_a_goal(db: Database) -> None:
    coupon = await db.write(scene.coupon)
    await do(db, {"type": "assign_reward", "reward": coupon}, goal=True)
    assert [grant.source for grant in await every(db, Grant)] == [GrantSource.GOAL]


async def test_a_badge_that_is_held_is_no_refusal(db: Database) -> None:
    badge = await db.write(scene.publish, RewardKind.BADGE, "Star")
    await db.write(issue.grant, BOSS, MAI, badge, key="before")
    await do(db, {"type": "assign_reward", "reward": badge})
    assert len(await every(db, Grant)) == 1


async def refused(db: Database, step: Json, kind: type[RefusedError]) -> RefusedError:
    """Do a step that is refused, and see that it changes nothing but the event."""
    tables = (Grant, Holding, LedgerEntry, Delivery, MemberAttribute, Code)
    before = [await every(db, table) for table in tables]
    with pytest.raises(kind) as caught:
        await do(db, step, path="steps.9")
    assert [await every(db, table) for table in tables] == before
    return caught.value


async def test_assign_reward_is_refused_as_any_grant_is(db: Database) -> None:
    empty = await db.write(scene.publish, RewardKind.VOUCHER, "Empty")
    sold = await db.write(scene.coupon, stock=0)
    await refused(db, {"type": "assign_reward", "reward": empty}, SoldOutError)
    await refused(db, {"type": "assign_reward", "reward": sold}, SoldOutError)
    once = await db.write(
        scene.publish, RewardKind.COUPON, "Once", Terms(cost=1, stock=5, member_limit=1)
    )
    await db.write(issue.grant, BOSS, MAI, once, key="before")
    await refused(db, {"type": "assign_reward", "reward": once}, LimitReachedError)

    def unpublish(session: Session) -> None:
        session.get_one(Reward, (CLUB, once)).state = RewardState.DRAFT

    await db.write(unpublish)
    await refused(db, {"type": "assign_reward", "reward": once}, NotOnOfferError)
    await refused(db, {"type": "assign_reward", "reward": 12345}, GoneError)


async def test_award_points_goes_to_both_wallets_once(db: Database) -> None:
    for _ in range(2):
        await do(db, {"type": "award_points", "points": 7})
    assert await db.read(ledger.balances, CLUB, MAI.member_id) == Balances(107, 107)
    (line, _) = (await db.read(audit.look, BOSS)).lines
    assert (line.action, line.actor_id, line.member_id) == ("points.awarded", None, MAI.member_id)
    assert line.details["amount"] == 7


async def test_deduct_points_takes_all_or_nothing_once(db: Database) -> None:
    for _ in range(2):
        await do(db, {"type": "deduct_points", "points": 30})
    assert await db.read(ledger.balances, CLUB, MAI.member_id) == Balances(100, 70)
    (line, _) = (await db.read(audit.look, BOSS)).lines
    assert (line.action, line.actor_id, line.details["amount"]) == ("points.deducted", None, 30)
    short = await refused(db, {"type": "deduct_points", "points": 71}, RefusedError)
    assert isinstance(short, NothingToTakeError)
    assert short.params == {"missing": 1, "balance": 70}


OWING: list[tuple[Json, DeliveryKind, int | None, int | None, Json]] = [
    (
        {"type": "send_notification", "text": "Hello"},
        DeliveryKind.NOTIFICATION,
        MAI.member_id,
        None,
        {},
    ),
    (
        {"type": "announce", "text": "Hello", "channel": 21},
        DeliveryKind.ANNOUNCEMENT,
        MAI.member_id,
        21,
        {},
    ),
    (
        {"type": "webhook", "url": "https://example.org/hook"},
        DeliveryKind.WEBHOOK,
        MAI.member_id,
        None,
        {},
    ),
    ({"type": "add_role", "role": 11}, DeliveryKind.GIVE_ROLE, MAI.member_id, None, {"role": 11}),
    (
        {"type": "remove_role", "role": 11},
        DeliveryKind.TAKE_ROLE,
        MAI.member_id,
        None,
        {"role": 11},
    ),
]


@pytest.mark.parametrize(("step", "kind", "member", "channel", "more"), OWING)
async def test_what_touches_the_world_is_owed_once(
    db: Database, step: Json, kind: DeliveryKind, member: int, channel: int | None, more: Json
) -> None:
    for _ in range(2):
        assert await do(db, step, path="steps.3") is None
    (owed,) = await every(db, Delivery)
    assert (owed.kind, owed.key) == (kind, f"run:{RUN}:steps.3")
    assert (owed.member_id, owed.channel_id, owed.grant_id) == (member, channel, None)
    assert owed.payload == {"run": str(RUN), "position": 3, **more}


@pytest.mark.parametrize("step", [OWING[1][0], OWING[2][0]])
async def test_some_steps_need_no_member(db: Database, step: Json) -> None:
    def use_case(session: Session) -> None:
        event = happened(session, "schedule", member_id=None)
        handed = parts.Context(session, CLUB, event, 501, RUN, "steps.0", None)
        made(step).perform(handed)

    await db.write(use_case)
    assert [row.member_id for row in await every(db, Delivery)] == [None]


async def test_update_membership_tier_changes_a_membership_and_says_so(db: Database) -> None:
    step = {"type": "update_membership_tier", "plan": "gold", "tier": "second"}
    await refused(db, step, NoMembershipError)

    def begin(session: Session) -> None:
        memberships.begin(
            session, CLUB, MAI.member_id, "gold", MembershipChange("role", session.now)
        )

    await db.write(begin)
    for _ in range(2):
        await do(db, step)
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"gold": "second"}
    told = [event for event in await every(db, Event) if event.trigger.endswith("tier_changed")]
    assert [(event.member_id, event.data["tier"]) for event in told] == [(MAI.member_id, "second")]


async def test_update_membership_tier_takes_a_plan_as_a_marked_role_spells_it(
    db: Database,
) -> None:
    def begin(session: Session) -> None:
        role_meanings.set_meaning(session, BOSS, 11, memberships.PURCHASED, "Gold plan")
        told = MembershipChange("role", session.now)
        memberships.begin(session, CLUB, MAI.member_id, "Gold plan", told)

    await db.write(begin)
    await do(db, {"type": "update_membership_tier", "plan": "gold  plan", "tier": "second"})
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"Gold plan": "second"}


async def test_set_user_attribute_notes_and_notes_anew(db: Database) -> None:
    for value in ("Huế", "Vinh"):
        await do(db, {"type": "set_user_attribute", "name": "city", "value": value})
    noted = await every(db, MemberAttribute)
    assert [(row.member_id, row.name, row.value) for row in noted] == [
        (MAI.member_id, "city", "Vinh")
    ]


async def test_wait_says_how_long(db: Database) -> None:
    assert await do(db, {"type": "wait", "duration": "2d 12h 5m"}) == timedelta(
        days=2, hours=12, minutes=5
    )


async def test_a_reward_goes_to_who_the_event_is_about(db: Database) -> None:
    badge = await db.write(scene.publish, RewardKind.BADGE, "Star")

    def use_case(session: Session) -> list[int]:
        handed = context(session, who=MemberNow(77))
        made({"type": "assign_reward", "reward": badge}).perform(handed)
        return list(session.exec(select(Grant.member_id).order_by(col(Grant.id))))

    assert await db.write(use_case) == [77]

"""Coupons that deliver by themselves: a role for good or for a time, or a code."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.services import audit, deliveries, events
from bot.services.actors import remember
from bot.services.content import RoleEnding
from bot.services.deletions import deleted_roles
from bot.services.deliveries import FailureReason, Lane
from bot.services.events import NewEvent
from bot.services.grants import bulk, bulk_plan, inventory, issue, purchase, redeem, revoke
from bot.services.grants.burst import Press, claim_together
from bot.services.grants.item_state import ItemState
from bot.services.maintenance.integrity import check
from bot.services.members import bought_roles, sync
from bot.services.members.diff import MemberSnapshot
from bot.services.points import ledger
from bot.services.privacy import erase
from bot.services.rewards import editing, lookup, role_reach, store
from bot.services.rewards.eligibility import (
    NoneLeftToClaimError,
    OwnCodesHeldError,
    OwnRoleHeldError,
    RoleHeldError,
    SoldOutError,
)
from bot.services.rewards.fields import RewardChanges
from db.database import Database
from db.session import Session
from db.tables import (
    Delivery,
    DeliveryKind,
    GrantSource,
    GrantState,
    RewardKind,
    RewardState,
    Run,
    RunState,
    Tier,
    WalletKind,
)
from tests.services.grants.delivering import (
    PRICE,
    ROLE,
    WITH_ROLE,
    bought,
    buy,
    code_states,
    grant,
    reward,
    sold,
    sold_codes,
)
from tests.services.workflows.test_temporary_roles import workflow
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms, somebody
from tests.support.pipeline import until_nothing_is_left
from tests.support.sending import change, hand_out, notices, read, report

GIVE, TAKE = DeliveryKind.GIVE_ROLE, DeliveryKind.TAKE_ROLE


def balance(session: Session) -> int:
    return ledger.balance(session, CLUB, MAI.member_id, WalletKind.SPEND)


async def test_a_role_for_a_time_is_delivered_extended_and_taken(
    db: Database, clock: Clock
) -> None:
    vip = await db.write(sold)
    claimed = await db.write(buy, vip)
    assert (claimed.granted.role_id, claimed.granted.days, claimed.balance) == (ROLE, 30, 900)
    held = await db.read(grant, claimed.granted.grant_id)
    assert (held.state, held.redemption_code, held.expires_on) == (GrantState.HELD, None, None)
    assert (await db.read(inventory.inventory, MAI)).items[0].state is ItemState.ON_ITS_WAY
    assert await hand_out(db, Lane.ROLES) == [(GIVE, None)]
    used = await db.read(grant, held.id)
    assert (used.state, used.used_at, used.used_by) == (GrantState.USED, NOON, None)
    with pytest.raises(revoke.AlreadyUsedError):
        await db.write(revoke.revoke, BOSS, held.id)
    with pytest.raises(redeem.DeliversItselfError):
        await db.read(redeem.use, MAI, held.id)
    # A second one finds the role there, and adds to the days that are left.
    clock.forward(days=10)
    await db.write(buy, vip, WITH_ROLE)
    (delivery,) = await db.write(deliveries.lease, Lane.ROLES)
    await db.write(report, delivery, FailureReason.NOTHING_TO_CHANGE)
    shown = await db.read(inventory.inventory, MAI)
    assert shown.roles == [(ROLE, NOON + timedelta(days=60))]
    assert {item.state for item in shown.items} == {ItemState.DELIVERED}
    clock.now = NOON + timedelta(days=60, seconds=-1)
    await db.write(bought_roles.end)
    assert await hand_out(db, Lane.ROLES) == []
    clock.forward(seconds=1)
    await db.write(bought_roles.end)
    assert await hand_out(db, Lane.ROLES) == [(TAKE, None)]
    assert await db.read(bought) == []
    lines = (await db.read(audit.load_page, BOSS)).lines
    delivered = "coupon.delivered", "coupon.role_ended"
    done = [line.action for line in lines if line.action in delivered]
    assert done == ["coupon.role_ended", "coupon.delivered", "coupon.delivered"]
    assert await db.read(check) == []


async def test_what_cannot_be_delivered_comes_back_and_is_sold_out_until_it_can(
    db: Database,
) -> None:
    vip = await db.write(sold)
    claimed = await db.write(buy, vip)
    (delivery,) = await db.write(deliveries.lease, Lane.ROLES)
    await db.write(report, delivery, FailureReason.ROLE_OUT_OF_REACH)
    assert (await db.read(grant, claimed.granted.grant_id)).state == GrantState.REVOKED
    assert (await db.read(reward, vip)).granted == 0
    assert await db.read(balance) == 1_000
    told = {cause for cause, _ in await notices(db)}
    assert {"notice-coupon-returned", "notice-role-not-for-sale"} <= told
    (_, content) = next(
        one for one in await read(db, Lane.DIRECT) if one[0].kind is DeliveryKind.CODE_WITHDRAWN
    )
    assert getattr(content, "itself", False)
    # Nobody sees more of it than that it is sold out, wherever it is asked.
    with pytest.raises(NoneLeftToClaimError):
        await db.write(purchase.offer, MAI, vip)
    with pytest.raises(SoldOutError):
        await db.write(issue.grant, BOSS, BOB, vip, key="gift")
    (item,) = (await db.read(store.store_page, MAI)).items
    assert (item.left, type(item.refusal)) == (0, NoneLeftToClaimError)
    await db.write(role_reach.note, CLUB, {ROLE})
    assert (await db.write(purchase.offer, MAI, vip)).role_id == ROLE
    await db.write(role_reach.note, CLUB, set())
    assert (await db.read(lookup.find_coupons, MAI))[0].refusal is not None
    assert await db.read(check) == []


async def test_a_role_that_is_theirs_otherwise_is_not_sold(db: Database) -> None:
    vip = await db.write(sold)
    with pytest.raises(OwnRoleHeldError):
        await db.write(purchase.offer, WITH_ROLE, vip)
    offer = await db.write(purchase.offer, MAI, vip)
    with pytest.raises(OwnRoleHeldError):  # they got it while they looked
        await db.write(purchase.claim, WITH_ROLE, offer.offer_id)
    with pytest.raises(RoleHeldError):
        await db.write(issue.grant, BOSS, WITH_ROLE, vip, key="gift")
    # Or on the way: nobody bought more time, so it comes back.
    await db.write(purchase.claim, MAI, offer.offer_id)
    (delivery,) = await db.write(deliveries.lease, Lane.ROLES)
    await db.write(report, delivery, FailureReason.NOTHING_TO_CHANGE)
    assert await db.read(balance) == 1_000
    assert (await db.read(bought), await db.read(check)) == ([], [])


async def test_a_role_for_good_is_sold_once_and_ends_a_time(db: Database, clock: Clock) -> None:
    vip = await db.write(sold)
    good = await db.write(
        factories.publish,
        RewardKind.COUPON,
        "For ever",
        Terms(cost=PRICE, stock=10, delivers_role_id=ROLE),
    )
    await db.write(buy, vip)
    await hand_out(db)
    await db.write(buy, good, WITH_ROLE)
    for coupon in (vip, good):  # also while it is on its way
        with pytest.raises(OwnRoleHeldError):
            await db.write(purchase.offer, MAI, coupon)
    await hand_out(db)
    assert [row.ends_at for row in await db.read(bought)] == [None]
    clock.forward(days=1_000)
    assert await db.write(bought_roles.end) == 0
    assert await db.read(check) == []


@pytest.mark.parametrize("by", ["badge", "tier", "coupon", "nothing"])
async def test_a_role_stays_at_its_end_while_something_else_gives_it(
    db: Database, clock: Clock, by: str
) -> None:
    vip = await db.write(sold, days=2)

    def meanwhile(session: Session) -> None:
        if by == "badge":
            badge = Terms(badge_role_id=ROLE)
            one = factories.publish(session, RewardKind.BADGE, "Supporter", badge)
            issue.grant(session, BOSS, WITH_ROLE, one, key="badge")
        if by == "tier":
            tier = Tier(community_id=CLUB, role_id=ROLE, rank=1, threshold=500, attached_by=1)
            session.add(tier)
        if by == "coupon":
            buy(session, vip, WITH_ROLE)

    await db.write(buy, vip)
    await hand_out(db)
    await db.write(meanwhile)
    if by == "badge":
        (delivery,) = await db.write(deliveries.lease, Lane.ROLES)
        await db.write(report, delivery, FailureReason.NOTHING_TO_CHANGE)
    clock.forward(days=2)
    await db.write(bought_roles.end)
    takes = [why for kind, why in await hand_out(db, Lane.ROLES) if kind is TAKE]
    stays = [None] if by == "nothing" else [FailureReason.NOTHING_TO_CHANGE]
    assert takes == ([] if by == "coupon" else stays)  # its outcome is awaited


async def test_the_role_comes_back_with_its_member_while_time_is_left(
    db: Database, clock: Clock
) -> None:
    """Time runs on while they are away."""
    vip = await db.write(sold, days=3)
    await db.write(sync.observe, CLUB, [MemberSnapshot(MAI.member_id)])
    await db.write(deleted_roles.reconciled, CLUB, frozenset({ROLE}))
    await db.write(buy, vip)
    await hand_out(db)
    for away, comes_back in ((2, True), (2, False)):
        await db.write(sync.left, CLUB, MAI.member_id)
        clock.forward(days=away)
        await db.write(sync.observe, CLUB, [MemberSnapshot(MAI.member_id)])
        given = [why for kind, why in await hand_out(db, Lane.ROLES) if kind is GIVE]
        assert given == ([None] if comes_back else [])
        await db.write(bought_roles.end)


async def test_who_leaves_before_it_is_delivered_gets_the_points_back(db: Database) -> None:
    vip = await db.write(sold)
    await db.write(buy, vip)
    (delivery,) = await db.write(deliveries.lease, Lane.ROLES)
    await db.write(report, delivery, FailureReason.MEMBER_LEFT)
    assert (await db.read(balance), (await db.read(reward, vip)).granted) == (1_000, 0)


async def test_the_end_is_told_a_day_before(db: Database, clock: Clock) -> None:
    vip = await db.write(sold, days=3)
    await db.write(buy, vip)
    await hand_out(db)
    clock.forward(days=2, seconds=-1)
    assert await db.write(bought_roles.remind) == 0
    clock.forward(seconds=1)
    assert await db.write(bought_roles.remind) == 1
    assert await db.write(bought_roles.remind) == 0
    ((_, content),) = await read(db, Lane.DIRECT)
    assert content == RoleEnding("en", None, ROLE, NOON + timedelta(days=3))
    # What is extended meanwhile ends later, and is told then.
    await db.write(buy, vip, WITH_ROLE)
    await hand_out(db, Lane.ROLES)
    assert await db.write(bought_roles.remind) == 0


async def test_a_day_is_too_short_to_be_reminded_of(db: Database, clock: Clock) -> None:
    vip = await db.write(sold, days=1)
    await db.write(buy, vip)
    await hand_out(db)
    clock.forward(hours=12)
    assert await db.write(bought_roles.remind) == 0


async def test_a_code_is_delivered_with_the_purchase(db: Database) -> None:
    coupon, voucher = await db.write(sold_codes)
    claimed = await db.write(buy, coupon)
    used = await db.read(grant, claimed.granted.grant_id)
    assert (used.state, used.used_by, used.paid) == (GrantState.USED, None, PRICE)
    assert claimed.granted.code_grant_id is not None
    code = await db.read(grant, claimed.granted.code_grant_id)
    assert (code.source, code.paid, code.member_id) == (GrantSource.DELIVERY, 0, MAI.member_id)
    shown = await db.write(inventory.show_code, MAI, code.id)
    assert shown.value == "PARTNER-0"
    assert await hand_out(db, Lane.DIRECT) == []  # the button stands on the card
    # A second press of the same card finds both.
    again = await db.write(purchase.claim, MAI, int(used.key.removeprefix("offer:")))
    assert (again.granted.new, again.granted.code_grant_id) == (False, code.id)
    await db.write(issue.grant, BOSS, BOB, coupon, key="gift")
    assert await hand_out(db, Lane.DIRECT) == [(DeliveryKind.GRANT_MESSAGE, None)]
    with pytest.raises(NoneLeftToClaimError):  # the pool is empty
        await db.write(purchase.offer, MAI, coupon)
    assert (await db.read(reward, coupon)).granted == (await db.read(reward, voucher)).granted == 2
    assert await db.read(check) == []


@pytest.mark.parametrize("state", [RewardState.DRAFT, RewardState.ARCHIVED])
async def test_a_code_is_sold_while_its_voucher_may_be_given(
    db: Database, state: RewardState
) -> None:
    coupon, voucher = await db.write(sold_codes, codes=5, member_limit=1)
    offers = [(await db.write(purchase.offer, who, coupon)).offer_id for who in (MAI, MAI)]
    await db.write(purchase.claim, MAI, offers[0])
    with pytest.raises(OwnCodesHeldError):
        await db.write(purchase.claim, MAI, offers[1])
    await db.write(factories.give_points, BOB, 500)
    offer = await db.write(purchase.offer, BOB, coupon)
    await change(db, type(await db.read(reward, voucher)), CLUB, voucher, state=state)
    with pytest.raises(NoneLeftToClaimError):
        await db.write(purchase.claim, BOB, offer.offer_id)
    assert await db.read(code_states) == ["assigned", *["available"] * 4]
    assert await db.read(check) == []


async def test_claims_that_are_decided_together_deliver_too(db: Database) -> None:
    def presses(session: Session) -> list[Press]:
        coupon, _ = sold_codes(session, codes=2)
        terms = Terms(cost=PRICE, stock=2, delivers_role_id=ROLE, delivers_days=30)
        vip = factories.publish(session, RewardKind.COUPON, "VIP", terms)
        mug = factories.coupon(session)
        made = []
        for number in range(3):
            factories.give_points(session, somebody(number), 300)
            made += [
                Press(somebody(number), purchase.offer(session, somebody(number), one).offer_id)
                for one in (coupon, mug, vip)
            ]
        return made

    outcomes = await db.write(lambda s: claim_together(s, presses(s)))
    assert [isinstance(one, NoneLeftToClaimError) for one in outcomes] == [
        *[False] * 6,
        *(True, False, True),
    ]
    assert await hand_out(db, Lane.ROLES) == [(GIVE, None)] * 2
    assert await db.read(check) == []


async def test_editing_changes_nothing_of_what_was_bought(db: Database) -> None:
    vip = await db.write(sold)
    claimed = await db.write(buy, vip)
    await db.write(editing.edit, BOSS, vip, RewardChanges(delivers_role=None))
    assert await hand_out(db, Lane.ROLES) == [(GIVE, None)]
    assert [row.ends_at for row in await db.read(bought)] == [NOON + timedelta(days=30)]
    assert (await db.read(grant, claimed.granted.grant_id)).state == GrantState.USED
    plain = (await db.write(buy, vip)).granted
    assert (await db.read(redeem.use, MAI, plain.grant_id)).redemption_code
    assert await db.read(check) == []


async def test_erasing_ends_what_was_bought_for_a_time(db: Database) -> None:
    vip = await db.write(sold)
    await db.write(sync.observe, CLUB, [MemberSnapshot(MAI.member_id)])
    await db.write(buy, vip)
    await hand_out(db)
    await db.write(buy, vip, WITH_ROLE)
    await db.write(erase.erase, MAI, key="x")
    assert await hand_out(db, Lane.ROLES) == [(TAKE, None)]
    assert (await db.read(bought), await db.read(check)) == ([], [])
    theirs = select(Delivery.id).where(col(Delivery.member_id) == MAI.member_id)
    assert await db.read(lambda session: session.exec(theirs).all()) == []  # nobody was here


async def test_a_coupon_revoked_as_it_was_delivered_takes_the_role_again(db: Database) -> None:
    vip = await db.write(sold)
    claimed = await db.write(buy, vip)
    (delivery,) = await db.write(deliveries.lease, Lane.ROLES)
    await db.write(revoke.revoke, BOSS, claimed.granted.grant_id)
    await db.write(report, delivery)
    assert await hand_out(db, Lane.ROLES) == [(TAKE, None)]
    assert (await db.read(balance), await db.read(bought)) == (1_000, [])
    assert await db.read(check) == []


async def test_what_two_senders_report_counts_once(db: Database, clock: Clock) -> None:
    """Without asking whether it was reported before, the second would say that the role ended."""
    vip = await db.write(sold)
    await db.write(buy, vip)
    (first,) = await db.write(deliveries.lease, Lane.ROLES)
    clock.now += deliveries.LEASE + deliveries.LATE
    (second,) = await db.write(deliveries.lease, Lane.ROLES)
    await db.write(report, second)
    for reason in (None, FailureReason.OUTDATED):
        await db.write(report, first, reason)
    lines = (await db.read(audit.load_page, BOSS)).lines
    assert "coupon.role_ended" not in {line.action for line in lines}
    assert await hand_out(db, Lane.ROLES) == []
    assert len(await db.read(bought)) == 1


async def test_a_role_on_its_way_to_somebody_erased_goes_again(db: Database) -> None:
    """Without looking whose delivery it is by now, a role for a time would stay for good."""
    vip = await db.write(sold)
    await db.write(sync.observe, CLUB, [MemberSnapshot(MAI.member_id)])
    await db.write(buy, vip)
    (delivery,) = await db.write(deliveries.lease, Lane.ROLES)
    await db.write(erase.erase, MAI, key="x")
    await db.write(report, delivery)
    assert await hand_out(db, Lane.ROLES) == [(TAKE, None)]
    assert (await db.read(bought), await db.read(check)) == ([], [])
    theirs = select(Delivery.id).where(col(Delivery.member_id) == MAI.member_id)
    assert await db.read(lambda session: session.exec(theirs).all()) == []


async def test_many_are_given_what_delivers_itself(db: Database) -> None:
    """Who has the role already is told apart, and nobody else waits for that."""
    members = [somebody(number).member_id for number in range(12)]

    def plan(session: Session) -> int:
        vip = sold(session)
        snapshots = [
            MemberSnapshot(id_, frozenset({ROLE} if id_ == members[0] else ())) for id_ in members
        ]
        sync.observe(session, CLUB, snapshots)
        reward(session, vip).stock = 20
        planned = bulk_plan.plan(session, BOSS, vip, members)
        bulk.confirm(session, BOSS, planned.bulk_id, as_far_as_it_reaches=False)
        return planned.bulk_id

    bulk_id = await db.write(plan)
    report = await db.write(bulk.step, CLUB, bulk_id)
    assert (report.granted, report.refused) == (11, {RoleHeldError.message: 1})
    assert await hand_out(db, Lane.ROLES) == [(GIVE, None)] * 11
    assert len(await db.read(bought)) == 11
    assert await db.read(check) == []


async def test_a_workflow_gives_what_delivers_itself_while_it_can(db: Database) -> None:
    """The last code goes to one of two whose events are decided together."""
    coupon, _ = await db.write(sold_codes, codes=1)
    await db.write(
        workflow, 501, "lesson_complete", [{"type": "assign_reward", "reward": str(coupon)}]
    )

    def lessons(session: Session) -> None:
        for who in (MAI, BOB):
            remember(session, CLUB, who.member_id)
            key, data = f"lesson:{who.member_id}", {"id": "1"}
            happened = NewEvent(CLUB, "lesson_complete", key, who.member_id, session.now, data=data)
            events.store(session, [happened])

    await db.write(lessons)
    await until_nothing_is_left(db)
    assert await db.read(code_states) == ["assigned"]
    states = await db.read(lambda s: sorted(s.exec(select(Run.state)).all()))
    assert states == [RunState.DONE, RunState.FAILED]
    assert await db.read(check) == []

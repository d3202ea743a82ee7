"""Codes and coupons in several hands at once: no code has two holders, none is seen and resold."""

from dataclasses import replace
from datetime import date
from functools import partial

from sqlmodel import select

from bot.services import claims, coupons, granting, inventory, points, revoking
from bot.services.coupons import Coupon, CouponRevokedError, CouponShown, CouponUsedError
from bot.services.granting import Granted
from bot.services.inventory import CodeShown, CodeWithdrawnError
from bot.services.revoking import AlreadyOverError, AlreadyUsedError, Revoked
from bot.services.rules import SoldOutError
from db.database import Database
from db.session import Session
from db.tables import Code, CodeState, Grant, GrantState, Reward, RewardKind, WalletKind
from tests.concurrency.racing import at_once, refused
from tests.support import scene
from tests.support.scene import BOSS, CLUB, MAI, somebody

GOOD_UNTIL = date(2025, 12, 31)


def voucher_with(session: Session, codes: int) -> int:
    """Publish a voucher with some codes."""
    scene.found(session)
    pool = [(f"CODE-{number:04}", GOOD_UNTIL) for number in range(codes)]
    return scene.publish(session, RewardKind.VOUCHER, "Partner", codes=pool)


def vouchers_in_hands(session: Session, holders: int) -> list[int]:
    """Give a code to each of some members and return the grants."""
    voucher = voucher_with(session, holders)
    return [
        granting.grant(session, BOSS, somebody(n), voucher, key=f"gift:{n}").grant_id
        for n in range(holders)
    ]


def code_states(session: Session) -> dict[str, tuple[str, int | None]]:
    """Return where each code is, and in whose grant."""
    return {
        value: (state, grant_id)
        for value, state, grant_id in session.exec(select(Code.value, Code.state, Code.grant_id))
    }


def spendable(session: Session, member_id: int) -> int:
    """Return what a member can spend."""
    return points.balance(session, CLUB, member_id, WalletKind.SPEND)


def grant_state(session: Session, grant_id: int) -> str:
    """Return where a grant is."""
    return session.get_one(Grant, (CLUB, grant_id)).state


async def test_ten_codes_go_to_ten_of_forty(processes: list[Database]) -> None:
    voucher = await processes[0].write(voucher_with, 10)
    managers = [replace(BOSS, member_id=9_000 + number) for number in range(4)]
    outcomes = await at_once(
        processes,
        [
            partial(
                granting.grant,
                by=managers[n % 4],
                to=somebody(n),
                reward_id=voucher,
                key=f"interaction:{n}",
            )
            for n in range(40)
        ],
    )
    won = [outcome.grant_id for outcome in outcomes if isinstance(outcome, Granted)]
    assert len(won) == 10
    assert refused(outcomes, SoldOutError) == 30
    states = (await processes[1].read(code_states)).values()
    assert sorted(states) == sorted((CodeState.ASSIGNED, grant_id) for grant_id in won)
    reward = await processes[1].read(lambda s: s.get_one(Reward, (CLUB, voucher)).granted)
    assert reward == 10


async def test_a_revoked_code_was_seen_and_is_void_or_is_back_unseen(
    processes: list[Database],
) -> None:
    grants = await processes[0].write(vouchers_in_hands, 20)
    outcomes = await at_once(
        processes,
        [
            use_case
            for number, grant_id in enumerate(grants)
            for use_case in (
                partial(inventory.show_code, person=somebody(number), grant_id=grant_id),
                partial(revoking.revoke, by=BOSS, grant_id=grant_id),
            )
        ],
    )
    states = await processes[1].read(code_states)
    for grant_id, shown, revoked in zip(grants, outcomes[::2], outcomes[1::2], strict=True):
        assert isinstance(revoked, Revoked)
        if isinstance(shown, CodeShown):
            assert revoked.code is CodeState.VOID
            assert states[shown.value] == (CodeState.VOID, grant_id)
        else:
            assert isinstance(shown, CodeWithdrawnError)
            assert revoked.code is CodeState.AVAILABLE
    seen = sum(isinstance(shown, CodeShown) for shown in outcomes[::2])
    assert sorted(states.values(), key=str) == sorted(
        [(CodeState.AVAILABLE, None)] * (20 - seen)
        + [
            (CodeState.VOID, grant_id)
            for grant_id, shown in zip(grants, outcomes[::2], strict=True)
            if isinstance(shown, CodeShown)
        ],
        key=str,
    )


async def test_a_revoked_code_goes_to_the_next_member_while_the_first_looks(
    processes: list[Database],
) -> None:
    """A code that is looked at, revoked and given on at once is seen by one at the most."""
    voucher = await processes[0].write(voucher_with, 1)
    first = await processes[0].write(granting.grant, BOSS, MAI, voucher, key="first")
    outcomes = await at_once(
        processes,
        [
            partial(revoking.revoke, by=BOSS, grant_id=first.grant_id),
            partial(inventory.show_code, person=MAI, grant_id=first.grant_id),
            *(
                partial(granting.grant, by=BOSS, to=somebody(n), reward_id=voucher, key=f"next:{n}")
                for n in range(8)
            ),
        ],
    )
    seen = isinstance(outcomes[1], CodeShown)
    given_on = sum(isinstance(outcome, Granted) for outcome in outcomes[2:])
    assert isinstance(outcomes[0], Revoked)
    assert given_on == 0 if seen else given_on <= 1
    [(state, holder)] = (await processes[1].read(code_states)).values()
    if seen:
        assert (state, holder) == (CodeState.VOID, first.grant_id)
    else:
        assert state == (CodeState.ASSIGNED if given_on else CodeState.AVAILABLE)


def bought_coupons(session: Session, members: int) -> list[int]:
    """Let some members buy a coupon each, for all they have, and return the grants."""
    scene.found(session)
    mug = scene.coupon(session, cost=100, stock=members)
    grants = []
    for number in range(members):
        scene.give_points(session, somebody(number), 100)
        card = claims.offer(session, somebody(number), mug)
        grants.append(claims.claim(session, somebody(number), card.offer_id).granted.grant_id)
    return grants


async def test_a_coupon_revoked_by_many_at_once_is_refunded_once(
    processes: list[Database],
) -> None:
    [grant_id] = await processes[0].write(bought_coupons, 1)
    outcomes = await at_once(processes, [partial(revoking.revoke, by=BOSS, grant_id=grant_id)] * 10)
    assert sum(isinstance(outcome, Revoked) for outcome in outcomes) == 1
    assert refused(outcomes, AlreadyOverError) == 9
    assert await processes[1].read(spendable, somebody(0).member_id) == 100


async def test_a_coupon_redeemed_by_many_at_once_is_used_once(processes: list[Database]) -> None:
    [grant_id] = await processes[0].write(bought_coupons, 1)
    outcomes = await at_once(
        processes,
        [
            partial(coupons.redeem, by=replace(BOSS, member_id=9_000 + n), grant_id=grant_id)
            for n in range(10)
        ],
    )
    [(winner, used)] = [(n, o) for n, o in enumerate(outcomes) if isinstance(o, Coupon)]
    assert (used.state, used.used_by) == (GrantState.USED, 9_000 + winner)
    assert refused(outcomes, CouponUsedError) == 9
    assert {o.params["by"] for o in outcomes if isinstance(o, CouponUsedError)} == {9_000 + winner}


async def test_a_coupon_is_used_or_refunded_never_both(processes: list[Database]) -> None:
    grants = await processes[0].write(bought_coupons, 20)
    outcomes = await at_once(
        processes,
        [
            use_case
            for number, grant_id in enumerate(grants)
            for use_case in (
                partial(coupons.redeem, by=BOSS, grant_id=grant_id),
                partial(revoking.revoke, by=BOSS, grant_id=grant_id),
                partial(coupons.use, person=somebody(number), grant_id=grant_id),
            )
        ],
    )
    for number, grant_id in enumerate(grants):
        redeemed, revoked, looked = outcomes[3 * number : 3 * number + 3]
        balance = await processes[1].read(spendable, somebody(number).member_id)
        state = await processes[1].read(grant_state, grant_id)
        if isinstance(redeemed, Coupon):
            assert (type(revoked), balance, state) == (AlreadyUsedError, 0, GrantState.USED)
            assert isinstance(looked, CouponShown | CouponUsedError)
        else:
            assert isinstance(redeemed, CouponRevokedError)
            assert isinstance(revoked, Revoked)
            assert (balance, state) == (100, GrantState.REVOKED)
            assert isinstance(looked, CouponShown | CouponRevokedError)

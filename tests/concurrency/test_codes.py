"""Codes and coupons in several hands at once: no code has two holders, none is seen and resold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlmodel import select

from bot.services.grants import inventory, issue, purchase, redeem, revoke
from bot.services.grants.inventory import CodeShown, CodeWithdrawnError
from bot.services.grants.issue import Granted
from bot.services.grants.redeem import Coupon, CouponRevokedError, CouponShown, CouponUsedError
from bot.services.grants.revoke import AlreadyOverError, AlreadyUsedError, Revoked
from bot.services.points import ledger
from bot.services.rewards.eligibility import SoldOutError
from db.database import Database
from db.session import Session
from db.tables import Code, CodeState, Grant, GrantState, Reward, RewardKind, WalletKind
from tests.concurrency.racing import at_once, refused
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI, somebody

GOOD_UNTIL = date(2025, 12, 31)


@pytest.fixture(autouse=True)
async def club(processes: list[Database]) -> None:
    """The community in which all of it happens."""
    await processes[0].write(factories.add_community)


def voucher_with(session: Session, codes: int, *, name: str = "Partner") -> int:
    """Publish a voucher with some codes."""
    pool = [(f"{name}-{number:04}", GOOD_UNTIL) for number in range(codes)]
    return factories.publish(session, RewardKind.VOUCHER, name, codes=pool)


def vouchers_in_hands(session: Session, holders: int) -> list[tuple[int, int]]:
    """Give each of some members the only code of a voucher; return vouchers and grants.

    Each has a voucher of its own, so that nobody waits for the lock of somebody else's.
    """
    vouchers = []
    for number in range(holders):
        voucher = voucher_with(session, 1, name=f"Partner {number}")
        grant = issue.grant(session, BOSS, somebody(number), voucher, key=f"gift:{number}")
        vouchers.append((voucher, grant.grant_id))
    return vouchers


def code_states(session: Session) -> dict[str, tuple[str, int | None]]:
    """Return where each code is, and in whose grant."""
    return {
        value: (state, grant_id)
        for value, state, grant_id in session.exec(select(Code.value, Code.state, Code.grant_id))
    }


def spendable(session: Session, member_id: int) -> int:
    """Return what a member can spend."""
    return ledger.balance(session, CLUB, member_id, WalletKind.SPEND)


def grant_state(session: Session, grant_id: int) -> str:
    """Return where a grant is."""
    return session.get_one(Grant, (CLUB, grant_id)).state


# The reward's lock alone keeps the members in a row. Without it and the count, SKIP LOCKED still
# finds each a code of their own; without that, only 6 get one; and without the state in the outer
# condition, 40 members hold 10 codes (PostgreSQL).
async def test_ten_codes_go_to_ten_of_forty(processes: list[Database]) -> None:
    voucher = await processes[0].write(voucher_with, 10)
    managers = [replace(BOSS, member_id=9_000 + number) for number in range(4)]
    outcomes = await at_once(
        processes,
        [
            partial(
                issue.grant,
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


# Where the revocation reads the code's state in a statement of its own and then writes what it
# makes of that, a code that was shown meanwhile goes back into the pool, on PostgreSQL.
async def test_a_revoked_code_was_seen_and_is_void_or_goes_on_unseen(
    processes: list[Database],
) -> None:
    grants = await processes[0].write(vouchers_in_hands, 20)
    use_cases: list[Callable[[Session], object]] = []
    for number, (voucher, grant_id) in enumerate(grants):
        turns: list[Callable[[Session], object]] = [
            partial(inventory.show_code, person=somebody(number), grant_id=grant_id),
            partial(revoke.revoke, by=BOSS, grant_id=grant_id),
        ]
        use_cases += turns if number % 2 else turns[::-1]
        use_cases.append(
            partial(issue.grant, by=BOSS, to=MAI, reward_id=voucher, key=f"next:{number}")
        )
    outcomes = await at_once(processes, use_cases)
    states = await processes[1].read(code_states)
    for number, (_, grant_id) in enumerate(grants):
        *pair, given_on = outcomes[3 * number : 3 * number + 3]
        shown, revoked = pair if number % 2 else pair[::-1]
        assert isinstance(revoked, Revoked)
        stored = states[f"Partner {number}-0000"]
        if isinstance(shown, CodeShown):
            assert type(given_on) is SoldOutError
            assert (revoked.code, *stored) == (CodeState.VOID, CodeState.VOID, grant_id)
            continue
        assert isinstance(shown, CodeWithdrawnError)
        assert revoked.code is CodeState.AVAILABLE
        if isinstance(given_on, Granted):
            assert stored == (CodeState.ASSIGNED, given_on.grant_id)
        else:
            assert type(given_on) is SoldOutError
            assert stored == (CodeState.AVAILABLE, None)


def bought_coupons(session: Session, members: int) -> list[int]:
    """Let some members buy a coupon each, for all they have, and return the grants."""
    mug = factories.coupon(session, cost=100, stock=members)
    grants = []
    for number in range(members):
        factories.give_points(session, somebody(number), 100)
        card = purchase.offer(session, somebody(number), mug)
        grants.append(purchase.claim(session, somebody(number), card.offer_id).granted.grant_id)
    return grants


# Without the state in the grant's update, the reward's count would fall below zero, and a CHECK
# refuses.
async def test_a_coupon_revoked_by_many_at_once_is_refunded_once(
    processes: list[Database],
) -> None:
    [grant_id] = await processes[0].write(bought_coupons, 1)
    outcomes = await at_once(processes, [partial(revoke.revoke, by=BOSS, grant_id=grant_id)] * 10)
    assert sum(isinstance(outcome, Revoked) for outcome in outcomes) == 1
    assert refused(outcomes, AlreadyOverError) == 9
    assert await processes[1].read(spendable, somebody(0).member_id) == 100


# Without the state in the grant's update, several of the ten redeem it.
async def test_a_coupon_redeemed_by_many_at_once_is_used_once(processes: list[Database]) -> None:
    [grant_id] = await processes[0].write(bought_coupons, 1)
    outcomes = await at_once(
        processes,
        [
            partial(redeem.redeem, by=replace(BOSS, member_id=9_000 + n), grant_id=grant_id)
            for n in range(10)
        ],
    )
    [(winner, used)] = [(n, o) for n, o in enumerate(outcomes) if isinstance(o, Coupon)]
    assert (used.state, used.used_by) == (GrantState.USED, 9_000 + winner)
    assert refused(outcomes, CouponUsedError) == 9
    assert {o.params["by"] for o in outcomes if isinstance(o, CouponUsedError)} == {9_000 + winner}


# Without the state in the update that redeems, a revoked coupon would be used, and a CHECK refuses.
async def test_a_coupon_is_used_or_refunded_never_both(processes: list[Database]) -> None:
    grants = await processes[0].write(bought_coupons, 20)
    outcomes = await at_once(
        processes,
        [
            use_case
            for number, grant_id in enumerate(grants)
            for use_case in (
                partial(redeem.redeem, by=BOSS, grant_id=grant_id),
                partial(revoke.revoke, by=BOSS, grant_id=grant_id),
                partial(redeem.use, person=somebody(number), grant_id=grant_id),
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

"""The last second of a day, and the first of the next at the same moment.

Two processes need not agree on the time to the second, nor does a transaction end when it began.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import select

from bot.services.grants import inventory, issue, purchase, redeem, revoke
from bot.services.grants.inventory import CodeExpiredError, CodeShown
from bot.services.grants.redeem import Coupon, CouponExpiredError
from bot.services.grants.revoke import AlreadyOverError, Revoked
from bot.services.maintenance import expiry
from bot.services.points import ledger
from bot.services.rewards import editing
from bot.services.rewards.fields import RewardChanges
from db.database import Database
from db.session import Session
from db.tables import Code, CodeState, Grant, GrantState, RewardKind, WalletKind
from tests.concurrency.racing import at_once, refused
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, Terms, somebody

TODAY = date(2025, 6, 2)
HOLDERS = 20


@pytest.fixture(autouse=True)
async def last_second(processes: list[Database], clock: Clock) -> None:
    """The last second of the day, in a community."""
    await processes[0].write(factories.add_community)
    clock.now = datetime(2025, 6, 2, 23, 59, 59, tzinfo=UTC)


def expire_after_midnight(session: Session) -> int:
    """Mark what has passed its date, for somebody whose clock is two seconds ahead."""
    session.now += timedelta(seconds=2)
    return expiry.expire(session)


async def race_with_midnight(
    processes: Sequence[Database], use_cases: Sequence[Callable[[Session], object]]
) -> list[Any]:
    """Write every use case, and midnight again and again, at once; return their outcomes."""
    mixed: list[Callable[[Session], object]] = []
    for number, use_case in enumerate(use_cases):
        mixed += [use_case] if number % 3 else [use_case, expire_after_midnight]
    outcomes = await at_once(processes, mixed)
    await processes[0].write(expire_after_midnight)
    return [o for m, o in zip(mixed, outcomes, strict=True) if m is not expire_after_midnight]


def vouchers(session: Session) -> list[int]:
    """Give some members a code that is good through today; return the grants."""
    pool = [(f"CODE-{number:04}", TODAY) for number in range(HOLDERS)]
    voucher = factories.publish(session, RewardKind.VOUCHER, "Partner", codes=pool)
    return [
        issue.grant(session, BOSS, somebody(n), voucher, key=f"gift:{n}").grant_id
        for n in range(HOLDERS)
    ]


def mugs(session: Session) -> list[tuple[int, int]]:
    """Sell some members a coupon each that is good through today; return them and the grants."""
    sold = []
    for number in range(HOLDERS):
        terms = Terms(cost=100, stock=1, expires_on=TODAY)
        mug = factories.publish(session, RewardKind.COUPON, f"Mug {number}", terms)
        factories.give_points(session, somebody(number), 100)
        card = purchase.offer(session, somebody(number), mug)
        claimed = purchase.claim(session, somebody(number), card.offer_id)
        sold.append((mug, claimed.granted.grant_id))
    return sold


def states(session: Session) -> dict[int, tuple[str, date | None]]:
    """Return where each grant is and how long it is good."""
    return {grant.id: (grant.state, grant.expires_on) for grant in session.exec(select(Grant))}


# Without the conditions in the update itself, a code that was just shown expired all the same (in
# one run of three, PostgreSQL).
async def test_a_code_was_shown_or_has_expired(processes: list[Database]) -> None:
    grants = await processes[0].write(vouchers)
    outcomes = await race_with_midnight(
        processes,
        [
            partial(inventory.show_code, person=somebody(n), grant_id=grant_id)
            for n, grant_id in enumerate(grants)
        ],
    )
    found = await processes[1].read(states)
    codes = await processes[1].read(lambda s: dict(s.exec(select(Code.grant_id, Code.state)).all()))
    for grant_id, shown in zip(grants, outcomes, strict=True):
        if isinstance(shown, CodeShown):
            assert (codes[grant_id], found[grant_id][0]) == (CodeState.CLAIMED, GrantState.HELD)
        else:
            assert isinstance(shown, CodeExpiredError)
            assert (codes[grant_id], found[grant_id][0]) == (CodeState.EXPIRED, GrantState.EXPIRED)


async def test_a_code_was_taken_back_or_has_expired(processes: list[Database]) -> None:
    grants = await processes[0].write(vouchers)
    outcomes = await race_with_midnight(
        processes, [partial(revoke.revoke, by=BOSS, grant_id=grant_id) for grant_id in grants]
    )
    found = await processes[1].read(states)
    back = {g for g, o in zip(grants, outcomes, strict=True) if isinstance(o, Revoked)}
    assert refused(outcomes, AlreadyOverError) == len(grants) - len(back)
    for grant_id in grants:
        assert found[grant_id][0] == (
            GrantState.REVOKED if grant_id in back else GrantState.EXPIRED
        )
    codes = await processes[1].read(lambda s: s.exec(select(Code.state, Code.grant_id)).all())
    assert {state for state, _ in codes} == {CodeState.EXPIRED}
    assert {grant_id for _, grant_id in codes if grant_id is not None} == set(grants) - back


# Without the state in the update that ends grants, a used or a revoked coupon would expire, and a
# CHECK refuses (PostgreSQL); that goes for the next test too.
async def test_a_coupon_was_used_or_has_expired(processes: list[Database]) -> None:
    grants = [grant_id for _, grant_id in await processes[0].write(mugs)]
    outcomes = await race_with_midnight(
        processes, [partial(redeem.redeem, by=BOSS, grant_id=grant_id) for grant_id in grants]
    )
    found = await processes[1].read(states)
    for grant_id, used in zip(grants, outcomes, strict=True):
        if isinstance(used, Coupon):
            assert found[grant_id][0] == GrantState.USED
        else:
            assert isinstance(used, CouponExpiredError)
            assert found[grant_id][0] == GrantState.EXPIRED


async def test_a_coupon_was_refunded_or_has_expired(processes: list[Database]) -> None:
    grants = [grant_id for _, grant_id in await processes[0].write(mugs)]
    outcomes = await race_with_midnight(
        processes, [partial(revoke.revoke, by=BOSS, grant_id=grant_id) for grant_id in grants]
    )
    assert sum(isinstance(o, Revoked) for o in outcomes) + refused(
        outcomes, AlreadyOverError
    ) == len(grants)
    found = await processes[1].read(states)
    for number, (grant_id, outcome) in enumerate(zip(grants, outcomes, strict=True)):
        revoked = isinstance(outcome, Revoked)
        assert found[grant_id][0] == (GrantState.REVOKED if revoked else GrantState.EXPIRED)
        member_id = somebody(number).member_id
        balance = await processes[1].read(ledger.balance, CLUB, member_id, WalletKind.SPEND)
        assert balance == (100 if revoked else 0)


# Without the date in the update that ends grants, a coupon that was just extended expired
# (PostgreSQL).
async def test_a_coupon_lives_on_or_has_expired(processes: list[Database]) -> None:
    sold = await processes[0].write(mugs)
    later = TODAY + timedelta(days=7)
    extend = partial(editing.edit, by=BOSS, changes=RewardChanges(expires_on=later))
    outcomes = await race_with_midnight(
        processes, [partial(extend, reward_id=mug) for mug, _ in sold]
    )
    found = await processes[1].read(states)
    for (_, grant_id), edited in zip(sold, outcomes, strict=True):
        expected = (GrantState.HELD, later) if edited.extended else (GrantState.EXPIRED, TODAY)
        assert found[grant_id] == expected

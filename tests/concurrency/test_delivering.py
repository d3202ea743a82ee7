"""What coupons deliver, at the same moment: no day is lost, and no code is given twice.

Beside each test stands what became of it when its guard was taken away.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.services import deliveries
from bot.services.deliveries import FailureReason, Lane, LeasedDelivery
from bot.services.grants import purchase
from bot.services.grants.purchase import Claimed
from bot.services.members import bought_roles
from bot.services.rewards.eligibility import NoneLeftToClaimError
from db.database import Database
from db.session import Session
from tests.concurrency.racing import at_once, refused
from tests.services.grants.delivering import WITH_ROLE, bought, buy, code_states, sold, sold_codes
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import somebody
from tests.support.sending import hand_out, report


# Without the lock of the row, PostgreSQL loses the days of most of them: each adds to the end that
# it has read. SQLite has one writer.
async def test_coupons_delivered_at_once_all_add_their_days(processes: list[Database]) -> None:
    first = processes[0]
    vip = await first.write(sold)
    for _ in range(8):
        await first.write(buy, vip)
    leased: list[LeasedDelivery] = []
    while some := await first.write(deliveries.lease, Lane.ROLES):
        leased += some
    await at_once(processes, [partial(_report, delivery=one) for one in leased])
    assert [row.ends_at for row in await first.read(bought)] == [NOON + timedelta(days=8 * 30)]


def _report(session: Session, *, delivery: LeasedDelivery) -> None:
    report(session, delivery)


# Without the condition in the DELETE, the role is taken although a coupon has just extended it.
async def test_a_coupon_that_comes_before_the_end_keeps_the_role(
    processes: list[Database], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = processes
    vip = await one.write(sold, days=2)
    await one.write(buy, vip)
    await hand_out(one)
    clock.forward(days=2)
    seen: Sequence[Any] = await one.read(lambda s: bought_roles._due(s, s.now, 10))
    await other.write(buy, vip, WITH_ROLE)
    (delivery,) = await other.write(deliveries.lease, Lane.ROLES)
    await other.write(report, delivery, FailureReason.NOTHING_TO_CHANGE)
    monkeypatch.setattr(bought_roles, "_due", lambda *_: seen)  # as it was a moment ago
    assert await one.write(bought_roles.end) == 1
    assert await hand_out(one, Lane.ROLES) == []
    assert [row.ends_at for row in await one.read(bought)] == [NOON + timedelta(days=4)]


# Without the lock of the voucher it still holds: each code is taken on condition, as whatever
# gives codes takes it (test_codes.py).
async def test_the_last_codes_are_delivered_once_each(processes: list[Database]) -> None:
    def offers(session: Session) -> list[int]:
        coupon, _ = sold_codes(session, codes=3)
        for number in range(8):
            factories.give_points(session, somebody(number), 200)
        return [purchase.offer(session, somebody(number), coupon).offer_id for number in range(8)]

    shown = await processes[0].write(offers)
    outcomes = await at_once(
        processes,
        [
            partial(purchase.claim, person=somebody(number), offer_id=offer)
            for number, offer in enumerate(shown)
        ],
    )
    assert sum(isinstance(outcome, Claimed) for outcome in outcomes) == 3
    assert refused(outcomes, NoneLeftToClaimError) == 5
    assert await processes[0].read(code_states) == ["assigned"] * 3

"""Claims that are decided together, in two processes at the same moment.

Beside each test stands what became of it when its guard was taken away.
"""

import asyncio
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from bot.services.errors import RefusedError
from bot.services.grants.burst import Press, claim_together
from bot.services.grants.purchase import Claimed
from bot.services.points.ledger import NotEnoughPointsError
from bot.services.rewards.eligibility import HeldEnoughError, NoneLeftToClaimError
from db.database import Database
from tests.concurrency.racing import refused
from tests.concurrency.test_claims import (
    PRICE,
    cards_for_mai,
    counts_of_grants,
    coupon_and_offers,
    paid,
    spendable,
)
from tests.support.factories import CLUB, MAI, somebody


async def press_at_once(processes: Sequence[Database], presses: Sequence[Press]) -> list[Any]:
    """Press at the same moment, in the processes by turns; a refusal is an outcome."""
    outcomes = await asyncio.gather(
        *(
            process.write_together(claim_together, press, CLUB)
            for process, press in zip(cycle(processes), presses, strict=False)
        ),
        return_exceptions=True,
    )
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, RefusedError):
            raise outcome
    return outcomes


# Without the lock, the condition of the reward's update refuses a group, whose members are then
# tried alone (PostgreSQL); without both, the CHECK on the reward does.
async def test_two_hundred_members_claim_fifty_units(processes: list[Database]) -> None:
    mug, offers = await processes[0].write(coupon_and_offers, members=200, stock=50)
    outcomes = await press_at_once(
        processes, [Press(somebody(number), offer) for number, offer in enumerate(offers)]
    )
    won = {n for n, outcome in enumerate(outcomes) if isinstance(outcome, Claimed)}
    assert len(won) == 50
    assert sorted(outcomes[n].granted.left for n in won) == list(range(50))
    assert refused(outcomes, NoneLeftToClaimError) == 150
    assert await processes[1].read(counts_of_grants, mug) == (50, 50)
    assert await processes[1].read(paid) == 50 * PRICE
    for number in range(0, 200, 10):
        balance = await processes[1].read(spendable, somebody(number).member_id)
        assert balance == (150 if number in won else 250)


# Without the look for earlier grants within a group, the second press breaks the grant's key, and
# all are tried alone: what is left then is the same.
async def test_a_card_pressed_many_times_at_once_works_once(processes: list[Database]) -> None:
    mug, [card] = await processes[0].write(cards_for_mai, cards=1, balance=10 * PRICE)
    outcomes = await press_at_once(processes, [Press(MAI, card)] * 20)
    claimed = [outcome for outcome in outcomes if isinstance(outcome, Claimed)]
    assert len(claimed) == 20
    assert sum(outcome.granted.new for outcome in claimed) == 1
    assert len({outcome.granted.grant_id for outcome in claimed}) == 1
    assert {outcome.balance for outcome in claimed} == {9 * PRICE}
    assert await processes[1].read(counts_of_grants, mug) == (1, 1)


# Without what a group's decisions change of the wallet, its condition refuses the group.
async def test_points_for_three_buy_three(processes: list[Database]) -> None:
    mug, cards = await processes[0].write(cards_for_mai, cards=9, balance=3 * PRICE)
    outcomes = await press_at_once(processes, [Press(MAI, card) for card in cards])
    assert sum(isinstance(outcome, Claimed) for outcome in outcomes) == 3
    assert refused(outcomes, NotEnoughPointsError) == 6
    assert await processes[1].read(counts_of_grants, mug) == (3, 3)
    assert await processes[1].read(spendable, MAI.member_id) == 0


# Without what a group's decisions change of the holding, its condition refuses the group.
async def test_the_limit_holds_across_cards(processes: list[Database]) -> None:
    mug, cards = await processes[0].write(
        cards_for_mai, cards=8, balance=10 * PRICE, member_limit=2
    )
    outcomes = await press_at_once(processes, [Press(MAI, card) for card in cards])
    assert sum(isinstance(outcome, Claimed) for outcome in outcomes) == 2
    assert refused(outcomes, HeldEnoughError) == 6
    assert await processes[1].read(counts_of_grants, mug) == (2, 2)

"""Raffles entered, closed, drawn and accepted at the same moment; and killed in the middle.

Without the lock of the raffle's row (`bot/services/raffles/rows.py:locked`, and that of `work`) the
first four fail on PostgreSQL: a number is given twice, a raffle is drawn twice, somebody accepts
what another was asked about. Whatever happened, `check` draws each anew (`processes`).
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlmodel import func, select

from bot.services.grants import purchase
from bot.services.raffles import accepting, drawing, entering, opening
from bot.services.raffles.accepting import AcceptedTooLateError
from bot.services.raffles.rows import RaffleOverError
from bot.services.rewards.eligibility import NoneLeftToClaimError
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind, Grant
from tests.concurrency.halted_process import kill_halfway
from tests.concurrency.racing import at_once, halfway, refused
from tests.support import factories, raffles
from tests.support.databases import Clock
from tests.support.factories import BOSS, somebody

PEOPLE = [somebody(number) for number in range(12)]
UNITS = 3
DAY = timedelta(days=1)


def begin(session: Session, entered: int = len(PEOPLE)) -> int:
    """Open a raffle, and let some people in."""
    factories.add_community(session)
    raffle_id = raffles.open_raffle(session, factories.coupon(session), units=UNITS, accept="1d")
    for person in PEOPLE:
        raffles.join(session, person)
    raffles.enter(session, raffle_id, PEOPLE[:entered])
    return raffle_id


def late(use_case: Callable[[Session], object], by: timedelta) -> Callable[[Session], object]:
    """Let something happen by a clock that is as far ahead."""

    def later(session: Session, /) -> object:
        session.now += by
        return use_case(session)

    return later


async def test_who_presses_in_many_places_has_one_entry(processes: list[Database]) -> None:
    raffle_id = await processes[0].write(begin, 0)
    press = partial(entering.take_part, raffle_id=raffle_id)
    presses = [partial(press, person=person) for person in PEOPLE for _ in range(4)]
    outcomes = await at_once(processes, presses)
    assert Counter(outcome.new for outcome in outcomes) == {True: 12, False: 36}
    entries = await processes[0].read(raffles.entries, raffle_id)
    assert list(entries) == list(range(1, 13))
    assert {one.member_id for one in entries.values()} == {one.member_id for one in PEOPLE}


async def test_an_entry_counts_for_the_draw_or_is_refused(processes: list[Database]) -> None:
    raffle_id = await processes[0].write(begin, 2)
    press = partial(entering.take_part, raffle_id=raffle_id)
    others = [partial(press, person=person) for person in PEOPLE[2:]]
    outcomes = await at_once(processes, [*others[:5], late(drawing.work, DAY), *others[5:]])
    counted = (await processes[0].read(raffles.raffle, raffle_id)).entries
    assert counted == 12 - refused(outcomes, RaffleOverError)


async def test_many_processes_draw_a_raffle_once(processes: list[Database], clock: Clock) -> None:
    raffle_id = await processes[0].write(begin)
    clock.now += DAY
    assert sum(await at_once(processes, [drawing.work] * 8)) == 1
    outcomes = await processes[0].read(raffles.outcomes, raffle_id)
    assert Counter(outcomes.values()) == {"won": UNITS, None: 9}
    told = select(func.count()).where(Delivery.kind == DeliveryKind.RAFFLE_WON)
    assert await processes[0].read(lambda session: session.exec(told).one()) == UNITS


async def test_what_is_accepted_at_the_last_moment_is_granted_or_goes_on(
    processes: list[Database], clock: Clock
) -> None:
    raffle_id = await processes[0].write(begin)
    clock.now += DAY
    await processes[0].write(drawing.work)
    clock.now += DAY - timedelta(seconds=1)
    drawn = await processes[0].read(raffles.entries, raffle_id)
    winners = [somebody(one.member_id - 100) for one in drawn.values() if one.outcome == "won"]
    accept = partial(accepting.accept, raffle_id=raffle_id)
    accepts = [partial(accept, person=person) for person in winners for _ in range(2)]
    outcomes = await at_once(processes, [*accepts, late(drawing.work, DAY)])
    accepted = len({one.grant_id for one in outcomes[:-1] if not isinstance(one, Exception)})
    assert refused(outcomes, AcceptedTooLateError) == 2 * (UNITS - accepted)
    found = Counter((await processes[0].read(raffles.outcomes, raffle_id)).values())
    assert (found["accepted"], found["lapsed"]) == (accepted, UNITS - accepted)
    assert found["accepted"] + found["won"] == UNITS
    grants = select(func.count()).select_from(Grant)
    assert await processes[0].read(lambda session: session.exec(grants).one()) == accepted


# The lock of the reward decides. Without it in the raffle the coupon is bought, and the condition
# of what sets units aside refuses the raffle; without that as well, the CHECK of `reward` breaks.
# Without it in the claim, the condition of what counts its unit refuses; without that, the CHECK.
async def test_the_last_unit_is_sold_or_set_aside(processes: list[Database]) -> None:
    def begin_selling(session: Session) -> tuple[int, int]:
        factories.add_community(session)
        factories.give_points(session, PEOPLE[0], 100)
        mug = factories.coupon(session, stock=1)
        return raffles.draft(session, mug), purchase.offer(session, PEOPLE[0], mug).offer_id

    raffle_id, offer_id = await processes[0].write(begin_selling)
    opened = partial(opening.open_raffle, by=BOSS, raffle_id=raffle_id)
    claim = partial(purchase.claim, person=PEOPLE[0], offer_id=offer_id)
    outcomes = await halfway(processes, opened, opening._require_possible, claim)
    assert refused(outcomes, NoneLeftToClaimError) == 1
    assert (await processes[0].read(raffles.raffle, raffle_id)).set_aside == 1


# With a commit after each winner, the raffle was drawn in part after the first kill.
async def test_a_draw_that_is_killed_has_not_begun(
    processes: list[Database], db_url: str, clock: Clock
) -> None:
    raffle_id = await processes[0].write(begin)
    for asked in (1, UNITS):
        await kill_halfway(db_url, drawing.work, drawing._tell, asked, late=DAY)
        raffle = await processes[0].read(raffles.raffle, raffle_id)
        assert (raffle.state, raffle.revealed, raffle.reached) == ("open", None, 0)
    clock.now += DAY
    assert await processes[0].write(drawing.work) == 1
    outcomes = await processes[0].read(raffles.outcomes, raffle_id)
    assert Counter(outcomes.values()) == {"won": UNITS, None: 9}

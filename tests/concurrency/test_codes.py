"""Codes and coupons in several hands at once: no code has two holders, none is seen and resold."""

from dataclasses import replace
from datetime import date
from functools import partial

from sqlmodel import select

from bot.services import claims, granting, inventory, points, revoking
from bot.services.granting import Granted
from bot.services.inventory import CodeShown, CodeWithdrawnError
from bot.services.revoking import AlreadyOverError, Revoked
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
    """One code that is given, looked at, revoked and given on at once is seen by one at the most."""
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


async def test_a_coupon_revoked_by_two_at_once_is_refunded_once(processes: list[Database]) -> None:
    def bought(session: Session) -> int:
        scene.found(session)
        scene.give_points(session, MAI, 100)
        card = claims.offer(session, MAI, scene.coupon(session, cost=100))
        return claims.claim(session, MAI, card.offer_id).granted.grant_id

    grant_id = await processes[0].write(bought)
    outcomes = await at_once(
        processes, [partial(revoking.revoke, by=BOSS, grant_id=grant_id)] * 10
    )
    assert sum(isinstance(outcome, Revoked) for outcome in outcomes) == 1
    assert refused(outcomes, AlreadyOverError) == 9
    balance = await processes[1].read(points.balance, CLUB, MAI.member_id, WalletKind.SPEND)
    assert balance == 100
    state = await processes[1].read(lambda s: s.get_one(Grant, (CLUB, grant_id)).state)
    assert state == GrantState.REVOKED

"""Codes withdrawn at the same moment as their members look at them, or lose them."""

from datetime import date
from functools import partial

from sqlmodel import select

from bot.services.codes import codes
from bot.services.grants import inventory, issue, revoke
from bot.services.grants.inventory import CodeShown, CodeWithdrawnError
from bot.services.grants.revoke import AlreadyOverError, Revoked
from db.database import Database
from db.session import Session
from db.tables import Code, CodeState, Delivery, DeliveryKind, RewardKind
from tests.concurrency.racing import at_once, refused
from tests.support import factories
from tests.support.factories import BOSS, somebody

MANY = 20


def give_codes(session: Session) -> list[tuple[int, int]]:
    """Give a code to each of many members; return their grants with their codes."""
    factories.add_community(session)
    pool = [(f"CODE-{number:04}", date(2025, 12, 31)) for number in range(MANY)]
    voucher = factories.publish(session, RewardKind.VOUCHER, "Partner", codes=pool)
    for number in range(MANY):
        issue.grant(session, BOSS, somebody(number), voucher, key=f"{number}")
    rows = session.exec(select(Code.grant_id, Code.id).order_by("grant_id"))
    return [(grant_id, code_id) for grant_id, code_id in rows if grant_id is not None]


async def test_a_manager_is_told_truly_whether_a_withdrawn_code_was_seen(
    processes: list[Database],
) -> None:
    # Proved: unless `void` locks the code, PostgreSQL calls unseen what was seen meanwhile.
    given_codes = await processes[0].write(give_codes)
    withdrawn, shown = [], []
    for number, (grant_id, code_id) in enumerate(given_codes):
        outcomes = await at_once(
            processes,
            [
                partial(codes.void, by=BOSS, code_id=code_id),
                partial(inventory.show_code, person=somebody(number), grant_id=grant_id),
            ],
        )
        withdrawn.append(outcomes[0])
        shown.append(outcomes[1])
    assert refused(shown, CodeWithdrawnError) + sum(isinstance(o, CodeShown) for o in shown) == MANY
    assert [line.state is CodeState.CLAIMED for line in withdrawn] == [
        isinstance(outcome, CodeShown) for outcome in shown
    ]
    states = await processes[1].read(lambda s: set(s.exec(select(Code.state))))
    assert states == {CodeState.VOID}


async def test_a_code_that_is_withdrawn_and_revoked_at_once_is_never_given_again(
    processes: list[Database],
) -> None:
    given_codes = await processes[0].write(give_codes)
    outcomes = await at_once(
        processes,
        [
            use_case
            for grant_id, code_id in given_codes
            for use_case in (
                partial(codes.void, by=BOSS, code_id=code_id),
                partial(revoke.revoke, by=BOSS, grant_id=grant_id),
            )
        ],
    )
    taken_back = outcomes[1::2]
    assert (
        refused(taken_back, AlreadyOverError)
        + sum(isinstance(outcome, Revoked) for outcome in taken_back)
        == MANY
    )
    messages = await processes[1].read(
        lambda s: list(
            s.exec(select(Delivery.id).where(Delivery.kind == DeliveryKind.CODE_WITHDRAWN))
        )
    )
    assert len(messages) == MANY  # each of them once, whoever came first
    states = await processes[1].read(lambda s: set(s.exec(select(Code.state))))
    assert states == {CodeState.VOID}

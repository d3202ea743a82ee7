"""The process is killed while claims flow: what it answered is there, the rest whole or absent."""

import asyncio
import multiprocessing
import random
import signal
from contextlib import suppress

import pytest
from sqlmodel import func, select

from bot.services.maintenance import integrity
from db.database import connect
from db.session import Session, real_world
from db.tables import AuditEntry, Grant, GrantState, LedgerEntry, LedgerReason, Reward
from tests.concurrency import claim_process
from tests.concurrency.claim_process import MEMBERS, Claim
from tests.support import factories
from tests.support.factories import CLUB, somebody

PRICE = 7

# Imports everything once, so that each process to be killed starts at once and with no thread.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["__main__", claim_process.__name__])


def open_the_store(session: Session) -> int:
    """Publish a coupon with more units than anybody will ask for, to members who can pay."""
    factories.add_community(session)
    for number in range(MEMBERS):
        factories.give_points(session, somebody(number), 10**9)
    return factories.coupon(session, cost=PRICE, stock=10**6)


def claims_until_killed(url: str, reward_id: int, answers: int) -> set[Claim]:
    """Let a process claim, kill it after so many answers, and return all that it answered."""
    receiver, sender = _processes.Pipe(duplex=False)
    process = _processes.Process(target=claim_process.run, args=(url, reward_id, sender))
    process.start()
    sender.close()
    answered: set[Claim] = {receiver.recv() for _ in range(answers)}
    process.kill()
    with suppress(EOFError):  # the last answer that it gave
        while True:
            answered.add(receiver.recv())
    process.join()
    assert process.exitcode == -signal.SIGKILL
    process.close()
    receiver.close()
    return answered


def whole_claims(session: Session) -> set[Claim]:
    """Return every claim that is there, and see that each is there in all its parts."""
    grants = session.exec(select(Grant).where(Grant.community_id == CLUB)).all()
    purchases = session.exec(
        select(LedgerEntry.grant_id, LedgerEntry.member_id, LedgerEntry.amount).where(
            LedgerEntry.reason == LedgerReason.PURCHASE
        )
    ).all()
    assert sorted(purchases) == sorted((g.id, g.member_id, -PRICE) for g in grants)
    assert all((g.state, g.paid) == (GrantState.HELD, PRICE) for g in grants)
    claims = select(func.count()).where(AuditEntry.action == "reward.claimed")
    assert session.exec(claims).one() == len(grants)
    assert session.exec(select(Reward.granted)).one() == len(grants)
    return {(grant.member_id, grant.id) for grant in grants}


# With an answer before the commit, a member was told yes and had nothing after the first kill.
@pytest.mark.parametrize("kills", [4, pytest.param(50, marks=pytest.mark.soak)])
async def test_a_killed_process_leaves_whole_claims(db_url: str, kills: int) -> None:
    db = connect(db_url, real_world())
    reward_id = await db.write(open_the_store)
    answered: set[Claim] = set()
    for _ in range(kills):
        answered |= await asyncio.to_thread(
            claims_until_killed, db_url, reward_id, answers=random.randint(1, 60)
        )
        assert answered <= await db.read(whole_claims)
        assert await db.read(integrity.check) == []
    await db.close()

"""Earning at the same moment: no cap is passed, no day counts twice, nothing is taken twice.

Beside each test stands what became of it when its guard was taken away, on PostgreSQL; on SQLite
one writer at a time stands before them all.
"""

from datetime import timedelta
from functools import partial

from sqlmodel import func, select

from bot.services.actors import remember
from bot.services.pipeline import process, reverse
from bot.services.points import ledger, rules, streaks
from db.database import Database
from db.session import Session
from db.tables import Event, LedgerEntry, LedgerReason, Streak, Tally
from tests.concurrency.racing import at_once
from tests.support import factories
from tests.support.databases import NOON
from tests.support.earning import POST, do, tell, undo
from tests.support.factories import BOSS, CLUB, MAI

CAP = 10
PAYS = 5


def club(session: Session) -> None:
    """Make a community in which ten posts a day are paid; Mai is here."""
    factories.add_community(session)
    remember(session, CLUB, MAI.member_id)
    rules.change(session, BOSS, POST, points=PAYS, daily_cap=CAP, cooldown=0)


def tally(session: Session) -> tuple[int, int]:
    """Return how often Mai posted, and how often she was paid."""
    row = session.exec(select(Tally).where(Tally.action == POST)).one()
    return row.happened, row.paid


def total(session: Session, reason: LedgerReason) -> int:
    """Return the sum of a reason's entries in one wallet."""
    amount = func.coalesce(func.sum(LedgerEntry.amount), 0)
    return int(
        session.exec(
            select(amount).where(LedgerEntry.reason == reason, LedgerEntry.wallet == "spend")
        ).one()
    )


# Counting takes the row of the day, so that the rest is decided in turn; without that the condition
# of paying holds. Without both, far more than ten are paid.
async def test_a_cap_holds_for_many_at_once(processes: list[Database]) -> None:
    await processes[0].write(club)
    outcomes = await at_once(processes, [partial(do, who=MAI) for _ in range(60)])
    assert sorted(outcomes) == [0] * (60 - CAP) + [PAYS] * CAP
    assert await processes[1].read(tally) == (60, CAP)
    assert await processes[1].read(total, LedgerReason.EARNED) == CAP * PAYS


# Without the condition of paying that looks at what was paid lately, ten are paid.
async def test_a_cooldown_holds_for_many_at_once(processes: list[Database]) -> None:
    await processes[0].write(club)
    await processes[0].write(rules.change, BOSS, POST, cooldown=60)
    outcomes = await at_once(processes, [partial(do, who=MAI, at=NOON) for _ in range(40)])
    assert sorted(outcomes) == [0] * 39 + [PAYS]


# Without the condition that the day is a later one, the streak is 60 days long, on both databases.
async def test_a_day_makes_a_streak_longer_once(processes: list[Database]) -> None:
    await processes[0].write(club)
    days = [NOON.date() + timedelta(days=more) for more in range(3)]
    for day in days:
        extend = partial(streaks.extend, community_id=CLUB, member_id=MAI.member_id, day=day)
        await at_once(processes, [extend] * 20)
    streak = await processes[1].read(lambda s: s.get_one(Streak, (CLUB, MAI.member_id)))
    assert (streak.days, streak.best) == (3, 3)
    reached = await processes[1].read(
        lambda s: s.exec(select(Event.data).where(Event.trigger == "streak_reached")).all()
    )
    assert sorted(data["days"] for data in reached) == [2, 3]


# Without the lock on the event, the key of the entry still holds; without both, nearly every one of
# the twenty takes five points.
async def test_a_deleted_message_is_taken_back_once(processes: list[Database]) -> None:
    def process_all(session: Session) -> None:
        for key in ("message:1", "message:2"):
            process.process(session, tell(session, MAI, key))

    await processes[0].write(club)
    await processes[0].write(process_all)
    take = partial(undo, use_case=reverse.reverse_event, which="message:1", at=NOON)
    outcomes = await at_once(processes, [take] * 20)
    assert sorted(outcomes) == [0] * 19 + [PAYS]
    assert await processes[1].read(total, LedgerReason.CORRECTION) == -PAYS


# Without holding the wallets, nine of ten are refused for want of points that were there just now.
async def test_what_is_spent_meanwhile_is_not_taken_back(processes: list[Database]) -> None:
    def set_up(session: Session) -> None:
        club(session)
        for number in range(CAP):
            process.process(session, tell(session, MAI, f"message:{number}"))
        ledger.deduct(session, BOSS, MAI.member_id, (CAP - 3) * PAYS, key="spent")

    await processes[0].write(set_up)
    spend = [
        partial(ledger.deduct, by=BOSS, member_id=MAI.member_id, amount=1, key=f"spent:{n}")
        for n in range(CAP)
    ]
    take = [
        partial(undo, use_case=reverse.reverse_event, which=f"message:{number}", at=NOON)
        for number in range(CAP)
    ]
    both = [one for pair in zip(spend, take, strict=True) for one in pair]
    outcomes = await at_once(processes, both)
    taken = [outcome for outcome in outcomes[1::2] if isinstance(outcome, int)]
    assert len(taken) == CAP  # none of them was refused
    spent = sum(isinstance(outcome, ledger.Balances) for outcome in outcomes[::2])
    assert sum(taken) + spent == 3 * PAYS
    assert await processes[1].read(total, LedgerReason.CORRECTION) == -sum(taken)
    assert (await processes[1].read(ledger.balances, CLUB, MAI.member_id)).spend == 0

"""Thanks at the same moment: no quota, no cap and no pair of members is passed.

Beside each test stands what became of it when its guard was taken away, on PostgreSQL.
"""

from functools import partial

from bot.services.actors import Person
from bot.services.community import settings
from bot.services.points import ledger, thanks
from bot.services.points.thanks import NoThanksLeftError, ThankedEnoughError
from db.database import Database
from db.session import Session
from tests.concurrency.racing import at_once, refused
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI

QUOTA, CAP, POINTS, MANY = 3, 2, 4, 10
OTHERS = [Person(CLUB, 60_000 + number) for number in range(MANY)]


def club(session: Session) -> None:
    factories.add_community(session)
    settings.set_thanks(session, BOSS, points=POINTS, quota=QUOTA, cap=CAP)


async def gained(db: Database, *people: Person) -> int:
    return sum([(await db.read(ledger.balances, CLUB, one.member_id)).earn for one in people])


# Reading how many there were before counting one more, instead of the condition in the update, all
# ten get through.
async def test_a_giver_has_no_more_than_the_quota(processes: list[Database]) -> None:
    await processes[0].write(club)
    give = [partial(thanks.thank, giver=MAI, to=one, key=f"to:{one.member_id}") for one in OTHERS]
    outcomes = await at_once(processes, give)
    assert refused(outcomes, NoThanksLeftError) == MANY - QUOTA
    assert await gained(processes[1], *OTHERS) == QUOTA * POINTS


# So too here: nine of ten get through.
async def test_nobody_gets_more_than_the_cap(processes: list[Database]) -> None:
    await processes[0].write(club)
    give = [partial(thanks.thank, giver=one, to=MAI, key=f"by:{one.member_id}") for one in OTHERS]
    outcomes = await at_once(processes, give)
    assert refused(outcomes, ThankedEnoughError) == MANY - CAP
    assert await gained(processes[1], MAI) == CAP * POINTS


# Without the fact of the pair, all ten get through.
async def test_two_who_thank_each_other_are_one_pair(processes: list[Database]) -> None:
    await processes[0].write(club)
    pairs = [
        partial(thanks.thank, giver=giver, to=to, key=f"{giver.member_id}:{to.member_id}")
        for one, two in zip(OTHERS[::2], OTHERS[1::2], strict=True)
        for giver, to in ((one, two), (two, one))
    ]
    outcomes = await at_once(processes, pairs)
    assert refused(outcomes, ThankedEnoughError) == MANY // 2
    assert await gained(processes[1], *OTHERS) == MANY // 2 * POINTS

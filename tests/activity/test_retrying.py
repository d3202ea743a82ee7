"""All that failed for one cause is tried again, each run once."""

import asyncio

import pytest
from sqlmodel import col, select

from bot.services import audit, events
from bot.services.actors import remember
from bot.services.errors import NotAManagerError
from bot.services.events import NewEvent
from bot.services.workflows import retries
from bot.services.workflows.retries import NothingFailedError
from db.database import Database
from db.session import Session
from db.tables import Grant, Reward, RewardKind, Run
from db.tables.workflows import RunRetry
from tests.activity.test_running import COURSE, GIVE, club, work_off, workflow
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI, somebody

__all__ = ["club"]  # a fixture

MANY = 5


async def courses(db: Database, *who: int) -> None:
    """Let members complete a course, with all that comes of it."""

    def tell(session: Session) -> None:
        for one in who:
            member = somebody(one).member_id
            remember(session, CLUB, member)
            key = f"hook:{session.new_id()}"
            data = {"id": key}
            events.store(
                session, [NewEvent(CLUB, "course_complete", key, member, session.now, data=data)]
            )

    await db.write(tell)
    await work_off(db)


def mug(session: Session) -> int:
    """Offer a coupon that is out of stock."""
    return factories.publish(session, RewardKind.COUPON, "Mug", factories.Terms(cost=1, stock=0))


def restock(session: Session, reward_id: int) -> None:
    session.get_one(Reward, (CLUB, reward_id)).stock = 100


def states(session: Session) -> list[str]:
    runs = session.exec(select(Run).where(col(Run.community_id) == CLUB).order_by(col(Run.id)))
    return [run.state for run in runs]


def holders(session: Session) -> list[int]:
    rows = session.exec(select(Grant).where(col(Grant.community_id) == CLUB))
    return sorted(row.member_id for row in rows)


async def retry_all(db: Database, run_id: int, until: int, limit: int = 2) -> int:
    """Do as the card's button does; return how many runs go on."""
    retry_id = await db.write(retries.begin, BOSS, run_id, until)
    while not (report := await db.write(retries.step, CLUB, retry_id, limit)).done:
        pass
    return report.retried


async def test_all_of_one_cause_go_on_where_they_stopped(club: Database, clock: Clock) -> None:
    reward = await club.write(mug)
    assign = {"type": "assign_reward", "reward": str(reward)}
    await club.write(workflow, [assign, GIVE], name="Mugs")
    await club.write(
        workflow, [{"type": "deduct_points", "points": 10_000}], trigger=COURSE, name="Poor"
    )
    await courses(club, *range(MANY))
    mugs, poor = sorted(await club.read(retries.causes, BOSS), key=lambda one: one.name)
    assert [(one.name, one.count) for one in (mugs, poor)] == [("Mugs", MANY), ("Poor", MANY)]
    assert mugs.reason is not None
    with pytest.raises(NotAManagerError):
        await club.write(retries.begin, MAI, mugs.run_id, mugs.until)

    clock.forward(minutes=1)
    await courses(club, MANY)  # fails after the card was shown: it was not meant
    await club.write(restock, reward)
    assert await retry_all(club, mugs.run_id, mugs.until) == MANY
    await work_off(club)
    assert await club.read(holders) == [somebody(one).member_id for one in range(MANY)]
    assert sorted(await club.read(states)).count("done") == MANY
    with pytest.raises(NothingFailedError):  # the card is pressed again
        await club.write(retries.begin, BOSS, mugs.run_id, mugs.until)
    left = await club.read(retries.causes, BOSS)
    assert [(one.name, one.count) for one in left] == [("Poor", MANY + 1)]
    (done,) = (await club.read(audit.load_page, BOSS, audit.Chosen(kind="workflows"))).lines
    assert done.details == {"runs": MANY, "workflow": "Mugs"}


# Without `finished_at <= until` in `_alike`, what fails again in between is tried once more for
# each press, and for each slice: this then never ends, or counts more than there are.
async def test_what_fails_again_is_not_tried_twice(club: Database, clock: Clock) -> None:
    reward = await club.write(mug)
    await club.write(workflow, [{"type": "assign_reward", "reward": str(reward)}], name="Mugs")
    await courses(club, *range(MANY))
    (cause,) = await club.read(retries.causes, BOSS)
    clock.forward(minutes=1)
    first, second = [
        await club.write(retries.begin, BOSS, cause.run_id, cause.until) for _ in range(2)
    ]
    went_on = 0
    for retry_id in (first, second, first, second, first, second):
        await club.write(retries.step, CLUB, retry_id, 2)
        await work_off(club)  # and each fails again
    for retry_id in (first, second):
        report = await club.read(retries.report, BOSS, retry_id)
        went_on += report.retried
        assert report.done
    assert went_on == MANY
    assert await club.read(states) == ["failed"] * MANY


async def test_one_that_was_interrupted_goes_on_by_itself(club: Database) -> None:
    reward = await club.write(mug)
    await club.write(workflow, [{"type": "assign_reward", "reward": str(reward)}], name="Mugs")
    await courses(club, *range(MANY))
    (cause,) = await club.read(retries.causes, BOSS)
    retry_id = await club.write(retries.begin, BOSS, cause.run_id, cause.until)
    await club.write(retries.step, CLUB, retry_id, 2)
    await club.write(restock, reward)
    # The process died here; two others find it at the same moment.
    slices = await asyncio.gather(*(club.work(retries.work, 2) for _ in range(2)))
    while await club.work(retries.work, 2):
        pass
    assert all(slices)
    await work_off(club)
    assert len(await club.read(holders)) == MANY
    retry = await club.read(lambda session: session.get_one(RunRetry, (CLUB, retry_id)))
    assert (retry.retried, retry.total) == (MANY, MANY)
    assert retry.finished_at is not None

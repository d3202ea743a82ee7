"""Many requests are decided in one transaction, and each has its own outcome."""

import asyncio
from collections.abc import Sequence
from typing import Any

from sqlmodel import select

from db.database import Database
from db.jobs import BATCH
from db.session import Session
from db.tables import Member

CLUB = 1


class RefusedHereError(Exception):
    """What one request is refused with."""


class BrokenHereError(Exception):
    """What breaks off the whole group."""


class Joining:
    """A use case that lets many join; it notes how many at a time."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def __call__(self, session: Session, numbers: Sequence[int]) -> list[int | Exception]:
        self.sizes.append(len(numbers))
        session.add_all(
            Member(community_id=CLUB, member_id=number, first_seen_at=session.now)
            for number in numbers
            if number >= 0
        )
        session.flush()
        if len(numbers) > 1 and max(numbers) >= 1_000:
            raise BrokenHereError
        return [number if number >= 0 else RefusedHereError(number) for number in numbers]


async def at_once(db: Database, join: Joining, numbers: Sequence[int], groups: int = 1) -> Any:
    """Ask for all of it at the same moment."""
    return await asyncio.gather(
        *(db.write_together(join, number, number % groups) for number in numbers),
        return_exceptions=True,
    )


def members(session: Session) -> list[int]:
    return sorted(session.exec(select(Member.member_id)).all())


async def test_who_comes_at_the_same_moment_is_done_together(db: Database) -> None:
    join = Joining()
    outcomes = await at_once(db, join, range(3 * BATCH))
    assert outcomes == list(range(3 * BATCH))
    assert await db.read(members) == outcomes
    assert max(join.sizes) <= BATCH
    assert len(join.sizes) < 3 * BATCH / 4


async def test_groups_are_kept_apart(db: Database) -> None:
    join = Joining()
    outcomes = await at_once(db, join, range(20), groups=4)
    assert outcomes == list(range(20))
    assert max(join.sizes) <= 5


async def test_who_is_refused_is_told_alone(db: Database) -> None:
    outcomes = await at_once(db, Joining(), [1, -2, 3, -4])
    assert [type(outcome) for outcome in outcomes] == [int, RefusedHereError, int, RefusedHereError]
    assert await db.read(members) == [1, 3]


async def test_one_alone_is_told_the_same(db: Database) -> None:
    assert await at_once(db, Joining(), [1]) == [1]
    (refused,) = await at_once(db, Joining(), [-1])
    assert isinstance(refused, RefusedHereError)


# Were the group not undone, each of its members would be there already when tried alone.
async def test_what_breaks_as_a_group_is_tried_one_by_one(db: Database) -> None:
    join = Joining()
    outcomes = await at_once(db, join, [1, -2, 1_000])
    assert [outcomes[0], outcomes[2]] == [1, 1_000]
    assert isinstance(outcomes[1], RefusedHereError)
    assert await db.read(members) == [1, 1_000]
    assert join.sizes.count(1) >= 2


async def test_neighbours_of_a_group_that_breaks_are_done_once(db: Database) -> None:
    def one(session: Session) -> int:
        session.add(Member(community_id=CLUB, member_id=7, first_seen_at=session.now))
        return 7

    neighbour = asyncio.ensure_future(db.write(one))
    outcomes = await at_once(db, Joining(), [1, 2, 1_000])
    assert outcomes == [1, 2, 1_000]
    assert await neighbour == 7
    assert await db.read(members) == [1, 2, 7, 1_000]


async def test_who_goes_away_leaves_the_others_alone(db: Database) -> None:
    join = Joining()
    asked = [asyncio.ensure_future(db.write_together(join, number, 0)) for number in range(5)]
    await asyncio.sleep(0)
    asked[2].cancel()
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [outcome for outcome in outcomes if isinstance(outcome, int)] == [0, 1, 3, 4]
    assert await db.read(members) == [0, 1, 2, 3, 4]

"""Claims that are decided together leave what they leave one at a time."""

import sqlite3
from collections.abc import Sequence
from typing import Any

import pytest
from asyncpg.exceptions import NotNullViolationError
from sqlalchemy.exc import IntegrityError

from bot.services.errors import RefusedError
from bot.services.grants import burst, purchase
from bot.services.grants.burst import Press, claim_together
from bot.services.grants.purchase import Claimed
from bot.services.grants.written import NotAsDecidedError
from db.database import Database
from db.session import Session
from db.tables import Offer, RewardKind
from tests.services.grants.rows import rows, undo_all, values
from tests.support import factories
from tests.support.factories import CLUB, MAI, Terms, somebody


def presses(session: Session) -> list[Press]:
    """A drop in which everything happens that may: sold out, held enough, too few points, twice."""
    factories.add_community(session)
    few = factories.coupon(session, "Few", cost=10, stock=5)
    limited = factories.publish(
        session, RewardKind.COUPON, "Limited", Terms(cost=10, stock=50, member_limit=2)
    )
    role = factories.publish(
        session, RewardKind.COUPON, "For few", Terms(cost=10, stock=50, required_role_id=7)
    )
    made = []
    for number in range(8):
        roles = (7,) if number % 2 else ()
        factories.give_points(session, somebody(number), 35 if number else 10)
        wanted = [few, limited, limited, limited, role] if number else [few]
        made += [
            Press(
                somebody(number, *roles),
                purchase.offer(session, somebody(number, 7), reward).offer_id,
            )
            for reward in wanted
        ]
    made.insert(7, made[2])  # the same card twice
    return [*made, made[0], Press(somebody(5), made[0].offer_id), Press(somebody(5), 404)]


def outcomes_of(session: Session, wanted: Sequence[Press]) -> list[Any]:
    """Claim together, as the database would have it."""
    return [without_ids(outcome) for outcome in claim_together(session, wanted)]


def without_ids(outcome: Claimed | Exception) -> Any:
    """Return what somebody is told, without ids."""
    if isinstance(outcome, RefusedError):
        return type(outcome), {k: v for k, v in outcome.params.items() if not k.endswith("_id")}
    assert isinstance(outcome, Claimed)
    granted = outcome.granted
    return granted.new, granted.paid, granted.left, granted.reward_name, outcome.balance


async def one_at_a_time(db: Database, wanted: Sequence[Press]) -> list[Any]:
    outcomes = []
    for press in wanted:
        try:
            outcomes.append(
                without_ids(await db.write(purchase.claim, press.person, press.offer_id))
            )
        except RefusedError as refusal:
            outcomes.append(without_ids(refusal))
    return outcomes


@pytest.mark.parametrize("size", [2, 7, 64])
async def test_together_is_as_one_at_a_time(db: Database, size: int) -> None:
    """The same presses in groups leave the same rows, and everybody is told the same."""
    wanted = await db.write(presses)
    together = []
    for first in range(0, len(wanted), size):
        together += await db.write(outcomes_of, wanted[first : first + size])
    kinds = {outcome[0].__name__ for outcome in together if isinstance(outcome[0], type)}
    assert kinds == {
        "NoneLeftToClaimError",
        "HeldEnoughError",
        "RoleMissingError",
        "NotEnoughPointsError",
        "OfferGoneError",
    }
    assert sum(outcome[0] is True for outcome in together) > 10
    left = await db.read(rows)
    await db.write(undo_all)
    again = await db.write(presses)
    assert await one_at_a_time(db, again) == together
    assert values(await db.read(rows)) == values(left)


# Without the condition of the statement that is named, nothing is refused for "more", and for the
# others the table's own CHECK, or NOT NULL, refuses: an IntegrityError.
@pytest.mark.parametrize("wrong", ["unit", "held", "more", "wallet"])
async def test_what_was_decided_wrongly_is_refused(
    db: Database, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def set_up(session: Session) -> list[Press]:
        factories.add_community(session)
        terms = Terms(cost=10, stock=3, member_limit=2)
        mug = factories.publish(session, RewardKind.COUPON, "Mug", terms)
        people = [somebody(number) for number in range(4 if wrong == "unit" else 3)]
        if wrong in {"held", "more"}:
            people = [MAI] * 3
        for person in set(people):
            factories.give_points(session, person, 9 if wrong == "wallet" else 100)
        first = session.new_ids(len(people))
        session.add_all(
            Offer(
                community_id=CLUB,
                id=first + number,
                member_id=person.member_id,
                reward_id=mug,
                price=10,
                created_at=session.now,
            )
            for number, person in enumerate(people)
        )
        session.flush()
        made = [Press(person, first + number) for number, person in enumerate(people)]
        if wrong == "more":
            purchase.claim(session, made[0].person, made[0].offer_id)
        return made

    wanted = await db.write(set_up)
    before = await db.read(rows)
    monkeypatch.setattr(burst, "why_not", lambda *_, **__: None)
    with pytest.raises((NotAsDecidedError, IntegrityError, *_OF_DRIVERS)) as refused:
        await db.write(claim_together, wanted)
    assert isinstance(refused.value, NotAsDecidedError) is (wrong != "held")
    assert await db.read(rows) == before


_OF_DRIVERS = (sqlite3.IntegrityError, NotNullViolationError)

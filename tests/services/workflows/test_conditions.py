"""Each condition, both ways."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.services import events
from bot.services.points import ledger
from bot.services.workflows import parts
from bot.services.workflows.parts import Condition, Context, MemberNow, first_time
from db.database import Database
from db.session import Session
from db.tables import MemberAttribute, Tier
from tests.services.workflows.parts import WORKFLOW, context, happened
from tests.support import scene
from tests.support.databases import NOON
from tests.support.scene import BOSS, CLUB, MAI

BRONZE, SILVER, GOLD = 11, 12, 13

Json = dict[str, Any]


def made(given: Json) -> Condition:
    """Return a condition."""
    return parts.conditions()[given["type"]].model_validate(given)


async def holds(
    db: Database, given: Json, *, who: MemberNow | None = None, channel_id: int | None = None
) -> bool:
    """Ask a condition about Mai."""

    def use_case(session: Session) -> bool:
        asked = context(session, happened(session, channel_id=channel_id), who=who)
        return made(given).check(asked)

    return await db.write(use_case)


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community."""
    await db.write(scene.found)


def with_roles(*roles: int) -> MemberNow:
    return MemberNow(MAI.member_id, frozenset(roles))


async def test_has_role(db: Database) -> None:
    asked = {"type": "has_role", "role": BRONZE}
    assert await holds(db, asked, who=with_roles(BRONZE, GOLD))
    assert not await holds(db, asked, who=with_roles(GOLD))


async def test_in_channel(db: Database) -> None:
    asked = {"type": "in_channel", "channel": 21}
    assert await holds(db, asked, channel_id=21)
    assert not await holds(db, asked, channel_id=22)
    assert not await holds(db, asked)


async def test_points_at_least(db: Database) -> None:
    await db.write(ledger.award, BOSS, MAI, 100, key="a")
    await db.write(ledger.deduct, BOSS, MAI.member_id, 40, key="b")
    gained, left = ({"type": "points_at_least", "wallet": name} for name in ("earn", "spend"))
    assert await holds(db, gained | {"points": 100})
    assert not await holds(db, gained | {"points": 101})
    assert await holds(db, left | {"points": 60})
    assert not await holds(db, left | {"points": 61})
    assert await holds(db, {"type": "points_at_least", "points": 100})  # a lifetime's


async def test_tier_is(db: Database) -> None:
    def rank(session: Session) -> None:
        for number, role in enumerate((BRONZE, SILVER, GOLD), 1):
            session.add(Tier(community_id=CLUB, role_id=role, rank=number, attached_by=1))

    await db.write(rank)
    silver = {"type": "tier_is", "role": SILVER}
    roles = ((), (BRONZE,), (SILVER,), (BRONZE, SILVER), (SILVER, GOLD), (GOLD,))
    exactly = [await holds(db, silver, who=with_roles(*some)) for some in roles]
    assert exactly == [False, False, True, True, False, False]
    higher = [
        await holds(db, silver | {"or_higher": True}, who=with_roles(*some)) for some in roles
    ]
    assert higher == [False, False, True, True, True, True]
    no_tier = {"type": "tier_is", "role": 99, "or_higher": True}
    assert not await holds(db, no_tier, who=with_roles(99, GOLD))


async def test_member_for_days(db: Database) -> None:
    asked = {"type": "member_for_days", "days": 30}
    for joined_at, long_enough in (
        (NOON - timedelta(days=30), True),
        (NOON - timedelta(days=30) + timedelta(seconds=1), False),
        (None, False),
    ):
        who = MemberNow(MAI.member_id, frozenset(), joined_at)
        assert await holds(db, asked, who=who) is long_enough


async def test_account_age_days(db: Database) -> None:
    asked = {"type": "account_age_days", "days": 30}
    for made_at, old_enough in (
        (NOON - timedelta(days=30), True),
        (NOON - timedelta(days=30) + timedelta(seconds=1), False),
    ):
        first = datetime(2015, 1, 1, tzinfo=UTC)
        number = int((made_at - first).total_seconds() * 1000) << 22
        assert await holds(db, asked, who=MemberNow(number)) is old_enough
    # Discord's own example of an id, and the moment that it names.
    example = {
        "type": "account_age_days",
        "days": (NOON - datetime(2016, 4, 30, 12, tzinfo=UTC)).days,
    }
    assert await holds(db, example, who=MemberNow(175928847299117063))


async def test_attribute(db: Database) -> None:
    def note(session: Session) -> None:
        session.add(
            MemberAttribute(community_id=CLUB, member_id=MAI.member_id, name="city", value="Huế")
        )

    await db.write(note)
    assert await holds(db, {"type": "attribute", "name": "city"})
    assert await holds(db, {"type": "attribute", "name": "city", "value": "Huế"})
    assert not await holds(db, {"type": "attribute", "name": "city", "value": "Vinh"})
    assert not await holds(db, {"type": "attribute", "name": "street"})
    assert not await holds(db, {"type": "attribute", "name": "city"}, who=MemberNow(3))


async def test_first_time(db: Database) -> None:
    asked = {"type": "first_time"}
    assert await holds(db, asked)
    assert await holds(db, asked)  # asking makes it no second time
    await db.write(events.once, CLUB, first_time(WORKFLOW + 1, MAI.member_id))
    await db.write(events.once, CLUB, first_time(WORKFLOW, BOSS.member_id))
    assert await holds(db, asked)
    await db.write(events.once, CLUB, first_time(WORKFLOW, MAI.member_id))
    assert not await holds(db, asked)


YES, NO = {"type": "has_role", "role": BRONZE}, {"type": "has_role", "role": GOLD}
GROUPS: list[tuple[Json, bool]] = [
    ({"type": "all_of", "conditions": [YES, YES]}, True),
    ({"type": "all_of", "conditions": [YES, NO]}, False),
    ({"type": "any_of", "conditions": [NO, YES]}, True),
    ({"type": "any_of", "conditions": [NO, NO]}, False),
    ({"type": "not", "condition": NO}, True),
    ({"type": "not", "condition": YES}, False),
    ({"type": "not", "condition": {"type": "not", "condition": YES}}, True),
    (
        {
            "type": "all_of",
            "conditions": [
                {"type": "any_of", "conditions": [NO, {"type": "not", "condition": NO}]}
            ],
        },
        True,
    ),
]


@pytest.mark.parametrize(("asked", "expected"), GROUPS)
async def test_conditions_of_conditions(db: Database, asked: Json, expected: bool) -> None:
    assert await holds(db, asked, who=with_roles(BRONZE)) is expected


@pytest.mark.parametrize("group", ["all_of", "any_of"])
def test_a_group_of_none_is_refused(group: str) -> None:
    with pytest.raises(ValueError, match="too_short"):
        made({"type": group, "conditions": []})


async def test_nobody_elses_community_is_looked_into(db: Database) -> None:
    other = CLUB + 1
    await db.write(scene.found, community_id=other)
    await db.write(ledger.award, BOSS, MAI, 100, key="a")

    def use_case(session: Session, how: Callable[[Context], bool]) -> bool:
        here = context(session)
        there = Context(session, other, here.event, WORKFLOW, 1, who=here.who)
        return how(there)

    asked = made({"type": "points_at_least", "points": 1})
    assert await db.write(use_case, asked.check) is False

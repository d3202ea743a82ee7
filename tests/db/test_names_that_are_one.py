"""What comparing names as typed left behind becomes one, and moves no points."""

import asyncio
import hashlib
import hmac

import pytest
from sqlmodel import col, select

from bot.services import events
from bot.services.maintenance import integrity
from bot.services.members import memberships
from db.database import Database, connect
from db.engines import is_sqlite
from db.migrate import migrate
from db.session import Session
from db.tables import LedgerEntry, MemberAttribute, Membership, Reward
from tests.db.schema import run
from tests.support.databases import Clock, still_world

CLUB, MAI, BOB, VY = 1_000, 2, 3, 4
SECRET = "0123456789abcdef"
NEVER = "NULL"


def at(day: int) -> str:
    """Return a moment as both databases take it, and as SQLite's was written."""
    return f"'2025-05-{day:02} 12:00:00.000000'"


def digest(text: str) -> str:
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]


def membership(
    member_id: int,
    plan: str,
    *,
    since: int,
    renewed: int | None = None,
    ended: int | None = None,
    active: bool = True,
    tier: str | None = None,
) -> str:
    moments = [at(day) if day else NEVER for day in (since, renewed, ended)]
    word = f"'{tier}'" if tier else NEVER
    return (
        "INSERT INTO membership (community_id, member_id, plan, tier, active, times, since,"
        f" renewed_at, ended_at) VALUES ({CLUB}, {member_id}, '{plan}', {word}, {active}, 1,"
        f" {', '.join(moments)})"
    )


def learned(trigger: str, member_id: int, id_: str) -> str:
    key = digest(f"{trigger}:{member_id}:{id_}")
    return f"INSERT INTO fact (community_id, key, at) VALUES ({CLUB}, '{key}', {at(3)})"


def event(number: int, trigger: str, member_id: int, id_: str) -> str:
    return (
        "INSERT INTO event (community_id, id, trigger, key, member_id, data, depth, state,"
        f" happened_at, created_at) VALUES ({CLUB}, {number}, '{trigger}', 'k{number}',"
        f" {member_id}, '{{\"id\": \"{id_}\"}}', 0, 'done', {at(3)}, {at(3)})"
    )


LEFT_BEHIND = [
    "INSERT INTO community (id, timezone, language, wallet_mode, low_pool_percent, created_at,"
    f" secret) VALUES ({CLUB}, 'UTC', 'en', 'dual', 10, {at(1)}, '{SECRET}')",
    *(
        "INSERT INTO member (community_id, member_id, profile_hidden, first_seen_at)"
        f" VALUES ({CLUB}, {member_id}, {False}, {at(1)})"
        for member_id in (MAI, BOB, VY)
    ),
    # Three that are one, the latest of which goes on.
    membership(MAI, "Gold", since=1, tier="Plus"),
    membership(MAI, "gold ", since=2, ended=4, active=False),
    membership(MAI, "ＧＯＬＤ", since=3, renewed=5),
    # Three that are one, the latest of which has ended; and one of another name.
    membership(BOB, "Gold", since=2, renewed=3),
    membership(BOB, "GOLD", since=1, ended=6, active=False),
    membership(BOB, "gold", since=4, ended=20),  # lapsing, which is no end yet
    membership(BOB, "Silver", since=4),
    f"INSERT INTO role_mark (community_id, role_id, trigger, subject)"
    f" VALUES ({CLUB}, 7, 'membership_purchased', 'gold')",
    f"INSERT INTO role_mark (community_id, role_id, trigger, subject)"
    f" VALUES ({CLUB}, 8, 'course_complete', 'Python-101')",
    event(1, "lesson_complete", MAI, "Rust-7"),
    learned("lesson_complete", MAI, "Rust-7"),
    learned("course_complete", BOB, "Python-101"),
    *(
        "INSERT INTO member_attribute (community_id, member_id, name, value)"
        f" VALUES ({CLUB}, {member_id}, '{name}', '{value}')"
        for member_id, name, value in [(MAI, "VIP", "yes"), (BOB, "VIP", "a"), (BOB, "vip", "b")]
    ),
    "INSERT INTO reward (community_id, id, kind, state, name, name_key, description, granted,"
    f" member_limit, created_by, created_at) VALUES ({CLUB}, 9, 'badge', 'published',"
    f" 'Red  Mug', 'red  mug', '', 0, 1, 1, {at(1)})",
    *(
        "INSERT INTO ledger_entry (community_id, id, member_id, wallet, amount, reason, key, at)"
        f" VALUES ({CLUB}, {number}, {MAI}, 'spend', 500, 'earned', 'event:{number}', {at(3)})"
        for number in (1, 2, 3)
    ),
    f"INSERT INTO wallet (community_id, member_id, kind, balance) VALUES ({CLUB}, {MAI}, 'spend',"
    " 1500)",
]


@pytest.fixture
def now(old: str) -> Database:
    """That database with what was left behind, brought up to date."""
    statements = LEFT_BEHIND
    if not is_sqlite(old):
        statements = [one.replace(".000000'", ".000000+00'") for one in statements]
    asyncio.run(run(old, *statements))
    asyncio.run(migrate(old))
    return connect(old, still_world(Clock()))


async def test_names_that_are_one_become_one(now: Database) -> None:
    await memberships_are_one(now)
    await no_points_moved(now)
    await what_was_learned_is_known(now)
    await what_else_has_a_name_is_folded(now)
    await now.close()


async def memberships_are_one(now: Database) -> None:
    """Of three, the latest state; spelled as a marked role spells it, else as it was last told."""

    def use_case(session: Session) -> list[tuple[int, str, str, str | None, bool, str]]:
        rows = session.exec(
            select(Membership).order_by(col(Membership.member_id), col(Membership.plan_key))
        )
        return [
            (row.member_id, row.plan, row.plan_key, row.tier, row.active, f"{row.told_at:%d}")
            for row in rows
        ]

    assert await now.read(use_case) == [
        (MAI, "gold", "gold", "Plus", True, "05"),
        (BOB, "gold", "gold", None, False, "06"),
        (BOB, "Silver", "silver", None, True, "04"),
    ]
    assert await now.read(memberships.plans, CLUB, MAI) == {"gold": "Plus"}
    assert await now.read(integrity.check) == []


async def no_points_moved(now: Database) -> None:
    """Nobody is paid again for what is one."""
    entries = await now.read(lambda session: session.exec(select(LedgerEntry)).all())
    assert [entry.amount for entry in entries] == [500, 500, 500]


async def what_was_learned_is_known(now: Database) -> None:
    """For who learned it, and for nobody else."""
    known = [
        await now.read(events.is_so, CLUB, f"{trigger}:{member_id}:{id_}")
        for trigger, id_ in [("lesson_complete", "rust-7"), ("course_complete", "python-101")]
        for member_id in (MAI, BOB, VY)
    ]
    assert known == [True, False, False, False, True, False]


async def what_else_has_a_name_is_folded(now: Database) -> None:
    """Notes about members, the one that was written last; and rewards."""
    noted = await now.read(lambda session: session.exec(select(MemberAttribute)).all())
    assert sorted((one.member_id, one.name, one.value) for one in noted) == [
        (MAI, "vip", "yes"),
        (BOB, "vip", "b"),
    ]
    (reward,) = await now.read(lambda session: session.exec(select(Reward)).all())
    assert reward.name_key == "red mug"

"""Grants to many that filled the audit before are folded below the line that tells of them."""

from bot.services import audit
from bot.services.actors import Person
from bot.services.audit import Chosen
from db.database import connect
from db.migrate import migrate
from tests.db.schema import run
from tests.support.databases import Clock, still_world

CLUB, BADGE = 1_000, 11
BOSS = Person(CLUB, 1, manages_server=True)
AT, BEFORE = "'2025-05-02 12:00:00.000000'", "'2025-05-01 12:00:00.000000'"


def line(entry_id: int, action: str, member: object = "NULL", at: str = AT, **details: int) -> str:
    pairs = ", ".join(f'"{name}": {value}' for name, value in details.items())
    return (
        "INSERT INTO audit_entry (community_id, id, action, actor_id, member_id, reward_id,"
        f" details, at) VALUES ({CLUB}, {entry_id}, '{action}', 1, {member}, {BADGE},"
        f" '{{{pairs}}}', {at})"
    )


def granted(grant_id: int, member_id: int, key: str, at: str = AT) -> str:
    return (
        'INSERT INTO "grant" (community_id, id, reward_id, member_id, state, source, paid, key,'
        f" created_at) VALUES ({CLUB}, {grant_id}, {BADGE}, {member_id}, 'held', 'manager', 0,"
        f" '{key}', {at})"
    )


def bulk(bulk_id: int, wanted: int, state: str = "done") -> str:
    return (
        "INSERT INTO bulk_grant (community_id, id, reward_id, actor_id, state, wanted, muted,"
        f" tell_each, created_at) VALUES ({CLUB}, {bulk_id}, {BADGE}, 1, '{state}', {wanted},"
        f" false, false, {AT})"
    )


async def test_what_was_given_to_many_before_is_folded(old: str, clock: Clock) -> None:
    few, many = 100, 200
    await run(
        old,
        "INSERT INTO community (id, language, timezone, wallet_mode, low_pool_percent,"
        f" created_at) VALUES ({CLUB}, 'en', 'UTC', 'dual', 10, {AT})",
        "INSERT INTO reward (community_id, id, kind, state, name, name_key, description, granted,"
        f" member_limit, created_by, created_at) VALUES ({CLUB}, {BADGE}, 'badge', 'published',"
        f" 'R', 'r', '', 0, 1, 1, {AT})",
        bulk(few, 2),
        bulk(many, 12),
        bulk(300, 12, "planned"),
        line(101, "bulk.started", members=2),
        line(102, "reward.granted", 50),
        line(201, "bulk.started", members=12),
        *(line(202 + number, "reward.granted", 60 + number) for number in range(12)),
        line(220, "bulk.finished", members=12, granted=12),
        line(90, "reward.granted", 60, at=BEFORE),  # the same person, by hand
        granted(1, 50, f"bulk:{few}:50"),
        *(granted(2 + number, 60 + number, f"bulk:{many}:{60 + number}") for number in range(12)),
    )
    await migrate(old)
    database = connect(old, still_world(clock))
    try:
        seen = await database.read(audit.load_page, BOSS)
        assert [(one.action, one.member_id, one.batch) for one in seen.lines] == [
            ("bulk.finished", None, None),
            ("bulk.started", None, many),
            ("reward.granted", 50, None),
            ("bulk.started", None, None),
            ("reward.granted", 60, None),
        ]
        assert seen.lines[1].details == {"members": 12}
        below = [
            await database.read(audit.load_page, BOSS, Chosen(part_of=many), page=page)
            for page in (1, 2)
        ]
        assert [one.member_id for page in below for one in page.lines] == [*range(71, 59, -1)]
    finally:
        await database.close()

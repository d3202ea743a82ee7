"""Grants to many of before know how far they are, and go on there."""

from bot.services.actors import Person
from bot.services.grants import bulk, bulk_plan
from bot.services.maintenance import integrity
from bot.services.rewards.eligibility import SoldOutError
from db.database import connect
from db.migrate import migrate
from tests.db.schema import run
from tests.support.databases import NOON, Clock, still_world

CLUB, BADGE, DONE, UNDER_WAY, PLANNED = 1_000, 11, 100, 200, 300
BOSS = Person(CLUB, 1, manages_server=True, owns_server=True)
AT = f"'{NOON:%Y-%m-%d %H:%M:%S}.000000'"


def a_bulk(bulk_id: int, state: str, wanted: int) -> str:
    return (
        "INSERT INTO bulk_grant (community_id, id, reward_id, actor_id, state, wanted, muted,"
        f" tell_each, created_at) VALUES ({CLUB}, {bulk_id}, {BADGE}, 1, '{state}', {wanted},"
        f" true, false, {AT})"
    )


def members(bulk_id: int, *outcomes: str) -> list[str]:
    """Return what inserts a member for each outcome, in this order; a reason stands behind `:`."""
    rows = []
    for position, text in enumerate(outcomes):
        outcome, _, reason = text.partition(":")
        sql = f"'{reason}'" if reason else "NULL"
        rows.append(
            "INSERT INTO bulk_grant_member (community_id, bulk_id, position, member_id, outcome,"
            f" reason) VALUES ({CLUB}, {bulk_id}, {position}, {50 + position}, '{outcome}', {sql})"
        )
    return rows


async def test_what_became_of_each_is_counted_once_and_for_all(old: str, clock: Clock) -> None:
    sold_out = f"refused:{SoldOutError.message}"
    await run(
        old,
        "INSERT INTO community (id, language, timezone, wallet_mode, low_pool_percent,"
        f" created_at) VALUES ({CLUB}, 'en', 'UTC', 'dual', 10, {AT})",
        "INSERT INTO reward (community_id, id, kind, state, name, name_key, description, granted,"
        f" member_limit, created_by, created_at) VALUES ({CLUB}, {BADGE}, 'badge', 'published',"
        f" 'R', 'r', '', 0, 1, 1, {AT})",
        a_bulk(DONE, "done", 3),
        *members(DONE, "granted", "held_already", sold_out, sold_out),
        a_bulk(UNDER_WAY, "running", 3),
        *members(UNDER_WAY, "refused:not-a-member", "held_already", "waiting", "waiting"),
        a_bulk(PLANNED, "planned", 2),
        *members(PLANNED, "held_already", "waiting", "waiting"),
    )
    await migrate(old)
    database = connect(old, still_world(clock))
    try:
        report = await database.read(bulk.report, BOSS, DONE)
        assert (report.granted, report.held_already, report.waiting) == (1, 1, 0)
        assert report.refused == {SoldOutError.message: 2}
        report = await database.read(bulk.report, BOSS, UNDER_WAY)
        assert (report.total, report.waiting, report.refused) == (4, 2, {"not-a-member": 1})
        plan = await database.read(bulk_plan.load_plan, BOSS, PLANNED)
        assert (plan.will_get, plan.skipped) == (2, 1)
        assert await database.read(integrity.check) == []
        report = await database.write(bulk.step, CLUB, UNDER_WAY)
        assert (report.whole, report.granted, report.waiting) == (True, 2, 0)
        assert await database.read(integrity.check) == []
    finally:
        await database.close()

"""Codes that came before they were numbered get their numbers, and their imports can be undone."""

from sqlmodel import col, select

from bot.services.actors import Person
from bot.services.codes import import_confirm, import_undo
from bot.services.maintenance import integrity
from db.database import connect
from db.engines import is_sqlite
from db.migrate import migrate
from db.tables import Code, CodeImport
from tests.db.schema import definitions, run
from tests.support.databases import Clock, still_world

CLUB, VOUCHER, OTHER = 1_000, 11, 12
BOSS = Person(CLUB, 1, manages_server=True)
AT = "'2025-05-02 12:00:00.000000'"


def reward(reward_id: int) -> str:
    return (
        "INSERT INTO reward (community_id, id, kind, state, name, name_key, description, granted,"
        f" created_by, created_at) VALUES ({CLUB}, {reward_id}, 'voucher', 'published',"
        f" 'R{reward_id}', 'r{reward_id}', '', 0, 1, {AT})"
    )


def brought(import_id: int, reward_id: int, added: int, state: str = "confirmed") -> str:
    return (
        "INSERT INTO code_import (community_id, id, reward_id, file_name, state, added,"
        f" created_at, confirmed_at) VALUES ({CLUB}, {import_id}, {reward_id}, 'f.csv',"
        f" '{state}', {added}, {AT}, {AT})"
    )


def code(code_id: int, reward_id: int, import_id: int, line: int, value: str) -> str:
    return (
        "INSERT INTO code (community_id, id, reward_id, value, expires_on, state, import_id,"
        f" line, changed_at) VALUES ({CLUB}, {code_id}, {reward_id}, '{value}', '2030-12-31',"
        f" 'available', {import_id}, {line}, {AT})"
    )


async def test_codes_of_two_files_with_the_same_lines_are_told_apart(
    old: str, empty: str, clock: Clock
) -> None:
    await run(
        old,
        "INSERT INTO community (id, language, timezone, wallet_mode, low_pool_percent,"
        f" created_at) VALUES ({CLUB}, 'en', 'UTC', 'dual', 10, {AT})",
        reward(VOUCHER),
        reward(OTHER),
        brought(21, VOUCHER, 2),
        brought(22, VOUCHER, 2),
        brought(23, OTHER, 1),
        brought(24, OTHER, 0, "ready"),
        code(31, VOUCHER, 21, 2, "A"),
        code(32, VOUCHER, 21, 3, "B"),
        code(41, VOUCHER, 22, 2, "C"),
        code(42, VOUCHER, 22, 3, "D"),
        code(35, OTHER, 23, 2, "A"),
    )
    await migrate(old)
    await migrate(empty)
    assert is_sqlite(old) or await definitions(old) == await definitions(empty)
    db = connect(old, still_world(clock))
    numbers = select(Code.reward_id, Code.value, Code.number).order_by(col(Code.id))
    assert await db.read(lambda s: list(s.exec(numbers))) == [
        (VOUCHER, "A", 1),
        (VOUCHER, "B", 2),
        (OTHER, "A", 1),
        (VOUCHER, "C", 3),
        (VOUCHER, "D", 4),
    ]
    known = select(
        CodeImport.id, CodeImport.wanted, CodeImport.first_number, CodeImport.last_number
    ).order_by(col(CodeImport.id))
    assert await db.read(lambda s: list(s.exec(known))) == [
        (21, 2, 1, 2),
        (22, 2, 3, 4),
        (23, 1, 1, 1),
        (24, 0, 0, 0),
    ]
    # What the fault left behind: one code, two vouchers.
    assert [one.kind for one in await db.read(integrity.check)] == ["code-in-two-vouchers"]
    await db.write(import_undo.undo, BOSS, 23)
    while await db.write(import_undo.work):
        pass
    assert (await db.read(import_confirm.report, BOSS, 23)).removed == 1
    assert await db.read(integrity.check) == []
    await db.close()

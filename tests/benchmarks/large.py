"""Communities of any size, written straight into the tables within a minute or two.

What is written adds up as `check` asks: wallets are the sums of their entries, counts are counts.
Every text is SQL that both databases read, but for a series of numbers and for moments.
"""

import asyncio
import sqlite3
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import asyncpg
from sqlalchemy import make_url

from db.engines import is_sqlite
from db.ids import EPOCH, first_id_at
from tests.support.factories import CLUB

YEAR = 365 * 24 * 3600

HOLDERS_ROLE = 77
"""The role that the first members hold."""

BADGE = 1
"""The id of the badge that every member holds."""

_FIRST_MEMBER = 200_000_000_000_000_000
_APART = 1_000_003


def member_id(number: int) -> int:
    """Return the id of a member, counted from 1; as long as Discord's are."""
    return _FIRST_MEMBER + number * _APART


@dataclass(frozen=True)
class Sizes:
    """How large a community is; `entries` of the ledger lie in both wallets and over a year."""

    members: int
    entries: int
    rewards: int = 100
    events: int = 0
    holders: int = 0
    """Members with a role, `HOLDERS_ROLE`."""


LARGE = Sizes(1_000_000, 10_000_000, 10_000)
SMALL = Sizes(10_000, 100_000, 100)


async def fill(url: str, sizes: Sizes, now: datetime) -> float:
    """Fill an empty, migrated database with one community, `CLUB`; return how long it took."""
    began = time.perf_counter()
    tables = "member", "ledger_entry", "wallet", "streak", "reward", "grant", "holding", "event"
    await _run(url, _community(url, sizes, now), tables)
    return time.perf_counter() - began


async def fill_codes(
    url: str, reward_id: int, codes: int, over: int, now: datetime, *, community_id: int = CLUB
) -> None:
    """Give a voucher that is there `codes` of an import, of which the first `over` are over."""
    past, future = now.date() - timedelta(days=3), date(2099, 12, 31)
    import_id = first_id_at(now) + 1
    at = _moment(url, str(int(now.timestamp())))
    statements = [
        f"""INSERT INTO code_import (community_id, id, reward_id, file_name, state, added, wanted,
                first_number, last_number, created_at, confirmed_at)
            VALUES ({community_id}, {import_id}, {reward_id}, 'codes.csv', 'confirmed', {codes},
                {codes}, 1, {codes}, {at}, {at})""",
        f"""INSERT INTO code (community_id, id, reward_id, number, value, expires_on, state,
                import_id, line, changed_at)
            SELECT {community_id}, {import_id} + i, {reward_id}, i, 'CODE-' || i,
                {_day(url, f"CASE WHEN i <= {over} THEN '{past}' ELSE '{future}' END")},
                'available', {import_id}, i, {at}
            FROM {_series(url, codes)}""",
    ]
    await _run(url, statements, ("code",))


async def fill_sums(url: str, since: Mapping[str, int], end: int) -> None:
    """Sum up for leaderboards the entries of `CLUB` whose ids are below `end`.

    `since`: from which id on entries count in a span.
    """
    statements = [
        f"""INSERT INTO span_total (community_id, span, member_id, turn, points, last_gain)
            SELECT community_id, '{span}', member_id, 1, sum(amount), max(id) FROM ledger_entry
            WHERE community_id = {CLUB} AND wallet = 'earn' AND id >= {first} AND id < {end}
            GROUP BY community_id, member_id ORDER BY member_id"""
        for span, first in since.items()
    ]
    await _run(url, statements, ("span_total",))


def _series(url: str, most: int) -> str:
    """Return a table of the numbers from 1, in a column `i`."""
    if is_sqlite(url):
        return (
            "(WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s"
            f" WHERE i < {most}) SELECT i FROM s) AS s"
        )
    return f"generate_series(1, {most}::bigint) AS s(i)"


def _moment(url: str, seconds: str) -> str:
    """Return the moment of so many seconds since 1970, as SQLAlchemy stores it."""
    if is_sqlite(url):
        return f"strftime('%Y-%m-%d %H:%M:%f000', {seconds}, 'unixepoch')"
    return f"to_timestamp({seconds})"


def _day(url: str, text: str) -> str:
    return f"({text})" if is_sqlite(url) else f"({text})::date"


def _json(url: str, text: str) -> str:
    return f"({text})" if is_sqlite(url) else f"({text})::json"


def _one_of(members: int) -> str:
    """Return which member gains the i-th time: everybody once, then few often and most rarely."""
    spread = "(i * 1103515245 % 2147483648)"
    return (
        f"CASE WHEN i <= {members} THEN i"
        f" ELSE 1 + {spread} * {spread} / 2147483648 * {members} / 2147483648 END"
    )


def _community(url: str, sizes: Sizes, now: datetime) -> list[str]:
    at = _moment(url, str(int(now.timestamp())))
    year_ago = now - timedelta(seconds=YEAR - 60)
    first = int((year_ago - EPOCH).total_seconds() * 1000)
    gains = max(1, sizes.entries // 2)
    of_gain = f"({first} + i * {(YEAR - 120) * 1000} / {gains})"  # milliseconds since EPOCH
    seconds = f"({int(EPOCH.timestamp())} + {of_gain} / 1000)"
    member = f"{_FIRST_MEMBER} + {_APART} *"
    roles = f"CASE WHEN i <= {sizes.holders} THEN '[{HOLDERS_ROLE}]' ELSE '[]' END"
    return [
        f"""INSERT INTO community (id, timezone, language, wallet_mode, low_pool_percent,
                created_at, secret)
            VALUES ({CLUB}, 'Asia/Ho_Chi_Minh', 'en', 'dual', 10, {at}, '{"5" * 32}')""",
        f"""INSERT INTO member (community_id, member_id, profile_hidden, first_seen_at, role_ids,
                joined_at)
            SELECT {CLUB}, {member} i, FALSE, {at}, {_json(url, roles)},
                {_moment(url, f"1500000000 + i * 100000000 / {sizes.members}")}
            FROM {_series(url, sizes.members)}""",
        f"""INSERT INTO ledger_entry (community_id, id, member_id, wallet, amount, reason, key, at)
            SELECT {CLUB}, {of_gain} * 4194304 + w.n, {member} ({_one_of(sizes.members)}), w.wallet,
                1 + i * 7919 % 20, 'earned', 'event:' || ({of_gain} * 4194304),
                {_moment(url, seconds)}
            FROM {_series(url, gains)}
            CROSS JOIN (SELECT 0 AS n, 'earn' AS wallet UNION ALL SELECT 1, 'spend') AS w""",
        """INSERT INTO wallet (community_id, member_id, kind, balance)
            SELECT community_id, member_id, kind, points FROM (
                SELECT community_id, member_id, sum(amount) AS points FROM ledger_entry
                WHERE wallet = 'earn' GROUP BY community_id, member_id
            ) AS gained
            CROSS JOIN (SELECT 'earn' AS kind UNION ALL SELECT 'spend') AS kinds
            ORDER BY 1, 2, 3""",
        f"""INSERT INTO streak (community_id, member_id, days, best, last_day)
            SELECT {CLUB}, {member} i, 3, 9, {_day(url, f"'{now.date()}'")}
            FROM {_series(url, sizes.members)}""",
        *_rewards(url, sizes, at),
        f"""INSERT INTO event (community_id, id, trigger, key, member_id, data, depth, state,
                happened_at, created_at)
            SELECT {CLUB}, {first_id_at(now - timedelta(days=1))} + i, 'post_created', 'done:' || i,
                {member} ({_one_of(sizes.members)}), {_json(url, "'{}'")}, 0, 'done', {at}, {at}
            FROM {_series(url, max(1, sizes.events))}""",
    ]


def _rewards(url: str, sizes: Sizes, at: str) -> list[str]:
    member = f"{_FIRST_MEMBER} + {_APART} *"
    name = "'Reward ' || (i * 7919 % 10007) || ' of ' || i"
    return [
        f"""INSERT INTO reward (community_id, id, kind, state, name, name_key, description, cost,
                stock, granted, member_limit, created_by, created_at)
            SELECT {CLUB}, {BADGE}, 'badge', 'published', 'Here', 'here', '', NULL, NULL,
                {sizes.members}, 1, 1, {at}
            UNION ALL
            SELECT {CLUB}, 1 + i, CASE WHEN i % 10 = 0 THEN 'badge' ELSE 'coupon' END, 'published',
                {name}, lower({name}), '', CASE WHEN i % 10 = 0 THEN NULL ELSE i % 997 + 1 END,
                CASE WHEN i % 10 = 0 THEN NULL ELSE 1000000 END, 0,
                CASE WHEN i % 10 = 0 THEN 1 END, 1, {at}
            FROM {_series(url, sizes.rewards)}""",
        f"""INSERT INTO "grant" (community_id, id, reward_id, member_id, state, source, paid, key,
                created_at)
            SELECT {CLUB}, i, {BADGE}, {member} i, 'held', 'workflow', 0, 'run:' || i, {at}
            FROM {_series(url, sizes.members)}""",
        f"""INSERT INTO holding (community_id, reward_id, member_id, count)
            SELECT {CLUB}, {BADGE}, {member} i, 1 FROM {_series(url, sizes.members)}""",
    ]


async def _run(url: str, statements: list[str], tables: Iterable[str]) -> None:
    """Run statements; the tables' indexes are dropped first and built again at the end.

    On PostgreSQL so are unique keys and references, but for the primary keys.
    """
    if is_sqlite(url):
        await asyncio.to_thread(_run_on_sqlite, url, statements, tables)
    else:
        await _run_on_postgres(url, statements, tables)


def _run_on_sqlite(url: str, statements: list[str], tables: Iterable[str]) -> None:
    path = make_url(url).database or ""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("synchronous=OFF", "journal_mode=OFF", "cache_size=-262144"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        found = connection.execute(
            "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql <> ''"
        ).fetchall()
        indexes = {name: sql for name, of, sql in found if of in tables}
        for name in indexes:
            connection.execute(f"DROP INDEX {name}")
        for statement in (*statements, *indexes.values()):
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")


async def _run_on_postgres(url: str, statements: list[str], tables: Iterable[str]) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        named = [f'"{table}"' if table == "grant" else table for table in tables]
        constraints = await connection.fetch(
            """SELECT conrelid::regclass::text AS of, quote_ident(conname) AS name,
                   pg_get_constraintdef(oid) AS sql
               FROM pg_constraint WHERE conrelid::regclass::text = ANY($1) AND contype IN ('f', 'u')
               ORDER BY contype""",
            named,
        )
        indexes = await connection.fetch(
            """SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS sql
               FROM pg_index WHERE indrelid::regclass::text = ANY($1)
               AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)""",
            named,
        )
        await connection.execute("SET maintenance_work_mem = '512MB'; SET work_mem = '512MB'")
        for statement in (
            *(f"ALTER TABLE {one['of']} DROP CONSTRAINT {one['name']}" for one in constraints),
            *(f"DROP INDEX {one['name']}" for one in indexes),
            *statements,
            *(one["sql"] for one in indexes),
            *(
                f"ALTER TABLE {one['of']} ADD CONSTRAINT {one['name']} {one['sql']}"
                for one in reversed(constraints)
            ),
            "VACUUM ANALYZE",
        ):
            await connection.execute(statement)
    finally:
        await connection.close()


def now() -> datetime:
    """Return the present moment, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)

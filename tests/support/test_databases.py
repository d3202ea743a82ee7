"""What the database of one test was used for, no other test sees."""

import asyncio

from tests.db.schema import definitions, run
from tests.support.databases import PostgresServer

ROW = "INSERT INTO wallet (community_id, member_id, kind, balance) VALUES (1, 2, 'spend', 5)"
BREAK = "ALTER TABLE wallet DROP CONSTRAINT ck_wallet_balance_not_negative"


def test_tables_that_a_test_has_changed_are_not_used_again(postgres: PostgresServer) -> None:
    """Seen to fail where databases are only emptied: the next test had a table without a guard."""
    before = asyncio.run(definitions(first := postgres.fresh()))
    for change in (ROW, BREAK):
        asyncio.run(run(url := postgres.fresh(), change))
        postgres.give_back(url)
        again = postgres.fresh()
        assert (again == url) == (change == ROW)
        assert asyncio.run(definitions(again)) == before
        asyncio.run(run(again, ROW))  # as nobody has
        postgres.give_back(again)
    postgres.give_back(first)

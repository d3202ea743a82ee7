"""Each rule of `check` finds a database that breaks it, and nothing in one that does not."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import date

import pytest
from sqlalchemy import text

from bot.services.actors import remember
from bot.services.deletions import places
from bot.services.deliveries import Lane
from bot.services.grants import bulk, bulk_plan, inventory, issue, purchase, revoke
from bot.services.maintenance import integrity
from bot.services.members import memberships
from bot.services.members.memberships import MembershipChange
from bot.services.points import many, standings
from bot.services.raffles import drawing
from db.database import Database
from db.session import Session
from db.tables import BatchKind, GoneKind, RewardKind
from tests.support import factories, raffles
from tests.support.databases import (
    NOON,
    Clock,
    KeptEngines,
    PostgresServer,
    SqliteFiles,
    still_world,
)
from tests.support.earning import tell
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms
from tests.support.moving import moved_in
from tests.support.pipeline import process_all
from tests.support.sending import hand_out


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def busy_url(request: pytest.FixtureRequest, kept_engines: KeptEngines) -> Iterator[str]:
    """The URL of a database in which everything has happened once."""
    files: SqliteFiles | PostgresServer = request.getfixturevalue(SERVERS[request.param])
    url = files.fresh()
    asyncio.run(live(url, kept_engines))
    yield url
    files.give_back(url)


SERVERS = {"sqlite": "sqlite_files", "postgres": "postgres"}


async def live(url: str, engines: KeptEngines) -> None:
    """Let everything happen once."""
    clock = Clock()
    db = engines.connect(url, still_world(clock))

    def set_up(session: Session) -> tuple[int, int, int]:
        factories.add_community(session)
        factories.give_points(session, MAI, 500)
        remember(session, CLUB, MAI.member_id)
        tell(session, MAI, "message:1")
        process_all(session)
        codes = [(f"CODE-{number:04}", date(2025, 12, 31)) for number in range(4)]
        return (
            factories.coupon(session),
            factories.publish(session, RewardKind.VOUCHER, "Partner", codes=codes),
            factories.publish(session, RewardKind.BADGE, "Reader"),
        )

    coupon, voucher, badge = await db.write(set_up)
    bought = []
    for _ in range(2):
        card = await db.write(purchase.offer, MAI, coupon)
        bought.append(await db.write(purchase.claim, MAI, card.offer_id))
    await db.write(revoke.revoke, BOSS, bought[-1].granted.grant_id)
    grants = []
    for who in (MAI, BOB):
        await db.write(issue.grant, BOSS, who, badge, key=f"badge:{who.member_id}")
        grants.append(await db.write(issue.grant, BOSS, who, voucher, key=f"v:{who.member_id}"))
        await db.write(inventory.show_code, who, grants[-1].grant_id)
    await db.write(revoke.revoke, BOSS, grants[-1].grant_id)
    vip = Terms(cost=1, stock=9, delivers_role_id=70, delivers_days=30)
    brings = await db.write(factories.publish, RewardKind.COUPON, "VIP", vip)
    await db.write(issue.grant, BOSS, MAI, brings, key="vip")
    await hand_out(db, Lane.ROLES)
    await db.write(issue.grant, BOSS, BOB, brings, key="vip of Bob")  # it is on its way
    given = await db.write(
        bulk_plan.plan, BOSS, badge, [MAI.member_id, factories.somebody(7).member_id]
    )
    await db.write(bulk.confirm, BOSS, given.bulk_id, as_far_as_it_reaches=True)
    raffle_id = await db.write(raffles.open_raffle, coupon)
    await db.write(raffles.enter, raffle_id, [MAI])
    await db.write(drawing.draw_now, BOSS, raffle_id)
    assert (await db.write(bulk.step, CLUB, given.bulk_id)).granted == 1
    taken = await db.write(many.begin, BOSS, BatchKind.DEDUCTION, {"amount": 3})
    await db.write(many.extend_members, BOSS, taken, [MAI.member_id, BOB.member_id])
    season = await db.write(many.begin, BOSS, BatchKind.RESET, {"take": "share", "number": 10})
    await db.write(many.extend_with_holders, BOSS, season)
    for batch_id in (taken, season):
        await db.write(many.confirm, BOSS, batch_id)
        assert (await db.write(many.step, CLUB, batch_id)).whole
    await moved_in(db, CLUB, "ID,POINTS\n900000000000000101,7.5\n")
    await db.write(places.deleted, CLUB, GoneKind.ROLE, 77)
    await db.write(memberships.begin, CLUB, MAI.member_id, "Gold", MembershipChange("role", NOON))
    await db.write(standings.keep, CLUB)
    clock.forward(minutes=2)
    while await db.work(standings.sum_up):
        pass
    await db.close()


@pytest.fixture
async def busy(busy_url: str, clock: Clock, kept_engines: KeptEngines) -> AsyncIterator[Database]:
    """That database, to which a test changes nothing for good."""
    clock.forward(minutes=2)
    database = kept_engines.connect(busy_url, still_world(clock))
    yield database
    await database.close()


async def test_a_database_that_was_only_used_adds_up(busy: Database) -> None:
    assert await busy.read(integrity.check) == []


def _without_guards(session: Session, table: str) -> None:
    """Let a test break what the database itself forbids, until it is undone."""
    if session.connection().dialect.name == "sqlite":
        session.execute(text("PRAGMA ignore_check_constraints = ON"))
        return
    rows = session.execute(
        text(
            "SELECT conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid"
            " WHERE contype = 'c' AND relname = :table"
        ),
        {"table": table},
    )
    for (name,) in rows.all():
        session.execute(text(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"'))


BREAKS: dict[str, tuple[str, str]] = {
    "balance": ("wallet", "UPDATE wallet SET balance = balance + 1 WHERE kind = 'earn'"),
    "wallet-missing": ("wallet", "DELETE FROM wallet WHERE kind = 'earn'"),
    "spend-negative": ("wallet", "UPDATE wallet SET balance = -1 WHERE kind = 'spend'"),
    "granted": ("reward", "UPDATE reward SET granted = granted + 1 WHERE kind = 'coupon'"),
    "oversold": ("reward", "UPDATE reward SET stock = 0 WHERE kind = 'coupon'"),
    "held-count": ("holding", "UPDATE holding SET count = count + 1"),
    "holding-missing": ("holding", "DELETE FROM holding"),
    "code-state": ("code", "UPDATE code SET state = 'void' WHERE state = 'claimed'"),
    "moving-brought": (
        "batch",
        "UPDATE moving SET earn_points = earn_points + 1, spend_points = spend_points - 1",
    ),
    "moving-sums": ("moving", "UPDATE moving SET spend_points = 8"),
    "import-count": ("code_import", "UPDATE code_import SET added = added + 1"),
    "code-number": ("code", "UPDATE code SET number = 99 WHERE number = 4"),
    "code-in-two-vouchers": (
        "code",
        "INSERT INTO code (community_id, id, reward_id, number, value, expires_on, state,"
        " import_id, line, changed_at) SELECT community_id, id + 1,"
        " (SELECT max(id) FROM reward WHERE kind = 'badge'), 1, value, expires_on, 'available',"
        " import_id, 1, changed_at FROM code WHERE number = 4",
    ),
    "voucher-without-code": (
        "code",
        "UPDATE code SET state = 'available', grant_id = NULL WHERE state = 'claimed'",
    ),
    "coupon-delivery": ("delivery", "UPDATE delivery SET state = 'failed' WHERE key LIKE 'role:%'"),
    "bought-role": ("bought_role", "UPDATE bought_role SET member_id = 404"),
    "grant-shape": ("grant", 'UPDATE "grant" SET redemption_code = NULL'),
    "paid": ("grant", "DELETE FROM ledger_entry WHERE reason = 'purchase'"),
    "gone-named": (
        "gone",
        "INSERT INTO manager_role (community_id, role_id) SELECT community_id, id FROM gone",
    ),
    "name-alike": ("reward", "UPDATE reward SET name_key = 'Reader' WHERE kind = 'badge'"),
    "name-folded": ("membership", "UPDATE membership SET plan_key = 'Gold'"),
    "batch-count": ("batch", "UPDATE batch SET done = done + 1"),
    "batch-movement": ("ledger_entry", "DELETE FROM ledger_entry WHERE reason = 'deduction'"),
    "batch-total": ("batch", "UPDATE batch SET spend_taken = 0 WHERE kind = 'reset'"),
    "earned": ("event", "UPDATE event SET worth = worth + 10000 WHERE worth > 0"),
    "timezone": ("community", "UPDATE community SET timezone = 'Etc/GMT+7'"),
    "span-total": ("span_total", "UPDATE span_total SET points = points + 1"),
    "span-total-missing": ("span_total", "DELETE FROM span_total"),
    "set-aside": ("reward", "UPDATE reward SET set_aside = 1 WHERE kind = 'badge'"),
    "raffle": ("raffle_entry", "UPDATE raffle_entry SET place = NULL, outcome = NULL"),
    "given-back": ("grant", "DELETE FROM ledger_entry WHERE reason = 'revoked'"),
}


def test_every_rule_is_broken_once_here() -> None:
    assert set(BREAKS) == set(integrity.KINDS)


class UndoneError(Exception):
    """The damage is seen, and is taken back."""


@pytest.mark.parametrize("kind", sorted(BREAKS))
async def test_a_broken_rule_is_found(busy: Database, kind: str) -> None:
    table, damage = BREAKS[kind]

    found: list[integrity.Finding] = []

    def break_it(session: Session) -> None:
        _without_guards(session, table)
        session.execute(text(damage))
        found.extend(integrity.check(session))
        raise UndoneError

    with pytest.raises(UndoneError):
        await busy.write(break_it)
    assert kind in {finding.kind for finding in found}
    # What breaks no sum is told as something to look at, and fails nobody's `check`.
    assert {finding.kind for finding in found if finding.is_notice} == {kind} & integrity.NOTICES
    assert {finding.community_id for finding in found} == {CLUB}

"""Erasing: the member's id stands nowhere any more, and everything still adds up."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import LargeBinary, select
from sqlmodel import SQLModel, col

from bot.services import actors, audit, deliveries, events, forms
from bot.services.actors import Person
from bot.services.deletions import deleted_roles
from bot.services.errors import RefusedError
from bot.services.events import NewEvent
from bot.services.grants import bulk, bulk_plan, inventory, issue, purchase, redeem
from bot.services.maintenance import expiry
from bot.services.maintenance.integrity import check
from bot.services.members import bought_roles, lapsing, role_meanings, sync
from bot.services.members.diff import MemberSnapshot, signed_up
from bot.services.members.membership_rows import LAPSES_AFTER
from bot.services.members.memberships import PURCHASED
from bot.services.moving import staging
from bot.services.moving.brought import Brought
from bot.services.moving.terms import Choices
from bot.services.points import ledger
from bot.services.points.ledger import Balances
from bot.services.privacy import erase, export
from bot.services.raffles import entering
from db.database import Database
from db.privacy import privacy
from db.session import Session
from db.tables import (
    BatchMember,
    Code,
    CodeState,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Event,
    Goal,
    GoalProgress,
    Grant,
    GrantState,
    LedgerEntry,
    Member,
    MemberAttribute,
    Membership,
    Reward,
    RewardKind,
    Run,
    RunState,
    Streak,
    Tally,
    Trace,
    TraceOutcome,
    WorkflowDraft,
    metadata,
    models,
)
from db.types import holds_member_id
from tests.support import factories, raffles
from tests.support.databases import NOON, Clock
from tests.support.factories import BOSS, CLUB, Terms
from tests.support.rows import has_rows_of, row_of

# As Discord numbers people; a small number would stand in texts by chance.
MAI = Person(CLUB, 1_180_000_000_000_000_001)
BOB = Person(CLUB, 1_180_000_000_000_000_002)
GOLD, SILVER = 501, 502
SEEN = MemberSnapshot(MAI.member_id, frozenset({GOLD}), NOON - timedelta(days=30))


def a_full_life(session: Session) -> dict[str, int]:
    """Let Mai leave traces in every table; return the ids of what she holds."""
    factories.add_community(session)
    sync.observe(session, CLUB, [SEEN, MemberSnapshot(BOB.member_id)])
    deleted_roles.reconciled(session, CLUB, frozenset({GOLD, SILVER}))
    role_meanings.set_meaning(session, BOSS, GOLD, PURCHASED, "Gold")
    ledger.award(session, BOSS, MAI, 500, key=f"award:{MAI.member_id}", note="Mai sings well")
    ledger.award(session, BOSS, BOB, 70, key="award:bob")
    until = date(2030, 1, 1)
    codes = [(f"CODE-{number}", until) for number in range(3)]
    voucher = factories.publish(session, RewardKind.VOUCHER, "Partner", codes=codes)
    badge = factories.publish(session, RewardKind.BADGE, "Reader", Terms(badge_role_id=SILVER))
    mug = factories.coupon(session, cost=100)

    def give(reward_id: int, key: str) -> int:
        return issue.grant(session, BOSS, MAI, reward_id, key=key).grant_id

    grants = {
        "badge": give(badge, f"card:1:{MAI.member_id}"),
        "unseen": give(voucher, "unseen"),
        "seen": give(voucher, "seen"),
        "gift": give(mug, "gift"),
        "used": give(mug, "used"),
    }
    inventory.show_code(session, MAI, grants["seen"])
    redeem.redeem(session, BOSS, grants["used"])
    grants["bought"] = purchase.claim(
        session, MAI, purchase.offer(session, MAI, mug).offer_id
    ).granted.grant_id
    purchase.offer(session, MAI, mug)
    terms = Terms(cost=1, stock=9, delivers_role_id=SILVER)
    vip = factories.publish(session, RewardKind.COUPON, "VIP", terms)
    brought = give(vip, "vip")
    issue.use_by_itself(session, CLUB, brought)
    bought_roles.last(session, CLUB, MAI.member_id, SILVER, grant_id=brought, days=None)
    lamp = factories.coupon(session, "Lamp")
    entering.take_part(session, MAI, raffles.open_raffle(session, lamp))
    bulk_plan.plan(session, BOSS, mug, [MAI.member_id, BOB.member_id])
    staging.begin(session, BOSS, Brought("csv", (), [], (), (), "csv:1"), "f.csv", Choices())
    forms.keep(session, MAI, "reward", {"name": "Mine"})
    export.hide_profile(session, MAI, hidden=True)
    new_events = [
        NewEvent(CLUB, "post_created", "message:1", MAI.member_id, NOON, channel_id=7),
        NewEvent(CLUB, "custom", "hook:1", MAI.member_id, NOON, data={"mail": "mai@example.org"}),
        NewEvent(
            CLUB, "like_received", "like:1", BOB.member_id, NOON, data={"by": str(MAI.member_id)}
        ),
    ]
    events.store(session, new_events)
    _activity(session)
    session.flush()
    for model in models():  # what nobody has thought of here
        if privacy(model).export and not has_rows_of(session, model, MAI.member_id):
            session.add(row_of(session, model, CLUB, MAI.member_id))
            session.flush()
    return grants


def _activity(session: Session) -> None:
    new = session.new_id
    mine: dict[str, Any] = {"community_id": CLUB, "member_id": MAI.member_id}
    goal = Goal(
        community_id=CLUB,
        id=new(),
        name="Read",
        name_key="read",
        period="weekly",
        created_by=MAI.member_id,
        created_at=NOON,
    )
    run = Run(**mine, id=new(), event_id=1, due_at=NOON, created_at=NOON)
    rows: list[SQLModel] = [
        goal,
        run,
        Streak(**mine, days=3, best=5, last_day=NOON.date()),
        Tally(**mine, action="post_created", day=NOON.date(), happened=2, paid=1),
        MemberAttribute(**mine, name="size", value="M"),
        WorkflowDraft(
            community_id=CLUB,
            id=new(),
            author_id=MAI.member_id,
            name="Draft",
            definition={},
            changed_at=NOON,
        ),
    ]
    session.add_all(rows)
    session.flush()
    session.add(GoalProgress(**mine, goal_id=goal.id, begins_on=NOON.date(), amount=4))
    session.add(
        Trace(
            community_id=CLUB,
            id=new(),
            run_id=run.id,
            path="steps.0",
            outcome=TraceOutcome.DONE,
            details={"member": f"<@{MAI.member_id}>", "amount": 3},
            at=NOON,
        )
    )


def written(session: Session, member_id: int) -> set[str]:
    """Return the tables in which an id stands, in whatever form."""
    found = set()
    for one in metadata.sorted_tables:
        columns = [column for column in one.c if not isinstance(column.type, LargeBinary)]
        for row in session.execute(select(*columns)):
            if str(member_id) in repr(tuple(row)):
                found.add(one.name)
    return found


def ledger_entries(session: Session) -> list[tuple[int, int, str, Any]]:
    rows = session.execute(select(LedgerEntry).order_by(col(LedgerEntry.id))).scalars()
    return [(row.id, row.amount, row.reason, row.at) for row in rows]


def every(session: Session, /, model: Any, **which: Any) -> list[Any]:
    """Return rows of a table, oldest first."""
    rows = session.execute(select(model).filter_by(**which)).scalars().all()

    def age(row: Any) -> int:
        return int(row.position if isinstance(row, BatchMember) else getattr(row, "id", 0))

    return sorted(rows, key=age)


@pytest.fixture
async def grants_of_mai(db: Database) -> dict[str, int]:
    """Mai has been here for long, and holds all that one can hold."""
    return await db.write(a_full_life)


async def test_the_id_stands_nowhere_but_where_a_member_who_is_here_must(
    db: Database, grants_of_mai: dict[str, int]
) -> None:
    tables = {
        one.name
        for one in metadata.sorted_tables
        if any(map(holds_member_id, one.c)) and "member_id" in one.c
    }
    assert tables <= await db.read(written, MAI.member_id)
    await db.write(erase.erase, MAI, key="a")
    assert await db.read(written, MAI.member_id) == {"member", "membership"}
    member = await db.read(lambda session: session.get_one(Member, (CLUB, MAI.member_id)))
    assert (member.present, member.role_ids, member.profile_hidden) == (True, [GOLD], False)
    assert "mai@example.org" not in str(await db.read(every, Event))
    assert "sings" not in str(await db.read(every, LedgerEntry)) + str(
        (await db.read(audit.load_page, BOSS)).lines
    )


async def test_what_tables_declare_is_exported_and_deleted(
    db: Database, grants_of_mai: dict[str, int]
) -> None:
    """Seen to fail when erasing left `delete` aside, and when one table was not exported."""
    exported = await db.read(export.export, MAI)
    assert [
        model for model in models() if not exported.get(privacy(model).export or "member")
    ] == []
    await db.write(erase.erase, MAI, key="a")
    deleted = [model for model in models() if privacy(model).delete]
    assert [await db.read(every, model) for model in deleted] == [[]] * len(deleted)


async def test_all_columns_that_say_who_are_known(db: Database) -> None:
    ends = ("_by", "member_id", "actor_id", "author_id")
    columns = [column for one in metadata.sorted_tables for column in one.c]
    assert {column for column in columns if column.name.endswith(ends)} == {
        column for column in columns if holds_member_id(column)
    }


async def test_what_is_over_adds_up(db: Database, grants_of_mai: dict[str, int]) -> None:
    before = await db.read(ledger_entries)
    assert await db.read(check) == []
    erased = await db.write(erase.erase, MAI, key="a")
    assert (erased.taken_back, erased.points) == (3, 500)
    assert await db.read(check) == []
    after = await db.read(ledger_entries)
    assert after[: len(before)] == before
    # What was paid for the coupon comes back, and ends with the rest.
    assert sorted((reason, amount) for _, amount, reason, _ in after[len(before) :]) == [
        ("closed", -500),
        ("closed", -500),
        ("revoked", 100),
    ]
    assert await db.read(ledger.balances, CLUB, MAI.member_id) == Balances(0, 0)
    assert await db.read(ledger.balances, CLUB, BOB.member_id) == Balances(70, 70)


async def test_what_is_held_goes_back_or_stays_with_nobody(
    db: Database, grants_of_mai: dict[str, int]
) -> None:
    await db.write(erase.erase, MAI, key="a")
    grants = {row.id: row for row in await db.read(every, Grant)}
    states = {name: grants[grant_id].state for name, grant_id in grants_of_mai.items()}
    assert states == {
        "badge": GrantState.HELD,
        "seen": GrantState.HELD,
        "used": GrantState.USED,
        "unseen": GrantState.REVOKED,
        "gift": GrantState.REVOKED,
        "bought": GrantState.REVOKED,
    }
    (nobody,) = {row.member_id for row in grants.values()}
    assert nobody != MAI.member_id
    codes = await db.read(every, Code)
    assert sorted(row.state for row in codes) == [
        CodeState.AVAILABLE,
        CodeState.AVAILABLE,
        CodeState.CLAIMED,
    ]
    mug = next(row for row in await db.read(every, Reward) if row.name == "Mug")
    assert mug.granted == 1
    with pytest.raises(RefusedError):
        await db.write(inventory.show_code, MAI, grants_of_mai["seen"])


async def test_what_is_pending_is_not_sent(db: Database, grants_of_mai: dict[str, int]) -> None:
    def enqueue(session: Session) -> None:
        kind = DeliveryKind.NOTIFICATION
        deliveries.enqueue(session, CLUB, kind, key="n", member_id=MAI.member_id)

    await db.write(enqueue)
    await db.write(erase.erase, MAI, key="a")
    theirs = [row for row in await db.read(every, Delivery) if row.member_id is not None]
    assert {row.state for row in theirs} == {DeliveryState.DROPPED}


async def test_runs_and_plans_pass_nobody_by(db: Database, grants_of_mai: dict[str, int]) -> None:
    """Nobody is granted anything in the place of somebody who was erased."""
    await db.write(erase.erase, MAI, key="a")
    (waiting, _) = await db.read(every, BatchMember)
    (run,) = await db.read(every, Run)
    assert run.state == RunState.READY
    assert waiting.member_id == run.member_id
    stand_in = await db.read(lambda session: session.get_one(Member, (CLUB, run.member_id)))
    assert not stand_in.present
    await db.write(bulk.confirm, BOSS, waiting.batch_id, as_far_as_it_reaches=True)
    report = await db.write(bulk.step, CLUB, waiting.batch_id)
    assert (report.granted, report.refused) == (1, {"error-not-here": 1})


async def test_facts_stay_so_nothing_happens_again(
    db: Database, grants_of_mai: dict[str, int], clock: Clock
) -> None:
    await db.write(erase.erase, MAI, key="a")
    assert await db.read(events.is_so, CLUB, signed_up(MAI.member_id))
    before = len(await db.read(every, Event))
    await db.write(sync.observe, CLUB, [SEEN])
    await db.write(sync.left, CLUB, MAI.member_id)
    await db.write(sync.observe, CLUB, [replace(SEEN, joined_at=NOON)])
    assert len(await db.read(every, Event)) == before
    # The plan that comes with a role is known as before; to lose it is news.
    assert [row.active for row in await db.read(every, Membership, member_id=MAI.member_id)] == [
        True
    ]
    await db.write(sync.observe, CLUB, [replace(SEEN, joined_at=NOON, role_ids=frozenset())])
    clock.now += LAPSES_AFTER
    await db.write(lapsing.expire)
    raised = [row.trigger for row in await db.read(every, Event)][before:]
    assert raised == ["role_removed", "membership_cancelled"]


async def test_a_second_press_changes_nothing(db: Database, grants_of_mai: dict[str, int]) -> None:
    await db.write(erase.erase, MAI, key="a")
    lines = (await db.read(audit.load_page, BOSS)).lines
    assert lines[0].action == "privacy.erased"
    await db.write(erase.erase, MAI, key="a")
    assert (await db.read(audit.load_page, BOSS)).lines == lines
    # Another time, what has come since goes as well.
    await db.write(ledger.award, BOSS, MAI, 5, key="later")
    await db.write(erase.erase, MAI, key="b")
    assert await db.read(ledger.balances, CLUB, MAI.member_id) == Balances(0, 0)
    assert await db.read(check) == []


async def test_who_has_done_nothing_can_be_erased(db: Database) -> None:
    await db.write(factories.add_community)
    assert await db.write(erase.erase, MAI, key="a") == erase.Erased(0, 0)
    assert await db.read(check) == []


async def test_the_language_of_who_has_just_spoken_stays(
    db: Database, grants_of_mai: dict[str, int]
) -> None:
    await db.write(actors.store_languages, [actors.Speaker(CLUB, MAI.member_id, "vi")])
    await db.write(erase.erase, MAI, key="a")
    member = await db.read(lambda session: session.get_one(Member, (CLUB, MAI.member_id)))
    assert member.language == "vi"


async def test_other_communities_keep_theirs(db: Database, grants_of_mai: dict[str, int]) -> None:
    other = replace(MAI, community_id=CLUB + 1)
    await db.write(factories.add_community, community_id=CLUB + 1)
    boss = replace(BOSS, community_id=CLUB + 1)
    await db.write(ledger.award, boss, other, 30, key="x")
    await db.write(erase.erase, MAI, key="a")
    assert await db.read(ledger.balances, CLUB + 1, MAI.member_id) == Balances(30, 30)


async def test_a_date_that_has_passed_unnoticed_is_no_hindrance(db: Database, clock: Clock) -> None:
    def set_up(session: Session) -> None:
        factories.add_community(session)
        today = NOON.date()
        voucher = factories.publish(session, RewardKind.VOUCHER, "Partner", codes=[("X-1", today)])
        terms = Terms(cost=1, stock=3, expires_on=today)
        mug = factories.publish(session, RewardKind.COUPON, "Mug", terms)
        issue.grant(session, BOSS, MAI, voucher, key="1")
        issue.grant(session, BOSS, MAI, mug, key="2")

    await db.write(set_up)
    clock.forward(days=1)
    assert (await db.write(erase.erase, MAI, key="a")).taken_back == 0
    assert await db.write(expiry.expire) == 2
    assert await db.read(check) == []
    assert await db.read(written, MAI.member_id) == {"member"}


async def test_erasing_while_much_happens_adds_up(db: Database) -> None:
    """What is earned, bought and given at the same moment is erased with the rest, or is new.

    On PostgreSQL, without `_hold_still`, a wallet and its entries part here.
    """

    def set_up(session: Session) -> int:
        factories.add_community(session)
        ledger.award(session, BOSS, MAI, 1_000, key="start")
        return factories.coupon(session, cost=10, stock=1_000)

    mug = await db.write(set_up)
    erased = asyncio.Event()

    async def again_and_again(do: Callable[[Session, str], object], name: str) -> None:
        number = 0
        while not erased.is_set():
            number += 1
            with contextlib.suppress(RefusedError):
                await db.write(do, f"{name}:{number}")

    def earn(session: Session, key: str) -> None:
        ledger.award(session, BOSS, MAI, 7, key=key)

    def give(session: Session, key: str) -> None:
        issue.grant(session, BOSS, MAI, mug, key=key)

    def buy(session: Session, key: str) -> None:
        purchase.claim(session, MAI, purchase.offer(session, MAI, mug).offer_id)

    async def erase_mai() -> None:
        for number in range(8):
            await db.write(erase.erase, MAI, key=f"erase:{number}")
        erased.set()

    await asyncio.gather(
        erase_mai(),
        *(again_and_again(earn, f"earn{number}") for number in range(3)),
        again_and_again(give, "give"),
        again_and_again(buy, "buy"),
    )
    assert await db.read(check) == []

"""What is told of memberships and courses counts once, however it is spelled and whenever it comes.

Paid here by the earning rules as they are: a purchase 500, a renewal 250, a lesson 20.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.services import events
from bot.services.deletions import deleted_roles
from bot.services.maintenance import retention
from bot.services.members import lapsing, memberships, role_meanings, sync
from bot.services.members.diff import MemberSnapshot
from bot.services.members.memberships import CANCELLED, LEVEL_CHANGED, PURCHASED, RENEWED
from bot.services.points import ledger
from bot.services.webhooks import receiving
from db.database import Database
from db.session import Session
from db.tables import Event, EventState, Membership, Tally
from tests.support import factories, goals
from tests.support.databases import NOON, Clock
from tests.support.factories import BOSS, CLUB, MAI
from tests.support.pipeline import until_nothing_is_left

GOLD, SILVER = 501, 502
HERE = MemberSnapshot(MAI.member_id, joined_at=NOON - timedelta(days=30))
# As cafés and shops write it: decomposed, full width, with a hard space, with another case.
SPELLED = [
    "Café Gold",
    "cafe\u0301 gold ",
    "ＣＡＦÉ\u3000ＧＯＬＤ",
    "CAFÉ\u00a0 GOLD",
    " café\tgold",
]
FIRST, SECOND, THIRD = (NOON - timedelta(hours=hours) for hours in (3, 2, 1))


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community in which Mai is."""

    def use_case(session: Session) -> None:
        factories.add_community(session)
        sync.observe(session, CLUB, [HERE])
        deleted_roles.reconciled(session, CLUB, frozenset({GOLD, SILVER}))

    await db.write(use_case)


class Shop:
    """Calls the webhook, each time with an id of its own, and says when it happened."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._calls = 0

    async def tell(
        self, trigger: str, *, at: datetime | str | int | None = None, **data: str
    ) -> str:
        """Return what became of the call."""
        self._calls += 1
        body: dict[str, object] = {"type": trigger, "member": str(MAI.member_id), "data": data}
        if at is not None:
            body["timestamp"] = at.isoformat() if isinstance(at, datetime) else at
        key = f"msg_{self._calls}"
        return str(await self._db.write(receiving.accept, CLUB, key, json.dumps(body)))


@pytest.fixture
def shop(db: Database) -> Shop:
    """Somebody who sells plans and lessons."""
    return Shop(db)


async def paid(db: Database) -> int:
    """Process all that happened; return what Mai has earned."""
    await until_nothing_is_left(db)
    return (await db.read(ledger.balances, CLUB, MAI.member_id)).earn


async def raised(db: Database) -> list[str]:
    """Return what counted of memberships."""

    def use_case(session: Session) -> list[str]:
        rows = session.exec(select(Event).order_by(col(Event.id)))
        counted = [row for row in rows if row.state != EventState.IGNORED]
        return [row.trigger for row in counted if row.trigger.startswith("membership")]

    return await db.read(use_case)


async def plans(db: Database) -> dict[str, str | None]:
    """Return the plans that Mai has."""
    return await db.read(memberships.plans, CLUB, MAI.member_id)


async def holds(db: Database, *role_ids: int) -> None:
    """Let Discord say which roles Mai has."""
    await db.write(sync.observe, CLUB, [replace(HERE, role_ids=frozenset(role_ids))])


async def test_a_plan_in_five_spellings_is_bought_once(db: Database, shop: Shop) -> None:
    """Without folding these were five memberships, and 2,500 points."""
    outcomes = [await shop.tell(PURCHASED, plan=plan) for plan in SPELLED]
    assert outcomes == ["stored", *["known"] * 4]
    assert await paid(db) == 500
    assert await plans(db) == {"Café Gold": None}
    await shop.tell(CANCELLED, plan=SPELLED[2])
    assert await plans(db) == {}
    await shop.tell(PURCHASED, plan=SPELLED[1])
    assert await paid(db) == 1_000
    rows = await db.read(lambda session: session.exec(select(Membership)).all())
    assert [(row.plan, row.plan_key, row.times) for row in rows] == [("Café Gold", "café gold", 2)]


async def test_a_tier_in_two_spellings_is_no_change(db: Database, shop: Shop) -> None:
    await shop.tell(PURCHASED, plan="Gold", tier="Plus")
    assert await shop.tell(LEVEL_CHANGED, plan="ＧＯＬＤ", tier="plus ") == "known"
    assert await shop.tell(LEVEL_CHANGED, plan="gold", tier="Max") == "stored"
    assert await plans(db) == {"Gold": "Max"}


async def test_a_lesson_in_five_spellings_is_learned_once(db: Database, shop: Shop) -> None:
    outcomes = [await shop.tell("lesson_complete", id=id_) for id_ in SPELLED]
    assert outcomes == ["stored", *["known"] * 4]
    await db.write(role_meanings.set_meaning, BOSS, GOLD, "lesson_complete", SPELLED[3])
    await holds(db, GOLD)
    assert await paid(db) == 20


async def test_what_was_learned_when_facts_were_as_typed_counts_no_more(
    db: Database, shop: Shop
) -> None:
    """Earlier versions wrote ids as they came; marked roles and the call itself say how."""

    def before(session: Session) -> None:
        for typed in ("Python-101", "Rust-7"):
            events.once(session, CLUB, f"lesson_complete:{MAI.member_id}:{typed}")

    await db.write(role_meanings.set_meaning, BOSS, GOLD, "lesson_complete", "Python-101")
    await db.write(before)
    assert await shop.tell("lesson_complete", id="PYTHON-101") == "known"
    assert await shop.tell("lesson_complete", id="Rust-7") == "known"
    await holds(db, GOLD)
    assert await paid(db) == 0


async def test_a_role_that_is_gone_for_two_minutes_is_no_news(db: Database, clock: Clock) -> None:
    """It was cancelled and bought again each time, for 500 points."""
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Gold")
    await holds(db, GOLD)
    for _ in range(3):
        await holds(db)
        clock.forward(minutes=2)
        await holds(db, GOLD)
        clock.forward(days=3)
        await db.write(lapsing.expire)
    assert await raised(db) == [PURCHASED]
    assert await paid(db) == 500


async def test_what_a_shop_says_of_a_missing_role_acts_at_once(db: Database, shop: Shop) -> None:
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Gold")
    await holds(db, GOLD)
    await holds(db)
    await shop.tell(CANCELLED, plan="Gold")
    await holds(db, GOLD)
    assert await raised(db) == [PURCHASED, CANCELLED, PURCHASED]


@pytest.mark.parametrize("between", [(), (GOLD, SILVER)], ids=["old first", "new first"])
async def test_from_one_level_to_another_is_a_change_of_level(
    db: Database, clock: Clock, between: tuple[int, ...]
) -> None:
    await levels(db)
    await holds(db, GOLD)
    await holds(db, *between)
    clock.forward(hours=1)
    await holds(db, SILVER)
    assert await raised(db) == [PURCHASED, LEVEL_CHANGED]
    assert await plans(db) == {"Club": "Silver"}
    clock.forward(days=3)
    assert await db.write(lapsing.expire) == 0
    assert await paid(db) == 500


async def levels(db: Database) -> None:
    """Let two roles stand for one plan."""
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Club", level="Gold")
    await db.write(role_meanings.set_meaning, BOSS, SILVER, PURCHASED, "club", level="Silver")


async def test_who_loses_the_higher_level_falls_back_in_time(db: Database, clock: Clock) -> None:
    await levels(db)
    await holds(db, SILVER)
    await holds(db, SILVER, GOLD)
    await holds(db, SILVER)
    assert await plans(db) == {"Club": "Gold"}
    clock.forward(days=2)
    assert await db.write(lapsing.expire) == 1
    assert await plans(db) == {"Club": "Silver"}
    assert await db.write(lapsing.expire) == 0
    assert await raised(db) == [PURCHASED, LEVEL_CHANGED, LEVEL_CHANGED]


async def test_a_level_that_only_the_shop_knows_is_not_changed_by_a_role(
    db: Database, shop: Shop
) -> None:
    await levels(db)
    await shop.tell(PURCHASED, plan="Club", tier="Annual")
    await holds(db, GOLD)
    assert await raised(db) == [PURCHASED]
    assert await plans(db) == {"Club": "Annual"}


async def test_who_had_a_level_before_it_meant_one_changes_it(db: Database) -> None:
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Club", level="Gold")
    await holds(db, GOLD)
    await db.write(role_meanings.set_meaning, BOSS, SILVER, PURCHASED, "Club", level="Silver")
    await holds(db, SILVER)
    assert await raised(db) == [PURCHASED, LEVEL_CHANGED]


async def test_a_late_cancellation_does_not_end_a_newer_purchase(db: Database, shop: Shop) -> None:
    await shop.tell(PURCHASED, plan="Gold", at=FIRST)
    await shop.tell(CANCELLED, plan="Gold", at=FIRST)
    await shop.tell(PURCHASED, plan="Gold", at=THIRD)
    assert await shop.tell(CANCELLED, plan="Gold", at=SECOND) == "known"
    assert await plans(db) == {"Gold": None}
    assert await paid(db) == 1_000


@pytest.mark.parametrize("trigger", [PURCHASED, RENEWED])
async def test_what_goes_on_outlives_an_older_cancellation(
    db: Database, shop: Shop, trigger: str
) -> None:
    await shop.tell(PURCHASED, plan="Gold", at=FIRST)
    await shop.tell(trigger, plan="Gold", at=THIRD)
    await shop.tell(CANCELLED, plan="Gold", at=SECOND)
    assert await plans(db) == {"Gold": None}


async def test_a_cancellation_that_comes_before_its_purchase_holds(
    db: Database, shop: Shop
) -> None:
    assert await shop.tell(CANCELLED, plan="Gold", at=SECOND) == "known"
    assert await shop.tell(PURCHASED, plan="Gold", at=FIRST) == "known"
    assert await plans(db) == {}
    await shop.tell(PURCHASED, plan="Gold", at=THIRD)
    assert await plans(db) == {"Gold": None}


async def test_tiers_go_by_when_they_changed(db: Database, shop: Shop) -> None:
    """A renewal that is newer says nothing of the tier, and a newer tier takes no renewal away."""
    await shop.tell(PURCHASED, plan="Gold", tier="Plus", at=NOON - timedelta(days=40))
    await shop.tell(LEVEL_CHANGED, plan="Gold", tier="Max", at=THIRD)
    assert await shop.tell(RENEWED, plan="Gold", at=FIRST) == "stored"
    assert await shop.tell(LEVEL_CHANGED, plan="Gold", tier="Mini", at=SECOND) == "known"
    assert await plans(db) == {"Gold": "Max"}
    assert await paid(db) == 750


async def test_a_renewal_of_before_a_purchase_is_none_of_it(db: Database, shop: Shop) -> None:
    await shop.tell(PURCHASED, plan="Gold", at=SECOND)
    assert await shop.tell(RENEWED, plan="Gold", at=FIRST) == "known"
    assert await paid(db) == 500


async def test_sundays_lesson_counts_for_sunday(db: Database, shop: Shop, clock: Clock) -> None:
    """For its week's goal and for its day's cap, although it is told on Monday."""
    clock.now = datetime(2025, 6, 1, 18, tzinfo=UTC)
    goal = await db.write(goals.goal, "Learner", action="lesson_complete", target=1)
    clock.now = NOON
    sunday = datetime(2025, 6, 1, 20, tzinfo=UTC)
    await shop.tell("lesson_complete", id="a", at=sunday)
    await shop.tell("lesson_complete", id="b")
    assert await paid(db) == 40
    reached = await db.read(goals.reached, goal, MAI)
    assert {str(week): how_far for week, how_far in reached.items()} == {
        "2025-05-26": (1, True),
        "2025-06-02": (1, True),
    }
    days = await db.read(lambda session: session.exec(select(Tally)).all())
    assert sorted((str(one.day), one.paid) for one in days if one.action == "lesson_complete") == [
        ("2025-06-01", 1),
        ("2025-06-02", 1),
    ]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2025-06-01T20:00:00+02:00", datetime(2025, 6, 1, 18, tzinfo=UTC)),
        ("2025-06-01T18:00:00.5Z", datetime(2025, 6, 1, 18, 0, 0, 500_000, tzinfo=UTC)),
        ("2025-06-01T18:00:00", datetime(2025, 6, 1, 18, tzinfo=UTC)),
        (1_748_800_800, datetime(2025, 6, 1, 18, tzinfo=UTC)),
        ("2025-06-09T18:00:00Z", NOON),  # their clock is wrong
        ("1999-06-09T18:00:00Z", NOON - events.KEPT),
        ("yesterday", NOON),
    ],
)
async def test_when_it_happened(db: Database, shop: Shop, sent: str | int, kept: datetime) -> None:
    await shop.tell("lesson_complete", id="a", at=sent)
    event = await db.read(events.find, CLUB, "hook:msg_1")
    assert event is not None
    assert event.happened_at == kept


async def test_roles_that_were_marked_before_levels_had_names_are_levels_too(
    db: Database, clock: Clock
) -> None:
    """They are named once all members have been looked at, and who holds one is on that level."""
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Club")
    await db.write(role_meanings.set_meaning, BOSS, SILVER, PURCHASED, "Club")
    await holds(db, GOLD)
    for _ in range(2):
        await db.write(role_meanings.name_levels, CLUB, {GOLD: "Gold", SILVER: "Silver"})
    await db.write(factories.note_existing)
    assert await plans(db) == {"Club": "Gold"}
    await holds(db)
    clock.forward(hours=1)
    await holds(db, SILVER)
    assert await plans(db) == {"Club": "Silver"}
    assert await raised(db) == [PURCHASED, LEVEL_CHANGED]


async def test_a_boost_that_is_gone_for_a_moment_is_no_other_boost(
    db: Database, clock: Clock
) -> None:
    """Its event is forgotten after 90 days; what is so for ever is not."""
    boosting = replace(HERE, boosting_since=NOON)
    await db.write(sync.observe, CLUB, [boosting])
    for days in (1, 80, 20):
        clock.forward(days=days)
        await until_nothing_is_left(db)
        await db.write(retention.purge, "events")
        await db.write(sync.observe, CLUB, [HERE])
        await db.write(sync.observe, CLUB, [boosting])
    started = await db.read(
        lambda session: session.exec(select(Event).where(Event.trigger == "boost_started")).all()
    )
    assert started == []

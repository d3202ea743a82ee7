"""An action pays by its rule, up to its cap, after its cooldown, times the tier."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.services import events
from bot.services.actors import RoleFacts, remember
from bot.services.community import settings
from bot.services.events import NewEvent
from bot.services.goals import progress
from bot.services.maintenance import retention
from bot.services.pipeline import reverse
from bot.services.points import earn, ledger, rules, tiers
from bot.services.points.ledger import Balances
from bot.services.state import WRITTEN
from db.database import Database
from db.session import Session
from db.tables import (
    EventState,
    Goal,
    GoalProgress,
    GoalTerms,
    LedgerEntry,
    LedgerReason,
    Period,
    Tally,
)
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.earning import POST, do, tell, undo
from tests.support.factories import BOB, BOSS, CLUB, MAI
from tests.support.pipeline import process_all, until_nothing_is_left

GOLD = 77


def rule(
    session: Session, action: str = POST, *, points: int = 5, daily_cap: int = 0, cooldown: int = 0
) -> None:
    """Settle what an action pays."""
    rules.change(session, BOSS, action, points=points, daily_cap=daily_cap, cooldown=cooldown)


@pytest.fixture
async def club(db: Database) -> Database:
    """A community in which a post pays 5 points, always; Mai is here."""
    await db.write(factories.add_community)
    await db.write(remember, CLUB, MAI.member_id)
    await db.write(rule)
    return db


async def has(db: Database) -> Balances:
    """Return what Mai has."""
    return await db.read(ledger.balances, CLUB, MAI.member_id)


def tallies(session: Session) -> list[tuple[str, int, int]]:
    """Return the day of every tally, how much happened and how much was paid."""
    rows = session.exec(select(Tally).order_by(col(Tally.day)))
    return [(str(row.day), row.happened, row.paid) for row in rows]


async def test_what_is_earned_goes_to_both_wallets_with_its_event(club: Database) -> None:
    assert await club.write(do, MAI, key="message:1") == 5
    assert await has(club) == Balances(5, 5)
    entries = await club.read(lambda s: list(s.exec(select(LedgerEntry))))
    event = await club.read(events.find, CLUB, "message:1")
    assert event is not None
    for entry in entries:
        assert (entry.reason, entry.event_id, entry.actor_id) == ("earned", event.id, None)
        assert (entry.note, entry.at) == (POST, NOON)
    assert len(entries) == 2


async def test_what_nobody_has_a_rule_for_pays_nothing(club: Database) -> None:
    assert await club.write(do, MAI, "custom:unheard") == 0
    await club.write(rule, points=0)
    assert await club.write(do, MAI) == 0
    assert await has(club) == Balances(0, 0)


async def test_a_custom_action_pays_what_its_manager_says(club: Database) -> None:
    await club.write(rules.name_action, BOSS, "review", 25)
    assert await club.write(do, MAI, "custom:review") == 25


async def test_a_cap_ends_with_the_day(club: Database, clock: Clock) -> None:
    await club.write(rule, daily_cap=2)
    assert [await club.write(do, MAI) for _ in range(4)] == [5, 5, 0, 0]
    assert await club.write(do, BOB) == 5
    clock.now = datetime(2025, 6, 2, 23, 59, 59, 999_999, tzinfo=UTC)
    assert await club.write(do, MAI) == 0
    clock.now = datetime(2025, 6, 3, tzinfo=UTC)
    assert [await club.write(do, MAI) for _ in range(3)] == [5, 5, 0]


async def test_a_cap_is_of_the_day_on_which_it_happened(club: Database) -> None:
    await club.write(rule, daily_cap=1)
    yesterday = NOON - timedelta(days=1)
    assert await club.write(do, MAI) == 5
    assert await club.write(do, MAI, at=yesterday) == 5
    assert await club.write(do, MAI, at=yesterday) == 0
    assert await club.read(tallies) == [("2025-06-01", 2, 1), ("2025-06-02", 1, 1)]


@pytest.mark.parametrize(
    ("zone", "last", "first"),
    [
        ("Asia/Ho_Chi_Minh", "2025-06-02T16:59:59+00:00", "2025-06-02T17:00:00+00:00"),
        ("America/New_York", "2025-06-03T03:59:59+00:00", "2025-06-03T04:00:00+00:00"),
        # The night in which clocks are set forward, and the one in which they are set back.
        ("Europe/Berlin", "2025-03-30T21:59:59+00:00", "2025-03-30T22:00:00+00:00"),
        ("Europe/Berlin", "2025-10-26T22:59:59+00:00", "2025-10-26T23:00:00+00:00"),
    ],
)
async def test_a_day_is_the_communitys(
    club: Database, clock: Clock, zone: str, last: str, first: str
) -> None:
    clock.now = datetime(2025, 1, 1, tzinfo=UTC)
    await club.write(settings.set_timezone, BOSS, zone)
    await club.write(rule, daily_cap=1)
    clock.now = datetime.fromisoformat(last)
    assert [await club.write(do, MAI) for _ in range(2)] == [5, 0]
    clock.now = datetime.fromisoformat(first)
    assert [await club.write(do, MAI) for _ in range(2)] == [5, 0]


async def test_moving_west_pays_no_day_twice(club: Database, clock: Clock) -> None:
    await club.write(settings.set_timezone, BOSS, "Asia/Tokyo")
    await club.write(rule, daily_cap=1)
    clock.now = datetime(2025, 6, 2, 16, tzinfo=UTC)  # the 3rd in Tokyo, the 2nd in Honolulu
    assert await club.write(do, MAI) == 5
    await club.write(settings.set_timezone, BOSS, "Pacific/Honolulu")
    clock.forward(minutes=1)
    assert await club.write(do, MAI) == 0
    clock.now = datetime(2025, 6, 3, 10, tzinfo=UTC)  # the 3rd in Honolulu too
    assert await club.write(do, MAI) == 0
    clock.now = datetime(2025, 6, 4, 10, tzinfo=UTC)
    assert await club.write(do, MAI) == 5


async def test_many_at_once_are_paid_up_to_the_cap(club: Database) -> None:
    await club.write(rule, "voice_minute", points=2, daily_cap=60)
    assert await club.write(do, MAI, "voice_minute", 45) == 90
    assert await club.write(do, MAI, "voice_minute", 45) == 30
    assert await club.write(do, MAI, "voice_minute", 45) == 0
    assert await club.read(tallies) == [("2025-06-02", 135, 60)]


async def test_a_cooldown_lasts_as_long_as_it_says(club: Database) -> None:
    await club.write(rule, cooldown=60)
    # From what was paid last, not from what was last done.
    for seconds, paid in [(0, 5), (1, 0), (59, 0), (60, 5), (119, 0), (120, 5)]:
        assert await club.write(do, MAI, at=NOON + timedelta(seconds=seconds)) == paid
    assert await club.write(do, BOB, at=NOON) == 5
    assert await club.write(do, MAI, "like_received", at=NOON) > 0


async def test_a_cooldown_reaches_across_midnight(club: Database) -> None:
    await club.write(rule, cooldown=3_600)
    midnight = datetime(2025, 6, 3, tzinfo=UTC)
    assert await club.write(do, MAI, at=midnight - timedelta(minutes=10)) == 5
    assert await club.write(do, MAI, at=midnight + timedelta(minutes=49)) == 0
    assert await club.write(do, MAI, at=midnight + timedelta(minutes=50)) == 5


async def test_without_a_cooldown_late_events_are_paid_in_any_order(club: Database) -> None:
    for minutes in (5, 0, 3):
        assert await club.write(do, MAI, at=NOON + timedelta(minutes=minutes)) == 5


@pytest.mark.parametrize(
    ("times", "pays", "count", "paid"),
    [
        (100, 5, 1, 5),
        (150, 5, 1, 7),  # 7.5
        (199, 1, 1, 1),
        (199, 1, 10, 19),  # once for all ten
        (1_000, 5, 1, 50),
        (133, 3, 1, 3),  # 3.99
    ],
)
async def test_a_tier_multiplies_and_rounds_down(
    club: Database, times: int, pays: int, count: int, paid: int
) -> None:
    await club.write(rule, points=pays)
    facts = RoleFacts(GOLD, assignable_by_actor=True, privileged=False)
    await club.write(tiers.put, BOSS, facts, multiplier=times)
    holder = replace(MAI, role_ids=frozenset({GOLD, 3}))
    assert await club.write(do, holder, count=count) == paid
    assert await club.write(do, BOB, count=count) == pays * count


@pytest.mark.parametrize(
    ("action", "pays", "times", "often", "sum_"),
    [
        ("voice_minute", 1, 150, 60, 90),
        ("like_received", 2, 115, 25, 57),  # 57.5
        (POST, 1, 101, 99, 99),  # 99.99
        (POST, 1, 101, 100, 101),
    ],
)
async def test_parts_of_points_add_up_over_a_day(
    club: Database, clock: Clock, action: str, pays: int, times: int, often: int, sum_: int
) -> None:
    await club.write(rule, action, points=pays, daily_cap=100)
    facts = RoleFacts(GOLD, assignable_by_actor=True, privileged=False)
    await club.write(tiers.put, BOSS, facts, multiplier=times)
    holder = replace(MAI, role_ids=frozenset({GOLD}))

    def each(session: Session) -> list[int]:
        return [do(session, holder, action) for _ in range(often)]

    paid = await club.write(each)
    assert sum(paid) == sum_
    assert {*paid} <= {pays * times // 100, pays * times // 100 + 1}
    assert await has(club) == Balances(sum_, sum_)
    clock.forward(days=1)  # the next day begins without a rest
    assert await club.write(do, holder, action) == pays * times // 100


def test_factors_are_multiplied_before_anything_is_rounded() -> None:
    assert earn.worth_of(1) == earn.WHOLE
    assert earn.worth_of(2, 115) == 23_000
    assert earn.worth_of(7, 115, 133) == 107_065  # 10.7065 points
    assert earn.worth_of(3, 50, 150, 133) == 29_925  # a place, a boost and a tier
    assert earn.worth_of(5, 0, 200) == 0


async def test_a_rule_that_pays_nothing_still_says_what_counts(club: Database) -> None:
    await club.write(rule, points=0, daily_cap=2)
    await club.write(do, MAI, count=3)
    assert await club.read(tallies) == [("2025-06-02", 3, 2)]


async def test_only_earning_rules_are_multiplied(club: Database) -> None:
    facts = RoleFacts(GOLD, assignable_by_actor=True, privileged=False)
    await club.write(tiers.put, BOSS, facts, multiplier=300)
    holder = replace(MAI, role_ids=frozenset({GOLD}))
    await club.write(earn.award, BOSS, holder, 10, key="a")
    assert await has(club) == Balances(10, 10)


async def test_the_pipeline_leads_here_once(club: Database) -> None:
    new_event = NewEvent(CLUB, POST, "message:1", MAI.member_id, NOON)
    for _ in range(2):
        await club.write(events.store, [new_event])
        await until_nothing_is_left(club)
    login = rules.DEFAULTS["daily_login"].points
    assert await has(club) == Balances(5 + login, 5 + login)


async def test_old_counts_are_forgotten(club: Database, clock: Clock) -> None:
    await club.write(do, MAI)
    clock.forward(days=events.KEPT.days)
    await club.write(do, MAI)
    assert await club.write(retention.purge, "tallies") == 0
    clock.forward(days=1)
    assert await club.write(retention.purge, "tallies") == 1
    assert await club.read(tallies) == [("2025-08-31", 1, 1)]


class TestTakingBack:
    """A message is deleted."""

    async def test_within_a_minute_its_points_go_once(self, club: Database) -> None:
        await club.write(self.process, "message:1")
        await club.write(self.process, "message:2")
        at = NOON + reverse.WITHIN
        assert await club.write(undo, reverse.reverse_event, "message:1", at) == 5
        assert await club.write(undo, reverse.reverse_event, "message:1", at) == 0
        assert await has(club) == Balances(5, 5)
        entries = await club.read(
            lambda s: list(
                s.exec(select(LedgerEntry).where(LedgerEntry.reason == LedgerReason.CORRECTION))
            )
        )
        assert [(entry.amount, entry.actor_id) for entry in entries] == [(-5, None)] * 2

    async def test_later_they_stay(self, club: Database) -> None:
        await club.write(self.process, "message:1")
        late = NOON + reverse.WITHIN + timedelta(milliseconds=1)
        assert await club.write(undo, reverse.reverse_event, "message:1", late) == 0
        assert await has(club) == Balances(5, 5)

    async def test_only_what_is_still_there_is_taken(self, club: Database) -> None:
        await club.write(self.process, "message:1")
        await club.write(ledger.deduct, BOSS, MAI.member_id, 3, key="spent")
        assert await club.write(undo, reverse.reverse_event, "message:1", NOON) == 2
        assert await has(club) == Balances(3, 0)

    async def test_what_is_spent_is_not_taken_from_what_comes_later(self, club: Database) -> None:
        await club.write(self.process, "message:1")
        await club.write(ledger.deduct, BOSS, MAI.member_id, 5, key="spent")
        assert await club.write(undo, reverse.reverse_event, "message:1", NOON) == 0
        await club.write(self.process, "message:2")
        assert await club.write(undo, reverse.reverse_event, "message:1", NOON) == 0
        assert await has(club) == Balances(10, 5)

    async def test_what_waits_to_be_processed_never_is(self, club: Database) -> None:
        await club.write(tell, MAI, "message:1")
        assert await club.write(undo, reverse.reverse_event, "message:1", NOON) == 0
        assert await club.write(process_all) == 0
        assert await has(club) == Balances(0, 0)
        event = await club.read(events.find, CLUB, "message:1")
        assert event is not None
        assert event.state == EventState.IGNORED

    async def test_what_was_never_heard_of_is_nothing(self, club: Database) -> None:
        assert await club.write(undo, reverse.reverse_event, "message:1", NOON) == 0

    async def test_a_deleted_message_does_not_make_room_below_the_cap(self, club: Database) -> None:
        await club.write(rule, daily_cap=1)
        await club.write(self.process, "message:1")
        await club.write(undo, reverse.reverse_event, "message:1", NOON)
        assert await club.write(do, MAI) == 0

    async def test_goals_lose_it_too(self, club: Database) -> None:
        await club.write(self.goal)
        await club.write(self.process, "message:1")
        await club.write(self.process, "message:2")
        await club.write(undo, reverse.reverse_event, "message:1", NOON)
        amounts = await club.read(lambda s: s.exec(select(GoalProgress.amount)).all())
        assert amounts == [1]

    async def test_wallets_are_always_taken_before_goals(
        self, club: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """In two orders, PostgreSQL would stop one of two who wait for each other."""
        taken = []

        def listen(module: object, name: str) -> None:
            original = getattr(module, name)

            def noted(*args: Any, **kwargs: Any) -> Any:
                taken.append(name)
                return original(*args, **kwargs)

            monkeypatch.setattr(module, name, noted)

        await club.write(self.goal)
        await club.write(self.process, "message:1")
        listen(ledger, "move")
        listen(progress, "reverse")
        assert await club.write(undo, reverse.reverse_event, "message:1", NOON) == 5
        assert taken == ["move", "reverse"]
        assert WRITTEN.index("wallet") < WRITTEN.index("goal_progress")

    @staticmethod
    def process(session: Session, key: str) -> None:
        """Let Mai write a message, and process it."""
        rule(session, "daily_login", points=0)
        tell(session, MAI, key)
        process_all(session)

    @staticmethod
    def goal(session: Session) -> None:
        """Ask for five posts a week."""
        goal_id = session.new_id()
        session.add(
            Goal(
                community_id=CLUB,
                id=goal_id,
                name="Write",
                name_key="write",
                period=Period.WEEKLY,
                created_by=BOSS.member_id,
                created_at=session.now,
            )
        )
        session.flush()
        session.add(
            GoalTerms(
                community_id=CLUB,
                goal_id=goal_id,
                begins_on=NOON.date(),
                action=POST,
                target=5,
            )
        )


async def test_an_event_says_why_it_was_not_paid_in_full(club: Database) -> None:
    def why(session: Session, key: str) -> tuple[str, int, str | None]:
        event = events.find(session, CLUB, key)
        assert event is not None
        return event.state, event.counted, event.unpaid

    async def does(key: str) -> tuple[str, int, str | None]:
        await club.write(tell, MAI, key)
        await club.write(process_all)
        return await club.read(why, key)

    assert await does("message:1") == ("done", 1, None)
    await club.write(rule, cooldown=60)
    assert await does("message:2") == ("done", 0, "cooldown")
    await club.write(rule, daily_cap=1)
    assert await does("message:3") == ("done", 0, "cap")
    await club.write(rule, points=0)
    assert await does("message:4") == ("done", 1, "rule_off")

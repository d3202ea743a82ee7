"""Memberships: one fact, whatever says so; and what roles stand for."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.services import audit, events
from bot.services.deletions import deleted_roles
from bot.services.errors import GoneError, InvalidInputError, NotAManagerError
from bot.services.events import NewEvent
from bot.services.members import lapsing, memberships, role_meanings, sync
from bot.services.members.diff import MemberSnapshot
from bot.services.members.membership_rows import LAPSES_AFTER
from bot.services.members.memberships import (
    CANCELLED,
    LEVEL_CHANGED,
    PURCHASED,
    RENEWED,
    MembershipChange,
    NoMembershipError,
)
from bot.services.members.role_meanings import RoleMeaning
from db.database import Database
from db.session import Session
from db.tables import Event, EventState, Membership
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOSS, CLUB, MAI

GOLD, SILVER, READER = 501, 502, 503
HERE = MemberSnapshot(MAI.member_id, joined_at=NOON - timedelta(days=30))
ROLE = MembershipChange("role", NOON)

Take = Callable[..., Coroutine[Any, Any, bool]]


@pytest.fixture
async def club(db: Database) -> None:
    """A community in which Mai is, and all members have been looked at."""

    def set_up(session: Session) -> None:
        factories.add_community(session)
        sync.observe(session, CLUB, [HERE])
        deleted_roles.reconciled(session, CLUB, frozenset({GOLD, SILVER, READER}))

    await db.write(set_up)


@pytest.fixture
def hook(db: Database, club: None, clock: Clock) -> Take:
    """Tells of Mai's plan Gold as a webhook does, each time with another id."""
    count = iter(range(1_000))

    async def take(trigger: str, **fields: Any) -> bool:
        key = fields.pop("key", f"hook:{next(count)}")
        by = MembershipChange("webhook", fields.pop("at", clock.now), key=key)
        member_id = fields.pop("member", MAI.member_id)
        return await db.write(
            memberships.apply, CLUB, member_id, trigger, by, **{"plan": "Gold", **fields}
        )

    return take


async def raised(db: Database) -> list[tuple[str, str | None, str | None, str]]:
    """Return the events of memberships: trigger, plan, tier and source."""

    def use_case(session: Session) -> list[tuple[str, str | None, str | None, str]]:
        rows = session.exec(select(Event).order_by(col(Event.id)))
        return [
            (row.trigger, row.data["plan"], row.data["tier"], row.data["source"])
            for row in rows
            if row.trigger.startswith("membership")
        ]

    return await db.read(use_case)


async def row(db: Database, plan: str = "Gold") -> Membership | None:
    return await db.read(lambda session: session.get(Membership, (CLUB, MAI.member_id, plan)))


async def states(db: Database) -> list[tuple[str, str]]:
    """Return the events of memberships, and which of them bring nothing."""

    def use_case(session: Session) -> list[tuple[str, str]]:
        rows = session.exec(select(Event).order_by(col(Event.id)))
        return [(row.trigger, row.state) for row in rows if row.trigger.startswith("membership")]

    return await db.read(use_case)


async def holds(db: Database, *role_ids: int) -> None:
    """Let Discord say which roles Mai has."""
    await db.write(sync.observe, CLUB, [replace(HERE, role_ids=frozenset(role_ids))])


async def test_a_purchase_counts_once_until_it_ends(db: Database, hook: Take) -> None:
    assert await hook(PURCHASED, level="Plus")
    assert not await hook(PURCHASED)
    assert not await db.write(memberships.begin, CLUB, MAI.member_id, "Gold", ROLE)
    assert await hook(CANCELLED)
    assert not await hook(CANCELLED)
    assert await db.write(memberships.begin, CLUB, MAI.member_id, "Gold", ROLE)
    assert await raised(db) == [
        (PURCHASED, "Gold", "Plus", "webhook"),
        (CANCELLED, "Gold", "Plus", "webhook"),
        (PURCHASED, "Gold", None, "role"),
    ]
    membership = await row(db)
    assert membership is not None
    assert (membership.active, membership.times, membership.ended_at) == (True, 2, None)


async def test_the_same_telling_counts_once_for_ever(db: Database, hook: Take) -> None:
    assert await hook(PURCHASED, key="hook:a")
    assert await hook(CANCELLED, key="hook:b")
    assert not await hook(PURCHASED, key="hook:a")
    # Also one that was no news when it came.
    assert await hook(PURCHASED, key="hook:c")
    assert not await hook(PURCHASED, key="hook:d")
    assert await hook(CANCELLED, key="hook:e")
    assert not await hook(PURCHASED, key="hook:d")
    assert [trigger for trigger, *_ in await raised(db)] == [
        PURCHASED,
        CANCELLED,
        PURCHASED,
        CANCELLED,
    ]


async def test_a_role_and_a_webhook_at_once_are_one_purchase(db: Database, hook: Take) -> None:
    """Without the condition of `BEGIN` that the membership is not active, each counts here."""
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Gold")
    for _ in range(5):
        await asyncio.gather(*(hook(PURCHASED) for _ in range(4)), holds(db, GOLD))
        await asyncio.gather(*(hook(CANCELLED) for _ in range(4)), holds(db))
    triggers = [trigger for trigger, *_ in await raised(db)]
    assert triggers == [PURCHASED, CANCELLED] * 5


async def test_who_knows_the_tier_may_come_second(db: Database, hook: Take) -> None:
    """A role says nothing of tiers, and what the shop says of it then is no change."""
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Gold")
    await holds(db, GOLD)
    assert not await hook(PURCHASED, level="Plus")
    assert not await hook(LEVEL_CHANGED, level="Plus")
    assert not await hook(PURCHASED, level="Max")  # a change of tier has a word of its own
    assert await raised(db) == [(PURCHASED, "Gold", None, "role")]
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"Gold": "Plus"}


async def returns(db: Database, clock: Clock, *role_ids: int) -> None:
    """Let Mai leave with the plan Gold, and return after 90 days with these roles."""
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Gold")
    await db.write(role_meanings.set_meaning, BOSS, SILVER, PURCHASED, "Gold")
    await holds(db, GOLD)
    await db.write(sync.left, CLUB, MAI.member_id)
    clock.forward(days=90)
    back = replace(HERE, joined_at=clock.now, role_ids=frozenset(role_ids))
    await db.write(sync.observe, CLUB, [back])


async def expire(db: Database, clock: Clock) -> int:
    """Let as much time pass as a role has to come back."""
    clock.forward(seconds=LAPSES_AFTER.total_seconds())
    return await db.write(lapsing.expire)


async def test_who_returns_without_the_role_and_buys_again_has_bought_again(
    db: Database, club: None, clock: Clock
) -> None:
    await returns(db, clock)
    assert await db.write(lapsing.expire) == 0
    assert await expire(db, clock) == 1
    assert await expire(db, clock) == 0
    await holds(db, GOLD)
    assert [trigger for trigger, *_ in await raised(db)] == [PURCHASED, CANCELLED, PURCHASED]
    assert await expire(db, clock) == 0


@pytest.mark.parametrize("found", ["role", PURCHASED, RENEWED, "another role", "with the role"])
async def test_who_returns_and_finds_the_plan_again_has_bought_nothing(
    db: Database, hook: Take, clock: Clock, found: str
) -> None:
    roles = {"another role": [SILVER], "with the role": [GOLD]}.get(found, [])
    await returns(db, clock, *roles)
    if found == "role":  # Discord gives what is paid for again, a little later
        await holds(db, GOLD)
    elif not roles:
        await hook(found)
    assert await expire(db, clock) == 0
    triggers = [trigger for trigger, *_ in await raised(db)]
    assert triggers == ([PURCHASED, RENEWED] if found == RENEWED else [PURCHASED])
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"Gold": None}


async def test_a_renewal_told_from_two_sides_is_one(db: Database, hook: Take, clock: Clock) -> None:
    await hook(PURCHASED)
    clock.forward(days=30)
    assert await hook(RENEWED, level="Plus")
    assert not await hook(RENEWED)
    clock.forward(days=30)
    assert await hook(RENEWED)
    assert (await raised(db))[1:] == [
        (RENEWED, "Gold", "Plus", "webhook"),
        (RENEWED, "Gold", "Plus", "webhook"),
    ]


async def test_a_renewal_of_an_unknown_membership_makes_it_known(db: Database, hook: Take) -> None:
    assert await hook(RENEWED)
    assert not await hook(RENEWED)
    assert not await hook(PURCHASED)
    assert [trigger for trigger, *_ in await raised(db)] == [RENEWED]


async def test_a_tier_changes_once(db: Database, hook: Take) -> None:
    with pytest.raises(NoMembershipError):
        await hook(LEVEL_CHANGED, level="Plus")
    await hook(PURCHASED)
    assert await hook(LEVEL_CHANGED, level="Plus")
    assert not await hook(LEVEL_CHANGED, level="Plus")
    assert await hook(LEVEL_CHANGED, level="Max")
    with pytest.raises(InvalidInputError):
        await hook(LEVEL_CHANGED)
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"Gold": "Max"}
    await hook(CANCELLED)
    with pytest.raises(NoMembershipError):
        await hook(LEVEL_CHANGED, level="Plus")
    assert [(trigger, tier) for trigger, _, tier, _ in await raised(db)] == [
        (PURCHASED, None),
        (LEVEL_CHANGED, "Plus"),
        (LEVEL_CHANGED, "Max"),
        (CANCELLED, "Max"),
    ]


async def test_what_who_is_not_here_has_is_known_and_brings_nothing(
    db: Database, hook: Take
) -> None:
    assert not await hook(PURCHASED, member=404, key="hook:404")
    assert await states(db) == [(PURCHASED, EventState.IGNORED)]
    assert await db.read(memberships.plans, CLUB, 404) == {"Gold": None}
    assert not await hook(LEVEL_CHANGED, member=405, level="Plus")  # nobody could do better
    assert await db.read(memberships.plans, CLUB, 405) == {}


async def test_who_cancels_while_away_can_buy_again(db: Database, hook: Take) -> None:
    """It was active for ever, and what they bought on return paid nothing."""
    await hook(PURCHASED, level="Plus")
    await db.write(sync.left, CLUB, MAI.member_id)
    assert not await hook(CANCELLED)
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {}
    await db.write(sync.observe, CLUB, [HERE])
    assert await hook(PURCHASED)
    assert await states(db) == [
        (PURCHASED, EventState.PENDING),
        (CANCELLED, EventState.IGNORED),
        (PURCHASED, EventState.PENDING),
    ]


async def test_what_is_changed_and_renewed_while_away_is_so_on_return(
    db: Database, hook: Take, clock: Clock
) -> None:
    await hook(PURCHASED, level="Plus")
    await db.write(sync.left, CLUB, MAI.member_id)
    clock.forward(days=30)
    assert not await hook(RENEWED)
    assert not await hook(LEVEL_CHANGED, level="Max")
    await db.write(sync.observe, CLUB, [HERE])
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"Gold": "Max"}
    assert not await hook(RENEWED)  # of the same day
    assert not await hook(LEVEL_CHANGED, level="max")
    assert [state for _, state in await states(db)] == [
        EventState.PENDING,
        EventState.IGNORED,
        EventState.IGNORED,
    ]


@pytest.mark.parametrize("again", ["role", "webhook"])
async def test_who_buys_first_and_joins_then_is_paid_once(
    db: Database, hook: Take, again: str
) -> None:
    """The purchase waits until it is told again of somebody who is here, by whomever."""
    await db.write(sync.left, CLUB, MAI.member_id)
    await hook(PURCHASED, level="Plus")
    await hook(PURCHASED)
    await db.write(sync.observe, CLUB, [HERE])
    for _ in range(2):
        if again == "webhook":
            await hook(PURCHASED)
        else:
            await db.write(memberships.begin, CLUB, MAI.member_id, "Gold", ROLE)
    assert await states(db) == [
        (PURCHASED, EventState.IGNORED),
        (PURCHASED, EventState.PENDING),
    ]
    found = await row(db)
    assert found is not None
    assert (found.times, found.tier, found.waiting) == (1, "Plus", False)


@pytest.mark.parametrize("plan", ["", "  ", "x" * 101, "a\nb\x00"])
async def test_a_plan_has_a_name(hook: Take, plan: str) -> None:
    with pytest.raises(InvalidInputError):
        await hook(PURCHASED, plan=plan)


async def test_case_and_spaces_make_no_second_plan(db: Database, hook: Take) -> None:
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Gold  Club")
    await holds(db, GOLD)
    assert not await hook(PURCHASED, plan=" gold club ")
    assert [plan for _, plan, *_ in await raised(db)] == ["Gold Club"]


async def test_a_marked_role_begins_and_ends_a_membership(
    db: Database, club: None, clock: Clock
) -> None:
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Club")
    await db.write(role_meanings.set_meaning, BOSS, SILVER, PURCHASED, "Club")
    await holds(db, SILVER)
    await holds(db, GOLD)  # from one level to another: the plan goes on
    await holds(db, GOLD, SILVER)
    await holds(db, SILVER)
    await holds(db)
    assert await raised(db) == [(PURCHASED, "Club", None, "role")]
    assert await expire(db, clock) == 1
    assert await raised(db) == [
        (PURCHASED, "Club", None, "role"),
        (CANCELLED, "Club", None, "role"),
    ]


async def test_a_course_is_completed_once_by_role_or_webhook(db: Database, club: None) -> None:
    await db.write(role_meanings.set_meaning, BOSS, READER, "course_complete", "reading")
    fact = role_meanings.fact("course_complete", MAI.member_id, "reading")

    def renew_by_webhook(session: Session, key: str) -> int:
        event = NewEvent(
            CLUB, "course_complete", key, MAI.member_id, NOON, data={"id": "reading"}, fact=fact
        )
        return events.store(session, [event])

    await holds(db, READER)
    await holds(db)
    await holds(db, READER)
    assert await db.write(renew_by_webhook, "hook:1") == 0
    found = await db.read(
        lambda session: session.exec(select(Event).where(Event.trigger == "course_complete")).all()
    )
    assert [row.data for row in found] == [{"id": "reading", "source": "role"}]


async def test_who_holds_a_role_when_it_is_marked_had_it_before(
    db: Database, club: None, clock: Clock
) -> None:
    absent = MemberSnapshot(404, frozenset({GOLD}), HERE.joined_at)
    await holds(db, GOLD, READER)
    await db.write(sync.observe, CLUB, [absent])
    await db.write(sync.left, CLUB, absent.member_id)
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Gold")
    await db.write(role_meanings.set_meaning, BOSS, READER, "course_complete", "reading")
    await db.write(factories.note_existing)
    await holds(db, GOLD, READER)
    assert await raised(db) == []
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"Gold": None}
    assert await db.read(memberships.plans, CLUB, absent.member_id) == {}
    fact = role_meanings.fact("course_complete", MAI.member_id, "reading")
    assert await db.read(events.is_so, CLUB, fact)
    await holds(db)
    await expire(db, clock)
    assert [trigger for trigger, *_ in await raised(db)] == [CANCELLED]


async def test_an_id_within_a_longer_one_is_another_role(db: Database, club: None) -> None:
    await holds(db, 15_010)
    await db.write(role_meanings.set_meaning, BOSS, 501, PURCHASED, "Gold")
    assert await row(db) is None


async def test_marks_are_listed_changed_and_removed(db: Database, club: None) -> None:
    await db.write(role_meanings.set_meaning, BOSS, SILVER, PURCHASED, "Silver")
    await db.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Gold")
    await db.write(role_meanings.set_meaning, BOSS, GOLD, "quiz_passed", "quiz-7")
    await db.write(role_meanings.set_meaning, BOSS, GOLD, "quiz_passed", "quiz-7")
    assert await db.read(role_meanings.list_meanings, BOSS) == [
        RoleMeaning(GOLD, "quiz_passed", "quiz-7"),
        RoleMeaning(SILVER, PURCHASED, "Silver"),
    ]
    assert await db.write(role_meanings.clear_meaning, BOSS, GOLD) == [
        RoleMeaning(SILVER, PURCHASED, "Silver")
    ]
    with pytest.raises(GoneError):
        await db.write(role_meanings.clear_meaning, BOSS, GOLD)
    lines = (await db.read(audit.load_page, BOSS)).lines
    assert [line.action for line in lines] == ["settings.role_unmarked"] + [
        "settings.role_marked"
    ] * 3


@pytest.mark.parametrize(
    ("role", "trigger", "subject"),
    [
        (CLUB, PURCHASED, "Gold"),
        (GOLD, PURCHASED, " "),
        (GOLD, "course_complete", ""),
        (GOLD, "course_complete", "x" * 101),
        (GOLD, "post_created", "1"),
    ],
)
async def test_what_cannot_be_marked(
    db: Database, club: None, role: int, trigger: str, subject: str
) -> None:
    with pytest.raises(InvalidInputError):
        await db.write(role_meanings.set_meaning, BOSS, role, trigger, subject)
    assert await db.read(role_meanings.list_meanings, BOSS) == []


async def test_marks_have_an_end(db: Database, club: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(role_meanings, "MOST", 2)
    for role in (GOLD, SILVER, GOLD):
        await db.write(role_meanings.set_meaning, BOSS, role, PURCHASED, "Gold")
    with pytest.raises(InvalidInputError):
        await db.write(role_meanings.set_meaning, BOSS, READER, PURCHASED, "Gold")


async def test_only_managers_mark(db: Database, club: None) -> None:
    for attempt in (
        db.write(role_meanings.set_meaning, MAI, GOLD, PURCHASED, "Gold"),
        db.write(role_meanings.clear_meaning, MAI, GOLD),
        db.read(role_meanings.list_meanings, MAI),
    ):
        with pytest.raises(NotAManagerError):
            await attempt

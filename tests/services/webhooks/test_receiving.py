"""What a call makes happen: once by its id, once by what it tells, and nothing if it is wrong."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import col, select

from bot.services import actors, events
from bot.services.community import removal
from bot.services.errors import NotAManagerError, RefusedError
from bot.services.maintenance import retention
from bot.services.members import memberships, role_meanings
from bot.services.members.memberships import MembershipChange
from bot.services.points import rules
from bot.services.webhooks import calls, receiving, secrets
from bot.services.webhooks.calls import KEPT, CallLine
from bot.services.webhooks.receiving import NotYetError
from bot.services.workflows.parts import triggers
from bot.texts import SHIPPED, t
from db.database import Database
from db.session import Session
from db.tables import CallOutcome, Event, EventState, Member
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI, add_community, mark_synced

STRANGER = 999
STORED, REPEATED, KNOWN = CallOutcome.STORED, CallOutcome.REPEATED, CallOutcome.KNOWN


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    def use_case(session: Session) -> None:
        for community_id in (CLUB, CLUB + 1):
            add_community(session, community_id=community_id)
            actors.remember(session, community_id, MAI.member_id)
            mark_synced(session, community_id=community_id)
        rules.name_action(session, BOSS, "Summer survey", 5)

    await db.write(use_case)


def body(
    type_: object = "course_complete", member: object = str(MAI.member_id), **data: object
) -> str:
    """Return what a sender writes."""
    return json.dumps({"type": type_, "member": member, "data": data})


async def call(db: Database, call_id: str, text: str, *, community_id: int = CLUB) -> CallOutcome:
    """Take a call, as after its signature was found to be right."""
    return await db.write(receiving.accept, community_id, call_id, text)


@dataclass(frozen=True)
class Stored:
    """An event, as far as these tests look."""

    trigger: str
    member_id: int | None
    state: str
    data: dict[str, Any]


async def stored(db: Database, community_id: int = CLUB) -> list[Stored]:
    """Return the events of a community, the oldest first."""

    def use_case(session: Session) -> list[Stored]:
        rows = session.exec(
            select(Event).where(Event.community_id == community_id).order_by(col(Event.id))
        )
        return [Stored(row.trigger, row.member_id, row.state, row.data) for row in rows]

    return await db.read(use_case)


async def lines(db: Database) -> list[CallLine]:
    """Return the last calls as a manager sees them, the newest first."""
    return await db.read(calls.list_calls, BOSS)


async def test_a_course_is_complete(db: Database, clock: Clock) -> None:
    assert await call(db, "msg_1", body(id="python-101", grade=1.5, notes=["a", None])) is STORED
    data = {"id": "python-101", "grade": 1.5, "notes": ["a", None], "source": "webhook"}
    assert await stored(db) == [Stored("course_complete", 2, EventState.PENDING, data)]
    (line,) = await lines(db)
    assert line == CallLine(
        clock.now, STORED, None, {"trigger": "course_complete"}, 2, EventState.PENDING, None
    )


COURSES = [
    "course_enrolled",
    "course_complete",
    "lesson_complete",
    "quiz_passed",
    "quiz_failed",
    "certificate_earned",
]
MEMBERSHIPS = ["membership_purchased", "membership_renewed"]


@pytest.mark.parametrize("trigger", COURSES)
async def test_what_is_learned_counts_once(db: Database, trigger: str) -> None:
    """Whoever tells it, and in however many calls."""
    assert await call(db, "msg_1", body(trigger, id="python-101")) is STORED
    assert await call(db, "msg_1", body(trigger, id="python-101")) is REPEATED
    assert await call(db, "msg_2", body(trigger, id=" python-101 ")) is KNOWN
    assert await call(db, "msg_3", body(trigger, id=101)) is STORED
    assert [event.data["id"] for event in await stored(db)] == ["python-101", "101"]


async def test_a_role_and_a_call_for_the_same_course_are_one(db: Database) -> None:
    def by_role(session: Session) -> None:
        meaning = role_meanings.RoleMeaning(5, "course_complete", "python-101")
        role_meanings.raise_gained(session, CLUB, MAI.member_id, meaning, session.now)

    await db.write(by_role)
    assert await call(db, "msg_1", body(id="python-101")) is KNOWN
    assert len(await stored(db)) == 1


async def test_a_membership_begins_is_renewed_and_ends(db: Database, clock: Clock) -> None:
    for number, (trigger, more) in enumerate(
        [
            ("membership_purchased", {"tier": "monthly"}),
            ("membership_tier_changed", {"tier": "annual"}),
            ("membership_renewed", {}),
            ("membership_cancelled", {}),
        ]
    ):
        payload = body(trigger, plan="gold", order=number, **more)
        assert await call(db, f"msg_{number}", payload) is STORED
        assert await call(db, f"msg_{number}", payload) is REPEATED
        clock.forward(days=2)
    seen = await stored(db)
    assert [event.trigger for event in seen] == [
        "membership_purchased",
        "membership_tier_changed",
        "membership_renewed",
        "membership_cancelled",
    ]
    assert seen[0].data == {"plan": "gold", "tier": "monthly", "order": 0, "source": "webhook"}


async def test_a_role_and_a_call_for_the_same_purchase_are_one(db: Database) -> None:
    def by_role(session: Session) -> None:
        memberships.begin(
            session, CLUB, MAI.member_id, "gold", MembershipChange("role", session.now)
        )

    await db.write(by_role)
    assert await call(db, "msg_1", body("membership_purchased", plan="gold")) is KNOWN
    assert len(await stored(db)) == 1


async def test_an_action_that_a_manager_named(db: Database) -> None:
    payload = body("custom", action="summer SURVEY", score=9)
    assert await call(db, "msg_1", payload) is STORED
    assert await call(db, "msg_1", payload) is REPEATED
    assert await call(db, "msg_2", payload) is STORED  # each id is one of its own
    named = {"action": "summer_survey", "score": 9, "source": "webhook"}
    assert [event.data for event in await stored(db)] == [named, named]


async def test_the_same_call_many_times_at_once_is_one(db: Database) -> None:
    """Proven: it is the events' unique key; without it there are ten."""
    payload = body("custom", action="summer survey")
    await asyncio.gather(*(call(db, "msg_1", payload) for _ in range(10)))
    assert len(await stored(db)) == 1


async def test_many_calls_at_once_for_the_same_fact_are_one(db: Database) -> None:
    payload = body(id="python-101")
    outcomes = await asyncio.gather(*(call(db, f"msg_{number}", payload) for number in range(10)))
    assert sorted(outcomes) == sorted([STORED, *[KNOWN] * 9])
    assert len(await stored(db)) == 1


async def test_communities_are_apart(db: Database) -> None:
    assert await call(db, "msg_1", body(id="python-101")) is STORED
    assert await call(db, "msg_1", body(id="python-101"), community_id=CLUB + 1) is STORED
    assert len(await stored(db)) == len(await stored(db, CLUB + 1)) == 1


@pytest.mark.parametrize(
    ("trigger", "data"),
    [
        ("course_complete", {"id": "python-101"}),
        ("membership_purchased", {"plan": "gold"}),
        ("custom", {"action": "summer survey"}),
    ],
)
async def test_for_somebody_who_is_not_a_member_nothing_happens_yet(
    db: Database, trigger: str, data: dict[str, str]
) -> None:
    """The record says so, and once they are one it can be told again."""
    payload = body(trigger, str(STRANGER), **data)
    assert await call(db, "msg_1", payload) is STORED
    assert await call(db, "msg_1", payload) is REPEATED
    (event,) = await stored(db)
    assert (event.member_id, event.state) == (STRANGER, EventState.IGNORED)
    assert (await lines(db))[1].error == "not a member"

    def join(session: Session) -> None:
        actors.remember(session, CLUB, STRANGER)

    await db.write(join)
    assert await call(db, "msg_2", payload) is STORED
    assert [event.state for event in await stored(db)] == [EventState.IGNORED, EventState.PENDING]


async def test_who_has_left_is_not_a_member(db: Database) -> None:
    def leave(session: Session) -> None:
        session.get_one(Member, (CLUB, MAI.member_id)).present = False

    await db.write(leave)
    await call(db, "msg_1", body(id="python-101"))
    assert [event.state for event in await stored(db)] == [EventState.IGNORED]


def test_every_trigger_that_a_webhook_may_raise_is_known_here() -> None:
    raised = {key for key, trigger in triggers().items() if trigger.webhook}
    assert raised == {
        *COURSES,
        *MEMBERSHIPS,
        "membership_cancelled",
        "membership_tier_changed",
        "custom",
    }


WRONG = [
    ("", "hook-bad-body"),
    ("x", "hook-bad-body"),
    ("[]", "hook-bad-body"),
    ("null", "hook-bad-body"),
    ('{"type": "custom"', "hook-bad-body"),
    ("[" * 60_000, "hook-bad-body"),
    ('{"a": ' * 10_000, "hook-bad-body"),
    ('{"data": {"a": ' + "9" * 5_000 + "}}", "hook-bad-body"),
    ('{"data": {"a": "\\ud800"}}', "hook-bad-body"),
    ("{}", "hook-bad-type"),
    (body(7), "hook-bad-type"),
    (body("user_signup"), "hook-unknown-type"),
    (body("course_finished", id="python-101"), "hook-unknown-type"),
    ('{"type": "custom"}', "hook-bad-member"),
    (body(member=MAI.member_id, id="a"), "hook-bad-member"),
    (body(member="Mai", id="a"), "hook-bad-member"),
    (body(member="", id="a"), "hook-bad-member"),
    (body(member="0", id="a"), "hook-bad-member"),
    (body(member="-2", id="a"), "hook-bad-member"),
    (body(member="²", id="a"), "hook-bad-member"),
    (body(member="9" * 19, id="a"), "hook-bad-member"),
    (body(member="9" * 5_000, id="a"), "hook-bad-member"),
    (body(member=None, id="a"), "hook-bad-member"),
    ('{"type": "custom", "member": "2", "data": []}', "hook-bad-data"),
    ('{"type": "custom", "member": "2", "data": {"a": NaN}}', "hook-bad-data"),
    ('{"type": "custom", "member": "2", "data": {"a": [1e999]}}', "hook-bad-data"),
    ('{"type": "custom", "member": "2", "data": {"a": {"b": "\\u0000"}}}', "hook-bad-data"),
    (body(), "hook-bad-data-id"),
    (body(id=""), "hook-bad-data-id"),
    (body(id=" "), "hook-bad-data-id"),
    (body(id="x" * 101), "hook-bad-data-id"),
    (body(id="a\nb"), "hook-bad-data-id"),
    (body(id=True), "hook-bad-data-id"),
    (body(id=["a"]), "hook-bad-data-id"),
    (body(id=None), "hook-bad-data-id"),
    (body("membership_purchased"), "hook-bad-data-plan"),
    (body("membership_purchased", plan=1), "hook-bad-data-plan"),
    (body("membership_purchased", plan="gold", tier=1), "hook-bad-data-tier"),
    (body("membership_purchased", plan=" "), "membership-bad-plan"),
    (body("membership_tier_changed", plan="gold"), "membership-tier-needed"),
    (body("membership_tier_changed", plan="gold", tier="a"), "membership-none"),
    (body("custom"), "hook-bad-data-action"),
    (body("custom", action=3), "hook-bad-data-action"),
    (body("custom", action="!"), "earning-bad-name"),
    (body("custom", action="survey"), "hook-unknown-action"),
]


async def test_a_body_is_wrong(db: Database) -> None:
    for text, message in WRONG:
        with pytest.raises(RefusedError) as refused:
            await call(db, "msg_1", text)
        assert refused.value.message == message
        await db.write(calls.note_refusal, CLUB, refused.value)
        line = (await lines(db))[0]
        assert (line.outcome, line.problem) == (CallOutcome.REFUSED, message)
        for language in SHIPPED:
            assert t(language, message, **refused.value.params)
            assert t(language, message, **line.details)
    assert await stored(db) == []


async def test_what_was_refused_may_come_again_with_the_same_id(db: Database) -> None:
    with pytest.raises(RefusedError):
        await call(db, "msg_1", body("membership_tier_changed", plan="gold", tier="a"))
    assert await call(db, "msg_1", body("membership_purchased", plan="gold")) is STORED


async def test_nothing_is_taken_before_the_members_are_known(db: Database) -> None:
    """Else they would be no members, and the call spent."""
    elsewhere = CLUB + 2
    await db.write(add_community, community_id=elsewhere)
    for trigger, data in [
        ("course_complete", {"id": "a"}),
        ("membership_purchased", {"plan": "gold"}),
        ("custom", {"action": "summer survey"}),
    ]:
        with pytest.raises(NotYetError):
            await call(db, "msg_1", body(trigger, **data), community_id=elsewhere)
    assert await stored(db, elsewhere) == []
    await db.write(actors.remember, elsewhere, MAI.member_id)
    await db.write(mark_synced, community_id=elsewhere)
    assert await call(db, "msg_1", body(id="a"), community_id=elsewhere) is STORED
    assert [event.state for event in await stored(db, elsewhere)] == [EventState.PENDING]


async def test_where_laurel_is_not_nobody_has_a_key(db: Database, clock: Clock) -> None:
    assert await db.read(receiving.keys, CLUB + 2) == []
    made = await db.write(secrets.make, BOSS, press=1, instead_of=None)
    assert await db.read(receiving.keys, CLUB) == [made.secret]
    await db.write(removal.removed, CLUB)
    assert await db.read(receiving.keys, CLUB) == []
    await db.write(removal.arrive, CLUB, "en")
    assert await db.read(receiving.keys, CLUB) == [made.secret]


async def test_a_call_of_our_own_does_not_come_back(db: Database) -> None:
    """A workflow that calls Laurel itself would go round for ever, each time as a new event."""
    with pytest.raises(RefusedError) as refused:
        await call(db, f"{secrets.OURS}7", body(id="python-101"))
    assert refused.value.message == "hook-ours"
    assert await stored(db) == []


async def test_what_else_a_sender_writes_is_not_for_us(db: Database) -> None:
    text = '{"type": "quiz_passed", "member": "2", "data": {"id": "a"}, "timestamp": "now"}'
    assert await call(db, "msg_1", text) is STORED


async def test_only_the_last_calls_are_remembered(db: Database) -> None:
    await call(db, "other", body(id="a"), community_id=CLUB + 1)
    for number in range(KEPT + 3):
        await call(db, f"msg_{number}", body(id=str(number)))
    await db.write(calls.note, CLUB, CallOutcome.UNSIGNED)
    seen = await lines(db)
    assert len(seen) == KEPT
    assert seen[0].outcome is CallOutcome.UNSIGNED
    elsewhere = actors.Person(CLUB + 1, 1, manages_server=True)
    assert len(await db.read(calls.list_calls, elsewhere)) == 1


async def test_a_call_outlives_its_event(db: Database, clock: Clock) -> None:
    await call(db, "msg_1", body(member=str(STRANGER), id="a"))
    clock.now += events.KEPT * 2
    assert await db.write(retention.purge, "events") == 1
    (line,) = await lines(db)
    assert (line.outcome, line.state) == (STORED, None)


async def test_members_do_not_see_the_calls(db: Database) -> None:
    with pytest.raises(NotAManagerError):
        await db.read(calls.list_calls, MAI)

"""Which events each trigger asks for, by its settings."""

from datetime import timedelta
from typing import Any

import pytest

from bot.services.community import settings
from bot.services.workflows import parts
from bot.services.workflows.parts import Trigger
from db.database import Database
from db.session import Session
from db.tables import Event
from tests.services.workflows.parts import WORKFLOW, context, happened
from tests.support import scene
from tests.support.databases import Clock
from tests.support.scene import BOB, BOSS

Settings = dict[str, Any]


def made(key: str, settings: Settings) -> Trigger:
    """Return a trigger with settings."""
    return parts.triggers()[key].model_validate({"type": key, **settings})


MATCHING: list[tuple[str, Settings, Settings, Settings | None]] = [
    # The trigger, its settings, an event that it asks for, and one that it does not.
    ("user_signup", {}, {}, None),
    ("daily_login", {}, {"day": "2025-06-02"}, None),
    ("boost_started", {}, {}, None),
    ("event_registered", {}, {"event": "77"}, None),
    ("event_registered", {"event": "77"}, {"event": "77"}, {"event": "78"}),
    (
        "event_checkin",
        {"event": "https://discord.com/events/5/77"},
        {"event": "77"},
        {"event": "5"},
    ),
    ("event_checkin", {"event": "the party"}, {"event": ""}, {"event": ""}),
    ("post_reaction", {}, {"emoji": "👍"}, None),
    ("post_reaction", {"emoji": "❤️"}, {"emoji": "❤"}, {"emoji": "💛"}),
    (
        "post_reaction",
        {"emoji": "<:wave:123456789012345678>"},
        {"emoji": "123456789012345678"},
        {"emoji": "<:wave:123456789012345679>"},
    ),
    ("membership_purchased", {}, {"plan": "gold"}, None),
    ("membership_purchased", {"plan": "gold"}, {"plan": "gold"}, {"plan": "silver"}),
    ("membership_purchased", {"plan": "gold  plan"}, {"plan": "Gold plan"}, {"plan": "gold"}),
    ("membership_renewed", {"plan": "gold"}, {"plan": "gold"}, {"plan": "silver"}),
    ("membership_cancelled", {"plan": "gold"}, {"plan": "gold"}, {"plan": "silver"}),
    ("membership_tier_changed", {}, {"plan": "gold", "tier": "2"}, None),
    ("membership_tier_changed", {"plan": "gold"}, {"plan": "gold"}, {"plan": "silver"}),
    ("membership_tier_changed", {"tier": "2"}, {"tier": "2"}, {"tier": "3"}),
    ("membership_tier_changed", {"tier": "top"}, {"tier": "Top"}, {"tier": None}),
    *(
        (key, {"id": "7"}, {"id": given}, {"id": "8"})
        for key in ("course_enrolled", "course_complete", "lesson_complete")
        for given in ("7", 7)
    ),
    ("quiz_passed", {"id": "7"}, {"id": "7"}, {"id": "07"}),
    ("quiz_failed", {"id": "7"}, {"id": "7"}, {}),
    ("certificate_earned", {}, {"id": "7"}, None),
    ("goal_completed", {}, {"goal": "31", "reward": "41"}, None),
    ("goal_completed", {"goal": 31}, {"goal": "31"}, {"goal": "32"}),
    (
        "goal_completed",
        {"only_without_reward": True},
        {"goal": "31", "reward": None},
        {"goal": "31", "reward": "41"},
    ),
    ("tier_reached", {}, {"role": "11"}, None),
    ("tier_reached", {"role": 11}, {"role": "11"}, {"role": "12"}),
    ("streak_reached", {"days": 7}, {"days": 7}, {"days": 14}),
    ("streak_reached", {"days": 7, "repeat": True}, {"days": 14}, {"days": 15}),
    ("reward_claimed", {"reward": 41}, {"reward": "41"}, {"reward": "42"}),
    ("role_added", {"role": 11}, {"role": "11"}, {"role": "12"}),
    ("role_removed", {"role": 11}, {"role": "11"}, {"role": "12"}),
    ("schedule", {"cron": "0 9 * * *"}, {"workflow": str(WORKFLOW)}, {"workflow": "1"}),
    ("custom", {"action": "postcard"}, {"action": "postcard"}, {"action": "letter"}),
    # Stored as webhooks raise it, whatever way a manager types it.
    ("custom", {"action": "My Postcard"}, {"action": "my_postcard"}, {"action": "My Postcard"}),
]


@pytest.mark.parametrize(("key", "settings", "wanted", "other"), MATCHING)
async def test_a_trigger_asks_for_what_it_is_told(
    db: Database, key: str, settings: Settings, wanted: Settings, other: Settings | None
) -> None:
    trigger = made(key, settings)

    def matches(session: Session, data: Settings) -> bool:
        return trigger.matches(context(session, happened(session, key, **data)))

    expected = "party" not in str(settings)  # what is no event's id is none of them
    await db.write(scene.found)
    assert await db.write(matches, wanted) is expected
    if other is not None:
        assert await db.write(matches, other) is False


@pytest.mark.parametrize("key", ["post_created", "post_comment", "post_reaction", "like_received"])
async def test_what_happens_in_channels_can_be_asked_for_by_channel(db: Database, key: str) -> None:
    def matching(session: Session) -> list[bool]:
        scene.found(session)
        return [
            made(key, settings).matches(
                context(session, happened(session, key, channel_id=channel, emoji="👍"))
            )
            for settings, channel in (({}, 21), ({"channel": 21}, 21), ({"channel": 21}, 22))
        ]

    assert await db.write(matching) == [True, True, False]


async def told(db: Database, minutes: int, *, member_id: int = 2) -> Event:
    """Tell that a member has spent some more minutes in voice channels."""

    def use_case(session: Session) -> Event:
        event = happened(session, "voice_minutes", minutes=minutes, member_id=member_id)
        session.expunge(event)
        return event

    return await db.write(use_case)


async def crosses(db: Database, event: Event, minutes: int) -> bool:
    """Tell whether it is by this event that there are so many minutes."""
    trigger = made("voice_minutes", {"minutes": minutes})
    return await db.read(lambda session: trigger.matches(context(session, event)))


async def test_minutes_of_a_day_are_reached_once(db: Database, clock: Clock) -> None:
    await db.write(scene.found)
    events = []
    for minutes in (20, 20, 20, 30):
        clock.forward(minutes=minutes)
        await told(db, 500, member_id=BOB.member_id)  # somebody else's do not count
        events.append(await told(db, minutes))
    assert [await crosses(db, event, 60) for event in events] == [False, False, True, False]
    assert [await crosses(db, event, 20) for event in events] == [True, False, False, False]
    assert [await crosses(db, event, 61) for event in events] == [False, False, False, True]
    assert [await crosses(db, event, 91) for event in events] == [False] * 4


async def test_a_day_is_the_communitys(db: Database, clock: Clock) -> None:
    await db.write(scene.found)
    await db.write(settings.set_timezone, BOSS, "Asia/Ho_Chi_Minh")  # at 19:00 there
    evening = await told(db, 40)
    clock.forward(hours=6)
    night = await told(db, 40)  # at 1:00 of the next day
    clock.forward(minutes=40)
    later = await told(db, 40)
    assert [await crosses(db, event, 60) for event in (evening, night, later)] == [
        False,
        False,
        True,
    ]


async def test_what_counts_as_what(db: Database) -> None:
    def counted(session: Session) -> list[tuple[str, int] | None]:
        scene.found(session)
        return [
            parts.triggers()[key].counts_as(happened(session, key, **data))
            for key, data in (
                ("post_comment", {}),
                ("voice_minutes", {"minutes": 12}),
                ("custom", {"action": "postcard"}),
                ("quiz_failed", {"id": "7"}),
            )
        ]

    assert await db.write(counted) == [
        ("comment_created", 1),
        ("voice_minute", 12),
        ("custom:postcard", 1),
        None,
    ]


async def test_a_late_event_belongs_to_the_day_it_happened_on(db: Database, clock: Clock) -> None:
    await db.write(scene.found)
    await told(db, 50)

    def yesterday(session: Session) -> Event:
        event = happened(session, "voice_minutes", at=session.now - timedelta(days=1), minutes=50)
        session.expunge(event)
        return event

    clock.forward(minutes=1)
    assert await crosses(db, await db.write(yesterday), 60) is False
    assert await crosses(db, await told(db, 10), 60) is True

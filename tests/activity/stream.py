"""A random stream of events in the community: often twice, sometimes late, by anybody."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.services.events import NewEvent
from tests.activity.sample_data import CATEGORY, CHANNELS, MEMBERS, member_id
from tests.support.factories import CLUB


def stream(
    rng: random.Random, begins: datetime, *, events: int, days: int, at_once: int, late: float
) -> Iterator[tuple[datetime, list[NewEvent]]]:
    """Yield moments and what is told at each: `at_once` events, and of those before some again.

    `late`: the share that is told up to 12 days after it happened.
    """
    slices = events // at_once
    before: list[NewEvent] = []
    for number in range(slices):
        now = begins + timedelta(days=days) * (number + 1) / slices
        new_events = [_one(rng, begins, now, days / slices, late) for _ in range(at_once)]
        again = rng.sample(before, min(len(before), at_once // 10))
        mixed = new_events + again
        rng.shuffle(mixed)
        yield now, mixed
        before = new_events


def _one(rng: random.Random, begins: datetime, now: datetime, days: float, late: float) -> NewEvent:
    who = member_id(rng.randrange(-1, MEMBERS + 1))
    back = timedelta(days=days * rng.random())
    if rng.random() < late:
        back = timedelta(days=rng.uniform(0, 12))
    at = max(begins, now - back).replace(microsecond=0)
    key = f"{rng.getrandbits(60)}"
    channel = rng.choice(CHANNELS)
    where: dict[str, Any] = {"channel_id": channel, "category_id": CATEGORY[channel]}
    match rng.choices(
        ("post_created", "post_comment", "like_received", "voice_minutes", "course_complete"),
        (40, 25, 20, 10, 5),
    )[0]:
        case "course_complete":
            course = rng.choice("abcdefgh")
            return NewEvent(
                CLUB,
                "course_complete",
                f"hook:{key}",
                who,
                at,
                data={"id": course},
                fact=f"course_complete:{who}:{course}",
            )
        case "voice_minutes":
            minutes = {"minutes": rng.randint(1, 5)}
            return NewEvent(CLUB, "voice_minutes", f"voice:{key}", who, at, **where, data=minutes)
        case trigger:
            return NewEvent(CLUB, trigger, f"{trigger}:{key}", who, at, **where)

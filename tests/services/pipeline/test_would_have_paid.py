"""What a change would have paid, beside what is paid once it is saved."""

from datetime import timedelta

import pytest

from bot.services import events
from bot.services.actors import remember
from bot.services.events import NewEvent
from bot.services.pipeline import would_have_paid
from bot.services.pipeline.changes import PlaceChange
from bot.services.points import rules
from db.database import Database
from db.session import Session
from tests.support import factories
from tests.support.databases import NOON
from tests.support.earning import POST
from tests.support.factories import BOSS, CLUB, MAI
from tests.support.pipeline import process_all

MEMES, GENERAL = 901, 902


LIKE = "post_reaction"


@pytest.mark.parametrize(
    ("action", "second", "paid", "would"),
    [
        ("", (POST, MEMES), 20, 0),
        ("", (POST, GENERAL), 20, 15),
        ("", (LIKE, GENERAL), 15, 10),  # the day would begin with it
        (POST, (POST, MEMES), 20, 0),  # with the first activity that only they were
        (POST, (POST, GENERAL), 10, 5),
        (POST, (LIKE, MEMES), 5, 0),
    ],
)
async def test_what_pays_nothing_begins_no_day(
    db: Database,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    second: tuple[str, int],
    paid: int,
    would: int,
) -> None:
    """Without the note of who took part, the first is 10 points too high."""

    def took_part(session: Session) -> None:
        factories.add_community(session)
        remember(session, CLUB, MAI.member_id)
        rules.change(session, BOSS, POST, points=5, daily_cap=0, cooldown=0)
        rules.change(session, BOSS, "daily_login", points=10)
        for number, (trigger, channel_id) in enumerate([(POST, MEMES), second]):
            at = NOON - timedelta(hours=2 - number)
            events.store(
                session, [NewEvent(CLUB, trigger, str(number), MAI.member_id, at, channel_id)]
            )
            process_all(session)

    await db.write(took_part)
    change = PlaceChange(channel_id=MEMES, action=action, factor=0)
    trial = await db.read(would_have_paid.run, BOSS, change, {})
    while not trial.done:
        trial = await db.read(would_have_paid.run, BOSS, change, {}, trial)
    assert (trial.points, trial.cut) == ((paid, would), False)
    monkeypatch.setattr(would_have_paid, "MOST_EVENTS", 1)
    trial = await db.read(would_have_paid.run, BOSS, change, {})
    assert (trial.cut, trial.since) == (True, NOON)

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


@pytest.mark.parametrize(("second", "would"), [(MEMES, 0), (GENERAL, 15)])
async def test_what_pays_nothing_begins_no_day(db: Database, second: int, would: int) -> None:
    """Without the note of who took part, the first is 10 points too high."""

    def took_part(session: Session) -> None:
        factories.add_community(session)
        remember(session, CLUB, MAI.member_id)
        rules.change(session, BOSS, POST, points=5, daily_cap=0, cooldown=0)
        rules.change(session, BOSS, "daily_login", points=10)
        for number, channel_id in enumerate((MEMES, second)):
            at = NOON - timedelta(hours=2 - number)
            events.store(
                session, [NewEvent(CLUB, POST, str(number), MAI.member_id, at, channel_id)]
            )
            process_all(session)

    await db.write(took_part)
    change = PlaceChange(channel_id=MEMES, factor=0)
    trial = await db.read(would_have_paid.run, BOSS, change, {})
    while not trial.done:
        trial = await db.read(would_have_paid.run, BOSS, change, {}, trial)
    assert trial.points == (20, would)

"""Which events a trigger asks for, by its settings."""

from typing import Any

from bot.services.workflows import parts
from bot.services.workflows.parts import Trigger
from db.database import Database
from db.session import Session
from tests.services.workflows.parts import context, insert_event
from tests.support import factories

Settings = dict[str, Any]


def trigger(key: str, settings: Settings) -> Trigger:
    """Return a trigger with settings."""
    return parts.triggers()[key].model_validate({"type": key, **settings})


async def matches(db: Database, key: str, settings: Settings, data: Settings) -> bool:
    """Return whether an event with data is what a trigger with settings asks for."""

    def use_case(session: Session) -> bool:
        factories.add_community(session)
        event = insert_event(session, key, **data)
        return trigger(key, settings).matches(context(session, event))

    return await db.write(use_case)


async def matches_by_channel(db: Database, key: str) -> None:
    """See that a trigger asks for what happened in one channel, if one is set."""

    def matching(session: Session) -> list[bool]:
        factories.add_community(session)
        return [
            trigger(key, settings).matches(
                context(session, insert_event(session, key, channel_id=channel, emoji="👍"))
            )
            for settings, channel in (({}, 21), ({"channel": 21}, 21), ({"channel": 21}, 22))
        ]

    assert await db.write(matching) == [True, True, False]

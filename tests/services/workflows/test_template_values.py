"""What fills in the texts of steps."""

from typing import Any

import pytest

from bot.services.workflows import template_values
from bot.services.workflows.template_values import TemplateValues
from db.database import Database
from db.session import Session
from tests.services.workflows.parts import insert_event
from tests.support import factories

WEBHOOK_VALUES: list[Any] = ["gold", "12", 12, {"name": "gold"}, ["gold"], True]


@pytest.mark.parametrize("value", WEBHOOK_VALUES)
@pytest.mark.parametrize("trigger", ["custom", "course_complete", "membership_purchased"])
async def test_what_a_webhook_says_fills_in_nothing(db: Database, trigger: str, value: Any) -> None:
    def filled(session: Session) -> TemplateValues:
        factories.add_community(session)
        event = insert_event(session, trigger, action="postcard", reward=value, goal_name=value)
        return template_values.load(session, [], event)

    assert await db.write(filled) == TemplateValues(None, None, None)


async def test_a_completed_goal_fills_in_its_name(db: Database) -> None:
    def filled(session: Session) -> TemplateValues:
        factories.add_community(session)
        event = insert_event(session, "goal_completed", goal="31", goal_name="Regular", reward=None)
        return template_values.load(session, [{"type": "award_points", "points": 5}], event)

    assert await db.write(filled) == TemplateValues(None, 5, "Regular")

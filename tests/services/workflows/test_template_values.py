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
        data = dict.fromkeys(("reward", "goal_name", "points", "place"), value)
        event = insert_event(session, trigger, action="postcard", **data)
        return template_values.load(session, [], event)

    assert await db.write(filled) == TemplateValues(None, None, None)


async def test_a_completed_goal_fills_in_its_name(db: Database) -> None:
    def filled(session: Session) -> TemplateValues:
        factories.add_community(session)
        event = insert_event(session, "goal_completed", goal="31", goal_name="Regular", reward=None)
        return template_values.load(session, [{"type": "award_points", "points": 5}], event)

    assert await db.write(filled) == TemplateValues(None, 5, "Regular")


async def test_a_place_fills_in_its_points_unless_a_step_gives_some(db: Database) -> None:
    def filled(session: Session, *before: dict[str, Any]) -> TemplateValues:
        factories.add_community(session)
        event = insert_event(session, "leaderboard_placed", period="week", place=2, points=70)
        return template_values.load(session, before, event)

    assert await db.write(filled) == TemplateValues(None, 70, None, 2)
    step = {"type": "award_points", "points": 5}
    assert await db.write(filled, step) == TemplateValues(None, 5, None, 2)

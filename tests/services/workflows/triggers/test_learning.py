"""Triggers of courses, lessons, quizzes and certificates, such as course_enrolled."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(
    ("key", "settings", "data"),
    [
        ("quiz_passed", {"id": "7"}, {"id": "7"}),
        ("quiz_failed", {"id": "7"}, {"id": "7"}),
        ("certificate_earned", {}, {"id": "7"}),
        ("course_enrolled", {"id": "7"}, {"id": "7"}),
        ("course_enrolled", {"id": "7"}, {"id": 7}),
        ("course_complete", {"id": "7"}, {"id": "7"}),
        ("course_complete", {"id": "7"}, {"id": 7}),
        ("lesson_complete", {"id": "7"}, {"id": "7"}),
        ("lesson_complete", {"id": "7"}, {"id": 7}),
    ],
)
async def test_it_matches(db: Database, key: str, settings: Settings, data: Settings) -> None:
    assert await matches(db, key, settings, data)


@pytest.mark.parametrize(
    ("key", "settings", "data"),
    [
        ("quiz_passed", {"id": "7"}, {"id": "07"}),
        ("quiz_failed", {"id": "7"}, {}),
        ("course_enrolled", {"id": "7"}, {"id": "8"}),
        ("course_complete", {"id": "7"}, {"id": "8"}),
        ("lesson_complete", {"id": "7"}, {"id": "8"}),
    ],
)
async def test_it_does_not_match(
    db: Database, key: str, settings: Settings, data: Settings
) -> None:
    assert not await matches(db, key, settings, data)

"""The ready-made workflows are right, can be written as files, and have words."""

import pytest

from bot.services.errors import GoneError
from bot.services.typed import NAME_LENGTH
from bot.services.workflows import files, ready_made, yamltext
from bot.services.workflows.definition import errors_in
from bot.services.workflows.ready_made import READY_MADE, ReadyMade
from bot.texts import SHIPPED, t
from db.database import Database
from db.session import Session
from db.tables import RewardKind
from tests.support import factories
from tests.support.factories import CLUB, Terms

TRIGGERS = {
    "goal-badge": "goal_completed",
    "course-voucher": "course_complete",
    "welcome-coupon": "membership_purchased",
    "welcome-loop": "user_signup",
    "streak-bonus": "streak_reached",
    "best-of-month": "leaderboard_placed",
}


def test_there_is_what_was_promised() -> None:
    assert list(READY_MADE) == list(TRIGGERS)
    assert [READY_MADE[key].choice for key in TRIGGERS] == [
        *(RewardKind.BADGE, RewardKind.VOUCHER, RewardKind.COUPON),
        *("channel", None, RewardKind.BADGE),
    ]


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("ready", READY_MADE.values(), ids=READY_MADE)
async def test_it_is_ready(db: Database, ready: ReadyMade, language: str) -> None:
    def use_case(session: Session) -> None:
        factories.add_community(session)
        chosen = None
        if isinstance(ready.choice, RewardKind):
            price = Terms(cost=1, stock=1) if ready.choice is RewardKind.COUPON else Terms()
            chosen = factories.publish(session, ready.choice, "Chosen", price)
        elif ready.choice == "channel":
            chosen = 21
        definition = ready.definition(chosen, language)
        data = definition.model_dump(mode="json")
        assert errors_in(session, CLUB, data) == []
        assert data["trigger"]["type"] == TRIGGERS[ready.key]
        name = t(language, ready.name_id)
        assert 1 <= len(name) <= NAME_LENGTH
        assert t(language, ready.about_id)
        text = files.write(session, CLUB, name, definition)
        assert files.read(session, CLUB, *yamltext.parse(text.encode())) == files.Imported(
            name, definition
        )

    await db.write(use_case)


def test_a_welcome_coupon_is_for_the_first_time() -> None:
    conditions = READY_MADE["welcome-coupon"].definition(41, "en").conditions
    assert [condition.key for condition in conditions] == ["first_time"]


def test_a_badge_for_goals_leaves_those_alone_that_have_a_reward() -> None:
    trigger = READY_MADE["goal-badge"].definition(41, "en").trigger
    assert trigger.model_dump()["only_without_reward"] is True


def test_another_key_is_gone() -> None:
    assert ready_made.find("welcome-loop") is READY_MADE["welcome-loop"]
    with pytest.raises(GoneError):
        ready_made.find("wish")

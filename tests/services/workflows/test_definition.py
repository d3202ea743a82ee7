"""What is wrong with a definition is said by its path and with a text of ours, all at once."""

from typing import Any

import pytest

from bot.services.errors import InvalidFormError
from bot.services.workflows import definition
from bot.services.workflows.definition import (
    MOST_CONDITIONS,
    MOST_DEPTH,
    MOST_STEPS,
    errors_in,
)
from bot.services.workflows.validation import _TEXTS
from bot.texts import SHIPPED, t
from db.database import Database
from db.session import Session
from db.tables import Goal, GoalState, Reward, RewardKind, RewardState
from tests.support import factories
from tests.support.factories import BOSS, CLUB

Json = dict[str, Any]

WAIT: Json = {"type": "wait", "duration": "1h"}
JOIN: Json = {"type": "user_signup"}
POINTS: Json = {"type": "award_points", "points": 5}
FIRST: Json = {"type": "first_time"}
REWARD, ARCHIVED, ELSEWHERE, GOAL, OLD_GOAL = 41, 42, 43, 31, 32


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community with rewards and goals, some of them gone."""

    def stock(session: Session) -> None:
        factories.add_community(session)
        factories.add_community(session, community_id=CLUB + 1)
        for number, community, state in (
            (REWARD, CLUB, RewardState.PUBLISHED),
            (ARCHIVED, CLUB, RewardState.ARCHIVED),
            (ELSEWHERE, CLUB + 1, RewardState.PUBLISHED),
        ):
            session.add(
                Reward(
                    community_id=community,
                    id=number,
                    kind=RewardKind.BADGE,
                    state=state,
                    name=f"Reward {number}",
                    name_key=f"reward {number}",
                    member_limit=1,
                    created_by=BOSS.member_id,
                    created_at=session.now,
                )
            )
        for number, goal_state in ((GOAL, GoalState.ACTIVE), (OLD_GOAL, GoalState.ARCHIVED)):
            session.add(
                Goal(
                    community_id=CLUB,
                    id=number,
                    name=f"Goal {number}",
                    name_key=f"goal {number}",
                    period="weekly",
                    state=goal_state,
                    created_by=BOSS.member_id,
                    created_at=session.now,
                )
            )

    await db.write(stock)


async def errors(db: Database, data: Json) -> list[tuple[str, str]]:
    """Return the path and the text of every error."""
    found = await db.read(errors_in, CLUB, data)
    for invalid in found:
        assert {"path", "line"} <= invalid.params.keys()
        for language in SHIPPED:
            assert t(language, invalid.message, **invalid.params)
    return [(invalid.field, invalid.message.removeprefix("workflow-mistake-")) for invalid in found]


def nested(depth: int) -> Json:
    """Return a condition with others in it, so many deep."""
    return FIRST if depth == 1 else {"type": "not", "condition": nested(depth - 1)}


WRONG: list[tuple[Json, list[tuple[str, str]]]] = [
    ({}, [("trigger", "missing"), ("steps", "missing")]),
    ({"trigger": JOIN, "steps": []}, [("steps", "too-few")]),
    ({"trigger": JOIN, "steps": [WAIT], "wish": 1}, [("wish", "unknown-setting")]),
    ({"trigger": {"type": "wish"}, "steps": [WAIT]}, [("trigger.type", "unknown-type")]),
    ({"trigger": {}, "steps": [WAIT]}, [("trigger.type", "no-type")]),
    ({"trigger": "user_signup", "steps": [WAIT]}, [("trigger", "value")]),
    ({"trigger": {**JOIN, "a": 1}, "steps": [WAIT]}, [("trigger.a", "unknown-setting")]),
    (
        {
            "trigger": {"type": "streak_reached", "days": 0},
            "conditions": [
                {
                    "type": "all_of",
                    "conditions": [FIRST, {"type": "not", "condition": {"type": "has_role"}}],
                }
            ],
            "steps": [
                {"type": "award_points", "points": 10**9},
                {"type": "award_points", "points": "many"},
                {"type": "wait", "duration": "soon"},
                {"type": "wait", "duration": "0m"},
                {"type": "announce", "channel": "general", "text": ""},
                {"type": "announce", "channel": 21, "text": "x" * 1001},
                {**WAIT, "go_on": "perhaps"},
            ],
        },
        [
            ("trigger.days", "too-little"),
            ("conditions.0.conditions.1.condition.role", "missing"),
            ("steps.0.points", "too-much"),
            ("steps.1.points", "no-number"),
            ("steps.2.duration", "duration"),
            ("steps.3.duration", "too-little"),
            ("steps.4.channel", "id"),
            ("steps.4.text", "missing"),
            ("steps.5.text", "too-long"),
            ("steps.6.go_on", "yes-or-no"),
        ],
    ),
    (
        {
            "trigger": JOIN,
            "conditions": [{"type": "points_at_least", "points": 1, "wallet": "purse"}],
            "steps": [WAIT],
        },
        [("conditions.0.wallet", "no-choice")],
    ),
    (
        {"trigger": {"type": "schedule", "cron": "every day"}, "steps": [WAIT]},
        [("trigger.cron", "cron")],
    ),
    (
        {"trigger": {"type": "schedule", "cron": "0 0 31 2 *"}, "steps": [WAIT]},
        [("trigger.cron", "never-due")],
    ),
    (
        {"trigger": JOIN, "steps": [{"type": "webhook", "url": "ftp://example.org"}]},
        [("steps.0.url", "url")],
    ),
    (
        {"trigger": JOIN, "steps": [{"type": "send_notification", "text": "Your {code}"}]},
        [("steps.0.text", "placeholder")],
    ),
    ({"trigger": JOIN, "steps": [WAIT] * (MOST_STEPS + 1)}, [("steps", "too-many")]),
    (
        {"trigger": JOIN, "conditions": [FIRST] * (MOST_CONDITIONS + 1), "steps": [WAIT]},
        [("conditions", "too-many")],
    ),
    (
        {
            "trigger": JOIN,
            "conditions": [{"type": "any_of", "conditions": [FIRST] * MOST_CONDITIONS}],
            "steps": [WAIT],
        },
        [("conditions", "too-many")],
    ),
    (
        {"trigger": JOIN, "conditions": [nested(MOST_DEPTH + 1)], "steps": [WAIT]},
        [("conditions.0" + ".condition" * MOST_DEPTH, "too-deep")],
    ),
    (
        {
            "trigger": {"type": "schedule", "cron": "0 9 * * *"},
            "conditions": [{"type": "not", "condition": FIRST}],
            "steps": [
                POINTS,
                {"type": "announce", "channel": 21, "text": "It is nine, {member}"},
            ],
        },
        [
            ("conditions.0.condition.type", "nobody"),
            ("steps.0.type", "nobody"),
            ("steps.1.text", "not-known-there"),
        ],
    ),
    (
        {
            "trigger": {"type": "goal_completed", "goal": OLD_GOAL},
            "steps": [{"type": "assign_reward", "reward": number} for number in (42, 43, 44)],
        },
        [
            ("trigger.goal", "no-goal"),
            ("steps.0.reward", "no-reward"),
            ("steps.1.reward", "no-reward"),
            ("steps.2.reward", "no-reward"),
        ],
    ),
    (
        {
            "trigger": JOIN,
            "steps": [
                {"type": "send_notification", "text": "{reward} {points} {goal} {server}"},
                POINTS,
                {"type": "send_notification", "text": "{points} {reward}"},
            ],
        },
        [
            ("steps.0.text", "not-known-there"),
            ("steps.0.text", "not-known-there"),
            ("steps.0.text", "not-known-there"),
            ("steps.2.text", "not-known-there"),
        ],
    ),
]


@pytest.mark.parametrize(("data", "expected"), WRONG)
async def test_a_mistake_is_told_by_its_place(
    db: Database, data: Json, expected: list[tuple[str, str]]
) -> None:
    assert await errors(db, data) == expected


RIGHT: list[Json] = [
    {"trigger": JOIN, "steps": [WAIT] * MOST_STEPS},
    {"trigger": JOIN, "conditions": [FIRST] * MOST_CONDITIONS, "steps": [WAIT]},
    {"trigger": JOIN, "conditions": [nested(MOST_DEPTH)], "steps": [WAIT]},
    {
        "trigger": {"type": "schedule", "cron": "0 9 * * *"},
        "steps": [
            WAIT,
            {"type": "announce", "channel": 21, "text": "It is nine in {server}"},
            {"type": "webhook", "url": "https://example.org"},
        ],
    },
    {
        "trigger": {"type": "goal_completed", "goal": GOAL},
        "steps": [
            {"type": "assign_reward", "reward": REWARD},
            POINTS,
            {
                "type": "send_notification",
                "text": "{member} {goal} {reward} {points} {server}",
            },
        ],
    },
    {
        "trigger": {"type": "reward_claimed"},
        "steps": [{"type": "send_notification", "text": "Enjoy {reward}"}],
    },
]


@pytest.mark.parametrize("data", RIGHT)
async def test_what_is_right_is_taken(db: Database, data: Json) -> None:
    assert await errors(db, data) == []


async def test_a_slip_is_answered_with_what_was_perhaps_meant(db: Database) -> None:
    data = {"trigger": JOIN, "steps": [{"type": "asign_reward", "reward": REWARD}]}
    with pytest.raises(InvalidFormError) as refused:
        await db.read(definition.parse, CLUB, data)
    (invalid,) = refused.value.errors
    assert invalid.params["given"] == "asign_reward"
    assert str(invalid.params["choices"]).startswith("assign_reward, ")
    assert "asign_reward" in t("en", invalid.message, **invalid.params)


@pytest.mark.parametrize("text", sorted(set(_TEXTS.values())))
@pytest.mark.parametrize("language", SHIPPED)
def test_every_kind_of_mistake_has_words(language: str, text: str) -> None:
    params = {"path": "steps.0", "least": 1, "most": 2, "given": "x", "choices": "a", "known": "b"}
    in_a_form, in_a_file = (t(language, text, **params, line=line) for line in (0, 1_234))
    assert "`steps.0`" in in_a_form
    assert "234" in in_a_file


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "https://",
        "https:///path",
        "javascript:alert(1)",
        "https://user:secret@example.org",
        "https://exa mple.org",
        "https://[::1",
        "https://example.org:99999",
        "https://bücher.example",
        "https://example.org/\n",
    ],
)
async def test_what_is_no_address_is_refused(db: Database, url: str) -> None:
    data = {"trigger": JOIN, "steps": [{"type": "webhook", "url": url}]}
    assert await errors(db, data) == [("steps.0.url", "url")]

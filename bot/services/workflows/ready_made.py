"""Workflows that are ready to use, once a reward or a channel is chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.services.errors import GoneError
from bot.services.workflows.definition import Definition
from bot.services.workflows.templates import PLACEHOLDERS
from bot.texts import t
from db.tables import RewardKind

Choice = RewardKind | Literal["channel"] | None
"""What has to be chosen: a reward of a kind, a channel, or nothing."""


_NOT_CHOSEN = str(None)


@dataclass(frozen=True)
class ReadyMade:
    """A workflow that lacks one choice at the most."""

    key: str
    choice: Choice
    make: Callable[[int | None, str], dict[str, Any]]

    @property
    def name_id(self) -> str:
        """The id of the text that is its name."""
        return f"workflow-ready-name-{self.key}"

    @property
    def about_id(self) -> str:
        """The id of the text that says what it does."""
        return f"workflow-ready-about-{self.key}"

    def definition(self, chosen: int | None, language: str) -> Definition:
        """Return it with the id that was chosen; its texts are in a language."""
        return Definition.model_validate(self.make(chosen, language))

    def draft(self, language: str) -> dict[str, Any]:
        """Return it without what has to be chosen, to be filled in."""
        made = self.make(None, language)
        steps = [
            {key: value for key, value in step.items() if value != _NOT_CHOSEN}
            for step in made["steps"]
        ]
        return made | {"steps": steps}


def _assign(reward: int | None) -> dict[str, Any]:
    return {"type": "assign_reward", "reward": str(reward)}


def _notify(language: str, text: str) -> dict[str, Any]:
    return {"type": "send_notification", "text": _text(language, text)}


def _text(language: str, text: str) -> str:
    """Return a text whose variables are left for the workflow to fill in."""
    return t(language, text, **{name: f"{{{name}}}" for name in PLACEHOLDERS})


def _goal_badge(badge: int | None, _language: str) -> dict[str, Any]:
    return {
        "trigger": {"type": "goal_completed", "only_without_reward": True},
        "steps": [_assign(badge)],
    }


def _course_voucher(voucher: int | None, _language: str) -> dict[str, Any]:
    return {"trigger": {"type": "course_complete"}, "steps": [_assign(voucher)]}


def _welcome_coupon(coupon: int | None, _language: str) -> dict[str, Any]:
    return {
        "trigger": {"type": "membership_purchased"},
        "conditions": [{"type": "first_time"}],
        "steps": [_assign(coupon)],
    }


def _welcome_loop(channel: int | None, language: str) -> dict[str, Any]:
    return {
        "trigger": {"type": "user_signup"},
        "steps": [
            {"type": "award_points", "points": 10},
            {
                "type": "announce",
                "channel": str(channel),
                "text": _text(language, "workflow-ready-text-welcome"),
            },
            {"type": "wait", "duration": "3d"},
            _notify(language, "workflow-ready-text-look-around"),
        ],
    }


def _streak_bonus(_nothing: int | None, language: str) -> dict[str, Any]:
    return {
        "trigger": {"type": "streak_reached", "days": 7, "repeat": True},
        "steps": [
            {"type": "award_points", "points": 50},
            _notify(language, "workflow-ready-text-streak"),
        ],
    }


def _best_of_month(badge: int | None, language: str) -> dict[str, Any]:
    return {
        "trigger": {"type": "leaderboard_placed", "period": "month", "first": 3},
        "steps": [_assign(badge), _notify(language, "workflow-ready-text-best")],
    }


READY_MADE = {
    ready.key: ready
    for ready in (
        ReadyMade("goal-badge", RewardKind.BADGE, _goal_badge),
        ReadyMade("course-voucher", RewardKind.VOUCHER, _course_voucher),
        ReadyMade("welcome-coupon", RewardKind.COUPON, _welcome_coupon),
        ReadyMade("welcome-loop", "channel", _welcome_loop),
        ReadyMade("streak-bonus", None, _streak_bonus),
        ReadyMade("best-of-month", RewardKind.BADGE, _best_of_month),
    )
}
"""By their keys, in the order in which they are offered."""


def find(key: str) -> ReadyMade:
    """Return the one with a key; `GoneError` if there is none."""
    try:
        return READY_MADE[key]
    except KeyError:
        raise GoneError from None

"""The fields of a goal: what may be typed into each."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.markup import fits, length
from bot.services.errors import InvalidInputError
from bot.services.goals.listing import obstacle
from bot.services.points import ledger
from bot.services.points import rules as earning
from bot.services.rewards import lookup
from bot.services.rewards.lookup import NoSuchRewardError
from bot.services.typed import NAME_LENGTH, UNSET, Unset, fold, one_line, whole_number
from db.session import Session
from db.tables import Goal, GoalTerms, Period, Reward

POINTS = "points"
"""What a goal counts if it counts no action: points from earning rules."""


@dataclass(frozen=True, kw_only=True)
class GoalChanges:
    """The fields to change. A number may come as it was typed, a reward as its name or its id.

    No action is points from earning rules; no reward is none. `count_all` is "yes" or "no".
    """

    name: str | Unset | None = UNSET
    period: str | Unset | None = UNSET
    action: str | Unset | None = UNSET
    target: int | str | Unset | None = UNSET
    reward: str | Unset | None = UNSET
    count_all: str | Unset | None = UNSET


def read(
    session: Session, changes: GoalChanges, goal: Goal, terms: GoalTerms, today: date
) -> tuple[dict[str, Any], list[InvalidInputError]]:
    """Return the columns of the goal and its terms to set, and everything that is wrong."""
    reader = _Reader(session, goal, terms, today)
    values: dict[str, Any] = {}
    errors = []
    for field in dataclasses.fields(changes):
        value = getattr(changes, field.name)
        if value is UNSET:
            continue
        take: Callable[[Any], dict[str, Any]] = getattr(reader, field.name)
        try:
            values |= take(value)
        except InvalidInputError as invalid:
            errors.append(invalid)
    return values, errors


@dataclass(frozen=True)
class _Reader:
    """Has a method for each field, which returns the columns to set or raises the error."""

    session: Session
    goal: Goal
    terms: GoalTerms
    today: date

    def name(self, value: str | None) -> dict[str, Any]:
        name = one_line(value or "")
        key = fold(name)
        if not key or not fits(name, NAME_LENGTH):
            raise InvalidInputError("name", "goal-bad-name", most=NAME_LENGTH, given=length(name))
        return {"name": name, "name_key": key}

    def period(self, value: str | None) -> dict[str, Any]:
        if value not in tuple(Period):
            raise InvalidInputError("period", "goal-bad-period")
        if self.goal.period not in ("", value):
            raise InvalidInputError("period", "goal-period-stays")
        return {"period": value}

    def action(self, value: str | None) -> dict[str, Any]:
        action = None if value == POINTS else value or None
        if action is None or action == self.terms.action:
            return {"action": action}
        if earning.find(self.session, self.goal.community_id, action) is None:
            raise InvalidInputError("action", "goal-bad-action", given=action)
        return {"action": action}

    def count_all(self, value: str | None) -> dict[str, Any]:
        if value not in ("yes", "no"):
            raise InvalidInputError("count_all", "goal-bad-count-all")
        return {"count_all": value == "yes"}

    def target(self, value: int | str | None) -> dict[str, Any]:
        target = whole_number(value)
        if target is None or not 1 <= target <= ledger.MOST:
            raise InvalidInputError("target", "goal-bad-target", most=ledger.MOST)
        return {"target": target}

    def reward(self, value: str | None) -> dict[str, Any]:
        if not value or not value.strip():
            return {"reward_id": None}
        try:
            named = lookup.resolve(self.session, self.goal.community_id, value)
        except NoSuchRewardError as unknown:
            raise InvalidInputError("reward", unknown.message, **unknown.params) from None
        # A form that is sent again with the old reward in it changes nothing about that reward.
        if named.reward_id != self.terms.reward_id:
            reward = self.session.get_one(Reward, (self.goal.community_id, named.reward_id))
            refusal = obstacle(self.session, reward, self.today)
            if refusal is not None:
                raise InvalidInputError("reward", refusal.message, **refusal.params)
        return {"reward_id": named.reward_id}

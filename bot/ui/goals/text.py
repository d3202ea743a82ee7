"""What goals count, how much, and how far somebody is, in words."""

from bot.services.goals.fields import POINTS
from bot.services.points.rules import ACTIONS, CUSTOM
from bot.texts import t
from bot.ui.core.cards import escape, points
from db.tables import Period

CELLS = 10
"""How long a bar is."""

ACTION_LENGTH = 60
"""Characters of a custom action's name on a card."""

PERIODS = tuple((str(period), f"goal-period-{period}") for period in Period)
COUNTS = (
    (POINTS, "goal-counts-points"),
    *((action, f"earning-action-{action}") for action in ACTIONS),
)
COUNT_ALL = (("no", "goal-count-all-no"), ("yes", "goal-count-all-yes"))
"""Choices of a form: what they are stored as, and the id of their text."""


def count_all(wanted: bool) -> str:
    """Return which choice of `COUNT_ALL` that is."""
    return COUNT_ALL[wanted][0]


def bar(done: int, target: int) -> str:
    """Return how far somebody is as a bar, which is full only when they are there."""
    full = min(CELLS, CELLS * done // target)
    return "▰" * full + "▱" * (CELLS - full)


def amount(language: str, action: str | None, count: int, currency_name: str | None) -> str:
    """Return how much of something: `40 points`, `3 courses`."""
    if action is None:
        return points(language, count, currency_name)
    if action.startswith(CUSTOM):
        named = escape(action.removeprefix(CUSTOM), ACTION_LENGTH)
        return t(language, "goal-amount-of-your-own", count=count, action=named)
    return t(language, f"goal-amount-{action}", count=count)


def counts(language: str, counted: str) -> str:
    """Return what an action, or points, is called where one is chosen."""
    if counted.startswith(CUSTOM):
        return counted.removeprefix(CUSTOM)
    return t(language, dict(COUNTS)[counted])

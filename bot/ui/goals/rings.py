"""Goals as rings on a picture, and in the words that say what is on it."""

from collections.abc import Sequence

from bot.markup import unescaped
from bot.pictures.cards import Ring
from bot.services.goals.listing import MemberProgress
from bot.texts import t
from bot.ui.goals.text import amount


def ring(language: str, one: MemberProgress, currency_name: str | None) -> Ring:
    """Return how far somebody is with a goal: `12 of 20 messages`."""
    if one.completed:
        return reached(language, one.name)
    target = unescaped(amount(language, one.action, one.target, currency_name))
    caption = t(language, "goals-ring", done=one.amount, target=target)
    return Ring(one.name, caption, min(one.amount / one.target, 0.99))


def reached(language: str, name: str) -> Ring:
    """Return a goal that somebody has completed."""
    return Ring(name, t(language, "goals-ring-completed"), 1.0)


def as_text(rings: Sequence[Ring]) -> str:
    """Return what rings say: `Weekly regular: 3 of 5 active days; …`."""
    return "; ".join(f"{one.title}: {one.caption}" for one in rings)

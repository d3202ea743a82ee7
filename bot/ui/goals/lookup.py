"""Naming a goal in a command: what is suggested while typing, and the goal that is named."""

from bot.services.goals import lookup
from bot.services.goals.lookup import NamedGoal
from bot.ui.core.autocomplete import resolve_suggestion, suggest
from bot.ui.core.base import Interaction, db, person


@suggest
async def goals(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    """Suggest goals by a part of their name."""
    who = person(interaction)
    found = await db(interaction).read(lookup.find_names, who.community_id, typed)
    return [(goal.name, str(goal.goal_id)) for goal in found]


async def named(interaction: Interaction, typed: str) -> NamedGoal:
    """Return the goal that a manager named."""
    who, typed = person(interaction), await resolve_suggestion(goals, interaction, typed)
    return await db(interaction).read(lookup.resolve, who.community_id, typed)

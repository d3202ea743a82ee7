"""Naming a reward in a command: what is suggested while typing, and the reward that is named."""

from bot.services.rewards import lookup
from bot.services.rewards.eligibility import Stage
from bot.services.rewards.lookup import Named
from bot.ui.core.autocomplete import Suggest, resolve_suggestion, suggest
from bot.ui.core.base import Interaction, db, person
from db.tables import RewardKind


def rewards_in(*stages: Stage, kinds: tuple[RewardKind, ...] = tuple(RewardKind)) -> Suggest:
    """Suggest the rewards of these kinds and stages, by a part of their name."""

    @suggest
    async def find(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
        who = person(interaction)
        found = await db(interaction).read(
            lookup.find_names, who.community_id, typed, kinds=kinds, stages=stages
        )
        return [(one.name, str(one.reward_id)) for one in found]

    return find


_ALL = rewards_in(*Stage)


async def named(interaction: Interaction, typed: str) -> Named:
    """Return the reward that a manager named."""
    who, typed = person(interaction), await resolve_suggestion(_ALL, interaction, typed)
    return await db(interaction).read(lookup.resolve, who.community_id, typed)

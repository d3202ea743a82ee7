"""The list of a community's rewards."""

from typing import Any

from discord import SelectOption
from discord.ui import Select

from bot.services.rewards import stats
from bot.services.rewards.stats import RewardLine, RewardList
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, choice_list, chosen_number
from bot.ui.core.answers import replace
from bot.ui.core.base import Interaction, currency, db, locale, person
from bot.ui.core.cards import Card, escape, left, points, small, title
from bot.ui.core.pages import footer, turner, why_empty
from bot.ui.rewards import draft
from bot.ui.rewards.action_ids import LIST_REWARDS, OPEN_REWARD
from bot.ui.rewards.views import expiry, kind_and_state
from db.tables import RewardKind, RewardState

STATES = (None, *RewardState)
"""What the list may be narrowed to; a button carries the number."""


async def list_card(interaction: Interaction, state: RewardState | None, page: int) -> Card:
    """Return a page of the list, with a way to each of its rewards."""
    language, points_word = locale(interaction), await currency(interaction)
    shown = await db(interaction).read(
        stats.list_rewards, person(interaction), state=state, page=page
    )
    number = STATES.index(state)
    return Card(
        title(t(language, "rewards-list-title", count=shown.total)),
        "\n".join(_line(language, one, points_word) for one in shown.lines)
        or t(language, f"rewards-list-{why_empty(state, shown.others)}"),
        [_picker(shown, t(language, "rewards-list-pick"))] if shown.lines else None,
        turner(language, shown.page, shown.pages, lambda to: LIST_REWARDS.id(number, to)),
        footer(language, shown.page, shown.pages),
    )


def _line(language: str, one: RewardLine, points_word: str | None) -> str:
    facts = [kind_and_state(language, one.kind, one.state)]
    if one.cost is not None:
        facts.append(points(language, one.cost, points_word))
    if one.left is not None:
        facts.append(left(language, one.left))
    if one.kind is RewardKind.VOUCHER:
        facts.append(t(language, "rewards-codes", count=one.usable_codes or 0))
    facts.append(t(language, "rewards-given", count=one.granted))
    if one.expires_on is not None:
        facts.append(expiry(language, one))
    return f"**{escape(one.name)}**\n{small(' · '.join(facts))}"


def _picker(shown: RewardList, placeholder: str) -> Select[Any]:
    options = [SelectOption(label=one.name, value=str(one.reward_id)) for one in shown.lines]
    return choice_list(options, OPEN_REWARD.id(), placeholder=placeholder)


@action(OPEN_REWARD, MANAGERS)
async def open_reward(interaction: Interaction) -> None:
    """Open the reward that was chosen in the list."""
    await draft.open_card(interaction, chosen_number(interaction))


@action(LIST_REWARDS, MANAGERS)
async def list_rewards(interaction: Interaction, number: int, page: int) -> None:
    """Show another page of the list."""
    state = STATES[number] if number < len(STATES) else None
    await replace(interaction, await list_card(interaction, state, page))

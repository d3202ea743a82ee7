"""The list of a community's goals."""

from typing import Any

from discord import SelectOption
from discord.ui import Select

from bot.services.goals import listing
from bot.services.goals.listing import GoalDetails, GoalList
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, choice_list, chosen_number
from bot.ui.core.answers import replace
from bot.ui.core.base import Interaction, currency, db, locale, person
from bot.ui.core.cards import Card, escape, small, title
from bot.ui.core.pages import footer, turner, why_empty
from bot.ui.goals.action_ids import LIST_GOALS, OPEN_GOAL
from bot.ui.goals.card import open_card
from bot.ui.goals.text import amount
from db.tables import GoalState

STATES = tuple(GoalState)
"""What the list may be narrowed to; a button carries the number."""

NAME_LENGTH = 100
"""Characters of a name with those that escape others; ten goals must fit on a card."""


async def list_card(interaction: Interaction, state: GoalState, page: int) -> Card:
    """Return a page of the list, with a way to each of its goals."""
    language, points_word = locale(interaction), await currency(interaction)
    shown = await db(interaction).read(
        listing.list_goals, person(interaction), state=state, page=page
    )
    narrowed = state if state is GoalState.ARCHIVED else None
    number = STATES.index(state)
    return Card(
        title(t(language, "goal-list-title", count=shown.total)),
        "\n".join(_line(language, one, points_word) for one in shown.goals)
        or t(language, f"goal-list-{why_empty(narrowed, shown.others)}"),
        [_picker(shown, t(language, "goal-list-pick"))] if shown.goals else None,
        turner(language, shown.page, shown.pages, lambda to: LIST_GOALS.id(number, to)),
        footer(language, shown.page, shown.pages),
    )


def _line(language: str, goal: GoalDetails, points_word: str | None) -> str:
    terms = goal.present
    much = amount(language, terms.action, terms.target, points_word)
    facts = [t(language, "goal-asks", amount=much, period=goal.period)]
    if terms.prize is not None:
        name = escape(terms.prize.name, NAME_LENGTH)
        facts.append(t(language, "goals-reward", reward=name))
    facts.append(t(language, "goal-list-completed", count=goal.completed))
    if terms.prize is not None and terms.prize.obstacle is not None:
        facts.append(t(language, "goal-list-obstacle"))
    if goal.later is not None:
        facts.append(t(language, "goal-list-later", day=goal.next_begins_on))
    return f"**{escape(goal.name, NAME_LENGTH)}**\n{small(' · '.join(facts))}"


def _picker(shown: GoalList, placeholder: str) -> Select[Any]:
    options = [SelectOption(label=one.name, value=str(one.goal_id)) for one in shown.goals]
    return choice_list(options, OPEN_GOAL.id(), placeholder=placeholder)


@action(OPEN_GOAL, MANAGERS)
async def open_goal(interaction: Interaction) -> None:
    """Open the goal that was chosen in the list."""
    await open_card(interaction, chosen_number(interaction))


@action(LIST_GOALS, MANAGERS)
async def list_goals(interaction: Interaction, number: int, page: int) -> None:
    """Show another page of the list."""
    state = STATES[number] if number < len(STATES) else GoalState.ACTIVE
    await replace(interaction, await list_card(interaction, state, page))

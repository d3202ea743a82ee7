"""The list of a community's goals."""

from bot.services.goals import listing
from bot.services.goals.listing import GoalDetails
from bot.texts import t
from bot.ui.core import pages
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, chosen_number
from bot.ui.core.base import Interaction, currency, locale, read
from bot.ui.core.cards import Card, escape, small
from bot.ui.core.pages import Line, numbered, why_empty
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
    language, currency_name = locale(interaction), await currency(interaction)
    found = await read(interaction, listing.list_goals, state=state, page=page)
    narrowed = state if state is GoalState.ARCHIVED else None
    return pages.list_card(
        language,
        "goal-list",
        [Line(_line(language, one, currency_name), one.name, one.goal_id) for one in found.lines],
        (found.total, found.page, found.pages),
        empty=t(language, f"goal-list-{why_empty(narrowed, found.others)}"),
        opens=OPEN_GOAL.id(),
        leads_to=lambda to: LIST_GOALS.id(STATES.index(state), to),
    )


def _line(language: str, goal: GoalDetails, currency_name: str | None) -> str:
    terms = goal.present
    amount_text = amount(language, terms.action, terms.target, currency_name)
    facts = [t(language, "goal-asks", amount=amount_text, period=goal.period)]
    if terms.prize is not None:
        name = escape(terms.prize.name, NAME_LENGTH)
        facts.append(t(language, "goals-reward", reward=name))
    facts.append(t(language, "goal-list-completed", count=goal.completed))
    if terms.prize is not None and terms.prize.obstacle is not None:
        facts.append(t(language, "goal-list-obstacle"))
    if goal.later is not None:
        facts.append(t(language, "goal-list-later", day=goal.next_begins_on))
    return f"**{escape(goal.name, NAME_LENGTH)}**\n{small(' · '.join(facts))}"


@action(OPEN_GOAL, MANAGERS)
async def open_goal(interaction: Interaction) -> None:
    """Open the goal that was chosen in the list."""
    await open_card(interaction, chosen_number(interaction))


@action(LIST_GOALS, MANAGERS)
async def list_goals(interaction: Interaction, number: int, page: int) -> Card:
    """Show another page of the list."""
    return await list_card(interaction, numbered(STATES, number), page)

"""The card on which managers make and change a goal, and the forms behind its buttons."""

from typing import Any

from discord import SelectOption
from discord.ui import Button
from discord.utils import format_dt

from bot.markup import room, unescaped
from bot.services.goals import editing, listing, ready_made
from bot.services.goals.editing import ArchivedGoalError, Edited
from bot.services.goals.fields import POINTS, GoalChanges
from bot.services.goals.listing import GoalDetails, Terms
from bot.services.goals.ready_made import READY_MADE
from bot.services.typed import NAME_LENGTH
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import DANGER, TooOldError, action, button, choice_list, chosen
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, currency, locale, read, write
from bot.ui.core.cards import GOOD, PLAIN, Card, escape, small, title
from bot.ui.core.confirm import confirmation
from bot.ui.core.errors import explain
from bot.ui.core.fields import ChoiceField, TextField
from bot.ui.core.forms import Form, Sent
from bot.ui.goals import action_ids as ids
from bot.ui.goals.text import COUNT_ALL, COUNTS, PERIODS, amount, count_all
from db.tables import GoalState

_NAME = TextField(
    name="name", label="goal-field-name", hint="ui-hint-name", most=room(NAME_LENGTH), required=True
)
_PERIOD = ChoiceField(
    name="period",
    label="goal-field-period",
    hint="goal-hint-period",
    choices=PERIODS,
    required=True,
)
_ACTION = ChoiceField(name="action", label="goal-field-counts", choices=COUNTS, required=True)
_TARGET = TextField(
    name="target", label="goal-field-target", hint="goal-hint-target", most=20, required=True
)
_REWARD = TextField(
    name="reward", label="goal-field-reward", hint="goal-hint-reward", most=room(NAME_LENGTH)
)


_COUNT_ALL = ChoiceField(
    name="count_all", label="goal-field-count-all", choices=COUNT_ALL, required=True
)


class NewGoalForm(Form, name="goal-new", access=MANAGERS):
    """Makes a goal."""

    title = "goal-form-new"
    fields = (_NAME, _PERIOD, _ACTION, _TARGET, _REWARD)

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Make the goal, and show it."""
        changes = GoalChanges(**sent.values)
        edited = await write(interaction, editing.create, changes)
        news = t(locale(interaction), "goal-created", period=edited.goal.period)
        return await goal_card(interaction, edited.goal, news)


class ChangeGoalForm(Form, name="goal-change", access=MANAGERS):
    """Changes a goal, whose period stays."""

    title = "goal-form-change"
    fields = (_NAME, _ACTION, _TARGET, _REWARD, _COUNT_ALL)

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Change the goal, and show it."""
        changes = GoalChanges(**sent.values)
        edited = await write(interaction, editing.edit, sent.target, changes)
        news = _saved(locale(interaction), edited)
        return await goal_card(interaction, edited.goal, news)


def _saved(language: str, edited: Edited) -> str:
    """Say from when on a change holds."""
    if not edited.changed:
        return t(language, "goal-unchanged")
    if not edited.terms_changed:
        return t(language, "goal-saved")
    if edited.at_once:
        return t(language, "goal-saved-at-once")
    if edited.goal.later is None:
        return t(language, "goal-saved-as-now")
    return t(language, "goal-saved-for-later", day=edited.goal.next_begins_on)


def values_of(goal: GoalDetails) -> dict[str, Any]:
    """Return what the form of a goal is filled in with: what it asks from the next period on."""
    terms = goal.later or goal.present
    return {
        "name": goal.name,
        "action": terms.action or POINTS,
        "target": terms.target,
        "reward": terms.prize.name if terms.prize else None,
        "count_all": count_all(terms.count_all),
    }


async def goal_card(interaction: Interaction, goal: GoalDetails, news: str = "") -> Card:
    """Return everything about a goal, with buttons to change it."""
    language = locale(interaction)
    facts = [
        title(escape(goal.name)),
        small(period_and_state(language, goal)),
        _fact(t(language, "goal-field-asks"), await _asks(interaction, goal, goal.present)),
    ]
    if goal.state is GoalState.ACTIVE:
        if goal.later is not None:
            label = t(language, "goal-field-later", day=goal.next_begins_on)
            facts.append(_fact(label, await _asks(interaction, goal, goal.later)))
        over = t(
            language,
            "goal-ends",
            day=format_dt(goal.ends_at, "f"),
            moment=format_dt(goal.ends_at, "R"),
        )
        facts.append(_fact(t(language, "goal-field-ends"), over))
        members = t(language, "goal-members", completed=goal.completed, under=goal.under_way)
        facts.append(_fact(t(language, "goal-field-members"), members))
    return Card(
        news,
        "\n".join(facts),
        _buttons(language, goal),
        colour=GOOD if news else PLAIN,
    )


def period_and_state(language: str, goal: GoalDetails) -> str:
    """Return how often a goal begins anew and where it stands: `Weekly · active`."""
    return (
        f"{t(language, f'goal-period-{goal.period}')} · {t(language, f'goal-state-{goal.state}')}"
    )


def _fact(label: str, value: str) -> str:
    return f"**{label}**: {value}"


async def _asks(interaction: Interaction, goal: GoalDetails, terms: Terms) -> str:
    """Return what a goal asks in a period, and what it gives for it."""
    language = locale(interaction)
    amount_text = amount(language, terms.action, terms.target, await currency(interaction))
    prize = escape(terms.prize.name) if terms.prize else t(language, "goal-no-reward")
    asks = t(language, "goal-asks", amount=amount_text, period=goal.period)
    if terms.count_all and terms.action is not None:
        asks += "\n" + small(t(language, "goal-counts-all"))
    asks += "\n" + _fact(t(language, "goal-field-reward"), prize)
    if terms.prize is not None and terms.prize.obstacle is not None:
        obstacle = await explain(interaction, terms.prize.obstacle)
        asks += f"\n{small(t(language, 'goal-obstacle', why=obstacle))}"
    return asks


def _buttons(language: str, goal: GoalDetails) -> list[Button[Any]] | None:
    if goal.state is GoalState.ARCHIVED:
        return None
    return [
        button(t(language, "goal-change"), ids.CHANGE_GOAL.id(goal.goal_id)),
        button(t(language, "goal-archive"), ids.ASK_ARCHIVE.id(goal.goal_id), style=DANGER),
    ]


async def open_card(interaction: Interaction, goal_id: int) -> None:
    """Show a goal to change it."""
    await answer(interaction, await goal_card(interaction, await load_goal(interaction, goal_id)))


async def load_goal(interaction: Interaction, goal_id: int) -> GoalDetails:
    """Return a goal, for a manager."""
    return await read(interaction, listing.details, goal_id)


async def new_card(interaction: Interaction) -> Card:
    """Return the ways to make a goal."""
    language, currency_name = locale(interaction), await currency(interaction)
    options = []
    for offered in READY_MADE.values():
        amount_text = amount(language, offered.action, offered.target, currency_name)
        about = t(language, "goal-asks", amount=amount_text, period=offered.period)
        options.append(
            SelectOption(
                label=offered.name(language), value=offered.key, description=unescaped(about)
            )
        )
    return Card(
        title(t(language, "goal-new-title")),
        t(language, "goal-new-how"),
        [choice_list(options, ids.MAKE_READY_MADE.id(), placeholder=t(language, "goal-new-pick"))],
        [button(t(language, "goal-new-own"), ids.MAKE_OWN.id())],
    )


@action(ids.MAKE_READY_MADE, MANAGERS)
async def make_ready_made(interaction: Interaction) -> Card:
    """Make the ready-made goal that was chosen."""
    key = chosen(interaction)
    if key not in READY_MADE:
        raise TooOldError
    edited = await write(interaction, ready_made.create_ready_made, key)
    language = locale(interaction)
    news = (
        t(language, "goal-created", period=edited.goal.period)
        if edited.changed
        else t(language, "goal-there-already")
    )
    return await goal_card(interaction, edited.goal, news)


@action(ids.MAKE_OWN, MANAGERS)
async def make_own(interaction: Interaction) -> None:
    """Open the form of a new goal."""
    await NewGoalForm.open(interaction, values={"action": POINTS})


@action(ids.CHANGE_GOAL, MANAGERS)
async def change_goal(interaction: Interaction, goal_id: int) -> None:
    """Open the form of a goal, filled in with what there is."""
    goal = await load_goal(interaction, goal_id)
    if goal.state is GoalState.ARCHIVED:
        raise ArchivedGoalError(name=goal.name)
    await ChangeGoalForm.open(interaction, target=goal_id, values=values_of(goal))


@action(ids.ASK_ARCHIVE, MANAGERS)
async def ask_archive(interaction: Interaction, goal_id: int) -> Card:
    """Ask before a goal is put away for good."""
    goal = await load_goal(interaction, goal_id)
    if goal.state is GoalState.ARCHIVED:
        raise ArchivedGoalError(name=goal.name)
    language = locale(interaction)
    return confirmation(
        language,
        title(t(language, "goal-archive-question", goal=escape(goal.name))),
        t(language, "goal-archive-means"),
        confirm=t(language, "goal-archive"),
        leads_to=ids.ARCHIVE_GOAL.id(goal_id),
        style=DANGER,
    )


@action(ids.ARCHIVE_GOAL, MANAGERS)
async def archive_goal(interaction: Interaction, goal_id: int) -> Card:
    """Put a goal away for good."""
    edited = await write(interaction, editing.archive, goal_id)
    news = t(locale(interaction), "goal-archived")
    return await goal_card(interaction, edited.goal, news)

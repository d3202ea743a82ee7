"""/goal: creating, editing, archiving and listing goals."""

from discord import app_commands
from discord.app_commands import Range

from bot.markup import room
from bot.services.goals.fields import POINTS
from bot.services.points import ledger
from bot.services.points import rules as earning
from bot.services.rewards import lookup as rewards
from bot.services.rewards.eligibility import Stage
from bot.services.typed import NAME_LENGTH, fold
from bot.ui.core.actions import LABEL, run
from bot.ui.core.answers import answer
from bot.ui.core.autocomplete import resolve_suggestion, suggest
from bot.ui.core.base import Interaction, db, locale, person, read
from bot.ui.core.commands import choices
from bot.ui.core.forms import Sent
from bot.ui.core.pages import Page
from bot.ui.goals import card, listing
from bot.ui.goals.lookup import goals, named
from bot.ui.goals.text import count_all, counts
from cogs import groups
from db.tables import GoalState, Period

_PERIODS = choices("goal-period-", Period)
_STATES = choices("goal-state-", GoalState)

Name = Range[str, 1, room(NAME_LENGTH)]
Target = Range[int, 1, ledger.MOST]


@suggest
async def _rewards(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    """Suggest published rewards by name, which is what a form can be filled in with."""
    who = person(interaction)
    found = await db(interaction).read(
        rewards.find_names, who.community_id, typed, stages=[Stage.ON_OFFER]
    )
    return [
        (reward.name, reward.name if len(reward.name) <= LABEL else str(reward.reward_id))
        for reward in found
    ]


@suggest
async def _actions(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    language = locale(interaction)
    known = [POINTS, *await read(interaction, earning.search, "")]
    offered = [(counts(language, action), action) for action in known]
    wanted = fold(typed.strip())
    return [(label, action) for label, action in offered if wanted in fold(f"{label} {action}")]


async def _resolve(
    interaction: Interaction, counts: str | None, reward: str | None
) -> tuple[str | None, str | None]:
    """Return what a goal counts and gives, where the options hold what a suggestion shows."""
    if counts is not None:
        counts = await resolve_suggestion(_actions, interaction, counts)
    if reward is not None:
        reward = await resolve_suggestion(_rewards, interaction, reward)
    return counts, reward


def _values(*, all_count: bool | None, **options: str | int | None) -> dict[str, str | int]:
    """Return the options that were given, as a form would."""
    if all_count is not None:
        options["count_all"] = count_all(all_count)
    return {field: value for field, value in options.items() if value is not None}


@groups.goal.command(name="create")
@app_commands.choices(period=_PERIODS)
@app_commands.autocomplete(counts=_actions, reward=_rewards)
async def create_goal(
    interaction: Interaction,
    name: Name | None = None,
    period: str | None = None,
    counts: str | None = None,
    target: Target | None = None,
    reward: str | None = None,
    count_all: bool | None = None,
) -> None:
    """Create a goal from the options, or show the card to create one on."""
    counts, reward = await _resolve(interaction, counts, reward)
    values = _values(
        name=name,
        period=period,
        action=counts,
        target=target,
        reward=reward,
        all_count=count_all,
    )
    if not values:
        await answer(interaction, await card.new_card(interaction))
    else:
        await card.NewGoalForm.take(interaction, Sent({"action": POINTS, **values}))


@groups.goal.command(name="edit")
@app_commands.autocomplete(goal=goals, counts=_actions, reward=_rewards)
async def edit_goal(
    interaction: Interaction,
    goal: str,
    name: Name | None = None,
    counts: str | None = None,
    target: Target | None = None,
    reward: str | None = None,
    count_all: bool | None = None,
) -> None:
    """Change what the options say, or show the card to edit it on."""
    wanted = await named(interaction, goal)
    counts, reward = await _resolve(interaction, counts, reward)
    values = _values(name=name, action=counts, target=target, reward=reward, all_count=count_all)
    if not values:
        await card.open_card(interaction, wanted.goal_id)
        return
    current = card.values_of(await card.load_goal(interaction, wanted.goal_id))
    sent = Sent({**current, **values}, wanted.goal_id)
    await card.ChangeGoalForm.take(interaction, sent)


@groups.goal.command(name="archive")
@app_commands.autocomplete(goal=goals)
async def archive_goal(interaction: Interaction, goal: str) -> None:
    """Archive a goal, once that is confirmed."""
    wanted = await named(interaction, goal)
    await run(card.ask_archive, interaction, wanted.goal_id)


@groups.goal.command(name="list")
@app_commands.choices(state=_STATES)
async def list_goals(
    interaction: Interaction, state: str = GoalState.ACTIVE, page: Page = 1
) -> None:
    """List goals, newest first."""
    await answer(interaction, await listing.list_card(interaction, GoalState(state), page))

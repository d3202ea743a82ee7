"""The last steps: ready-made goals and workflows, each in one press."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import SelectOption

from bot.services.community import setup
from bot.services.community.setup import STEPS, Equipped, OfferedWorkflow
from bot.services.goals.ready_made import create_ready_made
from bot.services.workflows import ready_made
from bot.services.workflows.versions import plain
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import (
    SUCCESS,
    TooOldError,
    action,
    button,
    choice_list,
    chosen,
    read_number,
)
from bot.ui.core.base import Interaction, currency, locale, read, write
from bot.ui.core.cards import Card, Part, escape, small, title, with_button
from bot.ui.core.fields import TextField
from bot.ui.core.forms import Form, Sent
from bot.ui.goals.text import amount
from bot.ui.setup import action_ids as ids
from bot.ui.setup.guide import step, step_card
from bot.ui.workflows.attachable import attachable

_NEW = "new"
"""The choice of a reward that is still to be made."""


@step("goals")
async def _goals(interaction: Interaction) -> Sequence[Part | None]:
    language, called = locale(interaction), await currency(interaction)
    offered = await read(interaction, setup.offered_goals)
    parts: list[Part | None] = []
    for number, goal in enumerate(offered):
        asked = amount(language, goal.ready.action, goal.ready.target, called)
        asks = t(language, "goal-asks", amount=asked, period=goal.ready.period)
        parts.append(_offer(language, goal.name, asks, ids.ADD_GOAL.id(number), done=goal.is_there))
    return parts


def _offer(language: str, name: str, about: str, leads_to: str, *, done: bool) -> Part:
    """Return one offer with its button, which is spent once the offer was taken."""
    label = t(language, "setup-taken" if done else "setup-take")
    taking = button(label, leads_to, style=SUCCESS, disabled=done)
    return with_button(f"**{escape(name)}**\n{small(about)}", taking)


@action(ids.ADD_GOAL, MANAGERS)
async def add_goal(interaction: Interaction, number: int) -> Card:
    """Make a ready-made goal."""
    offered = await read(interaction, setup.offered_goals)
    if number >= len(offered):
        raise TooOldError
    await write(interaction, create_ready_made, offered[number].ready.key)
    return await step_card(interaction, "goals", t(locale(interaction), "setup-goal-made"))


@step("workflows")
async def _workflows(interaction: Interaction) -> Sequence[Part | None]:
    language = locale(interaction)
    offered = await read(interaction, setup.offered_workflows)
    return [
        _offer(
            language,
            one.name,
            t(language, one.ready.about_id),
            ids.ADD_WORKFLOW.id(number),
            done=one.workflow_id is not None,
        )
        for number, one in enumerate(offered)
    ]


async def _offered(interaction: Interaction, number: int) -> OfferedWorkflow:
    offered = await read(interaction, setup.offered_workflows)
    if number >= len(offered):
        raise TooOldError
    return offered[number]


@action(ids.ADD_WORKFLOW, MANAGERS)
async def add_workflow(interaction: Interaction, number: int) -> Card:
    """Set a ready-made workflow up, or first ask for what it needs if there is a choice."""
    offered = await _offered(interaction, number)
    if offered.ready.choice == "channel" or offered.rewards:
        return _question(locale(interaction), offered, number)
    return await _equip(interaction, offered, None)


def _question(
    language: str,
    offered: OfferedWorkflow,
    number: int,
    rewards: Sequence[tuple[int, str]] | None = None,
) -> Card:
    """Ask which channel it shall write to, or which reward it shall give: of some, or of any."""
    rewards = offered.rewards if rewards is None else rewards
    ways = [button(t(language, "setup-back"), ids.SHOW_STEP.id(STEPS.index("workflows")))]
    if offered.ready.choice == "channel":
        asked: discord.ui.Item[Any] = discord.ui.ChannelSelect(
            custom_id=ids.ADD_WORKFLOW_WITH.id(number),
            channel_types=[discord.ChannelType.text],
            placeholder=t(language, "setup-which-channel"),
        )
    else:
        options = [
            SelectOption(label=t(language, "setup-new-reward", name=offered.new), value=_NEW),
            *(SelectOption(label=name, value=str(ident)) for ident, name in rewards),
        ]
        placeholder = t(language, "setup-which-reward")
        asked = choice_list(options, ids.ADD_WORKFLOW_WITH.id(number), placeholder=placeholder)
        if len(offered.rewards) == setup.MOST_REWARDS:  # there may be more
            ways.append(button(t(language, "grant-pick-find"), ids.FIND_REWARD.id(number)))
    return Card(
        title(escape(offered.name)),
        t(language, offered.ready.about_id),
        [asked],
        ways,
    )


class FindReward(Form, name="setup-workflow-find", access=MANAGERS, opened_by=ids.FIND_REWARD):
    """Finds the reward that a ready-made workflow shall give; its target is the workflow."""

    title = "grant-find-title"
    fields = (TextField(name="name", label="grant-find-name", most=80, required=True),)

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Show what has that name."""
        offered = await _offered(interaction, sent.target)
        found = await read(
            interaction, setup.find_rewards_for, offered.ready.key, sent.text("name") or ""
        )
        language = locale(interaction)
        return _question(language, offered, sent.target, found)


@action(ids.ADD_WORKFLOW_WITH, MANAGERS)
async def add_workflow_with(interaction: Interaction, number: int) -> Card:
    """Set a ready-made workflow up with what was chosen."""
    offered, answered = await _offered(interaction, number), chosen(interaction)
    return await _equip(interaction, offered, None if answered == _NEW else read_number(answered))


async def _equip(interaction: Interaction, offered: OfferedWorkflow, choice: int | None) -> Card:
    language = locale(interaction)
    definition = plain(ready_made.find(offered.ready.key).definition(choice or 1, language))
    equipped = await write(
        interaction,
        setup.set_up_workflow,
        offered.ready.key,
        choice,
        attachable(interaction, definition),
    )
    return await step_card(interaction, "workflows", _result_text(language, equipped))


def _result_text(language: str, equipped: Equipped) -> str:
    """Say that a workflow is at work, which reward it gives, and what that still needs."""
    made = t(language, "setup-workflow-made", name=escape(equipped.name))
    if equipped.reward is None:
        return made
    which = f"setup-made-{equipped.kind}" if equipped.made else "setup-gives"
    parts = [made, t(language, which, reward=escape(equipped.reward))]
    if equipped.codes is not None:
        parts.append(t(language, "setup-codes", count=equipped.codes))
    return " ".join(parts)

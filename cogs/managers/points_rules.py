"""/points rules: what earns points, and how many."""

from discord import app_commands

from bot.services.errors import InvalidInputError
from bot.services.pipeline.changes import RuleChange
from bot.services.points import rules
from bot.ui.core.answers import answer
from bot.ui.core.autocomplete import resolve_suggestion
from bot.ui.core.base import Interaction, db, write
from bot.ui.points.actions_typed import actions
from bot.ui.points.rules import rule_card, rules_card
from bot.ui.stats.earning_changes import ask
from cogs import groups

Points = app_commands.Range[int, 0, rules.MOST_POINTS]
Cap = app_commands.Range[int, 0, rules.MOST_CAP]
Seconds = app_commands.Range[int, 0, rules.LONGEST_COOLDOWN]
Name = app_commands.Range[str, 1, rules.NAME_LENGTH]


@groups.points.command(name="rules")
@app_commands.autocomplete(action=actions)
async def points_rules(
    interaction: Interaction,
    action: str | None = None,
    name: Name | None = None,
    points: Points | None = None,
    daily_cap: Cap | None = None,
    cooldown: Seconds | None = None,
    reset: bool = False,
) -> None:
    """Show all rules; change or reset one; or add a rule for an action of the managers' own."""
    has_changes = (points, daily_cap, cooldown) != (None, None, None)
    if name is not None:
        if action is not None:
            raise InvalidInputError("name", "earning-action-or-name")
        if points is None:
            raise InvalidInputError("points", "earning-points-needed")
        rule = await write(
            interaction,
            rules.name_action,
            name,
            points,
            daily_cap=daily_cap,
            cooldown=cooldown or 0,
        )
        await answer(interaction, await rule_card(interaction, rule, saved=True))
    elif action is None:
        if has_changes or reset:
            raise InvalidInputError("action", "earning-which-action")
        await answer(interaction, await rules_card(interaction, 1))
    else:
        action = await resolve_suggestion(actions, interaction, action)
        if has_changes and reset:
            raise InvalidInputError("reset", "earning-reset-alone")
        if has_changes or reset:
            change = RuleChange(
                action=action, points=points, daily_cap=daily_cap, cooldown=cooldown, reset=reset
            )
            await ask(interaction, change)
        else:
            await _show(interaction, action)


async def _show(interaction: Interaction, action: str) -> None:
    assert interaction.guild_id is not None
    rule = await db(interaction).read(rules.find, interaction.guild_id, action)
    if rule is None:
        raise rules.no_such(action)
    await answer(interaction, await rule_card(interaction, rule, saved=False))

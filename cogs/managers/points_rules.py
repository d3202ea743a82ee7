"""/points rules: what earns points, and how many."""

from discord import app_commands

from bot.services.errors import InvalidInputError
from bot.services.points import rules
from bot.services.points.rules import Rule
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import ActionId, action
from bot.ui.core.answers import answer
from bot.ui.core.autocomplete import resolve_suggestion, suggest
from bot.ui.core.base import Interaction, currency, locale, read, write
from bot.ui.core.cards import GOOD, Card, settings_card, small, title
from bot.ui.core.earning import action_name, rule_line
from bot.ui.core.pages import footer, turner
from cogs import groups

Points = app_commands.Range[int, 0, rules.MOST_POINTS]
Cap = app_commands.Range[int, 0, rules.MOST_CAP]
Seconds = app_commands.Range[int, 0, rules.LONGEST_COOLDOWN]
Name = app_commands.Range[str, 1, rules.NAME_LENGTH]


@suggest
async def _actions(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    language, wanted = locale(interaction), typed.strip().lower()
    actions = await read(interaction, rules.search, "")
    names = [(action_name(language, action), action) for action in actions]
    return [(name, action) for name, action in names if wanted in f"{name} {action}".lower()]


@groups.points.command(name="rules")
@app_commands.autocomplete(action=_actions)
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
    numbers = {"points": points, "daily_cap": daily_cap, "cooldown": cooldown}
    has_changes = any(number is not None for number in numbers.values())
    if action is not None:
        action = await resolve_suggestion(_actions, interaction, action)
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
        await _show_rule(interaction, rule, saved=True)
    elif action is None:
        if has_changes or reset:
            raise InvalidInputError("action", "earning-which-action")
        await answer(interaction, await _page(interaction, 1))
    elif reset:
        after = await write(interaction, rules.reset, action)
        done = "earning-removed" if after is None else "earning-reset"
        line = await _line(interaction, after) if after else None
        await answer(interaction, Card(t(locale(interaction), done), line, colour=GOOD))
    else:
        rule = await write(interaction, rules.change, action, **numbers)
        await _show_rule(interaction, rule, saved=has_changes)


async def _show_rule(interaction: Interaction, rule: Rule, *, saved: bool) -> None:
    language = locale(interaction)
    card = settings_card(
        language,
        await _line(interaction, rule),
        small(t(language, "earning-one-how")),
        saved=saved,
    )
    await answer(interaction, card)


async def _line(interaction: Interaction, rule: Rule) -> str:
    return rule_line(locale(interaction), rule, await currency(interaction))


async def _page(interaction: Interaction, page: int) -> Card:
    language, currency_name = locale(interaction), await currency(interaction)
    found = await read(interaction, rules.list_rules, page)
    return Card(
        title(t(language, "earning-rules-title")),
        "\n".join(rule_line(language, rule, currency_name) for rule in found.rules),
        small(t(language, "earning-how")),
        footer(language, found.page, found.pages),
        turner(language, found.page, found.pages, TURN_PAGE.id),
    )


TURN_PAGE = ActionId[int]("points-rules")


@action(TURN_PAGE, MANAGERS)
async def turn_page(interaction: Interaction, page: int) -> Card:
    """Show another page of the rules."""
    return await _page(interaction, page)

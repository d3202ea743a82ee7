"""What earns points, as managers see it."""

from bot.services.points import rules
from bot.services.points.rules import Rule
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action
from bot.ui.core.base import Interaction, currency, locale, read
from bot.ui.core.cards import Card, settings_card, small, title
from bot.ui.core.earning import rule_line
from bot.ui.core.pages import footer, turner
from bot.ui.points.action_ids import SHOW_RULES


@action(SHOW_RULES, MANAGERS)
async def rules_card(interaction: Interaction, page: int) -> Card:
    """Return a page of the rules."""
    language, called = locale(interaction), await currency(interaction)
    found = await read(interaction, rules.list_rules, page)
    return Card(
        title(t(language, "earning-rules-title")),
        "\n".join(rule_line(language, rule, called) for rule in found.rules),
        small(t(language, "earning-how")),
        footer(language, found.page, found.pages),
        turner(language, found.page, found.pages, SHOW_RULES.id),
    )


async def rule_card(interaction: Interaction, rule: Rule, *, saved: bool) -> Card:
    """Return one rule, and how it is changed."""
    language = locale(interaction)
    return settings_card(
        language,
        rule_line(language, rule, await currency(interaction)),
        small(t(language, "earning-one-how")),
        saved=saved,
    )

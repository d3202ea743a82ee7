"""What earns points, in words."""

from discord.utils import format_dt

from bot.services.points import ways as member_ways
from bot.services.points.rules import CUSTOM, Rule
from bot.services.points.tiers import ONCE
from bot.services.points.ways import Ways
from bot.texts import t
from bot.ui.core.base import Interaction, currency, db, locale
from bot.ui.core.boosted import where
from bot.ui.core.cards import escape

NAMED = 3
"""Ways to earn that are named to a member."""

NAME_LENGTH = 60
"""Characters of a custom action's name on a card."""


def action_name(language: str, action: str) -> str:
    """Return what an action is called in a list."""
    if action.startswith(CUSTOM):
        return escape(action.removeprefix(CUSTOM), NAME_LENGTH)
    return t(language, f"earning-action-{action}")


def earned_for(language: str, action: str) -> str:
    """Return what points were earned for: `for a message`."""
    if action.startswith(CUSTOM):
        return t(language, "earning-for-custom", action=action_name(language, action))
    return t(language, f"earning-for-{action}")


async def ways_to_earn(interaction: Interaction) -> str | None:
    """Return what really pays here, everyday ways first: `writing messages (5 points each)`.

    None where nothing does, or where there is no community to ask.
    """
    if interaction.guild_id is None:
        return None
    if "ways" not in interaction.extras:  # one answer may name them many times
        found = await db(interaction).read(
            member_ways.ways, interaction.guild_id, interaction.user.id
        )
        interaction.extras["ways"] = ways(locale(interaction), found, await currency(interaction))
    known: str | None = interaction.extras["ways"]
    return known


def ways(language: str, found: Ways, called: str | None) -> str | None:
    """Return the first few ways to earn as part of a sentence; None where nothing pays."""
    parts = [_way(language, rule, called) for rule in found.paying[:NAMED]]
    if not parts:
        return None
    *first, last = parts
    text = t(language, "earning-or", ways=", ".join(first), last=last) if first else last
    return t(language, "earning-some-places", ways=text) if found.differs else text


def earning_now(language: str, found: Ways) -> str | None:
    """Say what is special about earning for a member now; None where nothing is."""
    if found.left_out:
        return t(language, "earning-left-out")
    if found.boost is None:
        return None
    return t(
        language,
        "earning-boost-on",
        times=found.boost.factor / ONCE,
        where=where(language, found.boost.channel_ids),
        ends=format_dt(found.boost.ends_at, "f"),
    )


def _way(language: str, rule: Rule, called: str | None) -> str:
    if rule.action.startswith(CUSTOM):
        name = action_name(language, rule.action)
        return t(language, "earning-by-custom", action=name, points=rule.points, currency=called)
    return t(language, f"earning-by-{rule.action}", points=rule.points, currency=called)


def rule_line(language: str, rule: Rule, called: str | None) -> str:
    """Return a rule on one line: what is paid, how often at the most, and how far apart."""
    name = action_name(language, rule.action)
    if rule.points == 0:
        return t(language, "earning-rule-nothing", action=name)
    facts = [t(language, "earning-rule", action=name, points=rule.points, currency=called)]
    if rule.daily_cap is not None:
        facts.append(t(language, "earning-cap", count=rule.daily_cap))
    if rule.cooldown and rule.cooldown % 60 == 0:
        facts.append(t(language, "earning-apart-minutes", count=rule.cooldown // 60))
    elif rule.cooldown:
        facts.append(t(language, "earning-apart-seconds", count=rule.cooldown))
    return " · ".join(facts)

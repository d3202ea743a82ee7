"""How far a member is with the goals, for that member."""

from discord.utils import format_dt

from bot.services.goals import listing
from bot.services.goals.listing import MemberProgress
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import action
from bot.ui.core.base import Interaction, currency, locale, read
from bot.ui.core.cards import Card, escape, small, title
from bot.ui.core.hints import hinted
from bot.ui.core.pages import footer, turner
from bot.ui.goals.action_ids import LIST_PROGRESS
from bot.ui.goals.text import amount, bar


@action(LIST_PROGRESS, MEMBERS)
async def progress_card(interaction: Interaction, page: int) -> Card:
    """Return a page of the goals as this member stands with them."""
    language, currency_name = locale(interaction), await currency(interaction)
    shown = await read(interaction, listing.mine, page)
    empty = t(language, "goals-empty")
    return Card(
        title(t(language, "goals-title")),
        *(_progress(language, one, currency_name) for one in shown.goals),
        None if shown.goals else await hinted(interaction, empty, "goals-empty", {}),
        turner(language, shown.page, shown.pages, LIST_PROGRESS.id),
        footer(language, shown.page, shown.pages),
    )


def _progress(language: str, one: MemberProgress, currency_name: str | None) -> str:
    target = t(
        language,
        "goal-asks",
        amount=amount(language, one.action, one.target, currency_name),
        period=one.period,
    )
    moment = format_dt(one.ends_at, "R")
    if one.completed:
        reached = t(language, "goals-completed", target=target)
        facts = [t(language, "goals-anew", moment=moment)]
    else:
        drawn = bar(one.amount, one.target)
        reached = t(language, "goals-progress", bar=drawn, done=one.amount, target=target)
        facts = [t(language, "goals-ends", moment=moment)]
    if one.reward_name:
        facts.append(t(language, "goals-reward", reward=escape(one.reward_name)))
    return f"**{escape(one.name)}**\n{reached}\n{small(' · '.join(facts))}"

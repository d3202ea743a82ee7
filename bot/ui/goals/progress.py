"""How far a member is with the goals, for that member."""

from discord.utils import format_dt

from bot.pictures.cards import GoalCard
from bot.services.goals import listing
from bot.services.goals.listing import MemberGoals, MemberProgress
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import action
from bot.ui.core.base import Interaction, currency, locale, read
from bot.ui.core.cards import Card, escape, small, title
from bot.ui.core.drawn import Drawn, drawn, wants_pictures
from bot.ui.core.hints import hinted
from bot.ui.core.pages import footer, turner
from bot.ui.goals.action_ids import LIST_PROGRESS
from bot.ui.goals.rings import as_text, ring
from bot.ui.goals.text import amount, bar


@action(LIST_PROGRESS, MEMBERS)
async def progress_card(interaction: Interaction, page: int) -> Card:
    """Return a page of the goals as this member stands with them."""
    language, currency_name = locale(interaction), await currency(interaction)
    shown = await read(interaction, listing.mine, page)
    empty = t(language, "goals-empty")
    picture = await _picture(interaction, shown, currency_name)
    drawn_too = picture is not None
    return Card(
        picture.part if picture else title(t(language, "goals-title")),
        *(_progress(language, one, currency_name, drawn=drawn_too) for one in shown.goals),
        None if shown.goals else await hinted(interaction, empty, "goals-empty", {}),
        footer(language, shown.page, shown.pages),
        turner(language, shown.page, shown.pages, LIST_PROGRESS.id),
        files=[picture.file] if picture else (),
    )


async def _picture(
    interaction: Interaction, shown: MemberGoals, currency_name: str | None
) -> Drawn | None:
    if not shown.goals or not await wants_pictures(interaction):
        return None
    language = locale(interaction)
    rings = tuple(ring(language, one, currency_name) for one in shown.goals)
    heading = t(language, "goals-title")
    about = f"{heading}. {as_text(rings)}"
    return await drawn(interaction, GoalCard(heading, rings), "goals", about)


def _progress(language: str, one: MemberProgress, currency_name: str | None, *, drawn: bool) -> str:
    """Return how far a goal is; where that is drawn, only what the picture does not say."""
    moment = format_dt(one.ends_at, "R")
    facts = [t(language, "goals-anew" if one.completed else "goals-ends", moment=moment)]
    if one.reward_name:
        facts.append(t(language, "goals-reward", reward=escape(one.reward_name)))
    about = small(" · ".join(facts))
    if drawn:
        return f"**{escape(one.name)}**\n{about}"
    target = t(
        language,
        "goal-asks",
        amount=amount(language, one.action, one.target, currency_name),
        period=one.period,
    )
    if one.completed:
        reached = t(language, "goals-completed", target=target)
    else:
        filled = bar(one.amount, one.target)
        reached = t(language, "goals-progress", bar=filled, done=one.amount, target=target)
    return f"**{escape(one.name)}**\n{reached}\n{about}"

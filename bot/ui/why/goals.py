"""Goals as a member stands with them: what is missing, and what became of the reward."""

from discord.utils import format_dt

from bot.services.why import progress
from bot.services.why.progress import GoalNow
from bot.texts import t
from bot.ui.core.base import Interaction, currency, locale, read
from bot.ui.core.cards import escape, small
from bot.ui.goals.text import amount, bar
from bot.ui.workflows.runs import reason_text
from db.tables import RunState


async def goal_lines(
    interaction: Interaction, member_id: int, page: int
) -> tuple[list[str], int, int]:
    """Return a page of a member's goals, each in a few lines; the page, and the pages."""
    found = await read(interaction, progress.page_of, member_id, page)
    called = await currency(interaction)
    return [await _goal(interaction, one, called) for one in found.goals], found.page, found.pages


async def _goal(interaction: Interaction, now: GoalNow, called: str | None) -> str:
    language, one = locale(interaction), now.progress
    lines = [f"**{escape(one.name)}**"]
    ends = format_dt(one.ends_at, "R")
    if one.completed:
        lines.append(f"✅ {t(language, 'why-goal-done', ends=ends)}")
        lines += [small(said) for said in await _reward(interaction, now)]
    else:
        missing = amount(language, one.action, now.missing, called)
        reached = f"{bar(one.amount, one.target)} {one.amount} / {one.target}"
        lines.append(f"{reached} · {t(language, 'why-goal-missing', missing=missing, ends=ends)}")
        if one.action is not None and not one.count_all:
            lines.append(small(t(language, "why-goal-counts")))
    return "\n".join(lines)


async def _reward(interaction: Interaction, now: GoalNow) -> list[str]:
    language, run = locale(interaction), now.run
    reward = escape(now.progress.reward_name or "")
    if run is None or run.state is RunState.READY:  # as also while it is tried again
        return [t(language, "why-goal-reward-next", reward=reward)] if reward else []
    if run.state is RunState.DONE:
        return [t(language, "why-goal-reward-given", reward=reward or "none")]
    reason = await reason_text(interaction, run.reason) if run.reason else ""
    return [t(language, "why-goal-reward-failed", reward=reward or "none", reason=reason)]

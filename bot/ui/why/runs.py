"""What workflows did for a member, and what their conditions said."""

from dataclasses import replace

from discord.utils import format_dt

from bot.services.workflows import history
from bot.services.workflows.history import RunTrace
from bot.texts import t
from bot.ui.core.base import Interaction, read
from bot.ui.core.cards import escape, shorten, small
from bot.ui.workflows.runs import reason_text, trace_line
from bot.ui.workflows.text import describer_for
from db.tables import RunState

PAGE = 4
"""Runs on a page."""

TRACE = 650
"""Characters of what one run did."""


async def run_lines(
    interaction: Interaction, member_id: int, page: int, *, for_manager: bool
) -> tuple[list[str], int, int]:
    """Return a page of the runs about a member; the page, and the pages.

    To members, what is managers' own in a workflow is called by its kind only.
    """
    found = await read(interaction, history.about, member_id, page, PAGE)
    lines = [await _run(interaction, one, for_manager=for_manager) for one in found.lines]
    return lines, found.page, found.pages


async def _run(interaction: Interaction, seen: RunTrace, *, for_manager: bool) -> str:
    describer = replace(await describer_for(interaction, seen.names), for_members=not for_manager)
    language, run = describer.language, seen.run
    when = format_dt(run.created_at, "f")
    facts = [when, t(language, f"workflow-run-{run.state}")]
    if run.state is RunState.READY:
        facts.append(format_dt(run.due_at, "R"))
    if seen.trigger is not None:
        facts.insert(0, describer.name("trigger", seen.trigger))
    lines = [await trace_line(interaction, describer, line) for line in seen.lines]
    if run.reason is not None and not run.reason.field:  # no part of it says so
        lines.append(await reason_text(interaction, run.reason))
    about = f"**{escape(run.name, 80)}**\n{small(' · '.join(facts))}"
    return "\n".join([about, shorten("\n".join(lines), TRACE)]) if lines else about

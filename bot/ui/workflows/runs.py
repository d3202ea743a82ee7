"""The list of runs and the card of one: its trace, why it failed, and *Retry*."""

from zoneinfo import ZoneInfo

import discord

from bot.services import calendar
from bot.services.community import settings
from bot.services.errors import InvalidInputError
from bot.services.workflows import history, runner
from bot.services.workflows.history import RunLine, RunTrace, TraceLine
from bot.texts import ENGLISH, messages, t
from bot.ui.core import pages
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import PRIMARY, action, button, chosen_number
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import GOOD, PLAIN, Card, escape, shorten, small, title
from bot.ui.core.errors import explain
from bot.ui.core.pages import Line, numbered
from bot.ui.workflows.action_ids import LIST_RUNS, OPEN_RUN, RETRY, SHOW_RUN
from bot.ui.workflows.text import Describer, describer_for
from db.tables import RunState, TraceOutcome

STATES = (None, *RunState)
"""What the list may be narrowed to; a button carries the number."""

SYMBOLS = {
    TraceOutcome.TRUE: "✅",
    TraceOutcome.FALSE: "❌",
    TraceOutcome.DONE: "✅",
    TraceOutcome.WAITING: "⏳",
    TraceOutcome.SKIPPED: "⏭️",
    TraceOutcome.FAILED: "⚠️",
}

TRACE = 3_000
"""Characters of what a run did; a card takes 4,000 in all."""


async def list_card(
    interaction: Interaction, workflow_id: int | None, state: RunState | None, page: int
) -> Card:
    """Return a page of runs, of one workflow or of all, with a way to each."""
    language = locale(interaction)
    found = await read(
        interaction, history.list_runs, workflow_id=workflow_id, state=state, page=page
    )
    community = await read(interaction, settings.get)
    zone = calendar.clock(community.timezone)
    lines = [
        Line(
            f"{number}\\. {await _line(interaction, run)}",
            f"{number}. {_label(language, run, zone)}",
            run.run_id,
        )
        for number, run in enumerate(found.lines, (found.page - 1) * history.PAGE + 1)
    ]
    return pages.list_card(
        language,
        "workflow-runs",
        lines,
        (found.total, found.page, found.pages),
        empty=_none(language, state, found.others),
        opens=OPEN_RUN.id(),
        leads_to=lambda to: LIST_RUNS.id(workflow_id or 0, STATES.index(state), to),
    )


def _none(language: str, state: RunState | None, others: int) -> str:
    """Return the text for no runs at all, or none that match the filter."""
    if not others:
        return t(language, "workflow-runs-none")
    if state is None:
        return t(language, "workflow-runs-none-of-it")
    return t(language, "workflow-runs-none-so", state=state, others=others)


async def _line(interaction: Interaction, one: RunLine) -> str:
    """Return a run in two lines: whose and when, and its state."""
    language = locale(interaction)
    whose = f"<@{one.member_id}>" if one.member_id else t(language, "workflow-nobody")
    when = discord.utils.format_dt(one.created_at, "R")
    outcome = _outcome(language, one)
    if one.reason is not None:
        outcome += f": {await reason_text(interaction, one.reason)}"
    return f"**{escape(one.name, 80)}** · {whose} · {when}\n{small(shorten(outcome, 200))}"


def _label(language: str, one: RunLine, zone: ZoneInfo) -> str:
    """Return a run for a list of Discord's, where neither mentions nor timestamps show."""
    when = f"{one.created_at.astimezone(zone):%Y-%m-%d %H:%M}"
    return shorten(f"{when} · {t(language, f'workflow-run-{one.state}')} · {one.name}", 90)


def _outcome(language: str, one: RunLine) -> str:
    outcome = t(language, f"workflow-run-{one.state}")
    if one.state is RunState.READY:
        outcome += " · " + discord.utils.format_dt(one.due_at, "R")
    return outcome


async def reason_text(interaction: Interaction, refusal: InvalidInputError) -> str:
    """Return why something was not done, as far as it is still known."""
    needed = messages(ENGLISH).get(refusal.message)
    if needed is None or needed - refusal.params.keys() - {"currency"}:
        return t(locale(interaction), "workflow-why-unknown")
    return await explain(interaction, refusal)


async def run_card(interaction: Interaction, run_id: int, *news: str) -> Card:
    """Return all that a run did."""
    seen = await read(interaction, history.trace, run_id)
    describer = await describer_for(interaction, seen.names)
    language, run = describer.language, seen.run
    lines = [await _trace(interaction, describer, line) for line in seen.lines]
    if run.reason is not None and not run.reason.field:  # no part of it says so
        lines.append(await reason_text(interaction, run.reason))
    buttons = [button(t(language, "workflow-all-runs"), LIST_RUNS.id(run.workflow_id or 0, 0, 1))]
    if run.state is RunState.FAILED:
        again = button(t(language, "workflow-retry"), RETRY.id(run_id), style=PRIMARY)
        buttons.insert(0, again)
    elif run.state is RunState.READY:
        buttons.insert(0, button(t(language, "workflow-look-again"), SHOW_RUN.id(run_id)))
    return Card(
        "\n".join(news),
        "\n".join([title(escape(run.name)), _about(describer, seen)]),
        shorten("\n".join(lines), TRACE),
        buttons,
        colour=GOOD if news else PLAIN,
    )


def _about(describer: Describer, seen: RunTrace) -> str:
    """Return whose run it is, what set it off, and how it stands."""
    run = seen.run
    whose = f"<@{run.member_id}>" if run.member_id else t(describer.language, "workflow-nobody")
    facts = [whose, _outcome(describer.language, run)]
    if seen.trigger is not None and seen.happened_at is not None:
        when = discord.utils.format_dt(seen.happened_at, "f")
        facts[1:1] = [describer.name("trigger", seen.trigger), when]
    if seen.version is not None and not seen.is_current:
        facts.append(t(describer.language, "workflow-older-version", version=seen.version))
    return small(" · ".join(facts))


async def _trace(interaction: Interaction, describer: Describer, line: TraceLine) -> str:
    text = f"{SYMBOLS[line.outcome]} {shorten(describer.phrase(line.kind, line.part), 300)}"
    if line.reason is None:
        return text
    return f"{text}\n{small(shorten(await reason_text(interaction, line.reason), 300))}"


@action(LIST_RUNS, MANAGERS)
async def list_runs(interaction: Interaction, workflow_id: int, state: int, page: int) -> Card:
    """Show a page of runs; the workflow 0 is every one."""
    return await list_card(interaction, workflow_id or None, numbered(STATES, state), page)


@action(OPEN_RUN, MANAGERS)
async def open_run(interaction: Interaction) -> Card:
    """Show the run that was chosen."""
    return await run_card(interaction, chosen_number(interaction))


@action(SHOW_RUN, MANAGERS)
async def show_run(interaction: Interaction, run_id: int) -> Card:
    """Show how far a run is by now."""
    return await run_card(interaction, run_id)


@action(RETRY, MANAGERS)
async def retry(interaction: Interaction, run_id: int) -> Card:
    """Carry on a run that failed."""
    await write(interaction, runner.retry, run_id)
    done = t(locale(interaction), "workflow-retried")
    return await run_card(interaction, run_id, done)

"""The list of runs and the card of one: its trace, why it failed, and *Retry*."""

from typing import Any

import discord
from discord.utils import format_dt

from bot.markup import plain
from bot.services.calendar import clock_time
from bot.services.community import settings
from bot.services.errors import InvalidInputError
from bot.services.workflows import history, retries
from bot.services.workflows.history import ChosenRuns, RunLine, RunTrace, TraceLine
from bot.services.workflows.retries import Cause
from bot.texts import ENGLISH, messages, t
from bot.ui.core import pages
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import PRIMARY, action, button, choice_list, chosen_number
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import GOOD, PLAIN, Card, escape, shorten, small, title
from bot.ui.core.errors import explain
from bot.ui.core.pages import Line, numbered
from bot.ui.workflows.action_ids import (
    ASK_RETRY_ALL,
    LIST_RUNS,
    LIST_RUNS_OF,
    OPEN_RUN,
    PICK_CAUSE,
    RETRY,
    SHOW_RUN,
)
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


async def list_card(interaction: Interaction, chosen: ChosenRuns, page: int) -> Card:
    """Return a page of the runs that were chosen, with a way to each, and to what failed alike."""
    language = locale(interaction)
    found = await read(interaction, history.list_runs, chosen=chosen, page=page)
    community = await read(interaction, settings.get)
    lines = [
        Line(
            f"{number}\\. {await _line(interaction, run)}",
            f"{number}. {_label(language, run, community.timezone)}",
            run.run_id,
        )
        for number, run in enumerate(found.lines, (found.page - 1) * history.PAGE + 1)
    ]
    card = pages.list_card(
        language,
        "workflow-runs",
        lines,
        (found.total, found.page, found.pages),
        empty=_none(language, chosen, found.others),
        opens=OPEN_RUN.id(),
        leads_to=lambda to: _leads_to(chosen, to),
    )
    if found.lines and chosen.state in (None, RunState.FAILED):
        await _offer_to_retry(interaction, card, chosen)
    return card


async def _offer_to_retry(interaction: Interaction, card: Card, chosen: ChosenRuns) -> None:
    """Add the list of what several runs failed for, if there is anything."""
    alike = await read(interaction, retries.causes, workflow_id=chosen.workflow_id)
    language = locale(interaction)
    options = [
        discord.SelectOption(
            label=t(language, "workflow-cause", name=shorten(one.name, 70), count=one.count),
            # What is bold on a card would show its asterisks here; what people wrote is escaped.
            description=plain((await _because(interaction, one)).replace("**", "")),
            value=str(one.run_id),
        )
        for one in alike
    ]
    if options:
        placeholder = t(language, "workflow-cause-pick")
        card.add([choice_list(options, PICK_CAUSE.id(), placeholder=placeholder)])


async def _because(interaction: Interaction, cause: Cause) -> str:
    if cause.reason is None:
        return t(locale(interaction), "workflow-why-unknown")
    return await reason_text(interaction, cause.reason)


def _leads_to(chosen: ChosenRuns, page: int) -> str:
    workflow_id, state = chosen.workflow_id or 0, STATES.index(chosen.state)
    if chosen.member_id is None and chosen.reward_id is None:
        return LIST_RUNS.id(workflow_id, state, page)
    return LIST_RUNS_OF.id(workflow_id, chosen.member_id or 0, state, chosen.reward_id or 0, page)


def _none(language: str, chosen: ChosenRuns, others: int) -> str:
    """Return the text for no runs at all, or none that match the filter."""
    if not others:
        return t(language, "workflow-runs-none")
    if chosen.member_id is not None or chosen.reward_id is not None:
        return t(language, "workflow-runs-none-chosen")
    if chosen.state is None:
        return t(language, "workflow-runs-none-of-it")
    return t(language, "workflow-runs-none-so", state=chosen.state, others=others)


async def _line(interaction: Interaction, one: RunLine) -> str:
    """Return a run in two lines: whose and when, and its state."""
    language = locale(interaction)
    whose = f"<@{one.member_id}>" if one.member_id else t(language, "workflow-nobody")
    when = format_dt(one.created_at, "R")
    outcome = _outcome(language, one)
    if one.reason is not None:
        outcome += f": {await reason_text(interaction, one.reason)}"
    return f"**{escape(one.name, 80)}** · {whose} · {when}\n{small(shorten(outcome, 200))}"


def _label(language: str, one: RunLine, timezone: str) -> str:
    """Return a run for a list of Discord's, where neither mentions nor timestamps show."""
    when = clock_time(one.created_at, timezone)
    return shorten(f"{when} · {t(language, f'workflow-run-{one.state}')} · {one.name}", 90)


def _outcome(language: str, one: RunLine) -> str:
    outcome = t(language, f"workflow-run-{one.state}")
    if one.state is RunState.READY:
        outcome += " · " + format_dt(one.due_at, "R")
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
    lines = [await trace_line(interaction, describer, line) for line in seen.lines]
    if run.reason is not None and not run.reason.field:  # no part of it says so
        lines.append(await reason_text(interaction, run.reason))
    buttons = [button(t(language, "workflow-all-runs"), LIST_RUNS.id(run.workflow_id or 0, 0, 1))]
    if run.state is RunState.FAILED:
        buttons = [*await _retry_buttons(interaction, run_id), *buttons]
    elif run.state is RunState.READY:
        buttons.insert(0, button(t(language, "workflow-look-again"), SHOW_RUN.id(run_id)))
    return Card(
        "\n".join(news),
        "\n".join([title(escape(run.name)), _about(describer, seen)]),
        shorten("\n".join(lines), TRACE),
        buttons,
        colour=GOOD if news else PLAIN,
    )


async def _retry_buttons(interaction: Interaction, run_id: int) -> list[discord.ui.Button[Any]]:
    """Return what tries a run again, and all that failed as it did."""
    language = locale(interaction)
    again = button(t(language, "workflow-retry"), RETRY.id(run_id), style=PRIMARY)
    alike = await read(interaction, retries.cause_of, run_id)
    if alike.count == 1:
        return [again]
    label = t(language, "workflow-retry-all", count=alike.count)
    return [again, button(label, ASK_RETRY_ALL.id(run_id))]


def _about(describer: Describer, seen: RunTrace) -> str:
    """Return whose run it is, what set it off, and how it stands."""
    run = seen.run
    whose = f"<@{run.member_id}>" if run.member_id else t(describer.language, "workflow-nobody")
    facts = [whose, _outcome(describer.language, run)]
    if seen.trigger is not None and seen.happened_at is not None:
        when = format_dt(seen.happened_at, "f")
        facts[1:1] = [describer.name("trigger", seen.trigger), when]
    if seen.version is not None and not seen.is_current:
        facts.append(t(describer.language, "workflow-older-version", version=seen.version))
    return small(" · ".join(facts))


async def trace_line(interaction: Interaction, describer: Describer, line: TraceLine) -> str:
    """Return what became of one part, and why it was not done."""
    text = f"{SYMBOLS[line.outcome]} {shorten(describer.phrase(line.kind, line.part), 300)}"
    if line.reason is None:
        return text
    return f"{text}\n{small(shorten(await reason_text(interaction, line.reason), 300))}"


@action(LIST_RUNS, MANAGERS)
async def list_runs(interaction: Interaction, workflow_id: int, state: int, page: int) -> Card:
    """Show a page of runs; the workflow 0 is every one."""
    return await list_runs_of(interaction, workflow_id, 0, state, 0, page)


@action(LIST_RUNS_OF, MANAGERS)
async def list_runs_of(
    interaction: Interaction,
    workflow_id: int,
    member_id: int,
    state: int,
    reward_id: int,
    page: int,
) -> Card:
    """Show a page of the runs that were chosen; 0 stands for an option that was not given."""
    chosen = ChosenRuns(
        workflow_id or None, member_id or None, numbered(STATES, state), reward_id or None
    )
    return await list_card(interaction, chosen, page)


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
    await write(interaction, retries.retry, run_id)
    done = t(locale(interaction), "workflow-retried")
    return await run_card(interaction, run_id, done)

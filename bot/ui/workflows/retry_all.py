"""All that failed for one cause, tried again: asked first, then with how far it is."""

from bot.services.workflows import retries
from bot.services.workflows.retries import RetryReport
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, button, chosen_number
from bot.ui.core.answers import working
from bot.ui.core.base import Interaction, db, locale, person, read
from bot.ui.core.cards import GOOD, PLAIN, Card, escape, small, title
from bot.ui.core.confirm import confirmation
from bot.ui.workflows.action_ids import (
    ASK_RETRY_ALL,
    LIST_RUNS,
    PICK_CAUSE,
    RETRY_ALL,
    SHOW_RETRY,
)
from bot.ui.workflows.runs import reason_text


@action(PICK_CAUSE, MANAGERS)
async def pick_cause(interaction: Interaction) -> Card:
    """Ask about the cause that was chosen in the list of runs."""
    return await ask_retry_all(interaction, chosen_number(interaction))


@action(ASK_RETRY_ALL, MANAGERS)
async def ask_retry_all(interaction: Interaction, run_id: int) -> Card:
    """Say how many failed as this run did, and ask whether to try them all again."""
    language = locale(interaction)
    cause = await read(interaction, retries.cause_of, run_id)
    reason = (
        t(language, "workflow-why-unknown")
        if cause.reason is None
        else await reason_text(interaction, cause.reason)
    )
    name = escape(cause.name, 80)
    return confirmation(
        language,
        title(t(language, "workflow-retry-all-title", count=cause.count, name=name)),
        reason,
        small(t(language, "workflow-retry-all-means")),
        confirm=t(language, "workflow-retry-all", count=cause.count),
        leads_to=RETRY_ALL.id(run_id, cause.until),
    )


@action(RETRY_ALL, MANAGERS)
async def retry_all(interaction: Interaction, run_id: int, until: int) -> Card:
    """Try them again, each once; should this end here, the scheduler goes on."""
    by, database = person(interaction), db(interaction)
    async with working(interaction, replaces=True) as progress:
        retry_id = await database.write(retries.begin, by, run_id, until)
        while not (report := await database.work(retries.step, by.community_id, retry_id)).done:
            await progress.tell(_report(locale(interaction), report))
        return _report(locale(interaction), report)


@action(SHOW_RETRY, MANAGERS)
async def show_retry(interaction: Interaction, retry_id: int) -> Card:
    """Show how far it is, such as after a restart."""
    return _report(locale(interaction), await read(interaction, retries.report, retry_id))


def _report(language: str, report: RetryReport) -> Card:
    name = escape(report.name, 80)
    text_id = "workflow-retry-all-done" if report.done else "workflow-retry-all-running"
    look = button(t(language, "workflow-look-again"), SHOW_RETRY.id(report.retry_id))
    runs = button(t(language, "workflow-all-runs"), LIST_RUNS.id(report.workflow_id or 0, 0, 1))
    return Card(
        t(language, text_id, name=name, total=report.total, retried=report.retried),
        [runs] if report.done else [look, runs],
        colour=GOOD if report.done else PLAIN,
    )

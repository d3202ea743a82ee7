"""/workflow: creating, editing, listing and dry-running workflows, and their runs."""

import discord
from discord import app_commands

from bot.services.workflows import lookup
from bot.services.workflows.history import ChosenRuns
from bot.ui.core.actions import Handler, run
from bot.ui.core.answers import answer, replace
from bot.ui.core.autocomplete import resolve_suggestion
from bot.ui.core.base import Interaction
from bot.ui.core.commands import choices
from bot.ui.core.pages import Page
from bot.ui.rewards.lookup import named as reward_named
from bot.ui.rewards.lookup import rewards_in
from bot.ui.workflows import draft_actions, dry_run, files, listing, overview, runs
from bot.ui.workflows.lookup import draft_named, named, workflows_in
from bot.ui.workflows.new_form import NewWorkflow
from cogs import groups
from db.tables import RewardState, RunState, WorkflowState

_STATES = choices("workflow-state-", WorkflowState)
_OUTCOMES = choices("workflow-run-", RunState)

_UNARCHIVED = workflows_in(*lookup.UNARCHIVED)
_UNARCHIVED_OR_DRAFT = workflows_in(*lookup.UNARCHIVED, own_drafts=True)
_ENABLED = workflows_in(WorkflowState.ENABLED)
_DISABLED = workflows_in(WorkflowState.DISABLED)
_ALL = workflows_in(*WorkflowState)
_REWARDS = rewards_in(*RewardState)


async def _do(what: Handler[int], interaction: Interaction, typed: str) -> None:
    """Do with the workflow that was named what the button for it does."""
    await run(what, interaction, (await named(interaction, typed)).workflow_id)


@groups.workflow.command(name="create")
async def create_workflow(interaction: Interaction) -> None:
    """Open the form for a new one, from scratch or from a template."""
    await NewWorkflow.open(interaction)


@groups.workflow.command(name="edit")
@app_commands.autocomplete(workflow=_UNARCHIVED_OR_DRAFT)
async def edit_workflow(interaction: Interaction, workflow: str) -> None:
    """Edit one on its card, or continue with a draft."""
    workflow = await resolve_suggestion(_UNARCHIVED_OR_DRAFT, interaction, workflow)
    draft_id = draft_named(workflow)
    if draft_id is not None:
        await run(draft_actions.back_to_draft, interaction, draft_id)
    else:
        await _do(overview.edit, interaction, workflow)


@groups.workflow.command(name="archive")
@app_commands.autocomplete(workflow=_UNARCHIVED)
async def archive_workflow(interaction: Interaction, workflow: str) -> None:
    """Archive one for good, once that is confirmed."""
    await _do(overview.ask_archive, interaction, workflow)


@groups.workflow.command(name="import")
@app_commands.autocomplete(workflow=_UNARCHIVED)
async def import_workflow(
    interaction: Interaction, file: discord.Attachment, workflow: str | None = None
) -> None:
    """Create a draft from a file."""
    await files.import_file(interaction, file, workflow)


@groups.workflow.command(name="export")
@app_commands.autocomplete(workflow=_ALL)
async def export_workflow(interaction: Interaction, workflow: str) -> None:
    """Send one as a file."""
    await _do(files.export, interaction, workflow)


@groups.workflow.command(name="list")
@app_commands.choices(state=_STATES)
async def list_workflows(
    interaction: Interaction, state: str | None = None, page: Page = 1
) -> None:
    """List workflows."""
    state_filter = WorkflowState(state) if state else None
    await answer(interaction, await listing.list_card(interaction, state_filter, page))


@groups.workflow.command(name="enable")
@app_commands.autocomplete(workflow=_DISABLED)
async def enable_workflow(interaction: Interaction, workflow: str) -> None:
    """Enable one."""
    await _do(overview.enable, interaction, workflow)


@groups.workflow.command(name="disable")
@app_commands.autocomplete(workflow=_ENABLED)
async def disable_workflow(interaction: Interaction, workflow: str) -> None:
    """Disable one."""
    await _do(overview.disable, interaction, workflow)


@groups.workflow.command(name="test")
@app_commands.autocomplete(workflow=_UNARCHIVED)
async def dry_run_workflow(
    interaction: Interaction, workflow: str, member: discord.Member | None = None
) -> None:
    """Show what one would do, without doing it."""
    wanted = await named(interaction, workflow)
    await replace(interaction, await dry_run.try_out(interaction, 0, wanted.workflow_id, member))


@groups.workflow.command(name="runs")
@app_commands.choices(outcome=_OUTCOMES)
@app_commands.autocomplete(workflow=_ALL, reward=_REWARDS)
async def workflow_runs(
    interaction: Interaction,
    workflow: str | None = None,
    member: discord.User | None = None,
    outcome: str | None = None,
    reward: str | None = None,
    page: Page = 1,
) -> None:
    """List the runs of one, or of all, or those that the options narrow it to."""
    chosen = ChosenRuns(
        (await named(interaction, workflow)).workflow_id if workflow else None,
        member.id if member else None,
        RunState(outcome) if outcome else None,
        (await reward_named(interaction, reward)).reward_id if reward else None,
    )
    await answer(interaction, await runs.list_card(interaction, chosen, page))

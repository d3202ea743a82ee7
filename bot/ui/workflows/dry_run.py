"""Trying a workflow out: on one member, and on what happened in the last 30 days."""

from dataclasses import dataclass
from typing import Any

import discord

from bot.services.errors import GoneError, InvalidFormError
from bot.services.members.diff import MemberSnapshot
from bot.services.workflows import backtest, draft_tree, drafts, dry_run, listing
from bot.services.workflows import definition as definitions
from bot.services.workflows.backtest import Backtest, StepTotal
from bot.services.workflows.definition import Definition
from bot.services.workflows.dry_run import DryRun
from bot.services.workflows.evaluate import Result
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action, button, chosen_number
from bot.ui.core.answers import working
from bot.ui.core.base import Interaction, db, person, read, write
from bot.ui.core.cards import Card, escape, line, shorten, small, title
from bot.ui.core.errors import explain
from bot.ui.workflows.action_ids import BACK_TO_DRAFT, BACK_TO_WORKFLOW, DRY_RUN_ON, SHOW_DRY_RUN
from bot.ui.workflows.card import draft_card
from bot.ui.workflows.overview import workflow_card
from bot.ui.workflows.runs import SYMBOLS
from bot.ui.workflows.text import Describer, describer_for, explain_places

DRY_RUN = 1_900
BACKTEST = 1_500
"""Characters of each half of the card, which takes 4,000 in all."""


@dataclass(frozen=True)
class _Tried:
    """What is tried: a draft, or a saved workflow; the other id is 0."""

    draft_id: int
    workflow_id: int
    name: str
    names: dict[int, str]
    definition: Definition


async def try_out(
    interaction: Interaction, draft_id: int, workflow_id: int, member: discord.Member | None
) -> Card:
    """Return what a draft or a workflow would do, for a member if one is chosen."""
    tried = await _tried(interaction, draft_id, workflow_id)
    if isinstance(tried, Card):
        return tried
    describer = await describer_for(interaction, tried.names)
    async with working(interaction, replaces=True) as progress:
        tested = None
        if member is not None or not tried.definition.trigger.about_member:
            tested = await write(
                interaction,
                dry_run.run,
                tried.definition,
                _now(member) if member and tried.definition.trigger.about_member else None,
                workflow_id=tried.workflow_id or None,
            )
        totals = await read(interaction, backtest.run, tried.definition)
        while not totals.done:
            await progress.tell(
                t(describer.language, "workflow-replaying", seen=totals.seen, total=totals.total)
            )
            totals = await read(interaction, backtest.run, tried.definition, totals)
        return await _card(interaction, describer, tried, member, tested, totals)


async def _tried(interaction: Interaction, draft_id: int, workflow_id: int) -> _Tried | Card:
    """Return what is to be tried, or the card that says what it lacks."""
    by = person(interaction)
    if draft_id:
        draft = await read(interaction, drafts.load, draft_id)
        workflow_id = draft.workflow_id or 0
        name, names, data = draft.name, draft.names, draft_tree.without_ids(draft.parts)
    else:
        draft, seen = None, await read(interaction, listing.details, workflow_id)
        name, names, data = seen.line.name, seen.names, seen.definition
    try:
        definition = await db(interaction).read(definitions.parse, by.community_id, data)
    except InvalidFormError as error:
        lacks = await explain_places(interaction, error)
        if draft is not None:
            return await draft_card(interaction, draft, lacks, well=False)
        return await workflow_card(interaction, workflow_id, lacks, well=False)
    return _Tried(draft_id, workflow_id, name, names, definition)


def _now(member: discord.Member) -> MemberSnapshot:
    return MemberSnapshot(member.id, frozenset(role.id for role in member.roles), member.joined_at)


async def _card(
    interaction: Interaction,
    describer: Describer,
    tried: _Tried,
    member: discord.Member | None,
    tested: DryRun | None,
    totals: Backtest,
) -> Card:
    back = (
        BACK_TO_DRAFT.id(tried.draft_id)
        if tried.draft_id
        else BACK_TO_WORKFLOW.id(tried.workflow_id)
    )
    ids = tried.draft_id, tried.workflow_id
    return Card(
        title(t(describer.language, "workflow-try-title", name=escape(tried.name))),
        await _dry_run(interaction, describer, member, tested),
        [_picker(describer.language, *ids)] if tried.definition.trigger.about_member else None,
        line(),
        shorten("\n".join(_backtest(describer, totals)), BACKTEST),
        [button(t(describer.language, "workflow-back"), back)],
    )


def _picker(language: str, draft_id: int, workflow_id: int) -> discord.ui.UserSelect[Any]:
    return discord.ui.UserSelect(
        custom_id=DRY_RUN_ON.id(draft_id, workflow_id), placeholder=t(language, "workflow-try-pick")
    )


async def _dry_run(
    interaction: Interaction,
    describer: Describer,
    member: discord.Member | None,
    tested: DryRun | None,
) -> str:
    """Return what would come of it for one member, or now."""
    if tested is None:
        return t(describer.language, "workflow-try-hint")
    whose = member.mention if member else t(describer.language, "workflow-nobody")
    lines = [t(describer.language, "workflow-tried", member=whose)]
    lines += [
        await _line(interaction, describer, result, tested.texts.get(result.path))
        for result in tested.results
    ]
    lines.append(
        small(
            t(describer.language, "workflow-tried-done" if tested.done else "workflow-tried-ends")
        )
    )
    return shorten("\n".join(lines), DRY_RUN)


async def _line(
    interaction: Interaction, describer: Describer, result: Result, text: str | None
) -> str:
    part = result.part.model_dump(mode="json")
    shown = f"{SYMBOLS[result.outcome]} {shorten(describer.phrase(result.part.kind, part), 300)}"
    if result.refusal is not None:
        shown += "\n" + small(shorten(await explain(interaction, result.refusal), 300))
    if text is not None:
        shown += "\n" + small(shorten(" ".join(text.split()), 200))
    return shown


def _backtest(describer: Describer, totals: Backtest) -> list[str]:
    """Return what would have come of the last 30 days."""
    language = describer.language
    if not totals.runs:
        return [t(language, "workflow-replay-none", events=totals.total)]
    counted = {"runs": totals.runs, "members": len(totals.members), "events": totals.total}
    lines = [t(language, "workflow-replay", **counted)]
    lines += [_step_total(describer, one) for one in totals.steps]
    if totals.cut:
        lines.append(small(t(language, "workflow-replay-cut", events=totals.total)))
    return lines


def _step_total(describer: Describer, total: StepTotal) -> str:
    text = t(
        describer.language,
        "workflow-effect",
        step=shorten(describer.phrase("step", total.step.model_dump(mode="json")), 200),
        times=total.times,
        members=len(total.members),
    )
    if total.left is not None:
        text_id = "workflow-effect-suffices" if total.suffices else "workflow-effect-short"
        missing = total.times - total.left
        text += " " + t(describer.language, text_id, left=total.left, missing=missing)
    if total.held:
        text += " " + t(describer.language, "workflow-effect-held", count=total.held)
    refused = total.refused.total()
    if refused:
        text += " " + t(describer.language, "workflow-effect-refused", count=refused)
    return f"- {text}"


@action(SHOW_DRY_RUN, MANAGERS)
async def show_dry_run(interaction: Interaction, draft_id: int, workflow_id: int) -> Card:
    """Try a draft, or a saved workflow, on what happened."""
    return await try_out(interaction, draft_id, workflow_id, None)


@action(DRY_RUN_ON, MANAGERS)
async def dry_run_on(interaction: Interaction, draft_id: int, workflow_id: int) -> Card:
    """Try it on the member who was chosen."""
    guild, member_id = interaction.guild, chosen_number(interaction)
    if guild is None:
        raise GoneError
    try:
        member = guild.get_member(member_id) or await guild.fetch_member(member_id)
    except discord.NotFound:
        raise GoneError from None
    return await try_out(interaction, draft_id, workflow_id, member)

"""Workflows as files: handing one out, and making a draft of one that is handed in."""

import asyncio
import re

import discord

from bot.services.workflows import drafts, files, listing, yamltext
from bot.services.workflows.versions import plain
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action
from bot.ui.core.answers import replace, working
from bot.ui.core.base import Interaction, db, locale, person, read, write
from bot.ui.core.cards import escape
from bot.ui.core.files import MEGABYTE, attached_file
from bot.ui.core.uploads import send_file
from bot.ui.workflows.action_ids import EXPORT
from bot.ui.workflows.card import draft_card
from bot.ui.workflows.lookup import named

_NOT_IN_A_FILE_NAME = re.compile(r"[^\w-]+")


async def import_file(
    interaction: Interaction, attachment: discord.Attachment, workflow: str | None
) -> None:
    """Make a draft of a file, a new one or in the place of a workflow."""
    by = person(interaction)
    replaced = await named(interaction, workflow) if workflow else None
    async with working(interaction):
        file = await attached_file("file", attachment, MEGABYTE).fetch(interaction)
        data, lines = await asyncio.to_thread(yamltext.parse, file.content)
        taken = await db(interaction).read(files.read, by.community_id, data, lines)
        definition = plain(taken.definition)
        if replaced is None:
            draft = await write(interaction, drafts.begin, taken.name, definition)
        else:
            draft = await write(interaction, drafts.open_workflow, replaced.workflow_id, definition)
        done = t(locale(interaction), "workflow-imported")
        await replace(interaction, await draft_card(interaction, draft, done))


@action(EXPORT, MANAGERS)
async def export(interaction: Interaction, workflow_id: int) -> None:
    """Hand a workflow out as a file."""
    name, text = await read(interaction, listing.exported, workflow_id)
    called = _NOT_IN_A_FILE_NAME.sub("-", name).strip("-").lower() or "workflow"
    intro = t(locale(interaction), "workflow-exported", name=escape(name))
    await send_file(interaction, intro, f"{called}.yaml", text.encode())

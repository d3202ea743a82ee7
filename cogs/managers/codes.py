"""/codes: importing a voucher's codes, listing, exporting and voiding them."""

import discord
from discord import app_commands

from bot.runtime import code_files
from bot.services.codes import codes
from bot.services.codes.file_layout import CODE_LENGTH
from bot.services.rewards.eligibility import Stage
from bot.services.rewards.lookup import UNARCHIVED
from bot.texts import t
from bot.ui.codes import import_form, import_outcome, import_preview, listing, lookup
from bot.ui.core.answers import answer, working
from bot.ui.core.autocomplete import resolve_suggestion
from bot.ui.core.base import Interaction, db, locale, person
from bot.ui.core.cards import escape
from bot.ui.core.commands import choices
from bot.ui.core.files import attached_file
from bot.ui.core.pages import Page
from bot.ui.core.uploads import send_file
from bot.ui.rewards.lookup import named, rewards_in
from cogs import groups
from db.tables import CodeState, RewardKind

TypedCode = app_commands.Range[str, 1, CODE_LENGTH]
TypedImport = app_commands.Range[str, 1, 100]


_UNARCHIVED = rewards_in(*UNARCHIVED, kinds=(RewardKind.VOUCHER,))
_ALL = rewards_in(*Stage, kinds=(RewardKind.VOUCHER,))


@groups.codes.command(name="import")
@app_commands.autocomplete(reward=_UNARCHIVED)
async def import_codes(interaction: Interaction, reward: str, file: discord.Attachment) -> None:
    """Read a file of codes, and show what importing it would do."""
    async with working(interaction):
        wanted = await named(interaction, reward)
        upload = await attached_file("file", file, import_form.LARGEST_FILE).fetch(interaction)
        import_id = await import_preview.stage(interaction, wanted.reward_id, upload)
        await answer(interaction, await import_preview.card(interaction, import_id))
        await import_preview.send_rejects(interaction, import_id)


@groups.codes.command(name="list")
@app_commands.choices(state=choices("codes-admin-state-", CodeState))
@app_commands.autocomplete(reward=_ALL)
async def list_codes(
    interaction: Interaction, reward: str, state: str | None = None, page: Page = 1
) -> None:
    """List a voucher's codes."""
    wanted = await named(interaction, reward)
    chosen = CodeState(state) if state else None
    await answer(interaction, await listing.listing(interaction, wanted.reward_id, chosen, page))


@groups.codes.command(name="export")
@app_commands.autocomplete(reward=_ALL)
async def export_codes(interaction: Interaction, reward: str) -> None:
    """Send the codes that are still available, to this manager only."""
    async with working(interaction):
        wanted = await named(interaction, reward)
        by = person(interaction)
        exported = await code_files.available_csv(db(interaction), by, wanted.reward_id)
        if not exported.count:
            await answer(interaction, t(locale(interaction), "codes-admin-none-to-export"))
            return
        message = t(locale(interaction), "codes-admin-exported", reward=escape(wanted.name))

        async def record() -> None:  # after the upload: a file that Discord refused reached nobody
            await db(interaction).write(codes.exported, by, wanted.reward_id, exported.count)

        await send_file(interaction, message, "codes.csv", exported.content, begun=record)


@groups.codes.command(name="void")
@app_commands.autocomplete(reward=_ALL, code=lookup.codes)
async def void_code(interaction: Interaction, reward: str, code: TypedCode) -> None:
    """Ask whether to void a code, and say what that does."""
    wanted = await named(interaction, reward)
    code = await resolve_suggestion(lookup.codes, interaction, code)
    card = await listing.withdrawal(interaction, wanted.reward_id, code)
    await answer(interaction, card)


@groups.codes.command(name="undo")
@app_commands.rename(import_="import")
@app_commands.autocomplete(reward=_ALL, import_=lookup.imports)
async def undo_import(
    interaction: Interaction, reward: str, import_: TypedImport | None = None
) -> None:
    """Ask whether to undo an import, and say what that does."""
    wanted = await named(interaction, reward)
    if import_ is not None:
        import_ = await resolve_suggestion(lookup.imports, interaction, import_)
    import_id = await lookup.chosen_import(interaction, wanted.reward_id, import_)
    await answer(interaction, await import_outcome.question(interaction, import_id))

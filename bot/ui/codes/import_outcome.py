"""What became of an import: how far it is, and taking it back."""

from bot.runtime import code_files
from bot.services.codes import import_confirm, import_undo
from bot.services.codes.import_confirm import ImportReport
from bot.texts import t
from bot.ui.codes.action_ids import ASK_UNDO, SHOW_IMPORT, UNDO_IMPORT
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import DANGER, action, button
from bot.ui.core.answers import Progress, working
from bot.ui.core.base import Interaction, db, locale, person, read
from bot.ui.core.cards import GOOD, PLAIN, Card, escape, shorten, title
from bot.ui.core.confirm import confirmation
from db.tables import ImportState

_FILE_NAME = 50
"""Characters of a file's name on a card."""


async def finish(interaction: Interaction, progress: Progress, import_id: int) -> Card:
    """Put all codes of a confirmed import into the pool, telling how far it is."""
    language = locale(interaction)

    async def on_progress(report: ImportReport) -> None:
        await progress.tell(_card(language, report))

    report = await code_files.complete(
        db(interaction), person(interaction), import_id, on_progress=on_progress
    )
    return _card(language, report)


@action(SHOW_IMPORT, MANAGERS)
async def show_import(interaction: Interaction, import_id: int) -> Card:
    """Show how far an import is, such as after a restart."""
    report = await read(interaction, import_confirm.report, import_id)
    return _card(locale(interaction), report)


@action(ASK_UNDO, MANAGERS)
async def question(interaction: Interaction, import_id: int) -> Card:
    """Return a card that says what taking an import back would do, and asks."""
    language = locale(interaction)
    found = await read(interaction, import_undo.load_import, import_id)
    file, reward = escape(shorten(found.file_name, _FILE_NAME)), escape(found.reward_name)
    return confirmation(
        language,
        title(t(language, "codes-admin-undo-title", file=file, reward=reward)),
        t(language, "codes-admin-undo-means", free=found.free, out=found.out),
        confirm=t(language, "codes-admin-undo"),
        leads_to=UNDO_IMPORT.id(import_id),
        style=DANGER,
    )


@action(UNDO_IMPORT, MANAGERS)
async def undo_import(interaction: Interaction, import_id: int) -> Card:
    """Take an import back. That happens once, so a second press changes nothing."""
    language = locale(interaction)
    async with working(interaction, replaces=True) as progress:

        async def on_progress(report: ImportReport) -> None:
            await progress.tell(_card(language, report))

        report = await code_files.undo(
            db(interaction), person(interaction), import_id, on_progress=on_progress
        )
        return _card(language, report)


_TEXTS = {
    ImportState.ADDING: "codes-admin-adding",
    ImportState.CONFIRMED: "codes-admin-imported",
    ImportState.UNDOING: "codes-admin-undoing",
    ImportState.UNDONE: "codes-admin-undone",
}


def _card(language: str, report: ImportReport) -> Card:
    text = t(
        language,
        _TEXTS[report.state],
        file=escape(shorten(report.file_name, _FILE_NAME)),
        reward=escape(report.reward_name),
        wanted=report.wanted,
        added=report.added,
        removed=report.removed,
        usable=report.usable or 0,
    )
    if not report.whole:
        label = t(language, "codes-admin-look")
        return Card(text, [button(label, SHOW_IMPORT.id(report.import_id))], colour=PLAIN)
    if report.state is ImportState.CONFIRMED and report.added:
        label = t(language, "codes-admin-undo-import")
        return Card(text, [button(label, ASK_UNDO.id(report.import_id))], colour=GOOD)
    return Card(text, colour=GOOD)

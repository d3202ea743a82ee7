"""The preview of an import, and what becomes of it."""

import io
from typing import Any

import discord
import structlog

from bot.runtime import code_files
from bot.services.calendar import typed_day
from bot.services.codes import import_confirm, import_preview, imports
from bot.services.codes.import_preview import Preview, StagedLine
from bot.services.forms import KeptFile
from bot.texts import t
from bot.ui.codes import action_ids as ids
from bot.ui.codes import import_outcome, questions
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import PRIMARY, action, button, chosen
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction, db, locale, person, read, write
from bot.ui.core.cards import CAREFUL, Card, escape, note, shorten, title, until
from bot.ui.core.fields import TextField
from bot.ui.core.forms import Form, Sent
from bot.ui.core.transient import TRANSIENT
from bot.ui.core.uploads import send_file
from db.tables import RowVerdict

log = structlog.get_logger(__name__)

MOST_LINES = 120_000
"""Lines of a file that chat takes; larger ones come from the machine's own disk."""

_SHOWN = 3
"""Rows of each verdict on the card."""

_CELL = 50
"""Characters of a code or a date on the card."""


async def stage(interaction: Interaction, reward_id: int, file: KeptFile) -> int:
    """Read a file into a new import, telling how far it is, and return the import's id.

    What is wrong with the file as a whole is raised, and then nothing is kept of it.
    """
    async with working(interaction) as progress:

        async def on_progress(rows: int) -> None:
            await progress.tell(_reading(locale(interaction), file.name, rows))

        return await code_files.stage(
            db(interaction),
            person(interaction),
            reward_id,
            file.name,
            io.BytesIO(file.content),
            on_progress=on_progress,
            most_lines=MOST_LINES,
        )


def _reading(language: str, name: str, rows: int) -> str:
    file = escape(shorten(name, _CELL))
    return t(language, "codes-admin-reading", file=file, rows=rows)


@action(ids.CONFIRM_IMPORT, MANAGERS)
async def confirm_import(interaction: Interaction, import_id: int) -> Card:
    """Put the new codes into the pool; again adds nothing and says the same."""
    async with working(interaction, replaces=True) as progress:
        await write(interaction, import_confirm.confirm, import_id)
        return await import_outcome.finish(interaction, progress, import_id)


@action(ids.INCLUDE_ELSEWHERE, MANAGERS)
async def include_elsewhere(interaction: Interaction, import_id: int, wanted: int) -> Card:
    """Insist on codes that another voucher has too, or leave them out again."""
    async with working(interaction, replaces=True):
        await write(interaction, imports.include_elsewhere, import_id, wanted=bool(wanted))
        return await card(interaction, import_id)


@action(ids.CANCEL_IMPORT, MANAGERS)
async def cancel_import(interaction: Interaction, import_id: int) -> Card:
    """Give an import up."""
    await write(interaction, imports.abandon, import_id)
    return Card(t(locale(interaction), "codes-admin-cancelled"))


@action(ids.CHOOSE_LAYOUT, MANAGERS)
async def choose_layout(interaction: Interaction, import_id: int, question: int) -> Card | None:
    """Take what was chosen in one of the lists of a preview."""
    changes = questions.answered(question, chosen(interaction))
    if changes is None:
        await FillForm.open(interaction, target=import_id)
        return None
    return await _again(interaction, import_id, changes)


@action(ids.SWITCH_LAYOUT, MANAGERS)
async def switch_layout(interaction: Interaction, import_id: int, what: int, on: int) -> Card:
    """Take what one of the buttons of a preview says of the file."""
    return await _again(interaction, import_id, questions.switched(what, on=bool(on)))


class FillForm(Form, name="codes-fill", access=MANAGERS):
    """Asks for the last good day of codes without one."""

    title = "codes-admin-fill-title"
    fields = (
        TextField(
            name="day",
            label="codes-admin-fill-day",
            hint="codes-admin-fill-hint",
            required=True,
            most=10,
        ),
    )

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Read the file again with that day."""
        day = typed_day("day", "codes-admin-fill-bad-date", (sent.text("day") or "").strip())
        return await _again(interaction, sent.target, {"fill": day.isoformat()})


async def _again(interaction: Interaction, import_id: int, changes: dict[str, Any]) -> Card:
    """Read the file again, telling how far it is, and show what importing would do now."""
    async with working(interaction, replaces=True) as progress:
        by = person(interaction)
        seen = await read(interaction, import_preview.preview, import_id)

        async def on_progress(rows: int) -> None:
            await progress.tell(_reading(locale(interaction), seen.file_name, rows))

        await code_files.reread(
            db(interaction), by, import_id, changes, on_progress=on_progress, most_lines=MOST_LINES
        )
        return await card(interaction, import_id)


async def card(interaction: Interaction, import_id: int) -> Card:
    """Return the card that shows what importing would do, and offers it."""
    language = locale(interaction)
    seen = await read(interaction, import_preview.preview, import_id)
    new = seen.to_add
    return Card(
        title(t(language, "codes-admin-preview-title", reward=escape(seen.reward_name))),
        t(
            language,
            "codes-admin-preview-rows",
            file=escape(shorten(seen.file_name, _CELL)),
            rows=seen.rows,
            new=new,
            asks="yes" if questions.is_open(seen) else "no",
        ),
        "\n".join(_verdicts(language, seen)),
        *questions.parts(language, seen),
        [*_first(language, seen), *questions.switches(language, seen), _cancel(language, seen)],
        colour=CAREFUL,
    )


async def send_rejects(interaction: Interaction, import_id: int) -> None:
    """Send the rows that stay out, below the preview, which stands without them too."""
    language, by = locale(interaction), person(interaction)
    seen = await read(interaction, import_preview.preview, import_id)
    if seen.to_add == seen.rows:
        return
    content = await code_files.rejects_csv(db(interaction), by, import_id, language)
    try:
        intro = t(language, "codes-admin-rejects")
        await send_file(interaction, intro, "rejected.csv", content)
    except (discord.HTTPException, *TRANSIENT) as error:
        log.warning("rejects.not_handed_over", error=type(error).__name__)
        await answer(interaction, note(t(language, "codes-admin-rejects-failed"), colour=CAREFUL))


def _first(language: str, seen: Preview) -> list[discord.ui.Button[Any]]:
    buttons = []
    if seen.to_add:
        label = t(language, "codes-admin-import")
        buttons.append(button(label, ids.CONFIRM_IMPORT.id(seen.import_id), style=PRIMARY))
    if seen.counts[RowVerdict.ELSEWHERE]:
        text_id = "codes-admin-elsewhere-" + ("out" if seen.elsewhere_too else "too")
        leads_to = ids.INCLUDE_ELSEWHERE.id(seen.import_id, int(not seen.elsewhere_too))
        buttons.append(button(t(language, text_id), leads_to))
    return buttons


def _cancel(language: str, seen: Preview) -> discord.ui.Button[Any]:
    return button(t(language, "codes-admin-cancel"), ids.CANCEL_IMPORT.id(seen.import_id))


def _verdicts(language: str, seen: Preview) -> list[str]:
    lines = []
    for verdict, samples in seen.samples.items():
        count = seen.counts[verdict]
        insisted = verdict is RowVerdict.ELSEWHERE and seen.elsewhere_too
        kind = "elsewhere-too" if insisted else verdict.replace("_", "-")
        lines.append(t(language, f"codes-admin-verdict-{kind}", count=count))
        lines += _rows(language, samples, count)
    if seen.marked:
        text_id = "codes-admin-marked-kept" if seen.choices.as_written else "codes-admin-marked"
        lines.append(t(language, text_id, count=seen.marked))
        lines += _rows(language, seen.wrapped, seen.marked)
    if (codes := seen.codes).joined:
        first = str(codes.joined_line)
        lines.append(t(language, "codes-admin-joined", count=codes.joined, line=first))
    if seen.mangled:
        lines.append(t(language, "codes-admin-mangled", count=seen.mangled))
        lines += _rows(language, seen.odd, seen.mangled)
    return lines


def _rows(language: str, samples: list[StagedLine], count: int) -> list[str]:
    shown = [f"- {_row(language, row)}" for row in samples[:_SHOWN]]
    rest = count - len(shown)
    return [*shown, f"- {t(language, 'codes-admin-more', count=rest)}"] if rest else shown


def _row(language: str, row: StagedLine) -> str:
    code = escape(shorten(row.value, _CELL))
    line = str(row.line)
    if row.verdict is RowVerdict.MALFORMED:
        reason = code_files.reason(language, row, escape(shorten(row.typed_date, _CELL)))
        return t(language, "codes-admin-row-reason", line=line, code=code, reason=reason)
    day = row.typed_date or until(language, None)
    return t(language, "codes-admin-row", line=line, code=code, day=day)

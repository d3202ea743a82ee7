"""The preview of an import, and what becomes of it."""

import asyncio
import io

import aiohttp
import discord
import structlog

from bot import importing
from bot.services import imports, previews
from bot.services.forms import KeptFile
from bot.services.previews import Preview, StagedLine
from bot.texts import t
from bot.ui.access import MANAGERS
from bot.ui.actions import PRIMARY, action, button
from bot.ui.answers import answer, replace, working
from bot.ui.base import Interaction, db, locale, person
from bot.ui.cards import CAREFUL, GOOD, Card, escape, note, shorten, title
from bot.ui.uploads import hand_over
from db.tables import RowVerdict

log = structlog.get_logger(__name__)

MOST_LINES = 120_000
"""Lines of a file that chat takes; larger ones come from the machine's own disk."""

_SHOWN = 3
"""Rows of each verdict on the card."""

_CELL = 50
"""Characters of a code or a date on the card."""

_TEXTS = {
    RowVerdict.NEW: "codes-admin-verdict-new",
    RowVerdict.KNOWN: "codes-admin-verdict-known",
    RowVerdict.KNOWN_OTHER_DATE: "codes-admin-verdict-known-other-date",
    RowVerdict.TWICE: "codes-admin-verdict-twice",
    RowVerdict.EXPIRED: "codes-admin-verdict-expired",
    RowVerdict.MALFORMED: "codes-admin-verdict-malformed",
}


async def stage(interaction: Interaction, reward_id: int, file: KeptFile) -> int:
    """Read a file into a new import, telling how far it is, and return the import's id.

    What is wrong with the file as a whole is raised, and then nothing is kept of it.
    """
    async with working(interaction) as progress:

        async def tell(rows: int) -> None:
            await progress.tell(_reading(locale(interaction), file.name, rows))

        return await importing.stage(
            db(interaction),
            person(interaction),
            reward_id,
            file.name,
            io.BytesIO(file.content),
            tell=tell,
            most_lines=MOST_LINES,
        )


def _reading(language: str, name: str, rows: int) -> str:
    file = escape(shorten(name, _CELL))
    return t(language, "codes-admin-reading", file=file, rows=rows)


@action("codes-import", MANAGERS)
async def confirm(interaction: Interaction, import_id: int) -> None:
    """Put the new codes into the pool; again adds nothing and says the same."""
    async with working(interaction, replaces=True):
        done = await db(interaction).write(imports.confirm, person(interaction), import_id)
        told = t(
            locale(interaction),
            "codes-admin-imported",
            added=done.added,
            reward=escape(done.reward_name),
            usable=done.usable,
        )
        await replace(interaction, Card(told, colour=GOOD))


@action("codes-import-cancel", MANAGERS)
async def cancel(interaction: Interaction, import_id: int) -> None:
    """Give an import up."""
    await db(interaction).write(imports.abandon, person(interaction), import_id)
    await replace(interaction, Card(t(locale(interaction), "codes-admin-cancelled")))


async def card(interaction: Interaction, import_id: int) -> Card:
    """Return the card that shows what importing would do, and offers it."""
    language, by = locale(interaction), person(interaction)
    seen = await db(interaction).read(previews.preview, by, import_id)
    new = seen.counts[RowVerdict.NEW]
    return Card(
        title(t(language, "codes-admin-preview-title", reward=escape(seen.reward_name))),
        t(
            language,
            "codes-admin-preview-rows",
            file=escape(shorten(seen.file_name, _CELL)),
            rows=seen.rows,
            new=new,
        ),
        "\n".join(_verdicts(language, seen)),
        [
            *(
                [button(t(language, "codes-admin-import"), confirm.id(import_id), style=PRIMARY)]
                if new
                else []
            ),
            button(t(language, "codes-admin-cancel"), cancel.id(import_id)),
        ],
        colour=CAREFUL,
    )


async def hand_over_rejects(interaction: Interaction, import_id: int) -> None:
    """Hand over the rows that stay out, below the preview, which stands without them too."""
    language, by = locale(interaction), person(interaction)
    seen = await db(interaction).read(previews.preview, by, import_id)
    if seen.counts[RowVerdict.NEW] == seen.rows:
        return
    rejects = await db(interaction).read(previews.rejects, by, import_id)
    content = await asyncio.to_thread(importing.rejects_csv, language, rejects)
    try:
        told = t(language, "codes-admin-rejects")
        await hand_over(interaction, told, "rejected.csv", content)
    except (discord.HTTPException, aiohttp.ClientError) as error:
        log.warning("rejects.not_handed_over", error=type(error).__name__)
        await answer(interaction, note(t(language, "codes-admin-rejects-failed"), colour=CAREFUL))


def _verdicts(language: str, seen: Preview) -> list[str]:
    lines = []
    for verdict, samples in seen.samples.items():
        count = seen.counts[verdict]
        lines.append(t(language, _TEXTS[verdict], count=count))
        lines += _rows(language, samples, count)
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
        reason = importing.reason(language, row, escape(shorten(row.typed_date, _CELL)))
        return t(language, "codes-admin-row-reason", line=line, code=code, reason=reason)
    return t(language, "codes-admin-row", line=line, code=code, day=row.typed_date)

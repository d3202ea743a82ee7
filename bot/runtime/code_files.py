"""Files of codes: read and staged slice by slice, reported on, and written."""

import asyncio
import csv
import io
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from bot.services.actors import Person
from bot.services.codes import (
    codes,
    file_layout,
    import_choices,
    import_confirm,
    import_preview,
    import_undo,
    imports,
)
from bot.services.codes.file_layout import CODE_LENGTH, Choices, CodeRow, Flaw
from bot.services.codes.import_choices import Attempt
from bot.services.codes.import_confirm import ImportReport
from bot.services.codes.import_preview import StagedLine
from bot.texts import t
from db.database import Database
from db.tables import ImportState, RowVerdict
from db.types import NEVER

OnProgress = Callable[[int], Awaitable[None]]
"""Hears how many rows were read."""


async def stage(
    db: Database,
    by: Person,
    reward_id: int,
    file_name: str,
    source: BinaryIO,
    *,
    on_progress: OnProgress,
    most_lines: int | None = None,
    choices: Choices | None = None,
) -> int:
    """Read a file into a new import and return its id.

    Without `choices` the file is kept under its import, so that a manager can make some. What is
    wrong with the file as a whole is raised, and then nothing of it counts.
    """
    import_id = await db.write(imports.begin, by, reward_id, file_name)
    try:
        if choices is None:
            await _keep(db, by, import_id, source)
        else:
            await db.write(import_choices.choose_at_first, by, import_id, choices)
        attempt = await db.read(import_choices.present, by, import_id)
        await _read(
            db, by, import_id, source, attempt, on_progress=on_progress, most_lines=most_lines
        )
    except BaseException:
        await db.write(imports.abandon, by, import_id)
        raise
    return import_id


async def _keep(db: Database, by: Person, import_id: int, source: BinaryIO) -> None:
    source.seek(0)
    part = 0
    while content := await asyncio.to_thread(source.read, import_choices.PART):
        await db.work(import_choices.keep, by, import_id, part, content)
        part += 1


async def reread(
    db: Database,
    by: Person,
    import_id: int,
    choices: dict[str, Any],
    *,
    on_progress: OnProgress,
    most_lines: int | None = None,
) -> None:
    """Read the file of an import again, with what a manager says of it.

    Another choice meanwhile ends this: `NotReadyError`.
    """
    attempt = await db.write(import_choices.choose, by, import_id, choices)
    while await db.work(import_choices.clear, by, import_id, attempt=attempt.number):
        pass
    kept = io.BytesIO()
    part = 0
    while content := await db.read(import_choices.part_of, by, import_id, part):
        kept.write(content)
        part += 1
    await _read(db, by, import_id, kept, attempt, on_progress=on_progress, most_lines=most_lines)


async def _read(
    db: Database,
    by: Person,
    import_id: int,
    source: BinaryIO,
    attempt: Attempt,
    *,
    on_progress: OnProgress,
    most_lines: int | None,
) -> None:
    # In threads: a large file would hold up everybody else.
    found = await asyncio.to_thread(file_layout.survey, source, most_lines=most_lines)
    await db.write(import_choices.surveyed, by, import_id, found, attempt=attempt.number)
    reading = file_layout.decide(found, attempt.choices)
    rows = file_layout.code_rows(source, reading, attempt.terms, most_lines=most_lines)
    read = 0
    while some := await asyncio.to_thread(_take, rows):
        await db.work(imports.stage_slice, by, import_id, some, attempt=attempt.number)
        read += len(some)
        await on_progress(read)
    await db.write(imports.finish_staging, by, import_id, attempt=attempt.number)


def _take(rows: Iterator[CodeRow]) -> list[CodeRow]:
    return list(islice(rows, imports.SLICE))


async def complete(
    db: Database,
    by: Person,
    import_id: int,
    *,
    on_progress: Callable[[ImportReport], Awaitable[None]],
) -> ImportReport:
    """Put all codes of a confirmed import into the pool; `on_progress` gets how far it is.

    Should this end here, the scheduler goes on.
    """
    while True:
        report = await db.work(import_confirm.step, by.community_id, import_id)
        if report.state is not ImportState.ADDING:
            return report
        await on_progress(report)


async def undo(
    db: Database,
    by: Person,
    import_id: int,
    *,
    on_progress: Callable[[ImportReport], Awaitable[None]],
) -> ImportReport:
    """Take an import back, once its codes are all in; `on_progress` gets how far it is."""
    await complete(db, by, import_id, on_progress=on_progress)
    await db.write(import_undo.undo, by, import_id)
    while True:
        report = await db.work(import_undo.step, by.community_id, import_id)
        if report.state is not ImportState.UNDOING:
            return report
        await on_progress(report)


def reason(language: str, row: StagedLine, typed_date: str | None = None) -> str:
    """Say why a row stays out; `typed_date` is how to show what stands in place of its date."""
    if row.verdict is RowVerdict.MALFORMED:
        text_id = "codes-admin-flaw-" + Flaw(str(row.reason)).replace("_", "-")
        day = row.typed_date if typed_date is None else typed_date
        return t(language, text_id, most=CODE_LENGTH, day=day)
    return t(language, "codes-admin-reason-" + row.verdict.replace("_", "-"))


async def rejects_csv(db: Database, by: Person, import_id: int, language: str) -> bytes:
    """Return the rows that stay out as a CSV, each with its line and the reason."""
    out = io.StringIO()
    csv.writer(out).writerow(["LINE", "CODE", "EXPIRY_DATE", "REASON"])
    after = 0
    while rows := await db.read(
        import_preview.rejects, by, import_id, after=after, most=imports.SLICE
    ):
        await asyncio.to_thread(_write, out, language, rows)
        after = rows[-1].line
    # With a byte order mark, so that spreadsheets read it as UTF-8.
    return await asyncio.to_thread(lambda: out.getvalue().encode("utf-8-sig"))


def _write(out: io.StringIO, language: str, rows: list[StagedLine]) -> None:
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([row.line, row.value, row.typed_date, reason(language, row)])


@dataclass(frozen=True)
class Available:
    """The codes of a voucher that are still to be given, as a CSV in UTF-8."""

    content: bytes = field(repr=False)
    count: int


async def available_csv(db: Database, by: Person, reward_id: int) -> Available:
    """Return the codes of a voucher that are still to be given, those that end first first."""
    found: list[tuple[int, str, date | None]] = []
    after = 0
    while some := await db.read(codes.available, by, reward_id, after=after, most=imports.SLICE):
        found += some
        after = some[-1][0]
    return Available(await asyncio.to_thread(_codes_csv, found), len(found))


def _codes_csv(found: list[tuple[int, str, date | None]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["CODE", "EXPIRY_DATE"])
    for _, value, day in sorted(found, key=lambda code: (code[2] or NEVER, code[0])):
        writer.writerow([value, day.isoformat() if day else ""])
    return out.getvalue().encode()

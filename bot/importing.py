"""Files of codes: on their way in, read slice by slice and reported, and on their way out."""

import asyncio
import csv
import io
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import BinaryIO

from bot.services import adding, codes, imports, previews, undoing
from bot.services.adding import ImportReport
from bot.services.csvfile import CODE_LENGTH, CodeRow, Flaw, code_rows
from bot.services.people import Person
from bot.services.previews import StagedLine
from bot.texts import t
from db.database import Database
from db.tables import ImportState, RowVerdict


async def stage(
    db: Database,
    by: Person,
    reward_id: int,
    file_name: str,
    source: BinaryIO,
    *,
    tell: Callable[[int], Awaitable[None]],
    most_lines: int | None = None,
) -> int:
    """Read a file into a new import and return its id; `tell` hears how many rows were read.

    What is wrong with the file as a whole is raised, and then nothing of it counts.
    """
    import_id = await db.write(imports.begin, by, reward_id, file_name)
    try:
        rows = code_rows(source, most_lines=most_lines)
        read = 0
        # Read in a thread: a large file would hold up everybody else.
        while some := await asyncio.to_thread(_take, rows):
            await db.write(imports.stage_slice, by, import_id, some)
            read += len(some)
            await tell(read)
        await db.write(imports.finish_staging, by, import_id)
    except BaseException:
        await db.write(imports.abandon, by, import_id)
        raise
    return import_id


def _take(rows: Iterator[CodeRow]) -> list[CodeRow]:
    return list(islice(rows, imports.SLICE))


async def complete(
    db: Database, by: Person, import_id: int, *, tell: Callable[[ImportReport], Awaitable[None]]
) -> ImportReport:
    """Put all codes of a confirmed import into the pool; `tell` hears how far it is.

    Should this end here, the scheduler goes on.
    """
    while True:
        report = await db.write(adding.step, by.community_id, import_id)
        if report.state is not ImportState.ADDING:
            return report
        await tell(report)


async def undo(
    db: Database, by: Person, import_id: int, *, tell: Callable[[ImportReport], Awaitable[None]]
) -> ImportReport:
    """Take an import back, once its codes are all in; `tell` hears how far it is."""
    await complete(db, by, import_id, tell=tell)
    await db.write(undoing.undo, by, import_id)
    while True:
        report = await db.write(undoing.step, by.community_id, import_id)
        if report.state is not ImportState.UNDOING:
            return report
        await tell(report)


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
    while rows := await db.read(previews.rejects, by, import_id, after=after, most=imports.SLICE):
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
    found: list[tuple[int, str, date]] = []
    after = 0
    while some := await db.read(codes.available, by, reward_id, after=after, most=imports.SLICE):
        found += some
        after = some[-1][0]
    return Available(await asyncio.to_thread(_codes_csv, found), len(found))


def _codes_csv(found: list[tuple[int, str, date]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["CODE", "EXPIRY_DATE"])
    for _, value, day in sorted(found, key=lambda code: (code[2], code[0])):
        writer.writerow([value, day.isoformat()])
    return out.getvalue().encode()

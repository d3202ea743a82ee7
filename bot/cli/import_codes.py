"""`python -m bot import-codes`: a file of codes of any size, from the machine's own disk."""

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.cli.operating import FileImport, bar, run_import
from bot.runtime import code_files
from bot.services.codes import import_confirm, import_preview, imports
from bot.services.codes.file_layout import Choices
from bot.services.codes.import_confirm import ImportReport
from bot.services.codes.import_preview import Preview, StagedLine
from bot.services.errors import RefusedError
from bot.services.rewards import lookup
from bot.texts import t
from db.database import Database


@dataclass(frozen=True)
class Request:
    """What an operator asked for; `assume_yes` confirms without asking.

    `elsewhere_too`: codes that another voucher has come in as well. `choices`: what is said of
    the file.
    """

    community_id: int
    reward: str
    file: Path
    rejects: Path
    assume_yes: bool
    elsewhere_too: bool
    choices: Choices


async def import_codes(url: str, order: Request, language: str, out: Console) -> bool:
    """Show a preview, ask, and import; False if something was refused, or the answer was no."""

    def make(db: Database) -> FileImport:
        return _Import(db, order, language, out)

    return await run_import(url, order.community_id, language, out, make)


class NoSuchVoucherError(RefusedError):
    """No reward is called so."""

    message = "import-no-such-reward"


class _Import(FileImport):
    def __init__(self, db: Database, order: Request, language: str, out: Console) -> None:
        super().__init__(db, order.community_id, language, out)
        self._order = order

    async def run(self) -> bool:
        asked = self._order.reward
        try:
            reward = await self._db.read(lookup.resolve, self._order.community_id, asked)
        except lookup.NoSuchRewardError:
            raise NoSuchVoucherError(reward=asked) from None
        import_id = await self._stage(reward.reward_id)
        if self._order.elsewhere_too:
            await self._db.write(imports.include_elsewhere, self._by, import_id, wanted=True)
        preview = await self._db.read(import_preview.preview, self._by, import_id)
        self._out.print(self._table(preview))
        self._ask(preview)
        await self._write_rejects(preview)
        new = preview.to_add
        if not new:
            await self._db.write(imports.abandon, self._by, import_id)
            self.say("import-nothing-new")
            return True
        if not self._agreed(new):
            await self._db.write(imports.abandon, self._by, import_id)
            self.say("import-cancelled")
            return False
        await self._db.write(import_confirm.confirm, self._by, import_id)
        done = await self._add(import_id, new)
        self.say("import-done", added=done.added, reward=done.reward_name, usable=done.usable)
        return True

    async def _stage(self, reward_id: int) -> int:
        file = self._order.file
        with file.open("rb") as source, bar(self._out) as shown:
            reading = t(self._language, "import-reading", file=file.name)
            task = shown.add_task(reading, total=file.stat().st_size)

            async def on_progress(_rows: int) -> None:
                shown.update(task, completed=source.tell())

            return await code_files.stage(
                self._db,
                self._by,
                reward_id,
                file.name,
                source,
                on_progress=on_progress,
                choices=self._order.choices,
            )

    def _ask(self, preview: Preview) -> None:
        """Say what the file leaves unclear, and with which option to say it."""
        for ask in preview.reading.asks:
            self.say("import-ask-" + ask.replace("_", "-"))
        if preview.undated:
            self.say("import-ask-fill", count=preview.undated)
        if preview.marked and not preview.choices.as_written:
            self.say("import-marked", count=preview.marked)
        if (codes := preview.codes).joined:
            self.say("import-joined", count=codes.joined, line=str(codes.joined_line))

    async def _add(self, import_id: int, new: int) -> ImportReport:
        with bar(self._out) as shown:
            task = shown.add_task(t(self._language, "import-confirming"), total=new)

            async def on_progress(report: ImportReport) -> None:
                shown.update(task, completed=report.added)

            return await code_files.complete(self._db, self._by, import_id, on_progress=on_progress)

    def _table(self, preview: Preview) -> Table:
        table = Table(
            title=t(
                self._language,
                "import-title",
                reward=preview.reward_name,
                file=preview.file_name,
            )
        )
        table.add_column(t(self._language, "import-column-verdict"))
        table.add_column(t(self._language, "import-column-count"), justify="right")
        table.add_column(t(self._language, "import-column-lines"))
        for verdict, rows in preview.samples.items():
            self._row(table, verdict.replace("_", "-"), preview.counts[verdict], rows)
        if preview.mangled:
            self._row(table, "mangled", preview.mangled, preview.odd)
        return table

    def _row(self, table: Table, verdict: str, count: int, rows: list[StagedLine]) -> None:
        # Lines and no codes: a terminal's history is no place for them.
        lines = ", ".join(str(row.line) for row in rows) + (" …" if count > len(rows) else "")
        table.add_row(t(self._language, "import-verdict-" + verdict), f"{count:,}", lines)

    async def _write_rejects(self, preview: Preview) -> None:
        if preview.to_add == preview.rows:
            return
        written = await code_files.rejects_csv(
            self._db, self._by, preview.import_id, self._language
        )
        self.write_rejects(self._order.rejects, written)

    def _agreed(self, new: int) -> bool:
        question = t(self._language, "import-question", new=new)
        return self._order.assume_yes or self.agreed(question)

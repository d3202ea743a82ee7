"""`import-points`: bringing along what another bot gave out, from disk, also beside a running bot.

The same preview, decision and batch as `/points import`; only the files may be larger. Who is a
member is known as the bot saw it last, and of bots nothing is.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.cli.operating import FileImport, bar, plain, run_import
from bot.runtime import point_files
from bot.services.moving import importing, preview, staging
from bot.services.moving.brought import Feeds
from bot.services.moving.preview import Preview
from bot.services.moving.terms import LISTED, Choices, Loss, Mode, Sums
from bot.services.points.many_reports import Report
from bot.texts import t
from db.database import Database


@dataclass(frozen=True)
class Request:
    """What an operator asked for; `wallet` is for all moneys of the files.

    `dry_run` shows what would happen and imports nothing; `assume_yes` confirms without asking.
    """

    community_id: int
    files: Sequence[Path]
    rejects: Path
    named: str | None
    wallet: Feeds | None
    choices: Choices
    dry_run: bool
    assume_yes: bool


async def import_points(url: str, order: Request, language: str, out: Console) -> bool:
    """Show a preview, ask, and import; False if something was refused, or the answer was no."""

    def make(db: Database) -> FileImport:
        return _Import(db, order, language, out)

    return await run_import(url, order.community_id, language, out, make)


class _Import(FileImport):
    def __init__(self, db: Database, order: Request, language: str, out: Console) -> None:
        super().__init__(db, order.community_id, language, out)
        self._order = order

    async def run(self) -> bool:
        moving_id = await self._stage()
        seen = await self._db.read(preview.preview, self._by, moving_id)
        self._show(seen)
        await self._write_rejects(seen)
        if seen.done_by is not None or not seen.comes:
            await self._db.write(staging.abandon, self._by, moving_id)
            self.say("points-import-nothing-new" if seen.done_by else "points-import-nobody")
            return True
        if self._order.dry_run or not self._agreed(seen):
            await self._db.write(staging.abandon, self._by, moving_id)
            self.say("import-cancelled")
            return self._order.dry_run
        await self._bring(seen)
        return True

    async def _stage(self) -> int:
        files = self._order.files
        name = ", ".join(file.name for file in files)
        with ExitStack() as opened, bar(self._out) as shown:
            task = shown.add_task(t(self._language, "import-reading", file=name), total=None)

            async def on_progress(doing: str, accounts: int) -> None:
                doing = t(self._language, f"import-{doing}", file=name)
                shown.update(task, description=doing, completed=accounts)

            return await point_files.stage(
                self._db,
                self._by,
                [opened.enter_context(file.open("rb")) for file in files],
                name,
                named=self._order.named,
                choices=self._order.choices,
                wallet=self._order.wallet,
                on_progress=on_progress,
            )

    def _show(self, seen: Preview) -> None:
        shown = Table(title=plain(t(self._language, "moving-title", format=self._format(seen))))
        shown.add_column(t(self._language, "import-column-verdict"))
        shown.add_column(t(self._language, "import-column-count"), justify="right")
        for text_id, count in (
            ("points-import-present", seen.present),
            ("points-import-absent", seen.absent),
        ):
            shown.add_row(t(self._language, text_id), f"{count:,}")
        for loss in Loss:
            if loss is not Loss.FRACTION and seen.losses.get(loss):
                reason = t(self._language, f"moving-reason-{loss.replace('_', '-')}")
                shown.add_row(reason, f"{seen.losses[loss]:,}")
        self._out.print(shown)
        if seen.done_by is not None:
            self.say("moving-done-already")
        else:
            self._show_totals(seen)
            if seen.again:
                mode = seen.choices.mode.value
                self.say("points-import-again", count=seen.again, mode=mode)
        if not seen.synced:
            self.say("points-import-not-synced")
        self.say("points-import-bots-unknown")

    def _format(self, seen: Preview) -> str:
        return t(self._language, f"moving-format-{seen.format}")

    def _show_totals(self, seen: Preview) -> None:
        for wallet, before, change, sums in (
            ("earn", seen.earn_before, seen.earn_change, seen.earn),
            ("spend", seen.spend_before, seen.spend_change, seen.spend),
        ):
            self.say(
                f"moving-total-{wallet}",
                before=before,
                after=before + change,
                change=abs(change),
                sign="-" if change < 0 else "+",
                currency=None,
            )
            self.say("points-import-proof", **_proof(sums))
        if seen.largest:
            self.say("moving-largest")
        for one in seen.largest:
            member = f"{one.member_id} {one.name}".rstrip()
            self.say("moving-largest-line", member=member, points=one.points)

    async def _write_rejects(self, seen: Preview) -> None:
        if not any(loss in LISTED for loss in seen.losses):
            return
        written = await point_files.rejects_csv(self._db, self._by, seen, self._language)
        self.write_rejects(self._order.rejects, written)

    def _agreed(self, seen: Preview) -> bool:
        question = t(self._language, "points-import-question", count=seen.comes)
        return self._order.assume_yes or self.agreed(question)

    async def _bring(self, seen: Preview) -> None:
        with bar(self._out) as shown:
            batch_id = await self._db.write(importing.confirm, self._by, seen.moving_id, seen.turn)
            bringing = t(self._language, "import-confirming")
            task = shown.add_task(bringing, total=None)

            async def on_progress(report: Report) -> None:
                shown.update(task, total=report.total, completed=report.reached)

            report = await point_files.complete(
                self._db, self._by, batch_id, on_progress=on_progress
            )
        self.say(
            "points-import-done",
            members=report.done,
            earn=report.earn.added,
            spend=report.spend.added,
            earn_taken=report.earn.taken,
            spend_taken=report.spend.taken,
            setting="yes" if seen.choices.mode is Mode.SET else "no",
        )


def _proof(sums: Sums) -> dict[str, object]:
    return {
        "asked": _shown(float(sums.asked)),
        "lost": _shown(float(sum(sums.lost.values()))),
        "points": f"{sums.points:,}",
    }


def _shown(points: float) -> str:
    return f"{points:,.2f}".rstrip("0").rstrip(".")

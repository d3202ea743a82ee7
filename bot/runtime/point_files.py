"""Files of points from other bots: read in a thread, staged and weighed in slices, brought in."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import BinaryIO

from bot.runtime.spreadsheet import Cell, as_csv
from bot.services.actors import Person
from bot.services.moving import preview, reading, staging, weighing
from bot.services.moving.brought import Feeds
from bot.services.moving.preview import Preview
from bot.services.moving.terms import LISTED, Choices, Terms
from bot.services.moving.weighing import Seen, Weighed
from bot.services.points import many
from bot.services.points.many_reports import Report
from bot.texts import t
from db.database import Database

AS_PROPOSED = Choices()
"""What a manager has said who has said nothing."""

OnProgress = Callable[[str, int], Awaitable[None]]
"""Hears what is being done, `reading` or `preparing`, and with how many accounts so far."""


async def stage(
    db: Database,
    by: Person,
    files: Sequence[BinaryIO],
    file_name: str,
    *,
    on_progress: OnProgress,
    named: str | None = None,
    choices: Choices = AS_PROPOSED,
    wallet: Feeds | None = None,
    bots: Collection[int] = (),
) -> int:
    """Read files into a new import, work out what importing would do, and return its id.

    `wallet`: where all moneys go that feed one at all; otherwise as `choices` say.
    What is wrong with a file as a whole is raised, and then nothing of it is kept.
    """
    brought = await asyncio.to_thread(reading.read, files, by.community_id, named)
    if wallet is not None:
        feeds = {money.key: wallet for money in brought.moneys}
        choices = choices.model_copy(update={"feeds": feeds})
    moving_id = await db.write(staging.begin, by, brought, file_name, choices)
    try:
        for first in range(0, len(brought.accounts), staging.SLICE):
            some = brought.accounts[first : first + staging.SLICE]
            await db.work(staging.stage, by, moving_id, some, bots=bots)
            await on_progress("reading", first + len(some))
        del brought  # it may be large
        await weigh(db, by, moving_id, on_progress)
    except BaseException:
        await db.write(staging.abandon, by, moving_id)
        raise
    return moving_id


async def weigh(db: Database, by: Person, moving_id: int, on_progress: OnProgress) -> None:
    """Work out what importing would do now, for the card, and plan it."""
    run = await db.work(weighing.begin, by, moving_id)
    seen = Seen()
    after = 0
    while some := await db.read(weighing.weigh, by, moving_id, run.terms, after=after):
        await asyncio.to_thread(seen.add, some, run.terms)
        await db.work(weighing.plan, by, run, some)
        after = some[-1].place
        await on_progress("preparing", after)
    await db.write(weighing.finish, by, moving_id, run, seen)


async def choose(
    db: Database, by: Person, moving_id: int, on_progress: OnProgress, **changes: object
) -> None:
    """Take what a manager says of an import, and work out what it would do then."""
    await db.write(staging.choose, by, moving_id, changes)
    await weigh(db, by, moving_id, on_progress)


async def complete(
    db: Database,
    by: Person,
    batch_id: int,
    *,
    on_progress: Callable[[Report], Awaitable[None]],
) -> Report:
    """Bring everything of a confirmed import in; should this end here, the scheduler goes on."""
    while True:
        report = await db.work(many.step, by.community_id, batch_id)
        if report.whole:
            return report
        await on_progress(report)


async def rejects_csv(db: Database, by: Person, seen: Preview, language: str) -> bytes:
    """Return who is left out, or gets other than the file says, as a CSV with the reason."""
    terms = Terms(seen.moneys, seen.choices)
    rows: list[Sequence[Cell]] = []
    after = 0
    while True:
        some, after = await db.read(preview.rejects, by, seen.moving_id, terms, after=after)
        if not after:
            break
        rows += await asyncio.to_thread(_rows, language, some)
    head = ["ID", "NAME", *(money.key.upper() for money in seen.moneys), "POINTS", "REASON"]
    return await asyncio.to_thread(as_csv, head, rows)


def _rows(language: str, some: Sequence[Weighed]) -> list[Sequence[Cell]]:
    return [_row(language, one) for one in some]


def _row(language: str, one: Weighed) -> Sequence[Cell]:
    account, outcome = one.account, one.outcome
    reasons = "; ".join(
        t(language, f"moving-reason-{loss.replace('_', '-')}")
        for loss, *_ in outcome.losses
        if loss in LISTED
    )
    points = [str(wallet) for wallet in (outcome.earn, outcome.spend) if wallet is not None]
    known = account.member_id is not None
    return (
        *((account.member_id, account.who) if known else (account.who, "")),
        *(one if isinstance(one, int) else str(one) for one in account.amounts),
        " / ".join(dict.fromkeys(points)),
        reasons,
    )

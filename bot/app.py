"""Where the parts are put together."""

import asyncio
import gc
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import structlog

from bot.client import CannotStartError, Laurel
from bot.http.webhooks_in import Serving, serve
from bot.pictures.typefaces import SHAPING
from bot.runtime import garbage, scheduler
from bot.runtime.clock import Clock, seconds_off
from bot.runtime.scheduler import Trust
from bot.runtime.shutdown import listen
from bot.settings import Settings
from db.backup import files_with_codes
from db.database import Database, open_database
from db.errors import DatabaseUnavailableError
from db.lock import exclusive
from db.private import close_to_others
from db.session import real_world

FINISH_SECONDS = 5.0
"""How long answers that are being given may take once we are asked to stop."""

CLOSE_SECONDS = 3.0
"""How long disconnecting from Discord may take."""

log = structlog.get_logger(__name__)


Started = Callable[[Database, Trust], None]
"""Called once the jobs run, with the database and what tells whether the clock is right."""


async def run(
    settings: Settings, clock: Clock | None = None, started: Started | None = None
) -> None:
    """Run until SIGTERM or SIGINT, then finish what is being done.

    `clock`: by which everything goes, where that is not the machine's (the demo moves its own).
    Raises what keeps it from starting: `SettingsError`, `DatabaseError`, `CannotStartError`.
    """
    with exclusive(settings.database_url):
        close_to_others(files_with_codes(settings.database_url, settings.backup_dir))
        await _run(settings, clock or Clock(partial(seconds_off, settings)), started)


async def _run(settings: Settings, clock: Clock, started: Started | None) -> None:
    token = settings.token
    if not SHAPING:
        log.warning("pictures.letters_not_joined", install="libfribidi0 or fribidi")
    stopping = asyncio.Event()
    listen(stopping)
    db = await open_database(settings.database_url, real_world(clock))
    try:
        webhooks = await _serve_webhooks(settings, db)
    except CannotStartError:
        await db.close()
        raise
    with suppress(DatabaseUnavailableError):  # the clock asks again by itself
        await clock.trusted(db)
    jobs = scheduler.build(db, settings, partial(clock.trusted, db))
    client = Laurel(settings, db)
    client.add_listener(_when_ready, "on_ready")
    jobs.start()
    if started is not None:
        started(db, partial(clock.trusted, db))
    serving = asyncio.create_task(client.serve(token))
    try:
        asked = asyncio.create_task(stopping.wait())
        await asyncio.wait({serving, asked}, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if serving.done():
            serving.result()
        log.info("stopping")
        jobs.pause()
        await client.finish(FINISH_SECONDS)
    finally:
        jobs.shutdown(wait=False)  # which cancels the jobs that run
        if webhooks is not None:
            await webhooks.cleanup()
        serving.cancel()  # first: a start that is still going on would use what is closed
        await asyncio.wait({serving})
        with suppress(TimeoutError):
            await asyncio.wait_for(client.close(), CLOSE_SECONDS)
        await db.close()
        log.info("stopped")
        gc.freeze()  # Python would look through all of it once more, which takes seconds


async def _when_ready() -> None:
    garbage.spare()  # ready comes again with each session, and then this does nothing


async def _serve_webhooks(settings: Settings, db: Database) -> Serving | None:
    """Begin to receive webhooks, if the operator says where."""
    if settings.webhooks_listen is None:
        return None
    try:
        return await serve(db, *settings.webhooks_listen, trusted=settings.trusted_proxies)
    except OSError as error:
        raise CannotStartError(
            "program-webhooks-taken",
            passes=True,
            address=settings.webhook_bind,
            reason=error.strerror,
        ) from error

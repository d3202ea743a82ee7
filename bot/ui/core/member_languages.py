"""The language of each member's Discord, stored for messages that are sent to them later."""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog

from bot.services import actors
from bot.texts import language
from bot.ui.core.base import Interaction
from db.database import Database
from db.errors import DatabaseUnavailableError

WAIT_SECONDS = 0.5
"""How long an answer waits for the language to be stored; some only read."""

MOST = 10_000
"""Members whose language is remembered: 2 MB."""

log = structlog.get_logger(__name__)


class MemberLanguages:
    """Stores the language of a member whenever it is not the one that is stored already.

    `wait_for` is called with each task that is to be finished before the program stops.
    """

    def __init__(self, db: Database, wait_for: Callable[[asyncio.Task[Any]], None]) -> None:
        self._db = db
        self._wait_for = wait_for
        self._stored: dict[tuple[int, int], str] = {}

    async def note(self, community_id: int, interaction: Interaction) -> None:
        """Store the language of who is asking, unless it is known to be stored."""
        theirs = language(interaction.locale.value)
        who = (community_id, interaction.user.id)
        if self._stored.get(who) == theirs:
            return
        task = asyncio.create_task(self._store(who, theirs))
        self._wait_for(task)
        await asyncio.wait({task}, timeout=WAIT_SECONDS)

    async def _store(self, who: tuple[int, int], theirs: str) -> None:
        try:
            # Many who press at the same moment for the first time are stored together.
            speaker = actors.Speaker(*who, theirs)
            await self._db.write_together(actors.store_languages, speaker, speaker.community_id)
        except DatabaseUnavailableError as error:  # their next command stores it
            log.info("language.not_stored", error=str(error))
        except Exception as error:  # it is no reason to refuse what somebody asked for
            log.error("language.not_stored", exc_info=error)
        else:
            self._know(who, theirs)

    def _know(self, who: tuple[int, int], theirs: str) -> None:
        """Remember what is stored, of so many members at the most."""
        if len(self._stored) >= MOST:
            self._stored.clear()  # what is not remembered is stored again, which changes nothing
        self._stored[who] = theirs

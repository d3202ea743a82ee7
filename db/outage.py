"""Logs an outage of the database once when it begins and once when it ends.

Everybody who meets it then tries again by themselves, often; what they would say is always this.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from db.errors import DatabaseUnavailableError

QUIET_SECONDS = 5.0
"""How long nothing may have gone wrong before it counts as back, lest it comes and goes."""

log = structlog.get_logger(__name__)


class Outage:
    """Watches over what is done with a database; `what` is `reads` or `writes`."""

    def __init__(self, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._what = what
        self._clock = clock
        self._since: float | None = None
        self._last = 0.0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Notice how it goes; what the work itself refuses is no outage."""
        try:
            yield
        except DatabaseUnavailableError as error:
            self._away(error)
            raise
        except Exception:
            self._here()
            raise
        self._here()

    def _away(self, error: DatabaseUnavailableError) -> None:
        self._last = self._clock()
        if self._since is None:
            self._since = self._last
            log.error("database.away", what=self._what, error=str(error))

    def _here(self) -> None:
        if self._since is None or self._clock() - self._last < QUIET_SECONDS:
            return
        log.warning("database.back", what=self._what, seconds=round(self._last - self._since))
        self._since = None

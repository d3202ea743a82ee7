"""The time of a local Discord, which a demo can move forward."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The machine's time, and by how much the local Discord is ahead of it."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return datetime.now(UTC) + self._ahead

    def now_iso(self) -> str:
        """Return the moment as Discord writes times."""
        return self.now().isoformat()

    def advance(self, by: timedelta) -> None:
        """Move it forward; never back, as ids must grow."""
        if by < timedelta():
            raise ValueError("the clock only moves forward")
        self._ahead += by

"""An outage is two lines, however often and by whomever it is met."""

from typing import Any

import pytest

from db import outage
from db.database import Database
from db.errors import DatabaseUnavailableError
from db.outage import QUIET_SECONDS, Outage
from db.session import Session


class Log:
    """Remembers what is said."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, dict[str, Any]]] = []

    def warning(self, event: str, **about: Any) -> None:
        """Note a line."""
        self.lines.append((event, about))

    error = warning


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """What is said of outages."""
    log = Log()
    monkeypatch.setattr(outage, "log", log)
    return log.lines


def fails(_: Session) -> None:
    """Fail as anything does while nothing can be reached."""
    raise ConnectionResetError


def refuses(_: Session) -> None:
    raise KeyError


async def test_it_is_said_once_that_it_is_away_and_once_that_it_is_back(
    db: Database, logged: list[tuple[str, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proven: without remembering that it was said, each of these is a line."""
    for _ in range(30):
        for ask in (db.read, db.write):
            with pytest.raises(DatabaseUnavailableError):
                await ask(fails)
    away = "ConnectionResetError"
    assert logged == [
        ("database.away", {"what": "reads", "error": away}),
        ("database.away", {"what": "writes", "error": away}),
    ]
    monkeypatch.setattr(outage, "QUIET_SECONDS", 0)
    with pytest.raises(KeyError):  # which it can only say if it is there
        await db.read(refuses)
    for _ in range(30):
        for ask in (db.read, db.write):
            await ask(lambda _: None)
    assert [(event, about["what"]) for event, about in logged[2:]] == [
        ("database.back", "reads"),
        ("database.back", "writes"),
    ]
    await db.close()
    with pytest.raises(DatabaseUnavailableError):
        await db.write(lambda _: None)
    assert len(logged) == 4  # what was closed is not away


def test_what_comes_and_goes_is_one_outage(logged: list[tuple[str, dict[str, Any]]]) -> None:
    """Proven: without the quiet time, each success in between is a line, and each failure."""
    now = 0.0
    watch = Outage("writes", clock=lambda: now)

    def goes(*, well: bool) -> None:
        with watch.watched():
            if not well:
                raise DatabaseUnavailableError("locked")

    for _ in range(20):
        with pytest.raises(DatabaseUnavailableError):
            goes(well=False)
        goes(well=True)
        now += QUIET_SECONDS - 1
    goes(well=True)
    now += 1
    goes(well=True)
    goes(well=True)
    lasted = round(19 * (QUIET_SECONDS - 1))
    assert logged == [
        ("database.away", {"what": "writes", "error": "locked"}),
        ("database.back", {"what": "writes", "seconds": lasted}),
    ]

"""A guard against leaks: no code may appear where anybody but its holder could read it.

It listens along during a run. Afterwards it takes every code of the run's database and looks for
each in every log line, every message that more than one person can read, every error that
somebody was told, and every table but those whose work it is to keep codes.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import LargeBinary, select
from sqlmodel import col
from sqlmodel import select as select_rows

from bot import texts as texts_module
from bot.localdiscord import LocalDiscord, components
from bot.runtime import logs
from bot.services.grants.redeem import shown
from bot.ui.core.cards import BAD, CAREFUL
from db.database import Database
from db.session import Session
from db.tables import Code, Grant, WebhookSecret, metadata

SHORTEST = 6
"""Characters of a code that is looked for; a shorter one may stand anywhere by chance."""

_WORD = re.compile(r"[\w\-./+@#]+")

_KEEPERS = {
    "code": {"value"},
    "staged_code": {"value", "typed_date"},
    "import_part": {"content"},
    "code_import": {"survey"},
    "grant": {"redemption_code"},
    "webhook_secret": {"secret"},
}
"""The columns that keep codes."""


@dataclass
class Leaks:
    """What could be read during a run, and by whom."""

    overheard: list[tuple[str, str]] = field(default_factory=list)  # where, and what
    private: list[tuple[int, str]] = field(default_factory=list)  # to whom alone, and what

    @contextmanager
    def watching(self, discord: LocalDiscord) -> Iterator[None]:
        """Listen to the logs, as the program writes them, and to what is said on Discord."""
        discord.on_event(self._hear)
        root = logging.getLogger()
        before, level, config = list(root.handlers), root.level, structlog.get_config()
        logs.set_up("DEBUG", "json")
        # A logger that is kept would go on with this after the run.
        structlog.configure(**structlog.get_config() | {"cache_logger_on_first_use": False})
        (program,) = root.handlers
        root.handlers = [*before, _Listener(self.overheard, program.formatter)]
        try:
            yield
        finally:
            root.handlers = before
            root.setLevel(level)
            structlog.configure(**config)

    def _hear(self, event: dict[str, Any]) -> None:
        if event["event"] not in {"message", "message_edited"}:
            return
        message = event["message"]
        if not message["author"]["bot"]:
            return
        wire = message["message"]
        if message["ephemeral"]:
            self.private.append((int(message["seen_only_by"]["id"]), message["text"]))
            if _tells_of_an_error(wire):
                self.overheard.append(("an error that somebody was told", message["text"]))
        else:
            where = "a public message" if message["community"] else "a direct message"
            self.overheard.append((where, json.dumps(wire, ensure_ascii=False)))

    async def found(self, db: Database, planted: Iterable[str] = ()) -> set[str]:
        """Return where codes appeared; `planted` are further ones to look for."""
        secrets, holders = await db.read(_codes)
        secrets |= set(planted)
        rows = await db.read(_rows)
        found = {where for where, text in self.overheard + rows if _holds(text, secrets)}
        for reader, text in self.private:
            for word in _WORD.findall(text):
                if holders.get(word, reader) != reader:
                    found.add("a private message of somebody else")
        return found


class _Listener(logging.Handler):
    def __init__(self, heard: list[tuple[str, str]], form: logging.Formatter | None) -> None:
        super().__init__()
        self._heard = heard
        self.setFormatter(form)

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(("a log line", self.format(record)))


def _tells_of_an_error(wire: dict[str, Any]) -> bool:
    """Tell refusals and failures from what is asked in the same colour: they have no buttons."""
    coloured = {BAD.value, CAREFUL.value}
    return not components.buttons(wire["components"]) and any(
        part.get("accent_color") in coloured for part in components.walk(wire["components"])
    )


def _holds(text: str, secrets: set[str]) -> bool:
    words = {word.strip("./") for word in _WORD.findall(text)}
    return not words.isdisjoint(secrets)


def _codes(session: Session) -> tuple[set[str], dict[str, int]]:
    """Return every code that is long enough, and whose the redemption codes are."""
    values = session.execute(select(col(Code.value))).scalars()
    secrets = {value for value in values if len(value) >= SHORTEST and _WORD.fullmatch(value)}
    secrets -= _examples()
    secrets |= {secret.strip("./") for secret in session.exec(select_rows(WebhookSecret.secret))}
    holders = {}
    for code, member_id in session.execute(
        select(col(Grant.redemption_code), col(Grant.member_id)).where(
            col(Grant.redemption_code).is_not(None)
        )
    ):
        holders[code] = holders[shown(code)] = member_id
    return secrets | holders.keys(), holders


def _examples() -> set[str]:
    """Return what the program's own texts name, such as the code in the example of a file."""
    texts = (Path(texts_module.__file__).parent / "locales").glob("*/*.ftl")
    return {word.strip("./") for file in texts for word in _WORD.findall(file.read_text("utf-8"))}


def _rows(session: Session) -> list[tuple[str, str]]:
    """Return everything that is stored, except where codes belong."""
    found = []
    for table in metadata.sorted_tables:
        kept = _KEEPERS.get(table.name, set())
        columns = [
            column
            for column in table.columns
            if column.name not in kept and not isinstance(column.type, LargeBinary)
        ]
        where = f"a row of {table.name}"
        # A moment as one word: alone, its microseconds may be what a code of digits is, by chance.
        found += [
            (where, repr([str(value) if isinstance(value, datetime) else value for value in row]))
            for row in session.execute(select(*columns))
        ]
    return found

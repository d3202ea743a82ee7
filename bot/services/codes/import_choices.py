"""Reading a file of codes as a manager says: the file is kept under its import until then.

Each choice begins a new attempt: what an earlier one staged is cleared away, and an earlier one
that is still at work can stage no more.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from bot.services import calendar, communities
from bot.services.actors import Person, require_manager
from bot.services.codes.file_layout import Choices, Survey, Terms
from bot.services.codes.imports import (
    SLICE,
    ImportGoneError,
    NotReadyError,
    get,
    lock_attempt,
    reward_of,
    unstage,
)
from bot.services.errors import RefusedError
from db.session import Session
from db.tables import CodeImport, ImportPart, ImportState, table
from db.types import NEVER
from db.upsert import insert

PART = 1024 * 1024
"""Bytes of a file that are stored in one transaction."""

FILL_NONE = "none"
FILL_VOUCHER = "voucher"
"""What a manager may say of codes without a date, besides a date: for ever, or as the voucher."""


class NotKeptError(RefusedError):
    """The file is not kept any more, so it cannot be read in another way."""

    message = "import-file-not-kept"


@dataclass(frozen=True)
class Attempt:
    """One attempt at reading a file: which, what a manager has chosen, and what else decides."""

    number: int
    choices: Choices
    terms: Terms


def keep(session: Session, by: Person, import_id: int, part: int, content: bytes) -> None:
    """Keep a part of a file, at most `PART` bytes; parts count from 0."""
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    session.flush()
    session.connection().execute(
        insert(table(ImportPart)).on_conflict_do_nothing(),
        {
            "community_id": started.community_id,
            "import_id": started.id,
            "part": part,
            "content": content,
        },
    )


def part_of(session: Session, by: Person, import_id: int, part: int) -> bytes | None:
    """Return a part of the file; None after the last one."""
    require_manager(session, by)
    kept = session.get(ImportPart, (by.community_id, import_id, part))
    return None if kept is None else kept.content


def present(session: Session, by: Person, import_id: int) -> Attempt:
    """Return how the file is to be read now."""
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    choices = Choices.model_validate(started.choices)
    zone = calendar.clock(communities.get(session, by.community_id).timezone)
    fill = _fill(choices, voucher_day(session, started))
    return Attempt(started.turn, choices, Terms(zone, choices.as_written, fill))


def voucher_day(session: Session, started: CodeImport) -> date | None:
    """Return the last good day of the voucher itself; None for ever."""
    return reward_of(session, started.community_id, started.reward_id).expires_on


def _fill(choices: Choices, of_voucher: date | None) -> date | None:
    if choices.fill is None:
        return None
    if choices.fill == FILL_NONE:
        return NEVER
    if choices.fill == FILL_VOUCHER:
        return of_voucher or NEVER
    return date.fromisoformat(choices.fill)


def surveyed(session: Session, by: Person, import_id: int, found: Survey, *, attempt: int) -> None:
    """Store what a first look at the file found."""
    require_manager(session, by)
    lock_attempt(session, by.community_id, import_id, attempt).survey = found.model_dump(
        mode="json"
    )
    session.flush()


def choose(session: Session, by: Person, import_id: int, chosen: dict[str, Any]) -> Attempt:
    """Take what a manager says of a file, and begin to read it anew.

    `chosen` holds fields of `Choices`; the others stay as they are.
    """
    require_manager(session, by)
    started = session.locked(CodeImport, (by.community_id, import_id), key_share=True)
    if started is None or started.state == ImportState.ABANDONED:
        raise ImportGoneError
    if started.state not in (ImportState.STAGING, ImportState.READY):
        raise NotReadyError
    if not _is_kept(session, started):
        raise NotKeptError
    choices = Choices.model_validate(started.choices | chosen)
    started.choices = choices.model_dump(mode="json", exclude_none=True)
    started.state = ImportState.STAGING
    started.turn += 1
    session.flush()
    return present(session, by, import_id)


def choose_at_first(session: Session, by: Person, import_id: int, choices: Choices) -> None:
    """Take what is said of a file that nobody has read yet, and that is not kept."""
    require_manager(session, by)
    started = lock_attempt(session, by.community_id, import_id, 0)
    started.choices = choices.model_dump(mode="json", exclude_none=True)
    session.flush()


def _is_kept(session: Session, started: CodeImport) -> bool:
    part = table(ImportPart).c
    mine = (part.community_id == started.community_id, part.import_id == started.id)
    return session.execute(select(part.part).where(*mine).limit(1)).first() is not None


def clear(session: Session, by: Person, import_id: int, *, attempt: int) -> int:
    """Clear away a slice of what earlier attempts staged; return how many rows went."""
    require_manager(session, by)
    started = lock_attempt(session, by.community_id, import_id, attempt)
    return unstage(session, started.community_id, started.id, SLICE)

"""Taking a confirmed import back: its codes that nobody was given leave the pool.

As with `import_confirm`, the decision is one short transaction, and the codes follow in slices.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, delete, select
from sqlmodel import col, func

from bot.services import audit
from bot.services.actors import Person, require_manager
from bot.services.codes.import_confirm import ImportReport, locked, report_on
from bot.services.codes.imports import advance, first_in, get, reward_of
from bot.services.errors import RefusedError
from bot.services.rewards import stock
from db.session import Session
from db.tables import Code, CodeImport, CodeState, ImportState

SLICE = 250
"""Codes at the most that are looked at in one transaction."""

MOST = 25
"""Imports that are offered."""


class StillComingInError(RefusedError):
    """The import's codes are still being added; it can be undone when it is whole."""

    message = "import-still-coming-in"


class NothingToUndoError(RefusedError):
    """No confirmed import is there that was not undone."""

    message = "import-nothing-to-undo"


@dataclass(frozen=True)
class ImportLine:
    """An import that can be undone. `free` of its codes would leave the pool, `out` would not."""

    import_id: int
    reward_name: str
    file_name: str
    confirmed_at: datetime | None
    free: int
    out: int


def undoable(session: Session, by: Person, reward_id: int) -> list[CodeImport]:
    """Return a voucher's imports that are in, newest first."""
    require_manager(session, by)
    rows = session.execute(
        select(CodeImport)
        .where(
            col(CodeImport.community_id) == by.community_id,
            col(CodeImport.reward_id) == reward_id,
            col(CodeImport.state).in_([ImportState.ADDING, ImportState.CONFIRMED]),
        )
        .order_by(col(CodeImport.id).desc())
        .limit(MOST)
    )
    return list(rows.scalars())


def choose(session: Session, by: Person, reward_id: int, typed: str | None) -> int:
    """Return the import that is meant: by its id, by its file's name, or else the newest.

    Raises `NothingToUndoError` where there is none.
    """
    for one in undoable(session, by, reward_id):
        if not typed or typed.strip() in (str(one.id), one.file_name):
            return one.id
    raise NothingToUndoError


def load_import(session: Session, by: Person, import_id: int) -> ImportLine:
    """Say what undoing an import would do."""
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    free, total = session.execute(
        select(
            func.coalesce(func.sum(case((_free(), 1), else_=0)), 0),
            func.count(),
        ).where(*_codes_of(started), col(Code.number).between(*_numbers(started)))
    ).one()
    return ImportLine(
        import_id,
        reward_of(session, by.community_id, started.reward_id).name,
        started.file_name,
        started.confirmed_at,
        int(free),
        total - int(free),
    )


def undo(session: Session, by: Person, import_id: int) -> bool:
    """Decide that an import is taken back; False: that had been decided before.

    Raises `StillComingInError` until the import is whole.
    """
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    decided = advance(session, started, ImportState.CONFIRMED, ImportState.UNDOING)
    session.refresh(started)
    if decided:
        started.actor_id = by.member_id
        started.reached = 0
    elif started.state == ImportState.ADDING:
        raise StillComingInError
    elif started.state not in (ImportState.UNDOING, ImportState.UNDONE):
        raise NothingToUndoError
    session.flush()
    return decided


def step(session: Session, community_id: int, import_id: int, limit: int = SLICE) -> ImportReport:
    """Take the next codes out of the pool, and say how far it is."""
    started = locked(session, community_id, import_id)
    if started.state == ImportState.UNDOING:
        _remove(session, started, limit)
    return report_on(session, started)


def _remove(session: Session, started: CodeImport, limit: int) -> None:
    first, last = _numbers(started)
    numbers = (
        session.execute(
            select(col(Code.number))
            .where(
                *_codes_of(started), col(Code.number).between(max(first, started.reached + 1), last)
            )
            .order_by(col(Code.number))
            .limit(limit)
        )
        .scalars()
        .all()
    )
    if numbers:
        # One statement decides by what a code is at that moment: whoever is being given it just
        # now has it, or finds it gone and gets another.
        removed = len(
            session.execute(
                delete(Code)
                .where(
                    *_codes_of(started),
                    col(Code.number).between(numbers[0], numbers[-1]),
                    _free(),
                )
                .returning(col(Code.id))
                .execution_options(synchronize_session=False)
            ).all()
        )
        started.removed += removed
        started.added -= removed
        started.reached = numbers[-1]
    if len(numbers) < limit:
        _finish(session, started)
    session.flush()


def _finish(session: Session, started: CodeImport) -> None:
    started.state = ImportState.UNDONE
    session.flush()
    stock.watch(session, started.community_id, started.reward_id)
    audit.record(
        session,
        started.community_id,
        "codes.import_undone",
        actor_id=started.actor_id,
        reward_id=started.reward_id,
        file=started.file_name,
        removed=started.removed,
        out=started.added,
    )


def _codes_of(started: CodeImport) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Code.community_id) == started.community_id,
        col(Code.reward_id) == started.reward_id,
        col(Code.import_id) == started.id,
    )


def _numbers(started: CodeImport) -> tuple[int, int]:
    """Return between which numbers its codes lie; there is no index of a code's import."""
    return started.first_number, started.last_number


def _free() -> ColumnElement[bool]:
    """Return whether nobody was given a code, and no manager withdrew it."""
    return col(Code.grant_id).is_(None) & col(Code.state).in_(
        [CodeState.AVAILABLE, CodeState.EXPIRED]
    )


def work(session: Session, limit: int = SLICE) -> int:
    """Go on with taking an import back, such as after a restart; 0: none is left."""
    found = first_in(session, ImportState.UNDOING)
    if found is not None:
        step(session, *found, limit)
    return int(found is not None)

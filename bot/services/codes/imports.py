"""Bringing codes in: rows are staged in slices, shown as a preview, and count once confirmed.

Staging may take its time, since it touches nothing that is in use. What follows the manager's
decision is in `import_confirm`, and what takes it back in `import_undo`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, exists, or_, select, update

from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.codes.codes import NotAVoucherError
from bot.services.codes.file_layout import CodeRow
from bot.services.errors import RefusedError, existing
from bot.services.rewards.editing import ArchivedError
from db.session import Session
from db.statement import by_no_index
from db.tables import (
    Code,
    CodeImport,
    ImportPart,
    ImportState,
    Reward,
    RewardKind,
    RewardState,
    RowVerdict,
    StagedCode,
    table,
)
from db.upsert import insert

SLICE = 300
"""Rows that are staged, or cleared away, in one transaction: claims get their turn in between."""

KEPT_FOR = timedelta(days=1)
"""How long a preview waits for its confirmation."""

MANGLED = "mangled"
"""The reason that stands with a code that a spreadsheet seems to have taken for a number."""

MARKED = "marked"
"""The reason that stands with a code around which a spreadsheet had put a mark."""

UNDER_WAY = (ImportState.ADDING, ImportState.UNDOING)
"""What has been decided about these, and not done to the end."""

_FILE_NAME = 100  # characters


class ImportGoneError(RefusedError):
    """The preview was given up, or waited too long."""

    message = "import-gone"


class NotReadyError(RefusedError):
    """The file is still being read."""

    message = "import-not-ready"


def begin(session: Session, by: Person, reward_id: int, file_name: str) -> int:
    """Open an import of codes for a voucher and return its id."""
    require_manager(session, by)
    require_open_voucher(reward_of(session, by.community_id, reward_id))
    started = CodeImport(
        community_id=by.community_id,
        id=session.new_id(),
        reward_id=reward_id,
        file_name=file_name[:_FILE_NAME],
        actor_id=by.member_id,
        created_at=session.now,
    )
    session.add(started)
    return started.id


def reward_of(session: Session, community_id: int, reward_id: int) -> Reward:
    """Return a reward without its lock: grants need not wait for codes to come in."""
    return existing(session.get(Reward, (community_id, reward_id)))


def require_open_voucher(reward: Reward) -> None:
    """Raise what keeps codes from coming into a reward's pool."""
    if reward.kind != RewardKind.VOUCHER:
        raise NotAVoucherError
    if reward.state == RewardState.ARCHIVED:
        raise ArchivedError(reward=reward.name)


def stage_slice(
    session: Session, by: Person, import_id: int, rows: Sequence[CodeRow], *, attempt: int = 0
) -> None:
    """Stage the next rows of a file, at most `SLICE` of them, and judge each.

    Raises `NotReadyError` when a choice has begun another attempt meanwhile.
    """
    require_manager(session, by)
    started = lock_attempt(session, by.community_id, import_id, attempt)
    if not rows:
        return
    session.flush()
    day = today(session, by.community_id)
    _insert(session, started, [_staged(started, row, _verdict(row, day)) for row in rows])
    _compare(session, started, rows[0].line, rows[-1].line)


def lock_attempt(session: Session, community_id: int, import_id: int, attempt: int) -> CodeImport:
    """Return an import that is being read, on which no other attempt begins meanwhile."""
    session.flush()
    started = existing(session.locked(CodeImport, (community_id, import_id), key_share=True))
    if started.state == ImportState.ABANDONED:
        raise ImportGoneError
    if started.state != ImportState.STAGING or started.turn != attempt:
        raise NotReadyError
    return started


def _verdict(row: CodeRow, day: date) -> RowVerdict:
    if row.flaw is not None or row.expires_on is None:
        return RowVerdict.MALFORMED
    return RowVerdict.EXPIRED if row.expires_on < day else RowVerdict.NEW


def _staged(started: CodeImport, row: CodeRow, verdict: RowVerdict) -> dict[str, Any]:
    return {
        "community_id": started.community_id,
        "import_id": started.id,
        "line": row.line,
        "value": row.value,
        "expires_on": row.expires_on,
        "typed_date": row.typed_date if row.expires_on is None else None,
        "verdict": verdict,
        "reason": row.flaw or (MARKED if row.marked else MANGLED if row.mangled else None),
    }


def _insert(session: Session, started: CodeImport, rows: list[dict[str, Any]]) -> None:
    """Let the database's index find what stands further up in the file: it refuses that row."""
    staged = table(StagedCode)
    connection = session.connection()
    connection.execute(insert(staged).on_conflict_do_nothing(), rows)
    taken = set(
        connection.execute(
            select(staged.c.line).where(
                *_between(started, rows[0]["line"], rows[-1]["line"]),
            )
        ).scalars()
    )
    twice = [row | {"verdict": RowVerdict.TWICE} for row in rows if row["line"] not in taken]
    if twice:
        connection.execute(insert(staged), twice)


def _compare(session: Session, started: CodeImport, first: int, last: int) -> None:
    """Find the codes of a slice that are here already."""
    staged, code = table(StagedCode), table(Code).c
    session.plan_anew()
    known_date = (
        select(code.expires_on)
        .where(
            code.community_id == started.community_id,
            code.value == staged.c.value,
            by_no_index(code.reward_id) == started.reward_id,
        )
        .scalar_subquery()
    )
    verdict = case(
        (known_date == staged.c.expires_on, RowVerdict.KNOWN),
        else_=RowVerdict.KNOWN_OTHER_DATE,
    )
    connection = session.connection()
    connection.execute(
        update(staged)
        .where(
            *_between(started, first, last),
            by_no_index(staged.c.verdict).in_([RowVerdict.NEW, RowVerdict.EXPIRED]),
            known_date.is_not(None),
        )
        .values(verdict=verdict)
    )
    connection.execute(
        update(staged)
        .where(
            *_between(started, first, last),
            by_no_index(staged.c.verdict) == RowVerdict.NEW,
            in_another_voucher(started, staged.c.value),
        )
        .values(verdict=RowVerdict.ELSEWHERE)
    )


def in_another_voucher(started: CodeImport, value: ColumnElement[str]) -> ColumnElement[bool]:
    """Return whether another voucher of the community has a code, in whatever state."""
    return is_a_code(started, value, table(Code).c.reward_id != started.reward_id)


def is_a_code(
    started: CodeImport, value: ColumnElement[str], where: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Return whether a value is that of a code of the community.

    A subquery for one value, not a join: PostgreSQL would plan that for the few rows that it
    believes to be there, and take minutes over the many that have just come.
    """
    code = table(Code).c
    found = (
        select(code.value)
        .where(code.community_id == started.community_id, code.value == value, where)
        .limit(1)
    )
    return found.scalar_subquery().is_not(None)


def _between(started: CodeImport, first: int, last: int) -> tuple[ColumnElement[bool], ...]:
    staged = table(StagedCode).c
    return (
        staged.community_id == started.community_id,
        staged.import_id == started.id,
        staged.line.between(first, last),
    )


def include_elsewhere(session: Session, by: Person, import_id: int, *, wanted: bool) -> None:
    """Insist on the codes that another voucher has as well, or leave them out again."""
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    ready = table(CodeImport).c.state == ImportState.READY
    if not change(session, started, ready, elsewhere_too=wanted):
        raise NotReadyError


def finish_staging(session: Session, by: Person, import_id: int, *, attempt: int = 0) -> None:
    """Say that all rows are staged, so that the import can be confirmed."""
    require_manager(session, by)
    started = lock_attempt(session, by.community_id, import_id, attempt)
    if not advance(session, started, ImportState.STAGING, ImportState.READY):
        raise ImportGoneError


def abandon(session: Session, by: Person, import_id: int) -> None:
    """Give an import up; its rows are cleared away later. A confirmed one stays confirmed."""
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    for state in (ImportState.STAGING, ImportState.READY):
        advance(session, started, state, ImportState.ABANDONED)


def purge(session: Session, limit: int = SLICE) -> int:
    """Clear away a slice of files and staged rows that nobody needs any more; return how much.

    Those are of imports that are in, that were given up, or that waited for a day.
    """
    started, staged = table(CodeImport), table(StagedCode).c
    old = started.c.created_at < session.now - KEPT_FOR
    waiting_states = (ImportState.STAGING, ImportState.READY)
    waiting = started.c.state.in_(waiting_states)
    connection = session.connection()
    given_up = select(started.c.community_id, started.c.id).where(old, waiting)
    for community_id, import_id in connection.execute(given_up).all():
        connection.execute(
            update(started)
            .where(started.c.community_id == community_id, started.c.id == import_id, waiting)
            .values(state=ImportState.ABANDONED)
        )
    part = table(ImportPart).c
    over = connection.execute(
        select(started.c.community_id, started.c.id)
        .where(
            started.c.state.not_in([*waiting_states, ImportState.ADDING]),
            or_(
                exists().where(
                    staged.community_id == started.c.community_id,
                    staged.import_id == started.c.id,
                ),
                exists().where(
                    part.community_id == started.c.community_id, part.import_id == started.c.id
                ),
            ),
        )
        .limit(1)
    ).first()
    return 0 if over is None else forget(session, over[0], over[1], limit)


def forget(session: Session, community_id: int, import_id: int, limit: int) -> int:
    """Clear away a slice of what is kept of a file; return how much went."""
    connection = session.connection()
    started, part = table(CodeImport), table(ImportPart).c
    connection.execute(  # first: of a file that is not kept, nobody comes back for this
        update(started)
        .where(started.c.community_id == community_id, started.c.id == import_id)
        .values(survey={})
    )
    rows = unstage(session, community_id, import_id, limit)
    if rows:
        return rows
    mine = (part.community_id == community_id, part.import_id == import_id)
    first = select(part.part).where(*mine).order_by(part.part).limit(1)
    parts: int = connection.execute(
        delete(table(ImportPart)).where(*mine, part.part.in_(first))
    ).rowcount
    return parts


def unstage(session: Session, community_id: int, import_id: int, limit: int) -> int:
    """Clear away a slice of an import's staged rows; return how many went."""
    staged = table(StagedCode).c
    mine = (staged.community_id == community_id, staged.import_id == import_id)
    some = select(staged.line).where(*mine).order_by(staged.line).limit(limit)
    removed: int = (
        session.connection()
        .execute(delete(table(StagedCode)).where(*mine, staged.line.in_(some)))
        .rowcount
    )
    return removed


def get(session: Session, community_id: int, import_id: int) -> CodeImport:
    """Return an import that has not been given up."""
    started = existing(session.get(CodeImport, (community_id, import_id)))
    if started.state == ImportState.ABANDONED:
        raise ImportGoneError
    return started


def advance(session: Session, started: CodeImport, old: ImportState, new: ImportState) -> bool:
    """Move an import on, if it is where it was thought to be."""
    return bool(change(session, started, table(CodeImport).c.state == old, state=new))


def change(
    session: Session, started: CodeImport, *which: ColumnElement[bool], **values: object
) -> int:
    """Change an import if all of this holds; return whether it did, as 0 or 1."""
    session.flush()
    changed: int = (
        session.connection()
        .execute(
            update(table(CodeImport))
            .where(
                table(CodeImport).c.community_id == started.community_id,
                table(CodeImport).c.id == started.id,
                *which,
            )
            .values(**values)
        )
        .rowcount
    )
    return changed


def first_in(session: Session, state: ImportState) -> tuple[int, int] | None:
    """Return the community and the id of the first import in a state."""
    started = table(CodeImport).c
    found = session.execute(
        select(started.community_id, started.id)
        .where(started.state == state)
        .order_by(started.id)
        .limit(1)
    ).first()
    return None if found is None else (found.community_id, found.id)

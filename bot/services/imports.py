"""Bringing codes in: rows are staged in slices, shown as a preview, and count once confirmed.

Staging may take its time, since it touches nothing that is in use. The confirmation is one
statement inside the database, so a file of codes comes in whole or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, String, case, delete, exists, literal, or_, select, update
from sqlmodel import func

from bot.services import audit
from bot.services.catalogue.editing import ArchivedError
from bot.services.codes import NotAVoucherError
from bot.services.communities import today
from bot.services.csvfile import CodeRow
from bot.services.errors import GoneError, RefusedError
from bot.services.people import Person, require_manager
from bot.services.pools import pool
from db.session import Session
from db.tables import (
    Code,
    CodeImport,
    CodeState,
    ImportState,
    Reward,
    RewardKind,
    RewardState,
    RowVerdict,
    StagedCode,
    table,
)
from db.types import UtcDateTime
from db.upsert import insert

SLICE = 2_000
"""Rows that are staged, or cleared away, in one transaction: claims get their turn in between."""

KEPT_FOR = timedelta(days=1)
"""How long a preview waits for its confirmation."""

MANGLED = "mangled"
"""The reason that stands with a code that a spreadsheet seems to have taken for a number."""

_FILE_NAME = 100  # characters


class ImportGoneError(RefusedError):
    """The preview was given up, or waited too long."""

    message = "import-gone"


class NotReadyError(RefusedError):
    """The file is still being read."""

    message = "import-not-ready"


@dataclass(frozen=True)
class Confirmed:
    """What an import added; `first` False: it had been confirmed before, with this result."""

    import_id: int
    reward_id: int
    reward_name: str
    added: int
    usable: int
    first: bool


def begin(session: Session, by: Person, reward_id: int, file_name: str) -> int:
    """Open an import of codes for a voucher and return its id."""
    require_manager(session, by)
    _require_open_voucher(_reward(session, by.community_id, reward_id))
    started = CodeImport(
        community_id=by.community_id,
        id=session.new_id(),
        reward_id=reward_id,
        file_name=file_name[:_FILE_NAME],
        actor_id=_actor(by),
        created_at=session.now,
    )
    session.add(started)
    return started.id


def _reward(session: Session, community_id: int, reward_id: int) -> Reward:
    """Return a reward without its lock: grants need not wait for codes to come in."""
    reward = session.get(Reward, (community_id, reward_id))
    if reward is None:
        raise GoneError
    return reward


def _require_open_voucher(reward: Reward) -> None:
    if reward.kind != RewardKind.VOUCHER:
        raise NotAVoucherError
    if reward.state == RewardState.ARCHIVED:
        raise ArchivedError(reward=reward.name)


def _actor(by: Person) -> int | None:
    """Whoever sits at the machine itself has no id, and stands in the audit as Laurel."""
    return by.member_id or None


def stage_slice(session: Session, by: Person, import_id: int, rows: Sequence[CodeRow]) -> None:
    """Stage the next rows of a file, at most `SLICE` of them, and judge each."""
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    if started.state != ImportState.STAGING:
        raise ImportGoneError
    if not rows:
        return
    session.flush()
    day = today(session, by.community_id)
    _insert(session, started, [_staged(started, row, _verdict(row, day)) for row in rows])
    _compare(session, started, rows[0].line, rows[-1].line)


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
        "reason": row.flaw or (MANGLED if row.mangled else None),
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
    # A subquery for one value, not a join: PostgreSQL would plan that for the few rows that it
    # believes to be there, and take minutes over the many that have just come.
    known_date = (
        select(code.expires_on)
        .where(
            code.community_id == started.community_id,
            code.reward_id == started.reward_id,
            code.value == staged.c.value,
        )
        .scalar_subquery()
    )
    verdict = case(
        (known_date == staged.c.expires_on, RowVerdict.KNOWN),
        else_=RowVerdict.KNOWN_OTHER_DATE,
    )
    session.connection().execute(
        update(staged)
        .where(
            *_between(started, first, last),
            staged.c.verdict.in_([RowVerdict.NEW, RowVerdict.EXPIRED]),
            known_date.is_not(None),
        )
        .values(verdict=verdict)
    )


def _between(started: CodeImport, first: int, last: int) -> tuple[Any, ...]:
    staged = table(StagedCode).c
    return (
        staged.community_id == started.community_id,
        staged.import_id == started.id,
        staged.line.between(first, last),
    )


def finish_staging(session: Session, by: Person, import_id: int) -> None:
    """Say that all rows are staged, so that the import can be confirmed."""
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    if not _advance(session, started, ImportState.STAGING, ImportState.READY):
        raise ImportGoneError


def confirm(session: Session, by: Person, import_id: int) -> Confirmed:
    """Put the new codes of an import into the pool, all or none.

    What came in meanwhile with another import is not added again, and what has expired since
    the preview is left out. A second confirmation adds nothing and returns the first result.
    """
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    reward = _reward(session, by.community_id, started.reward_id)
    _wait_for_others(session, started)
    day = today(session, by.community_id)
    first = _advance(session, started, ImportState.READY, ImportState.CONFIRMED)
    if first:
        _require_open_voucher(reward)
        added = _add_codes(session, started, day)
        _change(session, started, added=added, confirmed_at=session.now)
        audit.record(
            session,
            by.community_id,
            "codes.imported",
            actor_id=_actor(by),
            reward_id=started.reward_id,
            file=started.file_name,
            added=added,
        )
    else:
        session.refresh(started)
        if started.state == ImportState.STAGING:
            raise NotReadyError
        if started.state == ImportState.ABANDONED:
            raise ImportGoneError
        added = started.added
    usable = pool(session, by.community_id, started.reward_id, day).usable
    return Confirmed(import_id, reward.id, reward.name, added, usable, first)


def _wait_for_others(session: Session, started: CodeImport) -> None:
    """Let imports of one voucher come in one after the other; they might have codes in common.

    They meet at the voucher's first import, and not at the voucher: grants go on meanwhile.
    """
    mine = table(CodeImport).c
    session.connection().execute(
        select(mine.id)
        .where(mine.community_id == started.community_id, mine.reward_id == started.reward_id)
        .order_by(mine.id)
        .limit(1)
        .with_for_update(key_share=True)
    )


def _add_codes(session: Session, started: CodeImport, day: date) -> int:
    staged = table(StagedCode).c
    mine = (
        staged.community_id == started.community_id,
        staged.import_id == started.id,
        staged.verdict == RowVerdict.NEW,
        staged.expires_on >= day,
    )
    connection = session.connection()
    lines = connection.execute(select(func.max(staged.line)).where(*mine)).scalar()
    if not lines:
        return 0
    # A block of ids, of which a code takes the one at its line: so they follow the file's order.
    block = session.new_ids(lines + 1)
    new = {
        "community_id": staged.community_id,
        "id": literal(block, BigInteger) + staged.line,
        "reward_id": literal(started.reward_id, BigInteger),
        "value": staged.value,
        "expires_on": staged.expires_on,
        "state": literal(CodeState.AVAILABLE.value, String),
        "import_id": staged.import_id,
        "line": staged.line,
        "changed_at": literal(session.now, UtcDateTime),
    }
    added: int = connection.execute(
        insert(table(Code))
        .from_select(
            list(new),
            select(*new.values()).where(*mine).order_by(staged.line),
            include_defaults=False,
        )
        .on_conflict_do_nothing(index_elements=["community_id", "reward_id", "value"])
    ).rowcount
    return added


def abandon(session: Session, by: Person, import_id: int) -> None:
    """Give an import up; its rows are cleared away later. A confirmed one stays confirmed."""
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    for state in (ImportState.STAGING, ImportState.READY):
        _advance(session, started, state, ImportState.ABANDONED)


def purge(session: Session, limit: int = SLICE) -> int:
    """Clear away a slice of staged rows that nobody needs any more; return how many went.

    Those are the rows of imports that were given up, or opened more than a day ago.
    """
    started, staged = table(CodeImport), table(StagedCode).c
    old = started.c.created_at < session.now - KEPT_FOR
    waiting = started.c.state.in_([ImportState.STAGING, ImportState.READY])
    connection = session.connection()
    connection.execute(update(started).where(old, waiting).values(state=ImportState.ABANDONED))
    over = connection.execute(
        select(started.c.community_id, started.c.id)
        .where(
            or_(old, started.c.state == ImportState.ABANDONED),
            exists().where(
                staged.community_id == started.c.community_id, staged.import_id == started.c.id
            ),
        )
        .limit(1)
    ).first()
    if over is None:
        return 0
    mine = (staged.community_id == over[0], staged.import_id == over[1])
    some = select(staged.line).where(*mine).order_by(staged.line).limit(limit)
    removed: int = connection.execute(
        delete(table(StagedCode)).where(*mine, staged.line.in_(some))
    ).rowcount
    return removed


def get(session: Session, community_id: int, import_id: int) -> CodeImport:
    """Return an import that has not been given up."""
    started = session.get(CodeImport, (community_id, import_id))
    if started is None:
        raise GoneError
    if started.state == ImportState.ABANDONED:
        raise ImportGoneError
    return started


def _advance(session: Session, started: CodeImport, old: ImportState, new: ImportState) -> bool:
    """Move an import on, if it is where it was thought to be."""
    return bool(_change(session, started, table(CodeImport).c.state == old, state=new))


def _change(session: Session, started: CodeImport, *which: Any, **values: Any) -> int:
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

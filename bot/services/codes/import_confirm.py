"""Putting a confirmed import's codes into the pool.

The decision is one short transaction. The rows follow in slices, whoever works on them: the
process that was asked, or another after a restart. An import knows until which line it is done,
so nothing is added twice or left out.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, ColumnElement, String, literal, not_, select
from sqlmodel import col, func

from bot.services import audit
from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.codes.imports import (
    UNDER_WAY,
    ImportGoneError,
    NotReadyError,
    advance,
    first_in,
    get,
    in_another_voucher,
    is_a_code,
    require_open_voucher,
    reward_of,
)
from bot.services.errors import existing
from bot.services.rewards.stock import pool
from db.session import Session
from db.statement import by_no_index
from db.tables import Code, CodeImport, CodeState, ImportState, RowVerdict, StagedCode, table
from db.types import UtcDateTime
from db.upsert import insert

SLICE = 250
"""Codes at the most that come in with one transaction: claims get their turn in between."""


@dataclass(frozen=True)
class ImportReport:
    """How far a confirmed import is. `wanted` rows were new; `added` of them are in by now.

    Once it is undone, `removed` codes have been taken out again, and `added` are those that were
    not: they were given to somebody, or withdrawn. `usable` counts the voucher's codes, once all
    is done.
    """

    import_id: int
    reward_id: int
    reward_name: str
    file_name: str
    state: ImportState
    wanted: int
    added: int
    removed: int
    usable: int | None

    @property
    def whole(self) -> bool:
        """Return whether what was decided has been done to the end."""
        return self.state not in UNDER_WAY


def confirm(session: Session, by: Person, import_id: int) -> bool:
    """Decide that an import's new codes come in; False: that had been decided before."""
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    if not advance(session, started, ImportState.READY, ImportState.ADDING):
        session.refresh(started)
        if started.state == ImportState.STAGING:
            raise NotReadyError
        if started.state == ImportState.ABANDONED:
            raise ImportGoneError
        return False
    require_open_voucher(reward_of(session, by.community_id, started.reward_id))
    session.refresh(started)
    started.actor_id = by.member_id
    started.confirmed_at = session.now
    started.wanted = session.execute(select(func.count()).where(*_wanted(started))).scalar_one()
    session.flush()
    return True


def _wanted(started: CodeImport) -> tuple[ColumnElement[bool], ...]:
    """Return what is true of the staged rows that become codes."""
    staged = table(StagedCode).c
    verdicts = [RowVerdict.NEW]
    if started.elsewhere_too:
        verdicts.append(RowVerdict.ELSEWHERE)
    return (
        staged.community_id == started.community_id,
        staged.import_id == started.id,
        staged.verdict.in_(verdicts),
    )


def step(session: Session, community_id: int, import_id: int, limit: int = SLICE) -> ImportReport:
    """Put the next codes of a confirmed import into the pool, and say how far it is.

    What came in meanwhile with another import is not added again, and what has expired since
    the preview is left out.
    """
    take_turns(session, community_id)
    started = locked(session, community_id, import_id)
    if started.state == ImportState.ADDING:
        _add(session, started, limit)
    return report_on(session, started)


def _add(session: Session, started: CodeImport, limit: int) -> None:
    staged = table(StagedCode).c
    lines = (
        select(staged.line)
        .where(*_wanted(started), staged.line > started.reached)
        .order_by(staged.line)
        .limit(limit)
    )
    rows = session.execute(lines).scalars().all()
    if rows:
        started.added += _insert(session, started, rows[0], rows[-1])
        started.reached = rows[-1]
    if len(rows) < limit:
        started.state = ImportState.CONFIRMED
        audit.record(
            session,
            started.community_id,
            "codes.imported",
            actor_id=started.actor_id,
            reward_id=started.reward_id,
            file=started.file_name,
            added=started.added,
        )
    session.flush()


def _insert(session: Session, started: CodeImport, first: int, last: int) -> int:
    """Add the wanted codes between two lines, and return how many that was."""
    staged = table(StagedCode).c
    day = today(session, started.community_id)
    session.plan_anew()
    chosen = (
        select(
            staged.value,
            staged.expires_on,
            staged.line,
            func.row_number().over(order_by=staged.line).label("place"),
        )
        .where(
            *_wanted(started),
            staged.line.between(first, last),
            *_still_new(started, day),
        )
        .subquery()
    )
    before = _last_number(session, started)
    # Ids and numbers follow the file's order.
    block = session.new_ids(last - first + 1) - 1
    new = {
        "community_id": literal(started.community_id, BigInteger),
        "id": literal(block, BigInteger) + chosen.c.place,
        "reward_id": literal(started.reward_id, BigInteger),
        "number": literal(before, BigInteger) + chosen.c.place,
        "value": chosen.c.value,
        "expires_on": chosen.c.expires_on,
        "state": literal(CodeState.AVAILABLE.value, String),
        "import_id": literal(started.id, BigInteger),
        "line": chosen.c.line,
        "changed_at": literal(session.now, UtcDateTime),
    }
    added: int = (
        session.connection()
        .execute(
            insert(table(Code)).from_select(
                list(new),
                select(*new.values()).order_by(chosen.c.place),
                include_defaults=False,
            )
        )
        .rowcount
    )
    if added:
        started.first_number = started.first_number or before + 1
        started.last_number = before + added
    return added


def _still_new(started: CodeImport, day: date) -> tuple[ColumnElement[bool], ...]:
    """Return what has to hold for a row as it did when it was staged."""
    code, staged = table(Code).c, table(StagedCode).c
    here = is_a_code(started, staged.value, by_no_index(code.reward_id) == started.reward_id)
    elsewhere = in_another_voucher(started, staged.value)
    return (
        staged.expires_on >= day,
        not_(here),
        *([] if started.elsewhere_too else [not_(elsewhere)]),
    )


def _last_number(session: Session, started: CodeImport) -> int:
    """Return the highest number that a code of the voucher ever had."""
    highest: int = session.execute(
        select(func.coalesce(func.max(col(CodeImport.last_number)), 0)).where(
            col(CodeImport.community_id) == started.community_id,
            col(CodeImport.reward_id) == started.reward_id,
        )
    ).scalar_one()
    return highest


def take_turns(session: Session, community_id: int) -> None:
    """Let codes of one community come in one slice after the other: files may share some.

    They meet at the community's first import, and not at a voucher: grants go on meanwhile.
    Whether another voucher has a code could not be known otherwise.
    """
    mine = table(CodeImport).c
    session.connection().execute(
        select(mine.id)
        .where(mine.community_id == community_id)
        .order_by(mine.id)
        .limit(1)
        .with_for_update(key_share=True)
    )


def locked(session: Session, community_id: int, import_id: int) -> CodeImport:
    """Return an import on which nobody else works until the transaction ends."""
    return existing(session.locked(CodeImport, (community_id, import_id), key_share=True))


def report(session: Session, by: Person, import_id: int) -> ImportReport:
    """Say how far a confirmed import is, or what came of it."""
    require_manager(session, by)
    return report_on(session, get(session, by.community_id, import_id))


def report_on(session: Session, started: CodeImport) -> ImportReport:
    """Say how far an import is."""
    community_id, reward_id = started.community_id, started.reward_id
    whole = started.state not in UNDER_WAY  # counting a large pool for each slice would add up
    return ImportReport(
        started.id,
        reward_id,
        reward_of(session, community_id, reward_id).name,
        started.file_name,
        ImportState(started.state),
        started.wanted,
        started.added,
        started.removed,
        pool(session, community_id, reward_id).usable if whole else None,
    )


def work(session: Session, limit: int = SLICE) -> int:
    """Go on with an import that was confirmed, such as after a restart; 0: none is left."""
    found = first_in(session, ImportState.ADDING)
    if found is not None:
        step(session, *found, limit)
    return int(found is not None)

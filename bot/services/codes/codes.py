"""Voucher codes as managers handle them: listed without their values, exported, withdrawn."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, String, cast, or_, select, update
from sqlmodel import col, func

from bot.services import audit
from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.errors import RefusedError
from bot.services.grants import revoke
from bot.services.lookup import as_id
from bot.services.paging import paging
from bot.services.points import ledger
from bot.services.rewards import stock
from bot.services.rewards.locking import lock_reward
from db.session import Session
from db.tables import Code, CodeImport, CodeState, Grant, Reward, RewardKind, linked
from db.tables.codes import SHORT

PAGE = 10
"""Codes on a page of a list."""

SUGGESTED = 25
"""Codes that are suggested while somebody types."""


class NotAVoucherError(RefusedError):
    """Only vouchers have codes."""

    message = "code-not-a-voucher"


class NoSuchCodeError(RefusedError):
    """The voucher has no such code."""

    message = "code-no-such"


class NoSuchNumberError(NoSuchCodeError):
    """The voucher has no code of that number."""

    message = "code-no-such-number"


class AmbiguousCodeError(RefusedError):
    """Several codes end like that."""

    message = "code-ambiguous"


class CodeOverError(RefusedError):
    """The code was withdrawn before, or has expired."""

    message = "code-over"


@dataclass(frozen=True)
class CodeLine:
    """A code as a manager may see it: never its value.

    `number` is unique within its voucher. `ending`: its last four characters. It came in with
    `line` of a file.
    """

    code_id: int
    number: int
    ending: str | None
    state: CodeState
    expires_on: date | None
    holder_id: int | None
    changed_at: datetime
    file_name: str
    line: int


@dataclass(frozen=True)
class CodePage:
    """A page of a voucher's codes, newest import first; `counts` are of the whole voucher."""

    reward_name: str
    lines: list[CodeLine]
    counts: dict[CodeState, int]
    usable: int
    page: int
    pages: int


def list_codes(
    session: Session, by: Person, reward_id: int, *, state: CodeState | None = None, page: int = 1
) -> CodePage:
    """Return a page of a voucher's codes, for a manager."""
    require_manager(session, by)
    reward = _voucher(session, by.community_id, reward_id)
    by_state = session.execute(
        select(col(Code.state), func.count())
        .where(*_of(by.community_id, reward_id))
        .group_by(col(Code.state))
    )
    counts = Counter({CodeState(found): count for found, count in by_state})
    total = counts[state] if state is not None else counts.total()
    shown = paging(total, page, PAGE)
    chosen = _lines(by.community_id, reward_id)
    if state is not None:
        chosen = chosen.where(col(Code.state) == state)
    rows = session.execute(
        chosen.order_by(col(Code.number).desc()).offset(shown.offset).limit(PAGE)
    )
    usable = stock.pool(session, by.community_id, reward_id).usable
    return CodePage(
        reward.name, [_line(*row) for row in rows], dict(counts), usable, shown.page, shown.pages
    )


def find_code(session: Session, by: Person, reward_id: int, typed: str) -> CodeLine:
    """Return the code that is meant: by itself, by `#` and its number, or by its last four.

    Raises `NoSuchCodeError`, and `AmbiguousCodeError` where several fit.
    """
    require_manager(session, by)
    _voucher(session, by.community_id, reward_id)
    typed = typed.strip()
    mine = _lines(by.community_id, reward_id)
    ways = [mine.where(col(Code.value) == typed)]
    number = as_id(typed[1:]) if typed.startswith("#") else None
    if number is not None:
        ways.append(mine.where(col(Code.number) == number))
    if len(typed) == 4:
        ways.append(
            mine.where(
                func.length(col(Code.value)) >= SHORT,
                func.substr(col(Code.value), func.length(col(Code.value)) - 3) == typed,
            )
        )
    for way in ways:
        found = session.execute(way.limit(2)).all()
        if len(found) > 1:
            raise AmbiguousCodeError
        if found:
            return _line(*found[0])
    if number is not None:
        raise NoSuchNumberError(given=typed)
    raise NoSuchCodeError  # what was typed may be a code, which is not told back


def suggest(session: Session, by: Person, reward_id: int, typed: str) -> list[CodeLine]:
    """Return codes that could be withdrawn, newest first: all, or those that `typed` may mean.

    By the beginning of a number, or by the last characters as a list shows them.
    """
    require_manager(session, by)
    chosen = _lines(by.community_id, reward_id).where(
        col(Code.state).not_in([CodeState.VOID, CodeState.EXPIRED])
    )
    typed = typed.strip()
    if typed:
        number = cast(col(Code.number), String).startswith(typed.removeprefix("#"), autoescape=True)
        ending = func.substr(col(Code.value), func.length(col(Code.value)) - 3)
        shown = (func.length(col(Code.value)) >= SHORT) & ending.contains(typed, autoescape=True)
        chosen = chosen.where(number | shown)
    rows = session.execute(chosen.order_by(col(Code.number).desc()).limit(SUGGESTED))
    return [_line(*row) for row in rows]


def void(session: Session, by: Person, code_id: int, reason: str | None = None) -> CodeLine:
    """Withdraw a code for good; whoever holds it is told why, and their grant is over.

    Returns the code as it was. Raises `CodeOverError` if it was withdrawn or has expired.
    """
    require_manager(session, by)
    reason = ledger.checked_note(reason)
    seen = session.get(Code, (by.community_id, code_id))
    if seen is None:
        raise NoSuchCodeError
    lock_reward(session, by.community_id, seen.reward_id)
    # Its member may be claiming it just now: what this returns and records is what it then was.
    code = session.locked(Code, (by.community_id, code_id))
    if code is None:  # its import was undone at this moment
        raise NoSuchCodeError
    line = _line(
        *session.execute(
            _lines(by.community_id, code.reward_id).where(col(Code.id) == code_id)
        ).one()
    )
    # A code that nobody claimed is over with its date, also before the scheduler notices.
    withdrawn = session.execute(
        update(Code)
        .where(
            col(Code.community_id) == by.community_id,
            col(Code.id) == code_id,
            or_(
                col(Code.state) == CodeState.CLAIMED,
                col(Code.state).in_([CodeState.AVAILABLE, CodeState.ASSIGNED])
                & (col(Code.expires_on) >= today(session, by.community_id)),
            ),
        )
        .values(state=CodeState.VOID, changed_at=session.now)
        .returning(col(Code.grant_id))
    ).first()
    if withdrawn is None:
        raise CodeOverError
    if withdrawn.grant_id is not None:
        revoke.end(session, by.community_id, withdrawn.grant_id, actor_id=by.member_id)
    else:
        stock.watch(session, by.community_id, code.reward_id)
    entry_id = audit.record_by(
        session,
        by,
        "code.withdrawn",
        member_id=line.holder_id,
        reward_id=code.reward_id,
        number=line.number,
        was=line.state,
        note=reason,
    )
    if withdrawn.grant_id is not None:
        revoke.notify_holder(
            session, by.community_id, withdrawn.grant_id, line.holder_id, audit_id=entry_id
        )
    return line


def available(
    session: Session, by: Person, reward_id: int, *, after: int, most: int
) -> list[tuple[int, str, date | None]]:
    """Return codes that are still to be given, in order: number, value, date; `after` a number."""
    require_manager(session, by)
    _voucher(session, by.community_id, reward_id)
    rows = session.execute(
        select(col(Code.number), col(Code.value), col(Code.expires_on))
        .where(
            *_of(by.community_id, reward_id),
            col(Code.number) > after,
            col(Code.state) == CodeState.AVAILABLE,
            col(Code.expires_on) >= today(session, by.community_id),
        )
        .order_by(col(Code.number))
        .limit(most)
    )
    return [(number, value, day) for number, value, day in rows]


def exported(session: Session, by: Person, reward_id: int, count: int) -> None:
    """Record that a manager was handed so many codes."""
    require_manager(session, by)
    audit.record_by(session, by, "codes.exported", reward_id=reward_id, count=count)


def _voucher(session: Session, community_id: int, reward_id: int) -> Reward:
    reward = session.get(Reward, (community_id, reward_id))
    if reward is None or reward.kind != RewardKind.VOUCHER:
        raise NotAVoucherError
    return reward


def _of(community_id: int, reward_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Code.community_id) == community_id, col(Code.reward_id) == reward_id


def _lines(community_id: int, reward_id: int) -> Select[Code, int, str]:
    return (
        select(Code, col(Grant.member_id), col(CodeImport.file_name))
        .join(CodeImport, linked(CodeImport.id, Code.import_id))
        .outerjoin(Grant, linked(Grant.id, Code.grant_id))
        .where(*_of(community_id, reward_id))
    )


def _line(code: Code, holder_id: int | None, file_name: str) -> CodeLine:
    return CodeLine(
        code.id,
        code.number,
        code.ending,
        CodeState(code.state),
        code.expires_on,
        holder_id,
        code.changed_at,
        file_name,
        code.line,
    )

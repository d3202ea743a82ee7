"""Who earns nothing and is on no leaderboard: holders of some roles, and single members.

The row of a member says whether they are, so that a leaderboard need not ask for their roles. It
is kept wherever roles change (`bot/services/members/diff.py`), and here.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, cast, func, or_, select, update
from sqlmodel import col

from bot.services import audit
from bot.services.actors import Person, remember, require_manager
from bot.services.errors import GoneError, InvalidInputError
from bot.services.paging import count_rows
from db.locks import hold_writers
from db.session import Session
from db.statement import Statement, param
from db.tables import LeftOutRole, Member

MOST_ROLES = 20
MOST_MEMBERS = 100

_ROLES = Statement(
    select(col(LeftOutRole.role_id)).where(col(LeftOutRole.community_id) == param("community_id"))
)


def roles(session: Session, community_id: int) -> frozenset[int]:
    """Return the roles whose holders are left out."""
    rows = session.run(_ROLES, community_id=community_id)
    return frozenset(row.role_id for row in rows)


@dataclass(frozen=True)
class LeftOut:
    """Who is left out: the holders of roles, and single members."""

    role_ids: list[int]
    member_ids: list[int]


def listed(session: Session, by: Person) -> LeftOut:
    """Return who is left out, for a manager."""
    require_manager(session, by)
    members = session.scalars(
        select(col(Member.member_id))
        .where(col(Member.community_id) == by.community_id, col(Member.left_out_alone).is_(True))
        .order_by(col(Member.member_id))
    )
    return LeftOut(sorted(roles(session, by.community_id)), list(members))


def is_left_out(session: Session, community_id: int, member_id: int) -> bool:
    """Return whether a member is left out."""
    member = session.get(Member, (community_id, member_id))
    return member is not None and member.left_out


def checked(community_id: int, role_id: int | None) -> None:
    """Refuse the role that everybody has with `InvalidInputError`; None is no role."""
    if role_id == community_id:  # Discord gives that role the server's own id
        raise InvalidInputError("role", "left-out-everybody")


def leave_out_role(session: Session, by: Person, role_id: int) -> None:
    """Let holders of a role earn nothing, and be on no leaderboard. What they have stays."""
    require_manager(session, by)
    checked(by.community_id, role_id)
    hold_writers(session, Member)
    here = col(LeftOutRole.community_id) == by.community_id
    if count_rows(session, LeftOutRole, here) >= MOST_ROLES:
        raise InvalidInputError("role", "left-out-too-many", most=MOST_ROLES)
    if not session.add_row(LeftOutRole, community_id=by.community_id, role_id=role_id):
        return
    refresh(session, by.community_id)
    audit.record_by(session, by, "points.role_left_out", role=role_id)


def let_role_earn(session: Session, by: Person, role_id: int) -> None:
    """Let holders of a role earn again."""
    require_manager(session, by)
    hold_writers(session, Member)
    if not session.remove_row(LeftOutRole, by.community_id, role_id):
        raise GoneError
    refresh(session, by.community_id)
    audit.record_by(session, by, "points.role_let_in", role=role_id)


def leave_out_member(session: Session, by: Person, member_id: int) -> None:
    """Let one member earn nothing, and be on no leaderboard. What they have stays."""
    require_manager(session, by)
    remember(session, by.community_id, member_id)
    alone = (col(Member.community_id) == by.community_id, col(Member.left_out_alone).is_(True))
    if count_rows(session, Member, *alone) >= MOST_MEMBERS:
        raise InvalidInputError("member", "left-out-too-many", most=MOST_MEMBERS)
    if _set_alone(session, by, member_id, alone=True):
        audit.record_by(session, by, "points.member_left_out", member_id=member_id)


def let_member_earn(session: Session, by: Person, member_id: int) -> None:
    """Let one member earn again, unless a role of theirs is left out."""
    require_manager(session, by)
    if not _set_alone(session, by, member_id, alone=False):
        raise GoneError
    audit.record_by(session, by, "points.member_let_in", member_id=member_id)


def _set_alone(session: Session, by: Person, member_id: int, *, alone: bool) -> bool:
    """Leave a member out by themselves, or no more; False if that was so."""
    row = session.get(Member, (by.community_id, member_id), with_for_update=True)
    if row is None or row.left_out_alone is alone:
        return False
    row.left_out_alone = alone
    session.flush()  # who leaves a role out waits from now on, so which ones are out stays so
    row.left_out = is_out(row, roles(session, by.community_id))
    session.flush()
    return True


def is_out(row: Member, role_ids: Collection[int]) -> bool:
    """Return whether a member's row says that they are left out, by these roles or alone."""
    return row.left_out_alone or not set(row.role_ids).isdisjoint(role_ids)


def refresh(session: Session, community_id: int) -> None:
    """Say of every member whether they are left out; nobody else may be writing members."""
    out = or_(col(Member.left_out_alone), *map(_holds, roles(session, community_id)))
    session.execute(
        update(Member)
        .where(col(Member.community_id) == community_id, col(Member.left_out) != out)
        .values(left_out=out)
        .execution_options(synchronize_session=False)
    )


def _holds(role_id: int) -> ColumnElement[bool]:
    """Return the condition that a row holds a role: `[1, 2]` is read as `,1,2,`."""
    text: ColumnElement[str] = cast(col(Member.role_ids), String)
    for written, meant in (("[", ","), ("]", ","), (" ", "")):
        text = func.replace(text, written, meant)
    return text.contains(f",{role_id},")

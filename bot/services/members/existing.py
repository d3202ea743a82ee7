"""What members had already when a role got a meaning or became a tier: noted in slices.

That a role means something is decided in a short transaction. Who holds it had what it means before
that, and who has the points of a tier had reached it: this raises nothing. So many rows follow
piece by piece, in the order of members' ids, and the row of what was decided says how far that is.
Who changes before it is their turn is seen to then (`MemberDiff.roles`, `tiers.cross_in`).
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from bot.services.members import role_meanings
from bot.services.points import tiers
from db.session import Session
from db.tables import Member, RoleMark, Tier

SLICE = 2_000
"""Members at the most who are looked at in one transaction."""

_KINDS: tuple[tuple[type[RoleMark] | type[Tier], Callable[[Session, Any, int, int], int]], ...] = (
    (RoleMark, role_meanings.note_holders),
    (Tier, tiers.note_reached),
)


def note(session: Session, limit: int = SLICE, *, community_id: int | None = None) -> int:
    """Note a slice of what members had already, of one community or of any.

    Returns how many members were looked at, at least 1; 0: nothing is left.
    """
    for kind, note_some in _KINDS:
        unnoted = select(col(kind.community_id), col(kind.role_id)).where(
            col(kind.noted_upto).is_not(None)
        )
        if community_id is not None:
            unnoted = unnoted.where(col(kind.community_id) == community_id)
        # By role: of several that stand for one plan the same one is the first each time.
        found = session.execute(
            unnoted.order_by(col(kind.community_id), col(kind.role_id)).limit(1)
        ).first()
        row = session.locked(kind, tuple(found)) if found else None
        if row is None or row.noted_upto is None:  # somebody else has just done it
            continue
        some = _next(session, row.community_id, row.noted_upto, limit)
        if some:
            note_some(session, row, row.noted_upto, some[-1])
        row.noted_upto = some[-1] if len(some) == limit else None
        session.flush()
        return max(1, len(some))
    return 0


def _next(session: Session, community_id: int, after: int, limit: int) -> list[int]:
    return list(
        session.scalars(
            select(col(Member.member_id))
            .where(col(Member.community_id) == community_id, col(Member.member_id) > after)
            .order_by(col(Member.member_id))
            .limit(limit)
        )
    )

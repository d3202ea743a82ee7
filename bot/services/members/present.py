"""Who is here, as Laurel last saw them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import col

from bot.services.members.diff import MemberSnapshot
from bot.services.state import Cells, State
from db.session import Session
from db.statement import Statement, among, equals
from db.tables import Member

_PRESENT = Statement(
    select(
        col(Member.member_id), col(Member.role_ids), col(Member.joined_at), col(Member.left_out)
    ).where(
        *equals(Member.community_id),
        among(Member.member_id, "member_ids"),
        col(Member.present).is_(True),
    )
)


def load(
    session: Session, community_id: int, member_ids: Collection[int]
) -> dict[int, MemberSnapshot]:
    """Return those of some members who are here, by their ids."""
    rows = session.run(_PRESENT, community_id=community_id, member_ids=member_ids)
    return {
        row[0]: MemberSnapshot(row[0], frozenset(map(int, row[1])), row[2], left_out=bool(row[3]))
        for row in rows
    }


MEMBERS = Cells[int, MemberSnapshot](
    "member", lambda loaded, ids: load(loaded.session, loaded.community_id, ids)
)
"""Members who are here, by their ids."""


def who_now(state: State, member_id: int | None) -> MemberSnapshot | None:
    """Return a member who is here; None for nobody, or who has left."""
    return None if member_id is None else state.get(MEMBERS, member_id)

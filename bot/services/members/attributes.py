"""What workflows have noted about members."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.services.state import Cells, Change, Loaded
from db.session import Session
from db.statement import BulkStatement, Statement, among, equals, params
from db.tables import MemberAttribute
from db.upsert import insert

AttributeKey = tuple[int, str]
"""A member, and the folded name of what is noted."""

_NOTED = Statement(
    select(
        col(MemberAttribute.member_id), col(MemberAttribute.name), col(MemberAttribute.value)
    ).where(
        *equals(MemberAttribute.community_id),
        among(MemberAttribute.member_id, "member_ids"),
        among(MemberAttribute.name, "names"),
    )
)
_NOTE = BulkStatement(
    insert(MemberAttribute)
    .values(**params("community_id", "member_id", "name", "value"))
    .on_conflict_do_update(
        index_elements=["community_id", "member_id", "name"], set_=params("value")
    )
)


def _load(loaded: Loaded, keys: Collection[AttributeKey]) -> dict[AttributeKey, str]:
    rows = loaded.session.run(
        _NOTED,
        community_id=loaded.community_id,
        member_ids={member_id for member_id, _ in keys},
        names={name for _, name in keys},
    )
    return {(row.member_id, row.name): row.value for row in rows}


def _write(
    session: Session, community_id: int, changes: Sequence[Change[AttributeKey, str]]
) -> int:
    return session.run_many(
        _NOTE,
        [
            {
                "community_id": community_id,
                "member_id": change.key[0],
                "name": change.key[1],
                "value": change.after,
            }
            for change in changes
        ],
    )


ATTRIBUTES = Cells[AttributeKey, str](
    "member_attribute",
    _load,
    _write,
    alike=lambda key, members: ((member_id, key[1]) for member_id in members),
)
"""What is noted, by member and name."""

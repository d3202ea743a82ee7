"""What workflows have noted about members."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.services.state import Cells, Change, Loaded
from db.parts import Bulk
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
_noted = insert(MemberAttribute).values(**params("community_id", "member_id", "name", "value"))
_NOTE = BulkStatement(
    _noted.on_conflict_do_update(
        index_elements=["community_id", "member_id", "name"],
        set_={"value": _noted.excluded["value"]},
    ),
    at_once=True,
)


def _load(loaded: Loaded, keys: Collection[AttributeKey]) -> dict[AttributeKey, str]:
    rows = loaded.session.run(
        _NOTED,
        community_id=loaded.community_id,
        member_ids={member_id for member_id, _ in keys},
        names={name for _, name in keys},
    )
    return {(row.member_id, row.name): row.value for row in rows}


def _write(community_id: int, changes: Sequence[Change[AttributeKey, str]]) -> Sequence[Bulk]:
    rows = [
        {
            "community_id": community_id,
            "member_id": change.key[0],
            "name": change.key[1],
            "value": change.after,
        }
        for change in changes
    ]
    return [(_NOTE, rows)]


ATTRIBUTES = Cells[AttributeKey, str](
    "member_attribute",
    _load,
    _write,
    alike=lambda key, members: ((member_id, key[1]) for member_id in members),
)
"""What is noted, by member and name."""

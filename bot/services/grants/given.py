"""How many of a reward a member holds."""

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import col

from bot.services.state import Cells, Loaded
from db.statement import Statement, among, equals
from db.tables import Holding

HoldingKey = tuple[int, int]
"""A reward and a member."""

_HELD = Statement(
    select(col(Holding.reward_id), col(Holding.member_id), col(Holding.count)).where(
        *equals(Holding.community_id),
        among(Holding.reward_id, "reward_ids"),
        among(Holding.member_id, "member_ids"),
    )
)


def _load(loaded: Loaded, keys: Collection[HoldingKey]) -> dict[HoldingKey, int]:
    rows = loaded.session.run(
        _HELD,
        community_id=loaded.community_id,
        reward_ids={reward_id for reward_id, _ in keys},
        member_ids={member_id for _, member_id in keys},
    )
    return {(row[0], row[1]): row[2] for row in rows}


HOLDINGS = Cells[HoldingKey, int](
    "holding", _load, alike=lambda key, members: ((key[0], member_id) for member_id in members)
)
"""How many of a reward members hold. What decisions make of it is written by issuing the grant."""

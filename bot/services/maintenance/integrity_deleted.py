"""Proof that nothing goes by what was deleted on Discord."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlmodel import col

from bot.services.deletions.places import PLACES
from db.session import Session
from db.tables import Gone


def named(session: Session, cleared: Select[int]) -> Iterator[tuple[int, int, str, str]]:
    """Yield (community, what is gone, expected, found) for every place that still names it."""
    rows = session.execute(
        select(col(Gone.community_id), col(Gone.kind), col(Gone.id)).where(
            col(Gone.community_id).not_in(cleared)
        )
    )
    gone: dict[tuple[int, str], set[int]] = {}
    for community_id, kind, id_ in rows:
        gone.setdefault((community_id, kind), set()).add(id_)
    for (community_id, kind), ids in gone.items():
        for place in PLACES:
            if place.kind == kind:
                for id_ in sorted(ids & place.named(session, community_id)):
                    yield community_id, id_, "named nowhere", place.column

"""Communities that Laurel was removed from: kept for a while, then cleared away."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import Select, Table, delete, select, tuple_, update
from sqlmodel import col

from bot.services import communities
from bot.services.pipeline.process import ALONE
from db.locks import alone
from db.session import Session
from db.tables import Community, metadata

KEPT = timedelta(days=30)
"""How long everything waits for Laurel to be invited again."""

SLICE = 500
"""Rows at the most in one transaction."""


def is_here(session: Session, community_id: int) -> bool:
    """Return whether a community is known in which Laurel is, so that nothing is to be noted."""
    community = session.get(Community, community_id)
    return community is not None and community.removed_at is None


def arrive(session: Session, community_id: int, language: str) -> None:
    """Know a community in which Laurel is: as it was left, unless it was left too long ago."""
    community = session.get(Community, community_id, with_for_update=True)
    if community is not None and _over(session, community):
        while _clear(session, community_id, SLICE):
            pass
    communities.ensure(session, community_id, language)


def removed(session: Session, community_id: int) -> None:
    """Note that Laurel is not there any more."""
    session.execute(
        update(Community)
        .where(col(Community.id) == community_id, col(Community.removed_at).is_(None))
        .values(removed_at=session.now)
    )


def missed(session: Session, here: Collection[int], *, shard: int, shards: int) -> None:
    """Note which communities removed Laurel while it was away; `here` are those of the shard."""
    on_shard = col(Community.id) // 2**22 % shards == shard  # "Gateway", Sharding Formula
    known = select(col(Community.id)).where(col(Community.removed_at).is_(None), on_shard)
    for community_id in session.execute(known).scalars().all():
        if community_id not in here:
            removed(session, community_id)


def over(session: Session) -> Select[int]:
    """Return a query for the communities whose time is over, of which parts may be gone."""
    return select(col(Community.id)).where(col(Community.removed_at) <= session.now - KEPT)


def clear(session: Session, limit: int = SLICE) -> int:
    """Delete a slice of what is kept of communities whose time is over; return how much it was."""
    for community_id in session.execute(over(session)).scalars().all():
        community = session.locked(Community, community_id)
        if community is not None and _over(session, community):  # it was not invited again
            return _clear(session, community_id, limit)
    return 0


def _over(session: Session, community: Community) -> bool:
    return community.removed_at is not None and community.removed_at <= session.now - KEPT


def _clear(session: Session, community_id: int, limit: int) -> int:
    """Delete a slice of one community, what others refer to last, and the community at the end."""
    alone(session, ALONE, community_id)  # else what is being decided meanwhile adds rows again
    for one in reversed(metadata.sorted_tables):
        if "community_id" in one.columns and (done := _delete(session, one, community_id, limit)):
            return done
    gone = session.execute(
        delete(Community).where(col(Community.id) == community_id).returning(col(Community.id))
    ).all()
    session.expire_all()
    return len(gone)


def _delete(session: Session, one: Table, community_id: int, limit: int) -> int:
    key = tuple_(*one.primary_key.columns)
    some = select(*one.primary_key.columns).where(one.c.community_id == community_id).limit(limit)
    which = (one.c.community_id == community_id, key.in_(some))
    gone = session.execute(delete(one).where(*which).returning(one.c.community_id))
    return len(gone.all())

"""Deleted roles: removed from their holders, and whatever refers to them is changed."""

from bot.services import actors, communities
from bot.services.deletions import places
from bot.services.members.diff import MemberDiff
from bot.services.members.sync import SLICE, locked_rows
from db.session import Session
from db.tables import GoneKind


def reconciled(
    session: Session,
    community_id: int,
    role_ids: frozenset[int],
    *,
    named: frozenset[int] | None = None,
) -> None:
    """Note that all members are synced; `role_ids` are the roles that exist.

    From the first sync on, differences raise events. Whatever refers to a deleted role is changed.
    `named`: the roles that were referred to before `role_ids` was read; None: those that are now.
    """
    community = communities.get(session, community_id)
    if community.reconciled_at is None:
        community.reconciled_at = session.now
        session.add(community)
    if named is None:
        named = frozenset(places.named(session, community_id, GoneKind.ROLE))
    for role_id in sorted(named - role_ids):
        places.deleted(session, community_id, GoneKind.ROLE, role_id)


def role_deleted(
    session: Session,
    community_id: int,
    role_id: int,
    *,
    name: str | None = None,
    after: int = 0,
    limit: int = SLICE,
) -> int:
    """Remove a deleted role from the next holders after one; return the last of them.

    0: there were none left, and whatever refers to the role is changed. `name`: what it was called.
    """
    if after == 0:
        places.deleted(session, community_id, GoneKind.ROLE, role_id, name, held=True)
    some = actors.next_holders(session, community_id, role_id, after=after, limit=limit)
    if not some:
        places.deleted(session, community_id, GoneKind.ROLE, role_id, name)
        return 0
    rows = locked_rows(session, community_id, some)
    diff = MemberDiff(session, community_id)
    for member_id in some:
        diff.roles(rows[member_id], frozenset(rows[member_id].role_ids) - {role_id}, deleted=True)
    session.flush()
    return some[-1]

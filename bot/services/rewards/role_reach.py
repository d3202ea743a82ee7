"""Whether Laurel can give the roles that coupons deliver; while it cannot, they are sold out.

Discord knows it, so whoever hears from Discord notes it here, and the rule that everybody asks
reads it from the reward.
"""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlmodel import col

from bot.services import deliveries
from db.session import Session
from db.tables import Reward, RewardState


def note(session: Session, community_id: int, within: Collection[int]) -> None:
    """Note which roles Laurel can give, of those that there are."""
    rows = session.execute(
        select(col(Reward.delivers_role_id), col(Reward.role_out_of_reach)).where(
            col(Reward.community_id) == community_id, col(Reward.delivers_role_id).is_not(None)
        )
    )
    # Mostly nothing has changed, and then nothing is written.
    for role_id in sorted({role_id for role_id, out in rows if (role_id not in within) != out}):
        if role_id in within:
            mark(session, community_id, role_id, out_of_reach=False)
        else:
            lost(session, community_id, role_id)


def lost(session: Session, community_id: int, role_id: int) -> None:
    """Note that a role is out of reach; managers are told what is sold out by it, once a week."""
    names = mark(session, community_id, role_id, out_of_reach=True)
    year, week, _ = session.now.isocalendar()
    if names:
        deliveries.notify_managers(
            session,
            community_id,
            "notice-role-not-for-sale",
            key=f"role-not-for-sale:{role_id}:{year}-{week}",
            reward=names[0],
            count=len(names),
            role=str(role_id),
        )


def mark(session: Session, community_id: int, role_id: int, *, out_of_reach: bool) -> list[str]:
    """Mark what delivers a role; return the names of what is on offer and was not so before."""
    changed = session.execute(
        update(Reward)
        .where(
            col(Reward.community_id) == community_id,
            col(Reward.delivers_role_id) == role_id,
            col(Reward.role_out_of_reach).is_not(out_of_reach),
        )
        .values(role_out_of_reach=out_of_reach)
        .returning(col(Reward.name), col(Reward.state))
        .execution_options(synchronize_session=False)
    ).all()
    return sorted(row.name for row in changed if row.state == RewardState.PUBLISHED)

"""Proof that names which differ in case, width and blanks only are one: each stands folded."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from bot.services.folding import fold
from db.session import Session
from db.tables import Goal, MemberAttribute, Membership, Reward, Workflow

_FOLDED: tuple[tuple[Any, Any, Any, Any], ...] = (
    (Membership, col(Membership.member_id), col(Membership.plan), col(Membership.plan_key)),
    (Membership, col(Membership.member_id), col(Membership.tier), col(Membership.tier_key)),
    (MemberAttribute, col(MemberAttribute.member_id), *(col(MemberAttribute.name),) * 2),
    *((one, col(one.id), col(one.name), col(one.name_key)) for one in (Reward, Goal, Workflow)),
)
"""What has a name: a table, its subject, the name as shown and as compared."""


def names(session: Session, cleared: Any) -> Iterator[tuple[int, int, str, str]]:
    """Yield (community, subject, expected, found) for every name that is not folded.

    Folding is done here, row by row: databases do not agree on what case and width are.
    """
    for model, subject, shown, key in _FOLDED:
        rows = session.execute(
            select(col(model.community_id), subject, shown, key)
            .where(shown.is_not(None), col(model.community_id).not_in(cleared))
            .execution_options(yield_per=1_000)
        )
        for community_id, subject_id, name, found in rows:
            if found != fold(name):
                yield community_id, subject_id, fold(name), str(found)

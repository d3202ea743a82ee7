"""Proof that names mean what they say: alike ones are one, and a time zone is that of a place."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, literal, select
from sqlmodel import col

from bot.services.community import timezones
from bot.services.typed import fold
from db.session import Session
from db.tables import Community, Goal, MemberAttribute, Membership, Reward, Workflow

_Named = tuple[tuple[Any, Any, Any, Any], ...]
"""What has a name: a table, its subject, the name as shown and as compared."""

_COUNTED: _Named = (
    (Membership, col(Membership.member_id), col(Membership.plan), col(Membership.plan_key)),
    (Membership, col(Membership.member_id), col(Membership.tier), col(Membership.tier_key)),
    (MemberAttribute, col(MemberAttribute.member_id), *(col(MemberAttribute.name),) * 2),
)
"""Names that decide what happens once."""

_TYPED: _Named = tuple(
    (one, col(one.id), col(one.name), col(one.name_key)) for one in (Reward, Goal, Workflow)
)
"""Names by which people find something; from before names were folded, two may be alike."""


def counted_once(session: Session, cleared: Select[int]) -> Iterator[tuple[int, int, str, str]]:
    """Yield (community, member, expected, found) for names of memberships and attributes."""
    yield from _not_folded(session, cleared, _COUNTED)


def typed(session: Session, cleared: Select[int]) -> Iterator[tuple[int, int, str, str]]:
    """Yield (community, id, expected, found) for names of rewards, goals and workflows."""
    yield from _not_folded(session, cleared, _TYPED)


def _not_folded(
    session: Session, cleared: Select[int], named: _Named
) -> Iterator[tuple[int, int, str, str]]:
    """Yield every name that is not folded.

    Folding is done here, row by row: databases do not agree on what case and width are.
    """
    for model, subject, shown, key in named:
        rows = session.execute(
            select(col(model.community_id), subject, shown, key)
            .where(shown.is_not(None), col(model.community_id).not_in(cleared))
            .execution_options(yield_per=1_000)
        )
        for community_id, subject_id, name, found in rows:
            if found != fold(name):
                yield community_id, subject_id, fold(name), str(found)


def zones() -> Select[*tuple[Any, ...]]:
    """Look for zones that mean something else than they say; managers must choose anew."""
    return select(
        col(Community.id),
        col(Community.id),
        literal("the zone of a place"),
        col(Community.timezone),
    ).where(col(Community.timezone).not_in(timezones.well_named()))

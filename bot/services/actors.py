"""The person who acts, and whether they are a manager."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, cast, select
from sqlmodel import col

from bot.services.errors import (
    NotAManagerError,
    NotAPersonError,
    NotAServerManagerError,
    NotHereError,
)
from db.parts import Part
from db.session import Session
from db.statement import BulkStatement, Statement, param, params
from db.tables import ManagerRole, Member
from db.upsert import insert

NOBODY = 2**61
"""From here on ids are of who was erased: later than anything that Discord has numbered so far."""

_WRITTEN = re.compile(r"(?:<@!?)?([0-9]{15,19})>?")

OPERATOR = 0
"""The member id of whoever sits at the machine: they may do everything, and are nobody's member."""

_row = (
    insert(Member)
    .values(
        **params("community_id", "member_id"),
        profile_hidden=False,
        first_seen_at=param("first_seen_at"),
    )
    .on_conflict_do_nothing()
)
_REMEMBER = Statement(_row.returning(col(Member.member_id)))
REMEMBER_MANY = BulkStatement(_row)
"""Does for many what `remember` does."""
_spoken = insert(Member).values(
    **params("community_id", "member_id", "language", "first_seen_at"), profile_hidden=False
)
_STORE_LANGUAGES = BulkStatement(
    _spoken.on_conflict_do_update(
        index_elements=["community_id", "member_id"],
        set_={"language": _spoken.excluded.language},
        where=col(Member.language).is_distinct_from(_spoken.excluded.language),
    ),
    at_once=True,
)


@dataclass(frozen=True)
class Person:
    """Somebody who acts, or on whom somebody acts, and what they may do.

    As Discord describes them with what they do, or as last seen. Unlike a `MemberSnapshot` it says
    in which community and with which permissions, and nothing that is only compared.
    `gives`: the roles that they could give by hand; who owns the server could give every role.
    """

    community_id: int
    member_id: int
    role_ids: frozenset[int] = frozenset()
    manages_server: bool = False
    bot: bool = False
    present: bool = True
    owns_server: bool = False
    gives: frozenset[int] = frozenset()


def written_id(text: str) -> int | None:
    """Return whose id stands in a file, alone or as a mention; None for what is nobody's."""
    found = _WRITTEN.fullmatch(text.strip())
    return int(found[1]) if found is not None and int(found[1]) < NOBODY else None


def is_manager(session: Session, person: Person) -> bool:
    """Return whether somebody holds *Manage Server* or one of the managers' roles."""
    if person.manages_server:
        return True
    roles = session.scalars(
        select(col(ManagerRole.role_id)).where(col(ManagerRole.community_id) == person.community_id)
    )
    return not person.role_ids.isdisjoint(roles)


def require_manager(session: Session, person: Person) -> None:
    """Refuse everybody else with `NotAManagerError`."""
    if not is_manager(session, person):
        raise NotAManagerError


def require_own_or_manager(session: Session, person: Person, member_id: int) -> None:
    """Refuse whoever asks about somebody else, unless they are a manager."""
    if member_id != person.member_id:
        require_manager(session, person)


def require_server_manager(person: Person) -> None:
    """Refuse everybody without *Manage Server* with `NotAServerManagerError`."""
    if not person.manages_server:
        raise NotAServerManagerError


def require_human(person: Person) -> None:
    """Refuse bots with `NotAPersonError`, and who has left with `NotHereError`."""
    if person.bot:
        raise NotAPersonError
    if not person.present:
        raise NotHereError


def last_seen(session: Session, community_id: int, member_id: int) -> Person:
    """Return somebody as Laurel last saw them; who was never seen is taken to be here."""
    member = session.get(Member, (community_id, member_id))
    if member is None:
        return Person(community_id, member_id)
    return Person(
        community_id, member_id, frozenset(map(int, member.role_ids)), present=member.present
    )


def is_present(session: Session, community_id: int, member_id: int) -> bool:
    """Return whether somebody is a member now, as Laurel last saw them."""
    member = session.get(Member, (community_id, member_id), populate_existing=True)
    return member is not None and member.present


def remember(session: Session, community_id: int, member_id: int) -> None:
    """Make sure that a member has a row."""
    statement, values = remembering(session, community_id, member_id)
    session.run(statement, **values)


def remembering(session: Session, community_id: int, member_id: int) -> Part:
    """Return what makes sure of it."""
    values = {"community_id": community_id, "member_id": member_id, "first_seen_at": session.now}
    return _REMEMBER, values


class Speaker(NamedTuple):
    """Somebody, and the language of their Discord."""

    community_id: int
    member_id: int
    language: str


def store_languages(session: Session, speakers: Sequence[Speaker]) -> list[None]:
    """Store the languages of people's own Discords, for messages that only they read."""
    rows = {
        who.member_id: {
            "community_id": who.community_id,
            "member_id": who.member_id,
            "language": who.language,
            "first_seen_at": session.now,
        }
        for who in speakers
    }
    # In one order, like everybody who locks several.
    session.run_many(_STORE_LANGUAGES, [rows[member_id] for member_id in sorted(rows)])
    return [None] * len(speakers)


@dataclass(frozen=True)
class RoleFacts:
    """What Discord says of a role that somebody wants a badge to carry, or a coupon to deliver."""

    id: int
    assignable_by_actor: bool  # whoever attaches it could give it by hand
    privileged: bool  # it may moderate or administrate
    in_reach: bool = True  # Laurel can give it
    managed: bool = False  # only Discord gives it: an app's own, a booster's, a subscriber's


def next_holders(
    session: Session, community_id: int, role_id: int, *, after: int, limit: int
) -> list[int]:
    """Return some of the holders, in the order of ids, above one of them; none at the end."""
    some = (
        select(col(Member.member_id), col(Member.role_ids))
        .where(
            col(Member.community_id) == community_id,
            col(Member.present).is_(True),
            may_hold(role_id),
        )
        .order_by(col(Member.member_id))
        .limit(limit)
    )
    while True:
        rows = session.execute(some.where(col(Member.member_id) > after)).all()
        found = [member_id for member_id, role_ids in rows if role_id in role_ids]
        if found or not rows:
            return found
        after = rows[-1].member_id


def may_hold(role_id: int) -> ColumnElement[bool]:
    """Return a condition that whoever holds a role meets, alike on both databases.

    Few others do: an id may stand within a longer one.
    """
    return cast(col(Member.role_ids), String).contains(str(role_id))

"""What Laurel knows of a member, for that member: to see, to take along, and to hide."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import SQLModel, col

from bot.services import audit
from bot.services.actors import Person, remember
from bot.services.calendar import day_of
from bot.services.paging import count_rows
from db.privacy import privacy
from db.session import Session
from db.tables import (
    AuditEntry,
    Code,
    Grant,
    LedgerEntry,
    LedgerReason,
    Member,
    Reward,
    linked,
    models,
    table,
)

_LEFT_OUT = {"community_id", "member_id", "file_content"}


@dataclass(frozen=True)
class PrivacyCard:
    """What is kept, in numbers."""

    since: date | None
    profile_hidden: bool
    leaderboard_hidden: bool
    grants: int
    ledger_entries: int
    audit_entries: int


def show(session: Session, person: Person) -> PrivacyCard:
    """Return how much Laurel keeps of a member."""
    member = session.get(Member, (person.community_id, person.member_id))
    return PrivacyCard(
        day_of(session, person.community_id, member.first_seen_at) if member else None,
        member.profile_hidden if member else False,
        member.leaderboard_hidden if member else False,
        _count(session, person, Grant, _of(person, Grant)),
        _count(session, person, LedgerEntry, _of(person, LedgerEntry)),
        _count(session, person, AuditEntry, _done_or_met(person)),
    )


def _of(person: Person, model: type[Grant | LedgerEntry | AuditEntry]) -> ColumnElement[bool]:
    return col(model.member_id) == person.member_id


def _done_or_met(person: Person) -> ColumnElement[bool]:
    """Return the condition for audit entries: what a member did counts like what they met."""
    return or_(_of(person, AuditEntry), col(AuditEntry.actor_id) == person.member_id)


def _count(
    session: Session,
    person: Person,
    model: type[Grant | LedgerEntry | AuditEntry],
    whose: ColumnElement[bool],
) -> int:
    return count_rows(session, model, col(model.community_id) == person.community_id, whose)


def hide_profile(session: Session, person: Person, *, hidden: bool) -> PrivacyCard:
    """Hide a member's profile from other members, or show it again."""
    done = "privacy.profile_hidden" if hidden else "privacy.profile_shown"
    return _hide(session, person, "profile_hidden", done, hidden)


def hide_from_leaderboard(session: Session, person: Person, *, hidden: bool) -> PrivacyCard:
    """Leave a member out of the leaderboard, or show them again."""
    done = "privacy.leaderboard_hidden" if hidden else "privacy.leaderboard_shown"
    return _hide(session, person, "leaderboard_hidden", done, hidden)


def _hide(session: Session, person: Person, what: str, done: str, hidden: bool) -> PrivacyCard:
    remember(session, person.community_id, person.member_id)
    member = session.get_one(Member, (person.community_id, person.member_id))
    if getattr(member, what) != hidden:
        setattr(member, what, hidden)
        session.add(member)
        audit.record_by(session, person, done, member_id=person.member_id)
    return show(session, person)


def export(session: Session, person: Person) -> dict[str, Any]:
    """Return everything that is kept of a member, ready for JSON.

    Codes are left out: a file travels, and they are shown in `/rewards` to their holder alone.
    """
    found: dict[str, Any] = {
        "community_id": str(person.community_id),
        "member_id": str(person.member_id),
        "exported_at": session.now.isoformat(),
    }
    for model in models():
        if name := privacy(model).export:
            own = _SPECIAL.get(model)
            found[name] = own(session, person) if own else _rows(session, person, model)
    return found


def _rows(session: Session, person: Person, model: type[SQLModel]) -> list[dict[str, Any]]:
    theirs = table(model).c[privacy(model).whose] == person.member_id
    return [_plain(row) for row in _select(session, person, model, theirs)]


def _select(
    session: Session, person: Person, model: type[SQLModel], whose: ColumnElement[bool]
) -> list[Any]:
    return list(
        session.execute(
            select(model).where(table(model).c.community_id == person.community_id, whose)
        ).scalars()
    )


def _member(session: Session, person: Person) -> dict[str, Any] | None:
    member = session.get(Member, (person.community_id, person.member_id))
    return None if member is None else _plain(member)


def _audit(session: Session, person: Person) -> list[dict[str, Any]]:
    return [
        # Whom else a manager did something to is theirs to take along.
        _plain(row)
        | {"about_you": row.member_id == person.member_id}
        | (_NO_ACTOR if row.action == "points.thanked" and _was_met(row, person) else {})
        for row in _select(session, person, AuditEntry, _done_or_met(person))
    ]


_NO_ACTOR = {"actor_id": None}
"""Who thanked somebody is not told to them."""


def _was_met(row: AuditEntry, person: Person) -> bool:
    return row.actor_id != person.member_id


def _ledger(session: Session, person: Person) -> list[dict[str, Any]]:
    return [
        _plain(row) | (_NO_ACTOR if row.reason == LedgerReason.THANKS else {})
        for row in _select(session, person, LedgerEntry, _of(person, LedgerEntry))
    ]


def _grants(session: Session, person: Person) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Grant, col(Reward.name), col(Code.state), col(Code.expires_on))
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .outerjoin(Code, linked(Code.grant_id, Grant.id))
        .where(
            col(Grant.community_id) == person.community_id,
            col(Grant.member_id) == person.member_id,
        )
        .order_by(col(Grant.id))
    )
    return [
        _plain(grant, leave_out={"redemption_code"})
        | {
            "reward": name,
            "code_state": code_state,
            "code_expires_on": expires_on.isoformat() if expires_on else None,
        }
        for grant, name, code_state, expires_on in rows
    ]


_SPECIAL: dict[type[SQLModel], Callable[[Session, Person], Any]] = {
    AuditEntry: _audit,
    Grant: _grants,
    LedgerEntry: _ledger,
    Member: _member,
}
"""Tables that are exported in their own way, which their `Privacy.special` says."""


def _plain(row: SQLModel, leave_out: set[str] | None = None) -> dict[str, Any]:
    """Return a row's columns; ids as text, since JSON's numbers do not reach 64 bits everywhere."""
    kept = row.model_dump(mode="json", exclude=_LEFT_OUT | (leave_out or set()))
    return {
        name: str(value) if isinstance(value, int) and _is_id(name) else _exact(value)
        for name, value in kept.items()
    }


_EXACT = 2**53 - 1
"""The largest whole number that every reader of JSON keeps. Source: RFC 8259, section 6."""


def _is_id(name: str) -> bool:
    return name == "id" or name.endswith(("_id", "_by"))


def _exact(value: object) -> object:
    """Return a value with what JSON readers would round as text, such as the id of a role."""
    if isinstance(value, dict):
        return {name: _exact(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_exact(inner) for inner in value]
    return str(value) if isinstance(value, int) and abs(value) > _EXACT else value

"""What a role stands for: getting it means a membership, or a course of one id."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import col

from bot.services import audit, events
from bot.services.actors import Person, holders, require_manager
from bot.services.errors import GoneError, InvalidInputError
from bot.services.events import NewEvent
from bot.services.members import memberships
from bot.services.members.memberships import PURCHASED, MembershipChange
from bot.services.typed import fold
from db.session import Session
from db.tables import RoleMark
from db.upsert import insert

TRIGGERS = (
    PURCHASED,
    "course_enrolled",
    "course_complete",
    "lesson_complete",
    "quiz_passed",
    "quiz_failed",
    "certificate_earned",
)
"""What getting a role can mean."""

SUBJECT_LENGTH = memberships.PLAN_LENGTH
"""Characters of a plan's name, or of a course's id."""

MOST = 25
"""Roles that can be marked in one community."""


@dataclass(frozen=True)
class Mark:
    """A marked role. `subject`: the plan of a membership, else the id of a course, lesson, …

    `level`: the level that it stands for, where several roles stand for one plan.
    """

    role_id: int
    trigger: str
    subject: str
    level: str | None = None

    @property
    def means(self) -> tuple[str, str]:
        """What makes it one with others, however they spell it."""
        return self.trigger, fold(self.subject)


def marks(session: Session, community_id: int) -> dict[int, Mark]:
    """Return what roles stand for, by role."""
    rows = session.execute(
        select(RoleMark)
        .where(col(RoleMark.community_id) == community_id)
        .order_by(col(RoleMark.role_id))
    ).scalars()
    found = [Mark(row.role_id, row.trigger, row.subject, row.level) for row in rows]
    roles_for = Counter(one.means for one in found)
    return {
        one.role_id: one if roles_for[one.means] > 1 else replace(one, level=None) for one in found
    }


def alike(session: Session, community_id: int, mark: Mark) -> list[Mark]:
    """Return every mark that means the same, this one included."""
    return [one for one in marks(session, community_id).values() if one.means == mark.means]


def listed(session: Session, by: Person) -> list[Mark]:
    """Return what roles stand for, for a manager."""
    require_manager(session, by)
    return list(marks(session, by.community_id).values())


def mark(
    session: Session,
    by: Person,
    role_id: int,
    trigger: str,
    subject: str,
    *,
    level: str | None = None,
) -> list[Mark]:
    """Let a role stand for something. Who holds it now had it before: that raises nothing.

    `level`: what the role is called, for plans that several roles stand for.
    """
    require_manager(session, by)
    if role_id == by.community_id:  # Discord gives the role that everybody has the server's own id
        raise InvalidInputError("role", "membership-mark-everybody")
    known = marks(session, by.community_id)
    if role_id not in known and len(known) >= MOST:
        raise InvalidInputError("role", "membership-mark-too-many", most=MOST)
    wanted = Mark(
        role_id,
        trigger,
        _subject(session, by.community_id, trigger, subject),
        _level(level) if trigger == PURCHASED else None,
    )
    if _stored(session, by.community_id, role_id) != wanted:
        values = {"trigger": trigger, "subject": wanted.subject, "level": wanted.level}
        session.execute(
            insert(RoleMark)
            .values(community_id=by.community_id, role_id=role_id, **values)
            .on_conflict_do_update(index_elements=["community_id", "role_id"], set_=values)
        )
        for one in alike(session, by.community_id, wanted):
            _all_had_before(session, by.community_id, one)
        audit.record(
            session,
            by.community_id,
            "settings.role_marked",
            actor_id=by.member_id,
            role=role_id,
            trigger=trigger,
            subject=wanted.subject,
        )
    return listed(session, by)


def know_levels(session: Session, community_id: int, names: Mapping[int, str]) -> None:
    """Note what roles are called that were marked when levels had no names yet; `names` by role."""
    unnamed = list(
        session.scalars(
            select(RoleMark).where(
                col(RoleMark.community_id) == community_id,
                col(RoleMark.trigger) == PURCHASED,
                col(RoleMark.level).is_(None),
                col(RoleMark.role_id).in_(list(names)),
            )
        )
    )
    for row in unnamed:
        row.level = _level(names[row.role_id])
    session.flush()
    for one in marks(session, community_id).values() if unnamed else ():
        if one.level is not None:
            _all_had_before(session, community_id, one)


def _stored(session: Session, community_id: int, role_id: int) -> Mark | None:
    row = session.get(RoleMark, (community_id, role_id), populate_existing=True)
    return None if row is None else Mark(role_id, row.trigger, row.subject, row.level)


def _level(name: str | None) -> str | None:
    """Return a role's name as a level; None where nothing of it can be compared."""
    shown = "".join(c for c in " ".join((name or "").split()) if c.isprintable())
    shown = shown[: memberships.PLAN_LENGTH]
    return shown if fold(shown) else None


def _subject(session: Session, community_id: int, trigger: str, subject: str) -> str:
    if trigger == PURCHASED:
        return memberships.spelled(session, community_id, subject)
    subject = " ".join(subject.split())
    if trigger not in TRIGGERS or not (
        fold(subject) and subject.isprintable() and len(subject) <= SUBJECT_LENGTH
    ):
        raise InvalidInputError("id", "membership-bad-id", most=SUBJECT_LENGTH)
    return subject


def unmark(session: Session, by: Person, role_id: int) -> list[Mark]:
    """Let a role stand for nothing again. Memberships stay until something else ends them."""
    require_manager(session, by)
    if not forget(session, by.community_id, role_id, actor_id=by.member_id):
        raise GoneError
    return listed(session, by)


def forget(session: Session, community_id: int, role_id: int, *, actor_id: int | None) -> bool:
    """Remove what a role stood for; False if it stood for nothing."""
    removed = session.execute(
        delete(RoleMark)
        .where(col(RoleMark.community_id) == community_id, col(RoleMark.role_id) == role_id)
        .returning(col(RoleMark.trigger), col(RoleMark.subject))
    ).first()
    if removed is None:
        return False
    audit.record(
        session,
        community_id,
        "settings.role_unmarked",
        actor_id=actor_id,
        role=role_id,
        trigger=removed.trigger,
        subject=removed.subject,
    )
    return True


def had_before(session: Session, community_id: int, member_id: int, mark: Mark) -> None:
    """Know that a member had what a role stands for, without an event."""
    if mark.trigger == PURCHASED:
        memberships.import_existing(
            session, community_id, member_id, mark.subject, level=mark.level
        )
    else:
        events.once(session, community_id, fact(mark.trigger, member_id, mark.subject))


def _all_had_before(session: Session, community_id: int, mark: Mark) -> None:
    """Know that all holders of a role had what it stands for from now on."""
    member_ids = holders(session, community_id, mark.role_id)
    if mark.trigger == PURCHASED:
        memberships.import_existing_for_all(
            session, community_id, member_ids, mark.subject, level=mark.level
        )
    else:
        facts = (fact(mark.trigger, member_id, mark.subject) for member_id in member_ids)
        events.all_so(session, community_id, facts)


def got(session: Session, community_id: int, member_id: int, mark: Mark, at: datetime) -> None:
    """Raise what getting a marked role means.

    Another level of a plan that the member has is a change of its level, unless the level is one
    that only a shop knows.
    """
    if mark.trigger != PURCHASED:
        _got_to_know(session, community_id, member_id, mark, at)
        return
    change, plan = MembershipChange("role", at), mark.subject
    begun = memberships.begin(session, community_id, member_id, plan, change, level=mark.level)
    if begun or mark.level is None:
        return
    levels = {fold(one.level) for one in alike(session, community_id, mark) if one.level}
    known = memberships.known(session, community_id, member_id, plan)
    if known is not None and known.active and known.tier_key in levels:
        memberships.change_level(session, community_id, member_id, plan, mark.level, change)


def _got_to_know(
    session: Session, community_id: int, member_id: int, mark: Mark, at: datetime
) -> None:
    known = fact(mark.trigger, member_id, mark.subject)
    event = NewEvent(
        community_id,
        mark.trigger,
        known,
        member_id,
        at,
        data={"id": mark.subject, "source": "role"},
        fact=known,
        spelled=spellings(session, community_id, mark.trigger, member_id, mark.subject),
    )
    events.store(session, [event])


def lost(session: Session, community_id: int, member_id: int, mark: Mark) -> None:
    """Note that somebody is without a marked role: a membership may be over, a course is not."""
    if mark.trigger == PURCHASED:
        memberships.mark_lapsing(session, community_id, member_id, mark.subject)


def ended(session: Session, community_id: int, member_id: int, mark: Mark) -> None:
    """Raise what it means that a marked role is gone for good."""
    if mark.trigger == PURCHASED:
        change = MembershipChange("role", session.now)
        memberships.end(session, community_id, member_id, mark.subject, change)


def lost_level(session: Session, community_id: int, member_id: int, mark: Mark) -> None:
    """Note that somebody is without the role of their level, but has another of the plan."""
    if mark.trigger == PURCHASED and mark.level is not None:
        memberships.mark_lapsing(session, community_id, member_id, mark.subject, level=mark.level)


def fact(trigger: str, member_id: int, subject: str) -> str:
    """Return what is so for ever once a member has done something of an id, however spelled."""
    return f"{trigger}:{member_id}:{fold(subject)}"


def spellings(
    session: Session, community_id: int, trigger: str, member_id: int, *typed: str
) -> tuple[str, ...]:
    """Return how the same was written when facts had ids as they were typed, where that differs."""
    subject = typed[0]
    same = [one.subject for one in alike(session, community_id, Mark(0, trigger, subject))]
    facts = {f"{trigger}:{member_id}:{one}" for one in (*typed, *same)}
    return tuple(sorted(facts - {fact(trigger, member_id, subject)}))

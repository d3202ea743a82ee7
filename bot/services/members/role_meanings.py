"""What a role means: who gets it has a membership, or has done a course of one id."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlmodel import col

from bot.services import audit, events
from bot.services.actors import Person, may_hold, require_manager
from bot.services.errors import GoneError, InvalidInputError
from bot.services.events import NewEvent
from bot.services.members import memberships
from bot.services.members.memberships import PURCHASED, MembershipChange
from bot.services.typed import fold
from db.locks import hold_writers
from db.session import Session
from db.tables import Member, RoleMark
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
"""Roles that can have a meaning in one community."""


@dataclass(frozen=True)
class RoleMeaning:
    """What one role means. `subject`: the plan of a membership, else the id of a course, lesson, …

    `level`: the level that it stands for, where several roles stand for one plan. `noted_upto`: up
    to which members it is noted who had that before; None: of everybody.
    """

    role_id: int
    trigger: str
    subject: str
    level: str | None = None
    noted_upto: int | None = field(default=None, compare=False)

    @property
    def means(self) -> tuple[str, str]:
        """What makes it one with others, however they spell it."""
        return self.trigger, fold(self.subject)

    def is_noted(self, member_id: int) -> bool:
        """Return whether it is noted if a member had this before the role meant it."""
        return self.noted_upto is None or member_id <= self.noted_upto


def meanings(session: Session, community_id: int) -> dict[int, RoleMeaning]:
    """Return what roles mean, by role."""
    rows = session.execute(
        select(RoleMark)
        .where(col(RoleMark.community_id) == community_id)
        .order_by(col(RoleMark.role_id))
    ).scalars()
    found = [_of(row) for row in rows]
    roles_for = Counter(one.means for one in found)
    return {
        one.role_id: one if roles_for[one.means] > 1 else replace(one, level=None) for one in found
    }


def same_meaning(session: Session, community_id: int, meaning: RoleMeaning) -> list[RoleMeaning]:
    """Return every role's meaning that is the same, this one included."""
    return [one for one in meanings(session, community_id).values() if one.means == meaning.means]


def list_meanings(session: Session, by: Person) -> list[RoleMeaning]:
    """Return what roles mean, for a manager."""
    require_manager(session, by)
    return list(meanings(session, by.community_id).values())


def set_meaning(
    session: Session,
    by: Person,
    role_id: int,
    trigger: str,
    subject: str,
    *,
    level: str | None = None,
) -> list[RoleMeaning]:
    """Give a role a meaning. Who holds it now had it before: that is noted later (`existing.py`).

    `level`: what the role is called, for plans that several roles stand for.
    """
    require_manager(session, by)
    if role_id == by.community_id:  # Discord gives the role that everybody has the server's own id
        raise InvalidInputError("role", "membership-mark-everybody")
    known = meanings(session, by.community_id)
    if role_id not in known and len(known) >= MOST:
        raise InvalidInputError("role", "membership-mark-too-many", most=MOST)
    wanted = RoleMeaning(
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
        same = [one.role_id for one in same_meaning(session, by.community_id, wanted)]
        session.execute(
            update(RoleMark)
            .where(col(RoleMark.community_id) == by.community_id, col(RoleMark.role_id).in_(same))
            .values(noted_upto=0)
        )
        # Who is just being compared by what roles meant before is there to be noted afterwards.
        hold_writers(session, Member)
        audit.record_by(
            session,
            by,
            "settings.role_marked",
            role=role_id,
            trigger=trigger,
            subject=wanted.subject,
        )
    return list_meanings(session, by)


def name_levels(session: Session, community_id: int, names: Mapping[int, str]) -> None:
    """Store the names of roles that got a meaning before levels had names; `names` by role."""
    unnamed = session.scalars(
        select(RoleMark).where(
            col(RoleMark.community_id) == community_id,
            col(RoleMark.trigger) == PURCHASED,
            col(RoleMark.level).is_(None),
            col(RoleMark.role_id).in_(list(names)),
        )
    )
    for row in unnamed:
        row.level, row.noted_upto = _level(names[row.role_id]), 0
        session.flush()
        hold_writers(session, Member)


def _stored(session: Session, community_id: int, role_id: int) -> RoleMeaning | None:
    row = session.get(RoleMark, (community_id, role_id), populate_existing=True)
    return None if row is None else _of(row)


def _of(row: RoleMark) -> RoleMeaning:
    return RoleMeaning(row.role_id, row.trigger, row.subject, row.level, row.noted_upto)


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


def clear_meaning(session: Session, by: Person, role_id: int) -> list[RoleMeaning]:
    """Take a role's meaning away. Memberships stay until something else ends them."""
    require_manager(session, by)
    if not remove(session, by.community_id, role_id, actor_id=by.member_id):
        raise GoneError
    return list_meanings(session, by)


def remove(session: Session, community_id: int, role_id: int, *, actor_id: int | None) -> bool:
    """Remove what a role means; False if it meant nothing."""
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


def import_existing(
    session: Session, community_id: int, member_ids: Sequence[int], meaning: RoleMeaning
) -> None:
    """Store that members had what a role means, without an event."""
    if meaning.trigger == PURCHASED:
        memberships.import_existing(
            session, community_id, member_ids, meaning.subject, level=meaning.level
        )
    else:
        facts = (fact(meaning.trigger, member_id, meaning.subject) for member_id in member_ids)
        events.all_so(session, community_id, facts)


def note_holders(session: Session, mark: RoleMark, after: int, upto: int) -> int:
    """Note that holders of a role had what it means, of some members, without an event.

    They are those with ids above `after`, up to `upto`. Returns how many that is.
    """
    community_id = mark.community_id
    rows = session.execute(
        select(col(Member.member_id), col(Member.role_ids))
        .where(
            col(Member.community_id) == community_id,
            col(Member.member_id).between(after + 1, upto),
            col(Member.present),
            may_hold(mark.role_id),
        )
        .order_by(col(Member.member_id))
        .with_for_update()
    )
    holders = [member_id for member_id, role_ids in rows if mark.role_id in role_ids]
    meaning = meanings(session, community_id)[mark.role_id]
    import_existing(session, community_id, holders, meaning)
    return len(holders)


def raise_gained(
    session: Session, community_id: int, member_id: int, meaning: RoleMeaning, at: datetime
) -> None:
    """Raise what getting a role with a meaning means.

    Another level of a plan that the member has is a change of its level, unless the level is one
    that only a shop knows.
    """
    if meaning.trigger != PURCHASED:
        _raise_fact(session, community_id, member_id, meaning, at)
        return
    change, plan = MembershipChange("role", at), meaning.subject
    begun = memberships.begin(session, community_id, member_id, plan, change, level=meaning.level)
    if begun or meaning.level is None:
        return
    levels = {fold(one.level) for one in same_meaning(session, community_id, meaning) if one.level}
    known = memberships.known(session, community_id, member_id, plan)
    if known is not None and known.active and known.tier_key in levels:
        memberships.change_level(session, community_id, member_id, plan, meaning.level, change)


def _raise_fact(
    session: Session, community_id: int, member_id: int, meaning: RoleMeaning, at: datetime
) -> None:
    known = fact(meaning.trigger, member_id, meaning.subject)
    event = NewEvent(
        community_id,
        meaning.trigger,
        known,
        member_id,
        at,
        data={"id": meaning.subject, "source": "role"},
        fact=known,
        spelled=spellings(session, community_id, meaning.trigger, member_id, meaning.subject),
    )
    events.store(session, [event])


def mark_lapsing(session: Session, community_id: int, member_id: int, meaning: RoleMeaning) -> None:
    """Let what a missing role means lapse: a membership may be over, a course is not."""
    if meaning.trigger == PURCHASED:
        memberships.mark_lapsing(session, community_id, member_id, meaning.subject)


def end(session: Session, community_id: int, member_id: int, meaning: RoleMeaning) -> None:
    """Raise what it means that a role with a meaning is gone for good."""
    if meaning.trigger == PURCHASED:
        change = MembershipChange("role", session.now)
        memberships.end(session, community_id, member_id, meaning.subject, change)


def mark_level_lapsing(
    session: Session, community_id: int, member_id: int, meaning: RoleMeaning
) -> None:
    """Let a level lapse whose role is missing while another role of the plan is there."""
    if meaning.trigger == PURCHASED and meaning.level is not None:
        memberships.mark_lapsing(
            session, community_id, member_id, meaning.subject, level=meaning.level
        )


def fact(trigger: str, member_id: int, subject: str) -> str:
    """Return what is so for ever once a member has done something of an id, however spelled."""
    return f"{trigger}:{member_id}:{fold(subject)}"


def spellings(
    session: Session, community_id: int, trigger: str, member_id: int, *typed: str
) -> tuple[str, ...]:
    """Return how the same was written when facts had ids as they were typed, where that differs."""
    subject = typed[0]
    same = [
        one.subject for one in same_meaning(session, community_id, RoleMeaning(0, trigger, subject))
    ]
    facts = {f"{trigger}:{member_id}:{one}" for one in (*typed, *same)}
    return tuple(sorted(facts - {fact(trigger, member_id, subject)}))

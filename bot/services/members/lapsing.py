"""Memberships that lapsed: their role is gone, and nobody has told since that they go on."""

from itertools import groupby
from operator import attrgetter

from sqlalchemy import ColumnElement, select, tuple_
from sqlmodel import col

from bot.services.members import membership_rows as rows
from bot.services.members import memberships
from bot.services.members.membership_rows import LAPSES_AFTER
from bot.services.members.memberships import PURCHASED, MembershipChange
from bot.services.typed import fold
from db.session import Session
from db.tables import Member, Membership, RoleMark

SLICE = 200
"""Memberships at the most in one transaction."""


def expire(session: Session, limit: int = SLICE) -> int:
    """End memberships that lapsed long enough ago, a slice at a time; return how many were decided.

    Who still has a role of the plan keeps it, on that role's level; every other one ends.
    """
    due = session.execute(
        select(col(Membership.community_id), col(Membership.member_id), col(Membership.plan))
        .where(*_is_over(session))
        .order_by(col(Membership.ended_at))
        .limit(limit)
    ).all()
    by_community = sorted(due, key=attrgetter("community_id"))
    return sum(
        _expire(session, community_id, [(row.member_id, row.plan) for row in of_it])
        for community_id, of_it in groupby(by_community, attrgetter("community_id"))
    )


def _is_over(session: Session) -> tuple[ColumnElement[bool], ...]:
    return col(Membership.active).is_(True), col(Membership.ended_at) <= session.now


def _expire(session: Session, community_id: int, due: list[tuple[int, str]]) -> int:
    mine = session.execute(
        select(col(Membership.member_id), col(Membership.plan))
        .where(
            col(Membership.community_id) == community_id,
            tuple_(col(Membership.member_id), col(Membership.plan)).in_(due),
            *_is_over(session),
        )
        .with_for_update(skip_locked=True)
    ).all()
    for member_id, plan in mine:
        _decide(session, community_id, member_id, plan)
    return len(mine)


def _decide(session: Session, community_id: int, member_id: int, plan: str) -> None:
    change = MembershipChange("role", session.now)
    which = (session, community_id, member_id, plan)
    held = _held(*which)
    if held:
        session.run(
            rows.CONFIRM,
            community_id=community_id,
            member_id=member_id,
            plan_key=fold(plan),
            at=session.now,
            lapses_at=session.now + LAPSES_AFTER,
        )
        if held[0].level is not None:
            memberships.change_level(*which, held[0].level, change)
    else:
        memberships.end(*which, change)


def _held(session: Session, community_id: int, member_id: int, plan: str) -> list[RoleMark]:
    """Return what the roles of a plan say that a member who is here holds."""
    member = session.get(Member, (community_id, member_id), populate_existing=True)
    if member is None or not member.present:
        return []
    meanings = session.execute(
        select(RoleMark)
        .where(
            col(RoleMark.community_id) == community_id,
            col(RoleMark.trigger) == PURCHASED,
            col(RoleMark.role_id).in_(member.role_ids),
        )
        .order_by(col(RoleMark.role_id))
    ).scalars()
    return [meaning for meaning in meanings if memberships.is_same(meaning.subject, plan)]

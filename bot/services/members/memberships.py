"""Memberships: who has which plan; a role, a webhook and Discord change the same row.

A role, a webhook and Discord's own message may all tell of the same purchase. The row of the plan
decides: a change that finds it so already is no news, and raises nothing. Neither does one that is
older than what is known. The state of somebody who is away is kept like anybody's; only what it
would have brought them falls away, or waits until it is reported again of somebody who is here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from bot.services import events
from bot.services.actors import is_present
from bot.services.errors import InvalidInputError, RefusedError
from bot.services.events import NewEvent
from bot.services.members import membership_rows as rows
from bot.services.members.membership_rows import LAPSES_AFTER, SAME_RENEWAL
from bot.services.typed import fold
from db.session import Session
from db.tables import EventState, Membership, RoleMark

PLAN_LENGTH = 100
"""Characters of a plan's name."""

PURCHASED = "membership_purchased"
RENEWED = "membership_renewed"
CANCELLED = "membership_cancelled"
LEVEL_CHANGED = "membership_tier_changed"


class NoMembershipError(RefusedError):
    """The member has no such plan at present."""

    message = "membership-none"


@dataclass(frozen=True)
class MembershipChange:
    """A change of a membership, as one source reports it.

    `key` makes the report count once, such as a webhook's id; None where the row alone decides,
    as with roles. `data` is what else came with it. `here`: the member was there to be rewarded.
    """

    source: str  # "role", "message", "webhook" or "workflow"
    at: datetime
    key: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    here: bool = True


def begin(
    session: Session,
    community_id: int,
    member_id: int,
    plan: str,
    change: MembershipChange,
    *,
    level: str | None = None,
) -> bool:
    """Let a membership begin; False if the member has it already, and nothing happened.

    Whoever tells it first may not know the level, as a role does not: then it is noted silently.
    """
    which = _which(community_id, member_id, plan)
    new = _new(plan, level, change.at, waiting=not change.here)
    begun = session.run(rows.BEGIN, **which, **new, waits_on=not change.here)
    if begun:
        _raise(session, PURCHASED, community_id, member_id, plan, begun[0].tier, change)
    else:
        _confirm(session, which, change.at)
        if level is not None:
            session.run(rows.FILL_LEVEL, **which, tier=level, tier_key=fold(level))
    return bool(begun)


def renew(
    session: Session,
    community_id: int,
    member_id: int,
    plan: str,
    change: MembershipChange,
    *,
    level: str | None = None,
) -> bool:
    """Let a membership go on for another time; False if this renewal was reported before.

    One that Laurel did not know of is known from now on: it was bought before.
    """
    which = _which(community_id, member_id, plan)
    renewed = session.run(
        rows.RENEW,
        **which,
        at=change.at,
        before=change.at - SAME_RENEWAL,
        lapses_at=change.at + LAPSES_AFTER,
    )
    if renewed:
        if level is not None:
            session.run(rows.CHANGE_LEVEL, **which, tier=level, tier_key=fold(level), at=change.at)
        level = level or renewed[0].tier
    elif not session.run(
        rows.BEGIN,
        **which,
        **_new(plan, level, change.at, renewed_at=change.at),
        waits_on=True,
    ):
        # What is reported to have ended before this has not, in whatever order the two come.
        _confirm(session, which, change.at)
        return False
    _raise(session, RENEWED, community_id, member_id, plan, level, change)
    return True


def end(
    session: Session, community_id: int, member_id: int, plan: str, change: MembershipChange
) -> bool:
    """Let a membership end; False if there was none. The next purchase counts again."""
    which = _which(community_id, member_id, plan)
    ended = session.run(rows.END, **which, at=change.at)
    if not ended and not session.run(rows.REMEMBER_END, **which, plan=plan, at=change.at):
        # It may have begun since the first look; now nobody else can change it.
        ended = session.run(rows.END, **which, at=change.at)
    if ended:
        _raise(session, CANCELLED, community_id, member_id, plan, ended[0].tier, change)
    return bool(ended)


def mark_lapsing(
    session: Session, community_id: int, member_id: int, plan: str, *, level: str | None = None
) -> None:
    """Let a membership lapse: its role is gone. With `level`, only one on that level.

    A role, purchase or renewal that is reported within `LAPSES_AFTER` lets it go on.
    """
    which = _which(community_id, member_id, plan)
    until = session.now + LAPSES_AFTER
    if level is None:
        session.run(rows.MARK_LAPSING, **which, until=until)
    else:
        session.run(rows.MARK_LEVEL_LAPSING, **which, until=until, tier_key=fold(level))


def change_level(
    session: Session,
    community_id: int,
    member_id: int,
    plan: str,
    level: str,
    change: MembershipChange,
) -> bool:
    """Put a membership on another level; False if it is on that one.

    Raises `NoMembershipError` for a member without that plan.
    """
    which = _which(community_id, member_id, plan)
    changed = session.run(
        rows.CHANGE_LEVEL, **which, tier=level, tier_key=fold(level), at=change.at
    )
    if changed:
        _raise(session, LEVEL_CHANGED, community_id, member_id, plan, level, change)
    elif not any(is_same(plan, one) for one in plans(session, community_id, member_id)):
        raise NoMembershipError(plan=plan)
    return bool(changed)


def apply(
    session: Session,
    community_id: int,
    member_id: int,
    trigger: str,
    change: MembershipChange,
    *,
    plan: str,
    level: str | None = None,
) -> bool:
    """Take what a webhook or Discord says of a membership, once; True if it was news.

    `trigger` is one of the four. For somebody who is not here the state changes, and the event
    says that nothing came of it. Raises `NoMembershipError`, and `InvalidInputError` for a plan or
    level that is none.
    """
    assert change.key is not None, "what comes from outside has a key"
    plan = spelled(session, community_id, plan)
    level = _name("tier", level) if level else None
    if not events.once(session, community_id, f"membership:{change.key}"):
        return False
    change = replace(change, here=is_present(session, community_id, member_id))
    if trigger == PURCHASED:
        news = begin(session, community_id, member_id, plan, change, level=level)
    elif trigger == RENEWED:
        news = renew(session, community_id, member_id, plan, change, level=level)
    elif trigger == CANCELLED:
        news = end(session, community_id, member_id, plan, change)
    else:
        assert trigger == LEVEL_CHANGED, trigger
        if level is None:
            raise InvalidInputError("tier", "membership-tier-needed")
        news = _apply_level(session, community_id, member_id, plan, level, change)
    return news and change.here


def _apply_level(
    session: Session,
    community_id: int,
    member_id: int,
    plan: str,
    level: str,
    change: MembershipChange,
) -> bool:
    try:
        return change_level(session, community_id, member_id, plan, level, change)
    except NoMembershipError:
        if change.here:
            raise
        # Of a stranger nothing can be known, and the sender could do nothing about it.
        _raise(session, LEVEL_CHANGED, community_id, member_id, plan, level, change)
        return False


def import_existing(
    session: Session,
    community_id: int,
    member_ids: Sequence[int],
    plan: str,
    *,
    level: str | None = None,
) -> None:
    """Store memberships that were there before, without an event."""
    new = _new(plan, level, session.now)
    many = [
        new | _which(community_id, member_id, plan) | {"lapses_at": session.now + LAPSES_AFTER}
        for member_id in member_ids
    ]
    session.run_many(rows.CONFIRM_EXISTING, many)
    session.run_many(rows.IMPORT, many)


def plans(session: Session, community_id: int, member_id: int) -> dict[str, str | None]:
    """Return the plans that a member has at present, each with its level."""
    found = session.execute(
        select(col(Membership.plan), col(Membership.tier)).where(
            col(Membership.community_id) == community_id,
            col(Membership.member_id) == member_id,
            col(Membership.active).is_(True),
        )
    )
    return {row.plan: row.tier for row in found}


def known(session: Session, community_id: int, member_id: int, plan: str) -> Membership | None:
    """Return what is known of a plan of a member, whether they have it at present or had it."""
    return session.execute(
        select(Membership)
        .where(
            col(Membership.community_id) == community_id,
            col(Membership.member_id) == member_id,
            col(Membership.plan_key) == fold(plan),
        )
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()


def spelled(session: Session, community_id: int, plan: str) -> str:
    """Return a plan as a role's meaning spells it, so that it is shown in one way."""
    plan = _name("plan", plan)
    subjects = session.execute(
        select(col(RoleMark.subject)).where(
            col(RoleMark.community_id) == community_id, col(RoleMark.trigger) == PURCHASED
        )
    ).scalars()
    return next((known for known in subjects if is_same(known, plan)), plan)


def is_same(one: str, other: object) -> bool:
    """Return whether two plans, or levels, are one: case, width and blanks make no second one."""
    return fold(one) == fold(str(other))


def _name(what: str, typed: str) -> str:
    name = " ".join(typed.split())
    if not (fold(name) and name.isprintable() and len(name) <= PLAN_LENGTH):
        raise InvalidInputError(what, f"membership-bad-{what}", most=PLAN_LENGTH)
    return name


def _which(community_id: int, member_id: int, plan: str) -> dict[str, Any]:
    return {"community_id": community_id, "member_id": member_id, "plan_key": fold(plan)}


def _new(
    plan: str,
    level: str | None,
    at: datetime,
    *,
    waiting: bool = False,
    renewed_at: datetime | None = None,
) -> dict[str, Any]:
    """Return what else a new row says."""
    of_level = {"tier": level, "tier_key": fold(level) if level else None}
    return {"plan": plan, "at": at, "waiting": waiting, "renewed_at": renewed_at, **of_level}


def _confirm(session: Session, which: dict[str, Any], at: datetime) -> None:
    session.run(rows.CONFIRM, **which, at=at, lapses_at=at + LAPSES_AFTER)


def _raise(
    session: Session,
    trigger: str,
    community_id: int,
    member_id: int,
    plan: str,
    level: str | None,
    change: MembershipChange,
) -> None:
    data = change.data | {"plan": plan, "tier": level, "source": change.source}
    # The row has decided that this is news, so where no key came with it, any new one will do.
    key = change.key or f"{trigger}:{member_id}:{fold(plan)}:{session.new_id()}"
    new_event = NewEvent(community_id, trigger, key, member_id, change.at, data=data)
    events.store(session, [new_event])
    if change.here:
        return
    event = events.find(session, community_id, key)
    if event is not None and event.state == EventState.PENDING:
        events.ignore(event, "not a member")

"""Memberships: who has which plan, as one fact whatever says so.

A role, a webhook and Discord's own message may all tell of the same purchase. The row of the plan
decides: a change that finds it so already is no news, and raises nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlmodel import col, func

from bot.services import events
from bot.services.errors import InvalidInputError, RefusedError
from bot.services.events import Happening
from bot.services.people import is_present
from db.session import Session
from db.statement import Statement, param
from db.tables import EventState, Membership, RoleMark, table
from db.upsert import insert

PLAN_LENGTH = 100
"""Characters of a plan's name."""

SAME_RENEWAL = timedelta(days=1)
"""Two tellings of a renewal this close are the same one, told from two sides."""

PURCHASED = "membership_purchased"
RENEWED = "membership_renewed"
CANCELLED = "membership_cancelled"
TIER_CHANGED = "membership_tier_changed"

FOUND_AGAIN_WITHIN = timedelta(days=2)
"""How long after a member returned without the role of a plan it may be given again: Discord and
shops do so by themselves, soon, and that is no purchase."""

_SLICE = 200
"""Memberships at the most in one transaction."""


class NoMembershipError(RefusedError):
    """The member has no such plan at present."""

    message = "membership-none"


@dataclass(frozen=True)
class Told:
    """Who says that something became of a membership, and when.

    `key` makes the telling happen once, such as a webhook's id; None where the row alone decides,
    as with roles. `data` is what else came with it.
    """

    source: str  # "role", "message", "webhook" or "workflow"
    at: datetime
    key: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


_ROW = (
    col(Membership.community_id) == param("community_id"),
    col(Membership.member_id) == param("member_id"),
    col(Membership.plan) == param("plan"),
)
_KEY = ["community_id", "member_id", "plan"]
_NEW = insert(Membership).values(
    community_id=param("community_id"),
    member_id=param("member_id"),
    plan=param("plan"),
    tier=param("tier"),
    active=True,
    times=1,
    since=param("now"),
    renewed_at=param("renewed_at"),
)
_AGAIN = {
    "active": True,
    "times": Membership.times + 1,
    "since": param("now"),
    "tier": param("tier"),
    "renewed_at": param("renewed_at"),
    "ended_at": None,
}
# The conditions are what makes one purchase of a role and a webhook that come at the same moment.
_BEGIN = Statement(
    _NEW.on_conflict_do_update(
        index_elements=_KEY, set_=_AGAIN, where=col(Membership.active).is_(False)
    ).returning(col(Membership.times))
)
_ADOPT = Statement(_NEW.on_conflict_do_nothing(index_elements=_KEY).returning(col(Membership.plan)))
_KNOWN_TIER = func.coalesce(col(Membership.tier), param("tier"))
# What is told again of a plan that goes on: it will not end, and its tier may be news.
_CONFIRM = Statement(
    update(Membership)
    .where(
        *_ROW,
        col(Membership.active).is_(True),
        or_(
            col(Membership.ended_at).is_not(None),
            and_(col(Membership.tier).is_(None), _KNOWN_TIER.is_not(None)),
        ),
    )
    .values(ended_at=None, tier=_KNOWN_TIER)
    .returning(col(Membership.plan))
)
_RENEW = Statement(
    update(Membership)
    .where(
        *_ROW,
        col(Membership.active).is_(True),
        or_(col(Membership.renewed_at).is_(None), col(Membership.renewed_at) <= param("before")),
    )
    .values(
        renewed_at=param("now"),
        ended_at=None,
        tier=func.coalesce(param("tier"), col(Membership.tier)),
    )
    .returning(col(Membership.tier))
)
_END = Statement(
    update(Membership)
    .where(*_ROW, col(Membership.active).is_(True))
    .values(active=False, ended_at=param("now"))
    .returning(col(Membership.tier))
)
_DOUBT = Statement(
    update(Membership)
    .where(*_ROW, col(Membership.active).is_(True), col(Membership.ended_at).is_(None))
    .values(ended_at=param("until"))
    .returning(col(Membership.plan))
)
_CHANGE = Statement(
    update(Membership)
    .where(
        *_ROW,
        col(Membership.active).is_(True),
        or_(col(Membership.tier).is_(None), col(Membership.tier) != param("tier")),
    )
    .values(tier=param("tier"))
    .returning(col(Membership.plan))
)


def begin(
    session: Session,
    community_id: int,
    member_id: int,
    plan: str,
    told: Told,
    *,
    tier: str | None = None,
) -> bool:
    """Let a membership begin; False if the member has it already, and nothing happened.

    Whoever tells it first may not know the tier, as a role does not: then it is noted silently.
    """
    which = _which(community_id, member_id, plan)
    begun = session.run(_BEGIN, **which, tier=tier, now=session.now, renewed_at=None)
    if begun:
        _raise(session, PURCHASED, community_id, member_id, plan, tier, told)
    else:
        session.run(_CONFIRM, **which, tier=tier)
    return bool(begun)


def renew(
    session: Session,
    community_id: int,
    member_id: int,
    plan: str,
    told: Told,
    *,
    tier: str | None = None,
) -> bool:
    """Let a membership go on for another time; False if this renewal was told before.

    One that Laurel did not know of is known from now on: it was bought before.
    """
    which = _which(community_id, member_id, plan)
    renewed = session.run(
        _RENEW, **which, tier=tier, now=session.now, before=session.now - SAME_RENEWAL
    )
    if renewed:
        tier = renewed[0].tier
    elif not session.run(_BEGIN, **which, tier=tier, now=session.now, renewed_at=session.now):
        return False
    _raise(session, RENEWED, community_id, member_id, plan, tier, told)
    return True


def end(session: Session, community_id: int, member_id: int, plan: str, told: Told) -> bool:
    """Let a membership end; False if there was none. The next purchase counts again."""
    ended = session.run(_END, **_which(community_id, member_id, plan), now=session.now)
    if ended:
        _raise(session, CANCELLED, community_id, member_id, plan, ended[0].tier, told)
    return bool(ended)


def doubt(session: Session, community_id: int, member_id: int, plan: str) -> None:
    """Let a membership end by and by: somebody has returned without its role.

    A role, purchase or renewal that is told of it within `FOUND_AGAIN_WITHIN` lets it go on.
    """
    which = _which(community_id, member_id, plan)
    session.run(_DOUBT, **which, until=session.now + FOUND_AGAIN_WITHIN)


def lapse(session: Session, limit: int = _SLICE) -> int:
    """End memberships that were in doubt for long enough, a slice at a time; return how many."""
    due = session.execute(
        select(Membership)
        .where(col(Membership.active).is_(True), col(Membership.ended_at) <= session.now)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).scalars()
    rows = [(row.community_id, row.member_id, row.plan) for row in due]
    for community_id, member_id, plan in rows:
        end(session, community_id, member_id, plan, Told("role", session.now))
    return len(rows)


def change_tier(
    session: Session, community_id: int, member_id: int, plan: str, tier: str, told: Told
) -> bool:
    """Put a membership on another tier; False if it is on that one.

    Raises `NoMembershipError` for a member without that plan.
    """
    changed = session.run(_CHANGE, **_which(community_id, member_id, plan), tier=tier)
    if changed:
        _raise(session, TIER_CHANGED, community_id, member_id, plan, tier, told)
    elif plan not in plans(session, community_id, member_id):
        raise NoMembershipError(plan=plan)
    return bool(changed)


def take(
    session: Session,
    community_id: int,
    member_id: int,
    trigger: str,
    told: Told,
    *,
    plan: str,
    tier: str | None = None,
) -> bool:
    """Take what a webhook or Discord says of a membership, once; True if it was news.

    `trigger` is one of the four. For somebody who is not here nothing changes, and the event says
    so. Raises `NoMembershipError`, and `InvalidInputError` for a plan or tier that is none.
    """
    assert told.key is not None, "what comes from outside has a key"
    plan = spelled(session, community_id, plan)
    tier = _name("tier", tier) if tier else None
    if not events.once(session, community_id, f"membership:{told.key}"):
        return False
    if not is_present(session, community_id, member_id):
        _raise(session, trigger, community_id, member_id, plan, tier, told)
        event = events.find(session, community_id, told.key)
        if event is not None and event.state == EventState.PENDING:
            events.ignore(event, "not a member")
        return False
    if trigger == PURCHASED:
        return begin(session, community_id, member_id, plan, told, tier=tier)
    if trigger == RENEWED:
        return renew(session, community_id, member_id, plan, told, tier=tier)
    if trigger == CANCELLED:
        return end(session, community_id, member_id, plan, told)
    assert trigger == TIER_CHANGED, trigger
    if tier is None:
        raise InvalidInputError("tier", "membership-tier-needed")
    return change_tier(session, community_id, member_id, plan, tier, told)


def adopt(session: Session, community_id: int, member_id: int, plan: str) -> None:
    """Know of a membership that was there before, without an event."""
    session.run(
        _ADOPT,
        **_which(community_id, member_id, plan),
        tier=None,
        now=session.now,
        renewed_at=None,
    )


def adopt_all(session: Session, community_id: int, member_ids: Sequence[int], plan: str) -> None:
    """Know of memberships of many members that were there before, without an event."""
    rows = [
        _which(community_id, member_id, plan) | {"active": True, "times": 1, "since": session.now}
        for member_id in member_ids
    ]
    if rows:
        session.execute(insert(table(Membership)).on_conflict_do_nothing(), rows)


def plans(session: Session, community_id: int, member_id: int) -> dict[str, str | None]:
    """Return the plans that a member has at present, each with its tier."""
    rows = session.execute(
        select(col(Membership.plan), col(Membership.tier)).where(
            col(Membership.community_id) == community_id,
            col(Membership.member_id) == member_id,
            col(Membership.active).is_(True),
        )
    )
    return {row.plan: row.tier for row in rows}


def spelled(session: Session, community_id: int, plan: str) -> str:
    """Return a plan as a marked role spells it, so that case and spaces make no second one."""
    plan = _name("plan", plan)
    marked = session.execute(
        select(col(RoleMark.subject)).where(
            col(RoleMark.community_id) == community_id, col(RoleMark.trigger) == PURCHASED
        )
    ).scalars()
    return next((known for known in marked if is_same(known, plan)), plan)


def is_same(one: str, other: object) -> bool:
    """Tell whether two plans, or tiers, are one: case and spaces make no second one."""
    return " ".join(one.split()).casefold() == " ".join(str(other).split()).casefold()


def _name(what: str, typed: str) -> str:
    name = " ".join(typed.split())
    if not (name and name.isprintable() and len(name) <= PLAN_LENGTH):
        raise InvalidInputError(what, f"membership-bad-{what}", most=PLAN_LENGTH)
    return name


def _which(community_id: int, member_id: int, plan: str) -> dict[str, Any]:
    return {"community_id": community_id, "member_id": member_id, "plan": plan}


def _raise(
    session: Session,
    trigger: str,
    community_id: int,
    member_id: int,
    plan: str,
    tier: str | None,
    told: Told,
) -> None:
    data = told.data | {"plan": plan, "tier": tier, "source": told.source}
    # The row has decided that this is news, so where no key came with it, any new one will do.
    key = told.key or f"{trigger}:{member_id}:{plan}:{session.new_id()}"
    happening = Happening(community_id, trigger, key, member_id, told.at, data=data)
    events.store(session, [happening])

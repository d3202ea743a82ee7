"""What a member holds, and the showing of a code to its holder."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, or_, select, update
from sqlmodel import col, func

from bot.services import audit, events
from bot.services.actors import Person, require_human, require_manager
from bot.services.calendar import today
from bot.services.deliveries.preferences import choices
from bot.services.errors import GoneError, RefusedError, existing
from bot.services.grants.item_state import ItemState, item_state
from bot.services.grants.written import claimed
from bot.services.members import role_sources
from bot.services.paging import paging
from bot.services.rewards.looks import Look, look
from bot.services.rewards.store import on_offer
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import (
    Code,
    CodeState,
    Grant,
    GrantSource,
    GrantState,
    Member,
    Reward,
    RewardKind,
    linked,
)

PAGE = 5
"""Grants on a page of an inventory."""


MOST_MISSING = 100
"""Badges that a collection shows of those that a member has not got."""


class CodeExpiredError(RefusedError):
    """The code's date passed before it was claimed."""

    message = "inventory-code-expired"


class CodeWithdrawnError(RefusedError):
    """A manager took the code back."""

    message = "inventory-code-withdrawn"


@dataclass(frozen=True)
class Item:
    """One grant as its holder sees it; `expires_on` is the last good day."""

    grant_id: int
    reward_id: int
    name: str
    description: str
    instructions: str | None
    kind: RewardKind
    state: ItemState
    source: GrantSource
    paid: int
    expires_on: date | None
    created_at: datetime
    look: Look


@dataclass(frozen=True)
class Inventory:
    """A page of what a member holds, newest first. `waiting`: codes not yet claimed, in all.

    `roles`: what coupons brought, each with its end (None: for good).

    `reachable` False: direct messages did not reach them the last time.
    """

    items: list[Item]
    waiting: int
    reachable: bool
    page: int
    pages: int
    roles: list[tuple[int, datetime | None]]


_CODE_ROW = equals(Code.community_id, Code.grant_id)
_REVEAL = Statement(
    update(Code)
    .where(
        *_CODE_ROW,
        col(Code.state) == CodeState.ASSIGNED,
        col(Code.expires_on) >= param("today"),
    )
    .values(state=CodeState.CLAIMED, changed_at=param("now"))
    .returning(col(Code.value), col(Code.expires_on), col(Code.reward_id))
)
_SEEN = Statement(
    select(col(Code.value), col(Code.expires_on), col(Code.reward_id), col(Code.state)).where(
        *_CODE_ROW
    )
)


@dataclass(frozen=True)
class CodeShown:
    """A code for the eyes of its holder alone; never log or store it. `first`: claimed just now."""

    value: str
    reward_name: str
    instructions: str | None
    expires_on: date | None
    first: bool

    def __repr__(self) -> str:
        return f"CodeShown({self.reward_name!r})"


def show_code(session: Session, person: Person, grant_id: int) -> CodeShown:
    """Show a voucher's code to its holder; the first time claims it.

    Raises `CodeExpiredError`, `CodeWithdrawnError`, and `GoneError` for what they do not hold.
    """
    require_human(person)
    grant = session.get(Grant, (person.community_id, grant_id))
    if grant is None or grant.member_id != person.member_id:
        raise GoneError
    reward = session.get_one(Reward, (person.community_id, grant.reward_id))
    if reward.kind != RewardKind.VOUCHER:
        raise GoneError
    which = {"community_id": person.community_id, "grant_id": grant_id}
    rows = session.run(_REVEAL, **which, today=today(session, person.community_id), now=session.now)
    first = bool(rows)
    if first:
        audit.record_by(
            session, person, "code.claimed", member_id=person.member_id, reward_id=grant.reward_id
        )
        events.store(session, [claimed(session, person, grant.reward_id, grant_id)])
    else:
        rows = session.run(_SEEN, **which)
        if not rows or rows[0].state == CodeState.VOID:
            raise CodeWithdrawnError
        if rows[0].state != CodeState.CLAIMED:
            raise CodeExpiredError
    return CodeShown(rows[0].value, reward.name, reward.instructions, rows[0].expires_on, first)


def _held_by(community_id: int, member_id: int, day: date) -> Select[Grant, Reward, Code, str]:
    return (
        select(Grant, Reward, Code, item_state(day))
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .outerjoin(Code, linked(Code.grant_id, Grant.id))
        .where(col(Grant.community_id) == community_id, col(Grant.member_id) == member_id)
    )


def _item(grant: Grant, reward: Reward, code: Code | None, state: str) -> Item:
    return Item(
        grant.id,
        reward.id,
        reward.name,
        reward.description,
        reward.instructions,
        RewardKind(reward.kind),
        ItemState(state),
        GrantSource(grant.source),
        grant.paid,
        code.expires_on if code is not None else grant.expires_on,
        grant.created_at,
        look(reward),
    )


def inventory(session: Session, person: Person, page: int = 1) -> Inventory:
    """Return a page of what somebody holds or held; badges are in their profile."""
    day = today(session, person.community_id)
    held = _held_by(person.community_id, person.member_id, day).where(
        col(Reward.kind) != RewardKind.BADGE
    )
    total = session.execute(select(func.count()).select_from(held.subquery())).scalar_one()
    waiting = session.execute(
        select(func.count()).select_from(
            held.where(
                col(Code.state) == CodeState.ASSIGNED, col(Code.expires_on) >= day
            ).subquery()
        )
    ).scalar_one()
    shown = paging(total, page, PAGE)
    rows = session.execute(held.order_by(col(Grant.id).desc()).offset(shown.offset).limit(PAGE))
    return Inventory(
        [_item(*row) for row in rows],
        waiting,
        choices(session, person).reachable,
        shown.page,
        shown.pages,
        [
            (bought.role_id, bought.ends_at)
            for bought in role_sources.of_coupons(session, person.community_id, person.member_id)
        ],
    )


def item(session: Session, person: Person, grant_id: int) -> Item:
    """Return one of the things that somebody holds; `GoneError` for anything else."""
    existing(session.get(Grant, (person.community_id, grant_id)))  # else there may be no community
    day = today(session, person.community_id)
    row = existing(
        session.execute(
            _held_by(person.community_id, person.member_id, day).where(col(Grant.id) == grant_id)
        ).first()
    )
    return _item(*row)


def grants_of(session: Session, by: Person, member_id: int, limit: int = 25) -> list[Item]:
    """Return what a member holds and could be revoked, newest first, for a manager."""
    require_manager(session, by)
    day = today(session, by.community_id)
    rows = session.execute(
        _held_by(by.community_id, member_id, day)
        .where(
            col(Grant.state) == GrantState.HELD,
            or_(col(Grant.expires_on).is_(None), col(Grant.expires_on) >= day),
            or_(
                col(Code.id).is_(None),
                col(Code.state) != CodeState.ASSIGNED,
                col(Code.expires_on) >= day,
            ),
        )
        .order_by(col(Grant.id).desc())
        .limit(limit)
    )
    return [_item(*row) for row in rows]


def missing_badges(
    session: Session, community_id: int, member_id: int, limit: int = MOST_MISSING
) -> list[Look]:
    """Return how the badges look that a member could have and has not got, by name."""
    held = select(col(Grant.reward_id)).where(
        col(Grant.community_id) == community_id,
        col(Grant.member_id) == member_id,
        col(Grant.state) == GrantState.HELD,
    )
    found = session.scalars(
        select(Reward)
        .where(
            on_offer(community_id, today(session, community_id), session.now),
            col(Reward.kind) == RewardKind.BADGE,
            col(Reward.id).not_in(held),
        )
        .order_by(col(Reward.name_key), col(Reward.id))
        .limit(limit)
    )
    return [look(reward) for reward in found]


@dataclass(frozen=True)
class Profile:
    """What everybody may see of a member; None where the member hides it."""

    member_id: int
    badges: list[Item] | None


def profile(session: Session, person: Person, member_id: int, *, manager: bool) -> Profile:
    """Return a member's badges, unless they hide them from one who is no manager."""
    member = session.get(Member, (person.community_id, member_id))
    hidden = member is not None and member.profile_hidden
    if hidden and person.member_id != member_id and not manager:
        return Profile(member_id, None)
    day = today(session, person.community_id)
    rows = session.execute(
        _held_by(person.community_id, member_id, day)
        .where(col(Reward.kind) == RewardKind.BADGE, col(Grant.state) == GrantState.HELD)
        .order_by(col(Grant.id))
    )
    return Profile(member_id, [_item(*row) for row in rows])

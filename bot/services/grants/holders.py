"""Who holds a reward, for managers: in pages, and whole for a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, literal_column, select
from sqlmodel import col, func

from bot.services import audit
from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.errors import existing
from bot.services.grants.item_state import STATES, ItemState, item_state
from bot.services.paging import paging
from db.session import Session
from db.tables import Code, Grant, GrantSource, Reward, RewardKind, linked

PAGE = 10
"""Holders on a page."""

SLICE = 1_000
"""Holders that are read at once for a file."""


_Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Holder:
    """One reward in one member's hands.

    A code is known by its number in the voucher and its `ending`, never by its value. `expires_on`
    is the last good day; `ended_at` and `ended_by` tell when it was used or revoked, and by whom.
    """

    grant_id: int
    member_id: int
    state: ItemState
    source: GrantSource
    given_by: int | None
    paid: int
    since: datetime
    expires_on: date | None
    ended_at: datetime | None
    ended_by: int | None
    code_number: int | None
    code_ending: str | None


@dataclass(frozen=True)
class Holders:
    """A page of who holds a reward, newest first; `counts` are of all of it, by state."""

    reward_name: str
    kind: RewardKind
    lines: list[Holder]
    counts: dict[ItemState, int]
    page: int
    pages: int


def page_of(
    session: Session, by: Person, reward_id: int, *, state: ItemState | None = None, page: int = 1
) -> Holders:
    """Return a page of who holds a reward, in one state or in any; `GoneError` if there is none."""
    reward = _reward(session, by, reward_id)
    kind, day = RewardKind(reward.kind), today(session, by.community_id)
    by_state = select(item_state(day), func.count()).select_from(Grant)
    counted: dict[str, int] = dict(
        session.execute(_of(by_state, reward).group_by(literal_column("item_state"))).all()
    )
    counts = {one: counted[one] for one in STATES[kind] if one in counted}
    shown = paging(sum(counts.values()) if state is None else counts.get(state, 0), page, PAGE)
    rows = session.execute(
        _of(_rows(day), reward, *_in_state(state, day))
        .order_by(col(Grant.id).desc())
        .offset(shown.offset)
        .limit(PAGE)
    )
    lines = [_holder(*row) for row in rows]
    return Holders(reward.name, kind, lines, counts, shown.page, shown.pages)


def slice_of(
    session: Session, by: Person, reward_id: int, *, state: ItemState | None, after: int
) -> Sequence[Holder]:
    """Return the next of who holds a reward, oldest first, `after` a grant's id; for a file."""
    reward = _reward(session, by, reward_id)
    day = today(session, by.community_id)
    rows = session.execute(
        _of(_rows(day), reward, col(Grant.id) > after, *_in_state(state, day))
        .order_by(col(Grant.id))
        .limit(SLICE)
    )
    return [_holder(*row) for row in rows]


def exported(session: Session, by: Person, reward_id: int, count: int) -> None:
    """Record that a manager was handed who holds a reward."""
    require_manager(session, by)
    audit.record_by(session, by, "reward.holders_exported", reward_id=reward_id, count=count)


def _reward(session: Session, by: Person, reward_id: int) -> Reward:
    require_manager(session, by)
    return existing(session.get(Reward, (by.community_id, reward_id)))


def _of(query: _Query, reward: Reward, *more: ColumnElement[bool]) -> _Query:
    return (
        query.join(Reward, linked(Reward.id, Grant.reward_id))
        .outerjoin(Code, linked(Code.grant_id, Grant.id))
        .where(
            col(Grant.community_id) == reward.community_id,
            col(Grant.reward_id) == reward.id,
            *more,
        )
    )


def _rows(day: date) -> Select[Grant, Code, str]:
    return select(Grant, Code, item_state(day)).select_from(Grant)


def _in_state(state: ItemState | None, day: date) -> list[ColumnElement[bool]]:
    return [] if state is None else [item_state(day) == state]


def _holder(grant: Grant, code: Code | None, state: str) -> Holder:
    return Holder(
        grant.id,
        grant.member_id,
        ItemState(state),
        GrantSource(grant.source),
        grant.actor_id,
        grant.paid,
        grant.created_at,
        code.expires_on if code is not None else grant.expires_on,
        grant.used_at or grant.revoked_at,
        grant.used_by or grant.revoked_by,
        code.number if code is not None else None,
        code.ending if code is not None else None,
    )

"""Coupons that members hold and that were not handed over yet, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import col

from bot.services import audit
from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.errors import existing
from bot.services.grants.redeem import Coupon, coupon_of
from bot.services.paging import count_rows, paging
from db.session import Session
from db.tables import Grant, GrantState, Reward, linked

PAGE = 8
"""Coupons on a page."""

SLICE = 1_000
"""Coupons that are read at once for a file."""


@dataclass(frozen=True)
class OpenOrders:
    """A page of coupons to hand over, oldest first. `reward_name` None: those of all rewards."""

    reward_name: str | None
    coupons: list[Coupon]
    total: int
    page: int
    pages: int


def page_of(
    session: Session, by: Person, *, reward_id: int | None = None, page: int = 1
) -> OpenOrders:
    """Return a page of what is to be handed over, of one reward or of all."""
    require_manager(session, by)
    name = None
    if reward_id is not None:
        name = existing(session.get(Reward, (by.community_id, reward_id))).name
    day = today(session, by.community_id)
    chosen = _open(by.community_id, reward_id, day)
    total = count_rows(session, Grant, *chosen)
    shown = paging(total, page, PAGE)
    coupons = _coupons(session, chosen, day, offset=shown.offset, most=PAGE)
    return OpenOrders(name, coupons, total, shown.page, shown.pages)


def slice_of(session: Session, by: Person, *, reward_id: int | None, after: int) -> list[Coupon]:
    """Return the next of what is to be handed over, `after` a grant's id; for a file."""
    require_manager(session, by)
    day = today(session, by.community_id)
    chosen = [*_open(by.community_id, reward_id, day), col(Grant.id) > after]
    return _coupons(session, chosen, day, offset=0, most=SLICE)


def exported(session: Session, by: Person, reward_id: int | None, count: int) -> None:
    """Record that a manager was handed the list."""
    require_manager(session, by)
    audit.record_by(session, by, "coupon.open_exported", reward_id=reward_id, count=count)


def _open(community_id: int, reward_id: int | None, day: date) -> Sequence[ColumnElement[bool]]:
    """Return the conditions; the first three are those of an index."""
    chosen = [
        col(Grant.community_id) == community_id,
        col(Grant.state) == GrantState.HELD,
        col(Grant.redemption_code).is_not(None),
        or_(col(Grant.expires_on).is_(None), col(Grant.expires_on) >= day),
    ]
    return chosen if reward_id is None else [*chosen, col(Grant.reward_id) == reward_id]


def _coupons(
    session: Session, chosen: Sequence[ColumnElement[bool]], day: date, *, offset: int, most: int
) -> list[Coupon]:
    rows = session.execute(
        select(Grant, Reward)
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .where(*chosen)
        .order_by(col(Grant.id))
        .offset(offset)
        .limit(most)
    )
    return [coupon_of(day, *row) for row in rows]

"""The store: what a community offers, as one of its members sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlmodel import col, func

from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.errors import GoneError, RefusedError, existing
from bot.services.paging import paging
from bot.services.points import ledger
from bot.services.rewards.delivering import Deliverables
from bot.services.rewards.eligibility import (
    MemberFacts,
    Sale,
    Stage,
    is_shown,
    left,
    price,
    sale,
    stage,
    why_not,
)
from bot.services.rewards.looks import Look, look
from db.session import Session
from db.tables import Announce, Holding, Reward, RewardKind, RewardState, WalletKind, linked

PAGE = 5
"""Rewards on a page of the store."""


@dataclass(frozen=True)
class StoreItem:
    """A reward on offer; price and what is left are a coupon's, badges and vouchers are earned.

    A coupon may deliver a role by itself, for `days` (None: for good), or a code.
    `refusal` says why this member cannot claim this coupon now; None: they can. `held` counts
    what they hold that is not revoked.
    """

    reward_id: int
    kind: RewardKind
    name: str
    description: str
    price: int | None
    sale: Sale | None
    left: int | None
    expires_on: date | None
    look: Look
    role_id: int | None
    days: int | None
    delivers_code: bool
    member_limit: int | None
    required_role_id: int | None
    held: int
    opens_at: datetime | None  # where it is announced ahead
    ends_at: datetime | None
    refusal: RefusedError | None

    @property
    def earned(self) -> bool:
        """Return whether it stands under *Earned* instead of being sold."""
        return self.kind is not RewardKind.COUPON


@dataclass(frozen=True)
class StorePage:
    """A page of the store, coupons first; `balance` is the member's spend wallet, in points."""

    items: list[StoreItem]
    balance: int
    page: int
    pages: int


def on_offer(
    community_id: int, day: date, now: datetime, *, announced: bool = False
) -> ColumnElement[bool]:
    """Return the condition of being on offer at a moment, and not expired on that day there.

    `announced`: or planned, and announced ahead.
    """
    return and_(
        col(Reward.community_id) == community_id,
        shown(now) if announced else in_time(now),
        or_(col(Reward.expires_on).is_(None), col(Reward.expires_on) >= day),
    )


def stage_at(now: datetime) -> ColumnElement[str]:
    """Return where a reward stands at a moment, as `eligibility.stage` has it."""
    return case(
        (col(Reward.state) != RewardState.PUBLISHED, col(Reward.state)),
        (col(Reward.unpublish_at) <= now, Stage.OVER),
        (col(Reward.publish_at) > now, Stage.PLANNED),
        else_=Stage.ON_OFFER,
    )


def in_time(now: datetime) -> ColumnElement[bool]:
    """Return the condition of being on offer at a moment, as `eligibility.stage` has it."""
    return and_(
        col(Reward.state) == RewardState.PUBLISHED,
        or_(col(Reward.publish_at).is_(None), col(Reward.publish_at) <= now),
        or_(col(Reward.unpublish_at).is_(None), col(Reward.unpublish_at) > now),
    )


def shown(now: datetime) -> ColumnElement[bool]:
    """Return the condition of being seen by members, as `eligibility.is_shown` has it."""
    return and_(
        col(Reward.state) == RewardState.PUBLISHED,
        or_(
            col(Reward.publish_at).is_(None),
            col(Reward.publish_at) <= now,
            col(Reward.announce) == Announce.AHEAD,
        ),
        or_(col(Reward.unpublish_at).is_(None), col(Reward.unpublish_at) > now),
    )


_KINDS = (RewardKind.COUPON, RewardKind.BADGE, RewardKind.VOUCHER)
"""In which order they stand in the store: what is sold comes first."""

_ORDER = (col(Reward.cost), col(Reward.name_key), col(Reward.id))
"""In which order those of one kind stand there."""


def store_page(session: Session, person: Person, page: int = 1) -> StorePage:
    """Return a page of what is on offer, or is announced to be.

    Pages count from 1, and too high a one is the last.
    """
    day, now = today(session, person.community_id), session.now
    offered = on_offer(person.community_id, day, now, announced=True)
    counted = dict(
        session.execute(
            select(col(Reward.kind), func.count()).where(offered).group_by(col(Reward.kind))
        ).all()
    )
    shown = paging(sum(counted.values()), page, PAGE)
    chosen = _chosen(session, offered, counted, shown.offset)
    rows = session.execute(with_held(person).where(col(Reward.id).in_(chosen))).all()
    balance = ledger.balance(session, person.community_id, person.member_id, WalletKind.SPEND)
    deliverables = Deliverables(session, person, day)
    return StorePage(
        [
            item_for(person, reward, held or 0, balance, deliverables)
            for reward, held in sorted(rows, key=lambda row: chosen.index(row[0].id))
        ],
        balance,
        shown.page,
        shown.pages,
    )


def _chosen(
    session: Session, offered: ColumnElement[bool], counted: Mapping[str, int], offset: int
) -> list[int]:
    """Return the ids of a page, in order, as the index has them: kind by kind."""
    chosen: list[int] = []
    for kind in _KINDS:
        there = counted.get(kind, 0)
        if offset < there and len(chosen) < PAGE:
            ids = session.execute(
                select(col(Reward.id))
                .where(offered, col(Reward.kind) == kind)
                .order_by(*_ORDER)
                .offset(offset)
                .limit(PAGE - len(chosen))
            )
            chosen += ids.scalars()
        offset = max(0, offset - there)
    return chosen


def card(session: Session, person: Person, reward_id: int) -> StoreItem:
    """Return one reward as it stands in the store.

    Raises `GoneError` if there is none, or members do not see it: to them that is the same.
    """
    reward, item = _load_item(session, person, reward_id)
    if not is_shown(reward, session.now):
        raise GoneError
    return item


def preview(session: Session, by: Person, reward_id: int) -> StoreItem:
    """Return a reward in any state as it would stand in the store, for a manager."""
    require_manager(session, by)
    _, item = _load_item(session, by, reward_id)
    return item


def _load_item(session: Session, person: Person, reward_id: int) -> tuple[Reward, StoreItem]:
    row = existing(session.execute(with_held(person).where(col(Reward.id) == reward_id)).first())
    reward, held = row
    balance = ledger.balance(session, person.community_id, person.member_id, WalletKind.SPEND)
    day = today(session, person.community_id)
    return reward, item_for(person, reward, held or 0, balance, Deliverables(session, person, day))


def with_held(person: Person) -> Select[Reward, int | None]:
    """Select rewards of a community with how many of each somebody holds (None: none)."""
    return (
        select(Reward, col(Holding.count))
        .outerjoin(
            Holding,
            and_(
                linked(Holding.reward_id, Reward.id),
                col(Holding.member_id) == person.member_id,
            ),
        )
        .where(col(Reward.community_id) == person.community_id)
    )


def item_for(
    person: Person, reward: Reward, held: int, balance: int, deliverables: Deliverables
) -> StoreItem:
    """Return a reward as somebody who holds some, and has points, may have it at a moment."""
    now = deliverables.now
    kind = RewardKind(reward.kind)
    refusal, units = None, left(reward)
    if kind is RewardKind.COUPON:
        deliverable = deliverables.of(reward)
        facts = MemberFacts(held, balance, person.role_ids, deliverable.more == 0)
        day, codes = deliverables.day, deliverable.usable_codes
        refusal = why_not(reward, facts, day, now=now, claim=True, usable_codes=codes)
        if reward.role_out_of_reach or codes == 0:
            units = 0  # as it is for members, who see no more of it than that it is sold out
    return StoreItem(
        reward_id=reward.id,
        kind=kind,
        name=reward.name,
        description=reward.description,
        price=price(reward, now),
        sale=sale(reward, now),
        left=units,
        expires_on=reward.expires_on,
        look=look(reward),
        role_id=reward.delivers_role_id,
        days=reward.delivers_days,
        delivers_code=reward.delivers_voucher_id is not None,
        member_limit=reward.member_limit,
        required_role_id=reward.required_role_id,
        held=held,
        opens_at=reward.publish_at if stage(reward, now) is Stage.PLANNED else None,
        ends_at=reward.unpublish_at,
        refusal=refusal,
    )

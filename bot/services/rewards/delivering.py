"""What a coupon delivers by itself, as far as the rule needs to know: is there any, and for them?

A role is theirs otherwise if they have it and no coupon brought it. A code is a grant of its
voucher, so the voucher's own rule decides.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple, Protocol

from sqlalchemy import select
from sqlmodel import col

from bot.services.actors import Person
from bot.services.calendar import today
from bot.services.rewards import eligibility, stock
from bot.services.rewards.eligibility import LimitReachedError, MemberFacts, RewardFacts, why_not
from bot.services.rewards.locking import LOCKING, LockedReward, lock_reward
from bot.services.state import Cells, Loaded
from db.session import Session
from db.statement import Statement, among, equals
from db.tables import BoughtRole, Delivery, DeliveryKind, DeliveryState, Holding, Reward


class Deliverable(NamedTuple):
    """How often what a coupon delivers can be had; None: without limit, or nothing is delivered.

    `usable_codes`: by anybody. `more`: by this member.
    """

    usable_codes: int | None = None
    more: int | None = None


class Coupon(Protocol):
    """What has to be known of a coupon; a row of `reward` has it."""

    @property
    def delivers_role_id(self) -> int | None: ...
    @property
    def delivers_days(self) -> int | None: ...
    @property
    def delivers_voucher_id(self) -> int | None: ...


BoughtKey = tuple[int, int]
"""A member and a role."""

_BOUGHT = Statement(
    select(col(BoughtRole.member_id), col(BoughtRole.role_id), col(BoughtRole.ends_at)).where(
        *equals(BoughtRole.community_id), among(BoughtRole.member_id, "member_ids")
    )
)
_ON_ITS_WAY = Statement(
    select(col(Delivery.member_id), col(Delivery.payload)).where(
        *equals(Delivery.community_id),
        among(Delivery.member_id, "member_ids"),
        col(Delivery.kind) == DeliveryKind.GIVE_ROLE,
        col(Delivery.state) == DeliveryState.PENDING,
    )
)
_VOUCHER = Statement(LOCKING.where(*equals(Reward.community_id, reward_id=Reward.id)))
_HELD = Statement(
    select(col(Holding.count)).where(
        *equals(Holding.community_id, Holding.reward_id, Holding.member_id)
    )
)


def bought(
    session: Session, community_id: int, member_ids: Collection[int]
) -> dict[BoughtKey, bool]:
    """Return the roles that members have by coupons, or soon will: whether it is for good."""
    which = {"community_id": community_id, "member_ids": member_ids}
    found = {(row[0], row[1]): row.ends_at is None for row in session.run(_BOUGHT, **which)}
    for member_id, payload in session.run(_ON_ITS_WAY, **which):
        if "days" in payload:
            key = member_id, int(payload["role"])
            found[key] = found.get(key, False) or payload["days"] is None
    return found


def _load(loaded: Loaded, keys: Collection[BoughtKey]) -> dict[BoughtKey, bool]:
    return bought(loaded.session, loaded.community_id, {member_id for member_id, _ in keys})


BOUGHT = Cells[BoughtKey, bool]("bought_role", _load)
"""The same, for decisions that are made together. Issuing the grant writes what they change."""


def role(coupon: Coupon, role_ids: Collection[int], for_good: bool | None) -> Deliverable:
    """Return how often a member may have a role. `for_good`: as `bought` says; None: not bought."""
    if for_good or (for_good is None and coupon.delivers_role_id in role_ids):
        return Deliverable(more=0)
    return Deliverable(more=1 if coupon.delivers_days is None else None)


def code(
    voucher: RewardFacts, held: int, day: date, now: datetime, usable: int | None
) -> Deliverable:
    """Return how often a code can be had of a voucher of which the member holds some."""
    facts = MemberFacts(held)
    refusal = why_not(voucher, facts, day, now=now, claim=False, usable_codes=usable)
    if isinstance(refusal, LimitReachedError):
        return Deliverable(more=0)
    if refusal is not None:
        return Deliverable(usable_codes=0)
    limit = voucher.member_limit
    left = eligibility.left_to_give(voucher, usable)
    return Deliverable(left, None if limit is None else limit - held)


class Deliverables:
    """What coupons deliver, as one member may have it today: each thing is read once."""

    def __init__(self, session: Session, person: Person, day: date) -> None:
        self._session, self._person = session, person
        self.day, self.now = day, session.now
        self._bought: dict[BoughtKey, bool] | None = None
        self._codes: dict[int, Deliverable] = {}

    def of(self, coupon: Coupon, *, lock: bool = False) -> Deliverable:
        """Return it for one coupon. `lock`: the voucher, for it is going to be given."""
        if coupon.delivers_voucher_id is not None:
            return self._code(coupon.delivers_voucher_id, lock=lock)
        if coupon.delivers_role_id is None:
            return Deliverable()
        person = self._person
        if self._bought is None:
            self._bought = bought(self._session, person.community_id, [person.member_id])
        for_good = self._bought.get((person.member_id, coupon.delivers_role_id))
        return role(coupon, person.role_ids, for_good)

    def _code(self, voucher_id: int, *, lock: bool) -> Deliverable:
        if voucher_id not in self._codes:
            community_id, session = self._person.community_id, self._session
            if lock:
                voucher = lock_reward(session, community_id, voucher_id)
            else:
                which = {"community_id": community_id, "reward_id": voucher_id}
                voucher = LockedReward(*session.run(_VOUCHER, **which)[0])
            usable, held = stock.usable_up_to(session, voucher, self.day), self._held(voucher_id)
            self._codes[voucher_id] = code(voucher, held, self.day, self.now, usable)
        return self._codes[voucher_id]

    def _held(self, voucher_id: int) -> int:
        who = {"community_id": self._person.community_id, "member_id": self._person.member_id}
        rows = self._session.run(_HELD, **who, reward_id=voucher_id)
        return rows[0].count if rows else 0


def left_by_codes(session: Session, reward: Reward, day: date) -> int | None:
    """Return how often a reward can be given by a voucher's codes: its own, or what it delivers.

    None where it has to do with none.
    """
    voucher = reward
    if reward.delivers_voucher_id is not None:
        voucher = session.get_one(Reward, (reward.community_id, reward.delivers_voucher_id))
    usable = stock.usable_codes(session, voucher)
    if voucher is reward:
        return usable
    return code(voucher, 0, day, session.now, usable).usable_codes


def left_to_give(session: Session, reward: Reward) -> int | None:
    """Return how often a reward can still be given; None where nothing is counted."""
    usable = left_by_codes(session, reward, today(session, reward.community_id))
    return eligibility.left_to_give(reward, usable)

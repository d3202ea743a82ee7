"""The one place that decides who may have what.

The store, previews, autocomplete, claims, grants and plans for many all ask `why_not`. What it
says is only as fresh as the facts it is given, so whoever acts on it does so under the reward's
lock, and the database's own conditions stand behind it.
"""

import enum
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from bot.services.errors import RefusedError
from bot.services.points.ledger import NotEnoughPointsError
from db.tables import Announce, RewardKind, RewardState


class NotOnOfferError(RefusedError):
    """The reward is not published, or not any more."""

    message = "reward-not-on-offer"


class NoMoreOnOfferError(NotOnOfferError):
    """It was on offer until a moment that has come; `at` is that moment."""

    message = "reward-no-more-on-offer"


class NotYetOnOfferError(RefusedError):
    """It is on offer from a moment on that is still to come; `at` is that moment."""

    message = "reward-not-yet-on-offer"


class RewardExpiredError(RefusedError):
    """The reward's date has passed."""

    message = "reward-expired"


class SoldOutError(RefusedError):
    """No unit, or no usable code, is left."""

    message = "reward-sold-out"


class NoneLeftToClaimError(SoldOutError):
    """The same, told to a member who would claim it; they cannot bring more."""

    message = "reward-sold-out-to-claim"


class LimitReachedError(RefusedError):
    """The member holds as many as one member may; `limit` says how many that is."""

    message = "reward-limit-reached"


class HeldEnoughError(LimitReachedError):
    """The same, said to the member who would claim one more."""

    message = "reward-limit-reached-to-claim"


class NotForSaleError(RefusedError):
    """Badges and vouchers are earned, not bought."""

    message = "reward-not-for-sale"


class RoleMissingError(RefusedError):
    """Claiming takes a role that the member does not hold."""

    message = "reward-role-missing"


class RequiredRoleGoneError(RefusedError):
    """The role that claiming takes was deleted, so nobody can hold it."""

    message = "reward-required-role-gone"


class RoleHeldError(RefusedError):
    """A coupon would deliver a role for which the member needs no coupon: they have it."""

    message = "reward-role-held"


class OwnRoleHeldError(RoleHeldError):
    """The same, said to the member who would buy it."""

    message = "reward-role-held-to-claim"


class CodesHeldError(RefusedError):
    """A coupon would deliver a code of which the member has as many as one member may."""

    message = "reward-codes-held"


class OwnCodesHeldError(CodesHeldError):
    """The same, said to the member who would buy it."""

    message = "reward-codes-held-to-claim"


class RewardFacts(Protocol):
    """What a rule needs to know of a reward; a row of `reward` has it all."""

    @property
    def kind(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def cost(self) -> int | None: ...
    @property
    def stock(self) -> int | None: ...
    @property
    def granted(self) -> int: ...
    @property
    def set_aside(self) -> int: ...
    @property
    def expires_on(self) -> date | None: ...
    @property
    def member_limit(self) -> int | None: ...
    @property
    def required_role_id(self) -> int | None: ...
    @property
    def required_role_gone(self) -> bool: ...
    @property
    def publish_at(self) -> datetime | None: ...
    @property
    def unpublish_at(self) -> datetime | None: ...
    @property
    def sale_cost(self) -> int | None: ...
    @property
    def sale_until(self) -> datetime | None: ...
    @property
    def announce(self) -> str | None: ...
    @property
    def delivers_role_id(self) -> int | None: ...
    @property
    def role_out_of_reach(self) -> bool: ...


class MemberFacts(NamedTuple):
    """What a rule needs to know of a member beside who they are: what they hold of this reward.

    `balance` is the spend wallet, in points. A workflow's dry run counts what it would have given.
    `has_delivered`: what a coupon would deliver is theirs otherwise, so that it would change
    nothing, or would be more than one member may have.
    """

    held: int = 0
    balance: int = 0
    role_ids: frozenset[int] = frozenset()
    has_delivered: bool = False


class Stage(enum.StrEnum):
    """Where a reward stands at a moment: its state, and what its times make of *published*."""

    DRAFT = "draft"
    PLANNED = "planned"  # it is on offer later
    ON_OFFER = "published"
    OVER = "over"  # it was on offer until a moment
    ARCHIVED = "archived"


def stage(reward: RewardFacts, now: datetime) -> Stage:
    """Return where a reward stands at a moment; `store.in_time` says in SQL what is on offer."""
    if reward.state != RewardState.PUBLISHED:
        return Stage(reward.state)
    if reward.unpublish_at is not None and reward.unpublish_at <= now:
        return Stage.OVER
    if reward.publish_at is not None and reward.publish_at > now:
        return Stage.PLANNED
    return Stage.ON_OFFER


def is_shown(reward: RewardFacts, now: datetime) -> bool:
    """Return whether members see it: it is on offer, or was announced ahead."""
    stands = stage(reward, now)
    ahead = stands is Stage.PLANNED and reward.announce == Announce.AHEAD
    return ahead or stands is Stage.ON_OFFER


@dataclass(frozen=True)
class Sale:
    """What a sale price stands instead of, in points, and the moment at which it ends."""

    instead_of: int
    until: datetime


def sale(reward: RewardFacts, now: datetime) -> Sale | None:
    """Return the sale that holds at a moment."""
    if reward.cost is None or reward.sale_until is None or reward.sale_until <= now:
        return None
    return Sale(reward.cost, reward.sale_until)


def price(reward: RewardFacts, now: datetime) -> int | None:
    """Return what it costs at a moment, in points; None where nothing is set."""
    return reward.cost if sale(reward, now) is None else reward.sale_cost


def left(reward: RewardFacts) -> int | None:
    """Return how often it can still be given by its number; None where there is none.

    What is set aside for raffles is not left.
    """
    return None if reward.stock is None else reward.stock - reward.granted - reward.set_aside


def left_to_give(reward: RewardFacts, usable_codes: int | None) -> int | None:
    """Return how often it can still be given: by its number, and by a voucher's usable codes."""
    codes = None if usable_codes is None else max(0, usable_codes - reward.set_aside)
    counted = [number for number in (left(reward), codes) if number is not None]
    return min(counted, default=None)


def why_not(
    reward: RewardFacts,
    member: MemberFacts,
    today: date,
    *,
    now: datetime,
    claim: bool,
    usable_codes: int | None = None,
) -> RefusedError | None:
    """Return why this member may not have this reward at a moment, or None if they may.

    `today`: the community's date then. `claim`: they pay for it themselves; else it is given.
    `usable_codes`: how many there are to give, of a voucher's pool or of the one that a coupon
    delivers from, where it has been counted.
    """
    if refusal := _not_on_offer(reward, now, claim=claim):
        return refusal
    if reward.expires_on is not None and reward.expires_on < today:
        return RewardExpiredError(reward=reward.name)
    if claim and reward.kind != RewardKind.COUPON:
        return NotForSaleError(reward=reward.name)
    if reward.member_limit is not None and member.held >= reward.member_limit:
        too_many = HeldEnoughError if claim else LimitReachedError
        return too_many(reward=reward.name, limit=reward.member_limit)
    if reward.role_out_of_reach or left_to_give(reward, usable_codes) == 0:
        return _sold_out(reward, usable_codes, claim=claim)
    if member.has_delivered:
        return _has_delivered(reward, claim=claim)
    if not claim:
        return None
    if reward.required_role_gone:
        return RequiredRoleGoneError(reward=reward.name)
    if reward.required_role_id is not None and reward.required_role_id not in member.role_ids:
        return RoleMissingError(reward=reward.name, role=reward.required_role_id)
    missing = (price(reward, now) or 0) - member.balance
    return NotEnoughPointsError(missing=missing) if missing > 0 else None


def _not_on_offer(reward: RewardFacts, now: datetime, *, claim: bool) -> RefusedError | None:
    match stage(reward, now):
        case Stage.ON_OFFER:
            return None
        case Stage.OVER:
            return NoMoreOnOfferError(reward=reward.name, at=_seconds(reward.unpublish_at))
        case Stage.PLANNED if not claim or is_shown(reward, now):
            return NotYetOnOfferError(reward=reward.name, at=_seconds(reward.publish_at))
    return NotOnOfferError(reward=reward.name)


def _seconds(moment: datetime | None) -> int:
    """Return a moment as Discord writes it, for readers in any time zone."""
    return 0 if moment is None else int(moment.timestamp())


def _sold_out(reward: RewardFacts, usable_codes: int | None, *, claim: bool) -> RefusedError:
    """Return the refusal; for managers it says by `kind` what they can do about it."""
    kind = str(reward.kind)
    if reward.role_out_of_reach:
        kind = "role"
    elif reward.kind == RewardKind.COUPON and usable_codes == 0:
        kind = "codes"
    return (NoneLeftToClaimError if claim else SoldOutError)(reward=reward.name, kind=kind)


def _has_delivered(reward: RewardFacts, *, claim: bool) -> RefusedError:
    if reward.delivers_role_id is None:
        return (OwnCodesHeldError if claim else CodesHeldError)(reward=reward.name)
    role_held = OwnRoleHeldError if claim else RoleHeldError
    return role_held(reward=reward.name, role=str(reward.delivers_role_id))


def is_held_badge(reward: RewardFacts, refusal: RefusedError) -> bool:
    """Return whether a badge is not given because it is held: a success that changes nothing."""
    return reward.kind == RewardKind.BADGE and isinstance(refusal, LimitReachedError)

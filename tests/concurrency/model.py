"""What the rules mean, in plain Python without a database; the property test compares with it.

A method `refusals_to_…` returns every refusal that would be right; none means that it succeeds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.services.codes.codes import CodeOverError
from bot.services.errors import GoneError, InvalidFormError, RefusedError
from bot.services.grants.inventory import CodeExpiredError, CodeWithdrawnError
from bot.services.grants.purchase import NotForMembersError, PriceChangedError
from bot.services.grants.redeem import CouponExpiredError, CouponRevokedError, CouponUsedError
from bot.services.grants.revoke import AlreadyOverError, AlreadyUsedError
from bot.services.points.ledger import NotEnoughPointsError, NothingToTakeError
from bot.services.rewards.editing import ArchivedError
from bot.services.rewards.eligibility import (
    HeldEnoughError,
    LimitReachedError,
    NoneLeftToClaimError,
    NotForSaleError,
    NotOnOfferError,
    RewardExpiredError,
    RoleMissingError,
    SoldOutError,
)
from db.tables import CodeState, GrantState, RewardKind, RewardState
from tests.concurrency.model_batches import Batch

Refusals = set[type[RefusedError]]

OPEN = (CodeState.AVAILABLE, CodeState.ASSIGNED)


@dataclass
class Code:
    """One voucher code."""

    value: str
    expires_on: date
    state: CodeState = CodeState.AVAILABLE
    grant_id: int | None = None

    def state_on(self, today: date) -> CodeState:
        """Return the state as people see it: nobody waits for the scheduler."""
        over = self.state in OPEN and self.expires_on < today
        return CodeState.EXPIRED if over else self.state


@dataclass
class Reward:
    """A reward and, for a voucher, its pool."""

    id: int
    kind: RewardKind
    cost: int | None = None
    stock: int | None = None
    limit: int | None = None
    expires_on: date | None = None
    role: int | None = None
    state: RewardState = RewardState.DRAFT
    codes: dict[str, Code] = field(default_factory=dict)

    def usable(self, today: date) -> list[Code]:
        """Return the codes in stock, the next one first."""
        free = [c for c in self.codes.values() if c.state_on(today) is CodeState.AVAILABLE]
        return sorted(free, key=lambda code: code.expires_on)


@dataclass
class Grant:
    """A reward in a member's hands."""

    id: int
    reward: Reward
    member: int
    paid: int = 0
    expires_on: date | None = None
    state: GrantState = GrantState.HELD

    @property
    def code(self) -> Code | None:
        """The voucher's code, while it belongs to this grant."""
        return next((c for c in self.reward.codes.values() if c.grant_id == self.id), None)

    def state_on(self, today: date) -> GrantState:
        """Return the state as people see it."""
        code = self.code
        over = (self.expires_on is not None and self.expires_on < today) or (
            code is not None and code.state_on(today) is CodeState.EXPIRED
        )
        return GrantState.EXPIRED if over and self.state is GrantState.HELD else self.state


@dataclass
class Offer:
    """A confirmation card."""

    id: int
    member: int
    reward: Reward
    price: int
    grant_id: int | None = None


@dataclass
class Model:
    """One community."""

    today: date
    earn: dict[int, int]
    spend: dict[int, int]
    roles: dict[int, frozenset[int]]
    rewards: list[Reward] = field(default_factory=list)
    grants: dict[int, Grant] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)

    def grants_held(self, reward: Reward, member: int | None = None) -> int:
        """Count the grants that are not revoked, of everybody or of one member."""
        return sum(
            grant.reward is reward
            and grant.state is not GrantState.REVOKED
            and member in (None, grant.member)
            for grant in self.grants.values()
        )

    def refusals_to_have(self, reward: Reward, member: int, *, claim: bool) -> Refusals:
        """Return why a member may not have a reward."""
        left = reward.stock is None or self.grants_held(reward) < reward.stock
        if reward.kind is RewardKind.VOUCHER:
            left = bool(reward.usable(self.today))
        reasons: dict[type[RefusedError], bool] = {
            NotForMembersError if claim else NotOnOfferError: reward.state
            is not RewardState.PUBLISHED,
            RewardExpiredError: reward.expires_on is not None and reward.expires_on < self.today,
            (HeldEnoughError if claim else LimitReachedError): (
                reward.limit is not None and self.grants_held(reward, member) >= reward.limit
            ),
            NoneLeftToClaimError if claim else SoldOutError: not left,
            NotForSaleError: claim and reward.kind is not RewardKind.COUPON,
            RoleMissingError: claim and reward.role not in (None, *self.roles[member]),
            NotEnoughPointsError: claim and self.spend[member] < (reward.cost or 0),
        }
        return {reason for reason, holds in reasons.items() if holds}

    def refusals_to_claim(self, offer: Offer) -> Refusals:
        """Return why a card cannot be confirmed; one that was is confirmed for good."""
        if offer.grant_id is not None:
            return set()
        changed = {PriceChangedError} if offer.reward.cost != offer.price else set()
        return changed | self.refusals_to_have(offer.reward, offer.member, claim=True)

    def have(self, grant_id: int, reward: Reward, member: int, *, paid: int = 0) -> None:
        """Issue a reward to a member."""
        grant = Grant(grant_id, reward, member, paid)
        self.grants[grant_id] = grant
        self.spend[member] -= paid
        if reward.kind is RewardKind.COUPON:
            grant.expires_on = reward.expires_on
        if reward.kind is RewardKind.VOUCHER:
            code = reward.usable(self.today)[0]
            code.state, code.grant_id = CodeState.ASSIGNED, grant_id

    def refusals_to_take(self, member: int, amount: int, *, correction: bool) -> Refusals:
        """Return why points cannot be deducted."""
        has = min(self.spend[member], self.earn[member]) if correction else self.spend[member]
        return {NothingToTakeError} if has < amount else set()

    def refusals_to_revoke(self, grant: Grant) -> Refusals:
        """Return why a grant cannot be taken back."""
        state = grant.state_on(self.today)
        if state is GrantState.USED:
            return {AlreadyUsedError}
        return set() if state is GrantState.HELD else {AlreadyOverError}

    def revoke(self, grant: Grant) -> None:
        """Take a grant back."""
        code = grant.code
        grant.state = GrantState.REVOKED
        self.spend[grant.member] += grant.paid
        if code is not None and code.state is CodeState.ASSIGNED:
            code.state, code.grant_id = CodeState.AVAILABLE, None
        elif code is not None:
            code.state = CodeState.VOID

    def refusals_to_show(self, grant: Grant, member: int) -> Refusals:
        """Return why a voucher's code is not shown."""
        if grant.member != member:
            return {GoneError}
        code = grant.code
        if code is None or code.state is CodeState.VOID:
            return {CodeWithdrawnError}
        return {CodeExpiredError} if code.state_on(self.today) is CodeState.EXPIRED else set()

    def refusals_to_void(self, code: Code) -> Refusals:
        """Return why a code cannot be withdrawn."""
        over = code.state_on(self.today) in (CodeState.VOID, CodeState.EXPIRED)
        return {CodeOverError} if over else set()

    def void(self, code: Code) -> None:
        """Withdraw a code; whoever holds it has lost it."""
        code.state = CodeState.VOID
        if code.grant_id is not None:
            self.grants[code.grant_id].state = GrantState.REVOKED

    def add_codes(self, reward: Reward, dated: dict[str, date], *, elsewhere_too: bool) -> int:
        """Put the codes into the pool that are new there and good; return how many those are."""
        others = [one for one in self.rewards if one is not reward]
        new = {
            value: Code(value, day)
            for value, day in dated.items()
            if value not in reward.codes
            and day >= self.today
            and (elsewhere_too or not any(value in one.codes for one in others))
        }
        reward.codes |= new
        return len(new)

    def take_codes_out(self, reward: Reward, values: Iterable[str]) -> int:
        """Take codes out of the pool that nobody was given or withdrew; return how many."""
        free = [
            value
            for value in values
            if reward.codes[value].grant_id is None
            and reward.codes[value].state is not CodeState.VOID
        ]
        for value in free:
            del reward.codes[value]
        return len(free)

    def refusals_to_redeem(self, grant: Grant) -> Refusals:
        """Return why a coupon cannot be used."""
        reasons: dict[GrantState, Refusals] = {
            GrantState.HELD: set(),
            GrantState.USED: {CouponUsedError},
            GrantState.EXPIRED: {CouponExpiredError},
            GrantState.REVOKED: {CouponRevokedError},
        }
        return reasons[grant.state_on(self.today)]

    def refusals_to_move(self, reward: Reward, to: RewardState) -> Refusals:
        """Return why a reward cannot be published, unpublished or archived."""
        if reward.state is to:
            return set()
        if reward.state is RewardState.ARCHIVED:
            return {ArchivedError}
        over = reward.expires_on is not None and reward.expires_on < self.today
        return {InvalidFormError} if to is RewardState.PUBLISHED and over else set()

    def refusals_to_edit(
        self, reward: Reward, *, stock: int | None, expires_on: date | None
    ) -> Refusals:
        """Return why a coupon cannot be changed so; None changes nothing of a field."""
        if reward.state is RewardState.ARCHIVED:
            return {ArchivedError}
        past = expires_on is not None and expires_on < self.today
        wrong = (stock is not None and stock < self.grants_held(reward)) or (
            past and expires_on != reward.expires_on
        )
        return {InvalidFormError} if wrong else set()

    def move_date(self, reward: Reward, expires_on: date | None) -> None:
        """Change when a reward expires; coupons that are held and good live on with it."""
        reward.expires_on = expires_on
        for grant in self.grants.values():
            if grant.reward is not reward or grant.state_on(self.today) is not GrantState.HELD:
                continue
            if grant.expires_on is not None:
                grant.expires_on = expires_on and max(grant.expires_on, expires_on)

"""What else a community may take over: tiers from roles of levels, coupons from a store.

These are proposals. Nothing is made before a manager says so, and each is made by the use case
that makes it by hand, with its checks.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from bot.services.actors import Person, RoleFacts, require_manager
from bot.services.calendar import day_of, today
from bot.services.errors import InvalidFormError, RefusedError
from bot.services.moving.brought import Amount, LevelRole, StoreItem
from bot.services.moving.staging import choices_of, get, level_roles, store_items
from bot.services.moving.terms import checked_rate
from bot.services.points import ledger, tiers
from bot.services.rewards import editing, fields
from bot.services.rewards.fields import RewardChanges
from bot.services.typed import NAME_LENGTH
from db.session import Session
from db.tables import RewardKind

AboutRole = Callable[[int], RoleFacts]
"""Says of a role what Discord says of it, and whether whoever acts could give it by hand."""

SLICE = 50
"""Proposals at the most of which something is made in one transaction."""


@dataclass(frozen=True)
class ProposedTier:
    """A role that a level brought, and the lifetime points that would bring it here.

    `threshold` None: nothing says how much that would be. `is_tier`: the role is one already.
    """

    level: int
    role_id: int
    threshold: int | None
    estimated: bool
    is_tier: bool


@dataclass(frozen=True)
class ProposedCoupon:
    """An item and the price that it would have here, in points."""

    item: StoreItem
    cost: int

    @property
    def gives_role(self) -> int | None:
        """The role that it would deliver."""
        return next(iter(self.item.gives_roles), None)

    @property
    def required_role(self) -> int | None:
        """The role that it would ask for: of several, one alone would let too many in."""
        roles = self.item.required_roles
        return roles[0] if len(roles) == 1 else None

    @property
    def lost_roles(self) -> tuple[int, ...]:
        """The roles that the item gives, and the coupon would not."""
        return self.item.gives_roles[1:]

    @property
    def lost_requirements(self) -> tuple[int, ...]:
        """The roles that the item asks for, and the coupon would not."""
        return () if self.required_role is not None else self.item.required_roles


@dataclass(frozen=True)
class Made:
    """What was made of a proposal, and why something was not; `made`: only the role was not."""

    name: str
    refusal: RefusedError | None = None
    made: bool = True

    @property
    def is_there(self) -> bool:
        """Return whether something of that name is there, as who makes it twice is told."""
        return self.refusal is not None and self.refusal.message == editing.NAME_TAKEN


def proposed_tiers(session: Session, by: Person, moving_id: int) -> list[ProposedTier]:
    """Return the tiers that the files propose at the rate of the import, the lowest first."""
    require_manager(session, by)
    started = get(session, by.community_id, moving_id)
    rate = checked_rate(choices_of(started).rate)
    known = {tier.role_id for tier in tiers.every(session, by.community_id)}
    found = [_tier(role, rate, known) for role in level_roles(started)]
    return sorted(found, key=lambda one: (one.threshold or ledger.MOST, one.level))


def _tier(role: LevelRole, rate: Fraction, known: set[int]) -> ProposedTier:
    threshold = None if role.experience is None else at_rate(role.experience, rate)
    return ProposedTier(role.level, role.role_id, threshold, role.estimated, role.role_id in known)


def at_rate(amount: Amount, rate: Fraction) -> int:
    """Return what a threshold or a price is in points: at least 1, at most what points can be."""
    if isinstance(amount, Decimal) and not amount.is_finite():
        return ledger.MOST if amount > 0 else 1
    points = int(Fraction(amount) * rate)
    return min(max(points, 1), ledger.MOST)


def make_tiers(
    session: Session, by: Person, moving_id: int, facts: AboutRole, after: int = 0
) -> list[Made] | None:
    """Make a slice of the proposed tiers that are none yet; None once `after` is behind them all.

    The lowest come first, so that ranks follow.
    """
    found = proposed_tiers(session, by, moving_id)[after:]
    if not found:
        return None
    made = []
    for one in found[:SLICE]:
        if one.is_tier or one.threshold is None:
            continue
        name = f"<@&{one.role_id}>"
        try:
            with session.begin_nested():
                tiers.put(session, by, facts(one.role_id), threshold=one.threshold)
            made.append(Made(name))
        except RefusedError as refusal:
            made.append(Made(name, refusal, made=False))
    return made


def proposed_coupons(session: Session, by: Person, moving_id: int) -> list[ProposedCoupon]:
    """Return the coupons that the files propose, at the rate of the import."""
    require_manager(session, by)
    started = get(session, by.community_id, moving_id)
    rate = checked_rate(choices_of(started).rate)
    return [ProposedCoupon(item, at_rate(item.price, rate)) for item in store_items(started)]


def make_coupons(
    session: Session,
    by: Person,
    moving_id: int,
    facts: AboutRole,
    after: int = 0,
    *,
    stock: int | str | None = None,
) -> list[Made] | None:
    """Make drafts of a slice of the proposed coupons; None once `after` is behind them all.

    `stock`: of those that are without limit there. Without it they have none yet, and are published
    only once somebody sets it. An item that gives a role becomes a coupon that delivers it, where
    whoever makes it could give that role.
    """
    found = proposed_coupons(session, by, moving_id)[after:]
    if not found:
        return None
    made = []
    for one in found[:SLICE]:
        name, changes = one.item.name, _changes(session, by, one, stock)
        refusal = None
        if one.gives_role is not None:
            role = facts(one.gives_role)
            refusal = _create(session, by, replace(changes, delivers_role=role))
            if refusal is None:
                made.append(Made(name))
                continue
        without = _create(session, by, changes)
        made.append(Made(name, without or refusal, made=without is None))
    return made


def _create(session: Session, by: Person, changes: RewardChanges) -> RefusedError | None:
    """Make a draft; return why that cannot be."""
    try:
        with session.begin_nested():
            editing.create(session, by, RewardKind.COUPON, changes)
    except InvalidFormError as invalid:
        return invalid.errors[0]
    return None


def _changes(
    session: Session, by: Person, one: ProposedCoupon, stock: int | str | None
) -> RewardChanges:
    item = one.item
    return RewardChanges(
        name=item.name[:NAME_LENGTH],
        description=item.description[: fields.TEXT_LENGTH] or None,
        cost=one.cost,
        stock=stock if item.stock is None else min(item.stock, fields.MOST),
        expires_on=_last_day(session, by, item),
        required_role_id=one.required_role,
    )


def _last_day(session: Session, by: Person, item: StoreItem) -> str | None:
    """Return the last day on which an item is sold there, in the community's calendar."""
    try:
        moment = datetime.fromisoformat(item.expires_at or "")
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    day = min(day_of(session, by.community_id, moment), fields.LATEST)
    return day.isoformat() if day >= today(session, by.community_id) else None

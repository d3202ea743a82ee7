"""Coupons that members hold: shown to their holder, checked and redeemed by a manager, once."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select, update
from sqlmodel import col

from bot.services import audit
from bot.services.actors import Person, require_human, require_manager
from bot.services.calendar import today
from bot.services.errors import GoneError, RefusedError
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import Grant, GrantState, Reward, RewardKind, linked


class NoSuchCouponError(RefusedError):
    """No coupon carries this redemption code."""

    message = "coupon-no-such"


class CouponUsedError(RefusedError):
    """It was used before; `at` and `by` say when and by whom."""

    message = "coupon-used"


class CouponExpiredError(RefusedError):
    """Its date has passed."""

    message = "coupon-expired"


class DeliversItselfError(RefusedError):
    """What it is for comes by itself: there is nothing to redeem."""

    message = "coupon-delivers-itself"


class CouponRevokedError(RefusedError):
    """A manager took it back."""

    message = "coupon-revoked"


_USE = Statement(
    update(Grant)
    .where(
        *equals(Grant.community_id, grant_id=Grant.id),
        col(Grant.state) == GrantState.HELD,
        col(Grant.redemption_code).is_not(None),  # else it delivers by itself
        (col(Grant.expires_on).is_(None)) | (col(Grant.expires_on) >= param("today")),
    )
    .values(state=GrantState.USED, used_at=param("now"), used_by=param("actor_id"))
    .returning(col(Grant.id))
)


@dataclass(frozen=True)
class Coupon:
    """A coupon as a manager sees it; never its redemption code. `paid`: 0 if it was given free."""

    grant_id: int
    reward_id: int
    reward_name: str
    member_id: int
    state: GrantState
    paid: int
    expires_on: date | None
    created_at: datetime
    used_at: datetime | None
    used_by: int | None
    delivers_itself: bool = False


@dataclass(frozen=True)
class CouponShown:
    """A coupon for the eyes of its holder alone; never log or store it."""

    reward_name: str
    redemption_code: str
    instructions: str | None
    expires_on: date | None

    def __repr__(self) -> str:
        return f"CouponShown({self.reward_name!r})"


def normal(typed: str) -> str:
    """Return a redemption code as it is stored: without spaces, dashes and case."""
    return "".join(typed.replace("-", "").split()).upper()


def shown(code: str) -> str:
    """Return a redemption code in groups, so that it can be read out."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _coupons(community_id: int) -> Select[Grant, Reward]:
    return (
        select(Grant, Reward)
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .where(col(Grant.community_id) == community_id, col(Reward.kind) == RewardKind.COUPON)
    )


def coupon_of(day: date, grant: Grant, reward: Reward) -> Coupon:
    """Return a coupon as a manager sees it on a day: past its date it is expired."""
    state = GrantState(grant.state)
    over = grant.expires_on is not None and grant.expires_on < day
    return Coupon(
        grant.id,
        reward.id,
        reward.name,
        grant.member_id,
        GrantState.EXPIRED if state is GrantState.HELD and over else state,
        grant.paid,
        grant.expires_on,
        grant.created_at,
        grant.used_at,
        grant.used_by,
        grant.redemption_code is None,
    )


def _refusal(coupon: Coupon) -> RefusedError | None:
    """Return why a coupon cannot be used, or None if it can."""
    if coupon.delivers_itself:
        return DeliversItselfError(reward=coupon.reward_name)
    if coupon.state is GrantState.USED:
        at = int(coupon.used_at.timestamp()) if coupon.used_at else 0
        return CouponUsedError(reward=coupon.reward_name, at=at, by=coupon.used_by)
    if coupon.state is GrantState.EXPIRED:
        return CouponExpiredError(reward=coupon.reward_name, day=coupon.expires_on)
    if coupon.state is GrantState.REVOKED:
        return CouponRevokedError(reward=coupon.reward_name)
    return None


def by_id(session: Session, by: Person, grant_id: int) -> Coupon:
    """Return a coupon, for a manager."""
    require_manager(session, by)
    row = session.execute(_coupons(by.community_id).where(col(Grant.id) == grant_id)).first()
    if row is None:
        raise NoSuchCouponError
    return coupon_of(today(session, by.community_id), *row)


def find(session: Session, by: Person, code: str) -> Coupon:
    """Return the coupon that carries a redemption code, for a manager."""
    require_manager(session, by)
    row = session.execute(
        _coupons(by.community_id).where(col(Grant.redemption_code) == normal(code))
    ).first()
    if row is None:
        raise NoSuchCouponError
    return coupon_of(today(session, by.community_id), *row)


def held_by(session: Session, by: Person, member_id: int, limit: int = 10) -> list[Coupon]:
    """Return a member's coupons, newest first, for a manager."""
    require_manager(session, by)
    day = today(session, by.community_id)
    rows = session.execute(
        _coupons(by.community_id)
        .where(col(Grant.member_id) == member_id)
        .order_by(col(Grant.id).desc())
        .limit(limit)
    )
    return [coupon_of(day, *row) for row in rows]


def redeem(session: Session, by: Person, grant_id: int) -> Coupon:
    """Mark a coupon used, once. A second try raises `CouponUsedError` and changes nothing."""
    require_manager(session, by)
    day = today(session, by.community_id)
    used = session.run(
        _USE,
        community_id=by.community_id,
        grant_id=grant_id,
        today=day,
        now=session.now,
        actor_id=by.member_id,
    )
    row = session.execute(_coupons(by.community_id).where(col(Grant.id) == grant_id)).first()
    if row is None:
        raise NoSuchCouponError
    coupon = coupon_of(day, *row)
    if not used:
        raise _refusal(coupon) or NoSuchCouponError()
    audit.record_by(
        session, by, "coupon.redeemed", member_id=coupon.member_id, reward_id=coupon.reward_id
    )
    return coupon


def use(session: Session, person: Person, grant_id: int) -> CouponShown:
    """Show a coupon's redemption code to its holder, while it can be used."""
    require_human(person)
    row = session.execute(_coupons(person.community_id).where(col(Grant.id) == grant_id)).first()
    if row is None or row[0].member_id != person.member_id:
        raise GoneError
    grant, reward = row
    refusal = _refusal(coupon_of(today(session, person.community_id), grant, reward))
    if refusal is not None:
        raise refusal
    return CouponShown(
        reward.name, shown(grant.redemption_code), reward.instructions, grant.expires_on
    )

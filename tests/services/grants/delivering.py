"""A community that sells what delivers itself."""

from dataclasses import replace
from datetime import date

from sqlmodel import col, select

from bot.services.actors import Person, remember
from bot.services.grants import purchase
from bot.services.grants.purchase import Claimed
from db.session import Session
from db.tables import BoughtRole, Code, Grant, Reward, RewardKind
from tests.support import factories
from tests.support.factories import CLUB, MAI, Terms

ROLE = 77
WITH_ROLE = replace(MAI, role_ids=frozenset({ROLE}))
PRICE = 100


def sold(session: Session, name: str = "VIP", *, days: int | None = 30) -> int:
    """Sell a role to members with plenty of points; return the coupon."""
    factories.add_community(session)
    remember(session, CLUB, MAI.member_id)
    factories.give_points(session, MAI, 1_000)
    terms = Terms(cost=PRICE, stock=10, delivers_role_id=ROLE, delivers_days=days)
    return factories.publish(session, RewardKind.COUPON, name, terms)


def sold_codes(
    session: Session, *, codes: int = 2, member_limit: int | None = None
) -> tuple[int, int]:
    """Sell codes of a voucher; return the coupon and the voucher."""
    factories.add_community(session)
    factories.give_points(session, MAI, 1_000)
    pool = [(f"PARTNER-{number}", date(2026, 12, 31)) for number in range(codes)]
    limited = Terms(member_limit=member_limit)
    voucher = factories.publish(session, RewardKind.VOUCHER, "Partner", limited, codes=pool)
    terms = Terms(cost=PRICE, stock=10, delivers_voucher_id=voucher)
    return factories.publish(session, RewardKind.COUPON, "A code", terms), voucher


def buy(session: Session, coupon: int, who: Person = MAI) -> Claimed:
    """Buy one: see its card, and confirm it."""
    return purchase.claim(session, who, purchase.offer(session, who, coupon).offer_id)


def grant(session: Session, grant_id: int) -> Grant:
    """Return a grant as it is now."""
    return session.get_one(Grant, (CLUB, grant_id))


def reward(session: Session, reward_id: int) -> Reward:
    """Return a reward as it is now."""
    return session.get_one(Reward, (CLUB, reward_id))


def bought(session: Session) -> list[BoughtRole]:
    """Return what lasts."""
    return list(session.exec(select(BoughtRole)))


def code_states(session: Session) -> list[str]:
    """Return the states of codes, in the order in which they are handed out."""
    return list(session.exec(select(Code.state).order_by(col(Code.id))))

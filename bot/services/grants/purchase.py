"""Spending points in the store: an offer is shown, and its confirmation is the claim."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from bot.services.actors import Person, require_human
from bot.services.calendar import day_at
from bot.services.errors import GoneError, RefusedError
from bot.services.grants.issue import Granted, issue
from bot.services.points import ledger
from bot.services.rewards.delivering import Deliverables
from bot.services.rewards.eligibility import (
    MemberFacts,
    NotOnOfferError,
    Sale,
    left,
    price,
    sale,
    why_not,
)
from bot.services.rewards.locking import LOCKING, LockedReward
from db.session import Session
from db.statement import BulkStatement, Statement, equals, param
from db.tables import (
    Community,
    Grant,
    GrantSource,
    Holding,
    Offer,
    Reward,
    Wallet,
    WalletKind,
    linked,
    table,
)
from db.upsert import insert_row

OFFER_LASTS = timedelta(days=1)
"""How long an offer is kept that nobody confirmed."""


class PriceChangedError(RefusedError):
    """The price is not the one that was shown; nothing was charged. Offer `reward_id` anew."""

    message = "claim-price-changed"


class NotForMembersError(GoneError):
    """It is not on offer: to members it does not exist, so not even its name is told."""

    message = "claim-not-on-offer"


class OfferGoneError(RefusedError):
    """The confirmation card is too old."""

    message = "claim-offer-gone"


# In one statement, as many ask at the same moment; each takes its way there and back.
_WANTED = Statement(
    select(
        *table(Reward).columns,
        *(col(Community.timezone), col(Community.reached_on), col(Community.currency)),
        col(Holding.count).label("held"),
        col(Wallet.balance),
    )
    .join(Community, col(Community.id) == Reward.community_id)
    .outerjoin(
        Holding,
        linked(Holding.reward_id, Reward.id) & (col(Holding.member_id) == param("member_id")),
    )
    .outerjoin(
        Wallet,
        (col(Wallet.community_id) == Reward.community_id)
        & (col(Wallet.member_id) == param("member_id"))
        & (col(Wallet.kind) == WalletKind.SPEND),
    )
    .where(*equals(Reward.community_id, reward_id=Reward.id))
)
_SHOW = BulkStatement(insert_row(Offer))
# An offer never changes, and its reward is always there.
_OFFERED = Statement(
    LOCKING.add_columns(col(Offer.member_id), col(Offer.price), col(Community.currency))
    .join(Offer, linked(Reward.id, Offer.reward_id))
    .join(Community, col(Community.id) == Offer.community_id)
    .where(*equals(Offer.community_id, offer_id=Offer.id))
    .with_for_update(of=Reward, key_share=True)
)


@dataclass(frozen=True)
class OfferCard:
    """What a confirmation card shows; balances are of the spend wallet, in points.

    `currency` is what the community calls its points; None is *points*.
    """

    offer_id: int
    reward_id: int
    reward_name: str
    price: int
    balance: int
    balance_after: int
    left: int | None
    sale: Sale | None
    currency: str | None
    role_id: int | None = None  # of a coupon that delivers one, for `days` (None: for good)
    days: int | None = None
    delivers_code: bool = False


class Claimed(NamedTuple):
    """A claim that happened; `granted.new` False: this card had been confirmed before."""

    granted: Granted
    balance: int
    currency: str | None


def offer(session: Session, person: Person, reward_id: int) -> OfferCard:
    """Make a confirmation card, or refuse with the reason why this member may not claim."""
    require_human(person)
    rows = session.run(
        _WANTED,
        community_id=person.community_id,
        reward_id=reward_id,
        member_id=person.member_id,
    )
    if not rows:
        raise GoneError
    reward, now = rows[0], session.now
    balance = reward.balance or 0
    day = day_at(now, reward.timezone, reward.reached_on)
    deliverable = Deliverables(session, person, day).of(reward)
    facts = MemberFacts(reward.held or 0, balance, person.role_ids, deliverable.more == 0)
    codes = deliverable.usable_codes
    refusal = why_not(reward, facts, day, now=now, claim=True, usable_codes=codes)
    if isinstance(refusal, NotOnOfferError):
        raise NotForMembersError
    if refusal is not None:
        raise refusal
    cost = price(reward, now)
    assert cost is not None  # a published coupon has a price
    offer_id = session.new_id()
    session.run_many(
        _SHOW,
        [
            {
                "community_id": person.community_id,
                "id": offer_id,
                "member_id": person.member_id,
                "reward_id": reward_id,
                "price": cost,
                "created_at": now,
            }
        ],
    )
    return OfferCard(
        offer_id,
        reward_id,
        reward.name,
        cost,
        balance,
        balance - cost,
        left(reward),
        sale(reward, now),
        reward.currency,
        reward.delivers_role_id,
        reward.delivers_days,
        reward.delivers_voucher_id is not None,
    )


def claim(session: Session, person: Person, offer_id: int) -> Claimed:
    """Buy what an offer shows: points leave, a unit leaves, the member holds a grant, once."""
    rows = session.run(_OFFERED, community_id=person.community_id, offer_id=offer_id)
    if not rows or rows[0].member_id != person.member_id:
        raise OfferGoneError
    *columns, _, shown_price, currency = rows[0]
    reward = LockedReward._make(columns)
    key = f"offer:{offer_id}"
    cost = price(reward, session.now)
    if cost != shown_price and not _happened(session, person, key):
        raise PriceChangedError(
            reward=reward.name, reward_id=reward.id, before=shown_price, now=cost
        )
    try:
        granted = issue(session, reward, person, source=GrantSource.CLAIM, key=key)
    except NotOnOfferError:
        raise NotForMembersError from None  # it may be called something else by now
    balance = granted.balance
    if balance is None:  # it had happened before
        balance = ledger.balance(session, person.community_id, person.member_id, WalletKind.SPEND)
    return Claimed(granted, balance, currency)


def _happened(session: Session, person: Person, key: str) -> bool:
    return (
        session.execute(
            select(col(Grant.id)).where(
                col(Grant.community_id) == person.community_id, col(Grant.key) == key
            )
        ).first()
        is not None
    )

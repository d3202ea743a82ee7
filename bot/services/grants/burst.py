"""Claims that wait at the same moment are decided together.

What they need is read once, each is decided in turn in plain Python, by the rule that a claim alone
asks too, and what they write is written once for all. Behind the decisions stand the conditions
that stand behind a claim alone; if one of them refuses, each claim is tried alone.

What delivers by itself is bought alone, after the others: a role or a voucher's pool has facts,
locks and conditions of its own, and reading them for all would make every burst slower.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import String, cast, literal, select
from sqlmodel import col

from bot.services.actors import Person, require_human
from bot.services.calendar import day_at
from bot.services.errors import RefusedError
from bot.services.grants import written
from bot.services.grants.issue import Granted
from bot.services.grants.purchase import (
    Claimed,
    NotForMembersError,
    OfferGoneError,
    PriceChangedError,
    claim,
)
from bot.services.grants.written import NewGrant
from bot.services.rewards.eligibility import (
    MemberFacts,
    NotOnOfferError,
    left,
    price,
    why_not,
)
from bot.services.rewards.locking import LOCKING, LockedReward
from db.parts import Part
from db.session import Session
from db.statement import Statement, among, equals
from db.tables import (
    Community,
    Grant,
    GrantSource,
    Holding,
    Member,
    Offer,
    Reward,
    RewardKind,
    Wallet,
    WalletKind,
    linked,
)


@dataclass(frozen=True)
class Press:
    """Somebody confirms an offer."""

    person: Person
    offer_id: int


_offers = (*equals(Offer.community_id), among(Offer.id, "offer_ids"))
# In one order, like everybody who locks several.
_REWARDS = Statement(
    LOCKING.where(
        *equals(Reward.community_id),
        col(Reward.id).in_(select(col(Offer.reward_id)).where(*_offers)),
    )
    .order_by(col(Reward.id))
    .with_for_update(of=Reward, key_share=True)
)
_BALANCES = Statement(
    select(col(Wallet.member_id), col(Wallet.balance))
    .where(
        *equals(Wallet.community_id),
        among(Wallet.member_id, "member_ids"),
        col(Wallet.kind) == WalletKind.SPEND,
    )
    .order_by(col(Wallet.member_id))
    .with_for_update()
)
# Read after the lock, as for a claim alone.
_FACTS = Statement(
    select(
        col(Offer.id).label("offer_id"),
        col(Offer.member_id),
        col(Offer.reward_id),
        col(Offer.price),
        col(Holding.count).label("held"),
        col(Member.member_id).label("known"),
        col(Grant.id).label("before"),
        col(Community.timezone),
        col(Community.reached_on),
        col(Community.secret),
        col(Community.currency),
    )
    .join(Community, col(Community.id) == Offer.community_id)
    .outerjoin(
        Holding,
        linked(Holding.reward_id, Offer.reward_id) & (col(Holding.member_id) == Offer.member_id),
    )
    .outerjoin(Member, linked(Member.member_id, Offer.member_id))
    .outerjoin(
        Grant,
        (col(Grant.community_id) == Offer.community_id)
        & (col(Grant.key) == literal("offer:") + cast(col(Offer.id), String)),
    )
    .where(*_offers)
)


def claim_together(session: Session, presses: Sequence[Press]) -> list[Claimed | Exception]:
    """Buy what offers of one community show; return for each what `claim` returns or raises."""
    if len(presses) == 1:  # which is done faster without lists
        return [claim(session, press.person, press.offer_id) for press in presses]
    decisions = _Decisions(session, presses)
    outcomes: list[Claimed | Exception] = []
    alone = [press for press in presses if decisions.delivers(press)]
    for press in presses:
        try:
            outcomes.append(OfferGoneError() if press in alone else decisions.decide(press))
        except RefusedError as refusal:
            outcomes.append(refusal)
    written.write_many(session, decisions.grants)
    for at, press in enumerate(presses):
        if press in alone:
            outcomes[at] = _claim_alone(session, press)
    return outcomes


def _claim_alone(session: Session, press: Press) -> Claimed | Exception:
    try:
        with session.begin_nested():
            return claim(session, press.person, press.offer_id)
    except RefusedError as refusal:
        return refusal


class _Decisions:
    """What was read, with what the claims that have been decided change of it."""

    def __init__(self, session: Session, presses: Sequence[Press]) -> None:
        community_id = presses[0].person.community_id
        which: dict[str, Any] = {
            "community_id": community_id,
            "offer_ids": {press.offer_id for press in presses},
            "member_ids": {press.person.member_id for press in presses},
        }
        self._session = session
        self._rewards = {row.id: LockedReward(*row) for row in session.run(_REWARDS, **which)}
        self._balances: dict[int, int] = {
            row.member_id: row.balance for row in session.run(_BALANCES, **which)
        }
        self._facts = {row.offer_id: row for row in session.run(_FACTS, **which)}
        self._held: dict[tuple[int, int], int] = {
            (row.reward_id, row.member_id): row.held or 0 for row in self._facts.values()
        }
        self._before: dict[int, int] = {
            row.offer_id: row.before for row in self._facts.values() if row.before is not None
        }
        self.grants: list[Mapping[str, Part]] = []

    @cached_property
    def _today(self) -> date:
        """The community's date, which is in the facts of each offer."""
        shown = next(iter(self._facts.values()))
        return day_at(self._session.now, shown.timezone, shown.reached_on)

    def delivers(self, press: Press) -> bool:
        """Return whether what is offered delivers by itself."""
        shown = self._facts.get(press.offer_id)
        return shown is not None and written.delivers(self._rewards[shown.reward_id])

    def decide(self, press: Press) -> Claimed:
        """Decide one claim; raises what `claim` would."""
        person, shown = press.person, self._facts.get(press.offer_id)
        if shown is None or shown.member_id != person.member_id:
            raise OfferGoneError
        reward: LockedReward = self._rewards[shown.reward_id]
        before = self._before.get(press.offer_id)
        now = self._session.now
        cost = price(reward, now)
        if cost != shown.price and before is None:
            raise PriceChangedError(
                reward=reward.name, reward_id=reward.id, before=shown.price, now=cost
            )
        require_human(person)
        balance = self._balances.get(person.member_id, 0)
        if before is not None:
            kind = RewardKind(reward.kind)
            granted = Granted(before, reward.id, reward.name, kind, new=False)
            return Claimed(granted, balance, shown.currency)
        facts = MemberFacts(self._held[reward.id, person.member_id], balance, person.role_ids)
        refusal = why_not(reward, facts, self._today, now=now, claim=True)
        if isinstance(refusal, NotOnOfferError):
            raise NotForMembersError
        if refusal is not None:
            raise refusal
        new = NewGrant(
            self._session.new_id(),
            reward,
            person,
            GrantSource.CLAIM,
            f"offer:{press.offer_id}",
            None,
            self._today,
            shown.price,
            shown.known is not None,
            shown.secret,
        )
        return self._buy(new, press.offer_id, shown.currency)

    def _buy(self, new: NewGrant, offer_id: int, currency: str | None) -> Claimed:
        self.grants.append(written.parts(self._session, new, None))
        reward = new.reward._replace(granted=new.reward.granted + 1)
        member_id = new.person.member_id
        balance = self._balances[member_id] = self._balances[member_id] - new.paid
        self._rewards[reward.id] = reward
        self._held[reward.id, member_id] += 1
        self._before[offer_id] = new.id
        units = left(reward)
        kind = RewardKind(reward.kind)
        granted = Granted(new.id, reward.id, reward.name, kind, True, new.paid, units, balance)
        return Claimed(granted, balance, currency)

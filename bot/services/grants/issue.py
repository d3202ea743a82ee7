"""Issuing a grant: the one way for claims, managers and workflows.

Lock, decide, write, consequences. The reward's row is locked first, so nothing about it changes
under the decision. Then come the conditional updates, each of which the database would refuse on
its own if the decision were wrong. Every delivery because of it is written in the same transaction.
"""

import random
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, select, update
from sqlmodel import col

from bot.services import audit, deliveries
from bot.services.actors import Person, remember, require_human, require_manager
from bot.services.calendar import day_at
from bot.services.points import ledger
from bot.services.rewards import stock
from bot.services.rewards.eligibility import (
    LimitReachedError,
    MemberFacts,
    SoldOutError,
    is_held_badge,
    why_not,
)
from bot.services.rewards.locking import LockedReward, lock_reward
from bot.services.rewards.role_permissions import require_may_decide
from db.session import Session
from db.statement import Statement, equals, param, params
from db.tables import (
    Code,
    CodeState,
    Community,
    DeliveryKind,
    Grant,
    GrantSource,
    GrantState,
    Holding,
    LedgerReason,
    Reward,
    RewardKind,
    Wallet,
    WalletKind,
)
from db.upsert import insert, insert_row

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else
_REDEMPTION_LENGTH = 12

_REWARD = equals(Reward.community_id, reward_id=Reward.id)
_HOLDING = equals(Holding.community_id, Holding.reward_id, Holding.member_id)


def _one(column: int, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(col(column)).where(*conditions).scalar_subquery()


# Read after the lock, in a statement of its own: on PostgreSQL only that sees what the previous
# holder of the lock has committed.
_FACTS = Statement(
    select(
        col(Community.timezone),
        col(Community.reached_on),
        col(Community.announcement_channel_id),
        _one(Holding.count, *_HOLDING).label("held"),
        _one(
            Wallet.balance,
            *equals(Wallet.community_id, Wallet.member_id),
            col(Wallet.kind) == WalletKind.SPEND,
        ).label("balance"),
        _one(
            Grant.id,
            *equals(Grant.community_id, Grant.key),
        ).label("before"),
    ).where(col(Community.id) == param("community_id"))
)
_COUNT_UP = Statement(
    update(Reward)
    .where(*_REWARD, (col(Reward.stock).is_(None)) | (Reward.granted < col(Reward.stock)))
    .values(granted=Reward.granted + 1)
    .returning(col(Reward.granted))
)
_HOLD = Statement(
    insert(Holding)
    .values(
        **params("community_id", "reward_id", "member_id"),
        count=1,
    )
    .on_conflict_do_update(
        index_elements=["community_id", "reward_id", "member_id"],
        set_={"count": Holding.count + 1},
        where=Holding.count < param("limit"),
    )
    .returning(col(Holding.count))
)
_NO_LIMIT = 2**62
_GRANT = Statement(
    insert_row(Grant, "reminded_on", "used_at", "used_by", "revoked_at", "revoked_by")
)
_TAKE_CODE = Statement(
    update(Code)
    .where(
        col(Code.community_id) == param("community_id"),
        col(Code.state) == CodeState.AVAILABLE,
        col(Code.id)
        == select(col(Code.id))
        .where(
            *equals(Code.community_id, Code.reward_id),
            col(Code.state) == CodeState.AVAILABLE,
            col(Code.expires_on) >= param("today"),
        )
        .order_by(col(Code.expires_on), col(Code.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery(),
    )
    .values(state=CodeState.ASSIGNED, grant_id=param("grant_id"), changed_at=param("now"))
    .returning(col(Code.id))
)


@dataclass(frozen=True)
class Granted:
    """What came of it. `new` False: this key had been granted before, or the badge was held."""

    grant_id: int
    reward_id: int
    reward_name: str
    kind: RewardKind
    new: bool
    paid: int = 0
    left: int | None = None


@dataclass(frozen=True)
class _NewGrant:
    """A grant that has been decided and is to be written."""

    id: int
    reward: LockedReward
    person: Person
    source: GrantSource
    key: str
    actor_id: int | None
    today: date

    @property
    def claim(self) -> bool:
        """Whether the member pays for it themselves."""
        return self.source is GrantSource.CLAIM

    @property
    def paid(self) -> int:
        """What it costs the member, in points."""
        return (self.reward.cost or 0) if self.claim else 0


def issue(
    session: Session,
    reward: LockedReward,
    person: Person,
    *,
    source: GrantSource,
    key: str,
    actor_id: int | None = None,
    tell: bool = True,
    announce: bool = True,
    part_of: int | None = None,
) -> Granted:
    """Grant a reward, once for this key. Call with the reward locked.

    A claim pays the reward's price. Raises what `why_not` says. `tell` and `announce`: enqueue the
    member a message, and the community an announcement, where the kind of reward has one.
    `part_of`: the grant to many that it belongs to.
    """
    require_human(person)
    kind = RewardKind(reward.kind)
    facts = _load(session, reward, person, key)
    if facts.before is not None:
        return Granted(facts.before, reward.id, reward.name, kind, new=False)
    today = day_at(session.now, facts.timezone, facts.reached_on)
    refusal = why_not(reward, facts.member, today, claim=source is GrantSource.CLAIM)
    if refusal is not None and is_held_badge(reward, refusal):
        return _badge_held(session, reward, person)
    if refusal is not None:
        raise refusal
    new = _NewGrant(session.new_id(), reward, person, source, key, actor_id, today)
    granted = _write(session, new)
    _record(session, new, part_of)
    if kind is RewardKind.BADGE:
        _enqueue_badge(session, new, facts.announcement_channel_id if announce else None)
    elif tell and not new.claim:
        _enqueue_message(session, new)
    left = None if reward.stock is None else reward.stock - granted
    return Granted(new.id, reward.id, reward.name, kind, new=True, paid=new.paid, left=left)


def grant(
    session: Session, by: Person, to: Person, reward_id: int, *, key: str, announce: bool = True
) -> Granted:
    """Give a reward, as a manager, free of points."""
    require_manager(session, by)
    reward = lock_reward(session, by.community_id, reward_id)
    require_may_decide(by, reward)
    return issue(
        session,
        reward,
        to,
        source=GrantSource.MANAGER,
        key=key,
        actor_id=by.member_id,
        announce=announce,
    )


class _Facts(NamedTuple):
    """What the decision needs beside the reward. `before`: the grant that has this key already."""

    timezone: str
    reached_on: date | None
    announcement_channel_id: int | None
    member: MemberFacts
    before: int | None


def _load(session: Session, reward: LockedReward, person: Person, key: str) -> _Facts:
    (row,) = session.run(
        _FACTS,
        community_id=person.community_id,
        reward_id=reward.id,
        member_id=person.member_id,
        key=key,
    )
    member = MemberFacts(row.held or 0, row.balance or 0, person.role_ids)
    return _Facts(row.timezone, row.reached_on, row.announcement_channel_id, member, row.before)


def _badge_held(session: Session, reward: LockedReward, person: Person) -> Granted:
    held = session.execute(
        select(col(Grant.id)).where(
            col(Grant.community_id) == person.community_id,
            col(Grant.reward_id) == reward.id,
            col(Grant.member_id) == person.member_id,
            col(Grant.state) == GrantState.HELD,
        )
    ).scalar_one()
    return Granted(held, reward.id, reward.name, RewardKind.BADGE, new=False)


def _write(session: Session, new: _NewGrant) -> int:
    """Write the grant, its unit, its code and its price; return how often the reward is granted.

    Each statement has its condition, so a wrong decision is refused here.
    """
    reward, community_id, member_id = new.reward, new.person.community_id, new.person.member_id
    coupon = reward.kind == RewardKind.COUPON
    remember(session, community_id, member_id)
    session.run(
        _GRANT,
        community_id=community_id,
        id=new.id,
        reward_id=reward.id,
        member_id=member_id,
        state=GrantState.HELD,
        source=new.source,
        actor_id=new.actor_id,
        paid=new.paid,
        redemption_code=_redemption_code(session.rng) if coupon else None,
        expires_on=reward.expires_on if coupon else None,
        key=new.key,
        created_at=session.now,
    )
    counted = session.run(_COUNT_UP, community_id=community_id, reward_id=reward.id)
    if not counted:
        raise SoldOutError(reward=reward.name, kind=reward.kind)
    limit = reward.member_limit
    if not session.run(
        _HOLD,
        community_id=community_id,
        reward_id=reward.id,
        member_id=member_id,
        limit=_NO_LIMIT if limit is None else limit,
    ):
        raise LimitReachedError(reward=reward.name, limit=limit)
    if reward.kind == RewardKind.VOUCHER:
        _take_code(session, new)
        stock.watch(session, community_id, reward.id)
    if new.paid:
        ledger.move(
            session,
            community_id,
            member_id,
            [WalletKind.SPEND],
            -new.paid,
            LedgerReason.PURCHASE,
            key=f"grant:{new.id}",
            grant_id=new.id,
        )
    return int(counted[0].granted)


def _take_code(session: Session, new: _NewGrant) -> None:
    if not session.run(
        _TAKE_CODE,
        community_id=new.person.community_id,
        reward_id=new.reward.id,
        grant_id=new.id,
        today=new.today,
        now=session.now,
    ):
        raise SoldOutError(reward=new.reward.name, kind=new.reward.kind)


def _record(session: Session, new: _NewGrant, part_of: int | None) -> None:
    audit.record(
        session,
        new.person.community_id,
        "reward.claimed" if new.claim else "reward.granted",
        actor_id=new.person.member_id if new.claim else new.actor_id,
        member_id=new.person.member_id,
        reward_id=new.reward.id,
        part_of=part_of,
        paid=new.paid,
        source=new.source,
    )


def _enqueue_badge(session: Session, new: _NewGrant, channel_id: int | None) -> None:
    """Enqueue the badge's role, and its announcement where there is a channel for it."""
    if new.reward.badge_role_id is not None:
        deliveries.enqueue(
            session,
            new.person.community_id,
            DeliveryKind.GIVE_ROLE,
            key=f"role:{new.id}",
            member_id=new.person.member_id,
            grant_id=new.id,
            role=new.reward.badge_role_id,
        )
    if channel_id is not None:
        deliveries.enqueue(
            session,
            new.person.community_id,
            DeliveryKind.BADGE_ANNOUNCEMENT,
            key=f"announce:{new.id}",
            member_id=new.person.member_id,
            channel_id=channel_id,
            grant_id=new.id,
            after=deliveries.GATHERED_FOR,
        )


def _enqueue_message(session: Session, new: _NewGrant) -> None:
    deliveries.enqueue(
        session,
        new.person.community_id,
        DeliveryKind.GRANT_MESSAGE,
        key=f"grant:{new.id}",
        member_id=new.person.member_id,
        grant_id=new.id,
    )


def _redemption_code(rng: random.Random) -> str:
    return "".join(rng.choices(_ALPHABET, k=_REDEMPTION_LENGTH))

"""Putting a reward into somebody's hands: the one road for claims, managers and workflows.

The reward's row is locked first, so nothing about it changes under the decision. Then come the
conditional updates, each of which the database would refuse on its own if the decision were
wrong. Every delivery because of it is written in the same transaction.
"""

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select, update
from sqlmodel import col

from bot.services import audit, deliveries
from bot.services.actors import Person, remember, require_human, require_manager
from bot.services.calendar import day_at
from bot.services.errors import GoneError
from bot.services.points import ledger
from bot.services.rewards import stock
from bot.services.rewards.eligibility import (
    LimitReachedError,
    MemberFacts,
    SoldOutError,
    is_held_badge,
    why_not,
)
from bot.services.rewards.role_permissions import require_may_decide
from db.session import Session
from db.statement import Statement, param
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

_REWARD = (
    col(Reward.community_id) == param("community_id"),
    col(Reward.id) == param("reward_id"),
)
_HOLDING = (
    col(Holding.community_id) == param("community_id"),
    col(Holding.reward_id) == param("reward_id"),
    col(Holding.member_id) == param("member_id"),
)

# SQLite has no FOR UPDATE and needs none: its writer holds the whole database. "Key share": rows
# that refer to a reward may come meanwhile, such as the codes of an import that takes seconds.
_LOCK = Statement(
    select(
        *(
            getattr(Reward, name)
            for name in (
                "id",
                "kind",
                "state",
                "name",
                "cost",
                "stock",
                "granted",
                "expires_on",
                "member_limit",
                "required_role_id",
                "required_role_gone",
                "badge_role_id",
            )
        )
    )
    .where(*_REWARD)
    .with_for_update(key_share=True)
)


def _one(column: Any, *conditions: Any) -> Any:
    statement: Select[Any] = select(column).where(*conditions)
    return statement.scalar_subquery()


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
            col(Wallet.community_id) == param("community_id"),
            col(Wallet.member_id) == param("member_id"),
            col(Wallet.kind) == WalletKind.SPEND,
        ).label("balance"),
        _one(
            Grant.id,
            col(Grant.community_id) == param("community_id"),
            col(Grant.key) == param("key"),
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
        community_id=param("community_id"),
        reward_id=param("reward_id"),
        member_id=param("member_id"),
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
            col(Code.community_id) == param("community_id"),
            col(Code.reward_id) == param("reward_id"),
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


def lock(session: Session, community_id: int, reward_id: int) -> Any:
    """Lock a reward against every other change and return its row; `GoneError` if there is none."""
    rows = session.run(_LOCK, community_id=community_id, reward_id=reward_id)
    if not rows:
        raise GoneError
    return rows[0]


def issue(
    session: Session,
    reward: Any,
    person: Person,
    *,
    source: GrantSource,
    key: str,
    actor_id: int | None = None,
    tell: bool = True,
    announce: bool = True,
    part_of: int | None = None,
) -> Granted:
    """Grant a reward that the caller has locked, once for this key.

    A claim pays the reward's price. Raises what `why_not` says. `tell` and `announce`: enqueue the
    member a message, and the community an announcement, where the kind of reward has one.
    `part_of`: the grant to many that it belongs to.
    """
    community_id, member_id = person.community_id, person.member_id
    require_human(person)
    (facts,) = session.run(
        _FACTS,
        community_id=community_id,
        reward_id=reward.id,
        member_id=member_id,
        key=key,
    )
    kind = RewardKind(reward.kind)
    if facts.before is not None:
        return Granted(facts.before, reward.id, reward.name, kind, new=False)
    today = day_at(session.now, facts.timezone, facts.reached_on)
    member = MemberFacts(facts.held or 0, facts.balance or 0, person.role_ids)
    claim = source is GrantSource.CLAIM
    refusal = why_not(reward, member, today, claim=claim)
    if refusal is not None and is_held_badge(reward, refusal):
        return _badge_held(session, reward, person)
    if refusal is not None:
        raise refusal

    grant_id = session.new_id()
    paid = reward.cost if claim else 0
    remember(session, community_id, member_id)
    session.run(
        _GRANT,
        community_id=community_id,
        id=grant_id,
        reward_id=reward.id,
        member_id=member_id,
        state=GrantState.HELD,
        source=source,
        actor_id=actor_id,
        paid=paid,
        redemption_code=_redemption_code(session.rng) if kind is RewardKind.COUPON else None,
        expires_on=reward.expires_on if kind is RewardKind.COUPON else None,
        key=key,
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
    if kind is RewardKind.VOUCHER:
        _take_code(session, reward, community_id, grant_id, today)
        stock.watch(session, community_id, reward.id)
    if paid:
        ledger.move(
            session,
            community_id,
            member_id,
            [WalletKind.SPEND],
            -paid,
            LedgerReason.PURCHASE,
            key=f"grant:{grant_id}",
            grant_id=grant_id,
        )
    audit.record(
        session,
        community_id,
        "reward.claimed" if claim else "reward.granted",
        actor_id=member_id if claim else actor_id,
        member_id=member_id,
        reward_id=reward.id,
        part_of=part_of,
        paid=paid,
        source=source,
    )
    if kind is RewardKind.BADGE:
        _owe_badge(session, reward, person, grant_id, facts.announcement_channel_id, announce)
    elif tell and not claim:
        deliveries.enqueue(
            session,
            community_id,
            DeliveryKind.GRANT_MESSAGE,
            key=f"grant:{grant_id}",
            member_id=member_id,
            grant_id=grant_id,
        )
    left = None if reward.stock is None else reward.stock - counted[0].granted
    return Granted(grant_id, reward.id, reward.name, kind, new=True, paid=paid, left=left)


def grant(
    session: Session, by: Person, to: Person, reward_id: int, *, key: str, announce: bool = True
) -> Granted:
    """Give a reward, as a manager, free of points."""
    require_manager(session, by)
    reward = lock(session, by.community_id, reward_id)
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


def _badge_held(session: Session, reward: Any, person: Person) -> Granted:
    held = session.execute(
        select(col(Grant.id)).where(
            col(Grant.community_id) == person.community_id,
            col(Grant.reward_id) == reward.id,
            col(Grant.member_id) == person.member_id,
            col(Grant.state) == GrantState.HELD,
        )
    ).scalar_one()
    return Granted(held, reward.id, reward.name, RewardKind.BADGE, new=False)


def _take_code(
    session: Session, reward: Any, community_id: int, grant_id: int, today: date
) -> None:
    if not session.run(
        _TAKE_CODE,
        community_id=community_id,
        reward_id=reward.id,
        grant_id=grant_id,
        today=today,
        now=session.now,
    ):
        raise SoldOutError(reward=reward.name, kind=reward.kind)


def _owe_badge(
    session: Session,
    reward: Any,
    person: Person,
    grant_id: int,
    channel_id: int | None,
    announce: bool,
) -> None:
    if reward.badge_role_id is not None:
        deliveries.enqueue(
            session,
            person.community_id,
            DeliveryKind.GIVE_ROLE,
            key=f"role:{grant_id}",
            member_id=person.member_id,
            grant_id=grant_id,
            role=reward.badge_role_id,
        )
    if announce and channel_id is not None:
        deliveries.enqueue(
            session,
            person.community_id,
            DeliveryKind.BADGE_ANNOUNCEMENT,
            key=f"announce:{grant_id}",
            member_id=person.member_id,
            channel_id=channel_id,
            grant_id=grant_id,
            after=deliveries.GATHERED_FOR,
        )


def _redemption_code(rng: random.Random) -> str:
    return "".join(rng.choices(_ALPHABET, k=_REDEMPTION_LENGTH))

"""Issuing a grant: the one way for claims, managers and workflows.

Lock, decide, write, consequences. The reward's row is locked first, so nothing about it changes
under the decision. Then come the conditional updates, each of which the database would refuse on
its own if the decision were wrong. Every delivery because of it is written in the same transaction.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, select, update
from sqlmodel import col

from bot.services import deliveries
from bot.services.actors import Person, require_human, require_manager
from bot.services.calendar import day_at
from bot.services.grants.written import NewGrant, parts, telling
from bot.services.points import ledger
from bot.services.rewards import stock
from bot.services.rewards.delivering import Deliverables
from bot.services.rewards.eligibility import (
    LimitReachedError,
    MemberFacts,
    SoldOutError,
    is_held_badge,
    left,
    price,
    why_not,
)
from bot.services.rewards.locking import LockedReward, lock_reward
from bot.services.rewards.role_permissions import require_may_decide
from db.session import Session
from db.statement import Statement, equals, inline, param
from db.tables import (
    Code,
    CodeState,
    Community,
    Grant,
    GrantSource,
    GrantState,
    Holding,
    Member,
    RewardKind,
    Wallet,
    WalletKind,
)

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
        col(Community.secret),
        _one(Member.member_id, *equals(Member.community_id, Member.member_id)).label("known"),
        _one(Holding.count, *_HOLDING).label("held"),
        _one(
            Wallet.balance,
            *equals(Wallet.community_id, Wallet.member_id),
            col(Wallet.kind) == inline(WalletKind.SPEND),
        ).label("balance"),
        _one(
            Grant.id,
            *equals(Grant.community_id, Grant.key),
        ).label("before"),
    ).where(col(Community.id) == param("community_id"))
)
_TAKE_CODE = Statement(
    update(Code)
    .where(
        col(Code.community_id) == param("community_id"),
        col(Code.state) == inline(CodeState.AVAILABLE),
        col(Code.id)
        == select(col(Code.id))
        .where(
            *equals(Code.community_id, Code.reward_id),
            col(Code.state) == inline(CodeState.AVAILABLE),
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

_DELIVERED = Statement(
    update(Grant)
    .where(*equals(Grant.community_id, grant_id=Grant.id), col(Grant.state) == GrantState.HELD)
    .values(state=GrantState.USED, used_at=param("now"))
    .returning(col(Grant.id))
)


class Granted(NamedTuple):
    """What came of it. `new` False: this key had been granted before, or the badge was held.

    `left`: of the stock. `balance`: of the spend wallet, in points, where it was paid from.
    `role_id`: a role that is on its way by itself, for `days` (None: for good).
    `code_grant_id`: the grant of a code that was delivered.
    """

    grant_id: int
    reward_id: int
    reward_name: str
    kind: RewardKind
    new: bool
    paid: int = 0
    left: int | None = None
    balance: int | None = None
    role_id: int | None = None
    days: int | None = None
    code_grant_id: int | None = None


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
    named: str | None = None,
) -> Granted:
    """Grant a reward, once for this key. Call with the reward locked.

    A claim pays the reward's price. Raises what `why_not` says. `tell` and `announce`: enqueue the
    member a message, and the community an announcement, where the kind of reward has one.
    `part_of`: the grant to many that it belongs to. `named`: what gave it, as the audit calls it,
    such as the name of a workflow or a goal; a raffle has none, and is known by when it was drawn.
    """
    require_human(person)
    kind = RewardKind(reward.kind)
    (facts,) = session.run(
        _FACTS,
        community_id=person.community_id,
        reward_id=reward.id,
        member_id=person.member_id,
        key=key,
    )
    if facts.before is not None:
        return Granted(
            facts.before,
            reward.id,
            reward.name,
            kind,
            new=False,
            role_id=reward.delivers_role_id,
            days=reward.delivers_days,
            code_grant_id=_delivered_code(session, reward, person, facts.before),
        )
    today = day_at(session.now, facts.timezone, facts.reached_on)
    deliverable = Deliverables(session, person, today).of(reward, lock=True)
    usable = deliverable.usable_codes
    if kind is RewardKind.VOUCHER and (aside := reward.set_aside):
        # The codes that are set aside must stay; else the one that is taken says that there is one.
        usable = stock.usable_up_to(session, reward, today, aside + 1)
    refusal = why_not(
        reward,
        MemberFacts(facts.held or 0, facts.balance or 0, person.role_ids, deliverable.more == 0),
        today,
        now=session.now,
        claim=source is GrantSource.CLAIM,
        usable_codes=usable,
    )
    if refusal is not None and is_held_badge(reward, refusal):
        return _badge_held(session, reward, person)
    if refusal is not None:
        raise refusal
    paid = (price(reward, session.now) or 0) if source is GrantSource.CLAIM else 0
    new = NewGrant(
        session.new_id(),
        reward,
        person,
        source,
        key,
        actor_id,
        today,
        paid,
        facts.known is not None,
        facts.secret,
        named,
        facts.announcement_channel_id if announce else None,
    )
    written, units = _write(session, new, part_of), left(reward)
    deliveries.enqueue_all(session, telling(session, new, tell=tell))
    code = _deliver_code(session, new, tell=tell)
    return Granted(
        new.id,
        reward.id,
        reward.name,
        kind,
        new=True,
        paid=paid,
        left=None if units is None else units - 1,
        balance=written.get("wallet"),
        role_id=reward.delivers_role_id,
        days=reward.delivers_days,
        code_grant_id=code,
    )


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


def _write(session: Session, new: NewGrant, part_of: int | None) -> dict[str, Any]:
    """Write the grant, its unit, its code, its price and its line; return the parts' numbers.

    Each statement has its condition, so a wrong decision is refused here.
    """
    reward, community_id, member_id = new.reward, new.person.community_id, new.person.member_id
    limit = reward.member_limit
    written = session.run_parts(parts(session, new, part_of))
    if written["unit"] is None:
        raise SoldOutError(reward=reward.name, kind=reward.kind)
    if written["held"] is None:
        raise LimitReachedError(reward=reward.name, limit=limit)
    if new.paid and written["wallet"] is None:
        raise ledger.too_little(session, community_id, member_id, new.paid)
    if reward.kind == RewardKind.VOUCHER:
        _take_code(session, new)
        stock.watch(session, community_id, reward.id, reward.granted)
    return written


def _take_code(session: Session, new: NewGrant) -> None:
    if not session.run(
        _TAKE_CODE,
        community_id=new.person.community_id,
        reward_id=new.reward.id,
        grant_id=new.id,
        today=new.today,
        now=session.now,
    ):
        raise SoldOutError(reward=new.reward.name, kind=new.reward.kind)


def _deliver_code(session: Session, new: NewGrant, *, tell: bool) -> int | None:
    """Give the code that a coupon delivers, with which the coupon is used; return its grant."""
    reward, person = new.reward, new.person
    if reward.delivers_voucher_id is None:
        return None
    delivered = issue(
        session,
        lock_reward(session, person.community_id, reward.delivers_voucher_id),
        person,
        source=GrantSource.DELIVERY,
        key=f"delivery:{new.id}",
        tell=tell and not new.claim,  # who has bought it is shown the button at once
        named=reward.name,
    )
    use_by_itself(session, person.community_id, new.id)
    return delivered.grant_id


def _delivered_code(
    session: Session, reward: LockedReward, person: Person, grant_id: int
) -> int | None:
    if reward.delivers_voucher_id is None:
        return None
    return session.execute(
        select(col(Grant.id)).where(
            col(Grant.community_id) == person.community_id,
            col(Grant.key) == f"delivery:{grant_id}",
        )
    ).scalar_one_or_none()


def use_by_itself(session: Session, community_id: int, grant_id: int) -> bool:
    """Mark a coupon used that has delivered, by nobody; False if it is not held any more."""
    return bool(
        session.run(_DELIVERED, community_id=community_id, grant_id=grant_id, now=session.now)
    )

"""What ends by itself: codes and coupons after their last good day, in each community's zone.

Nobody depends on this being quick: what has expired is refused at once wherever it is asked for.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select, tuple_, update
from sqlalchemy.orm import Mapped
from sqlmodel import col

from bot.services import audit
from bot.services.calendar import day_at, latest_day
from bot.services.rewards import stock
from db.session import Session
from db.tables import Code, CodeState, Community, Grant, GrantState, Reward, RewardKind

SLICE = 200
"""Rows at the most in one transaction, so that claims get their turn in between."""


def expire(session: Session, limit: int = SLICE) -> int:
    """Mark a slice of what has passed its date, in every community; return how many rows it was."""
    done = 0
    latest = latest_day(session.now)
    communities = session.execute(
        select(col(Community.id), col(Community.timezone), col(Community.reached_on)).where(
            or_(
                _vouchers_with_codes_over(col(Community.id), latest).exists(),
                _codes_over(col(Community.id), latest, CodeState.ASSIGNED).exists(),
                _coupons_over(col(Community.id), latest).exists(),
            )
        )
    )
    for community_id, timezone, reached_on in communities.all():
        day = day_at(session.now, timezone, reached_on)
        done += _codes(session, community_id, day, limit - done)
        done += _coupons(session, community_id, day, limit - done)
        if done >= limit:
            break
    return done


def _codes(session: Session, community_id: int, day: date, limit: int) -> int:
    """End codes that nobody has looked at; whoever was to have one holds an expired grant."""
    # One state at a time, since each has an index of its own; that of available codes begins
    # with their reward, so they end voucher by voucher.
    ended = 0
    while ended < limit:
        reward_id = _voucher_with_codes_over(session, community_id, day)
        if reward_id is None:
            break
        theirs = col(Code.reward_id) == reward_id
        some, more = _end_codes(
            session, community_id, day, limit - ended, CodeState.AVAILABLE, theirs
        )
        if not some:  # somebody else is ending them
            break
        ended += len(some)
        if not more:  # each slice would count a large pool
            stock.watch(session, community_id, reward_id)
    held, _ = _end_codes(session, community_id, day, limit - ended, CodeState.ASSIGNED)
    _end_grants(session, community_id, [row.grant_id for row in held])
    return ended + len(held)


def _voucher_with_codes_over(session: Session, community_id: int, day: date) -> int | None:
    vouchers = _vouchers_with_codes_over(community_id, day)
    return session.execute(vouchers.order_by(col(Reward.id)).limit(1)).scalar()


def _vouchers_with_codes_over(community_id: int | Mapped[int], day: date) -> Select[int]:
    # Rows are compared, not a voucher with a voucher: PostgreSQL would begin with all codes that
    # are over, to see whose they are. So it looks at the first one of each voucher.
    codes = exists().where(
        col(Code.community_id) == col(Reward.community_id),
        col(Code.state) == CodeState.AVAILABLE,
        col(Code.reward_id) >= col(Reward.id),
        tuple_(col(Code.reward_id), col(Code.expires_on)) < tuple_(col(Reward.id), day),
    )
    return select(col(Reward.id)).where(
        col(Reward.community_id) == community_id, col(Reward.kind) == RewardKind.VOUCHER, codes
    )


def _codes_over(community_id: int | Mapped[int], day: date, state: CodeState) -> Select[int]:
    return select(col(Code.id)).where(
        col(Code.community_id) == community_id,
        col(Code.state) == state,
        col(Code.expires_on) < day,
    )


def _coupons_over(community_id: int | Mapped[int], day: date) -> Select[int]:
    return select(col(Grant.id)).where(
        col(Grant.community_id) == community_id,
        col(Grant.state) == GrantState.HELD,
        col(Grant.expires_on) < day,
    )


def _end_codes(
    session: Session,
    community_id: int,
    day: date,
    limit: int,
    state: CodeState,
    *which: ColumnElement[bool],
) -> tuple[Sequence[Any], bool]:
    """End some codes; return them, and whether there are more."""
    # Their ids first: of half a million that are over, each slice would go through all others.
    over = _codes_over(community_id, day, state).where(*which)
    due = session.execute(over.order_by(col(Code.expires_on)).limit(limit + 1)).scalars().all()
    if not due:
        return [], False
    ids = due[:limit]
    # The state is asked for here too: a member may claim the code just before it ends. Its date
    # and its voucher never change, and asking for them would lead through all that are over.
    ended = session.execute(
        update(Code)
        .where(
            col(Code.community_id) == community_id, col(Code.state) == state, col(Code.id).in_(ids)
        )
        .values(state=CodeState.EXPIRED, changed_at=session.now)
        .returning(col(Code.reward_id), col(Code.grant_id))
        .execution_options(synchronize_session=False)
    )
    return ended.all(), len(due) > limit


def _coupons(session: Session, community_id: int, day: date, limit: int) -> int:
    over = _coupons_over(community_id, day)
    due = session.execute(over.order_by(col(Grant.expires_on)).limit(limit)).all()
    return _end_grants(session, community_id, [grant_id for (grant_id,) in due], day)


def _end_grants(
    session: Session, community_id: int, grant_ids: list[int], day: date | None = None
) -> int:
    """Mark held grants expired; with `day`, only those whose own date is still before it."""
    if not grant_ids:
        return 0
    statement = update(Grant).where(
        col(Grant.community_id) == community_id,
        col(Grant.id).in_(grant_ids),
        col(Grant.state) == GrantState.HELD,
    )
    if day is not None:  # a manager may have extended it meanwhile
        statement = statement.where(col(Grant.expires_on) < day)
    ended = session.execute(
        statement.values(state=GrantState.EXPIRED).returning(
            col(Grant.member_id), col(Grant.reward_id)
        )
    ).all()
    holders: dict[int, list[int]] = defaultdict(list)
    for member_id, reward_id in ended:
        holders[reward_id].append(member_id)
    for reward_id, member_ids in holders.items():
        _record(session, community_id, reward_id, member_ids)
    return len(ended)


def _record(session: Session, community_id: int, reward_id: int, member_ids: list[int]) -> None:
    """Tell of what expired: many of one reward by one line, with those of each folded below it."""
    batch = session.new_id() if len(member_ids) > 1 else None
    if batch is not None:
        audit.record(
            session,
            community_id,
            "reward.expired_many",
            actor_id=None,
            reward_id=reward_id,
            members=len(member_ids),
            batch=batch,
        )
    for member_id in member_ids:
        audit.record(
            session,
            community_id,
            "reward.expired",
            actor_id=None,
            member_id=member_id,
            reward_id=reward_id,
            part_of=batch,
        )

"""Rewards as managers oversee them: all of them in a list, and how one of them fares."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, or_, select
from sqlmodel import col, func

from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.paging import ListPage, count_rows, paging
from bot.services.rewards import eligibility, store
from bot.services.rewards.details import RewardDetails, details, usable_codes
from bot.services.rewards.eligibility import Sale, Stage, left, left_to_give
from db.session import Session
from db.tables import (
    Code,
    CodeState,
    Grant,
    GrantSource,
    GrantState,
    Reward,
    RewardKind,
    RewardState,
)

PAGE = 10
"""Rewards on a page of the list."""


@dataclass(frozen=True)
class RewardLine:
    """One reward in the list. `left` counts by the reward's own number, where it has one.

    `usable_codes` are a voucher's; `left_to_give` counts by both.
    """

    reward_id: int
    kind: RewardKind
    stage: Stage
    name: str
    price: int | None
    sale: Sale | None
    publish_at: datetime | None
    unpublish_at: datetime | None
    granted: int
    left: int | None
    usable_codes: int | None
    left_to_give: int | None
    expires_on: date | None
    expired: bool


def list_rewards(
    session: Session, by: Person, *, stage: Stage | None = None, page: int = 1
) -> ListPage[RewardLine]:
    """Return a page of the rewards at one stage, or of those not archived; newest first."""
    require_manager(session, by)
    here = col(Reward.community_id) == by.community_id
    every = count_rows(session, Reward, here)
    chosen = [
        here,
        store.stage_at(session.now) == stage
        if stage
        else col(Reward.state) != RewardState.ARCHIVED,
    ]
    total = count_rows(session, Reward, *chosen)
    shown = paging(total, page, PAGE)
    rewards = list(
        session.scalars(
            select(Reward)
            .where(*chosen)
            .order_by(col(Reward.id).desc())
            .offset(shown.offset)
            .limit(PAGE)
        )
    )
    day = today(session, by.community_id)
    vouchers = [reward.id for reward in rewards if reward.kind == RewardKind.VOUCHER]
    codes = usable_codes(session, by.community_id, vouchers, day)
    lines = [_line(reward, codes, day, session.now) for reward in rewards]
    return ListPage(lines, total, shown.page, shown.pages, every - total)


def _line(reward: Reward, codes: dict[int, int], day: date, now: datetime) -> RewardLine:
    return RewardLine(
        reward_id=reward.id,
        kind=RewardKind(reward.kind),
        stage=eligibility.stage(reward, now),
        name=reward.name,
        price=eligibility.price(reward, now),
        sale=eligibility.sale(reward, now),
        publish_at=reward.publish_at,
        unpublish_at=reward.unpublish_at,
        granted=reward.granted,
        left=left(reward),
        usable_codes=codes.get(reward.id),
        left_to_give=left_to_give(reward, codes.get(reward.id)),
        expires_on=reward.expires_on,
        expired=reward.expires_on is not None and reward.expires_on < day,
    )


@dataclass(frozen=True)
class RewardStats:
    """How a reward fares. What is past its date counts as expired, marked so or not.

    `sources` counts the grants that are not revoked; `points_taken` is what members paid and did
    not get back; `codes` is empty but for vouchers.
    """

    reward: RewardDetails
    grants: dict[GrantState, int]
    sources: dict[GrantSource, int]
    points_taken: int
    codes: dict[CodeState, int]


def stats(session: Session, by: Person, reward_id: int) -> RewardStats:
    """Count a reward's grants, points and codes; `GoneError` if there is none."""
    reward = details(session, by, reward_id)
    day = today(session, by.community_id)
    grants: Counter[GrantState] = Counter()
    sources: Counter[GrantSource] = Counter()
    points_taken = 0
    for state, source, count, paid in _grants(session, by.community_id, reward_id, day):
        grants[GrantState(state)] += count
        if state != GrantState.REVOKED:
            sources[GrantSource(source)] += count
            points_taken += int(paid)
    codes = {}
    if reward.kind is RewardKind.VOUCHER:
        counted: dict[str, int] = dict(_codes(session, by.community_id, reward_id, day))
        codes = {state: counted.get(state, 0) for state in CodeState}
    return RewardStats(
        reward,
        {state: grants[state] for state in GrantState},
        {source: sources[source] for source in GrantSource},
        points_taken,
        codes,
    )


def grant_state(day: date) -> ColumnElement[str]:
    """Return the state of a grant on a day: past its date it is expired, marked so or not."""
    over = (col(Grant.state) == GrantState.HELD) & (col(Grant.expires_on) < day)
    return case((over, GrantState.EXPIRED), else_=col(Grant.state))


def code_state(day: date) -> ColumnElement[str]:
    """Return the state of a code on a day: past its date it is expired, marked so or not."""
    waiting = or_(col(Code.state) == CodeState.AVAILABLE, col(Code.state) == CodeState.ASSIGNED)
    return case((waiting & (col(Code.expires_on) < day), CodeState.EXPIRED), else_=col(Code.state))


def _grants(session: Session, community_id: int, reward_id: int, day: date) -> Any:
    state = grant_state(day)
    return session.execute(
        select(state, col(Grant.source), func.count(), func.sum(Grant.paid))
        .where(col(Grant.community_id) == community_id, col(Grant.reward_id) == reward_id)
        .group_by(state, col(Grant.source))
    ).all()


def _codes(session: Session, community_id: int, reward_id: int, day: date) -> Any:
    state = code_state(day)
    return session.execute(
        select(state, func.count())
        .where(col(Code.community_id) == community_id, col(Code.reward_id) == reward_id)
        .group_by(state)
    ).all()

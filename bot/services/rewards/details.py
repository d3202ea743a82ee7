"""A reward as its managers see it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col, func

from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.errors import InvalidInputError, existing
from bot.services.rewards import fields
from bot.services.rewards.eligibility import left
from bot.services.rewards.looks import Look, look
from db.session import Session
from db.tables import Code, CodeState, Reward, RewardKind, RewardState


@dataclass(frozen=True)
class RewardDetails:
    """Everything about a reward; `missing` is what publishing it needs, as errors to show.

    `granted` counts what is not revoked; `usable_codes` only a voucher's.
    """

    reward_id: int
    kind: RewardKind
    state: RewardState
    name: str
    description: str
    instructions: str | None
    cost: int | None
    stock: int | None
    granted: int
    left: int | None
    usable_codes: int | None
    expires_on: date | None
    expired: bool
    member_limit: int | None
    required_role_id: int | None
    required_role_gone: bool
    badge_role_id: int | None
    look: Look
    missing: tuple[InvalidInputError, ...]


def describe(session: Session, reward: Reward) -> RewardDetails:
    """Return the details of a row."""
    day = today(session, reward.community_id)
    kind = RewardKind(reward.kind)
    codes = None
    if kind is RewardKind.VOUCHER:
        codes = usable_codes(session, reward.community_id, [reward.id], day)[reward.id]
    return RewardDetails(
        reward_id=reward.id,
        kind=kind,
        state=RewardState(reward.state),
        name=reward.name,
        description=reward.description,
        instructions=reward.instructions,
        cost=reward.cost,
        stock=reward.stock,
        granted=reward.granted,
        left=left(reward),
        usable_codes=codes,
        expires_on=reward.expires_on,
        expired=reward.expires_on is not None and reward.expires_on < day,
        member_limit=reward.member_limit,
        required_role_id=reward.required_role_id,
        required_role_gone=reward.required_role_gone,
        badge_role_id=reward.badge_role_id,
        look=look(reward),
        missing=tuple(fields.missing(reward, day)),
    )


def details(session: Session, by: Person, reward_id: int) -> RewardDetails:
    """Return a reward in any state, for a manager; `GoneError` if there is none."""
    require_manager(session, by)
    reward = existing(session.get(Reward, (by.community_id, reward_id)))
    return describe(session, reward)


def usable_codes(
    session: Session, community_id: int, reward_ids: list[int], day: date
) -> dict[int, int]:
    """Count the codes that could be granted on a day, by voucher."""
    rows = session.execute(
        select(col(Code.reward_id), func.count())
        .where(
            col(Code.community_id) == community_id,
            col(Code.reward_id).in_(reward_ids),
            col(Code.state) == CodeState.AVAILABLE,
            col(Code.expires_on) >= day,
        )
        .group_by(col(Code.reward_id))
    )
    return {**dict.fromkeys(reward_ids, 0), **dict(rows.all())}

"""Who may let members have a role through a reward: the one place that decides.

A badge gives its role to whoever comes to hold the badge, a coupon to whoever gets it. So whoever
decides who that is, by giving it, by putting it on offer, or by setting the terms of a goal or a
workflow, gives the role as much as if they did so by hand, and must be able to. What was decided
before counts for nothing here: what somebody else attached is attached anew by whoever makes the
way to it another.
"""

from typing import Protocol

from sqlmodel import col, select

from bot.services.actors import Person
from bot.services.errors import RefusedError
from db.session import Session
from db.tables import Reward


class RoleNotTheirsToGiveError(RefusedError):
    """A reward brings a role that whoever decides about it could not give by hand."""

    message = "reward-role-not-yours"


class Carrier(Protocol):
    """What has to be known of a reward; a row of `reward` has it."""

    @property
    def name(self) -> str: ...
    @property
    def badge_role_id(self) -> int | None: ...
    @property
    def delivers_role_id(self) -> int | None: ...


def may_give(by: Person, role_id: int) -> bool:
    """Return whether somebody could give a role by hand."""
    return by.owns_server or role_id in by.gives


def why_not_decide(by: Person, reward: Carrier) -> RoleNotTheirsToGiveError | None:
    """Return why somebody may not decide who gets a reward, or None if they may."""
    role_id = reward.badge_role_id or reward.delivers_role_id
    if role_id is None or may_give(by, role_id):
        return None
    return RoleNotTheirsToGiveError(reward=reward.name, role=str(role_id))


def require_may_decide(by: Person, reward: Carrier) -> None:
    """Refuse with `RoleNotTheirsToGiveError` whoever may not decide who gets a reward."""
    refusal = why_not_decide(by, reward)
    if refusal is not None:
        raise refusal


def why_not_decide_by_id(
    session: Session, by: Person, reward_id: int
) -> RoleNotTheirsToGiveError | None:
    """Say the same of a reward by its id; one that is not there gives nothing."""
    reward = session.exec(
        select(Reward).where(
            col(Reward.community_id) == by.community_id, col(Reward.id) == reward_id
        )
    ).first()
    return None if reward is None else why_not_decide(by, reward)

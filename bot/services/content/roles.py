"""The content of deliveries that give or take a role."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from bot.services.content.facts import Content, NothingToSendError, addressee, held_grant, personal
from bot.services.deliveries.kinds import LeasedDelivery
from bot.services.deliveries.outcomes import FailureReason
from bot.services.deliveries.preferences import Choice
from bot.services.members import role_sources
from bot.services.points import tiers
from bot.services.workflows import temporary_roles
from db.session import Session
from db.tables import BoughtRole, Community, Delivery, DeliveryKind, DeliveryState


@dataclass(frozen=True)
class RoleContent(Content):
    """A role to be given, or taken."""

    role_id: int


@dataclass(frozen=True)
class RoleEnding(Content):
    """A role that a coupon brought for a time, which is over soon."""

    role_id: int
    ends_at: datetime


def ending(session: Session, community: Community, delivery: LeasedDelivery) -> RoleEnding:
    """Read the reminder that a role ends; not if it was extended meanwhile, or is over."""
    member = addressee(session, delivery, Choice.REMINDERS)
    role_id, member_id = int(delivery.payload["role"]), delivery.member_id or 0
    row = session.get(BoughtRole, (delivery.community_id, member_id, role_id))
    if row is None or row.ends_at is None or row.ends_at.isoformat() != delivery.payload["until"]:
        raise NothingToSendError(FailureReason.OUTDATED)
    if row.ends_at <= session.now:
        raise NothingToSendError(FailureReason.OUTDATED)
    return RoleEnding(personal(community, member), None, role_id, row.ends_at)


def added(session: Session, community: Community, delivery: LeasedDelivery) -> RoleContent:
    """Read a role to be given, while what it is given for is so.

    A badge is held, and a coupon that is not delivered yet; a tier is reached; of a role that was
    bought and is given again, its time is not over.
    """
    role_id = int(delivery.payload["role"])
    if delivery.key.startswith("bought:"):
        if role_id not in _bought(session, delivery):
            raise NothingToSendError(FailureReason.OUTDATED)
    elif delivery.grant_id is not None:
        held_grant(session, delivery)
    elif delivery.key.startswith("tier:") and role_id not in _reached(session, delivery):
        raise NothingToSendError(FailureReason.OUTDATED)
    return RoleContent(community.language, None, role_id)


def taken(session: Session, community: Community, delivery: LeasedDelivery) -> RoleContent:
    """Read a role to be taken; what came with a reward only if it is the reward's.

    It stays while anything else gives it: another run, a badge, a tier, a coupon.
    """
    role_id = int(delivery.payload["role"])
    if "run" in delivery.payload and _given_for_a_time(session, delivery, role_id):
        if _still_given(session, delivery, role_id, besides_run=int(delivery.payload["run"])):
            raise NothingToSendError(FailureReason.STILL_GIVEN)
    elif delivery.grant_id is not None and not (
        _came_with_a_reward(session, delivery, role_id)
        and not _still_given(session, delivery, role_id)
    ):
        raise NothingToSendError(FailureReason.NOTHING_TO_CHANGE)
    return RoleContent(community.language, None, role_id)


def _given_for_a_time(session: Session, delivery: LeasedDelivery, role_id: int) -> bool:
    run_id, position = int(delivery.payload["run"]), int(delivery.payload.get("position", 0))
    return temporary_roles.gave(session, delivery.community_id, run_id, position, role_id)


def _still_given(
    session: Session, delivery: LeasedDelivery, role_id: int, besides_run: int | None = None
) -> bool:
    return role_sources.gives(
        session,
        delivery.community_id,
        delivery.member_id or 0,
        role_id,
        besides_run=besides_run,
    )


def _came_with_a_reward(session: Session, delivery: LeasedDelivery, role_id: int) -> bool:
    """Return whether Laurel gave a role, and for badges and coupons alone.

    What a workflow or a tier gave stays, also where a reward had brought it before; unless the
    workflow wanted to take it again and the reward alone kept it.
    """
    by_a_reward, over = False, set()
    done = session.execute(
        select(Delivery)
        .where(
            col(Delivery.community_id) == delivery.community_id,
            col(Delivery.member_id) == delivery.member_id,
            col(Delivery.kind).in_([DeliveryKind.GIVE_ROLE, DeliveryKind.TAKE_ROLE]),
            col(Delivery.state).in_([DeliveryState.SENT, DeliveryState.DROPPED]),
        )
        .order_by(col(Delivery.id).desc())
    ).scalars()
    for row in done:
        if int(row.payload["role"]) != role_id:
            continue
        carried_out = row.state == DeliveryState.SENT
        if row.kind == DeliveryKind.TAKE_ROLE:
            if carried_out:
                break
            if row.error == FailureReason.STILL_GIVEN and "run" in row.payload:
                over.add(row.payload["run"])  # what this run gave is the reward's by now
        elif row.payload.get("run") in over:
            by_a_reward = by_a_reward or carried_out
        elif row.grant_id is None and (carried_out or row.error == FailureReason.NOTHING_TO_CHANGE):
            return False
        elif carried_out:
            by_a_reward = True
    return by_a_reward


def _bought(session: Session, delivery: LeasedDelivery) -> set[int]:
    coupons = role_sources.of_coupons(session, delivery.community_id, delivery.member_id or 0)
    return {bought.role_id for bought in coupons}


def _reached(session: Session, delivery: LeasedDelivery) -> Collection[int]:
    return tiers.reached(session, delivery.community_id, delivery.member_id or 0)

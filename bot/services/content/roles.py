"""The content of deliveries that give or take a role."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlmodel import col

from bot.services.content.facts import Content, NothingToSendError, held_grant
from bot.services.deliveries.kinds import LeasedDelivery
from bot.services.deliveries.outcomes import FailureReason
from bot.services.points import tiers
from bot.services.workflows import temporary_roles
from db.session import Session
from db.tables import Community, Delivery, DeliveryKind, DeliveryState, Grant, GrantState, Reward


@dataclass(frozen=True)
class RoleContent(Content):
    """A role to be given, or taken."""

    role_id: int


def added(session: Session, community: Community, delivery: LeasedDelivery) -> RoleContent:
    """Read a role to be given: a badge's while the badge is held, a tier's while it is reached."""
    role_id = int(delivery.payload["role"])
    if delivery.grant_id is not None:
        held_grant(session, delivery)
    elif delivery.key.startswith("tier:") and not _reached_as_a_tier(session, delivery, role_id):
        raise NothingToSendError(FailureReason.OUTDATED)
    return RoleContent(community.language, None, role_id)


def taken(session: Session, community: Community, delivery: LeasedDelivery) -> RoleContent:
    """Read a role to be taken; a badge's role only if it is the badge's, and nothing else's.

    What a run had given for a time stays while another run, a badge or a tier still gives it.
    """
    role_id = int(delivery.payload["role"])
    if "run" in delivery.payload and _given_for_a_time(session, delivery, role_id):
        if _still_given(session, delivery, role_id):
            raise NothingToSendError(FailureReason.STILL_GIVEN)
        return RoleContent(community.language, None, role_id)
    if delivery.grant_id is not None and not (
        _came_with_a_badge(session, delivery, role_id)
        and not _another_badge_carries(session, delivery, role_id)
        and not _reached_as_a_tier(session, delivery, role_id)
    ):
        raise NothingToSendError(FailureReason.NOTHING_TO_CHANGE)
    return RoleContent(community.language, None, role_id)


def _given_for_a_time(session: Session, delivery: LeasedDelivery, role_id: int) -> bool:
    run_id, position = int(delivery.payload["run"]), int(delivery.payload.get("position", 0))
    return temporary_roles.gave(session, delivery.community_id, run_id, position, role_id)


def _still_given(session: Session, delivery: LeasedDelivery, role_id: int) -> bool:
    run_id, member_id = int(delivery.payload["run"]), delivery.member_id or 0
    return (
        temporary_roles.another_gives(
            session, delivery.community_id, member_id, role_id, besides=run_id
        )
        or _another_badge_carries(session, delivery, role_id)
        or _reached_as_a_tier(session, delivery, role_id)
    )


def _came_with_a_badge(session: Session, delivery: LeasedDelivery, role_id: int) -> bool:
    """Return whether Laurel gave a role, and for badges alone.

    What a workflow or a tier gave stays, also where a badge had brought it before; unless the
    workflow wanted to take it again and the badge alone kept it.
    """
    by_a_badge, over = False, set()
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
            if row.error == FailureReason.STILL_GIVEN:
                over.add(row.payload.get("run"))  # what this run gave is the badge's by now
        elif row.payload.get("run") in over:
            by_a_badge = by_a_badge or carried_out
        elif row.grant_id is None and (carried_out or row.error == FailureReason.NOTHING_TO_CHANGE):
            return False
        elif carried_out:
            by_a_badge = True
    return by_a_badge


def _another_badge_carries(session: Session, delivery: LeasedDelivery, role_id: int) -> bool:
    carrying = exists().where(
        col(Grant.community_id) == delivery.community_id,
        col(Grant.member_id) == delivery.member_id,
        col(Grant.state) == GrantState.HELD,
        col(Reward.community_id) == delivery.community_id,
        col(Reward.id) == col(Grant.reward_id),
        col(Reward.badge_role_id) == role_id,
    )
    return bool(session.execute(select(carrying)).scalar_one())


def _reached_as_a_tier(session: Session, delivery: LeasedDelivery, role_id: int) -> bool:
    return role_id in tiers.reached(session, delivery.community_id, delivery.member_id or 0)

"""Roles that runs give for a time: one stays until the last run that gave it is over."""

from sqlalchemy import select
from sqlmodel import col

from bot.services.deliveries.enqueue import enqueue
from bot.services.deliveries.outcomes import FailureReason
from bot.services.members.role_sources import roles_before, runs
from bot.services.workflows.run_store import ReadyRun
from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState, Run


def gave(session: Session, community_id: int, run_id: int, position: int, role_id: int) -> bool:
    """Return whether a run that takes a role at a position had given it."""
    found = session.execute(
        runs().where(col(Run.community_id) == community_id, col(Run.id) == run_id)
    ).first()
    return found is not None and role_id in roles_before(found.definition, position)


def release(session: Session, run: ReadyRun, position: int) -> None:
    """Take, at the end of a run, what others wanted to take meanwhile and it still gave."""
    found = session.execute(
        runs().where(col(Run.community_id) == run.community_id, col(Run.id) == run.id)
    ).first()
    roles = roles_before(found.definition, position) if found is not None else set()
    if not roles:
        return
    withheld = session.scalars(
        select(col(Delivery.payload)).where(
            col(Delivery.community_id) == run.community_id,
            col(Delivery.member_id) == run.member_id,
            col(Delivery.id) > run.id,  # ids grow with time
            col(Delivery.kind) == DeliveryKind.TAKE_ROLE,
            col(Delivery.state) == DeliveryState.DROPPED,
            col(Delivery.error) == FailureReason.STILL_GIVEN,
        )
    )
    for role_id in sorted(roles & {int(payload["role"]) for payload in withheld}):
        enqueue(
            session,
            run.community_id,
            DeliveryKind.TAKE_ROLE,
            key=f"run:{run.id}:over:{role_id}",
            member_id=run.member_id,
            run=str(run.id),
            position=position,
            role=role_id,
        )

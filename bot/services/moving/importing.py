"""From a preview to what comes in: decided in one short transaction."""

from sqlalchemy import func, select
from sqlmodel import col

from bot.services.actors import Person, require_manager
from bot.services.moving.staging import (
    MovingGoneError,
    MovingNotReadyError,
    locked,
    planned_batch,
)
from bot.services.points import many
from db.errors import StaleError
from db.session import Session
from db.tables import BatchMember
from db.tables.moving import MovingState


def confirm(session: Session, by: Person, moving_id: int, turn: int) -> int:
    """Decide that what was seen in a turn comes in, and return the batch that brings it.

    Once: whoever confirms the same a second time gets the first one's batch. Raises
    `AlreadyDoneError` where exactly these accounts were imported before and not undone.
    """
    require_manager(session, by)
    started = locked(session, by.community_id, moving_id)
    if started.state == MovingState.CONFIRMED and started.batch_id is not None:
        return started.batch_id
    if started.state != MovingState.READY or started.turn != turn:
        raise MovingNotReadyError
    batch_id = planned_batch(started)
    if batch_id is None:  # seen by a version that planned nothing yet
        raise MovingGoneError
    earn, spend = session.execute(
        select(
            func.coalesce(func.sum(col(BatchMember.earn)), 0),
            func.coalesce(func.sum(col(BatchMember.spend)), 0),
        ).where(
            col(BatchMember.community_id) == by.community_id,
            col(BatchMember.batch_id) == batch_id,
        )
    ).one()
    seen = started.seen
    if (int(earn), int(spend)) != (seen["earn"]["points"], seen["spend"]["points"]):
        raise StaleError("batch_member", (earn, spend), seen)
    many.confirm(session, by, batch_id)
    started.state = MovingState.CONFIRMED
    started.batch_id = batch_id
    started.actor_id = by.member_id
    started.earn_points, started.spend_points = int(earn), int(spend)
    session.flush()
    return batch_id

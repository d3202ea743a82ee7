"""From a preview to a batch of points: filled in slices, and decided in one short transaction."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from bot.services.actors import Person, require_manager
from bot.services.errors import RefusedError
from bot.services.moving.preview import weighed
from bot.services.moving.staging import MovingNotReadyError, choices_of, get, locked, moneys_of
from bot.services.moving.terms import Mode, Outcome, Terms
from bot.services.points import many
from db.session import Session
from db.tables import BatchKind, BatchMember
from db.tables.moving import Moving, MovingState

SLICE = 500
"""Accounts that are looked at in one transaction while a batch is filled."""


class OtherThanSeenError(RefusedError):
    """Members came or went since the preview, so that it does not hold any more."""

    message = "moving-other-than-seen"


@dataclass(frozen=True)
class Preparation:
    """A batch that is being filled, and with what."""

    batch_id: int
    turn: int
    terms: Terms


def begin(session: Session, by: Person, moving_id: int, turn: int) -> Preparation | None:
    """Begin the batch of an import as it was seen in a turn; None: it was confirmed before."""
    require_manager(session, by)
    started = locked(session, by.community_id, moving_id)
    if started.state == MovingState.CONFIRMED:
        return None
    _require_seen(started, turn)
    choices = choices_of(started)
    batch_id = many.begin(
        session,
        by,
        BatchKind.IMPORT,
        {
            "mode": choices.mode.value,
            "rate": choices.rate,
            "cap": choices.cap,
            "file": started.file_name,
            "moving": str(moving_id),
        },
        identity=started.identity,
        source=started.format,
    )
    return Preparation(batch_id, turn, Terms(moneys_of(started), choices))


def _require_seen(started: Moving, turn: int) -> None:
    if started.state != MovingState.READY or started.turn != turn:
        raise MovingNotReadyError


def fill(session: Session, by: Person, moving_id: int, prepared: Preparation, after: int) -> int:
    """Write down who gets what from the accounts after a place; return where it ended, 0: done."""
    require_manager(session, by)
    started = locked(session, by.community_id, moving_id)
    if started.state == MovingState.CONFIRMED:
        return 0  # somebody else was faster; `confirm` says with which batch
    _require_seen(started, prepared.turn)
    some = weighed(session, by.community_id, moving_id, prepared.terms, after=after, most=SLICE)
    if not some:
        return 0
    setting = prepared.terms.mode is Mode.SET
    many.extend(
        session,
        by,
        prepared.batch_id,
        [
            (one.account.member_id or 0, one.outcome.earn, one.outcome.spend)
            for one in some
            if _comes(one.outcome, setting=setting)
        ],
    )
    return some[-1].account.place


def _comes(outcome: Outcome, *, setting: bool) -> bool:
    if outcome.left_out is not None:
        return False
    return setting or bool(outcome.earn) or bool(outcome.spend)


def confirm(session: Session, by: Person, moving_id: int, prepared: Preparation) -> int:
    """Decide that what was seen comes in, and return the batch that brings it.

    Once: whoever confirms the same a second time gets the first one's batch. Raises
    `AlreadyDoneError` where exactly these accounts were imported before and not undone.
    """
    require_manager(session, by)
    started = locked(session, by.community_id, moving_id)
    if started.state == MovingState.CONFIRMED and started.batch_id is not None:
        return started.batch_id
    _require_seen(started, prepared.turn)
    earn, spend = session.execute(
        select(
            func.coalesce(func.sum(col(BatchMember.earn)), 0),
            func.coalesce(func.sum(col(BatchMember.spend)), 0),
        ).where(
            col(BatchMember.community_id) == by.community_id,
            col(BatchMember.batch_id) == prepared.batch_id,
        )
    ).one()
    seen = started.seen
    if (int(earn), int(spend)) != (seen["earn"]["points"], seen["spend"]["points"]):
        raise OtherThanSeenError
    many.confirm(session, by, prepared.batch_id)
    started.state = MovingState.CONFIRMED
    started.batch_id = prepared.batch_id
    started.actor_id = by.member_id
    started.earn_points, started.spend_points = int(earn), int(spend)
    session.flush()
    return prepared.batch_id


def batch_of(session: Session, by: Person, moving_id: int) -> int | None:
    """Return the batch that brings a confirmed import; None before."""
    require_manager(session, by)
    return get(session, by.community_id, moving_id).batch_id

"""What every kind of delivery needs to load its content."""

from dataclasses import dataclass

from bot.services.deliveries.kinds import LeasedDelivery
from bot.services.deliveries.outcomes import FailureReason
from bot.services.deliveries.preferences import Choice, wants
from db.session import Session
from db.tables import Community, Grant, GrantState, Member


class NothingToSendError(Exception):
    """There is no sense in it any more; `reason` says why."""

    def __init__(self, reason: FailureReason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Content:
    """What a delivery says, in its reader's language. `channel_id` None: to one person."""

    language: str
    channel_id: int | None


def addressee(
    session: Session, delivery: LeasedDelivery, choice: Choice | None = None
) -> Member | None:
    """Return whom a delivery is about; `NothingToSendError` if they left, or switched it off."""
    member = session.get(Member, (delivery.community_id, delivery.member_id or 0))
    if member is not None and not member.present:
        raise NothingToSendError(FailureReason.MEMBER_LEFT)
    if choice is not None and not wants(member, choice):
        raise NothingToSendError(FailureReason.UNWANTED)
    return member


def personal(community: Community, member: Member | None) -> str:
    """Return the language of whoever alone reads something, as far as we have met them."""
    return (member.language if member is not None else None) or community.language


def held_grant(session: Session, delivery: LeasedDelivery) -> Grant:
    """Return the grant that a delivery is about; `NothingToSendError` if it is held no more."""
    grant = session.get(Grant, (delivery.community_id, delivery.grant_id or 0))
    if grant is None or grant.state != GrantState.HELD:
        raise NothingToSendError(FailureReason.OUTDATED)
    return grant

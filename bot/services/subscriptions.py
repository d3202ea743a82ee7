"""What Discord itself says of the roles that a community sells."""

from datetime import datetime

from bot.services import marks, memberships
from bot.services.memberships import PURCHASED, RENEWED, Told
from db.session import Session


def paid(
    session: Session,
    community_id: int,
    member_id: int,
    *,
    tier: str,
    role_id: int | None,
    renewal: bool,
    message_id: int,
    at: datetime,
) -> None:
    """Take Discord's message that somebody has paid for a role, for the first time or again.

    The plan is what the role is marked for, so that the role itself tells of the same purchase;
    unless it is marked, the plan is called like the tier.
    """
    mark = marks.marks(session, community_id).get(role_id or 0)
    marked = mark is not None and mark.trigger == PURCHASED
    memberships.take(
        session,
        community_id,
        member_id,
        RENEWED if renewal else PURCHASED,
        Told("message", at, key=f"message:{message_id}"),
        plan=mark.subject if mark is not None and marked else tier,
    )

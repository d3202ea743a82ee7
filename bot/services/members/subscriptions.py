"""Purchases and renewals that Discord itself reports, of roles that a community sells."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.members import memberships, role_meanings
from bot.services.members.membership_rows import SAME_RENEWAL
from bot.services.members.memberships import PURCHASED, RENEWED, MembershipChange
from db.session import Session


@dataclass(frozen=True)
class Paid:
    """What a message of Discord's says of a payment.

    `renewal` is Discord's word, which has been wrong for renewals; `months` is how many have been
    paid for in all (https://discord.com/developers/docs/resources/message, role subscription data).
    """

    message_id: int
    at: datetime
    tier: str
    role_id: int | None
    renewal: bool
    months: int


def paid(session: Session, community_id: int, member_id: int, payment: Paid) -> None:
    """Take Discord's message that somebody has paid for a role, for the first time or again.

    The plan is what the role means, so that the role itself reports the same purchase; a role
    without a meaning has a plan that is called like the tier.
    """
    meaning = role_meanings.meanings(session, community_id).get(payment.role_id or 0)
    has_plan = meaning is not None and meaning.trigger == PURCHASED
    plan = meaning.subject if meaning is not None and has_plan else payment.tier
    renewal = _is_renewal(session, community_id, member_id, plan, payment)
    memberships.apply(
        session,
        community_id,
        member_id,
        RENEWED if renewal else PURCHASED,
        MembershipChange("message", payment.at, key=f"message:{payment.message_id}"),
        plan=plan,
    )


def _is_renewal(
    session: Session, community_id: int, member_id: int, plan: str, payment: Paid
) -> bool:
    """Return whether a later month is paid for.

    Who has had the plan for a while renews it, and so does, of whom Laurel knows nothing, who has
    paid before. Who had it once and has it no more buys it again.
    """
    if payment.renewal or payment.months <= 1:
        return payment.renewal
    known = memberships.known(session, community_id, member_id, plan)
    if known is None:
        return True
    return known.active and payment.at - known.since >= SAME_RENEWAL

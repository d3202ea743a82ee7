"""Where something that a member was given is by now, as people speak of it."""

import enum
from datetime import date

from sqlalchemy import Label, case, or_
from sqlmodel import col

from db.tables import Code, CodeState, Grant, GrantState, Reward, RewardKind


class ItemState(enum.StrEnum):
    """What a member can do with something held."""

    BADGE = "badge"
    CLAIM = "claim"  # a voucher's code that nobody has looked at yet
    SHOW = "show"  # one that its holder has
    USE = "use"  # a coupon
    ON_ITS_WAY = "on-its-way"  # one that delivers by itself
    DELIVERED = "delivered"
    RETURNED = "returned"  # it could not be delivered, so unit and points went back
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


STATES = {
    RewardKind.BADGE: (ItemState.BADGE, ItemState.REVOKED),
    RewardKind.VOUCHER: (
        ItemState.CLAIM,
        ItemState.SHOW,
        ItemState.EXPIRED,
        ItemState.REVOKED,
    ),
    RewardKind.COUPON: (
        ItemState.USE,
        ItemState.ON_ITS_WAY,
        ItemState.USED,
        ItemState.DELIVERED,
        ItemState.RETURNED,
        ItemState.EXPIRED,
        ItemState.REVOKED,
    ),
}
"""The states that each kind may be in."""


def item_state(day: date) -> Label[str]:
    """Return the state of a grant on a day, where it is joined with its reward and its code.

    Past its date it is expired: the scheduler marks it within a minute, and what people see does
    not wait for that. A code that was claimed stays with its holder.
    """
    over = or_(col(Code.expires_on) < day, col(Grant.expires_on) < day)
    by_itself = (col(Reward.kind) == RewardKind.COUPON) & col(Grant.redemption_code).is_(None)
    return case(
        (by_itself & (col(Grant.state) == GrantState.USED), ItemState.DELIVERED),
        (
            by_itself & (col(Grant.state) == GrantState.REVOKED) & col(Grant.revoked_by).is_(None),
            ItemState.RETURNED,
        ),
        (col(Grant.state) != GrantState.HELD, col(Grant.state)),
        (col(Reward.kind) == RewardKind.BADGE, ItemState.BADGE),
        (by_itself, ItemState.ON_ITS_WAY),
        (col(Code.state) == CodeState.CLAIMED, ItemState.SHOW),
        (over, ItemState.EXPIRED),
        (col(Reward.kind) == RewardKind.COUPON, ItemState.USE),
        else_=ItemState.CLAIM,
    ).label("item_state")

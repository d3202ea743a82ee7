"""Proof that what delivers by itself was delivered, or is on its way: queries for what is not."""

from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.tables import (
    BoughtRole,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Grant,
    GrantState,
    Reward,
    RewardKind,
    linked,
)

Query = Select[*tuple[Any, ...]]


def by_itself() -> ColumnElement[bool]:
    """Return whether a role or a code is delivered for a grant."""
    its_code, grant_id = aliased(Grant), cast(col(Grant.id), String)
    code = exists().where(
        col(its_code.community_id) == col(Grant.community_id),
        col(its_code.key) == literal("delivery:") + grant_id,
    )
    role = exists().where(
        col(Delivery.community_id) == col(Grant.community_id),
        col(Delivery.key) == literal("role:") + grant_id,
    )
    return or_(code, role)


def coupons() -> Query:
    """Look for coupons that are held for something to be delivered, and nothing is on its way."""
    on_its_way = exists().where(
        linked(Delivery.grant_id, Grant.id),
        col(Delivery.member_id) == col(Grant.member_id),
        col(Delivery.kind) == DeliveryKind.GIVE_ROLE,
        col(Delivery.state) == DeliveryState.PENDING,
    )
    used = literal("used or returned")
    return (
        select(col(Grant.community_id), col(Grant.id), used, col(Grant.state))
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .where(
            col(Reward.kind) == RewardKind.COUPON,
            col(Grant.redemption_code).is_(None),
            col(Grant.state) == GrantState.HELD,
            ~on_its_way,
        )
    )


def bought_roles() -> Query:
    """Look for roles that last by a coupon which has not brought them."""
    theirs = literal("a used coupon of theirs")
    return (
        select(col(BoughtRole.community_id), col(BoughtRole.member_id), theirs, col(Grant.state))
        .join(Grant, linked(Grant.id, BoughtRole.grant_id))
        .where(
            or_(
                col(Grant.state) != GrantState.USED,
                col(Grant.member_id) != col(BoughtRole.member_id),
            )
        )
    )

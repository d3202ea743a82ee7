"""What managers define: badges, vouchers and coupons."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlmodel import Field, SQLModel

from db.privacy import NO_MEMBER, Privacy
from db.types import big, count, flag, id_key, index_where, member, moment, one_of, refers


class RewardKind(enum.StrEnum):
    """What a reward is; fixed once created."""

    BADGE = "badge"
    VOUCHER = "voucher"
    COUPON = "coupon"


class RewardState(enum.StrEnum):
    """Draft ⇄ published → archived; a reward is never deleted."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Announce(enum.StrEnum):
    """When the community is told that a reward is on offer; a reward without one is not told of."""

    AT_START = "at_start"
    AHEAD = "ahead"  # also as soon as it is published, while its start is still to come


class BadgeShape(enum.StrEnum):
    """The outline of a badge that is drawn, since nobody uploaded a picture of it."""

    CIRCLE = "circle"
    SHIELD = "shield"
    STAR = "star"
    HEXAGON = "hexagon"
    RIBBON = "ribbon"
    LEAF = "leaf"


class RewardImage(SQLModel, table=True):
    """A picture, stored with its reward."""

    __tablename__ = "reward_image"
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    id: int = id_key()
    media_type: str
    content: bytes = Field(sa_type=LargeBinary)
    thumbnail: bytes = Field(sa_type=LargeBinary)  # WebP, for lists


class Reward(SQLModel, table=True):
    """A reward.

    `granted` counts its grants that are not revoked; a check keeps it, with what is set aside,
    within the stock, so no race can sell a unit that is not there.
    """

    __table_args__ = (
        one_of("kind", RewardKind),
        one_of("state", RewardState),
        CheckConstraint("kind = 'coupon' OR cost IS NULL", name="only_coupons_cost"),
        CheckConstraint("kind <> 'badge' OR stock IS NULL", name="badges_are_unlimited"),
        CheckConstraint("cost IS NULL OR cost >= 1", name="cost_positive"),
        one_of("badge_shape", BadgeShape),
        CheckConstraint("badge_colour BETWEEN 0 AND 16777215", name="badge_colour_known"),
        CheckConstraint(
            "kind = 'badge' OR (badge_shape IS NULL AND badge_colour IS NULL)",
            name="only_badges_are_drawn",
        ),
        CheckConstraint("stock IS NULL OR stock >= 0", name="stock_not_negative"),
        CheckConstraint("member_limit IS NULL OR member_limit >= 1", name="limit_positive"),
        CheckConstraint("kind <> 'badge' OR member_limit = 1", name="one_badge_each"),
        CheckConstraint("granted >= 0", name="granted_not_negative"),
        CheckConstraint("set_aside >= 0", name="set_aside_not_negative"),
        CheckConstraint("stock IS NULL OR granted + set_aside <= stock", name="never_oversold"),
        CheckConstraint(
            "state <> 'published' OR kind <> 'coupon' OR (cost IS NOT NULL AND stock IS NOT NULL)",
            name="published_is_complete",
        ),
        CheckConstraint("unpublish_at > publish_at", name="on_offer_for_a_while"),
        CheckConstraint(
            "(sale_cost IS NULL) = (sale_until IS NULL)",
            name="sale_has_an_end",
        ),
        CheckConstraint(
            "sale_cost IS NULL OR (cost IS NOT NULL AND sale_cost BETWEEN 1 AND cost - 1)",
            name="sale_is_cheaper",
        ),
        one_of("announce", Announce),
        CheckConstraint(
            "kind = 'coupon' OR (delivers_role_id IS NULL AND delivers_voucher_id IS NULL)",
            name="only_coupons_deliver",
        ),
        CheckConstraint(
            "delivers_role_id IS NULL OR delivers_voucher_id IS NULL", name="delivers_one_thing"
        ),
        CheckConstraint(
            "delivers_days IS NULL OR (delivers_days >= 1 AND delivers_role_id IS NOT NULL)",
            name="only_roles_end",
        ),
        refers("image_id", "reward_image"),
        index_where(
            "uq_reward_living_name",
            "community_id",
            "name_key",
            where="state <> 'archived'",
            unique=True,
        ),
        # The order of the store, with all that decides what stands in it.
        Index(
            "ix_reward_in_store",
            *("community_id", "state", "kind", "cost", "name_key", "id", "expires_on"),
            *("publish_at", "unpublish_at", "announce"),
        ),
        Index(None, "community_id", "name_key"),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    kind: str
    state: str = RewardState.DRAFT
    name: str
    name_key: str  # the name without its case, for comparing
    description: str = ""
    instructions: str | None = None
    cost: int | None = big(None)  # points; coupons only
    # The total ever on offer: of a coupon its stock, of a voucher how often it is given at most.
    stock: int | None = big(None)
    granted: int = big(0)
    set_aside: int = count()  # for raffles that are not over; of a voucher that many of its codes
    expires_on: date | None = None  # good through the end of this day, community time
    member_limit: int | None = big(None)
    required_role_id: int | None = big(None)
    required_role_gone: bool = flag()  # it was deleted: nobody can claim it until another is chosen
    badge_role_id: int | None = big(None)
    # What a coupon delivers by itself when it is bought: a role, or a code of a voucher.
    delivers_role_id: int | None = big(None)
    delivers_days: int | None = big(None)  # how long the role is theirs; None: for good
    delivers_voucher_id: int | None = big(None)
    role_out_of_reach: bool = flag()  # Laurel cannot give that role, so the coupon is not sold
    image_id: int | None = big(None)
    # What a badge without a picture is drawn from, besides its name; None: as its name has it.
    badge_colour: int | None = None  # 0xRRGGBB
    badge_shape: str | None = None
    created_by: int = member()
    created_at: datetime = moment()
    published_at: datetime | None = moment(None)  # the last time; older ones are not known
    # What is published is on offer from the one until the other; None: at once, and for good.
    publish_at: datetime | None = moment(None)
    unpublish_at: datetime | None = moment(None)
    sale_cost: int | None = big(None)  # points; what it costs instead, until that moment
    sale_until: datetime | None = moment(None)
    announce: str | None = None

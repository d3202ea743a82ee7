"""The statements on memberships. Their conditions are what makes each change happen once.

`at` is when it happened, as it is reported: what is older than what is known changes nothing.
"""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import String, and_, case, func, or_, select, type_coerce, update
from sqlmodel import col

from bot.services.state import Cells, Loaded
from db.statement import BulkStatement, Statement, among, equals, param, params
from db.tables import Membership
from db.types import UtcDateTime
from db.upsert import insert

LAPSES_AFTER = timedelta(days=2)
"""How long the role of a plan may be missing: shops and Discord take and give roles for a moment,
and give them again to who returns; that ends nothing, and is no purchase."""

SAME_RENEWAL = timedelta(days=1)
"""Two reports of a renewal this close are the same one, from two sources."""

ROW = equals(Membership.community_id, Membership.member_id, Membership.plan_key)
KEY = ["community_id", "member_id", "plan_key"]

_AT = type_coerce(param("at"), UtcDateTime)
_RENEWED_AT = type_coerce(param("renewed_at"), UtcDateTime)
_ACTIVE = col(Membership.active).is_(True)
_IS_NEWER = col(Membership.told_at) <= param("at")
_LATEST = case((col(Membership.told_at) > param("at"), col(Membership.told_at)), else_=_AT)
# A report that a membership goes on stops a lapse that is older than the report.
_END = case(
    (col(Membership.ended_at) > param("lapses_at"), col(Membership.ended_at)),
    else_=type_coerce(None, UtcDateTime),
)
_NEW = insert(Membership).values(
    **params("community_id", "member_id", "plan", "plan_key", "tier", "tier_key"),
    active=True,
    waiting=param("waiting"),
    times=1,
    **params("renewed_at", since="at", told_at="at", tier_at="at"),
)
# Of two that come at the same moment one begins it. One that waits begins once its member is here.
BEGIN = Statement(
    _NEW.on_conflict_do_update(
        index_elements=KEY,
        set_={
            "active": True,
            "waiting": param("waiting"),
            "times": case((_ACTIVE, col(Membership.times)), else_=Membership.times + 1),
            "since": case((_ACTIVE, col(Membership.since)), else_=_AT),
            "tier": case(
                (and_(_ACTIVE, col(Membership.tier).is_not(None)), col(Membership.tier)),
                else_=param("tier"),
            ),
            "tier_key": case(
                (and_(_ACTIVE, col(Membership.tier).is_not(None)), col(Membership.tier_key)),
                else_=param("tier_key"),
            ),
            "renewed_at": case((_ACTIVE, col(Membership.renewed_at)), else_=_RENEWED_AT),
            "ended_at": None,
            "told_at": _LATEST,
            "tier_at": case((_ACTIVE, col(Membership.tier_at)), else_=_AT),
        },
        where=or_(
            and_(col(Membership.active).is_(False), _IS_NEWER),
            col(Membership.waiting) > param("waits_on"),
        ),
    ).returning(col(Membership.tier))
)
IMPORT = BulkStatement(_NEW.on_conflict_do_nothing(index_elements=KEY))
CONFIRM = Statement(
    update(Membership)
    .where(*ROW, _ACTIVE)
    .values(ended_at=_END, told_at=_LATEST)
    .returning(col(Membership.plan))
)
# Confirms memberships that are there, and fills in their level where none is known.
CONFIRM_EXISTING = BulkStatement(
    update(Membership)
    .where(*ROW, _ACTIVE)
    .values(
        ended_at=_END,
        told_at=_LATEST,
        tier=func.coalesce(col(Membership.tier), param("tier", String())),
        tier_key=func.coalesce(col(Membership.tier_key), param("tier_key", String())),
    ),
    at_once=True,
)
FILL_LEVEL = Statement(
    update(Membership)
    .where(*ROW, _ACTIVE, col(Membership.tier).is_(None))
    .values(tier=param("tier"), tier_key=param("tier_key"))
    .returning(col(Membership.plan))
)
CHANGE_LEVEL = Statement(
    update(Membership)
    .where(
        *ROW,
        _ACTIVE,
        col(Membership.tier_at) <= param("at"),
        or_(col(Membership.tier_key).is_(None), col(Membership.tier_key) != param("tier_key")),
    )
    .values(tier=param("tier"), tier_key=param("tier_key"), tier_at=param("at"), told_at=_LATEST)
    .returning(col(Membership.plan))
)
RENEW = Statement(
    update(Membership)
    .where(
        *ROW,
        _ACTIVE,
        col(Membership.since) <= param("at"),
        or_(col(Membership.renewed_at).is_(None), col(Membership.renewed_at) <= param("before")),
    )
    .values(renewed_at=param("at"), ended_at=_END, told_at=_LATEST)
    .returning(col(Membership.tier))
)
END = Statement(
    update(Membership)
    .where(*ROW, _ACTIVE, _IS_NEWER)
    .values(active=False, waiting=False, ended_at=param("at"), told_at=param("at"))
    .returning(col(Membership.tier))
)
# An end that comes before the beginning that it ends is remembered, so that this begins nothing.
REMEMBER_END = Statement(
    insert(Membership)
    .values(
        **params("community_id", "member_id", "plan", "plan_key"),
        active=False,
        times=0,
        **params(since="at", ended_at="at", told_at="at", tier_at="at"),
    )
    .on_conflict_do_update(
        index_elements=KEY,
        set_={"told_at": param("at")},
        where=and_(col(Membership.active).is_(False), _IS_NEWER),
    )
    .returning(col(Membership.plan))
)
_NOT_LAPSING = (*ROW, _ACTIVE, col(Membership.ended_at).is_(None))
MARK_LAPSING = Statement(
    update(Membership)
    .where(*_NOT_LAPSING)
    .values(ended_at=param("until"))
    .returning(col(Membership.plan))
)
MARK_LEVEL_LAPSING = Statement(
    update(Membership)
    .where(*_NOT_LAPSING, col(Membership.tier_key) == param("tier_key"))
    .values(ended_at=param("until"))
    .returning(col(Membership.plan))
)
_IS_ACTIVE = Statement(
    select(col(Membership.member_id), col(Membership.plan_key)).where(
        *equals(Membership.community_id),
        among(Membership.member_id, "member_ids"),
        col(Membership.active).is_(True),
    )
)


def _load_active(loaded: Loaded, keys: Collection[tuple[int, str]]) -> dict[tuple[int, str], bool]:
    member_ids = {member_id for member_id, _ in keys}
    rows = loaded.session.run(_IS_ACTIVE, community_id=loaded.community_id, member_ids=member_ids)
    return {(row.member_id, row.plan_key): True for row in rows}


ACTIVE = Cells[tuple[int, str], bool]("membership", _load_active)
"""Whether members have a plan at present, by member and folded plan."""

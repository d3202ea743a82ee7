"""Deleted roles and channels: what names one here, and what becomes of that.

Nothing becomes wider by a deletion. What a role or channel only adds to is taken away: managers,
what a role stands for, where something is said. What it restricts stops until a manager has chosen
another: a reward that asks for it, a workflow that names it. Managers get a notice of each.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlmodel import SQLModel, col

from bot.services import communities, deliveries
from bot.services.deletions import effects
from db.session import Session
from db.tables import (
    Community,
    EarningPlace,
    GoneKind,
    LeftOutRole,
    ManagerRole,
    Raffle,
    Reward,
    RoleMark,
    Tier,
)
from db.tables.points import LeaderboardPost


@dataclass(frozen=True)
class Place:
    """Where something of Discord's is named.

    `named` returns what is named there in a community, and has an effect; `drop` takes one of
    those away, or stops what names it, and returns the notices to managers.
    """

    column: str  # as in "reward.badge_role_id"
    kind: GoneKind
    named: Callable[[Session, int], set[int]]
    drop: Callable[[Session, int, int], list[effects.Notice]]
    while_held: bool = True  # False: not before the role was taken off everybody's row


def deleted(
    session: Session,
    community_id: int,
    kind: GoneKind,
    id_: int,
    name: str | None = None,
    *,
    held: bool = False,
) -> None:
    """Take note that a role or channel was deleted, once; `name`: what it was called, if known.

    `held`: rows of members still say that they hold it. It comes first with that: a condition that
    somebody is without the role must not hold for one whose row has just been changed.
    """
    communities.note_deleted(session, community_id, kind, id_)
    for place in PLACES:
        if place.kind is not kind or (held and not place.while_held):
            continue
        if id_ not in place.named(session, community_id):
            continue
        for number, (text_id, params) in enumerate(place.drop(session, community_id, id_)):
            deliveries.notify_managers(
                session,
                community_id,
                text_id,
                key=f"gone:{id_}:{place.column}:{number}",
                **(params | {"gone": name or str(id_)}),
            )
    session.flush()


def named(session: Session, community_id: int, kind: GoneKind) -> set[int]:
    """Return all that is named of a kind; not the role of everybody, which is always there."""
    found: set[int] = set()
    for place in PLACES:
        if place.kind is kind:
            found |= place.named(session, community_id)
    return found - {community_id}


def _column(
    model: type[SQLModel], name: str, *conditions: ColumnElement[bool]
) -> Callable[[Session, int], set[int]]:
    """Return what reads the ids in a column."""
    column = getattr(model, name)
    key = getattr(model, "id" if model is Community else "community_id")

    def read(session: Session, community_id: int) -> set[int]:
        rows = session.scalars(
            select(column).where(key == community_id, column.is_not(None), *conditions)
        )
        return {int(id_) for id_ in rows}

    return read


_UNTOUCHED = col(Reward.required_role_gone).is_(False)
_NOT_OVER = col(Raffle.state).in_(effects.NOT_OVER)
PLACES = (
    Place(
        "manager_role.role_id", GoneKind.ROLE, _column(ManagerRole, "role_id"), effects.no_manager
    ),
    Place(
        "role_mark.role_id",
        GoneKind.ROLE,
        _column(RoleMark, "role_id"),
        effects.no_mark,
        while_held=False,  # it says what ends for whom
    ),
    Place("tier.role_id", GoneKind.ROLE, _column(Tier, "role_id"), effects.no_tier),
    Place(
        "left_out_role.role_id",
        GoneKind.ROLE,
        _column(LeftOutRole, "role_id"),
        effects.not_left_out,
        while_held=False,  # whoever has it earns again once it was taken off their row
    ),
    Place(
        "earning_place.channel_id",
        GoneKind.CHANNEL,
        _column(EarningPlace, "channel_id"),
        effects.no_place,
    ),
    Place("boost.channel_ids", GoneKind.CHANNEL, effects.boosted, effects.no_boost),
    Place(
        "reward.required_role_id",
        GoneKind.ROLE,
        _column(Reward, "required_role_id", _UNTOUCHED),
        effects.stop_claims,
    ),
    Place(
        "reward.badge_role_id",
        GoneKind.ROLE,
        _column(Reward, "badge_role_id"),
        effects.no_badge_role,
    ),
    Place(
        "reward.delivers_role_id",
        GoneKind.ROLE,
        _column(Reward, "delivers_role_id", col(Reward.role_out_of_reach).is_(False)),
        effects.no_sale,
    ),
    Place(
        "community.announcement_channel_id",
        GoneKind.CHANNEL,
        _column(Community, "announcement_channel_id"),
        effects.no_channel("announcement_channel_id", "notice-gone-announcements"),
    ),
    Place(
        "community.notices_channel_id",
        GoneKind.CHANNEL,
        _column(Community, "notices_channel_id"),
        effects.no_channel("notices_channel_id", "notice-gone-notices"),
    ),
    Place(
        "leaderboard_post.channel_id",
        GoneKind.CHANNEL,
        _column(LeaderboardPost, "channel_id"),
        effects.no_leaderboard_channel,
    ),
    Place(
        "raffle.required_role_id",
        GoneKind.ROLE,
        _column(Raffle, "required_role_id", _NOT_OVER, col(Raffle.required_role_gone).is_(False)),
        effects.no_raffle_role,
    ),
    Place(
        "raffle.channel_id",
        GoneKind.CHANNEL,
        _column(Raffle, "channel_id", _NOT_OVER),
        effects.no_raffle_channel,
    ),
    *(
        Place(
            "workflow_version.definition",
            kind,
            effects.in_workflows(kind),
            effects.stop_workflows(kind),
        )
        for kind in GoneKind
    ),
)
"""Every place that names something of Discord's and has an effect."""

ELSEWHERE = {
    "audit_entry.details": "what was done, as it was then",
    "batch.refused": "how many were refused and why; it names nothing of Discord's",
    "batch.terms": "what is done to many; it names nothing of Discord's",
    "bought_role.role_id": "its time ends by itself, and then there is nothing to take",
    "code_import.choices": "how a file is read; it names nothing of Discord's",
    "code_import.survey": "what stands in a file; it names nothing of Discord's",
    "delivery.channel_id": "its delivery fails by itself, and managers get a notice",
    "delivery.payload": "its delivery fails by itself, and managers get a notice",
    "event.category_id": "what happened, where it did",
    "event.channel_id": "what happened, where it did",
    "event.data": "what happened, where it did",
    "form.values": "what was typed is judged when it is sent",
    "member.role_ids": "who holds a role, as member sync keeps it",
    "moving.choices": "how points of another bot come in; it names nothing of Discord's",
    "moving.found": "proposals, which are judged when something is made of them",
    "moving.seen": "what an import would do; it names nothing of Discord's",
    "trace.details": "what a run did",
    "webhook_call.details": "what a call said",
    "workflow_draft.definition": "what it names is judged when it is saved",
}
"""Where ids of Discord's stand besides, and why nothing has to become of them there."""

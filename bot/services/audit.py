"""Who did what, when, on whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import col, select

from bot.services.actors import Person, require_manager
from bot.services.paging import count_rows, paging
from bot.services.state import Lines, State
from db.parts import Part
from db.session import Session
from db.statement import BulkStatement, Statement
from db.tables import AuditEntry, Reward, linked
from db.upsert import insert_row

PAGE = 10
"""Entries on a page."""

_RECORD = Statement(insert_row(AuditEntry))
RECORD_MANY = BulkStatement(insert_row(AuditEntry))
"""Writes many lines, as `line` returns them."""
_RECORDED = Lines("audit_entry", BulkStatement(insert_row(AuditEntry)))


def record(
    session: Session,
    community_id: int,
    action: str,
    *,
    actor_id: int | None,
    member_id: int | None = None,
    reward_id: int | None = None,
    part_of: int | None = None,
    **details: object,
) -> int:
    """Write one line and return its id. `actor_id` None is Laurel itself; never put a code in.

    What is done to many is one line with the detail `batch`, an id; the lines of each are `part_of`
    that and stand folded below it.
    """
    statement, values = line(
        session,
        community_id,
        action,
        actor_id=actor_id,
        member_id=member_id,
        reward_id=reward_id,
        part_of=part_of,
        **details,
    )
    session.run(statement, **values)
    return int(values["id"])


def record_in(
    state: State, action: str, *, actor_id: int | None, member_id: int, **details: Any
) -> None:
    """Write one line with what a decision changes; as `record` does."""
    _, row = line(
        state, state.community_id, action, actor_id=actor_id, member_id=member_id, **details
    )
    state.add(_RECORDED, row)


def line(
    where: Session | State,
    community_id: int,
    action: str,
    *,
    actor_id: int | None,
    member_id: int | None = None,
    reward_id: int | None = None,
    part_of: int | None = None,
    **details: object,
) -> Part:
    """Return what writes one line; as for `record`."""
    return _RECORD, {
        "community_id": community_id,
        "id": where.new_id(),
        "action": action,
        "actor_id": actor_id,
        "member_id": member_id,
        "reward_id": reward_id,
        "details": details,
        "at": where.now,
        "part_of": part_of,
    }


def record_by(session: Session, by: Person, action: str, **details: Any) -> int:
    """Write one line about what somebody did in their community; the rest is as for `record`."""
    return record(session, by.community_id, action, actor_id=by.member_id, **details)


KINDS: dict[str, tuple[str, ...]] = {
    "rewards": ("reward", "bulk", "coupon", "raffle"),
    "codes": ("code", "codes"),
    "points": ("points",),
    "goals": ("goal",),
    "workflows": ("workflow",),
    "settings": ("settings", "tiers", "webhooks"),
    "privacy": ("privacy",),
    "stats": ("stats",),
}
"""What lines are about: how the names of their actions begin, up to the dot."""


@dataclass(frozen=True)
class Chosen:
    """Which lines to show: all, or those about a member, by an actor, of a kind, of a reward.

    `part_of` shows what stands folded below a line, by its `batch`.
    """

    member_id: int | None = None
    actor_id: int | None = None
    kind: str | None = None
    reward_id: int | None = None
    part_of: int | None = None


EVERYTHING = Chosen()


@dataclass(frozen=True)
class AuditLine:
    """One line, as a manager reads it; below one with a `batch`, those of each stand folded."""

    at: datetime
    action: str
    actor_id: int | None
    member_id: int | None
    reward_name: str | None
    details: dict[str, Any]
    batch: int | None = None


@dataclass(frozen=True)
class AuditPage:
    """A page of lines, newest first; pages count from 1."""

    lines: list[AuditLine]
    page: int
    pages: int


def load_page(
    session: Session, by: Person, chosen: Chosen = EVERYTHING, *, page: int = 1
) -> AuditPage:
    """Return a page of the lines that were chosen."""
    require_manager(session, by)
    which = _which(by.community_id, chosen)
    total = count_rows(session, AuditEntry, *which)
    shown = paging(total, page, PAGE)
    rows = session.exec(
        select(AuditEntry, Reward.name)
        .outerjoin(Reward, linked(Reward.id, AuditEntry.reward_id))
        .where(*which)
        .order_by(col(AuditEntry.id).desc())
        .offset(shown.offset)
        .limit(PAGE)
    )
    return AuditPage(
        [
            AuditLine(
                entry.at,
                entry.action,
                entry.actor_id,
                entry.member_id,
                reward,
                {name: value for name, value in entry.details.items() if name != "batch"},
                entry.details.get("batch"),
            )
            for entry, reward in rows
        ],
        shown.page,
        shown.pages,
    )


def _which(community_id: int, chosen: Chosen) -> list[Any]:
    which = [col(AuditEntry.community_id) == community_id]
    if chosen.part_of is not None:
        which.append(col(AuditEntry.part_of) == chosen.part_of)
    elif chosen.member_id is None:  # what concerns one member is not many
        which.append(col(AuditEntry.part_of).is_(None))
    for column, wanted in (
        (col(AuditEntry.member_id), chosen.member_id),
        (col(AuditEntry.actor_id), chosen.actor_id),
        (col(AuditEntry.reward_id), chosen.reward_id),
    ):
        if wanted is not None:
            which.append(column == wanted)
    if chosen.kind is not None:
        begins = [col(AuditEntry.action).startswith(f"{name}.") for name in KINDS[chosen.kind]]
        which.append(or_(*begins))
    return which

"""Who is here: the member's row is what Laurel last knew.

What Discord says now is compared with the row, and every difference becomes an event, once: the
row changes in the same transaction. So it does not matter whether a change was heard of as it
happened, or found when all members were looked at after a pause.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlmodel import col

from bot.services.members.diff import COMPARED_COLUMNS, MemberDiff, MemberSnapshot, matches
from db.session import Session
from db.tables import Member, table
from db.upsert import insert

SLICE = 200
"""Members at the most in one transaction."""


def observe(session: Session, community_id: int, snapshots: Sequence[MemberSnapshot]) -> None:
    """Store what Discord says of members, the newest last, and raise what has changed.

    Until all members of a community have been looked at once (`reconciled`), nothing is raised:
    what there is then has always been so, as far as Laurel knows. Bots have no rows.
    """
    people = [one for one in snapshots if not one.bot]
    news = _differing(session, community_id, people)
    if not news:
        return
    rows = locked_rows(session, community_id, sorted(news))
    pairs = [(rows[one.member_id], one) for one in people if one.member_id in news]
    MemberDiff(session, community_id).apply(pairs)
    session.flush()


def left(session: Session, community_id: int, member_id: int) -> None:
    """Note that somebody is not here any more. They keep everything."""
    session.execute(
        update(Member)
        .where(col(Member.community_id) == community_id, col(Member.member_id) == member_id)
        .values(present=False)
    )


def reconcile(
    session: Session,
    community_id: int,
    snapshots: Sequence[MemberSnapshot],
    *,
    after: int,
    upto: int,
    heard: frozenset[int] = frozenset(),
    asked_at: datetime | None = None,
) -> None:
    """Compare all members whose ids lie above `after` and up to `upto` with those seen there.

    Whoever was not seen has left, but for who was seen first since the list was asked for
    (`asked_at`): what people write overtakes it. `heard`: of whom something newer was heard
    meanwhile; they are passed over.
    """
    asked_at = asked_at or session.now + timedelta.resolution
    listed = {one.member_id for one in snapshots}
    session.execute(
        update(Member)
        .where(
            col(Member.community_id) == community_id,
            col(Member.member_id) > after,
            col(Member.member_id) <= upto,
            col(Member.member_id).not_in(listed | heard),
            col(Member.present).is_(True),
            col(Member.first_seen_at) < asked_at,
        )
        .values(present=False)
        .execution_options(synchronize_session=False)
    )
    observe(session, community_id, [one for one in snapshots if one.member_id not in heard])


def _differing(
    session: Session, community_id: int, snapshots: Sequence[MemberSnapshot]
) -> set[int]:
    """Return of whom something else is known; of most there is no news, and no row to lock."""
    known = {
        row.member_id: row
        for row in session.execute(
            select(*(getattr(Member, name) for name in ("member_id", *COMPARED_COLUMNS))).where(
                col(Member.community_id) == community_id,
                col(Member.member_id).in_({one.member_id for one in snapshots}),
            )
        )
    }
    return {one.member_id for one in snapshots if not matches(known.get(one.member_id), one)}


def locked_rows(
    session: Session, community_id: int, member_ids: Sequence[int]
) -> dict[int, Member]:
    """Return the rows of members, made if need be, and locked against others who look."""
    session.execute(
        insert(table(Member)).on_conflict_do_nothing(),
        [
            {
                "community_id": community_id,
                "member_id": member_id,
                "profile_hidden": False,
                "first_seen_at": session.now,
            }
            for member_id in member_ids
        ],
    )
    rows = session.execute(
        select(Member)
        .where(col(Member.community_id) == community_id, col(Member.member_id).in_(member_ids))
        .order_by(col(Member.member_id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalars()
    return {row.member_id: row for row in rows}

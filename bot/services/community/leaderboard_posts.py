"""Where the leaderboard of a week, month or quarter is posted when it is over."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlmodel import col, select

from bot.services import audit, communities
from bot.services.actors import Person, require_manager
from bot.services.errors import InvalidInputError
from bot.services.points.placings import MOST_PLACES
from bot.services.points.spans import PERIODS, Span
from db.session import Session
from db.tables.points import LeaderboardPost
from db.upsert import insert

PLACES = 10
"""Places that are posted unless a manager says otherwise."""


class Posted(NamedTuple):
    """Where it is posted, and how many places."""

    channel_id: int
    places: int


def every(session: Session, by: Person) -> Mapping[Span, Posted]:
    """Return what is posted, by span, for a manager."""
    require_manager(session, by)
    rows = session.exec(
        select(LeaderboardPost).where(col(LeaderboardPost.community_id) == by.community_id)
    )
    found = {row.span: Posted(row.channel_id, row.places) for row in rows}
    return {span: found[span] for span in PERIODS if span in found}


def choose(
    session: Session,
    by: Person,
    span: Span,
    *,
    channel_id: int | None = None,
    places: int | None = None,
) -> None:
    """Let leaderboards of a span be posted from now on. None leaves a part as it is."""
    require_manager(session, by)
    # Of two who change a part each, the second one goes by what the first has changed.
    communities.locked(session, by.community_id)
    before = every(session, by).get(span)
    if before is None and channel_id is None:
        raise InvalidInputError("channel", "settings-leaderboard-channel-needed")
    if places is not None and not 1 <= places <= MOST_PLACES:
        raise InvalidInputError("places", "settings-leaderboard-bad-places", most=MOST_PLACES)
    after = Posted(
        channel_id or (before.channel_id if before else 0),
        places or (before.places if before else PLACES),
    )
    if after == before:
        return
    session.execute(
        insert(LeaderboardPost)
        .values(community_id=by.community_id, span=span, **after._asdict())
        .on_conflict_do_update(index_elements=["community_id", "span"], set_=after._asdict())
    )
    audit.record_by(
        session,
        by,
        "settings.leaderboard_posted",
        span=span,
        channel=after.channel_id,
        places=after.places,
    )


def stop(session: Session, by: Person, span: Span) -> None:
    """Post leaderboards of a span no more."""
    require_manager(session, by)
    communities.locked(session, by.community_id)  # else who changes it just now brings it back
    if session.remove_row(LeaderboardPost, by.community_id, span):
        audit.record_by(session, by, "settings.leaderboard_not_posted", span=span)

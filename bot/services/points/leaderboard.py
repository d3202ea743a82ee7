"""The leaderboard: who gained most lifetime points this week, month or quarter, or ever."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlmodel import col, func

from bot.services.actors import Person
from bot.services.points import ranking, standings
from bot.services.points.ranking import VISIBLE, Sums
from bot.services.points.spans import Span, begins, begins_before, counts_since
from db.session import Session
from db.tables import LedgerEntry, Member, Wallet, WalletKind

__all__ = [
    "FAR",
    "PAGE",
    "Before",
    "Leaderboard",
    "Place",
    "Span",
    "begins",
    "leaderboard",
    "places_before",
]

PAGE = 10
"""Places on a page."""


FAR = 10_000
"""Places that are counted and shown; beyond, a leaderboard says no more than that."""


FAR_BEFORE = 1_000
"""Places of the span before that are told; who was beyond counts as new."""

MOST_ENTRIES = 20_000
"""Entries of the span before that are summed up while somebody waits: some 50 ms."""


@dataclass(frozen=True)
class Place:
    """A member's place; the first is 1, and one after `FAR` stands for all that follow."""

    place: int
    member_id: int
    points: int


@dataclass(frozen=True)
class Leaderboard:
    """A page of places; pages count from 1. `mine`: of who asks, wherever that is.

    `large`: from now on its sums should be kept (`standings.keep`).
    """

    places: list[Place]
    mine: Place | None
    hidden: bool  # who asks is not on it because they wish so
    page: int
    pages: int
    large: bool = False


def leaderboard(session: Session, person: Person, span: Span, page: int = 1) -> Leaderboard:
    """Return a page of the leaderboard. Who has left, hides or is left out is not on it."""
    page = min(max(page, 1), FAR // PAGE)
    sums = ranking.load(session, person.community_id, span, FAR)
    if sums is None:
        found = _summed_now(session, person, span, page)
    else:
        found = _summed_before(sums, person, page)
    places, mine, members = found
    pages = max(1, -(-min(members, FAR) // PAGE))
    if page > pages:
        return leaderboard(session, person, span, pages)
    member = session.get(Member, (person.community_id, person.member_id))
    return Leaderboard(
        places,
        mine,
        member is not None and member.leaderboard_hidden,
        page,
        pages,
        sums is None
        and members >= standings.LARGE
        and not standings.is_kept(session, person.community_id),
    )


@dataclass(frozen=True)
class Before:
    """Places in the span before, by member; None where nobody knows, or nobody had one.

    `large`: as of a leaderboard.
    """

    places: Mapping[int, int] | None
    large: bool = False

    def compares(self, now: Place) -> bool:
        """Return whether it can be told how a member's place has changed."""
        if self.places is None:
            return False
        return now.member_id in self.places or now.place <= FAR_BEFORE

    def change(self, now: Place) -> int | None:
        """Return how many places a member rose; None for one who is new, or whom none compares."""
        before = (self.places or {}).get(now.member_id)
        return None if before is None else before - now.place


_Found = tuple[list[Place], Place | None, int]
"""The places of a page, that of who asks, and how many there are."""


def places_before(
    session: Session, community_id: int, span: Span, member_ids: Collection[int]
) -> Before:
    """Return the places that members had in the whole span before the present one.

    They go by who may be seen now. Where there are too many entries to sum them up while somebody
    waits, that needs the sums that are kept, from their second span on.
    """
    kept = ranking.load_before(session, community_id, span, FAR_BEFORE)
    if kept is not None:
        owned = [own for one in member_ids if (own := kept.own(one)) is not None]
        places = {one.member_id: kept.counted(one)[0] + 1 for one in owned}
        places = {one: place for one, place in places.items() if place <= FAR_BEFORE}
        return Before(places if places or kept.page(0, 1) else None)
    since = begins_before(session, community_id, span)
    until = begins(session, community_id, span)
    if since is None or until is None:
        return Before(None)
    entries = _earned_in(community_id, since, until)
    beyond = select(col(LedgerEntry.id)).where(*entries).offset(MOST_ENTRIES).limit(1)
    if session.execute(beyond).first() is not None:
        return Before(None, large=not standings.is_kept(session, community_id))
    ranked = _ranked(community_id, _gained(community_id, since, until)).subquery()
    rows = session.execute(
        select(ranked.c.member_id, ranked.c.place).where(
            or_(ranked.c.member_id.in_(member_ids), ranked.c.place == 1),
            ranked.c.place <= FAR_BEFORE,
        )
    )
    places = {row.member_id: int(row.place) for row in rows}
    if not places:
        return Before(None)  # nobody had a place that could be compared with
    return Before({one: place for one, place in places.items() if one in member_ids})


def _summed_before(sums: Sums, person: Person, page: int) -> _Found:
    """Look a page up in sums that are kept."""
    first = (page - 1) * PAGE
    shown = sums.page(first, PAGE)
    places = [Place(place, one.member_id, one.points) for place, one in enumerate(shown, first + 1)]
    own, mine = sums.own(person.member_id), None
    ahead, members = sums.counted(own)
    if own is not None:
        mine = Place(min(ahead, FAR) + 1, own.member_id, own.points)
    return places, mine, members


def _summed_now(session: Session, person: Person, span: Span, page: int) -> _Found:
    """Sum up what everybody gained and look for a page."""
    since = begins(session, person.community_id, span)
    community_id = person.community_id
    ranked = _ranked(
        community_id, _ever(community_id) if since is None else _gained(community_id, since)
    ).subquery()
    last = page * PAGE
    rows = session.execute(
        select(ranked)
        .where(
            or_(
                ranked.c.place.between(last - PAGE + 1, last),
                ranked.c.member_id == person.member_id,
                ranked.c.place == 1,  # tells how many there are
            )
        )
        .order_by(ranked.c.place)
    ).all()
    places = [Place(min(row.place, FAR + 1), row.member_id, int(row.points)) for row in rows]
    return (
        [one for one in places if last - PAGE < one.place <= last],
        next((one for one in places if one.member_id == person.member_id), None),
        rows[0].members if rows else 0,
    )


def _ranked(community_id: int, found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Order members by what they gained; of two with as much, who had it first comes first."""
    gained = found.subquery()
    each = (
        select(gained)
        .join(
            Member,
            (col(Member.community_id) == community_id)
            & (col(Member.member_id) == gained.c.member_id),
        )
        .where(gained.c.points > 0, VISIBLE)
        .subquery()
    )
    order = [each.c.points.desc(), each.c.last_gain]
    return select(
        each.c.member_id,
        each.c.points,
        func.row_number().over(order_by=order).label("place"),
        func.count().over().label("members"),
    )


def _gained(
    community_id: int, since: datetime, until: datetime | None = None
) -> Select[*tuple[Any, ...]]:
    """Sum up what members gained since a moment, and before another."""
    return (
        select(
            col(LedgerEntry.member_id),
            func.sum(col(LedgerEntry.amount)).label("points"),
            func.max(case((col(LedgerEntry.amount) > 0, col(LedgerEntry.id)))).label("last_gain"),
        )
        .where(
            *_earned_in(community_id, since, until),
        )
        .group_by(col(LedgerEntry.member_id))
    )


def _earned_in(
    community_id: int, since: datetime, until: datetime | None
) -> list[ColumnElement[bool]]:
    """Return the condition of being an entry that counts between two moments."""
    found = [
        col(LedgerEntry.community_id) == community_id,
        col(LedgerEntry.wallet) == WalletKind.EARN,
        counts_since(since),
    ]
    return found if until is None else [*found, col(LedgerEntry.at) < until]


def _ever(community_id: int) -> Select[*tuple[Any, ...]]:
    """Look up what members gained in all: a wallet knows, without years of entries."""
    last_gain = (
        select(col(LedgerEntry.id))
        .where(
            col(LedgerEntry.community_id) == community_id,
            col(LedgerEntry.member_id) == col(Wallet.member_id),
            col(LedgerEntry.wallet) == WalletKind.EARN,
            col(LedgerEntry.amount) > 0,
        )
        .order_by(col(LedgerEntry.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(
        col(Wallet.member_id),
        col(Wallet.balance).label("points"),
        last_gain.label("last_gain"),
    ).where(col(Wallet.community_id) == community_id, col(Wallet.kind) == WalletKind.EARN)

"""The leaderboard: who gained most lifetime points this week, month or quarter, or ever."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, or_, select
from sqlmodel import col, func

from bot.services.actors import Person
from bot.services.points import standings
from bot.services.points.spans import Span, begins
from bot.services.points.standings import Sums
from db.session import Session
from db.tables import LedgerEntry, Member, Wallet, WalletKind

__all__ = ["FAR", "PAGE", "Leaderboard", "Place", "Span", "begins", "leaderboard"]

PAGE = 10
"""Places on a page."""


FAR = 10_000
"""Places that are counted and shown; beyond, a leaderboard says no more than that."""


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
    hidden: bool  # who asks is left out because they wish so
    page: int
    pages: int
    large: bool = False


def leaderboard(session: Session, person: Person, span: Span, page: int = 1) -> Leaderboard:
    """Return a page of the leaderboard. Who has left, or does not wish to be on it, is not."""
    page = min(max(page, 1), FAR // PAGE)
    sums = standings.load(session, person.community_id, span, FAR)
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


_Found = tuple[list[Place], Place | None, int]
"""The places of a page, that of who asks, and how many there are."""


def _summed_before(sums: Sums, person: Person, page: int) -> _Found:
    """Look a page up in sums that are kept."""
    first = (page - 1) * PAGE
    top = sums.top(first + PAGE)[first:]
    places = [Place(place, one.member_id, one.points) for place, one in enumerate(top, first + 1)]
    own, mine = sums.own(person.member_id), None
    if own is not None:
        mine = Place(min(sums.ahead(own), FAR) + 1, own.member_id, own.points)
    beyond = mine is not None and mine.place > FAR  # so there are as many, without counting
    return places, mine, FAR if beyond else sums.count()


def _summed_now(session: Session, person: Person, span: Span, page: int) -> _Found:
    """Sum up what everybody gained and look for a page."""
    ranked = _ranked(session, person.community_id, span).subquery()
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


def _ranked(session: Session, community_id: int, span: Span) -> Select[*tuple[Any, ...]]:
    """Order members by what they gained; of two with as much, who had it first comes first."""
    since = begins(session, community_id, span)
    found = _ever(community_id) if since is None else _since(community_id, since)
    gained = found.subquery()
    each = (
        select(gained)
        .join(
            Member,
            (col(Member.community_id) == community_id)
            & (col(Member.member_id) == gained.c.member_id),
        )
        .where(
            gained.c.points > 0,
            col(Member.present),
            ~col(Member.leaderboard_hidden),
        )
        .subquery()
    )
    order = [each.c.points.desc(), each.c.last_gain]
    return select(
        each.c.member_id,
        each.c.points,
        func.row_number().over(order_by=order).label("place"),
        func.count().over().label("members"),
    )


def _since(community_id: int, moment: datetime) -> Select[*tuple[Any, ...]]:
    """Sum up what members gained since a moment."""
    return (
        select(
            col(LedgerEntry.member_id),
            func.sum(col(LedgerEntry.amount)).label("points"),
            func.max(case((col(LedgerEntry.amount) > 0, col(LedgerEntry.id)))).label("last_gain"),
        )
        .where(
            col(LedgerEntry.community_id) == community_id,
            col(LedgerEntry.wallet) == WalletKind.EARN,
            col(LedgerEntry.at) >= moment,
        )
        .group_by(col(LedgerEntry.member_id))
    )


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

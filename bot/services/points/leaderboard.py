"""The leaderboard: who gained most lifetime points this week, month or quarter, or ever."""

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, or_, select
from sqlmodel import col, func

from bot.services import calendar, communities
from bot.services.actors import Person
from bot.services.calendar import period_start
from db.session import Session
from db.tables import LedgerEntry, Member, Period, Wallet, WalletKind

PAGE = 10
"""Places on a page."""


class Span(enum.StrEnum):
    """Since when points count; weeks begin on Monday."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    EVER = "ever"


_PERIODS = {
    Span.WEEK: Period.WEEKLY,
    Span.MONTH: Period.MONTHLY,
    Span.QUARTER: Period.QUARTERLY,
}


@dataclass(frozen=True)
class Place:
    """A member's place; the first is 1."""

    place: int
    member_id: int
    points: int


@dataclass(frozen=True)
class Leaderboard:
    """A page of places; pages count from 1. `mine`: of who asks, wherever that is."""

    places: list[Place]
    mine: Place | None
    hidden: bool  # who asks is left out because they wish so
    page: int
    pages: int


def leaderboard(session: Session, person: Person, span: Span, page: int = 1) -> Leaderboard:
    """Return a page of the leaderboard. Who has left, or does not wish to be on it, is not."""
    ranked = _ranked(session, person.community_id, span).subquery()
    page = max(page, 1)
    while True:
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
        pages = max(1, -(-rows[0].members // PAGE)) if rows else 1
        if page <= pages:
            break
        page = pages
    places = [Place(row.place, row.member_id, int(row.points)) for row in rows]
    member = session.get(Member, (person.community_id, person.member_id))
    return Leaderboard(
        [one for one in places if last - PAGE < one.place <= last],
        next((one for one in places if one.member_id == person.member_id), None),
        member is not None and member.leaderboard_hidden,
        page,
        pages,
    )


def begins(session: Session, community_id: int, span: Span) -> datetime | None:
    """Return since when points count, for a community; None: since ever.

    That goes by its clock of today. Where that was set back across midnight, a day is seen again:
    nobody is paid by a leaderboard, and so every point counts in one week and not in none.
    """
    if span is Span.EVER:
        return None
    zone = communities.get(session, community_id).timezone
    today = session.now.astimezone(calendar.clock(zone)).date()
    return calendar.day_start(period_start(_PERIODS[span], today), zone)


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

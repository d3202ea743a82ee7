"""Proof that the sums kept for leaderboards are those of the ledger: queries for what is not."""

from typing import Any

from sqlalchemy import Select, Subquery, and_, case, func, literal, or_, select
from sqlmodel import col

from bot.services.points.spans import counts_since
from db.tables import LedgerEntry, Member, WalletKind, linked
from db.tables.points import SpanTotal, Standings

Query = Select[*tuple[Any, ...]]


def _summed() -> Subquery:
    """Sum up the entries that are said to be in the sums."""
    amount, entry = col(LedgerEntry.amount), col(LedgerEntry.id)
    return (
        select(
            col(Standings.community_id),
            col(Standings.span),
            col(LedgerEntry.member_id),
            func.sum(amount).label("points"),
            func.max(case((amount > 0, entry))).label("last_gain"),
        )
        .join(LedgerEntry, col(LedgerEntry.community_id) == col(Standings.community_id))
        .where(
            col(LedgerEntry.wallet) == WalletKind.EARN,
            entry < col(Standings.upto),
            or_(
                col(Standings.begins).is_(None),
                counts_since(col(Standings.begins)),
            ),
        )
        .group_by(col(Standings.community_id), col(Standings.span), col(LedgerEntry.member_id))
        .subquery()
    )


def _current() -> Query:
    """Return the sums that are not over."""
    return select(SpanTotal).join(
        Standings,
        and_(
            linked(SpanTotal.span, Standings.span),
            col(SpanTotal.turn) == col(Standings.turn),
        ),
    )


def wrong() -> Query:
    """Look for sums that the ledger does not add up to, or that are shown of who is not."""
    summed, kept = _summed(), _current().subquery()
    points, last_gain = func.coalesce(summed.c.points, 0), func.coalesce(summed.c.last_gain, 0)
    return (
        select(
            kept.c.community_id,
            kept.c.member_id,
            points,
            kept.c.points,
        )
        .outerjoin(
            summed,
            and_(
                linked(summed.c.span, kept.c.span),
                summed.c.member_id == kept.c.member_id,
            ),
        )
        .outerjoin(Member, linked(col(Member.member_id), kept.c.member_id))
        .where(
            or_(
                kept.c.points != points,
                func.coalesce(kept.c.last_gain, 0) != last_gain,
                kept.c.shown != col(Member.ranked),
            )
        )
    )


def missing() -> Query:
    """Look for members who gained something and have no sum."""
    summed, kept = _summed(), _current().subquery()
    return (
        select(summed.c.community_id, summed.c.member_id, summed.c.points, literal("none"))
        .outerjoin(
            kept,
            and_(
                linked(summed.c.span, kept.c.span),
                summed.c.member_id == kept.c.member_id,
            ),
        )
        .where(kept.c.member_id.is_(None))
    )

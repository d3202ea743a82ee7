"""Proof that codes are counted, numbered, and each in one voucher: queries for what is not."""

from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.services.codes.imports import UNDER_WAY
from db.session import Session
from db.tables import Code, CodeImport, CodeState, linked

Query = Select[*tuple[Any, ...]]


def under_way(session: Session) -> list[CodeImport]:
    """Return imports of which not all is done that was decided; that is no fault of theirs."""
    rows = session.execute(
        select(CodeImport).where(col(CodeImport.state).in_(UNDER_WAY)).order_by(col(CodeImport.id))
    )
    return list(rows.scalars())


def imports() -> Query:
    """Look for imports that say of themselves to have brought more or fewer codes than they did.

    That holds at every moment, also while the codes of one are still coming in.
    """
    counted = (
        select(col(Code.community_id), col(Code.import_id), func.count().label("codes"))
        .group_by(col(Code.community_id), col(Code.import_id))
        .subquery()
    )
    codes = func.coalesce(counted.c.codes, 0)
    return (
        select(col(CodeImport.community_id), col(CodeImport.id), codes, col(CodeImport.added))
        .outerjoin(counted, linked(counted.c.import_id, CodeImport.id))
        .where(codes != col(CodeImport.added))
    )


def numbers() -> Query:
    """Look for codes whose number their import does not know of; it would be given again."""
    return (
        select(col(Code.community_id), col(Code.id), col(CodeImport.last_number), col(Code.number))
        .join(CodeImport, linked(CodeImport.id, Code.import_id))
        .where(
            or_(
                col(Code.number) < col(CodeImport.first_number),
                col(Code.number) > col(CodeImport.last_number),
            )
        )
    )


def doubles() -> Query:
    """Look for codes that two members could be shown, and nobody insisted on that."""
    other, brought, its = aliased(Code), aliased(CodeImport), aliased(CodeImport)
    usable = (CodeState.AVAILABLE, CodeState.ASSIGNED, CodeState.CLAIMED)
    return (
        select(col(Code.community_id), col(Code.id), literal("one voucher"), literal("two"))
        .join(
            other,
            and_(
                linked(other.value, Code.value),
                col(other.reward_id) < col(Code.reward_id),
            ),
        )
        .join(brought, linked(brought.id, Code.import_id))
        .join(its, linked(its.id, other.import_id))
        .where(
            col(Code.state).in_(usable),
            col(other.state).in_(usable),
            ~(col(brought.elsewhere_too) | col(its.elsewhere_too)),
        )
    )

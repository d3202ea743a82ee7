"""Pages of a list: which one is shown, and where its rows begin."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlmodel import SQLModel

from db.session import Session

Line = TypeVar("Line")


@dataclass(frozen=True)
class ListPage(Generic[Line]):
    """A page of a managers' list; pages count from 1. `others` are not among those chosen."""

    lines: list[Line]
    total: int
    page: int
    pages: int
    others: int


@dataclass(frozen=True)
class Paging:
    """The page of a list that is shown; pages count from 1, and an empty list has one."""

    page: int
    pages: int
    offset: int
    """How many rows come before it."""


def paging(total: int, page: int, size: int) -> Paging:
    """Return the page nearest to the one that is asked for."""
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    return Paging(page, pages, (page - 1) * size)


def count_rows(session: Session, model: type[SQLModel], *conditions: ColumnElement[Any]) -> int:
    """Return how many rows of a table fulfil all conditions."""
    rows: int = session.execute(
        select(func.count()).select_from(model).where(*conditions)
    ).scalar_one()
    return rows

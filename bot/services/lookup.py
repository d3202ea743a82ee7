"""Finding a reward, a goal or a workflow by what somebody types."""

from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, case, select
from sqlmodel import col

from bot.services.errors import RefusedError
from bot.services.typed import fold, one_line
from db.session import Session
from db.tables import Goal, Reward, Workflow

Named = TypeVar("Named")

MOST_NAMES = 25
"""Names that autocomplete can show."""


_LARGEST_ID = 2**63 - 1


def as_id(text: str) -> int | None:
    """Return the number that a text stands for; None if it is no id that a row can have."""
    plain = text.isascii() and text.isdecimal() and len(text) < 20  # digits of the largest: 19
    return int(text) if plain and int(text) <= _LARGEST_ID else None


class Lookup(Generic[Named]):
    """Finds rows of one table by what somebody types: suggestions, and the one that is meant.

    `make` turns the columns id, name, state and `more` of a row into what is returned; `error` is
    raised with `given`, what was typed, where nothing is called so.
    """

    def __init__(
        self,
        model: type[Goal] | type[Reward] | type[Workflow],
        make: Callable[..., Named],
        error: type[RefusedError],
        *more: SQLColumnExpression[str],
    ) -> None:
        self._model = model
        self._make = make
        self._error = error
        self._columns = col(model.id), col(model.name), col(model.state), *more

    def find(
        self, session: Session, community_id: int, text: str, *narrowed: ColumnElement[bool]
    ) -> list[Named]:
        """Return up to 25 whose name holds the text; those that begin with it come first."""
        wanted = fold(text.strip())
        key = col(self._model.name_key)
        begins = key.startswith(wanted, autoescape=True)
        rows = session.execute(
            self._rows(community_id, *narrowed)
            .where(key.contains(wanted, autoescape=True))
            .order_by(case((begins, 0), else_=1), key, col(self._model.id))
            .limit(MOST_NAMES)
        )
        return [self._make(*row) for row in rows]

    def resolve(
        self, session: Session, community_id: int, text: str, *narrowed: ColumnElement[bool]
    ) -> Named:
        """Return the one that is meant by a name, or by an id as autocomplete sends it.

        The newest of several archived ones. Raises the lookup's error if there is none.
        """
        rows = self._rows(community_id, *narrowed)
        ident = as_id(text.strip())
        row = None
        if ident is not None:
            row = session.execute(rows.where(col(self._model.id) == ident)).first()
        if row is None:
            archived = case((col(self._model.state) == "archived", 1), else_=0)
            row = session.execute(
                rows.where(col(self._model.name_key) == fold(one_line(text)))
                .order_by(archived, col(self._model.id).desc())
                .limit(1)
            ).first()
        if row is None:
            raise self._error(given=text.strip()[:80])
        return self._make(*row)

    def _rows(
        self, community_id: int, *narrowed: ColumnElement[bool]
    ) -> Select[*tuple[object, ...]]:
        there = col(self._model.community_id) == community_id
        return select(*self._columns).where(there, *narrowed)

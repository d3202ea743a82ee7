"""Finding something that has a name by what somebody types: rewards, goals and workflows."""

from typing import Any

from sqlalchemy import case
from sqlmodel import col

from bot.services.typed import fold, one_line
from db.session import Session

MOST_NAMES = 25
"""Names that autocomplete can show."""

_LARGEST_ID = 2**63 - 1


def as_id(text: str) -> int | None:
    """Return the number that a text stands for; None if it is no id that a row can have."""
    plain = text.isascii() and text.isdecimal() and len(text) < 20  # digits of the largest: 19
    return int(text) if plain and int(text) <= _LARGEST_ID else None


def holding(rows: Any, model: Any, text: str) -> Any:
    """Narrow to the first 25 whose name holds a text; those that begin with it come first.

    `rows` is a query for rows of `model`, here as below, and so is what is returned.
    """
    wanted = fold(text.strip())
    begins = col(model.name_key).startswith(wanted, autoescape=True)
    return (
        rows.where(col(model.name_key).contains(wanted, autoescape=True))
        .order_by(case((begins, 0), else_=1), col(model.name_key), col(model.id))
        .limit(MOST_NAMES)
    )


def meant(session: Session, rows: Any, model: Any, typed: str) -> Any | None:
    """Return the row that is meant by a name, or by an id as autocomplete sends it.

    Of several archived ones it is the newest.
    """
    typed = typed.strip()
    ident = as_id(typed)
    if ident is not None:
        row = session.execute(rows.where(col(model.id) == ident)).first()
        if row is not None:
            return row
    over = case((col(model.state) == "archived", 1), else_=0)
    return session.execute(
        rows.where(col(model.name_key) == fold(one_line(typed)))
        .order_by(over, col(model.id).desc())
        .limit(1)
    ).first()

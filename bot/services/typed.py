"""What people type: names, texts and numbers, and finding something by its name."""

import enum
import re
import unicodedata
from typing import Any

from sqlalchemy import case
from sqlmodel import col

from db.session import Session

NAME_LENGTH = 80
"""Characters that the name of a reward, a goal or a workflow may have."""

_WHOLE_NUMBER = re.compile(r"[0-9]+|[0-9]{1,3}([., \u00a0\u202f][0-9]{3})+")


def fold(name: str) -> str:
    """Return what a name is compared by; its spelling is kept for showing.

    Case, width, invisible characters and repeated blanks make no difference.
    """
    seen = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "Cs"))
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    spaced = "".join(" " if unicodedata.category(c) == "Cc" else c for c in plain)
    return " ".join(spaced.split())


class Unset(enum.Enum):
    """Stands for a field that was not given and stays as it is."""

    UNSET = enum.auto()


UNSET = Unset.UNSET


def one_line(text: str) -> str:
    """Return what was typed as a name: on one line, with single spaces."""
    return " ".join(tidy(text).split())


def tidy(text: str) -> str:
    """Return a text without control characters, which PostgreSQL would not store."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def whole_number(given: int | str | None) -> int | None:
    """Return a number that may come as it was typed; None for nothing, -1 for what is none."""
    if not isinstance(given, str):
        return given
    typed = given.strip()
    if not typed:
        return None
    if len(typed) > 30 or not _WHOLE_NUMBER.fullmatch(typed):
        return -1  # no field takes that
    return int(re.sub("[^0-9]", "", typed))


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

"""INSERT … ON CONFLICT for both databases.

SQLAlchemy has one `insert` for each; PostgreSQL's compiles on SQLite too, the other way round it
does not.
"""

from sqlalchemy.dialects.postgresql import Insert, insert
from sqlmodel import SQLModel

from db.statement import params

__all__ = ["insert", "insert_row"]


def insert_row(model: type[SQLModel], *left_out: str) -> Insert:
    """Return an INSERT for `Statement` with a parameter for every column of a table.

    Columns that are `left_out` get their defaults.
    """
    row = insert(model)
    columns = [column.key for column in row.table.columns if column.key not in left_out]
    return row.values(params(*columns))

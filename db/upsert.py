"""INSERT … ON CONFLICT for both databases.

SQLAlchemy has one `insert` for each; PostgreSQL's compiles on SQLite too, the other way round it
does not.
"""

from sqlalchemy.dialects.postgresql import insert

__all__ = ["insert"]

"""Table locks, where no row can be locked: held until the transaction is over."""

from sqlalchemy import text
from sqlmodel import SQLModel

from db.session import Session


def hold_writers(session: Session, model: type[SQLModel]) -> None:
    """Wait for whoever is writing a table, and let nobody else write it until we are done.

    What is read afterwards stays true until the commit, and a statement that waits for us sees
    what we have written. On SQLite one writer at a time is all that there is.
    """
    if session.connection().dialect.name == "postgresql":
        session.execute(text(f'LOCK TABLE "{model.__tablename__}" IN SHARE ROW EXCLUSIVE MODE'))

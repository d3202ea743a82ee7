"""Locks that are of no row: held until the transaction is over.

None outlives its transaction, so they also work where a connection is somebody else's after each
commit, as behind PgBouncer.
"""

from hashlib import blake2b

from sqlalchemy import BigInteger, func, select, text
from sqlmodel import SQLModel

from db.session import Session
from db.statement import Statement, param

_TRY = Statement(
    select(func.pg_try_advisory_xact_lock(param("key"), type_=BigInteger).label("alone"))
)
_WAIT = Statement(select(func.pg_advisory_xact_lock(param("key")).label("waited")))


def hold_writers(session: Session, model: type[SQLModel]) -> None:
    """Wait for whoever is writing a table, and let nobody else write it until we are done.

    What is read afterwards stays true until the commit, and a statement that waits for us sees
    what we have written. On SQLite one writer at a time is all that there is.
    """
    if not session.is_sqlite:
        session.execute(text(f'LOCK TABLE "{model.__tablename__}" IN SHARE ROW EXCLUSIVE MODE'))


def join_writers(session: Session, model: type[SQLModel]) -> None:
    """Be one of those who write a table: wait for who holds them off, and be waited for.

    What is read in a later statement stays true for whoever asks for it by `hold_writers`.
    """
    if not session.is_sqlite:
        session.execute(text(f'LOCK TABLE "{model.__tablename__}" IN ROW EXCLUSIVE MODE'))


def try_alone(session: Session, purpose: str, key: int = 0) -> bool:
    """Be the only transaction with a purpose until it is over; False where another one is.

    `key`: whose, such as a community's id. What is read in a later statement is as the one before
    us has left it. On SQLite one writer at a time is all that there is, so it is always true.
    """
    if session.is_sqlite:
        return True
    (row,) = session.run(_TRY, key=_number(purpose, key))
    return bool(row.alone)


def alone(session: Session, purpose: str, key: int = 0) -> None:
    """Wait until no other transaction has a purpose, and be the only one; see `try_alone`."""
    if not session.is_sqlite:
        session.run(_WAIT, key=_number(purpose, key))


def _number(purpose: str, key: int) -> int:
    """Return the same number in every process. Two purposes share one by the rarest chance."""
    digest = blake2b(f"{purpose}:{key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)

"""Requests that are decided together, and the outcome of each."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple, TypeVar

from db.session import Session

Request = TypeVar("Request")
T = TypeVar("T")

ForMany = Callable[[Session, Sequence[Request]], Sequence[T | Exception]]
"""A use case for many requests; an outcome that is an exception refuses one of them."""


class Alike(NamedTuple):
    """What requests must have in common to be decided together."""

    use_case: ForMany[Any, Any]
    group: Hashable


def for_one(use_case: ForMany[Request, T], request: Request) -> Callable[[Session], T]:
    """Return the use case for one request, which raises what refuses it."""

    def alone(session: Session) -> T:
        (outcome,) = use_case(session, [request])
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return alone

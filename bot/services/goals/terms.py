"""Which terms of a goal hold in a period: an edit adds terms, and they begin with a period."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class DatedTerms(Protocol):
    """What holds from the period on that begins on a day, until something later begins."""

    @property
    def begins_on(self) -> date: ...


T = TypeVar("T", bound=DatedTerms)


def in_force(terms: Iterable[T], begins_on: date) -> T | None:
    """Return which of a goal's terms, the newest first, hold in the period beginning on a day."""
    return next((one for one in terms if one.begins_on <= begins_on), None)

"""What decisions want done by use cases, once all that they have changed is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from db.errors import StaleError, is_ours
from db.session import Session

T = TypeVar("T")
_ForMany = Callable[[Session, Sequence[Any]], object]


class BrokenPartError(Exception):
    """A part of a decision failed by a mistake of ours; the cause says how.

    Everything must be undone. Then the same can be decided anew with the part set aside.
    """

    def __init__(self, part: object) -> None:
        super().__init__(part)
        self.part = part


@dataclass
class _Wanted:
    """A use case, for whom it is and how deep. `part` None: it is for several."""

    part: object
    depth: int
    use_case: Callable[[Session], object] | None = None
    for_many: _ForMany | None = None
    requests: list[Any] = field(default_factory=list)

    def do(self, session: Session) -> None:
        if self.use_case is not None:
            self.use_case(session)
        if self.for_many is not None:
            self.for_many(session, self.requests)


class Later:
    """Use cases in the order in which they are wanted."""

    def __init__(self) -> None:
        self._wanted: list[_Wanted] = []

    def add(self, part: object, depth: int, use_case: Callable[[Session], object]) -> None:
        """Want a use case."""
        self._wanted.append(_Wanted(part, depth, use_case))

    def add_together(
        self,
        part: object,
        depth: int,
        for_many: Callable[[Session, Sequence[T]], object],
        request: T,
    ) -> None:
        """Want one that does, at once, all that is asked of it in succession."""
        last = self._wanted[-1] if self._wanted else None
        if last is not None and (last.for_many, last.depth) == (for_many, depth):
            last.requests.append(request)
            last.part = None  # nobody could tell which of them has failed
        else:
            self._wanted.append(_Wanted(part, depth, None, for_many, [request]))

    def do(self, session: Session) -> None:
        """Do all of it. Raises `StaleError`, and `BrokenPartError` where one part has failed."""
        for wanted in self._wanted:
            session.depth = wanted.depth
            try:
                wanted.do(session)
            except StaleError:
                raise
            except Exception as error:
                if wanted.part is None or not is_ours(error):
                    raise
                raise BrokenPartError(wanted.part) from error

"""What a format is: how another bot writes what its members have.

    class Tatsu(Format, key="tatsu", moneys=(Money("score"),)):
        \"\"\"Rankings, by offset.\"\"\"

        @classmethod
        def fits(cls, document: object) -> bool: ...

        @classmethod
        def lines(cls, document: Any, community_id: int) -> Iterator[Line]: ...

Adding a format is adding a file to `formats/`; a key that is taken fails at import. A format is
asked for one document at a time: a file, or one page of several. What `lines` gives is taken as it
stands in the file and judged in `reading`, so a format says only what stands where.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar, NamedTuple

from bot.services.errors import RefusedError
from bot.services.moving.brought import Amount, Money, StoreItem


class NotThisServerError(RefusedError):
    """The file is of other servers; `servers` has their ids."""

    message = "moving-not-this-server"


class Line(NamedTuple):
    """What a file says of one member, as it stands there.

    `amounts`: one for each money, None where it is missing. `typed`: it came through a table.
    """

    id: object
    amounts: tuple[object, ...]
    name: str | None = None
    level: object = None
    bot: bool = False
    typed: bool = False


_formats: dict[str, type["Format"]] = {}


class Format:
    """One way in which a bot writes what it knows. `moneys` is what it counts of each member."""

    key: ClassVar[str]
    moneys: ClassVar[tuple[Money, ...]]

    def __init_subclass__(cls, *, key: str, moneys: tuple[Money, ...]) -> None:
        if key in _formats:
            raise ValueError(f"two formats are called {key!r}")
        cls.key, cls.moneys = key, moneys
        _formats[key] = cls

    @classmethod
    def fits(cls, document: object) -> bool:
        """Return whether a document has this format's shape."""
        raise NotImplementedError

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:
        """Yield what a document that fits says of each member.

        Raises `NotThisServerError` where it is of other servers.
        """
        raise NotImplementedError

    @classmethod
    def moneys_in(cls, document: Any) -> tuple[Money, ...]:  # noqa: ARG003
        """Return what a document counts, where that differs from one to the next."""
        return cls.moneys

    @classmethod
    def roles(cls, document: Any, community_id: int) -> Iterator[tuple[object, object]]:  # noqa: ARG003
        """Yield a level and the id of a role that it brings."""
        return iter(())

    @classmethod
    def stated(cls, document: Any) -> Iterator[tuple[object, object]]:  # noqa: ARG003
        """Yield a level and the experience that it takes, where a document says so."""
        return iter(())

    @classmethod
    def curve(cls, document: Any, community_id: int, level: int) -> Amount | None:  # noqa: ARG003
        """Return the experience that a level takes by what is published of the bot."""
        return None

    @classmethod
    def items(cls, document: Any) -> Iterator[StoreItem]:  # noqa: ARG003
        """Yield what a document offers for sale."""
        return iter(())


@cache
def formats() -> Mapping[str, type[Format]]:
    """Return every format by its key."""
    package = importlib.import_module("bot.services.moving.formats")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_formats.items()))


def rows_of(document: object, under: str, *wanted: str) -> list[Any] | None:
    """Return the list under a name, if each row of it is an object with these names; else None."""
    rows = document.get(under) if isinstance(document, dict) else None
    return rows if _all_have(rows, wanted) else None


def rows_alone(document: object, *wanted: str) -> list[Any] | None:
    """Return a document that is itself such a list, and not an empty one; else None."""
    return document if isinstance(document, list) and _all_have(document or None, wanted) else None


def _all_have(rows: object, wanted: tuple[str, ...]) -> bool:
    return isinstance(rows, list) and all(
        isinstance(row, dict) and all(name in row for name in wanted) for row in rows
    )


def list_of(value: object) -> list[Any]:
    """Return a value that is a list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def object_of(value: object) -> dict[str, Any]:
    """Return a value that is an object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def text_of(value: object) -> str | None:
    """Return a value that is a text; None for anything else."""
    return value if isinstance(value, str) else None

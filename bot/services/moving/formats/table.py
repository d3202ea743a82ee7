"""A table of ids and points, with or without a heading: `ID,POINTS[,LIFETIME]`."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Feeds, Money
from bot.services.moving.documents import Table
from bot.services.moving.form import Format, Line

_IDS = ("id", "userid", "memberid", "discordid", "user", "member")
_POINTS = ("points", "xp", "exp", "balance", "score", "amount", "coins")
_LIFETIME = ("lifetime", "lifetimepoints", "earned", "total")

_SPENDABLE = Money("points", Feeds.SPEND)
_ALL_EVER = Money("lifetime", Feeds.EARN)


class PointsTable(Format, key="csv", moneys=(Money("points"),)):
    """A table of anybody's making."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for the columns: by their names in any order, else by their places."""
        if not isinstance(document, Table):
            return False
        if document.names:
            both = _column(document, _IDS) is not None and _column(document, _POINTS) is not None
            return both and "level" not in document.names
        return all(2 <= len(cells) <= 3 for _, cells in document.rows)

    @classmethod
    def moneys_in(cls, document: Any) -> tuple[Money, ...]:
        """Tell points to spend from those of a lifetime, where both are there."""
        return (_SPENDABLE, _ALL_EVER) if len(_columns(document)) == 3 else cls.moneys

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:  # noqa: ARG003
        """Take each row."""
        who, *columns = _columns(document)
        for _, cells in document.rows:
            amounts = tuple(cells[at] if at < len(cells) else None for at in columns)
            yield Line(cells[who] if who < len(cells) else None, amounts, typed=True)


def _columns(document: Table) -> list[int]:
    """Return where the id stands, where the points, and where those of a lifetime, if any do."""
    if not document.names:
        return list(range(max((len(cells) for _, cells in document.rows), default=2)))
    found = (_column(document, names) for names in (_IDS, _POINTS, _LIFETIME))
    return [at for at in found if at is not None]


def _column(document: Table, names: tuple[str, ...]) -> int | None:
    places = (document.names.index(name) for name in names if name in document.names)
    return next(places, None)

"""YAGPDB: reputation, which may be negative; ids are numbers."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Money
from bot.services.moving.form import Format, Line, rows_alone, text_of


class Yagpdb(Format, key="yagpdb", moneys=(Money("points"),)):
    """Members with their points."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for a bare list of users and points."""
        return rows_alone(document, "user_id", "points") is not None

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:  # noqa: ARG003
        """Take each member, and who is said to be a bot."""
        for row in document:
            name = text_of(row.get("username"))
            yield Line(row["user_id"], (row["points"],), name, bot=row.get("bot") is True)

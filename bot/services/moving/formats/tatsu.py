"""Tatsu: the rankings of a server, by offset."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Money
from bot.services.moving.form import Format, Line, rows_of


class Tatsu(Format, key="tatsu", moneys=(Money("score"),)):
    """Members with their score."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for rankings; there are none beyond the last."""
        return rows_of(document, "rankings", "score", "user_id") is not None

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:  # noqa: ARG003
        """Take each rank."""
        for row in document["rankings"]:
            yield Line(row["user_id"], (row["score"],))

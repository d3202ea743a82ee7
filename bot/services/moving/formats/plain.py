"""A plain list of ids and experience, as sites that fetch it from other bots write it."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Money
from bot.services.moving.form import Format, Line, rows_alone


class Plain(Format, key="plain", moneys=(Money("xp"),)):
    """A list of `{id, xp}`."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for these two and nothing else."""
        rows = rows_alone(document, "id", "xp")
        return rows is not None and all(len(row) == 2 for row in rows)

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:  # noqa: ARG003
        """Take each pair."""
        for row in document:
            yield Line(row["id"], (row["xp"],))

"""Zealy: members of its own, of whom some have linked Discord."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Money
from bot.services.moving.form import Format, Line, rows_alone, rows_of, text_of

_ENVELOPES = ("data", "leaderboard", "items", "members")


class Zealy(Format, key="zealy", moneys=(Money("xp"),)):
    """The pages of its leaderboard, in whatever they are wrapped."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for members with a Discord id, be it an empty one."""
        return bool(_members(document))

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:  # noqa: ARG003
        """Take each member."""
        for row in _members(document):
            yield Line(row["discordId"], (row["xp"],), text_of(row.get("name")))


def _members(document: object) -> list[Any]:
    wanted = ("discordId", "xp")
    lists = (rows_of(document, name, *wanted) for name in _ENVELOPES)
    return next((rows for rows in lists if rows), rows_alone(document, *wanted) or [])

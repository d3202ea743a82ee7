"""Lurkr: the pages of its levels."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Amount, Money
from bot.services.moving.form import Format, Line, rows_of, text_of


class Lurkr(Format, key="lurkr", moneys=(Money("xp"),)):
    """Members with their experience, and the roles of levels."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for levels of users."""
        return rows_of(document, "levels", "userId", "xp") is not None

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:  # noqa: ARG003
        """Take each member; who has left is there without a name."""
        for row in document["levels"]:
            user = row.get("user")
            name = text_of(user.get("username")) if isinstance(user, dict) else None
            yield Line(row["userId"], (row["xp"],), name, row.get("level"))

    @classmethod
    def roles(cls, document: Any, community_id: int) -> Iterator[tuple[object, object]]:  # noqa: ARG003
        """Take the roles of levels, of which one may have several."""
        for reward in rows_of(document, "roleRewards", "level", "roles") or ():
            for role in rows_of(reward, "roles", "id") or ():
                yield reward["level"], role["id"]

    @classmethod
    def stated(cls, document: Any) -> Iterator[tuple[object, object]]:
        """Take what stands with each member of the next level: servers change the curve."""
        for row in document["levels"]:
            if isinstance(row.get("level"), int) and "nextLevelXp" in row:
                yield row["level"] + 1, row["nextLevelXp"]

    @classmethod
    def curve(cls, document: Any, community_id: int, level: int) -> Amount | None:  # noqa: ARG003
        """Follow the one that servers have unless they change it: 50·n² - 100·n + 150."""
        return 50 * level * level - 100 * level + 150

"""AmariBot: the pages of its leaderboard."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Amount, Money
from bot.services.moving.form import Format, Line, rows_of, text_of


class AmariBot(Format, key="amaribot", moneys=(Money("xp"),)):
    """Members with their experience."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for `exp`, or for the counts that stand on a page without members."""
        found = rows_of(document, "data", "id", "exp")
        return bool(found) or (
            found == [] and isinstance(document, dict) and "total_count" in document
        )

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:  # noqa: ARG003
        """Take each member."""
        for row in document["data"]:
            yield Line(row["id"], (row["exp"],), text_of(row.get("username")), row.get("level"))

    @classmethod
    def curve(cls, document: Any, community_id: int, level: int) -> Amount | None:  # noqa: ARG003
        """Follow what is published: 20·n² - 40·n + 55."""
        return 20 * level * level - 40 * level + 55

"""MEE6: the pages of its leaderboard."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Amount, Money
from bot.services.moving.form import Format, Line, rows_of, text_of


class Mee6(Format, key="mee6", moneys=(Money("xp"),)):
    """Players with their experience, and the roles of levels."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for players; the page after the last has none."""
        return rows_of(document, "players", "id", "xp") is not None

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:  # noqa: ARG003
        """Take each player."""
        for player in document["players"]:
            name = text_of(player.get("username"))
            yield Line(player["id"], (player["xp"],), name, player.get("level"))

    @classmethod
    def roles(cls, document: Any, community_id: int) -> Iterator[tuple[object, object]]:  # noqa: ARG003
        """Take the roles of levels."""
        for reward in rows_of(document, "role_rewards", "rank", "role") or ():
            if isinstance(reward["role"], dict):
                yield reward["rank"], reward["role"].get("id")

    @classmethod
    def curve(cls, document: Any, community_id: int, level: int) -> Amount | None:  # noqa: ARG003
        """Follow what is known of MEE6: each level takes 5·n² + 50·n + 100 more than the last."""
        return 5 * level * (2 * level * level + 27 * level + 91) // 6

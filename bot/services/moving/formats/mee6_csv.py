"""MEE6: its export as a table."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Amount, Money
from bot.services.moving.documents import Table
from bot.services.moving.form import Format, Line
from bot.services.moving.formats.mee6 import Mee6


class Mee6Csv(Format, key="mee6_csv", moneys=(Money("xp"),)):
    """A table with the columns id, username, discriminator, xp, level and messages."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for the columns that only MEE6 has together."""
        return isinstance(document, Table) and {"id", "xp", "level"} <= set(document.names)

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:  # noqa: ARG003
        """Take each row."""
        for _, cells in document.rows:
            row = dict(zip(document.names, cells, strict=False))
            yield Line(
                row.get("id"), (row.get("xp"),), row.get("username"), row.get("level"), typed=True
            )

    @classmethod
    def curve(cls, document: Any, community_id: int, level: int) -> Amount | None:
        """Follow MEE6's."""
        return Mee6.curve(document, community_id, level)

"""A backup of Red's bank: user and balance, and nothing else."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Money
from bot.services.moving.form import Format, Line


class RedBackup(Format, key="red_backup", moneys=(Money("balance"),)):
    """The backup that a cog makes of Red's bank."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for an object of ids and numbers."""
        return (
            isinstance(document, dict)
            and bool(document)
            and all(
                key.isdigit() and not isinstance(value, (dict, list))
                for key, value in document.items()
            )
        )

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:  # noqa: ARG003
        """Take each pair."""
        for user, balance in document.items():
            yield Line(user, (balance,))
